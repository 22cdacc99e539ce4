"""Whom a figure is said of: the whole place, a level or part of it, a defendant, a body, an instance."""

import re
from collections.abc import Iterator, Sequence

from rag.types import Span

WHOLE = r"全(?:市|区|县|省|州|盟|旗|国|街道|镇|乡|系统|自治区|自治州|局|厅|委)"
_OPENS = r"(?:(?<=[,;。:、(年月日来底末初度前中\s和及与共了内间])|(?<=其中)|(?<=目前)|(?<=组织)|(?<=推动)|^)"
_WHOLE = re.compile(
    rf"{_OPENS}{WHOLE}(?!市|经济|首|率先|平均|唯一|统一|前列|第|最|领先|民|体|面|域|覆盖|通|程|人大|政协|性|重点|文明|法治|示范|先进|优秀|百强|民族)"
)
_LEVEL = r"(?:县级市(?:\(区\))?|县\(市、?区\)|县市区|省|市|区|县|州|盟|旗|镇|乡|街道)"
_BODIES = r"(?:部门|机关|单位|政府|企事业单位|公务员)"
_PAPERS = r"(?:制定的?|出台的?|发布的?|名义发布的?|名义)?(?:行政)?(?:规范性文件|规章)"
_EACH = rf"各(?:县\(市、?区\)|乡镇|镇街|{_LEVEL}|部门)(?:\([^)]{{1,6}}\))?"
_PART = re.compile(
    rf"(?:{_LEVEL}(?:本级|(?:直属?|级){_BODIES}(?:及其)?(?:各)?(?:部门|机关)?)"
    rf"|{_LEVEL}政府(?:工作|组成|所属|直属|及其|各)*部门|{_LEVEL}级?政府(?=(?:及其(?:办公室|部门))?{_PAPERS})"
    rf"|(?<=[,;、:(]){_LEVEL}级?政府$"
    rf"|(?:(?<=[,;。:、(年月底])|(?<=其中)|(?<=全[市区县省州])|^){_EACH}(?:、?{_EACH})*)"
    r"(?!市|以上|以下|管理权限|经济)"
)
_AIMED = re.compile(r"(?:对|向|指导|督促|要求|为|给|将|把|由|到|赴|深入|带动|帮助|报|报送|提请|经|送)$")
_ASSEMBLY = re.compile(
    r"(?:全国|省|市|区|县|州|旗|镇)(?:人大|政协)(?=(?:常委会|代表|委员|会)?(?:意见)?(?:建议|提案|议案|意见))"
)
_INSTANCE = re.compile(r"(?:一审|二审|再审)")
_BUREAU = re.compile(
    r"(?:其中,?)?(?P<who>(?:省|市|区|县|州|旗|盟)(?!级|委、|政府)[\u4e00-\u9fff]{2,8}?(?:(?<![布格大结])局|厅|委员会|法院|检察院|海关))"
    r"(?!领导|负责人|办公室|党组|长)"
)
_IN_BRACKETS = re.compile(
    r"\((?:其中|含|包括|其中含)(?P<who>[\u4e00-\u9fff]{2,10}?(?:局|厅|街道|镇|乡|县|区|市))(?=[\u4e00-\u9fff]{0,6}$)"
)
_DEFENDANT = re.compile(r"(?P<who>[^,;。:]{1,24}?)(?:作为|作|为|当|做)被(?:告|申请人)")
_COUNTED_PLACES = re.compile(
    r"(?:[一二三四五六七八九十百\d]+余?[个家](?:[省市区县]级)?(?:地区|部门|机关|单位|乡镇|街道|[市区县])[和、及与]?)+"
)
_LEAD_IN = re.compile(r"^(?:\d{4}年(?:度)?|今年以来|今年|全年|其中|截至.*?底|截至目前|共|以|由|因|是|、)+")
_ITEM_MARKS = ",;。:、"
_TRIMMED = "的、和及与"


def scopes_of(text: str, figures: Sequence[tuple[Span, str]]) -> tuple[str | None, ...]:
    """Return whom each figure, given as span and unit in order, is said of; None where nobody is named.

    A scope holds for what follows it up to `;` or 其中, but one of several in a list (市政府13件、部门38件) for its own
    figure alone. A defendant holds until another or the whole place is named.
    """
    shares = _shares(text, [span for span, _ in figures])
    found: list[str | None] = []
    own: list[tuple[int, str]] = []
    for index, (span, unit) in enumerate(figures):
        since = figures[index - 1][0].end if index else 0
        named = shares.get(index) or _named(text, since, span, unit)
        if named:
            own.append((span.start, named))
        found.append(named or _carried(text, span.start, own))
    return tuple(found)


