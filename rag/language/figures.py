"""Numbers in a sentence: value, unit, role and whom they are said of.

Everything here reads the normalised text (rag.language.text) and gives spans over it.
"""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from rag.language.numerals import parse_number
from rag.language.years import SINCE
from rag.types import Figure, Role, Span

_MEASURES = (
    "个百分点 百分点 个工作日 平方公里 平方千米 立方米 平方米 千瓦时 公里 千米 英亩 公顷 公斤 千克 千瓦 "
    "人次 件次 场次 批次 户次 家次 条次 班次 车次 课时 学时 小时 分钟 个月 周年 港元 美元 欧元 "
    "件 项 份 名 人 个 家 批 起 条 宗 例 户 元 亩 吨 天 日 期 篇 部 本 册 套 幅 块 辆 台 处 所 座 支 类 倍 位 门 轮 "
    "届 卷 只 页 字 场 次 张 艘 架 间 栋 对 组 队 级 度 米 周 年 月 岁 秒 克 斤 盒 幢 样 款 片 面 封 通 笔 单 桩 遍 "
    "颗 枚 头 株 层 方面 领域 ‰ % ℃ ㎡"
).split()
_LOOSE = frozenset("个 项 件 条 份 次 人 名 家 批 户 起 类 部 场 期 天 年 方面 领域 轮".split())
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMERAL = r"[一二两三四五六七八九十百千万亿零〇]+"
_TENTHS = r"[一二两三四五六七八九]成[一二三四五六七八九半]?(?![员立为功果长效本绩年不套就交品])"
_UNIT = "|".join(sorted((re.escape(unit) for unit in _MEASURES), key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?P<before>近|约|上(?=[百千万])|超过|超|逾|不少于|不低于|将近|大约|至少)?"
    rf"(?P<number>百分之(?:{_NUMERAL}点?(?:{_NUMERAL})?|{_NUMBER})|{_TENTHS}|{_NUMBER}|{_NUMERAL})"
    rf"(?P<power>[百千]?万亿|[十百千]?[万亿]|千(?!瓦|克|米)|百(?!分))?(?P<about>余|多|几|来)?(?P<power2>[万亿])?"
    rf"(?P<unit>{_UNIT})?(?P<after>左右|以上|上下|余)?"
)
_NOT_A_FIGURE_BEFORE = re.compile(
    r"(?:第|〔|g|no\.?|\d[.·:/]|[a-z]-?|十[一二三四五]五|双|之|统|唯|万|专|同|逐|每|任|某|哪|几|另|不|进|[〈《]\S{0,3})$"
)
_NOT_A_FIGURE_AFTER = re.compile(r"(?:〕|·|[a-z]|[.:/]\d|号(?!召|称|码)|版)")
_DATE = re.compile(
    r"(?:\d{4}|\d{2}(?=年\d))年(?:度)?(?:\d{1,2}月(?:份)?(?:\d{1,2}日)?)?|\d{1,2}月(?:份)?\d{1,2}日|(?<!个)(?<![\d.])\d{1,2}月(?:份|底|初|末|前|起|以来)"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}:\d{2}(?::\d{2})?|(?:19|20)\d{2}(?:-(?:19|20)\d{2})?(?=年|\))"
    r"|〔\d{4}〕\d*号?|(?:12345|12348|12315|12333|12388|110|119)(?=[\"”]|热线|电话|平台|服务|便民|指挥|台|接|政务|公共)|\d{4,5}(?=便民|[\"”]?(?:服务)?热线|[\"”]?专线)|\d{3,4}-\d{7,8}"
)
_FIXED_NUMERAL = re.compile(
    r"[三四五六七八九十两一]+(?:项制度|张清单|单一网|位一体|个全面|个代表|个自信|个意识|个维护|个确立|大工程|大攻坚|统一|公开|证合一|审一|公示|严格|规定|定方案|类人|个文明|次分配|个一|重一大)"
    r"|一(?:件事|网|次性|站式|窗|体|批|系列|些|定|步|致|直|并|起|般|旦|律|方面|带|路|线|案|村|镇|乡|企|人|岗|户|码|号|年来|是|个(?:窗口|平台|重要|突出|问题|目标))"
    r"|(?:一|二|三|四|五|六|七|八|九|十)(?:是|要|届|来|则)|十[一二三四五六七八九]届|[一二三四五六七八九]中全会|二十大|十[六七八九]大|五大|跑一次|走近[百千万]"
)
_TARGET = re.compile(
    r"力争|争取|目标|预期|计划|拟(?!修改|废止|实施|提拔|录用|定)|确保|达到.{0,4}目标|将(?:于|在|达|实现|力)|到20\d\d年|要(?:达到|实现)|安排|努力|不低于|明年|下一?年"
)
_CHANGE = re.compile(
    r"(?:同比|环比|较|比)?.{0,12}(?:增长|上升|提高|提升|下降|减少|降低|增加|压缩|缩短|增幅|降幅|减幅|翻)[了至到为约近超达]*$"
)
_TO_LEVEL = re.compile(r"(?:增长|上升|提高|提升|下降|减少|降低|增加|压缩|缩短|扩大)(?:至|到|为)$")
_YEAR = re.compile(
    rf"(?<![-~\d《〔较比])(?<!年[至到])(?P<year>20\d\d)年(?!度?相比|{SINCE}|以前|前|至|到|-|版|[^,;。《]*》)"
)
_PREVIOUS = re.compile(r"(?:去年|上年|上一年|往年|前年)(?:同期|度)?(?:的|为|是|有|[^,;。]{0,8})?$")
_WHOLE = r"全(?:市|区|县|省|州|盟|旗|国|街道|镇|乡|系统|自治区|自治州|局|厅|委)"
_BODIES = r"(?:部门|机关|单位|政府|企事业单位|公务员)"
_LEVEL = r"(?:县级市(?:\(区\))?|省|市|区|县|州|盟|旗|镇|乡|街道)"
_PART = (
    rf"{_LEVEL}(?:本级|直属?|级){_BODIES}?(?:及其)?(?:各)?(?:部门|机关)?|{_LEVEL}政府(?:及其|各)?部门"
    rf"|{_LEVEL}政府(?=(?:制定的?|出台的?|发布的?)?(?:行政)?(?:规范性文件|规章))|各{_LEVEL}(?:、?各?{_LEVEL})*"
)
_DEFENDANT = re.compile(r"(?P<who>[^,;。:]{1,24}?)(?:作为|作|为)被告")
_COUNTED_PLACES = re.compile(
    r"(?:[一二三四五六七八九十百\d]+余?[个家](?:[省市区县]级)?(?:地区|部门|机关|单位|乡镇|街道|[市区县])[和、及与]?)+"
)
_NEAR_SCOPE = re.compile(rf"(?P<scope>{_WHOLE}|{_PART})(?!市|经济|管理权限|以上|以下)")
_VERB_BEFORE = re.compile(r"(?:达到?|为|是|共计?|约|近|超过|有|计|至|到|了|的|高达|累计|合计|、)+$")
_NOUN_BEHIND = re.compile(r"[^\W\d]{0,14}")
_LONGEST_INDICATOR = 30
_LEAD_IN = re.compile(r"^(?:\d{4}年(?:度)?|今年以来|今年|其中|截至.*?底|以|由|因|共|是)+")


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of one sentence of normalised text, in order; dates, ordinals, document numbers left out."""
    return _find_figures(text)


def whole_scope(scope: str | None) -> bool:
    """Tell whether a scope is that of the whole place (全市, or none said), not of a part of it."""
    return scope is None or re.fullmatch(_WHOLE, scope) is not None


@lru_cache(maxsize=8192)
def _find_figures(text: str) -> tuple[Figure, ...]:
    barred = [match.span() for pattern in (_DATE, _FIXED_NUMERAL) for match in pattern.finditer(text)]
    figures = []
    for match in _FIGURE.finditer(text):
        start, end = match.span("number")[0], match.end()
        if any(start < stop and begin < end for begin, stop in barred):
            continue
        figure = _figure(text, match)
        if figure:
            figures.append(figure)
    starts = [0, *(figure.span.end for figure in figures)]
    told = tuple(
        replace(_with_scope(text, figure), indicator=_indicator(text, figure, start))
        for figure, start in zip(figures, starts, strict=False)
    )
    return _shared_out(text, told)


def _shared_out(text: str, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Give the figures after 分别 the scopes before it in their order (全市和市本级分别办结1200件和300件)."""
    at = text.find("分别")
    start = max(text.rfind(mark, 0, at) for mark in ",;。:") + 1 if at >= 0 else 0
    scopes = [match["scope"] for match in _NEAR_SCOPE.finditer(text, start, max(at, 0))]
    end = next((i for i in range(max(at, 0), len(text)) if text[i] in ",;。"), len(text))
    after = [figure for figure in figures if at < figure.span.start < end]
    if len(scopes) < 2 or len(scopes) != len(after):
        return figures
    shares = dict(zip(after, scopes, strict=True))
    return tuple(replace(figure, scope=shares.get(figure, figure.scope)) for figure in figures)


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    number, unit = match["number"], match["unit"] or ""
    arabic = number[0].isdigit() or number.startswith("百分之") or "成" in number
    if not arabic and (not unit or (unit not in _LOOSE and len(number) < 2 and not _about(match))):
        return None
    if number.startswith("百分之") or "成" in number:
        unit = unit or "%"
    start = match.start("number")
    if not arabic and _is_vague(text, match):
        return None
    if _NOT_A_FIGURE_BEFORE.search(text[max(0, start - 8) : start]) or (
        not unit and _NOT_A_FIGURE_AFTER.match(text, match.end())
    ):
        return None
    if not unit and (start == 0 or re.match(r"[、.)]", text[match.end() : match.end() + 1])):
        return None
    value = _value(number, (match["power"] or "") + (match["power2"] or ""))
    if value is None:
        return None
    start = match.start("number")
    return Figure(
        span=Span(start, match.end("unit") if match["unit"] else _end_of_value(match)),
        raw=text[start : match.end("unit") if match["unit"] else _end_of_value(match)],
        value=value,
        unit=unit.removeprefix("个") if unit in ("个百分点", "个工作日") else unit,
        approximate=_about(match) or bool(match["after"]),
        role=_role(text, match, unit),
        year=_year(text, start),
    )


