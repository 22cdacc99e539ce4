"""Which reports a question is about: those of its place, year and kind, or none."""

import pytest
from made_answers import GUSU, HANGZHOU, JIANDE, SUZHOU, asked, card_of

from rag.answering.scope import is_department, resolve
from rag.types import Kind, Reason

CHAOYANG, CHANGCHUN = ("北京市", "朝阳区"), ("吉林省", "长春市", "朝阳区")
SUZHOU_2021, SUZHOU_2020 = card_of(SUZHOU, 2021), card_of(SUZHOU, 2020)
JIANDE_2020, GUSU_2021 = card_of(JIANDE, 2020), card_of(GUSU, 2021)
OPEN_2021 = card_of(SUZHOU, 2021, Kind.DISCLOSURE)
WORK_2022 = card_of(SUZHOU, 2022, Kind.GOVERNMENT_WORK)
JUSTICE = card_of(SUZHOU, 2021, issuer="苏州市司法局")
SOME = [SUZHOU_2021, SUZHOU_2020, JIANDE_2020, GUSU_2021]


def told(words, cards, history=()):
    """What a question comes to: (place, year, reports) of each target, and (place, year, reason, have) of each gap."""
    found = resolve(asked(words, cards, history), cards)
    targets = [(target.place, target.year, list(target.cards)) for target in found.targets]
    return targets, [(gap.place, gap.year, gap.reason, gap.have) for gap in found.missing]


def test_the_report_of_the_place_and_year_is_meant_and_no_other():
    assert told("苏州2021年出庭应诉率", SOME) == ([("苏州市", 2021, [SUZHOU_2021])], [])
    assert told("建德2020年出庭应诉率", SOME) == ([("建德市", 2020, [JIANDE_2020])], [])


def test_a_place_without_a_report_has_none_though_its_neighbours_do():
    gap = ("南京市", 2021, Reason.NO_REPORT_OF_PLACE, ())
    assert told("南京2021年出庭应诉率", SOME) == ([], [gap])


def test_reports_below_a_place_are_named_and_not_used():
    targets, missing = told("杭州2020年出庭应诉率", SOME)
    assert targets == []
    assert missing == [("杭州市", 2020, Reason.NO_REPORT_OF_PLACE, (JIANDE_2020.label,))]


def test_reports_below_a_place_answer_where_they_are_asked_for():
    targets, missing = told("江苏省各市2021年出庭应诉率", SOME)
    assert targets == [("苏州市", 2021, [SUZHOU_2021]), ("姑苏区", 2021, [GUSU_2021])]
    assert missing == []
    assert told("2021年江苏省及各市的出庭应诉率", SOME)[0] == targets
    assert told("江苏省2021年出庭应诉率各市分别是多少", SOME)[0] == targets
    assert told("江苏省所有报告2021年出庭应诉率", SOME)[0] == targets
    assert told("江苏省各市2019年出庭应诉率", SOME) == ([], [("江苏省", 2019, Reason.NO_REPORT_OF_YEAR, (2020, 2021))])


def test_a_places_own_report_is_no_report_below_it():
    assert [place for place, *_ in told("苏州市下辖各区2021年出庭应诉率", SOME)[0]] == ["姑苏区"]


def test_the_reports_of_a_place_are_its_own_or_else_those_below_it():
    assert [place for place, *_ in told("苏州市的报告2021年出庭应诉率", SOME)[0]] == ["苏州市"]
    assert [place for place, *_ in told("浙江省的报告出庭应诉率", SOME)[0]] == ["建德市"]


@pytest.mark.parametrize(
    "words",
    [
        "杭州市的报告里，2020年出庭应诉率是多少",
        "浙江省杭州市的报告2020年出庭应诉率",
        "2020年杭州市的报告中办结多少件",
        "杭州市的年报里2020年收到多少件",
        "杭州市2020年对各区县开展了几次法治督察",
    ],
)
def test_a_value_of_one_place_and_year_is_never_answered_from_a_report_below_it(words):
    assert told(words, SOME) == ([], [("杭州市", 2020, Reason.NO_REPORT_OF_PLACE, (JIANDE_2020.label,))])


def test_another_year_of_a_place_without_reports_is_missing_for_the_place():
    assert told("杭州市的报告里，2022年出庭应诉率", SOME)[1] == [
        ("杭州市", 2022, Reason.NO_REPORT_OF_PLACE, (JIANDE_2020.label,))
    ]
    assert told("杭州市的报告里出庭应诉率是多少", SOME)[0] == []


def test_parts_of_a_place_without_reports_are_asked_of_its_own():
    assert told("建德市各乡镇2020年出庭应诉率", SOME) == ([("建德市", 2020, [JIANDE_2020])], [])


