"""The figures of whole reports: what headings, the place reported on and the tables they stand in say of them."""

from pathlib import Path

import pytest
from docx import Document
from made_files import pdf

from rag.reading.figures import find_report_figures
from rag.reading.formats.choose import extract
from rag.reading.sections import find_sections
from rag.types import Identity, Report, Role

FORM = """<html><body><p>三、收到和处理政府信息公开申请情况</p><table>
<tr><td colspan="3" rowspan="3">本列数据的勾稽关系</td><td colspan="4">申请人情况</td></tr>
<tr><td rowspan="2">自然人</td><td colspan="2">法人或其他组织</td><td rowspan="2">总计</td></tr>
<tr><td>商业企业</td><td>科研机构</td></tr>
<tr><td colspan="3">一、本年新收政府信息公开申请数量</td><td>21</td><td>3</td><td>0</td><td>24</td></tr>
<tr><td rowspan="2">三、本年度办理结果</td><td rowspan="2">（三）不予公开</td><td>1.属于国家秘密</td>
<td>1</td><td>0</td><td>0</td><td>1</td></tr>
<tr><td>2.其他</td><td>5</td><td>0</td><td>0</td><td>5</td></tr>
</table></body></html>"""


def report(name, data, path=()):
    return Report("0" * 64, (name,), extract(data, name), Identity(place=path[-1] if path else None, place_path=path))


def stated(one):
    figures = find_report_figures(one, find_sections(one))
    assert all(told.figure.span.of(one.text) == told.figure.raw for told in figures)
    assert all(told.statement.holds(told.figure.span) for told in figures)
    return figures


def told(text, path=(), name="a.txt"):
    return [(one.figure.raw, one.figure.role, one.figure.scope) for one in stated(report(name, text.encode(), path))]


def cells(one):
    return {(told.figure.indicator, told.figure.raw) for told in stated(one)}


def test_a_cell_is_headed_by_its_row_and_its_column_merged_ones_too():
    found = cells(report("a.html", FORM.encode()))
    assert ("一、本年新收政府信息公开申请数量 · 申请人情况 自然人", "21") in found
    assert ("一、本年新收政府信息公开申请数量 · 申请人情况 法人或其他组织 商业企业", "3") in found
    assert ("三、本年度办理结果 (三)不予公开 1.属于国家秘密 · 申请人情况 总计", "1") in found
    assert ("三、本年度办理结果 (三)不予公开 2.其他 · 申请人情况 自然人", "5") in found
    assert len(stated(report("a.html", FORM.encode()))) == 12


def test_a_word_table_has_its_merged_headings(tmp_path):
    document = Document()
    table = document.add_table(4, 4)
    for row, words in enumerate(
        ["部门|案件|案件|罚款(万元)", "部门|立案数|结案数|罚款(万元)", "市公安局|1,200|1180|35.5", "合计|1300|1280|40"]
    ):
        for column, word in enumerate(words.split("|")):
            table.cell(row, column).text = word
    for first, last, words in (((0, 0), (1, 0), "部门"), ((0, 1), (0, 2), "案件"), ((0, 3), (1, 3), "罚款(万元)")):
        table.cell(*first).merge(table.cell(*last)).text = words
    document.save(tmp_path / "a.docx")
    figures = [one.figure for one in stated(report("a.docx", (tmp_path / "a.docx").read_bytes()))]
    assert [(one.raw, one.indicator, one.scope) for one in figures[:3]] == [
        ("1,200", "市公安局 · 案件 立案数", "市公安局"),
        ("1180", "市公安局 · 案件 结案数", "市公安局"),
        ("35.5", "市公安局 · 罚款(万元)", "市公安局"),
    ]
    assert [(str(one.value), one.unit) for one in figures[2:4]] == [("355000", "元"), ("1300", "")]
    assert {one.scope for one in figures[3:]} == {None}


