"""Questions that ask which reports, or how many, say something: what is looked for in each of them."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from rag.answering.asked import AskKind, Question
from rag.answering.terms import find_terms
from rag.answering.wording import bare, quantities, units_asked
from rag.language.text import normalise
from rag.types import Figure, Role, Span

_PLACES = r"地方|城市|地区|省份|[省市区县州盟旗](?!政府|本级|直|级|委|长|属)|街道|乡镇|政府"
_WHOSE = rf"(?P<whose>报告|年报|{_PLACES})"
_ASKING = r"(?:哪些|哪几(?:个|份|家)|哪(?:个|份|一份)|(?P<many>(?:一共|总共|共)?有?(?:多少|几)(?:个|份|家)?)|有没有)"
_SAYS = (
    r"(?:提[到及出]|谈[到及]|讲[到了]|写[到了明有]|说[到了]|公布|公开|披露|记载|记录|涉及|通报|列[出了]|统计|介绍|报告了"
    r"|反映|显示|包含)"
)
_MENTION = re.compile(rf"{_ASKING}的?{_WHOSE}[^,。;?!]{{0,10}}?{_SAYS}(?:了|过|到)?(?:的)?")
_MENTIONED = re.compile(rf"(?:在|被)?{_ASKING}的?{_WHOSE}(?:里|中|内)?(?:都|曾|也)?{_SAYS}(?:了|过)?[?!。]*$")
_ENGLISH = re.compile(
    r"(?:which|what|(?P<many>how many)) (?P<whose>reports?|places|cities|districts|governments)\b[\w ]{0,20}?"
    r"(?:mention|report|publish|state|say|give|disclose)\w*",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"(?:哪些|哪几?|有没有|一共|总共|共|有|都)*(?:个|份|家)?(?:的)?(?:报告|年报|{_PLACES})(?:里|中|内)?(?:都|曾|也|的报告)*{_SAYS}(?:了|过|到)?(?:的)?"
)
_SPEAKS_OF = re.compile(r"[提谈讲说写涉][到及]")
_PLACE_WORDS = re.compile(r"报告|年报|report")


@dataclass(frozen=True, slots=True)
class Mention:
    """What a question about many reports asks: whether only their number (`many`), and of reports or of places."""

    many: bool
    reports: bool


def mention(question: Question) -> Mention | None:
    """Return what is asked of many reports, None where a question asks something else; a place's own are not many."""
    if question.scope.places and not (question.scope.below or question.scope.reports):
        return None
    words = normalise(question.text)
    found = _MENTION.search(words) or _MENTIONED.search(words) or _ENGLISH.search(words)
    if found is None:
        return None
    return Mention(found["many"] is not None, _PLACE_WORDS.match(found["whose"].lower()) is not None)


def of_one(question: Question) -> Question:
    """Return a question about many reports as it is asked of one: for what it says of the matter."""
    topic = bare(re.sub(r"\s+", " ", _LEFT.sub(" ", question.topic)))
    if not find_terms(topic):
        return question
    asked = mention(question)
    words = normalise(question.text)
    kinds = (AskKind.FIGURE,) if asked and not asked.many and quantities(words) else ()
    units = units_asked(topic)
    if _SPEAKS_OF.search(words) and not kinds and not units:  # 雄安新区 is mentioned or not, no sentence is like it
        topic = f"提到{topic}"
    return replace(question, topic=topic, kinds=kinds, units=units, asks=(), compare=True)


def number_of(count: int, of_reports: bool) -> Figure:
    """Return how many reports, or places, say something, as a derived figure."""
    unit = "份" if of_reports else "个"
    return Figure(Span(0, 0), f"{count}{unit}", Decimal(count), unit, False, Role.DERIVED)