def test_a_year_without_a_report_is_missing_and_those_there_are_are_named():
    gap = ("苏州市", 2019, Reason.NO_REPORT_OF_YEAR, (2020, 2021))
    assert told("苏州2019年出庭应诉率", SOME) == ([], [gap])
    targets, missing = told("苏州2019、2020年出庭应诉率", SOME)
    assert targets == [("苏州市", 2020, [SUZHOU_2020])]
    assert missing == [gap]


def test_without_a_year_the_newest_comes_first():
    assert told("苏州出庭应诉率", SOME) == ([("苏州市", None, [SUZHOU_2021, SUZHOU_2020])], [])


def test_without_a_place_the_whole_library_is_asked():
    targets, missing = told("出庭应诉率", SOME)
    assert [(place, year, len(cards)) for place, year, cards in targets] == [(None, None, 4)]
    assert missing == []
    targets, _ = told("2020年出庭应诉率", SOME)
    assert targets == [(None, 2020, [SUZHOU_2020, JIANDE_2020])]
    assert told("2015年出庭应诉率", SOME) == ([], [(None, 2015, Reason.NO_REPORT_OF_YEAR, (2020, 2021))])


def test_a_kind_of_report_that_is_named_is_kept_apart():
    cards = [*SOME, OPEN_2021]
    words = "苏州2021年政府信息公开年度报告收到申请多少件"
    assert told(words, cards) == ([("苏州市", 2021, [OPEN_2021])], [])
    gap = ("苏州市", None, Reason.NO_REPORT_OF_KIND, ("法治政府建设",))
    assert told(words, SOME) == ([], [gap])
    assert told("政府信息公开年度报告收到申请多少件", SOME) == ([], [(None, None, Reason.NO_REPORT_OF_KIND, ())])


def test_a_government_work_report_goes_by_its_delivery_and_tells_of_the_year_before():
    cards = [SUZHOU_2020, WORK_2022]
    assert told("苏州2022年政府工作报告新建学校多少所", cards) == ([("苏州市", 2022, [WORK_2022])], [])
    assert told("苏州2021年新建学校多少所", cards) == ([("苏州市", 2021, [WORK_2022])], [])
    targets, missing = told("苏州2021年政府工作报告新建学校多少所", cards)
    assert targets == []
    assert missing == [("苏州市", 2021, Reason.NO_REPORT_OF_YEAR, (2022,))]


def test_plans_of_a_year_are_asked_of_its_report_else_of_the_one_before():
    assert told("苏州2022年有哪些打算", SOME) == ([("苏州市", 2022, [SUZHOU_2021])], [])
    assert told("苏州2021年有哪些打算", SOME) == ([("苏州市", 2021, [SUZHOU_2021, SUZHOU_2020])], [])
    (ahead,) = resolve(asked("苏州2021年有哪些打算", SOME), SOME).targets
    (onward,) = resolve(asked("苏州2021年下一步有哪些打算", SOME), SOME).targets
    assert (ahead.planned, onward.planned) == (True, False)
    targets, missing = told("苏州2022年存在哪些问题", SOME)
    assert targets == []
    assert missing == [("苏州市", 2022, Reason.NO_REPORT_OF_YEAR, (2020, 2021))]


def test_a_bureaus_report_answers_for_the_bureau_alone():
    cards = [SUZHOU_2021, JUSTICE]
    assert is_department(JUSTICE)
    assert not is_department(SUZHOU_2021)
    assert told("苏州市司法局2021年公职律师多少名", cards) == ([("苏州市", 2021, [JUSTICE])], [])
    gap = ("苏州市", 2020, Reason.NO_REPORT_OF_YEAR, (2021,))
    assert told("苏州市司法局2020年公职律师多少名", [*cards, SUZHOU_2020]) == ([], [gap])
    assert told("苏州2021年公职律师多少名", cards) == ([("苏州市", 2021, [SUZHOU_2021])], [])


def test_a_bureau_without_a_report_is_looked_for_in_its_governments():
    (target,) = resolve(asked("苏州市司法局2021年公职律师多少名", SOME), SOME).targets
    assert (target.part, target.part_name, list(target.cards)) == ("司法局", "苏州市司法局", [SUZHOU_2021])
    (target,) = resolve(asked("苏州市2021年公职律师多少名", SOME), SOME).targets
    assert target.part == ""


def test_a_place_named_behind_one_with_a_report_is_looked_for_in_that():
    (target,) = resolve(asked("苏州2020年姑苏区出庭应诉率", [SUZHOU_2020]), [SUZHOU_2020]).targets
    assert (target.place, target.part, target.part_name) == ("苏州市", "姑苏", "姑苏区")
    assert told("姑苏区2020年出庭应诉率", [SUZHOU_2020])[0] == []


