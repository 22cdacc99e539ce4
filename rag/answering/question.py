"""A question, with the questions before it, becomes a scope and what is asked inside that scope."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.answering.terms import DECIDING, find_terms
from rag.language.issuers import issuers_in
from rag.language.places import find_places
from rag.language.text import normalise
from rag.language.years import YearMention, find_years
from rag.types import AskKind, Kind, Place, Question, ReportCard, Scope

_KINDS = (
    (Kind.DISCLOSURE, re.compile(r"政府信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)|信息公开(?:年报|年度报告)")),
    (Kind.GOVERNMENT_WORK, re.compile(r"政府工作报告")),
    (
        Kind.LAW_BASED_GOVERNMENT,
        re.compile(r"(?:法治政府(?:建设)?|依法行政)(?:工作)?(?:情况)?(?:年度)?(?:工作)?(?:的)?(?:报告|年报)"),
    ),
)
_RATE = re.compile(r"率(?!先|领)|比例|占比|百分(?:之|比)|几成|比重|覆盖面")
_COUNT = re.compile(
    r"多少|几(?=个|件|项|次|条|份|名|人|家|批|起|位|场|户|类|部|类|种|天|年|轮|期|成|百|千|万|宗|所|卷|本)|数量|总数|人数|件数|次数|数目|金额|面积|多大|多长时间|多久|几何|how many|how much|number of|rate"
)
_UNIT = re.compile(
    r"(?:多少|几)(?:个|多)?(百分点|工作日|平方米|平方公里|万元|亿元|人次|件次|场次|批次|公里|小时|课时|[件项份名人家批起条宗例户元亩吨天日期篇部本册套幅块辆台处所座支类倍位场次卷轮成个](?!月))"
)
_GOES_ON = re.compile(r"其中|里面|这里面|当中|(?:它|他|她)们?的")
_QUANTITY = re.compile(
    r"(?:有|是|为|达|共)?(?:多少|几)(?:个|多)?(?:百分点|工作日|平方米|平方公里|万元|亿元|人次|件次|场次|批次|[件项份名人家批起条宗例户元亩吨天日期篇部本册套辆台处所座支类倍位场次卷轮种样成方面])?(?:了|的)?"
)
_COUNTED = re.compile(r"(人次|件|人|次|场次|户|项|份)数")
_MONEY = re.compile(r"多少钱|金额|资金|经费|经济损失|花了多少|总额|款额|罚没款|产值|收入|支出")
_IMPLIED = (
    (re.compile(r"案件|案子|诉讼案|复议案"), "案"),
    (re.compile(r"人员|人数|干部|队伍|群众"), "人"),
    (re.compile(r"规范性文件|法规|规章"), "件"),
)
_TIME = re.compile(r"多久|多长时间|几天")
_CHANGED = re.compile(r"(?:增|降|减|涨|升|多|少|提高|压缩|缩短)\w{0,3}(?:多少|几)(?:个百分点)?(?!\w*[件项次人家])")
_DOCUMENT_NUMBER = re.compile(r"文号|发文字号|文件号|发文号|几号文|什么号|document number")
_DATE = re.compile(r"落款|签发时间|什么时候|何时|哪一?天|几月|几号(?!文)|日期|发布时间|成文时间|公布时间|哪一?年|when")
_NAME = re.compile(
    r"谁|哪个(?:单位|部门|机构|机关|局)|哪家(?:单位|机构)?|什么(?:单位|部门|机构)|叫什么|who|which department"
)
_LIST = re.compile(
    r"哪些|哪几|有什么|包括什么|列出|列举|什么(?=问题|措施|举措|做法|制度|文件|法律|法规|领域|地方|办法|意见)|都有|what|which|list"
)
_PROSE = re.compile(
    r"如何|怎么|怎样|为什么|为何|原因|措施|举措|做法|介绍|概况|问题|不足|困难|短板|安排|打算|计划|思路|成效|亮点|经验|how|why|problem|plan"
)
_WHICH = re.compile(
    r"(?:哪些|哪几个|多少个?|几个)(?:地方|城市|地区|省份|省|市|区|县|报告|政府)(?!.{0,4}(?:达|率|出庭|100))"
)
_COMPARE = re.compile(
    r"比较|对比|相比|哪个(?:更|地方)?(?:高|低|多|少|大|小)|谁(?:更)?(?:高|低|多|少)|(?:最|更)(?:高|低|多|少)|排名|排序|差(?:多少|距)|变化|趋势|历年|逐年|增减|compare|trend"
)
_BELOW = re.compile(
    r"(?:各|下辖|所辖|辖区|全省各|全市各)(?:市|区|县|州|镇|乡|街道|地)|(?:省|市|州|盟|县|区)(?:内|里)?的(?:所有)?报告"
)
_SMALL_TALK = re.compile(
    r"^(?:你好|您好|嗨|哈喽|谢谢|多谢|再见|早上好|晚上好|你是谁|你会什么|你能做什么|在吗|hi|hello|hey|thanks?|thank you|bye)\W*$"
)
_REFERENCES = re.compile(
    r"^(?:那么|那|然后|还有|另外|再|又|它的|他们的|这个|那个)+|(?:我|本|该)(?:省|市|区|县|镇|乡|街道|州|旗)|呢$|同期|同年|当年"
)
_PLANS = re.compile(r"打算|计划|安排|下一?步|下一?年|明年|来年|工作思路|规划|目标")
_AHEAD = re.compile(r"下|明|来")
_COMPARED_WITH = re.compile(r"(?:比|较|同比|与|跟|和|相比于?)$")
_ISSUED = re.compile(r"发布|成文|印发|落款|公布|出台|发文")
_WORDS_AROUND = re.compile(r"^[的里中内在,、。:;?!\s]+|[的呢吗啊吧,、。:;?!\s]+$")


@dataclass(frozen=True, slots=True)
class Found:
    """What one question names by itself: its scope, the stretches of it that name it, and the words left."""

    scope: Scope
    topic: str
    text: str


def understand(text: str, history: Sequence[str], today: date, cards: Sequence[ReportCard]) -> Question:
    """Return the question with what it leaves out taken from the earlier questions, the latest first.

    The places of the `cards` are recognised by shorter names than others need.
    """
    known = {Place(card.identity.place_path) for card in cards if card.identity.place_path}
    found = _read(text, today, known)
    topic, words, scope, context = found.topic, found.text, found.scope, ""
    for earlier in reversed(history):
        past = _read(earlier, today, known)
        if not _names_anything(topic):
            topic, words = past.topic, f"{past.text} {words}"
        elif not _ask_kinds(words, topic) or _GOES_ON.match(words):
            words, context = f"{words} {past.text}", context or past.topic
        scope = _inherit(scope, past.scope)
    return _question(text, words, (topic, context), scope)


def _read(text: str, today: date, known: Collection[Place]) -> Found:
    """Find the scope that a question names and cut it out of the question's words."""
    words = normalise(text)
    cuts: list[tuple[int, int]] = []
    years = _scoping(words, find_years(words, today))
    cuts += [(mention.start, mention.end) for mention in years]
    mentions = [m for m in find_places(words, known) if not any(m.start < b and a < m.end for a, b in cuts)]
    cuts += [(mention.start, mention.end) for mention in mentions]
    kind = None
    for candidate, pattern in _KINDS:
        for match in pattern.finditer(words):
            kind = kind or candidate
            cuts.append(match.span())
    pairs = _pairs([(m.start, m.candidates) for m in mentions], [(y.start, y.years) for y in years])
    issuers = [issuer for issuer in issuers_in(words, mentions) if not issuer.government]
    scope = Scope(
        places=tuple(dict.fromkeys(mention.candidates[0] for mention in mentions if len(mention.candidates) == 1)),
        years=tuple(dict.fromkeys(year for mention in years for year in mention.years)),
        kind=kind,
        issuer=issuers[0].body if issuers else None,
        below=bool(_BELOW.search(words)),
        ambiguous=tuple(place for mention in mentions if len(mention.candidates) > 1 for place in mention.candidates),
        year_words="、".join(mention.words for mention in years if mention.relative),
        pairs=pairs,
        plans=bool(_PLANS.search(words)),
    )
    return Found(scope, _without(words, cuts), words)


