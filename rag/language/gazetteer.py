"""The administrative divisions of China: their paths, levels, short names and successors; read from the data file."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from rag.language.text import normalise
from rag.types import Place

_DATA = Path(__file__).parent / "data" / "gazetteer.json.gz"
NATION = Place(("国务院",))

_PEOPLES = [
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
    "各",
]
_LONE_PEOPLES = ("蒙古", "哈萨克", "柯尔克孜", "塔吉克")
_AUTONOMOUS = re.compile(
    rf"(?P<base>.+?)(?:(?:(?:{'|'.join(_PEOPLES)})族)+|{'|'.join(_LONE_PEOPLES)})?(?:自治(?P<kind>州|县|旗))"
)
_SUFFIX = re.compile(r"(?:自治区|特别行政区|(?<=神农架)林区|特区|地区|新区|街道|苏木|省|市|盟|县|区|旗|镇|乡|州)$")
_PEOPLE_TOWNSHIP = re.compile(rf"(?:(?:{'|'.join(_PEOPLES)})族)+$")
_ALIASES = {
    "内蒙古自治区": ("内蒙古", "内蒙"),
    "广西壮族自治区": ("广西",),
    "西藏自治区": ("西藏",),
    "宁夏回族自治区": ("宁夏",),
    "新疆维吾尔自治区": ("新疆",),
    "香港特别行政区": ("香港",),
    "澳门特别行政区": ("澳门",),
    "博尔塔拉蒙古自治州": ("博州",),
    "巴音郭楞蒙古自治州": ("巴州",),
    "克孜勒苏柯尔克孜自治州": ("克州",),
    "新疆生产建设兵团": ("新疆兵团", "生产建设兵团"),
    "雄安新区": ("河北雄安新区", "雄安"),
    "西咸新区": ("西咸",),
    "天府新区": ("四川天府新区",),
    "湘江新区": ("湖南湘江新区",),
    "莫力达瓦达斡尔族自治旗": ("莫力达瓦旗", "莫力达瓦", "莫旗"),
    "前郭尔罗斯蒙古族自治县": ("前郭尔罗斯", "前郭县", "前郭"),
    "杜尔伯特蒙古族自治县": ("杜尔伯特", "杜蒙县", "杜蒙"),
    "喀喇沁左翼蒙古族自治县": ("喀喇沁左翼", "喀左县", "喀左"),
    "阜新蒙古族自治县": ("阜蒙县",),
    "塔什库尔干塔吉克自治县": ("塔什库尔干", "塔县"),
    "科尔沁右翼前旗": ("科右前旗",),
    "科尔沁右翼中旗": ("科右中旗",),
    "国务院": ("中华人民共和国国务院", "中央人民政府"),
}
_BRANCHES = (("经济技术开发区", "经开区"), ("高新技术产业开发区", "高新区"), ("经济开发区", "经开区"))


class Level(IntEnum):
    """How far down a division stands; a zone (开发区, 新区) is no division of its own but reports like one."""

    NATION = 0
    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    TOWNSHIP = 4
    ZONE = 5


@dataclass(slots=True)
class Gazetteer:
    """All divisions; `full` and `short` map a normalised name to indexes into `paths` and `levels`.

    Townships have no entry in `short`: alone, their short names (新华, 白沙路) are words and roads.
    """

    paths: list[tuple[str, ...]] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    full: dict[str, list[int]] = field(default_factory=dict)
    short: dict[str, list[int]] = field(default_factory=dict)
    former: dict[tuple[str, ...], tuple[int, tuple[str, ...]]] = field(default_factory=dict)

    def at(self, path: tuple[str, ...]) -> int | None:
        """Return the index of the division with this path, None where there is none."""
        name = normalise(path[-1]) if path else ""
        return next((at for at in self.full.get(name, ()) if self.paths[at] == path), None)

    def add(self, path: tuple[str, ...], name: str, level: Level) -> None:
        """Add one division under its normalised name and its short names."""
        at = len(self.paths)
        self.paths.append(path)
        self.levels.append(level)
        self.full.setdefault(name, []).append(at)
        if level is not Level.TOWNSHIP:
            for short in _shorts(name, level):
                self.short.setdefault(short, []).append(at)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return all divisions, read once; about 40,000, townships included."""
    data = json.loads(gzip.decompress(_DATA.read_bytes()))
    plain = {name: reading for reading, name in data["spelling"].items()}
    found = Gazetteer()
    found.add(NATION.path, NATION.name, Level.NATION)
    for path, step in _walk(data["tree"]):
        found.add(path, plain.get(path[-1], path[-1]), step)
    for path in map(tuple, data["zones"]):
        if found.at(path) is None:
            found.add(path, normalise(path[-1]), Level.ZONE)
    for old, year, after in data["former"]:
        found.former[tuple(old)] = (year, tuple(after))
        found.add(tuple(old), normalise(old[-1]), Level.COUNTY if len(old) > 2 else _old_level(old))
    return found


