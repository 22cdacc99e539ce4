"""A figure of another unit, another noun, the other of two sorts or another indicator does not answer."""

import pytest
from made_answers import SUZHOU, asked, card_of, reading_of

from rag.answering.closeness import Closeness
from rag.answering.contrasts import excluded
from rag.answering.decision import Decision
from rag.answering.evidence import Ask, Candidate, weigh_figures
from rag.answering.extract import extract
from rag.answering.strangers import without_strangers
from rag.answering.terms import find_terms
from rag.config import Answering
from rag.library.embed import default_embedder
from rag.types import Kind, Role

SETTINGS = Answering()
TEXT = """苏州市2021年法治政府建设情况报告
一、主要工作情况
学法用法考试有118个单位4971人参考，参考率、合格率100%。
全市99个镇、1791个村建成公共法律服务点。
城镇调查失业率为5.2%。
单位地区生产总值能耗下降3.1%。
居民人均可支配收入6万元，城镇和农村居民人均可支配收入分别达到8万元、4.5万元。
深入落实粮食安全责任制，建成高标准农田8.9万亩。
制定规范性文件38件。市政府印发的14件规范性文件均按时报送备案。
纠纷调解成功率保持在96.1%，较上年提高1.6个百分点。
行政审批承诺时限压减66%。民间投资增长4.6%。高速公路总里程达到9000公里。
二、2022年工作安排
力争人民调解成功率达到97%，到2025年达到98%。
"""
DIVIDED = "其中市政府名义发布的规范性文件72件，市政府部门名义发布的规范性文件58件"
DOCUMENTS = f"""苏州市2021年法治政府建设情况报告
一、主要工作情况
全市制定行政规范性文件130件，{DIVIDED}。
对414件行政规范性文件进行了清理。
"""
BESIDE = """苏州市2021年法治政府建设情况报告
一、主要工作情况
司法局分赴各单位对执法人员组织了3次培训，培训人员达318人次。
选取三个街道作为试点，共向三个街道下放行政职权205项（其中：行政许可3项、行政服务6项，行政处罚190项）。
推行“双随机、一公开”监管，梳理形成抽查事项97项，组织9家执法单位的64名执法人员进行抽查。
"""
WORK = """苏州市2026年政府工作报告
一、2025年工作回顾
2025年，地区生产总值增长5.4%，好于预期。单位地区生产总值能耗下降3.1%。
二、2026年主要工作
今年经济社会发展主要预期目标是：地区生产总值增长5%左右。
"""


@pytest.fixture(scope="module")
def judge():
    return Decision(Closeness(default_embedder().embed_passages))


def figures_of(words, judge, text=TEXT, card=None):
    """The figures that answer a question."""
    reading = reading_of(text, card)
    candidate = Candidate(reading, reading.statements, {}, SETTINGS.weighing, judge)
    points = extract(asked(words), candidate, SETTINGS).points
    return [figure for point in points for figure in point.figures]


def told(words, judge, text=TEXT, card=None):
    """The figures, as printed, that answer a question."""
    return [figure.raw for figure in figures_of(words, judge, text, card)]


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("多少人参加学法用法考试", ["4971人"]),
        ("参加学法用法考试的有多少份", []),
        ("城镇调查失业率是多少", ["5.2%"]),
        ("城镇登记失业率是多少", []),
        ("地区生产总值增速是多少", []),
        ("单位地区生产总值能耗下降多少", ["3.1%"]),
        ("城镇居民人均可支配收入是多少元", ["8万元"]),
        ("粮食产量是多少", []),
        ("审批时限压缩率是多少", ["66%"]),
        ("固定资产投资增长多少", []),
        ("民间投资增长多少", ["4.6%"]),
        ("新增高速公路多少公里", []),
        ("高速公路总里程多少公里", ["9000公里"]),
        ("建成公共法律服务点的村有多少个", ["1791个"]),
        ("建成公共法律服务点的镇有多少个", ["99个"]),
    ],
)
def test_only_a_figure_of_what_is_asked_answers(words, figures, judge):
    assert told(words, judge) == figures


def test_of_a_list_the_figure_of_another_subject_never_answers(judge):
    assert not {"8万元", "6万元"} & {*told("农村居民人均可支配收入是多少元", judge)}


def test_what_was_done_answers_where_no_aim_is_asked_for(judge):
    card = card_of(SUZHOU, 2026, Kind.GOVERNMENT_WORK, text=WORK)
    assert told("地区生产总值增速是多少", judge, WORK, card) == ["5.4%"]
    assert told("地区生产总值增长目标是多少", judge, WORK, card) == ["5%左右"]
    assert told("人民调解成功率是多少", judge) == ["96.1%"]


