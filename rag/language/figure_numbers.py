"""Numbers that count something, told from those that name, date or order: value, unit, how surely, and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rag.language.numerals import parse_number
from rag.language.years import find_years
from rag.types import Span

_MEASURES = (
    "个百分点 百分点 个工作日 工作日 平方公里 平方千米 立方米 平方米 千瓦时 公里 千米 厘米 毫米 英亩 公顷 公斤 千克 "
    "吉瓦时 吉瓦 兆瓦时 兆瓦 千瓦 千伏 微克 毫克 人天 人次 件次 场次 批次 户次 家次 条次 "
    "班次 车次 架次 辆次 艘次 例次 课时 学时 小时 分钟 个月 标箱 "
    "港元 美元 欧元 日元 英镑 件 项 份 名 个人 人 个 家 批 起 条 宗 例 户 元 亩 吨 天 日 期 篇 部 本 册 套 幅 块 辆 台 "
    "处 所 座 支 类 种 倍 位 门 轮 卷 只 页 字 场 次 张 艘 架 间 栋 对 组 队 米 列 年 岁 秒 克 斤 盒 幢 款 片 面 封 "
    "通 笔 "
    "单 桩 遍 颗 枚 头 株 匹 根 瓶 层 床 方面 领域 ‰ % ℃ ㎡"
).split()
_LOOSE = frozenset("个 项 件 条 份 次 人 名 家 批 户 起 种 部 场 天 处 所 座 支 倍 张 篇 方面 领域 个月 工作日".split())
_ORDERING = frozenset("期 轮 类 门 批 位 对 组 层 面 片".split())
"""Measures that a Chinese numeral rather numbers than counts by (第二轮, 三期工程, 一类), unless a verb counts them."""

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_HAN = r"[一二两三四五六七八九十百千万亿零〇]+"
_TENTHS = r"[一二两三四五六七八九]成[一二三四五六七八九半]?(?![员立为功果长效本绩年不套就交品])"
_SHARE = rf"百分之(?:{_HAN}点?(?:{_HAN})?|{_ARABIC})"
_FRACTION = r"[二三四五六七八九十百]+分之[一二三四五六七八九十]+"
_UNIT = "|".join(sorted((re.escape(unit) for unit in _MEASURES), key=len, reverse=True))
_OVER = (
    r"(?:(?:/|每)(?:立方米|平方米|平方公里|公里|千米|公顷|千克|公斤|标方|升|吨|亩|千瓦时|小时)"
    r"|/(?:万人|万元|人|户|家|床|辆|台|次|个|分钟|秒|天|日|月|季度|年|学期|学年))(?![\d一二三四五六七八九十])"
)
_POWER = r"[百千]?万亿|[十百千]?[万亿](?!元户)|[十百千]?[万亿](?=元户)|千(?!瓦|克|米|伏)|百(?!分)"
_LOWER = rf"(?:(?:{_ARABIC}|[一二两三四五六七八九十]+)(?:[百千]?[万亿])?(?:%|{_UNIT})?(?:至|到|-|~))?"
_FRACTIONAL = re.compile(_FRACTION)
_FIGURE = re.compile(
    rf"(?P<before>将近|接近|近|大约|约|上(?=[百千万])|不超过|超过|超|逾|突破|不少于|不低于|不足|至少|至多|最多)?"
    rf"(?P<all>(?P<low>{_LOWER})(?P<number>{_SHARE}|{_FRACTION}|{_TENTHS}|{_ARABIC}|{_HAN})"
    rf"(?P<power>{_POWER})?(?P<about>余|多|几|来)?(?P<power2>[万亿])?大?(?P<unit>(?:{_UNIT})(?:{_OVER})?)?(?:\(次\))?"
    rf"(?P<after>左右|以上|以下|以内|之内|上下|余|(?<=[日天月时年钟])内)?)"
)
_DATE = re.compile(
    r"(?:\d{4}|\d{2}(?=年\d)|[一二][〇零九]?[〇零一二三四五六七八九]{2})年(?:度)?(?:\d{1,2}月(?:份)?(?:\d{1,2}日)?)?"
    r"|\d{1,2}月(?:份)?\d{1,2}日|(?<!个)(?<![\d.])\d{1,2}(?:至|到|-)?\d{0,2}月"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}:\d{2}(?::\d{2})?|(?<!\d)(?:19|20)\d{2}(?:[-/至](?:19|20)\d{2})?(?=年|\))"
    r"|〔\d{4}〕\d*号?|\((?:19|20)\d{2}\)[^\d,;。]{0,4}\d*[^\d,;。]{0,6}\d*号|\d{3,4}-\d{7,8}"
    r"|(?<!\d)1\d{2,4}(?=[\"”)]*(?:、1\d{2,4})*[\"”]?(?:便民|政务|公共|服务|投诉|举报|热线|专线|电话|平台|指挥|接警|台(?!\d)))"
    r"|1/\d+|\d+/\d+"
)
_NAMED_BEFORE = re.compile(r"(?:第|〔|no\.?|\d[.·:/-]|[a-z]-?|\+|每|前|党的)$")
_CONTACT_BEFORE = re.compile(r"(?:电话|热线|邮编|传真|编号|编码|代码|邮箱|案号):?$")
_NAME_AFTER = re.compile(
    r"(?:〕|·|[a-z]|\+|[.:/]\d|号(?!召|称)|版|级(?!别)|强|届|周年|小时(?:不?打烊|自助|服务|在线|值|不间断)|(?<=分钟)[^,;。\d]{0,10}圈)"
)
_SESSION = re.compile(r"届[^,;。]{0,8}$")
_IN_QUOTES = re.compile(r'"[^"]*"|《[^》]*》|〈[^〉]*〉|<[^<>]*>')
_LONGEST_NAME = 40
_WORD_BEFORE = re.compile(r'[这那某各几逐双统唯之同专任另不进零数半新下头本国三跑查在"]$')
_ADHERED = re.compile(
    r"(?:落实|贯彻|推行|执行|坚持|增强|坚定|做到|强化|践行|深化|推进|围绕|遵守|牢记|树立|把握|统筹|拥护|用好)[^,;。:\d]{0,10}$"
)
_COUNTED = re.compile(
    r"(?:共|计|了|过|分|达|有|为|等|及|满|办|连续|分为|举办|开展|组织|进行|完成|召开|发布|印发|刊发|编发|推出|梳理|抽查"
    r"|检查|督察|督查|培训|清理|减少|增加|新增|查处|受理|审结|办理|制定|征求|发现|整改|历时|为期|期限|有效期|任期)$"
)
_PERIOD_BEFORE = re.compile(r"(?:近|这|过去|过去的|今后|未来|新的|前|后|头|第|满|最近|往后|十[一二三四五])$")
_PERIOD_AFTER = re.compile(r"来|间|行动|规划|计划|方案|纲要|过渡|任务|攻坚|期|义务|制|一|任|度|前|后|以来|的?奋斗|历程")
_LASTING = re.compile(
    r"(?:连续|历时|为期|期限(?:为|是)?|有效期(?:为|是)?|任期(?:为|是)?|聘期(?:为|是)?|保存|提前|延长|缩短)[^,;。]{0,2}$"
)
_ENDS = re.compile(r"(?:$|[,;。:、)!?\s])")
_YEARLIKE = re.compile(r"(?:19|20)\d\d")
_ALSO_BEGINS_WORDS = frozenset(("", "个人", *"人件条项次个份名起批家户处场期元宗例天位套台只种部所"))
_ANY_DAY = date(2000, 1, 1)
_HAN_LETTER = re.compile(r"[\u4e00-\u9fff]")
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that counts: `span` covers it with its unit and its 以上, `value` has 万 and 亿 worked in.

    Of a range (3至5个工作日) it is the upper end; `unit` is bare, "" where there is none.
    """

    span: Span
    value: Decimal
    unit: str
    approximate: bool


