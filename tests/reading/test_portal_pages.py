"""Pages as portals save them: the report is told from the headlines before, beside and after it, and keeps its own."""

import re
from pathlib import Path

import pytest
from reading_laws import check_laws, report_of

from rag.reading.formats.choose import extract
from rag.reading.furniture import find_furniture
from rag.reading.identify import identify
from rag.types import Extract

TITLE = "北海市人民政府关于2021年法治政府建设情况的报告"
NUMBER = "北政报〔2022〕3号"
BODY = [
    "自治区人民政府：",
    "2021年，北海市全面推进依法行政，各项工作取得新的进展。现将有关情况报告如下：",
    "一、主要工作",
    "（一）行政应诉。全市行政机关负责人出庭应诉率为96.6%，比上年提高2.1个百分点，群众满意度不断提升。",
    "二、存在的问题",
    "（一）力量不足。少数单位重视不够。",
    "（二）培训不多。基层人员少。",
    "北海市人民政府",
    "2022年1月20日",
    "附件：2021年度统计表",
]
LINKS = [
    "2022年北海市行政机关负责人出庭应诉率达99.3%",
    "北海市2020年行政复议申请511件",
    "南宁市2019年法治政府建设年度报告",
]
PLAIN = ["北海市召开全市法治工作会议", "我市2022年开展行政复议宣传月活动"]

BESIDE = ["热点关注", "最新发布", "政府信息公开专栏", "广西门户", "智慧北海", "法治专栏", "北海政务热线", "登录注册"]
OTHER = "南宁市人民政府关于2020年法治政府建设情况的报告"


def items(lines=LINKS, tag="li"):
    return "".join(f'<{tag}><a href="/a/{i}.html">{line}</a></{tag}>' for i, line in enumerate(lines))


def listed(lines=LINKS):
    return f"<h3>热点关注</h3><ul>{items(lines)}</ul>"


def paragraphs(lines=BODY):
    return "".join(f"<p>{line}</p>" for line in lines)


def page(body, title=TITLE):
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"


MAIN = f"<div class=con><h1>{TITLE}</h1><p>发布时间：2022-01-20</p><p>{NUMBER}</p>{paragraphs()}</div>"
MENU = "<ul><li><a href=/>首页</a></li><li><a href=/z>走进北海</a></li><li><a href=/g>政府信息公开专栏</a></li></ul>"
LOGIN = "<div><a href=/l>登录</a><a href=/r>注册</a></div>"
PAGES = {
    "list before": f"<div class=list>{listed()}</div>{MAIN}",
    "list before, no report among it": f"<div class=list>{listed(PLAIN)}</div>{MAIN}",
    "list after": f"{MAIN}<div class=list>{listed()}</div>",
    "aside before": f"<aside>{listed()}</aside>{MAIN}",
    "aside after": f"{MAIN}<aside>{listed()}</aside>",
    "aside inside": MAIN.replace("<p>二、", f"<aside>{listed()}</aside><p>二、"),
    "menu in header": f"<header><div class=logo>广西门户</div><nav>{MENU}</nav></header>{MAIN}<footer>{LOGIN}</footer>",
    "bare list in the body": f"{MENU}{listed()}<h1>{TITLE}</h1><p>{NUMBER}</p>{paragraphs()}{listed(PLAIN)}",
    "article with a header and a footer": f"<nav>{MENU}</nav><main><article><header><h1>{TITLE}</h1><p>{NUMBER}</p>"
    f"</header>{paragraphs(BODY[:7])}<footer>{paragraphs(BODY[7:])}</footer></article></main><aside>{listed()}</aside>",
    "table layout": f"<table><tr><td><table>{items(LINKS, 'tr')}</table></td><td><table><tr><td>{MAIN}</td></tr>"
    "</table></td></tr></table>",
    "paragraphs of links": f"<div class=hot><h4>最新发布</h4>{items(LINKS, 'p')}</div>{MAIN}",
    "dates beside the links": f"<div>{items().replace('</li>', '<span>2022-01-05</span></li>')}</div>{MAIN}",
    "logo as h1": f"<div class=top><h1><a href=/>北海市人民政府</a></h1>{MENU}</div>"
    f"<div>{listed()}</div><div class=t>{TITLE}</div><p>{NUMBER}</p>{paragraphs()}",
    "roles and classes": '<div role="banner"><span>智慧北海</span></div><div class="left-nav">法治专栏</div>'
    f'{MAIN}<div id="footer">北海政务热线</div>',
    "a tip with a sentence on top": f"<div>您的浏览器版本过低，请升级后再浏览。</div>{listed()}{MAIN}",
    "lists of one link": f"{listed(LINKS[:1])}{MAIN}<div>{listed(PLAIN[:1])}</div>",
    "a footer with a sentence": f"{MENU}<h1>{TITLE}</h1><p>{NUMBER}</p>{paragraphs()}{listed()}"
    "<footer><p>本网站由北海市人民政府办公室主办，未经许可不得转载。</p></footer>",
    "attachments as a list": f"{listed()}{MAIN.replace('<p>附件：2021年度统计表</p>', '')}<div>附件：2021年度统计表"
    "<ul><li><a href=/1.xlsx>1.统计表.xlsx</a></li><li><a href=/2.docx>2.说明.docx</a></li></ul></div>",
}