LINES = ["信息内容 本年制发件数 现行有效件数", "规章 0 7", "行政规范性文件 3 12"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", pdf([LINES])),
        ("a.txt", "\n".join(LINES).encode()),
        ("b.txt", "\n".join("\t".join(line.split()) for line in LINES).encode()),
        ("a.md", "\n".join(f"| {' | '.join(line.split())} |" for line in [LINES[0], "-- -- --", *LINES[1:]]).encode()),
    ],
)
def test_rows_of_a_page_or_a_plain_text_are_headed_by_a_line_above(name, data):
    assert cells(report(name, data)) == {
        ("规章 · 本年制发件数", "0"),
        ("规章 · 现行有效件数", "7"),
        ("行政规范性文件 · 本年制发件数", "3"),
        ("行政规范性文件 · 现行有效件数", "12"),
    }
    assert {one.figure.unit for one in stated(report(name, data))} == {"件"}


def test_the_columns_of_the_form_that_all_reports_have_are_known_where_its_sums_hold():
    head = "三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n法人或其他组织\n"
    found = cells(report("a.txt", f"{head}一、本年新收政府信息公开申请数量 20 1 0 0 0 0 21".encode()))
    assert ("一、本年新收政府信息公开申请数量 · 自然人", "20") in found
    assert ("一、本年新收政府信息公开申请数量 · 总计", "21") in found
    torn = cells(report("a.txt", f"{head}一、本年新收政府信息公开申请数量 20 1 0 0 0 0 5".encode()))
    assert {indicator for indicator, _ in torn} == {"一、本年新收政府信息公开申请数量"}


def test_numbers_alone_are_those_of_the_marked_lines_above_them():
    text = "自然人\n（二）部分公开（区分处理的，只计这一情形，不\n计其他情形）\n4 0 0 0 0 0 4\n"
    assert ("(二)部分公开(区分处理的,只计这一情形,不计其他情形) · 自然人", "4") in cells(report("a.txt", text.encode()))


def test_rows_are_of_the_group_above_them_and_a_label_on_the_lines_above_is_part_of_the_row():
    lines = ["（三）不予公开", "1.属于国家秘密 1 0", "（四）无法提供", "1.没有现成信息需要", "另行制作", "3 2"]
    text = "\n".join([*lines, "（五）其他处理 0 7", "2.撤回 4 4"])
    found = stated(report("a.txt", text.encode()))
    assert [(one.heads.row, one.figure.raw) for one in found][::2] == [
        ("(三)不予公开 1.属于国家秘密", "1"),
        ("(四)无法提供 1.没有现成信息需要另行制作", "3"),
        ("(五)其他处理", "0"),
        ("2.撤回", "4"),
    ]
    assert found[2].statement.of(text) == "1.没有现成信息需要\n另行制作\n3 2"


OLD_FORM = [
    "统计指标|单位|统计数",
    "一、依申请公开情况|——|",
    "（一）收到申请数|件|210",
    "2.网络申请数|件|150",
    "收费金额|万元|1.5",
]


@pytest.mark.parametrize("name", ["a.html", "a.pdf"])
def test_a_unit_in_a_column_of_its_own_is_that_of_the_row(name):
    rows = "".join(f"<tr><td>{line.replace('|', '</td><td>')}</td></tr>" for line in OLD_FORM)
    html = f"<html><body><p>附表：统计表</p><table>{rows}</table></body></html>".encode()
    data = html if name == "a.html" else pdf([[line.replace("|", " ").strip() for line in OLD_FORM]])
    found = [(one.heads.row, str(one.figure.value), one.figure.unit) for one in stated(report(name, data))]
    group = "一、依申请公开情况"
    assert found[0] == (f"{group} (一)收到申请数(件)", "210", "件")
    assert found[1][1:] == ("150", "件")
    assert found[2][0].endswith("收费金额(万元)")
    assert (float(found[2][1]), found[2][2]) == (15000, "元")


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_what_stands_over_a_table_gives_its_unit_and_its_year(name):
    lines = ["各项工作有序开展。", "表1 2020年案件情况", "（单位：件）", "类别 受理 审结", "行政复议 12 10", "诉讼 7 5"]
    rows = "".join(f"<tr><td>{line.replace(' ', '</td><td>')}</td></tr>" for line in lines[3:])
    html = f"<html><body><p>{'</p><p>'.join(lines[:3])}</p><table>{rows}</table></body></html>"
    data = (html if name == "a.html" else "\n".join(lines)).encode()
    found = [one for one in stated(report(name, data)) if one.heads]
    assert {one.heads.caption for one in found} == {"表1 2020年案件情况 (单位:件)"}
    assert [(one.figure.raw, one.figure.unit, one.figure.year) for one in found] == [
        ("12", "件", 2020),
        ("10", "件", 2020),
        ("7", "件", 2020),
        ("5", "件", 2020),
    ]


