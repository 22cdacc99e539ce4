"""The reader behind made questions: what its few forms read, and all that they leave alone."""

import pytest
from shelf_of import ShelfOf

from eval.generated.distinct import distinct
from eval.generated.enumerations import enumerations
from eval.generated.outlook import outlooks
from eval.generated.reader import read_facts
from eval.generated.scoped import scoped
from eval.generated.source import sources
from rag.types import Kind

HEAD = "苏州市2021年法治政府建设报告\n\n一、主要工作\n\n"


def source(body, kind=Kind.LAW_BASED_GOVERNMENT, year=2021):
    (one,) = sources(ShelfOf(("苏州市", year, HEAD + body, kind)))
    return one


def facts(body, **how):
    return [(fact.words, fact.value, fact.unit) for fact in read_facts(source(body, **how))]


@pytest.mark.parametrize(
    ("sentence", "words", "value", "unit"),
    [
        ("全市共受理行政复议申请1,256件。", "受理行政复议申请", "1256", "件"),
        ("全年建成52个法治文化示范点。", "建成法治文化示范点", "52", "个"),
        ("行政复议案件审结31件。", "审结行政复议案件", "31", "件"),
        ("行政机关负责人出庭应诉率达96.6%。", "行政机关负责人出庭应诉率", "96.6", "%"),
        ("完成重点场所消杀32.36万平方米。", "完成重点场所消杀", "323600", "平方米"),
        ("居民人均可支配收入达到9.2万元。", "居民人均可支配收入", "92000", "元"),
        ("居民消费价格上涨0.1%。", "居民消费价格", "0.1", "%"),
        ("生产安全事故起数下降10.8%。", "生产安全事故起数", "-10.8", "%"),
        ("全市行政调解组织办结群众申请539550件,较2020年度增长14.2%。", "行政调解组织办结群众申请", "539550", "件"),
        ("发放法治宣传手册6万余份。", "发放法治宣传手册", "60000", "份"),
    ],
)
def test_a_statement_is_read(sentence, words, value, unit):
    assert facts(sentence) == [(words, value, unit)]


@pytest.mark.parametrize(
    "sentence",
    [
        "力争受理行政复议申请60件。",
        "行政机关负责人出庭应诉率力争达到100%。",
        "2020年受理行政复议申请40件。",
        "化解各类争议成效明显,其中受理行政复议申请10件。",
        "受理行政复议申请56件和行政应诉案件12件。",
        "共审查23件。",
        "通过率100%。",
        "其满意度调查得分率为95%。",
        "受理案件56件。",
        "无锡市率先试点,办理行政裁决案件12件。",
        "全市和市本级行政复议案件分别受理56件。",
        "五年来受理行政复议申请560件。",
        "完成5个部门。",
        "经复议确认不当行政行为4件。",
        "邀请3名专家对26家执法单位评查案卷。",
    ],
)
def test_what_is_in_doubt_is_left_alone(sentence):
    assert facts(sentence) == []


def test_plans_and_problems_tell_of_no_year():
    plans = "二、下一步工作安排\n\n建成52个法治文化示范点。\n"
    assert facts("受理行政复议申请56件。\n\n" + plans) == [("受理行政复议申请", "56", "件")]


def test_a_work_report_tells_of_the_year_before_in_the_chapter_that_looks_back():
    body = "二、2020年工作回顾\n\n新建普通高中17所。\n\n三、2021年重点任务\n\n新建养老服务中心20个。\n"
    assert facts(body, kind=Kind.GOVERNMENT_WORK) == [("新建普通高中", "17", "所")]


def test_the_clause_is_found_again_in_the_canonical_text():
    body = "全市（含县级市）共受理行政\u3000复议申请１，２５６件。\n办结群众信访事项３２件。\n"
    one = source(body)
    (fact,) = [fact for fact in read_facts(one) if fact.value == "32"]
    span = one.span(fact.start, fact.end, fact.sentence)
    assert span.quote == "办结群众信访事项３２件" == one.text[span.start : span.end]
    assert one.text[slice(*span.reach)] == "办结群众信访事项３２件。"


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("办结群众申请50件。\n各镇的办结群众申请30件。", []),
        ("建成法治文化示范点5个。\n累计拥有法治文化示范点52个。", []),
        ("受理行政复议申请56件。\n审结行政复议申请31件。", ["受理行政复议申请", "审结行政复议申请"]),
        ("办结群众申请50件。\n全市共办结群众申请50件。", ["办结群众申请", "办结群众申请"]),
    ],
)
def test_what_two_clauses_could_answer_is_not_asked(body, kept):
    one = source(body)
    assert [known.fact.words for known in distinct(one, read_facts(one))] == kept


def test_an_echo_counts_as_evidence_and_a_neighbour_as_tempting():
    one = source("办结群众申请50件。\n全市共办结群众申请50件。\n移送涉嫌犯罪案件7件。")
    first = distinct(one, read_facts(one))[0]
    assert [echo.raw for echo in first.echoes] == ["50件"]
    assert first.neighbours == ("7件",)


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("制定户外广告、合同格式条款、供水保障等3件政府规章。", ("户外广告", "合同格式条款", "供水保障")),
        ("公开栏目新增3个:人事任免、规划计划、养老和社会救助。", ("人事任免", "规划计划", "养老和社会救助")),
        ("完成农业、城市管理、住房和建设3个领域执法改革。", ("农业", "城市管理", "住房和建设")),
        ("开展食品、药品和特种设备3个领域专项检查。", ("食品", "药品", "特种设备")),
        ("制定户外广告、合同格式条款等3件政府规章。", None),
    ],
)
def test_a_list_is_whole_where_it_comes_to_its_count(sentence, items):
    found = [tuple(item[0] for item in one.slots[0].items) for one in enumerations(source(sentence))]
    assert found == ([items] if items else [])


def test_two_bodies_are_told_apart():
    body = "市政府作为被告的案件22件,出庭应诉率77.27%。市政府部门作为被告的案件64件,出庭应诉率100%。"
    one = source(body)
    (asked,) = scoped(one, read_facts(one))
    assert [(slot.value, slot.scope) for slot in asked.slots] == [("77.27", ("市政府",)), ("100", ("市政府部门",))]


def test_problems_are_gone_through_item_by_item():
    problems = "二、存在的问题\n\n一是法治人才短缺。二是执法不够规范,有待提高。\n\n"
    plans = "三、下一步打算\n\n(一)加强队伍建设。\n(二)规范执法行为。"
    asked = {one.seed.split("-")[1]: [slot.value for slot in one.slots] for one in outlooks(source(problems + plans))}
    assert asked == {"problems": ["法治人才短缺", "执法不够规范"], "plans": ["队伍建设", "执法行为"]}
