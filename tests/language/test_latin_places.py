"""Places in Latin letters: their pinyin, their English names, and names that are of no place."""

import pytest

from rag.language.latin_places import find_latin_places, unknown_latin
from rag.language.pinyin import sound_alike, spelt
from rag.language.text import normalise
from rag.types import Place

BAISHALU = Place(("浙江省", "宁波市", "慈溪市", "白沙路街道"))
ONE = {
    "What was the rate in Jiande City in 2021?": ("浙江省", "杭州市", "建德市"),
    "Wuqing District 2020 petitions": ("天津市", "武清区"),
    "Wuqing, Tianjin in 2020": ("天津市", "武清区"),
    "Tianjin's Wuqing District": ("天津市", "武清区"),
    "cases in Xihu District of Hangzhou, 2020": ("浙江省", "杭州市", "西湖区"),
    "Xi'an 2021": ("陕西省", "西安市"),
    "Nanjing's 出庭应诉率 in 2021": ("江苏省", "南京市"),
    "Inner Mongolia 2021": ("内蒙古自治区",),
    "Shaanxi 2021": ("陕西省",),
    "Shanxi 2021": ("山西省",),
    "He County 2020": ("安徽省", "马鞍山市", "和县"),
    "Urumqi in 2020": ("新疆维吾尔自治区", "乌鲁木齐市"),
    "Chongqing 2020": ("重庆市",),
    "Lu'an 2020": ("安徽省", "六安市"),
    "Baishalu Subdistrict 2020": BAISHALU.path,
}


@pytest.mark.parametrize(("text", "path"), ONE.items())
def test_one_place_is_found(text, path):
    (mention,) = find_latin_places(normalise(text), {BAISHALU})
    assert [place.path for place in mention.candidates] == [path]


def test_namesakes_of_one_spelling_stay():
    (suzhou,) = find_latin_places("suzhou 2021")
    assert [place.name for place in suzhou.candidates] == ["苏州市", "宿州市"]
    (gulou,) = find_latin_places("gulou district 2021")
    assert {place.path[1] for place in gulou.candidates} >= {"南京市", "福州市"}


@pytest.mark.parametrize("text", ["rate of change in the number of cases", "he is long", "出庭应诉率app", "2021"])
def test_english_words_are_no_places(text):
    assert find_latin_places(text) == ()


def test_names_of_no_place_are_told():
    assert unknown_latin("What was the rate in Shuzhou in 2021?", ()) == ("Shuzhou",)
    assert unknown_latin("Shuzhou's rate", ()) == ("Shuzhou",)
    assert unknown_latin("How did Atlantis do in 2021?", ()) == ("Atlantis",)
    assert unknown_latin("What was the rate in Suzhou in 2021? And in May?", ()) == ()


def test_words_are_read_alike():
    assert sound_alike("建得", "建德")
    assert sound_alike("湘阳", "襄阳")
    assert sound_alike("省州", "深州")  # ng and n, sh and s are blurred
    assert not sound_alike("苏州", "杭州")
    assert not sound_alike("苏州", "苏州市")
    assert [spelt(name) for name in ("苏州", "长治", "铅山", "吕梁", "陕西")] == [
        "suzhou",
        "changzhi",
        "yanshan",
        "luliang",
        "shaanxi",
    ]