def _scoping(words: str, mentions: Sequence[YearMention]) -> list[YearMention]:
    """Return the years that say which report is meant: not those compared with (比上年) nor those of plans (下一年度)."""
    named = [mention for mention in mentions if not mention.relative]
    if named:
        return named
    return [
        mention
        for mention in mentions
        if not _AHEAD.match(mention.words) and not _COMPARED_WITH.search(words[: mention.start])
    ]


def _pairs(
    places: Sequence[tuple[int, tuple[Place, ...]]], years: Sequence[tuple[int, tuple[int, ...]]]
) -> tuple[tuple[Place, int], ...]:
    """Pair places and years where they take turns, each place followed by a year of its own."""
    if len(places) < 2 or len(places) != len(years):
        return ()
    turns = sorted([*places, *years], key=lambda named: named[0])
    kinds = [isinstance(named[0], Place) for _, named in turns]
    single = all(len(named) == 1 for _, named in turns)
    if not single or kinds != [True, False] * len(places):
        return ()
    return tuple((place[0], year[0]) for (_, place), (_, year) in zip(places, years, strict=True))


def _without(words: str, cuts: list[tuple[int, int]]) -> str:
    kept = "".join(" " if any(a <= i < b for a, b in cuts) else char for i, char in enumerate(words))
    kept = _REFERENCES.sub(" ", _QUANTITY.sub(" ", kept).strip())
    return _WORDS_AROUND.sub("", re.sub(r"\s+", " ", kept))