def test_a_sentence_that_goes_on_from_a_row_gives_its_number_only_once():
    lines = ["（一）当面申请数 件 11", "（二）专职人员数 人 4", "张家港市人民政府办公室"]
    found = stated(report("a.pdf", pdf([lines])))
    assert [one.figure.raw for one in found] == ["11", "4"]


def test_a_column_that_numbers_its_rows_is_none_of_figures():
    text = "序号\t县(市、区)\t办结数\t同比增长(%)\n1\t海陵区\t12\t3.5\n2\t全市\t40\t-2"
    assert told(text) == [
        ("12", Role.ACTUAL, "海陵区"),
        ("3.5", Role.CHANGE, "海陵区"),
        ("40", Role.ACTUAL, None),
        ("2", Role.CHANGE, None),
    ]


@pytest.mark.parametrize("gap", [" ", "\t"])
def test_years_head_columns_and_are_no_figures(gap):
    text = "指标 2019 2020\n行政复议案件数 12 34\n联系电话 0512 6861".replace(" ", gap)
    figures = [one.figure for one in stated(report("a.txt", text.encode()))][:2]
    assert [(one.raw, one.year, one.unit) for one in figures] == [("12", 2019, "件"), ("34", 2020, "件")]
    assert "2019" not in {one.figure.raw for one in stated(report("a.txt", text.encode()))}


def test_under_a_heading_of_plans_a_figure_is_a_target():
    text = "一、工作情况\n培训执法人员300名。\n二、2022年工作安排\n培训执法人员500名。\n"
    assert told(text) == [("300名", Role.ACTUAL, None), ("500名", Role.TARGET, None)]


def test_a_place_below_the_reports_own_is_whom_a_figure_is_of():
    text = "海陵区出庭应诉率93.4%，姜堰区95.1%。泰州市出庭应诉率96%。"
    own = ("江苏省", "泰州市")
    assert told(text, own) == [
        ("93.4%", Role.ACTUAL, "海陵区"),
        ("95.1%", Role.ACTUAL, "姜堰区"),
        ("96%", Role.ACTUAL, None),
    ]
    assert told(text) == [("93.4%", Role.ACTUAL, None), ("95.1%", Role.ACTUAL, None), ("96%", Role.ACTUAL, None)]


def test_a_figure_that_a_page_breaks_is_the_whole_slice():
    lines = [
        "全市共办理行政复议案件一百二十三件，办理行政应诉案件3",
        "412件，出庭应诉率达到96.6%，同比提高1.2个百分点，创历年新高。",
    ]
    figures = stated(report("a.pdf", pdf([lines])))
    assert [one.figure.raw for one in figures] == ["一百二十三件", "3\n412件", "96.6%", "1.2个百分点"]
    assert str(figures[1].figure.value) == "3412"


def test_the_same_report_gives_the_same_figures():
    path = next(Path(__file__).parents[2].joinpath("samples").glob("*.html"))
    one = report(path.name, path.read_bytes())
    assert stated(one) == stated(one) != ()
