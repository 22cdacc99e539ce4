"""Every format gives everything visible, in document order, and refuses what it is not."""

import io
import zipfile

import pytest
from docx import Document
from made_files import REPORT, docx, locked, pages_of, pdf, png, scan
from opencc import OpenCC

from rag.errors import ReadError, SkippedFile
from rag.reading.formats.choose import extract, skip_reason

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>年度报告 - 北江市人民政府</title>
<style>p {{ color: red }}</style><script>var hidden = "脚本里的字";</script></head><body>
<div>当前位置：<a>首页</a> &gt; <a>政务公开</a></div><h1>年度<b>报告</b></h1><!-- 注释 -->
<p>第一段，<span>同一行</span>。<br>换行之后</p><p style="display: none">看不见</p><div hidden>也看不见</div>
<table><tr><th>指标</th><th>件数</th></tr><tr><td><p>受理</p></td><td>12</td></tr></table>
<noscript>请启用脚本</noscript><ul><li>甲</li><li>乙</li></ul></body></html>"""


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_the_decoded_file_with_lf_line_ends(encoding):
    data = REPORT.replace("\n", "\r\n").encode(encoding)
    assert extract(data, "报告.txt").text == REPORT


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-16"])
def test_traditional_characters_are_kept_in_any_encoding(encoding):
    text = OpenCC("s2t").convert(REPORT).encode("big5", errors="ignore").decode("big5")
    assert extract(text.encode(encoding), "報告.txt").text == text


def test_rare_characters_of_gb18030_survive():
    text = REPORT + "䶮㙍𠮷镇"
    assert extract(text.encode("gb18030"), "a.txt").text == text


@pytest.mark.parametrize(("encoding", "name"), [("utf-8", "a.txt"), ("gbk", "a.html")])
def test_a_broken_byte_costs_a_few_characters_and_not_the_file(encoding, name):
    data = f'<html><meta charset="{encoding}"><body><pre>{REPORT}</pre></body></html>'.encode(encoding)
    found = extract(data[:400] + b"\xff\0" + data[400:], name).text
    assert 1 <= found.count("\ufffd") <= 4
    assert "出庭应诉率为96.6%" in found


def test_old_line_ends_become_lf():
    assert extract("一\r二\r\n三\n".encode(), "a.md").text == "一\n二\n三\n"


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gbk"), ("GBK", "gbk"), ("", "gbk")])
def test_a_page_is_all_that_is_visible_in_order(charset, encoding):
    found = extract(PAGE.format(charset=charset).encode(encoding), "a.html")
    assert found.title == "年度报告 - 北江市人民政府"
    assert [line for line in found.text.split("\n") if line] == [
        "当前位置：首页 > 政务公开",
        "年度报告",
        "第一段，同一行。",
        "换行之后",
        "指标\t件数",
        "受理\t12",
        "甲",
        "乙",
    ]


def test_a_page_of_a_hundred_thousand_nested_blocks_is_read_or_refused_without_a_crash():
    data = b"<html><body>" + b"<div>" * 100_000 + "正文在最里面。".encode() + b"</body></html>"
    try:
        assert extract(data, "a.html").text
    except ReadError as error:
        assert "\n" not in str(error)


def test_a_page_named_txt_is_read_as_a_page_and_text_with_a_tag_stays_text():
    assert extract(PAGE.format(charset="utf-8").encode(), "a.txt").format == "html"
    assert extract("报告中的 <b> 不是网页".encode(), "a.txt").text == "报告中的 <b> 不是网页"


def test_a_pdf_keeps_its_words_and_its_pages():
    pages = pages_of(REPORT)
    found = extract(pdf(pages), "a.pdf")
    assert squeezed(found.text) == squeezed(REPORT)
    assert found.wrapped
    assert [page.number for page in found.pages] == [1, 2]
    assert found.pages[0].span.end == found.pages[1].span.start
    assert squeezed(found.pages[1].span.of(found.text)) == squeezed("".join(pages[1]))


def test_a_document_has_paragraphs_and_rows_in_order_without_its_header():
    found = extract(docx("前言\n一、总体情况\n完成12件。", [["指标", "件数"], ["受理", "12"]], "标题"), "a.docx")
    assert found.text == "前言\n指标\t件数\n受理\t12\n一、总体情况\n完成12件。"
    assert found.title == "标题"


def test_a_table_inside_a_cell_and_a_page_laid_out_in_a_cell_are_said_once():
    document = Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "左"
    outer.cell(0, 1).add_table(1, 1).cell(0, 0).text = "右"
    document.add_table(1, 1).cell(0, 0).text = "一、总体情况\n" + "很长的正文。" * 40
    out = io.BytesIO()
    document.save(out)
    lines = [line for line in extract(out.getvalue(), "a.docx").text.split("\n") if line]
    assert lines == ["左\t右", "一、总体情况", "很长的正文。" * 40]


def numbered_by_word():
    """A document whose numbers are Word's own: 一、 and （一） by direct lists, with a list that begins anew."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        f'<w:numbering {w}><w:abstractNum w:abstractNumId="1">'
        + level.format(0, "chineseCountingThousand", "%1、")
        + level.format(1, "chineseCounting", "（%2）")
        + level.format(2, "decimal", "%3.")
        + '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    lines = [("总体情况", 0), ("机制", 1), ("执法", 1), ("办案", 2), ("问题", 0), ("力量", 1), ("正文。", None)]
    listed = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="5"/></w:numPr></w:pPr>'
    body = "".join(
        f"<w:p>{'' if depth is None else listed.format(depth)}<w:r><w:t>{line}</w:t></w:r></w:p>"
        for line, depth in lines
    )
    parts = zipfile.ZipFile(io.BytesIO(docx("x")))
    kept = {part: parts.read(part) for part in parts.namelist()}
    assert "word/numbering.xml" in kept
    document = f"<w:document {w}><w:body>{body}</w:body></w:document>"
    return zipped(kept | {"word/numbering.xml": numbering, "word/document.xml": document})


