"""Scopes that the library settles: 我市, bureaus by their short names, misspelt places, kinds and former names."""

import pytest
from made_answers import JIANDE, SUZHOU, asked, card_of

from rag.answering.bureaus import issued_by
from rag.answering.scope import resolve
from rag.types import Kind, Missing, Reason

SUZHOU_2021, SUZHOU_2020, JIANDE_2021 = card_of(SUZHOU, 2021), card_of(SUZHOU, 2020), card_of(JIANDE, 2021)
MARKET = card_of(SUZHOU, 2021, issuer="苏州市市场监督管理局")
HEALTH = card_of(SUZHOU, 2021, issuer="苏州市卫生健康委员会")
WORK = card_of(SUZHOU, 2022, Kind.GOVERNMENT_WORK)
WUJIANG_2010 = card_of((*SUZHOU, "吴江市"), 2010)


def found(words, cards, history=()):
    return resolve(asked(words, cards, history), cards)


def told(words, cards, history=()):
    return [card for target in found(words, cards, history).targets for card in target.cards]


def test_ones_own_place_is_the_librarys_only_one_of_its_kind():
    assert told("我市2021年复议多少件", [SUZHOU_2021, SUZHOU_2020]) == [SUZHOU_2021]
    asked_back = found("我市2021年复议多少件", [SUZHOU_2021, JIANDE_2021])
    assert (asked_back.targets, len(asked_back.namesakes)) == ((), 2)
    assert found("我县2021年复议多少件", [SUZHOU_2021]).unknown == "我县"
    assert told("我市复议多少件", [SUZHOU_2021, JIANDE_2021], ["建德2021年应诉多少件"]) == [JIANDE_2021]


@pytest.mark.parametrize(
    ("words", "card"),
    [
        ("苏州市市监局2021年处罚多少件", MARKET),
        ("苏州市场监管局2021年处罚多少件", MARKET),
        ("市监局2021年处罚多少件", MARKET),
        ("苏州市卫健委2021年处罚多少件", HEALTH),
        ("苏州市市场坚督管理局2021年处罚多少件", MARKET),
        ("苏州2021年处罚多少件", SUZHOU_2021),
    ],
)
def test_a_bureau_is_known_by_its_short_name(words, card):
    assert told(words, [SUZHOU_2021, MARKET, HEALTH]) == [card]


def test_a_bureau_is_no_other_bureau():
    assert not issued_by(MARKET, "卫健委")
    assert not issued_by(HEALTH, "市监局")
    assert not issued_by(SUZHOU_2021, "司法局")


def test_a_bureaus_missing_year_names_place_and_bureau():
    gap = Missing("苏州市", 2019, Reason.NO_REPORT_OF_YEAR, (2021,), "苏州市市监局")
    assert found("苏州市市监局2019年处罚多少件", [SUZHOU_2021, MARKET]).missing == (gap,)


def test_misspelt_places_are_asked_back_about_all_together():
    both = found("苏洲和建得2021年谁的复议多", [SUZHOU_2021, JIANDE_2021])
    assert (both.unknown, [place.name for place in both.namesakes]) == ("苏洲、建得", ["苏州市", "建德市"])
    assert both.targets == ()


def test_a_real_place_without_a_report_is_never_taken_for_one_that_sounds_like_it():
    taizhou = card_of(("江苏省", "泰州市"), 2021)
    (gap,) = found("台州2021年复议多少件", [taizhou]).missing
    assert (gap.place, gap.reason) == ("台州市", Reason.NO_REPORT_OF_PLACE)


def test_a_renamed_place_is_found_by_either_name():
    assert told("吴江区2010年复议多少件", [WUJIANG_2010]) == [WUJIANG_2010]
    now = card_of((*SUZHOU, "吴江区"), 2021)
    assert told("吴江2010年复议多少件", [WUJIANG_2010, now]) == [WUJIANG_2010]
    assert told("吴江市2021年复议多少件", [WUJIANG_2010, now]) == [now]


def test_a_work_report_is_the_governments_where_there_is_one():
    assert told("苏州2022年工作报告新建学校多少所", [WORK, SUZHOU_2021]) == [WORK]
    assert told("苏州2021年工作报告提到的问题", [SUZHOU_2021]) == [SUZHOU_2021]
    assert told("苏州2021年政府工作报告提到的问题", [SUZHOU_2021]) == []


def test_english_questions_name_places_in_pinyin():
    cards = [SUZHOU_2021, JIANDE_2021]
    assert told("What was Jiande City's rate in 2021?", cards) == [JIANDE_2021]
    assert told("How many cases did Suzhou have last year?", cards) == [SUZHOU_2021]
    (gap,) = found("Nanjing 2021 rate", cards).missing
    assert (gap.place, gap.reason) == ("南京市", Reason.NO_REPORT_OF_PLACE)
    assert found("What was the rate in Shuzhou in 2021?", cards).unknown == "Shuzhou"


def test_a_zone_without_its_city_is_asked_about():
    zone = card_of(("河南省", "郑州市", "郑州高新技术产业开发区"), 2021)
    assert told("高新区2021年复议率", [SUZHOU_2021, zone]) == [zone]
    assert found("高新区2021年复议率", [SUZHOU_2021]).unknown == "高新区"
