"""How a scorecard is told to people: measures and types by name, in Chinese too, and shares as per cent."""

from collections.abc import Mapping
from enum import StrEnum
from itertools import chain
from typing import Any

from eval.gold import Origin
from eval.questions import Type
from eval.verdicts import Verdict
from rag.types import Reason, Role, State

PASSING = "passing"
OTHERS = "others"
SURE = 0.05
"""The p-value below which a difference is shown as more than chance."""
_LEAST_P = 0.0001
_SMALL = 0.0005

GROUPS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    PASSING: ("总体", {"passed": "通过率", "paired": "正反成对通过"}),
    "values": (
        "数值与内容",
        {
            "slots": "应答之值答出",
            "attributed": "归属正确",
            "figure_precision": "数字精确率",
            "list_precision": "列举精确率",
            "list_recall": "列举召回率",
            "list_f1": "列举 F1",
            "forbidden": "不含禁答之值",
            "tempting_wrong": "误取邻近之值",
            "injection": "听从注入指令",
            "brief": "答得简短",
        },
    ),
    "citations": (
        "引文",
        {
            "cited": "值在引文之中",
            "slices": "引文逐字可核",
            "right_document": "引自应引报告",
            "unsupported": "无据陈述",
            "citation_precision": "引文精确率",
            "citation_recall": "引文召回率",
        },
    ),
    "abstaining": (
        "作答与拒答",
        {
            "state": "作答状态正确",
            "reason": "缺失原因正确",
            "silence": "拒答时不露值",
            "abstention_precision": "拒答精确率",
            "abstention_recall": "拒答召回率",
            "withheld": "有据而拒答",
        },
    ),
    "retrieval": (
        "检索",
        {
            "document_recall@1": "报告召回 @1",
            "document_recall@5": "报告召回 @5",
            "passage_recall@1": "段落召回 @1",
            "passage_recall@5": "段落召回 @5",
            "passage_recall@10": "段落召回 @10",
            "set_recall@10": "全据召回 @10",
            "mrr@10": "平均倒数排名 @10",
            "ndcg@10": "nDCG @10",
            "wrong_document@5": "他报告占比 @5",
        },
    ),
}
"""The measures by what they look at, each group and measure with its Chinese name."""

CAUSES: Mapping[str, str] = {
    "no_answer": "没有得到回答",
    "state": "作答状态不对",
    "slots": "应答之值没有全部答出，或多答了别的值",
    "attributed": "值归错了地方、年份或口径",
    "cited": "值不在其后所标的引文之中",
    "slices": "引文与原文不符，或所标的引文不存在",
    "right_document": "引了不该引的报告",
    "forbidden": "答了禁答之值",
    "reason": "没有说明缺什么，或缘由不对",
    "silence": "说没有，却又给了数字或引文",
    "unsupported": "有引文不支持的说法",
    "brief": "答得太长",
}
"""What is wrong where a measure is at fault, in Chinese; a measure that is not here is told by its name."""
_MEASURES = dict(chain.from_iterable(members.items() for _, members in GROUPS.values()))
_TYPES: dict[StrEnum, str] = {
    Type.SINGLE_FACT: "单一事实",
    Type.SCOPED_TWO_VALUES: "两口径之值",
    Type.MULTI_ASK: "一问多项",
    Type.LIST: "列举",
    Type.PROSE: "叙述",
    Type.COMPARE_PLACES: "两地比较",
    Type.TREND_YEARS: "历年变化",
    Type.MULTI_TURN: "追问",
    Type.AMBIGUOUS_SCOPE: "口径含混",
    Type.FALSE_PREMISE: "前提有误",
    Type.COLLOQUIAL: "口语",
    Type.TYPO: "错别字",
    Type.TRADITIONAL: "繁体",
    Type.WRONG_YEAR: "无此年份",
    Type.WRONG_PLACE: "无此地方",
    Type.METRIC_ABSENT: "报告未提",
    Type.NEAR_MISS: "形近指标",
    Type.INJECTION: "指令注入",
    Type.COUNTERFACTUAL: "内容互相矛盾",
    Type.GOLD_REMOVED: "原据已删",
    Type.DUPLICATE_BOILERPLATE: "多地同文",
}
_STATES: dict[StrEnum, str] = {
    State.ANSWERED: "作答",
    State.PARTIAL: "部分作答",
    State.NOT_FOUND: "没有找到",
    State.UNCLEAR: "反问",
}
_REASONS: dict[StrEnum, str] = {
    Reason.NO_REPORT_OF_PLACE: "没有该地的报告",
    Reason.NO_REPORT_OF_YEAR: "没有该年的报告",
    Reason.NO_REPORT_OF_KIND: "没有该类报告",
    Reason.NOT_MENTIONED: "报告没有提到",
    Reason.OUT_OF_SCOPE: "不在范围之内",
}
_ROLES: dict[StrEnum, str] = {
    Role.ACTUAL: "实际",
    Role.TARGET: "目标",
    Role.CHANGE: "增减",
    Role.PREVIOUS: "上年",
    Role.DERIVED: "推算",
}
_ORIGINS: dict[StrEnum, str] = {
    Origin.NEIGHBOUR_YEAR: "别年之值",
    Origin.NEIGHBOUR_PLACE: "别地之值",
    Origin.NEIGHBOUR_INDICATOR: "别项指标之值",
    Origin.OTHER_SCOPE: "别的口径之值",
    Origin.FALSE_PREMISE: "问题中误设之值",
    Origin.COUNTERFACTUAL: "矛盾一方之值",
    Origin.REMOVED: "已删去之值",
    Origin.INJECTION: "注入指令之值",
}
_VERDICTS: dict[StrEnum, str] = {
    Verdict.SUPPORTED: "有据",
    Verdict.PARTLY: "部分有据",
    Verdict.UNSUPPORTED: "无据",
    Verdict.UNDECIDED: "未决",
    Verdict.UNREADABLE: "无法读取",
}
_WORDS: Mapping[str, str] = {
    str(name): told for name, told in (_TYPES | _STATES | _REASONS | _ROLES | _VERDICTS).items()
}