def find_numbers(text: str, row: bool = False) -> Iterator[Number]:
    """Yield the numbers of normalised text that count something, in order; in a `row` of a table bare ones too."""
    dates = [match.span() for match in _DATE.finditer(text)]
    names = [match.span() for match in _IN_QUOTES.finditer(text) if len(match.group()) <= _LONGEST_NAME]
    for match in _FIGURE.finditer(text):
        start, end = match.span("number")
        dated = any(start < stop and begin < match.end() for begin, stop in dates)
        if dated or any(begin < start and end <= stop - 1 for begin, stop in names):
            continue
        number = _number(text, match, row)
        if number:
            yield number


def _number(text: str, match: re.Match[str], row: bool) -> Number | None:
    written, unit = match["number"], match["unit"] or ""
    share = written.startswith("百分之") or "成" in written
    arabic = written[0].isdigit() or "分之" in written or share
    start = match.start("all")
    if _NAMED_BEFORE.search(text, max(0, start - 8), start) or _NAME_AFTER.match(text, match.end()):
        return None
    if _YEARLIKE.fullmatch(written) and not row and (_is_year(text, match) or _is_personal(text, match)):
        return None
    allowed = _counts_in_figures(text, match, row) if arabic else _counts_in_characters(text, match)
    value = _value(match) if allowed else None
    if value is None:
        return None
    bare = {"个百分点": "百分点", "个工作日": "工作日", "个人": "人"}.get(unit, unit.replace("每", "/"))
    about = match["about"] or match["before"] or (match["after"] or "内") != "内"
    return Number(Span(start, _end(match)), value, "%" if share and not bare else bare, bool(about))


