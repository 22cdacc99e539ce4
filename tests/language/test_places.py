"""Places and issuers in questions and prose: what is found, which namesakes are meant, and what is no place."""

import time

import pytest

from rag.language.gazetteer import gazetteer
from rag.language.places import Place, find_issuers, find_places, level, renamed, resolve, short_names, successor
from rag.language.text import normalise

SUZHOU = ("江苏省", "苏州市")
JIANDE = ("浙江省", "杭州市", "建德市")
BAISHALU = ("浙江省", "宁波市", "慈溪市", "白沙路街道")

ONE = {
    "苏州2021年出庭应诉率": ("苏州", SUZHOU),
    "苏州市的出庭应诉率": ("苏州市", SUZHOU),
    "江苏苏州去年": ("江苏苏州", SUZHOU),
    "建德2020年出庭应诉率": ("建德", JIANDE),
    "浙江省杭州市建德市": ("浙江省杭州市建德市", JIANDE),
    "杭州建德的问题": ("杭州建德", JIANDE),
    "统计建德出庭应诉率": ("建德", JIANDE),
    "請問建德市2020年存在哪些問題": ("建德市", JIANDE),
    "武清区2020年接待信访多少批": ("武清区", ("天津市", "武清区")),
    "武清2020年接待信访多少批": ("武清", ("天津市", "武清区")),
    "白沙路街道2020年主动公开信息多少件": ("白沙路街道", BAISHALU),
    "慈溪白沙路2020年主动公开多少件": ("慈溪白沙路", BAISHALU),
    "宁波慈溪市白沙路街道": ("宁波慈溪市白沙路街道", BAISHALU),
    "清镇市向两个乡镇下放了多少项行政职权": ("清镇市", ("贵州省", "贵阳市", "清镇市")),
    "清镇下放了多少项行政职权": ("清镇", ("贵州省", "贵阳市", "清镇市")),
    "南京鼓楼区2022年": ("南京鼓楼区", ("江苏省", "南京市", "鼓楼区")),
    "天津和平2020年": ("天津和平", ("天津市", "和平区")),
    "资源县的报告": ("资源县", ("广西壮族自治区", "桂林市", "资源县")),
    "恩施土家族苗族自治州2019年": ("恩施土家族苗族自治州", ("湖北省", "恩施土家族苗族自治州")),
    "恩施州2019年": ("恩施州", ("湖北省", "恩施土家族苗族自治州")),
    "延边的报告": ("延边", ("吉林省", "延边朝鲜族自治州")),
    "内蒙古2026年政府工作报告": ("内蒙古", ("内蒙古自治区",)),
    "浦东去年": ("浦东", ("上海市", "浦东新区")),
    "前郭县2020年": ("前郭县", ("吉林省", "松原市", "前郭尔罗斯蒙古族自治县")),
    "苏州工业园区2022年": ("苏州工业园区", (*SUZHOU, "苏州工业园区")),
    "郑州高新区2022年": ("郑州高新区", ("河南省", "郑州市", "郑州高新技术产业开发区")),
    "乾安县2021年": ("干安县", ("吉林省", "松原市", "乾安县")),
    "绍兴县2012年": ("绍兴县", ("浙江省", "绍兴市", "绍兴县")),
    "苏州市场监管部门": ("苏州", SUZHOU),
    "海南区2020年": ("海南区", ("内蒙古自治区", "乌海市", "海南区")),
    "上海南站": ("上海", ("上海市",)),
    "国务院2024年政府工作报告": ("国务院", ("国务院",)),
    "2024年全国政府工作报告": ("全国", ("国务院",)),
    "马鞍山2021年": ("马鞍山", ("安徽省", "马鞍山市")),
}

NONE = [
    "孙中山先生",
    "共同安排部署新平台",
    "和平解决争议",
    "整合执法资源,建设平安社会",
    "行政机关负责人出庭应诉率是多少",
    "信访工作中的问题",
    "隆重庆祝建党百年",
    "提高城镇居民收入",
    "以小城镇为节点",
    "创建全国模范县",
    "新增城市绿地",
    "建设新城区",
    "黄河南岸的工程",
    "光明的前景",
    "在团结中前进",
    "全国人民代表大会",
    "推进新华书店改革",
    "各街道、乡镇",
]


@pytest.mark.parametrize(("text", "expected"), ONE.items())
def test_one_place_is_found(text: str, expected: tuple[str, tuple[str, ...]]) -> None:
    plain = normalise(text)
    (mention,) = find_places(plain)
    assert (mention.name, tuple(place.path for place in mention.candidates)) == (expected[0], (expected[1],))
    assert plain[mention.start : mention.end] == mention.name


@pytest.mark.parametrize("text", NONE)
def test_words_are_no_places(text: str) -> None:
    assert find_places(normalise(text)) == ()


def test_several_places_are_several_mentions() -> None:
    found = find_places("昆山、张家港和太仓谁的出庭应诉率高")
    assert [mention.candidates[0].name for mention in found] == ["昆山市", "张家港市", "太仓市"]
    found = find_places("江苏省苏州市、浙江省宁波市慈溪市")
    assert [mention.candidates[0].path for mention in found] == [SUZHOU, BAISHALU[:3]]