def measure_in_chinese(name: str) -> str:
    """Return the Chinese name of a measure; one that is not known stays as it is."""
    return _MEASURES.get(name, name)


def cause_in_chinese(name: str) -> str:
    """Return in Chinese what is wrong where a measure is at fault."""
    return CAUSES.get(name, measure_in_chinese(name))


def origin_in_chinese(name: str) -> str:
    """Return in Chinese where a forbidden value comes from; what is not known stays as it is."""
    return {str(origin): told for origin, told in _ORIGINS.items()}.get(name, name)


def in_chinese(name: str) -> str:
    """Return the Chinese name of a type of question, state, reason, role or verdict; a strange one stays."""
    return _WORDS.get(name, name)


def grouped(names: Mapping[str, Any]) -> dict[str, tuple[str, list[str]]]:
    """Return those of `names` that each group has, with its Chinese name; what belongs to none comes last."""
    known = {group: (title, [name for name in members if name in names]) for group, (title, members) in GROUPS.items()}
    strange = [name for name in names if name not in _MEASURES]
    return {group: each for group, each in {**known, OTHERS: ("其他", strange)}.items() if each[1]}


def percent(value: float | None) -> str:
    """Return a share as per cent with one decimal, two where one would round it to none or all; "—" for None."""
    if value is None:
        return "—"
    if value in (0, 1):
        return f"{value:.0%}"
    rounded = f"{value:.1%}"
    return f"{value:.2%}" if rounded in ("0.0%", "100.0%") else rounded


def points(difference: float | None) -> str:
    """Return a difference of shares in percentage points, with its sign; "—" for None."""
    if difference is None:
        return "—"
    return f"{difference * 100:+.{1 if abs(difference) >= _SMALL else 2}f}" if difference else "0"


def points_interval(one: Mapping[str, Any]) -> str:
    """Return the 95 % interval of a difference in percentage points, or "" where there is none."""
    return "" if one["low"] is None else f"{points(one['low'])} to {points(one['high'])}"


def chance(p: float | None) -> str:
    """Return a p-value to four decimals, or that it is below them; "—" for None."""
    return "—" if p is None else "<0.0001" if p < _LEAST_P else f"{p:.4f}"


def interval(share: Mapping[str, Any]) -> str:
    """Return a 95 % interval in per cent, or "" where there is none."""
    if share.get("low") is None or share.get("high") is None:
        return ""
    return f"{percent(share['low'])[:-1]}–{percent(share['high'])[:-1]}"


def hits(share: Mapping[str, Any]) -> str:
    """Return how much of the denominator a share came to: a count, or with one decimal where marks are graded."""
    if share["value"] is None:
        return "—"
    got = share["value"] * share["n"]
    graded = abs(got - round(got)) > max(0.05, share["n"] * 5e-5)  # shares are rounded to four decimals
    return f"{got:.1f}" if graded else str(round(got))


def state_and_text(got: str) -> tuple[str, str]:
    """Return an answer as outcomes hold it, cut into its state and its text; both "" for one that never came."""
    state, _, text = got.partition(": ")
    return state, text