def _year(text: str, start: int) -> int | None:
    """Return the year that a figure's clause gives it (2020年受理56件), None where it gives none."""
    clause_start = max(text.rfind(mark, 0, start) for mark in ",;。:") + 1
    named = list(_YEAR.finditer(text, clause_start, start))
    return int(named[-1]["year"]) if named else None


def _is_vague(text: str, match: re.Match[str]) -> bool:
    """Tell whether a numeral counts nothing exactly: 数十名 has no value, and 百家 is a saying without 近 or 余."""
    if match["number"][0] not in "十百千万亿":
        return False
    several = text[: match.start("number")].endswith("数")
    return several or (match["number"][0] != "十" and not _about(match))


def _about(match: re.Match[str]) -> bool:
    return bool(match["about"] or match["before"])


def _end_of_value(match: re.Match[str]) -> int:
    return max(match.end(group) for group in ("number", "power", "about", "power2") if match[group])


def _value(number: str, powers: str) -> Decimal | None:
    value = parse_number(number.replace(",", ""))
    for power in powers:
        factor = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[power]
        value = None if value is None else value * factor
    return None if value is None else value.normalize() + 0


def _role(text: str, match: re.Match[str], unit: str) -> Role:
    clause_start = max(text.rfind(mark, 0, match.start()) for mark in ",;。:") + 1
    before = text[clause_start : match.start()]
    if _TO_LEVEL.search(before):
        return Role.TARGET if _TARGET.search(before) else Role.ACTUAL
    if _CHANGE.search(before) or unit in ("个百分点", "百分点"):
        return Role.CHANGE
    if re.match(r"的?(?:增长|上升|提高|提升|下降|减少|降低)(?![到至为])", text[match.end() : match.end() + 4]):
        return Role.CHANGE
    if _TARGET.search(before):
        return Role.TARGET
    return Role.PREVIOUS if _PREVIOUS.search(before) else Role.ACTUAL