def _names_anything(topic: str) -> bool:
    """Tell whether a topic asks for something by itself; 那2020年呢 leaves nothing."""
    return any(term.weight >= DECIDING for term in find_terms(topic)) or bool(_DOCUMENT_NUMBER.search(topic))


def _inherit(scope: Scope, past: Scope) -> Scope:
    """Fill what a scope leaves open from an earlier one; a place or year of its own stands instead of the earlier."""
    if not scope.places and not scope.ambiguous:
        scope = replace(
            scope,
            places=past.places,
            ambiguous=past.ambiguous,
            below=scope.below or past.below,
            issuer=scope.issuer or past.issuer,
        )
    if not scope.years:
        scope = replace(scope, years=past.years, year_words=past.year_words)
    return scope if scope.kind else replace(scope, kind=past.kind)


def _question(text: str, words: str, topics: tuple[str, str], scope: Scope) -> Question:
    topic, context = topics
    return Question(
        text=text,
        scope=scope,
        topic=topic,
        context=context,
        kinds=_ask_kinds(words, topic),
        units=_units(words),
        compare=bool(_COMPARE.search(words)),
        language="zh" if re.search(r"[\u3400-\u9fff]", text) else "en",
    )


def _ask_kinds(words: str, topic: str) -> tuple[AskKind, ...]:
    """Return the kinds of answer that the words call for, the surest first."""
    if _SMALL_TALK.search(words.strip()):
        return (AskKind.SMALL_TALK,)
    kinds = []
    if _DOCUMENT_NUMBER.search(words):
        kinds.append(AskKind.DOCUMENT_NUMBER)
    if _DATE.search(words):
        kinds.append(AskKind.DATE)
    if _COUNT.search(words) or _RATE.search(topic):
        kinds.append(AskKind.FIGURE)
    if _NAME.search(words):
        kinds.append(AskKind.NAME)
    if _LIST.search(words):
        kinds.append(AskKind.LIST)
    if _PROSE.search(words):
        kinds.append(AskKind.PROSE)
    return tuple(kinds)


def _units(words: str) -> tuple[str, ...]:
    units = [match[1] for match in _UNIT.finditer(words)] + [match[1] for match in _COUNTED.finditer(words)]
    if _RATE.search(words) and not units:
        units.append("%")
    if _MONEY.search(words):
        units.append("元")
    if _CHANGED.search(words):
        return tuple(dict.fromkeys(units))
    for pattern, unit in _IMPLIED:
        if pattern.search(words) and (not units or (unit == "案" and "件" in units)):
            units = [unit]
    if _TIME.search(words):
        units += ["工作日", "天", "日", "小时", "年", "个月", "月"]
    return tuple(dict.fromkeys("%" if unit == "成" else unit.removeprefix("万").removeprefix("亿") for unit in units))
