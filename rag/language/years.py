"""Years and spans of years in every form that reports and questions write them in."""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rag.language.numerals import digits, parse_number

FIRST, LAST = 1990, 2035
_LONGEST_SPAN = 30

_DIGITS = "〇零一二三四五六七八九"
_CHINESE = (
    r"(?:[二一][〇零0o○九][〇零0o○一二三四五六七八九]{2}|[两二]千[〇零](?:[一二三]?十)?[一二三四五六七八九]?(?=年))"
)
_LONG = rf"(?:(?<!\d)(?:19[89]\d|20[0-3]\d)(?!\d)|{_CHINESE})"
_TWO = (
    r"(?<![\d.%年月近满超约达共第续历])(?<!\d,)\d\d(?!\d|年(?:以(?:来|上|下|内|前|后)|内|来|间|前|后|期|有期|的历史))"
)
_SHORT = (
    rf"(?<![{_DIGITS}十百千万两第近过前共满])[〇零一二][〇零一二三四五六七八九](?=年(?!以|内|来|间|后|级|期|制|多))"
)
_YEAR = rf"(?:{_LONG}|{_TWO}|{_SHORT})"
_SIGN = r"年(?:度|底|末)?"
_TO = r"\s*(?:-+|~|至|到|—)\s*"
_SPANNED = r"(?:这|共|的)?[一二两三四五六七八九十\d]+(?:个年度|年(?!以|内|来))(?:间|里)?"
_SPAN = re.compile(
    rf"(?P<a>{_YEAR})(?:{_SIGN})?{_TO}(?P<b>{_YEAR}){_SIGN}(?!前|以前)(?:{_SPANNED})?"
    rf"|(?P<c>{_LONG}){_TO}(?P<d>{_LONG})(?!\d)(?:{_SPANNED})?"
)
_LIST = re.compile(
    rf"(?:{_YEAR}(?:{_SIGN})?\s*(?:[、,/]|和|与|及|跟|或)\s*)+(?:{_YEAR}{_SIGN}(?:{_SPANNED})?|{_LONG}{_SPANNED})"
    rf"|(?<!\d/){_LONG}(?:\s*/\s*{_LONG})+(?!/?\d)"
)
_ONE = re.compile(rf"(?P<y>{_YEAR}){_SIGN}")
_RISE = "草诉底步到源获飞航火立码因点伏义色拍付重"  # what makes another word of 起 (起草, 起诉)
SINCE = rf"以来|至今|起(?![{_RISE}])"
_COUNTED = {  # measure words after a number, each with the characters that make another word of it (人民, 件数)
    "人": "民员大均社事才口数力工文身",
    "件": "数",
    "条": "例数款文",
    "项": "目数",
    "个": "体案税性",
    "次": "数密生要",
    "份": "数额",
    "名": "单称录数誉优",
    "起": _RISE,
    "批": "准复示评办文",
    "家": "庭长属政暴教风装园",
    "户": "籍均口外数",
    "处": "罚理置分于室级方",
    "场": "所地馆景数",
    "期": "间限末刊",
    "号": "召称码",
    "元": "旦宵",
    "宗": "教旨",
    "例": "如会行外",
    "天": "津然气台水门",
    "分": "别局类为级析公工管布支成解流担配",
    "位": "于置列次",
    "套": "餐路",
    "台": "账州湾风",
    "只": "有要能是",
    "种": "植子粮类",
    "部": "门分署委级长队",
    "所": "有属在辖以得",
    "股": "东份权",
    "字": "号",
    "百": "姓科强",
} | dict.fromkeys(["万", "亿", "千", "篇", "届", "平方", "公里", "米", "吨", "亩", "页", "小时", "辆"], "")
_MEASURE = "|".join(f"{word}(?![{other}])" if other else word for word, other in _COUNTED.items())
_BARE = re.compile(
    r"(?P<y>(?<![\d.第])(?<!\d[-/:])(?<![a-z][-/])(?:19[89]|20[0-3])\d"
    rf"(?![\d%]|[.:/-]\d|,\d{{3}}|[〕)]\s*(?:第?\d|号))(?!\s*(?:多|余|来)?\s*(?:{_MEASURE}))"
    rf"|(?<![{_DIGITS}十百千万亿]){_CHINESE}(?![{_DIGITS}十百千万亿]))"
)
_PLAN = re.compile(
    r"[\"'〔(《]?(?:第)?(?P<n>十[一二三四五]?|九|八)(?:个)?五(?:年规划|年计划)?[\"'〕)》]?(?:规划|计划)?(?:期间|时期|期)?(?![个名条项件人岁天])"
)
_RECENT = re.compile(
    r"(?:最近|近|过去|前|这|此前)(?:的)?(?P<n>[一两二三四五六七八九十]|1\d|[2-9])(?:个)?(?:年(?:来|间|里|以来|度)?)(?!级|期|前|生)"
)
_AWAY = {"大前": -3, "前": -2, "去": -1, "上": -1, "上一": -1, "今": 0, "本": 0, "明": 1, "来": 1, "下一": 1, "下": 1}
_RELATIVE = re.compile(r"(?P<away>大前|(?<!大)前|去|上一?|今|本|明|下一|(?<![以近])来|下(?=年度))年度?")
_HALF = re.compile(r"(?<![年度一二两])(?P<half>[上下]半年)(?!度?报|刊)")
_ENGLISH = re.compile(
    r"(?<![a-z])(?:(?P<away>last|previous|this|current|next)\s+year(?!\s+before)|(?:the\s+)?year\s+before\s+last"
    r"|(?:in\s+)?(?:the\s+)?(?:last|past|recent|previous)\s+"
    r"(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d\d?)\s+years)(?![a-z])"
)
_ENGLISH_SPAN = re.compile(
    r"(?<![a-z])(?:from\s+|between\s+)?(?P<a>(?:19[89]|20[0-3])\d)\s+"
    r"(?:to|through|until|till|and)\s+(?P<b>(?:19[89]|20[0-3])\d)(?!\d)"
)
_ENGLISH_AWAY = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1}
_ENGLISH_NUMBERS = dict(zip("two three four five six seven eight nine ten".split(), range(2, 11), strict=True))
_PLAN_ENDS = {"八": 1995, "九": 2000, "十": 2005, "十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030}


@dataclass(frozen=True, slots=True)
class YearMention:
    """The years named at `[start, end)` of a normalised text; `relative` where they count from today (去年, 近三年).

    `years` ascend and `words` are those of the text; `plan` is true for those of a five-year plan (十四五).
    """

    start: int
    end: int
    years: tuple[int, ...]
    words: str
    relative: bool = False
    plan: bool = False


_Reader = Callable[[str, datetime.date], Iterator[YearMention]]


def find_years(text: str, today: datetime.date) -> tuple[YearMention, ...]:
    """Return the years that a normalised `text` names, in order, none overlapping.

    近三年 and the like are the complete years before `today`'s; 十三五 is 2016 to 2020. A number with a unit (2021件)
    and the year of a document number (〔2021〕5号) are none.
    """
    found: list[YearMention] = []
    for read in _READERS:
        for mention in read(text, today):
            if mention.years and not any(mention.start < other.end and other.start < mention.end for other in found):
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def year_of(words: str) -> int | None:
    """Return the year that `words` write: 2021, 二〇二一, 二零二一, 21; None for what is no plausible year."""
    plain = words.replace("○", "〇").replace("o", "〇").replace("0", "〇") if not words.isdigit() else words
    if "千" in plain:
        year = int(parse_number(plain) or 0)
        return year if FIRST <= year <= LAST else None
    number = plain if plain.isdigit() and plain.isascii() else digits(plain)
    if number is None:
        return None
    year = int(number)
    if len(number) == 2:
        year += 2000 if year <= LAST - 2000 else 1900
    return year if FIRST <= year <= LAST or (len(number) == 4 and 1949 <= year <= LAST) else None


def _mention(match: re.Match[str], years: list[int | None], relative: bool = False) -> YearMention:
    told = sorted({year for year in years if year is not None})
    return YearMention(match.start(), match.end(), tuple(told), match.group(), relative)


def _spans(text: str, today: datetime.date) -> Iterator[YearMention]:
    for match in _SPAN.finditer(text):
        first, last = year_of(match["a"] or match["c"]), year_of(match["b"] or match["d"])
        if first is not None and last is not None and first <= last <= first + _LONGEST_SPAN:
            yield _mention(match, list(range(first, last + 1)))


def _lists(text: str, today: datetime.date) -> Iterator[YearMention]:
    for match in _LIST.finditer(text):
        yield _mention(match, [year_of(word) for word in re.findall(_YEAR, match.group())])


def _single(text: str, today: datetime.date) -> Iterator[YearMention]:
    for match in _ONE.finditer(text):
        yield _mention(match, [year_of(match["y"])])


def _bare(text: str, today: datetime.date) -> Iterator[YearMention]:
    for match in _BARE.finditer(text):
        year = year_of(match["y"])
        if year is not None and year >= FIRST:
            yield _mention(match, [year])


def _plans(text: str, today: datetime.date) -> Iterator[YearMention]:
    for match in _PLAN.finditer(text):
        end = _PLAN_ENDS.get(match["n"])
        alone = match.group() in ("十五", "九五", "八五")  # also the numbers 15, 95 and 85
        if end and not alone and not text.startswith("普法", match.end()):
            yield replace(_mention(match, list(range(end - 4, end + 1))), plan=True)


def _recent(text: str, today: datetime.date) -> Iterator[YearMention]:
    for match in _RECENT.finditer(text):
        count = parse_number(match["n"])
        if count:
            yield _mention(match, list(range(today.year - int(count), today.year)), relative=True)


def _relative(text: str, today: datetime.date) -> Iterator[YearMention]:
    for match in _RELATIVE.finditer(text):
        yield _mention(match, [today.year + _AWAY[match["away"]]], relative=True)


def _halves(text: str, today: datetime.date) -> Iterator[YearMention]:
    """Yield 上半年 and 下半年 that stand by themselves, which are this year's."""
    for match in _HALF.finditer(text):
        yield _mention(match, [today.year], relative=True)


def _english(text: str, today: datetime.date) -> Iterator[YearMention]:
    for match in _ENGLISH.finditer(text):
        if match["n"]:
            count = _ENGLISH_NUMBERS.get(match["n"]) or int(match["n"])
            yield _mention(match, list(range(today.year - count, today.year)), relative=True)
        else:
            yield _mention(match, [today.year + _ENGLISH_AWAY.get(match["away"] or "", -2)], relative=True)


def _english_spans(text: str, today: datetime.date) -> Iterator[YearMention]:
    for match in _ENGLISH_SPAN.finditer(text):
        first, last = int(match["a"]), int(match["b"])
        if match.group().split()[-2] == "and" and not match.group().startswith("between"):
            yield _mention(match, [first, last])
        elif first <= last <= first + _LONGEST_SPAN:
            yield _mention(match, list(range(first, last + 1)))


_READERS: tuple[_Reader, ...] = (
    _spans,
    _lists,
    _single,
    _plans,
    _recent,
    _relative,
    _halves,
    _english_spans,
    _english,
    _bare,
)
