"""Words of one sort that exclude one another: a figure of the one is no answer to an ask about the other."""

import re

_SORTS = (
    re.compile(r"(?:国家|省|市|区|县|乡|镇|村)级(?!政府|部门|以上|以下|领导|机关|行政|市|[(、和])"),
    re.compile(r"乡科级|县处级|厅局级|省部级|(?<![乡县])[处科厅]级"),
    re.compile(r"[一二]审|再审"),
    re.compile(r"上半年|下半年|[一二三四]季度"),
)
_INVESTED = r"(?:项目)?投资"
_RESIDENTS = r"(?:常住)?(?:居民|低保|特困|人口|人均)"
_SLOTS: tuple[tuple[str, ...], ...] = (
    (r"登记(?=失业)", r"调查(?=失业)"),
    (rf"(?:城镇|城市)(?=(?:(?:和|、)农村)?{_RESIDENTS})", rf"农村(?={_RESIDENTS})|农民(?=人均)"),
    (r"常住(?=人口|居民)", r"户籍(?=人口|居民)"),
    (r"规模?以上|规上", r"限额?以上|限上"),
    tuple(
        rf"{what}{_INVESTED}" for what in ("固定资产", "民间", "(?:工业|制造业|产业)", "房地产(?:开发)?", "基础设施")
    ),
    (r"人民调解", r"行政调解", r"司法调解"),
    (r"规章(?!制度)", r"规范性文件", r"地方性法规"),
    (r"新增|新建|新设|净增", r"总里程|总量|总数|总规模|保有量|存量"),
)
_ACTS: tuple[tuple[str, ...], ...] = (
    (r"制定|出台|印发|制发", r"备案|报备", r"清理", r"废止|失效"),
    (
        r"(?:收到|接到|新收|提出)[^,;。]{0,14}申请|依申请|申请公开",
        r"(?<!不予)(?<![不未])受理",
        r"审结|办结|结案|[审判办]完",
    ),
)
_PER = re.compile(r"(?:每?单位|万元|人均|占)(?:国内|地区|全[国省市县区州])?(?:生产总值|gdp)")


def levels_differ(asked: str, told: str) -> bool:
    """Tell whether an ask and some words both name a level or stage of one sort, and none the same (国家级, 省级)."""
    for sort in _SORTS:
        ours, theirs = set(sort.findall(asked)), set(sort.findall(told))
        if ours and theirs and not ours & theirs:
            return True
    return False


def excluded(asked: str, told: str, clause: str, behind: str) -> bool:
    """Tell whether an ask names one word of a slot and what is said of a figure another (登记失业率, 调查失业率).

    `told` are the figure's own words. What is asked for excuses it in its `clause`, as both may share a number, and an
    act (备案) in what follows `behind` it. A value per something (单位生产总值能耗) is not that something.
    """
    if _PER.search(told) and not _PER.search(asked):
        return True
    apart = any(_apart(slot, asked, told, clause) for slot in _SLOTS)
    return apart or any(_apart(slot, asked, told, f"{clause} {behind}") for slot in _ACTS)


def _apart(slot: tuple[str, ...], asked: str, told: str, around: str) -> bool:
    """Tell whether an ask and a figure's words name two of one slot, and what is around it none that is asked for."""
    ours = [one for one in slot if re.search(one, asked)]
    theirs = any(re.search(one, told) for one in slot)
    return bool(ours) and theirs and not any(re.search(one, f"{told} {around}") for one in ours)
