"""Furniture is found in pages as portals save them, and the report's own lines are never among it."""

import pytest

from rag.reading.formats.choose import extract
from rag.reading.furniture import find_furniture
from rag.types import Extract

BODY = [
    "北江市人民政府关于2021年法治政府建设情况的报告",
    "北府〔2022〕3号",
    "省人民政府:",
    "2021年,北江市全面推进依法行政,各项工作取得新的进展。现将有关情况报告如下:",
    "一、主要工作",
    "(一)政务公开",
    "当前位置不断前移,网站首页全年发布信息977件,版权所有案件办结12件,分享到各部门的数据增长9%。",
    "主办单位为市司法局,技术支持由市大数据局提供,联系电话向社会公布。",
    "二、下一步打算",
    "扫一扫二维码即可办理的事项将增加到120项,打印和下载均不收费。",
    "附件:2021年度统计表",
    "北江市人民政府",
    "2022年1月20日",
    "(此件公开发布)",
]
HEADS = [
    "当前位置:首页 > 政务公开 > 法治政府建设",
    "您当前所在位置: 首页 » 政务公开 » 信息公开目录",
    "您的位置：网站首页>>信息公开>>工作报告",
    "您现在的位置是： 首页 / 公开 / 报告",
    "首页 > 政务公开 > 年度报告",
    "首页 政务公开 政务服务 互动交流 走进北江",
    "首页 | 新闻中心 | 信息公开 | 无障碍 | 登录 | 注册",
    "今天是2022年3月1日 星期二",
    "设为首页 | 加入收藏 2022年3月5日 星期六",
    "发文字号：\t\t发布日期：\t2022-01-25",
    "时间:2021-03-22 10:30 来源:北江市人民政府门户网站 浏览次数:",
    "发布日期：2021-04-01 18:02 信息来源：城关街道",
    "2022-01-30 11:59 来源：市政府办公室 【字体：大 中 小】 打印",
    "[ 2022-01-30 11:59 ] 来源：市政府办公室 访问量：120",
    "发布时间：2022年1月30日　字号：[大 中 小]　打印本页　关闭本页",
    "索引号：GZ000001/2016-22216",
    "索 引 号：11520181009  信息分类：工作报告  公开方式：主动公开",
    "索引号\tGZ0001\t主题分类\t综合政务",
    "发布机构：北江市人民政府办公室",
    "是否有效：是",
    "• 文号：",
    "浏览次数：1234",
    "字体：大 中 小",
    "视力保护色：",
    "【打印】【关闭】",
    "分享到：微信 微博 QQ空间",
    "分享:",
]
FEET = [
    "上一篇：关于召开会议的通知",
    "下一篇:没有了",
    "扫一扫在手机打开当前页",
    "用微信“扫一扫”分享至朋友圈",
    "【打印本页】 【关闭窗口】",
    "责任编辑：张三",
    "分享到: 新浪微博 微信",
    "关于我们 | 网站地图 | 隐私声明 | 联系我们",
    "主办：北江市人民政府　承办：北江市人民政府办公室",
    "主办单位：北江市人民政府办公室 技术支持：某某科技有限公司",
    "版权所有：北江市人民政府",
    "Copyright © 2022 北江市人民政府 All Rights Reserved",
    "黔ICP备17007658号 贵公网安备 52018102008101号 网站标识码：5201810026",
    "备案号:黔ICP备17007658号",
    "政府网站标识码：5201810026",
    "您是第 1234567 位访问者",
    "建议使用IE9以上浏览器，1920*1080分辨率浏览本站",
]


def furniture(lines, **how):
    text = "\n".join(lines)
    return [line for span in find_furniture(Extract(text, "text", "test", **how)) for line in span.of(text).split("\n")]


@pytest.mark.parametrize("line", HEADS)
def test_a_line_above_the_body_is_furniture_and_nothing_else(line):
    assert furniture([line, *BODY]) == [line]
    assert furniture([BODY[0], line, *BODY[1:]]) == [line]


@pytest.mark.parametrize("line", FEET)
def test_a_line_below_the_body_is_furniture_and_nothing_else(line):
    assert furniture([*BODY, line]) == [line]


def test_a_whole_page_of_furniture_leaves_the_body_alone():
    assert furniture([*HEADS, *BODY, *FEET]) == [*HEADS, *FEET]