def test_the_numbers_that_word_puts_before_headings_are_written_out():
    assert extract(numbered_by_word(), "a.docx").text.split("\n") == [
        "一、总体情况",
        "（一）机制",
        "（二）执法",
        "1.办案",
        "二、问题",
        "（一）力量",
        "正文。",
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n ", "empty"),
        ("a.txt", bytes(range(256)) * 20, "no text"),
        ("a.pdf", png(), "not a PDF"),
        ("a.pdf", "其实是文字".encode(), "not a PDF"),
        ("a.pdf", scan(), "this is a scan; there is no text in it"),
        ("a.pdf", locked(pdf(pages_of(REPORT))), "password"),
        ("a.pdf", b"%PDF-1.4\n" + b"garbage " * 50, "damaged"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 100, "not a .docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "password"),
        ("a.txt", png(), "picture"),
        ("a.html", b"<html><body><script>1</script></body></html>", "no text"),
    ],
)
def test_bad_bytes_are_refused_in_one_line(name, data, words):
    with pytest.raises(ReadError, match=words) as refused:
        extract(data, name)
    assert "\n" not in str(refused.value)


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_part(name, data):
    parts = zipfile.ZipFile(io.BytesIO(docx(REPORT)))
    return zipped({part: parts.read(part) for part in parts.namelist()} | {name: data})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_with_a_type_definition_is_refused_before_it_is_parsed(encoding):
    xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    with pytest.raises(ReadError, match="document type definition"):
        extract(with_part("word/document.xml", xml.encode(encoding)), "a.docx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(ReadError, match="zip bomb"):
        extract(with_part("word/media/a.bin", bytes(20 * 1024**2)), "a.docx")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (".DS_Store", "system"),
        ("~$报告.docx", "open in a word processor"),
        ("报告.doc", "save it as .docx"),
        ("照片.JPG", "picture"),
        ("全部.zip", "unpack"),
        ("README", "without a suffix"),
    ],
)
def test_a_file_that_is_no_report_is_skipped_with_what_to_do(name, words):
    assert words in (skip_reason(name) or "")
    with pytest.raises(SkippedFile, match=words):
        extract(b"anything", name)


@pytest.mark.parametrize("name", ["a.txt", "b.MD", "c.htm", "d.HTML", "e.pdf", "f.docx"])
def test_what_is_read_is_not_skipped(name):
    assert skip_reason(name) is None
