"""The grammar of a printed statement: words before, who, verb, what is counted, number, unit, and nothing else.

A clause counts only where one of the forms covers it from end to end, so what the forms do not foresee is not read.
That is the opposite of finding numbers and asking what stands around them, which is how the program reads.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=1)
def words() -> dict[str, tuple[str, ...]]:
    """Return the word lists of the grammar by name."""
    read = tomllib.loads((DATA / "grammar.toml").read_text(encoding="utf-8"))
    return {name: tuple(text.split()) for name, text in read.items()}


def either(alternatives: Iterable[str]) -> str:
    """Return a pattern that matches any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, alternatives), key=lambda word: (-len(word), word)))


_DOER = rf"(?:[^\d,;。:、()《》]{{1,12}}?(?:{either(words()['doers'])}))"
_YEAR = r"(?:20|19)\d\d年(?:度|全年|底|末|以来)?|截[至止](?:(?:20|19)\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?"
_LEAD = rf"(?P<lead>(?:(?:{_YEAR}|{either(words()['leads'])})、?)*)"
_WHOLE = rf"(?P<whole>(?:{either(words()['whole'])})?)"
_MANNER = rf"(?:{either(words()['manners'])})*"
_VERB = rf"(?P<verb>新?(?:{either(words()['verbs'])}))了?"
_NOUN = r"[^\d,;。:、%]"
NUMBER = r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<power>万亿|亿|万|千|百)?(?P<about>余|多)?(?P<power2>万|亿)?"
UNIT = rf"(?P<unit>{either(words()['units'])})(?P<after>以上|左右|余)?(?!{either(words()['not_units'])})"
_COUNTED = rf"{NUMBER}{UNIT}"
_TOTAL = r"(?P<total>共计|总计|合计|累计|共有|共)?"
_REACH = rf"(?:累计)?(?:{either(words()['reach'])}|(?<![行作成认分])为)"

COUNT = re.compile(
    rf"{_LEAD}{_MANNER}{_WHOLE}{_MANNER}(?P<doer>{_DOER}?){_MANNER}"
    rf"{_VERB}(?P<noun>{_NOUN}{{2,22}}?){_TOTAL}{_COUNTED}"
)
"""受理行政复议申请56件."""
COUNT_AFTER = re.compile(
    rf"{_LEAD}{_MANNER}{_WHOLE}{_MANNER}(?P<doer>{_DOER}?){_MANNER}"
    rf"{_VERB}{_COUNTED}(?P<noun>{_NOUN}{{2,22}})"
)
"""建成52个法治文化示范点."""
COUNT_BEFORE = re.compile(
    rf"{_LEAD}{_WHOLE}(?P<noun>{_NOUN}{{4,22}}?){_MANNER}(?P<verb>{either(words()['verbs_behind'])})了?{_TOTAL}{_COUNTED}"
)
"""行政复议案件受理56件."""
LEVEL = re.compile(
    rf"{_LEAD}(?P<noun>{_NOUN}{{4,26}}?)(?:(?P<reach>{_REACH})|(?<=[^\d,;。:、%](?:{'|'.join(words()['things'])}))){_COUNTED}"
)
"""粮食产量达到6.07亿吨."""
BARE = re.compile(rf"(?P<noun>{_NOUN}{{4,22}}?){_COUNTED}")
"""行政处罚信息9条, behind 、 and of the verb before it."""
RATE = re.compile(
    rf"{_LEAD}(?P<noun>{_NOUN}{{3,26}}?(?:率|比例|占比|比重|满意度|覆盖面))(?:均|也|都|已)?"
    r"(?:达到了|已达到|达到|已达|达|(?<![行作成认分])为|是|在|保持在|稳定在|提高到|提高至|提升到|提升至|上升到|上升至|升至|下降到|下降至|降至)?"
    r"(?P<number>\d+(?:\.\d+)?)%(?P<after>以上|左右)?"
)
"""出庭应诉率达96.6%."""
GROWTH = re.compile(
    rf"{_LEAD}(?P<noun>{_NOUN}{{4,26}}?)(?P<since>同比|较上年|比上年|与上年相比|较去年|比去年)?(?P<real>实际|名义)?(?:又|逆势|稳步|持续|快速)?"
    r"(?P<move>增长|上涨|提高|上升|增加|下降|减少|降低|下跌)了?(?P<number>\d+(?:\.\d+)?)(?P<unit>%|个百分点)"
)
"""居民消费价格上涨0.1%."""
MOVED = re.compile(
    r"(?P<since>同比|较上年|比上年|较20\d\d年度?|比20\d\d年度?)?(?P<real>实际|名义)?"
    r"(?P<move>增长|上涨|提高|上升|增加|下降|减少|降低|下跌)了?(?P<number>\d+(?:\.\d+)?)(?P<unit>%|个百分点)"
)
"""增长5.4%, of what the clause right before it tells of."""
INSIDE = re.compile(either(words()["inside"]))
FALLS = frozenset("下降 减少 降低 下跌".split())

ANY_NUMBER = re.compile(
    r"\d+(?:,\d{3})*(?:\.\d+)?|百分之|(?<![第之统万专唯])[一二两三四五六七八九十百千]+(?=余?(?:个|项|件|名|人|家|批|次|条|起|部|类|方面|大|支|所|处|成))"
)
ENUMERATOR = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、是]|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}[、.](?!\d))")
OTHER_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年")
TITLE = re.compile(r"《[^》]*》|〔\d{4}〕\d*号?")
BARRED = re.compile(either(words()["aims"]))
ELSEWHERE = re.compile(either(words()["away"]))
ANAPHOR = re.compile(
    r"^(?:其|该|此|这|相关|有关|上述|以上|并|且|而|与|和|及|对|为|在|被|把|将|由|使|从|按|向|的|等|中|内|后|前|不|未|无|总|均|各类$|各项$)"
)
CAUSED = re.compile(r"^(?:推动|确保|实现|保持|促进|力促|带动|助力|使|让|帮助|发现|涉及|包括|含|完善)")
LOOSE_NOUN = re.compile(
    r"达到|增至|累计|已经|助力|带动|推动|引领|拉动|促进|"
    r"[“\"][^”\"]*$|^[^“\"]*”|并|进行|其中|分别|以及|[()（）](?<![)）])|的$|^了|等$|(?:[达为约近超有逾共]|超过|突破|年末|年底|同比|逆势|累计|分别|大幅|稳步)$|[和与及]$"
)