@pytest.mark.parametrize(("held", "path"), [([CHAOYANG], CHAOYANG), ([CHANGCHUN], CHANGCHUN)])
def test_of_namesakes_the_one_with_a_report_is_meant(held, path):
    cards = [card_of(one, 2021) for one in held]
    found = resolve(asked("朝阳区2021年复议多少件", cards), cards)
    assert found.namesakes == ()
    assert [card.identity.place_path for target in found.targets for card in target.cards] == [path]


def test_of_namesakes_with_reports_the_person_is_asked_which():
    cards = [card_of(CHAOYANG, 2021), card_of(CHANGCHUN, 2021)]
    found = resolve(asked("朝阳区2021年复议多少件", cards), cards)
    assert found.targets == ()
    assert {place.path for place in found.namesakes} == {CHAOYANG, CHANGCHUN}


def test_each_of_several_places_is_a_target_and_a_pair_has_its_own_year():
    assert told("苏州2021年和建德2020年的出庭应诉率", SOME)[0] == [
        ("苏州市", 2021, [SUZHOU_2021]),
        ("建德市", 2020, [JIANDE_2020]),
    ]
    targets, missing = told("苏州和建德2021年的出庭应诉率", SOME)
    assert targets == [("苏州市", 2021, [SUZHOU_2021])]
    assert missing == [("建德市", 2021, Reason.NO_REPORT_OF_YEAR, (2020,))]


def test_a_place_that_only_leads_to_another_is_no_place_of_its_own():
    assert told("江苏省苏州市2021年出庭应诉率", SOME)[0] == [("苏州市", 2021, [SUZHOU_2021])]
    assert told("杭州建德2020年出庭应诉率", SOME)[0] == [("建德市", 2020, [JIANDE_2020])]
    cards = [*SOME, card_of(HANGZHOU, 2020)]
    assert len(told("杭州和建德2020年出庭应诉率", cards)[0]) == 2


def test_a_place_that_no_gazetteer_knows_is_known_by_its_report():
    zone = card_of(("江苏省", "苏州市", "星湖经济示范区"), 2021)
    assert told("星湖经济示范区2021年复议多少件", [*SOME, zone])[0] == [("星湖经济示范区", 2021, [zone])]


@pytest.mark.parametrize(
    ("words", "name", "alike"),
    [
        ("苏洲2020年出庭应诉率", "苏洲", ("苏州市",)),
        ("请问苏洲 2020 出庭应诉率是多少", "苏洲", ("苏州市",)),
        ("2021年姑荪区政府办结复议多少件", "姑荪区", ("姑苏区",)),
        ("What is the 出庭应诉率 of 苏洲 in 2020?", "苏洲", ("苏州市",)),
        ("浙江省健德市2020年出庭应诉率", "健德市", ("建德市",)),
        ("瀛泽县2020年出庭应诉率", "瀛泽县", ()),
    ],
)
def test_a_name_that_nobody_knows_is_asked_about_and_never_the_whole_library(words, name, alike):
    found = resolve(asked(words, SOME), SOME)
    assert (found.unknown, tuple(place.name for place in found.namesakes)) == (name, alike)
    assert found.targets == ()


def test_a_name_that_nobody_knows_takes_no_place_from_the_question_before():
    found = resolve(asked("苏洲2020年呢", SOME, ["建德2020年出庭应诉率"]), SOME)
    assert (found.targets, found.unknown) == ((), "苏洲")


@pytest.mark.parametrize(
    "words",
    [
        "2021年出庭应诉率",
        "出庭应诉率2021年",
        "请问2021年新收复议多少件",
        "新收2021年复议多少件",
        "全市2021年受理多少件",
        "我市2021年受理多少件",
        "各区2021年受理多少件",
        "两市2021年受理多少件",
        "微博2021年发布多少条",
        "参训2021年多少人次",
        "苏州经开区2021年受理多少件",
        "苏州市新设市场主体2021年多少户",
    ],
)
def test_words_that_are_no_names_are_not_asked_about(words):
    assert resolve(asked(words, SOME), SOME).unknown == ""


def test_a_place_that_only_the_library_knows_is_no_unknown_one():
    zone = card_of(("江苏省", "苏州市", "狮泷区"), 2021)
    assert resolve(asked("狮泷区2021年受理多少件", [zone]), [zone]).unknown == ""


def test_an_empty_library_has_nothing():
    assert told("苏州2021年出庭应诉率", [])[0] == []
    assert told("出庭应诉率", []) == ([], [(None, None, Reason.NO_REPORT_OF_KIND, ())])
    assert told("你好", SOME) == ([], [])
