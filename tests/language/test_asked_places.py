"""Places in questions, where words are cut: short names wherever they fit, everyday words only where a place stands."""

import pytest

from rag.language.places import find_places
from rag.language.text import normalise
from rag.library.words import tagged

FOUND = {
    "金华门户网站公开信息多少条": [("浙江省", "金华市")],
    "那南通呢？": [("江苏省", "南通市")],
    "南通信访多少件": [("江苏省", "南通市")],
    "南通信息公开申请多少件": [("江苏省", "南通市")],
    "东丽2020年出庭率": [("天津市", "东丽区")],
    "武清出庭率": [("天津市", "武清区")],
    "2020武清": [("天津市", "武清区")],
    "2021年会东收到多少件": [("四川省", "凉山彝族自治州", "会东县")],
    "资源2020年主动公开多少条": [("广西壮族自治区", "桂林市", "资源县")],
    "资源的报告里有什么": [("广西壮族自治区", "桂林市", "资源县")],
    "查一下理县2021年": [("四川省", "阿坝藏族羌族自治州", "理县")],
    "那曲靖市宣威市呢": [("云南省", "曲靖市", "宣威市")],
    "太原市万柏林区2021年": [("山西省", "太原市", "万柏林区")],
    "2021年龙湖收到多少件": [("广东省", "汕头市", "龙湖区")],
    "桂林市七星区2021年": [("广西壮族自治区", "桂林市", "七星区")],
    "渭南人民政府2021年": [("陕西省", "渭南市")],
    "重庆江北2021年": [("重庆市", "江北区")],
    "吴江2020年": [("江苏省", "苏州市", "吴江区")],
}
NONE = [
    "共同安排部署了几次",
    "和平解决争议的比例",
    "整合执法资源2020年",
    "安全生产2020年事故几起",
    "会同有关部门检查几次",
    "比如2020年",
    "答复政协联络会的建议案多少件",
    "太湖生态岛专家人数",
    "2021年公安办理多少件",
    "安全行政检查多少次",
    "那和平区域发展",
]


def cut(words):
    return [word for word, _ in tagged(words)]


@pytest.mark.parametrize(("text", "paths"), FOUND.items())
def test_a_place_is_found_where_its_name_fits(text, paths):
    assert [mention.candidates[0].path for mention in find_places(normalise(text), (), cut)] == paths


@pytest.mark.parametrize("text", NONE)
def test_words_stay_words(text):
    assert find_places(normalise(text), (), cut) == ()


def test_everyday_names_in_a_list_are_places():
    found = find_places("和平、河西、南开哪个高", (), cut)
    assert [mention.name for mention in found] == ["和平", "河西", "南开"]
    assert ("天津市", "和平区") in {place.path for place in found[0].candidates}
    lake, north = find_places("西湖区和江北比", (), cut)
    assert {place.path[:2] for place in lake.candidates} == {("浙江省", "杭州市"), ("江西省", "南昌市")}
    assert ("重庆市", "江北区") in {place.path for place in north.candidates}


def test_the_same_words_in_a_report_need_more_around_them():
    assert find_places("那南通呢?") == ()