def level(place: Place) -> str | None:
    """Return "province", "prefecture", "county", "township", "zone" or "nation"; None for a place that is not known."""
    known = gazetteer()
    at = known.at(place.path)
    return None if at is None else known.levels[at].name.lower()


def short_names(place: Place) -> tuple[str, ...]:
    """Return the short names of a place that is known (苏州; 恩施州 and 恩施), the longest first."""
    known = gazetteer()
    at = known.at(place.path)
    return () if at is None else _shorts(normalise(place.name), known.levels[at])


def successor(place: Place) -> tuple[Place, int] | None:
    """Return what a former division became, and in which year (绍兴县: 柯桥区, 2013); None where it still stands."""
    change = gazetteer().former.get(place.path)
    return (Place(change[1]), change[0]) if change else None


@lru_cache(maxsize=8192)
def renamed(place: Place) -> Place:
    """Return `place` by its name of today where only its kind or parents changed (吴江市: 吴江区), else itself."""
    after = successor(place)
    same = after and set(short_names(place)) & set(short_names(after[0]))
    return renamed(after[0]) if after and same else place


def resolve(name: str) -> tuple[Place, ...]:
    """Return the places whose full name is `name`, else those whose short name it is; () for none.

    A path written in one (浙江省杭州市建德市, 南京鼓楼区) is left to `find_places`.
    """
    known = gazetteer()
    plain = normalise(name).strip()
    found = known.full.get(plain) or known.short.get(plain) or []
    return tuple(Place(known.paths[at]) for at in sorted(found, key=lambda at: (known.levels[at], at)))


def _walk(tree: dict[str, dict[str, dict[str, list[str]]]]) -> Iterator[tuple[tuple[str, ...], Level]]:
    """Yield every path of the tree with its level; "" stands for a level that is left out."""
    for province, cities in tree.items():
        yield (province,), Level.PROVINCE
        for city, counties in cities.items():
            above = (province, city) if city else (province,)
            if city:
                yield above, Level.PREFECTURE
            for county, townships in counties.items():
                upper = (*above, county) if county else above
                if county:
                    yield upper, Level.COUNTY
                for township in townships:
                    yield (*upper, township), Level.TOWNSHIP


def _old_level(path: list[str]) -> Level:
    """Return the level of a former division right below its province."""
    city = path[-1].endswith(("市", "地区")) and path[0] not in ("北京市", "天津市", "上海市", "重庆市")
    return Level.PREFECTURE if city else Level.COUNTY


@lru_cache(maxsize=512)
def _autonomous(name: str) -> tuple[str, ...]:
    match = _AUTONOMOUS.fullmatch(name)
    if not match:
        return ()
    base = match["base"]
    return (f"{base}自治{match['kind']}", f"{base}{match['kind']}", base)


def _shorts(name: str, level: Level) -> tuple[str, ...]:
    """Return the short names of a division, longest first; a single character is none."""
    if name in _ALIASES:
        own = _ALIASES[name]
    elif level is Level.ZONE:
        own = tuple(name.replace(long, brief) for long, brief in _BRANCHES if long in name)[:1]
    elif "自治" in name:
        own = _autonomous(name)
    else:
        base = _SUFFIX.sub("", name)
        if level is Level.TOWNSHIP and base.endswith("族"):
            base = _PEOPLE_TOWNSHIP.sub("", base)
        own = (base,)
    return tuple(short for short in own if len(short) > 1 and short != name)
