"""Words of one sort that exclude one another: a figure of the one is no answer to an ask about the other."""

import re

_SORTS = (
    re.compile(r"(?:国家|省|市|区|县|乡|镇|村)级(?!政府|部门|以上|以下|领导|机关|行政|市|[(、和])"),
    re.compile(r"乡科级|县处级|厅局级|省部级|(?<![乡县])[处科厅]级"),
    re.compile(r"[一二]审|再审"),
    re.compile(r"上半年|下半年|[一二三四]季度"),
)


def levels_differ(asked: str, told: str) -> bool:
    """Tell whether an ask and some words both name a level or stage of one sort, and none the same (国家级, 省级)."""
    for sort in _SORTS:
        ours, theirs = set(sort.findall(asked)), set(sort.findall(told))
        if ours and theirs and not ours & theirs:
            return True
    return False
