"""Reports whose figures stand in tables, as a page, a Word file and a PDF."""

import io

from docx import Document
from made_files import pdf

FORM = """<html><head><title>泰州市2023年政府信息公开工作年度报告</title></head><body>
<h1>泰州市2023年政府信息公开工作年度报告</h1>
<p>一、总体情况</p><p>2023年，全市政府信息公开工作有序推进。</p>
<p>三、收到和处理政府信息公开申请情况</p><table>
<tr>
<td colspan="3" rowspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>
<td colspan="4">申请人情况</td></tr>
<tr><td rowspan="2">自然人</td><td colspan="2">法人或其他组织</td><td rowspan="2">总计</td></tr>
<tr><td>商业企业</td><td>科研机构</td></tr>
<tr><td colspan="3">一、本年新收政府信息公开申请数量</td><td>31</td><td>5</td><td>0</td><td>36</td></tr>
<tr><td colspan="3">二、上年结转政府信息公开申请数量</td><td>2</td><td>0</td><td>0</td><td>2</td></tr>
<tr><td rowspan="5">三、本年度办理结果</td>
<td colspan="2">（一）予以公开</td><td>15</td><td>3</td><td>0</td><td>18</td></tr>
<tr><td colspan="2">（二）部分公开（区分处理的，只计这一情形，不计其他情形）</td>
<td>6</td><td>1</td><td>0</td><td>7</td></tr>
<tr><td rowspan="2">（三）不予公开</td>
<td>1.属于国家秘密</td><td>1</td><td>0</td><td>0</td><td>1</td></tr>
<tr><td>2.其他</td><td>4</td><td>0</td><td>0</td><td>4</td></tr>
<tr><td colspan="2">（七）总计</td><td>26</td><td>4</td><td>0</td><td>30</td></tr>
<tr><td colspan="3">四、结转下年度继续办理</td><td>7</td><td>1</td><td>0</td><td>8</td></tr>
</table><p>四、存在的主要问题</p><p>部分公开的信息更新不及时。</p>
<p>泰州市人民政府</p><p>2024年1月20日</p></body></html>
"""
PENALTIES = ("执法领域|立案|结案", "市场监管|120|110", "生态环境|45|40", "合计|165|150")
REVIEWS = ("执法领域|受理|审结", "市场监管|33|30", "生态环境|12|11", "合计|45|41")
ENFORCED = [
    "建德市人民政府2021年度法治政府建设情况报告",
    "一、主要做法",
    "建德市坚持依法行政，扎实推进法治政府建设各项工作。",
    "表1 行政执法情况",
    "类别 案件数量（件） 罚没金额（万元）",
    "行政处罚 2345 678.9",
    "行政强制 56 0",
    "合计 2401 678.9",
    "二、存在问题",
    "少数单位执法不规范。",
    "建德市人民政府",
    "2022年1月15日",
]


def word_file() -> bytes:
    """A Word report with two tables whose rows are alike: penalties and reviews by field."""
    document = Document()
    document.add_paragraph("无锡市2022年法治政府建设情况报告")
    document.add_paragraph("一、主要工作情况")
    document.add_paragraph("全市坚持严格规范公正文明执法。各领域办理的案件见下表。")
    for title, rows in (("表1 行政处罚案件情况（单位：件）", PENALTIES), ("表2 行政复议案件情况（单位：件）", REVIEWS)):
        document.add_paragraph(title)
        table = document.add_table(len(rows), 3)
        for number, row in enumerate(rows):
            for cell, words in zip(table.rows[number].cells, row.split("|"), strict=True):
                cell.text = words
    for line in ("二、存在的问题", "执法能力有待加强。", "无锡市人民政府", "2023年1月10日"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def reports() -> dict[str, bytes]:
    """The three files by name."""
    return {"a.html": FORM.encode(), "b.docx": word_file(), "c.pdf": pdf([ENFORCED])}