def test_a_report_without_furniture_has_none():
    assert furniture(BODY) == []


@pytest.mark.parametrize("line", [*HEADS, *FEET])
def test_what_stands_inside_the_body_is_never_furniture(line):
    assert furniture([*BODY[:7], line, *BODY[7:]]) == []


def test_a_page_pasted_on_one_line_is_not_lost():
    assert furniture(["".join([*HEADS, *BODY, *FEET])]) == []
    assert furniture([HEADS[0] + BODY[3], *BODY[4:]]) == []
    assert furniture([*BODY, BODY[6] + FEET[-5] + FEET[-6]]) == []


def test_a_trail_over_several_lines():
    trail = ["首页", ">", "政府信息公开", ">", "工作报告"]
    assert furniture([BODY[0], *trail, *BODY]) == trail


def test_values_under_their_labels():
    rows = ["时间：", "2026-02-02 09:20", "来源：", "北江市人民政府", "索引号：", "GZ0001/2021-3"]
    assert furniture([BODY[0], *rows, *BODY[3:]]) == rows


def test_a_label_without_a_value_does_not_take_the_title():
    assert furniture(["来源：", "北江市人民政府", "关于2021年法治政府建设情况的报告", *BODY[3:]]) == ["来源："]
    assert furniture(["发布时间：", *BODY]) == ["发布时间："]


def test_a_row_that_alone_names_the_report_stays():
    assert furniture(["索引号：GZ1", "文号：北府〔2022〕3号", "信息名称：年度报告", *BODY[3:]]) == ["索引号：GZ1"]
    assert furniture(["信息名称：" + BODY[0], *BODY]) == ["信息名称：" + BODY[0]]


def test_all_that_follows_a_pager_or_footer_goes_with_it_except_attachments():
    feet = [
        "相关信息",
        "关于召开会议的通知",
        "2021-01-05",
        "地址：北江市人民路1号 邮编：550000",
        "版权所有：北江市人民政府",
    ]
    assert furniture([*BODY, *feet]) == feet
    assert furniture([*BODY, feet[0], "附件：1.统计表.xlsx", feet[1]]) == [feet[0], feet[1]]


def test_a_contact_stays_unless_a_footer_follows():
    contact = "地址：北江市人民路1号 电话：0851-12345678"
    assert furniture([*BODY, contact]) == []
    assert furniture([*BODY, contact, FEET[-4]]) == [contact, FEET[-4]]


def test_page_numbers_and_running_heads_of_a_pdf(tmp_path):
    from made_files import pages_of, pdf

    prose = "\n".join(f"第{n}项工作按照计划扎实推进,全年共完成任务{n}件,各方面反映良好。" for n in range(40))
    pages = pages_of(prose)
    made = [["北江市2021年法治政府建设年度报告", *lines, f"— {i} —"] for i, lines in enumerate(pages, 1)]
    made[0].insert(1, "北江市2021年法治政府建设年度报告")
    found = extract(pdf(made), "a.pdf")
    lines = [line.strip() for span in find_furniture(found) for line in span.of(found.text).split("\n")]
    assert lines.count("北江市2021年法治政府建设年度报告") == len(pages)
    assert [line for line in lines if "—" in line] == [f"— {i} —" for i in range(1, len(pages) + 1)]
    kept = "".join(found.text.split())
    for span in find_furniture(found):
        kept = kept.replace("".join(span.of(found.text).split()), "", 1)
    assert "".join(prose.split()) in kept


def test_the_first_running_head_stays_where_it_is_the_only_title():
    from made_files import pages_of, pdf

    pages = pages_of("各项工作按照计划扎实推进,成效明显。\n" * 60)
    found = extract(pdf([["北江市法治政府建设报告", *lines, str(i)] for i, lines in enumerate(pages, 1)]), "a.pdf")
    words = "\n".join(span.of(found.text) for span in find_furniture(found))
    assert words.count("北江市法治政府建设报告") == len(pages) - 1
    assert words.split().count("2") == 1


def test_numbers_in_a_table_at_the_edge_of_a_page_are_not_page_numbers():
    from made_files import pdf

    found = extract(pdf([["受理申请的件数见下表,单位为件。", "21"], ["答复申请的件数见下表,单位为件。", "7"]]), "a.pdf")
    assert find_furniture(found) == ()