def test_an_aim_among_the_plans_is_of_the_year_that_their_heading_names(judge):
    (aim,) = figures_of("人民调解成功率定了什么目标", judge)
    assert (aim.raw, aim.role, aim.year) == ("97%", Role.TARGET, 2022)
    unnamed = TEXT.replace("2022年工作安排", "下一步工作安排")
    assert [one.year for one in figures_of("人民调解成功率定了什么目标", judge, unnamed)] == [2022]


def test_two_scopes_that_stand_before_the_same_words_answer_together(judge):
    text = """苏州市2021年法治政府建设情况报告
一、主要工作情况
在市政府作为被告的行政诉讼中，负责人出庭应诉率达98.5%；在市政府部门作为被告的行政诉讼中，负责人出庭应诉率达91.5%。
"""
    for words in ("负责人出庭率是百分之多少", "出庭应诉率"):
        assert told(words, judge, text) == ["98.5%", "91.5%"]


def test_an_ask_of_a_division_is_answered_by_the_parts_and_not_by_their_total(judge):
    words = "按发布主体分，规范性文件各有几件"
    parts = figures_of(words, judge, DOCUMENTS)
    assert [(one.raw, one.scope) for one in parts] == [("72件", "市政府"), ("58件", "市政府部门")]
    assert told(words, judge, DOCUMENTS.replace(f"，{DIVIDED}", "")) == []
    assert told("规范性文件制定了几件", judge, DOCUMENTS) == ["130件"]


@pytest.mark.parametrize(
    ("words", "label", "clause", "behind", "apart"),
    [
        ("规上工业增加值", "限上零售额增长", "", "", True),
        ("规模以上工业增加值", "规上工业增加值", "", "", False),
        ("常住人口", "户籍人口", "", "", True),
        ("规范性文件备案", "制定的规范性文件", "", ",均按时报送备案", False),
        ("规范性文件备案", "制定规范性文件", "", "", True),
        ("规范性文件备案", "制定的规范性文件", "", "全部按时报备", False),
        ("收到复议申请", "受理", "", "", True),
        ("收到复议申请", "受理", "收到复议申请并受理", "", False),
        ("复议案件办完", "新收行政复议申请", "", "", True),
        ("复议案件办完", "新收行政复议申请并审结", "", "", False),
        ("农村居民人均收入", "城镇居民人均收入", "", "、农村居民人均收入", True),
        ("gdp总量", "人均gdp", "", "", True),
        ("人均gdp", "人均gdp", "", "", False),
    ],
)
def test_two_words_of_one_slot_exclude_each_other(words, label, clause, behind, apart):
    assert excluded(words, label, clause, behind) is apart


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("苏州2021年司法局下到各单位培训执法人员多少人次", ["318人次"]),
        ("苏州2021年共放给三个试点街道多少项权力", ["205项"]),
        ("苏州2021年双随机抽查组织了多少名执法人员", ["64名"]),
        ("苏州2021年作出多少件行政处罚", []),
    ],
)
def test_of_the_figures_of_a_sentence_that_which_is_asked_for_answers(words, values, judge):
    assert told(words, judge, BESIDE) == values


@pytest.mark.parametrize("words", ["苏州2025年GDP增速", "苏州2025年生产总值增长多少"])
def test_growth_behind_its_level_is_that_of_the_level_and_of_nothing_beside_it(words, judge):
    text = WORK.replace(
        "地区生产总值增长5.4%", "全市地区生产总值1.3万亿元、增长5.5%，规上工业增加值增长9.4%，进出口总额增长4.2%"
    )
    assert told(words, judge, text, card_of(SUZHOU, 2026, Kind.GOVERNMENT_WORK, text=text)) == ["5.5%"]


@pytest.mark.parametrize(("words", "apart"), [("收到2件申请", True), ("收到12件申请", False), ("收到2件投诉", False)])
def test_a_figure_that_the_question_says_is_whole_and_goes_on_as_it_does_there(words, apart):
    reading = reading_of("全年收到2件申请。\n")
    ask = Ask(find_terms("收到申请"), ("件",), words=words, counted="申请")
    (one,) = without_strangers(ask, weigh_figures(ask, Candidate(reading, reading.statements, {}, SETTINGS.weighing)))
    assert (one.held <= 0.05) is apart