def _indicator(text: str, figure: Figure, start: int) -> str:
    """Return what a figure counts, in the words right before it and, for a count, right behind it."""
    start = max(start, max(text.rfind(mark, 0, figure.span.start) for mark in ",;。:") + 1)
    before = _LEAD_IN.sub("", text[start : figure.span.start].lstrip("、和及 )"))
    before = _VERB_BEFORE.sub("", re.sub(rf"^(?:{_WHOLE})", "", before))
    noun = None if figure.unit in ("%", "百分点") else _NOUN_BEHIND.match(text, figure.span.end)
    behind = noun.group() if noun else ""
    return (before + behind)[-_LONGEST_INDICATOR:]


def _with_scope(text: str, figure: Figure) -> Figure:
    """Add whom a figure is said of: the defendant named before it, else the part or level last named in its reach.

    The reach begins after `;`, 其中 or 分别, so that all of 其中市本级出庭43件, 出庭应诉率95.56% is of 市本级; 全市
    reaches over its sentence. A rate of so many places (五个地区) is of those.
    """
    before = text[: figure.span.start]
    defendants = list(_DEFENDANT.finditer(before))
    if defendants:
        who = _LEAD_IN.sub("", defendants[-1].group())
        return replace(figure, scope=who.strip("的、和及与") or None)
    clause = max(before.rfind(mark) for mark in ",;。:") + 1
    if figure.unit == "%" and (counted := list(_COUNTED_PLACES.finditer(text, clause, figure.span.start))):
        return replace(figure, scope=counted[-1].group().strip("的、和及与"))
    reach = max(before.rfind(mark) + 1 for mark in (";", "其中", "分别"))
    near = list(_NEAR_SCOPE.finditer(text, reach, figure.span.start)) or list(re.finditer(_WHOLE, before))[:1]
    return replace(figure, scope=near[-1].group()) if near else figure
