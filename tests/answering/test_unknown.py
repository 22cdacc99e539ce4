"""Misspelt names of places, wherever they stand, and words that only sound like one."""

import pytest
from made_answers import GUSU, JIANDE, SUZHOU

from rag.answering.unknown import Around, alike, slips
from rag.types import Place

BAISHALU = Place(("浙江省", "宁波市", "慈溪市", "白沙路街道"))
YIWU, EMEI = Place(("浙江省", "金华市", "义乌市")), Place(("四川省", "乐山市", "峨眉山市"))
KNOWN = {Place(SUZHOU), Place(JIANDE), Place(GUSU), BAISHALU, YIWU, EMEI}


def found(words, named=(), **told):
    return [slip.word for slip in slips(words, Around(named, **told), KNOWN)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("建得市2021年复议多少件", ["建得市"]),
        ("2021年建得收到多少件复议申请", ["建得"]),
        ("行政处罚建得2021年有多少件", ["建得"]),
        ("那建得呢", ["建得"]),
        ("建得的报告里有哪些问题", ["建得"]),
        ("苏洲和建得2021年谁高", ["苏洲", "建得"]),
        ("2021年姑酥区复议", ["姑酥区"]),
        ("义务2021年复议多少件", ["义务"]),
        ("浒衫街道2021年", ["浒衫街道"]),
    ],
)
def test_a_misspelt_name_is_found_wherever_it_stands(words, names):
    assert found(words, years=[words.find("2021")]) == names


@pytest.mark.parametrize("words", ["建设得怎么样", "苏州2021年", "依法履行义务的比例", "行政诉讼2021年", "见得多少次"])
def test_words_that_sound_like_a_name_stay_words(words):
    assert not {"义务", "见得"} & set(found(words, [(0, 2)] if words.startswith("苏州") else []))


def test_a_real_place_is_not_misspelt():
    assert found("台州2021年", years=[2]) == []
    assert [slip.word for slip in slips("无锡2021年", Around([(0, 2)], years=[2]), KNOWN)] == []


def test_an_ending_that_is_misspelt_leaves_no_doubt():
    (slip,) = slips("白沙路街到2020年主动公开多少件", Around(()), KNOWN)
    assert (slip.word, slip.place) == ("白沙路街到", BAISHALU)
    (slip,) = slips("建德示2020年", Around(()), KNOWN)
    assert (slip.word, slip.place) == ("建德示", Place(JIANDE))


def test_a_real_name_inside_a_misspelt_one_gives_way():
    (slip,) = slips("额眉山2021年", Around([(1, 3)], weak=[(1, 3)]), KNOWN)
    assert (slip.word, slip.place) == ("额眉山", None)
    assert slips("额眉山2021年", Around([(1, 3)]), KNOWN) == ()


def test_places_are_alike_by_a_character_or_by_sound():
    assert alike("苏洲", KNOWN) == (Place(SUZHOU),)
    assert alike("见得", KNOWN) == (Place(JIANDE),)
    assert alike("Shuzhou", KNOWN) == (Place(SUZHOU),)
    assert alike("杭州", KNOWN) == (Place(SUZHOU),)
    assert alike("乌鲁木齐", KNOWN) == ()