def _named(text: str, since: int, span: Span, unit: str) -> str | None:
    """Return the scope named between the figure before and this one, nearest first; None where there is none."""
    defendants = list(_DEFENDANT.finditer(text, 0, span.start))
    if defendants and defendants[-1].end() > since:
        whole = [match.group() for match in _WHOLE.finditer(text, defendants[-1].end(), span.start)]
        return whole[-1] if whole else _LEAD_IN.sub("", defendants[-1].group()).strip(_TRIMMED) or None
    opens = max(text.rfind(mark, 0, span.start) for mark in ",;。:") + 1
    if unit == "%" and (counted := list(_COUNTED_PLACES.finditer(text, opens, span.start))):
        return counted[-1].group().strip(_TRIMMED)
    hits = [*_levels(text, since, span.start, opens), *_offices(text, max(since, opens), span.start)]
    if not hits and _is_of_instances(text):
        hits = [(match.start(), match.group()) for match in _INSTANCE.finditer(text, max(since, opens), span.start)]
    return max(hits)[1] if hits else None


def _levels(text: str, since: int, end: int, opens: int) -> Iterator[tuple[int, str]]:
    """Yield where the whole place or a part is named; 各乡镇 counts in the figure's own clause alone."""
    for match in _WHOLE.finditer(text, max(since, text.rfind(";", 0, end) + 1), end):
        yield match.start(), match.group()
    for match in _PART.finditer(text, max(since, *(text.rfind(mark, 0, end) + 1 for mark in (";", "其中"))), end):
        if not _is_aimed_at(text, match.start()) and (match.start() >= opens or match.group()[0] != "各"):
            yield match.start(), match.group()


def _offices(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where an assembly's or a bureau's own share is named in a figure's clause."""
    for match in _ASSEMBLY.finditer(text, start, end):
        yield match.start(), match.group()
    for match in _IN_BRACKETS.finditer(text, start, end):
        yield match.start("who"), match["who"]
    bureau = _BUREAU.match(text, max(start, text.rfind("、", 0, end) + 1), end)
    if bureau:
        yield bureau.start("who"), bureau["who"]


def _is_aimed_at(text: str, at: int) -> bool:
    return _AIMED.search(text, max(0, at - 3), at) is not None


def _is_of_instances(text: str) -> bool:
    """Tell whether a sentence sets first and second instance side by side."""
    return "一审" in text and ("二审" in text or "再审" in text)


def _carried(text: str, start: int, own: Sequence[tuple[int, str]]) -> str | None:
    """Return the scope that an earlier figure's words give this one."""
    for at, scope in reversed(own):
        if "被告" in scope or "被申请人" in scope or re.fullmatch(WHOLE, scope):
            return scope
        between = text[at:start]
        closed = ";" in between or "其中" in between or (")" in between and "(" not in between)
        several = scope.endswith("政府") or (_BUREAU.match(scope) is None and _is_one_of_several(text, at, own))
        listed = several and "," in between
        if not closed and not listed:
            return scope
    return None


def _is_one_of_several(text: str, at: int, own: Sequence[tuple[int, str]]) -> bool:
    """Tell whether another scope is named beside that of the figure at `at`, in its clause or the one next to it."""
    for place, scope in own:
        between = text[min(at, place) : max(at, place)]
        most = 0 if re.fullmatch(WHOLE, scope) else 1
        if place != at and between.count(",") <= most and not re.search("[;。]|其中", between):
            return True
    return False


def _shares(text: str, figures: Sequence[Span]) -> dict[int, str]:
    """Return the scopes of the figures after 分别, named before it in their order (全市和市本级分别办结12件和3件)."""
    at = text.find("分别")
    if at < 0:
        return {}
    start = max(text.rfind(mark, 0, at) for mark in ",;。:") + 1
    end = next((i for i in range(at, len(text)) if text[i] in ",;。"), len(text))
    after = [index for index, span in enumerate(figures) if at < span.start < end]
    defendants = _DEFENDANT.search(text, start, at)
    if defendants:
        role = defendants.group().removeprefix(defendants["who"])
        scopes = [f"{who}{role}" for who in re.split(r"[、和及与]", _LEAD_IN.sub("", defendants["who"]))]
    else:
        hits = [(m.start(), m.group()) for pattern in (_WHOLE, _PART) for m in pattern.finditer(text, start, at)]
        scopes = [scope for _, scope in sorted(hits)]
    return dict(zip(after, scopes, strict=True)) if 1 < len(scopes) == len(after) else {}