def read(body, title=TITLE):
    found = extract(page(body, title).encode(), "a.html")
    furniture = find_furniture(found)
    return report_of(found.text, furniture, found), identify(found, furniture, "a.html")


def kept(report):
    """The lines that are no furniture."""
    text = report.text
    for span in report.furniture:
        text = text[: span.start] + "\n" * (span.end - span.start) + text[span.end :]
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("name", PAGES)
def test_the_report_is_told_from_what_stands_beside_it(name):
    report, identity = read(PAGES[name])
    assert (identity.title, identity.year, identity.place) == (TITLE, 2021, "北海市")
    assert identity.issuer == "北海市人民政府"
    lines = kept(report)
    assert [line for line in [TITLE, NUMBER, *BODY] if line not in "\n".join(lines)] == []
    assert [line for line in [*LINKS, *PLAIN, *BESIDE] if line in lines] == []


@pytest.mark.parametrize("name", PAGES)
def test_the_laws_hold(name):
    sections, _ = check_laws(read(PAGES[name])[0])
    assert [section.headings[-1] for section in sections if section.level == 1] == ["一、主要工作", "二、存在的问题"]


@pytest.mark.parametrize("name", PAGES)
def test_the_text_keeps_everything_visible(name):
    words = "".join(read(PAGES[name])[0].text.split())
    for line in [TITLE, *BODY]:
        assert "".join(line.split()) in words
    for line in LINKS:
        assert (line in words) == (line in PAGES[name])


EMPTY = [
    "<div></div>",
    "<div> \u3000</div>",
    "<table><tr></tr></table>",
    "<div class=footer><ul></ul></div>",
    "<p></p>",
]


@pytest.mark.parametrize("empty", EMPTY)
@pytest.mark.parametrize("name", ["list after", "table layout", "menu in header", "lists of one link"])
def test_an_empty_block_changes_nothing_wherever_it_stands(name, empty):
    """Behind the last words it begins on a line that the page does not have."""
    whole, body = read(PAGES[name])[0], PAGES[name]
    ends = [match.end() for match in re.finditer("</(?:div|p|li|ul|nav|aside|header|footer)>", body)]
    for at in [0, *ends]:
        report = read(body[:at] + empty + body[at:])[0]
        assert report.text.split() == whole.text.split()
        assert kept(report) == kept(whole)


def test_the_marks_leave_no_trace_in_a_report(tmp_path):
    from rag.config import Reading
    from rag.reading.read import read_report

    path = tmp_path / "a.html"
    path.write_text(page(PAGES["aside before"]), encoding="utf-8")
    report = read_report(path, Reading())
    assert (report.extract.aside, report.extract.headlines) == ((), ())
    assert "热点关注" in "".join(span.of(report.text) for span in report.furniture)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"<aside><p>{BODY[3]}</p>{listed()}</aside>{MAIN}", BODY[3]),
        (f"<header><div>{TITLE}</div><p>{NUMBER}</p></header>{paragraphs()}", TITLE),
        (f"<div class=nav>{TITLE}</div><div>{NUMBER}</div>{paragraphs()}", TITLE),
        (f"<header>北政报〔2022〕8号</header>{MAIN}", "北政报〔2022〕8号"),
        (
            f"<aside><p>全市新增法律援助工作站12个，覆盖所有乡镇和街道社区。</p>{listed()}</aside>{MAIN}",
            "全市新增法律援助工作站12个，覆盖所有乡镇和街道社区。",
        ),
        (f"<article><header><p>北海市法治建设专报</p></header>{MAIN}</article>", "北海市法治建设专报"),
        (f"<ul><li><a href=#_1>总体情况</a></li><li><a href=#_2>存在的不足</a></li></ul>{MAIN}", "存在的不足"),
        (f"<ul>{items(['（一）行政应诉', '（二）行政复议'])}</ul>{MAIN}", "（二）行政复议"),
        (f"{MAIN}<footer><p>北海市司法局</p><p>2022年2月8日</p></footer>", "北海市司法局"),
        (
            f"<ul><li><a href=#_1>（一）行政应诉</a></li><li><a href=#_2>（二）行政复议</a></li></ul>{MAIN}",
            "（二）行政复议",
        ),
        (
            f"{MAIN}<ul><li><a href=/1>重大决策目录.pdf</a></li><li><a href=/2>执法统计.xls</a></li></ul>",
            "执法统计.xls",
        ),
        (MAIN.replace("<p>二、", f"<ul>{items(['《消防条例》', '《信访办法》'])}</ul><p>二、"), "《信访办法》"),
    ],
)
def test_what_may_be_the_reports_own_stays(body, line):
    assert line in kept(read(body)[0])