def _end(match: re.Match[str]) -> int:
    groups = ("all",) if match["unit"] or match["after"] else ("number", "power", "about", "power2")
    return max(match.end(group) for group in groups)


def _counts_in_figures(text: str, match: re.Match[str], row: bool) -> bool:
    """Tell whether Arabic digits, a share or a fraction count: 7大领域 and 2.0平台 name, 这5年 and 26日 date."""
    start, end, unit = match.start("all"), match.end(), match["unit"]
    if unit == "年":
        return _lasts(text, match)
    if unit == "日":
        return bool(match["after"])
    if unit or "分之" in match["number"] or "成" in match["number"]:
        return not (unit in {"名", "位"} and match["before"] in {"前"})
    if match["power"] or match["power2"]:
        return True
    if row:
        return True
    digits = match["number"]
    if _CONTACT_BEFORE.search(text, max(0, start - 4), start):
        return False
    if (len(digits) == 4 and digits[:2] in {"19", "20"}) or len(digits) > 7 or digits.endswith(".0"):
        return False
    return start > 0 and _ENDS.match(text, end) is not None and text[end : end + 1] not in {"、", ".", ")"}


def _counts_in_characters(text: str, match: re.Match[str]) -> bool:
    """Tell whether a Chinese numeral counts: with a measure, not in a saying, a name or an order (三项制度, 二期)."""
    written, unit, start, end = match["number"], match["unit"] or "", match.start(), match.end()
    before = text[max(0, start - 14) : start]
    if not unit or re.search(r"[一二两三四五六七八九]{2}|[〇零]$|^[〇零]", written):
        return False
    if unit in {"年", "日"}:
        return unit == "年" and _lasts(text, match)
    if _is_vague(before, match) or (unit == "次" and _SESSION.search(before)):
        return False
    if len(written) > 1 or match["low"]:
        return True
    about = bool(match["about"] or match["before"])
    if not about and (_WORD_BEFORE.search(before) or _ADHERED.search(before)):
        return False
    counted = _COUNTED.search(before) is not None
    if unit in _ORDERING:
        return counted and written != "一"
    if unit not in _LOOSE and not about:
        return counted and unit not in {"字", "列", "通", "单", "款"}
    return written != "一" or (len(before) > 1 and _ENDS.match(text, end) is not None)


def _is_personal(text: str, match: re.Match[str]) -> bool:
    """Tell whether 个人 belongs to the words behind it (2018个人信息)."""
    return match["unit"] == "个人" and _HAN_LETTER.match(text, match.end()) is not None


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Tell whether four digits are a year (2018项目), which their unit alone does not say."""
    start = match.start("all")
    return (match["unit"] or "") in _ALSO_BEGINS_WORDS and any(
        mention.start <= start < mention.end for mention in find_years(text, _ANY_DAY)
    )


def _lasts(text: str, match: re.Match[str]) -> bool:
    """Tell whether so many years are a length that is stated (连续16年, 期限3年) and no stretch of time (这五年)."""
    start = match.start()
    if _LASTING.search(text, max(0, start - 8), start):
        return True
    if match["before"] == "近" or _PERIOD_BEFORE.search(text, max(0, start - 3), start):
        return False
    return match["number"][0].isdigit() and len(match["number"]) < 4 and not _PERIOD_AFTER.match(text, match.end())


def _is_vague(before: str, match: re.Match[str]) -> bool:
    """Tell whether a numeral has no value: 数十名, and 百家 without 近 or 余 is a saying."""
    if match["number"][0] not in "十百千万亿":
        return False
    about = bool(match["about"] or match["before"])
    return (
        before.endswith("数")
        or match.string[match.end() : match.end() + 1] in set("百千万")
        or (match["number"][0] != "十" and not about)
    )


def _value(match: re.Match[str]) -> Decimal | None:
    written = match["number"]
    value = parse_number(written.replace(",", ""))
    for power in (match["power"] or "") + (match["power2"] or ""):
        value = None if value is None else value * _POWERS[power]
    if value is not None and _FRACTIONAL.fullmatch(written):
        value = round(value, 4)
    return None if value is None else value.normalize() + 0