def test_namesakes_stay_until_a_parent_tells_them_apart() -> None:
    (alone,) = find_places("鼓楼区2020年")
    assert {place.path[1] for place in alone.candidates} == {"南京市", "徐州市", "福州市", "开封市"}
    (narrowed,) = find_places("江苏省鼓楼区2020年")
    assert {place.path[1] for place in narrowed.candidates} == {"南京市", "徐州市"}
    (both,) = find_places("吉林2021年")
    assert [place.path for place in both.candidates] == [("吉林省",), ("吉林省", "吉林市")]
    (chaoyang,) = find_places("朝阳2021年")
    assert chaoyang.candidates[0].path == ("辽宁省", "朝阳市")
    assert ("北京市", "朝阳区") in {place.path for place in chaoyang.candidates}


def test_a_short_name_means_the_prefecture_and_the_division_of_today() -> None:
    expected = {
        "淮安2023年": "淮安市",
        "恩施2020年": "恩施土家族苗族自治州",
        "那曲2020年": "那曲市",
        "吴江2020年": "吴江区",
    }
    for text, name in expected.items():
        (mention,) = find_places(text)
        assert [place.name for place in mention.candidates] == [name]
    former = Place((*SUZHOU, "吴江市"))
    assert former in find_places("吴江2010年", {former})[0].candidates
    assert renamed(Place((*SUZHOU, "吴江市"))) == Place((*SUZHOU, "吴江区"))
    assert renamed(Place(("上海市", "卢湾区"))) == Place(("上海市", "卢湾区"))


def test_places_beside_tell_namesakes_apart() -> None:
    _, weicheng, zhanjie = find_places("清镇市向卫城镇和站街镇下放了多少项")
    assert [place.path[2] for place in weicheng.candidates + zhanjie.candidates] == ["清镇市", "清镇市"]
    _, drum_tower = find_places("南京市玄武区、鼓楼区的报告")
    assert [place.path[1] for place in drum_tower.candidates] == ["南京市"]


def test_known_places_need_less_around_them() -> None:
    known = {Place(BAISHALU), Place(JIANDE)}
    assert find_places("白沙路2020年主动公开多少件") == ()
    (street,) = find_places("白沙路2020年主动公开多少件", known)
    assert street.candidates == (Place(BAISHALU),)
    assert find_places("问建德撤销了几件") == ()
    (city,) = find_places("问建德撤销了几件", known)
    assert city.candidates == (Place(JIANDE),)


def test_a_township_of_a_common_name_has_all_its_namesakes() -> None:
    (mention,) = find_places("城关镇2020年")
    assert len(mention.candidates) > 80


def test_names_resolve_both_ways() -> None:
    assert resolve("苏州") == resolve("苏州市") == (Place(SUZHOU),)
    assert resolve("慈溪市白沙路街道") == ()
    assert short_names(Place(("湖北省", "恩施土家族苗族自治州"))) == ("恩施自治州", "恩施州", "恩施")
    assert short_names(Place(("浙江省", "宁波市", "慈溪市"))) == ("慈溪",)
    assert short_names(Place(("火星",))) == ()


def test_levels_are_told() -> None:
    levels = [level(Place(path)) for path in (SUZHOU[:1], SUZHOU, JIANDE, BAISHALU, (*SUZHOU, "苏州工业园区"))]
    assert levels == ["province", "prefecture", "county", "township", "zone"]
    assert level(Place(("国务院",))) == "nation"
    assert level(Place(("天津市", "武清区"))) == "county"
    assert level(Place(("无", "此地"))) is None


def test_former_divisions_know_what_they_became() -> None:
    assert successor(Place(("浙江省", "绍兴市", "绍兴县"))) == (Place(("浙江省", "绍兴市", "柯桥区")), 2013)
    assert successor(Place(SUZHOU)) is None


ISSUERS = {
    "苏州市司法局2021年法治政府建设情况": ("苏州市司法局", "司法局", False),
    "昆山市市场监督管理局": ("昆山市市场监督管理局", "市场监督管理局", False),
    "市司法局的报告": ("市司法局", "司法局", False),
    "苏州市人民政府关于2021年": ("苏州市人民政府", "人民政府", True),
    "白沙路街道办事处": ("白沙路街道办事处", "办事处", True),
    "苏州工业园区管委会": ("苏州工业园区管委会", "管委会", True),
    "苏州市发展和改革委员会": ("苏州市发展和改革委员会", "发展和改革委员会", False),
    "大兴安岭地区行政公署": ("大兴安岭地区行政公署", "行政公署", True),
    "国家税务总局苏州市税务局": ("国家税务总局苏州市税务局", "税务局", False),
    "上海海关": ("上海海关", "海关", False),
    "江苏省司法厅": ("江苏省司法厅", "司法厅", False),
}


@pytest.mark.parametrize(("text", "expected"), ISSUERS.items())
def test_issuer_is_found(text: str, expected: tuple[str, str, bool]) -> None:
    (issuer,) = find_issuers(normalise(text))
    assert (issuer.name, issuer.body, issuer.government) == expected


@pytest.mark.parametrize(
    "text",
    [
        "苏州市政府信息公开工作",
        "建德市行政复议委员会审理多少件",
        "苏州政务服务大厅",
        "广东政府工作报告",
        "苏州2021年新格局",
    ],
)
def test_no_issuer_is_found(text: str) -> None:
    assert find_issuers(normalise(text)) == ()


def test_gazetteer_is_whole() -> None:
    known = gazetteer()
    assert len(known.paths) > 43_000
    assert all(path[:-1] == () or known.at(path[:1]) is not None for path in known.paths[::500])


def test_finding_is_quick() -> None:
    text = "苏州市人民政府关于2021年法治政府建设工作的报告," * 400
    find_places(text)
    start = time.process_time()
    assert len(find_places(text)) == 400
    assert time.process_time() - start < 5