def test_a_headline_stays_though_the_body_repeats_it():
    body = f"<div class=crumbs><h1>{TITLE}</h1><p>专题</p></div><p>{TITLE}</p>{paragraphs()}"
    assert kept(read(body)[0]).count(TITLE) == 2


def test_a_headline_like_a_sentence_does_not_begin_the_body():
    loud = ["北海市召开全市法治工作会议，要求行政机关负责人出庭应诉率再创历史新高！", LINKS[0]]
    lines = kept(read(f"{listed(loud)}<p>字体：大 中 小</p>{MAIN}")[0])
    assert lines[0] == TITLE


def test_a_page_of_nothing_but_links_keeps_them():
    assert kept(read(listed())[0]) == ["热点关注", *LINKS]


def test_the_page_names_the_report_before_a_headline_does():
    other = "".join(f"<p>{line}</p>" for line in (OTHER, *PLAIN))
    for body, title in (
        (f"{other}<h1>{TITLE}</h1>{paragraphs()}", "工作报告"),
        (f"{other}<div>{TITLE}</div>{paragraphs()}", f"{TITLE}_北海市人民政府门户网站"),
        (f"{other}<h1>{TITLE[:7]}<br>{TITLE[7:]}</h1>{paragraphs()}", "首页"),
        (f"{other}<div>{TITLE[:7]}</div><div>{TITLE[7:]}</div>{paragraphs()}", TITLE[7:]),
        (f"{other}<div>{TITLE}</div>{paragraphs()}", "北海市法治政府建设情况的报告"),
    ):
        identity = read(body, title)[1]
        assert (identity.title, identity.year, identity.place) == (TITLE, 2021, "北海市"), title


@pytest.mark.parametrize(
    "before", [LINKS[:2], PLAIN, ["相关新闻", *PLAIN], ["热点关注", *LINKS], ["北海要闻", LINKS[2]]]
)
@pytest.mark.parametrize("title", [[TITLE], [TITLE[:7], TITLE[7:]], [TITLE[:14], TITLE[14:]]])
def test_a_title_is_never_glued_from_headlines(before, title):
    text = "\n".join(["首页", *before, *title, *BODY])
    identity = identify(Extract(text, "text", "test"), (), "a.txt")
    assert (identity.title, identity.year, identity.place) == (TITLE, 2021, "北海市")


@pytest.mark.parametrize("lines", [[OTHER, TITLE], [TITLE, OTHER]])
def test_of_two_reports_titles_the_one_that_the_body_bears_out_is_its(lines):
    identity = identify(Extract("\n".join([*lines, *BODY]), "text", "test"), (), "a.txt")
    assert (identity.title, identity.year, identity.place) == (TITLE, 2021, "北海市")


@pytest.mark.parametrize("form", ["html", "text"])
def test_a_long_menu_hides_neither_the_title_nor_its_rows(form):
    menu = [f"栏目{i}" for i in range(150)]
    rows = [TITLE, "发布机构：北海市人民政府", "发布日期：2022-01-25", *BODY[:7]]
    if form == "html":
        identity = read(f"<ul>{items(menu)}</ul>{paragraphs(rows)}", "首页")[1]
    else:
        identity = identify(Extract("\n".join([*menu, *rows]), "text", "test"), (), "a.txt")
    assert (identity.title, identity.year, identity.published) == (TITLE, 2021, "2022-01-25")


def test_properties_left_by_a_template_do_not_name_a_document():
    text = "\n".join([TITLE, *BODY])
    found = identify(Extract(text, "docx", "test", title="南宁市2019年法治政府建设情况报告"), (), "a.docx")
    assert (found.title, found.year) == (TITLE, 2021)


@pytest.mark.parametrize("tail", [BODY[7:9], BODY[7:], ["北海市人民政府 2022年1月20日"], ["二〇二二年一月二十日"]])
def test_a_signature_after_the_last_item_is_no_section_and_no_part_of_the_item(tail):
    for items_ in (BODY[5:7], ["一是力量不足。二是培训不多。"], ["一是力量不足。", "二是培训不多。"]):
        report = report_of("\n\n".join([TITLE, *BODY[:5], *items_, *tail]))
        sections, _ = check_laws(report)
        assert [one.headings[-1] for one in sections if one.level == 1] == ["一、主要工作", "二、存在的问题"]
        assert tail[-1] not in "".join("".join(one.headings) for one in sections)
        assert all(tail[0] not in one.span.of(report.text) for one in sections if one.level > 1)


def test_samples_still_read_as_before():
    for path in (Path(__file__).resolve().parents[2] / "samples").glob("*.html"):
        found = extract(path.read_bytes(), path.name)
        assert find_furniture(found)[0].of(found.text).startswith("首页")
