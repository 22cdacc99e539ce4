"""What a figure is labelled with in its sentence, and which figures hold an ask's own words in theirs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rag.answering.evidence import Ask, Evidence, same_unit
from rag.answering.terms import Term, find_terms, match_strength
from rag.answering.wording import names_body
from rag.types import Role

HELD = 0.5
"""The share of an ask's own words from which a label holds them."""

_SURELY, _QUITE, _MOST = 0.9, 0.25, 0.8
_START = re.compile(r"[,;。:(、]")
_END = re.compile(r"[、,;。:()]|其中")
_LEAD_IN = re.compile(r"^(?:[、,和及与]|其中|分别|包括|含|共|全年|今年|以|由|对)+")
_YEAR_ONLY = re.compile(r"[,、;和及]*(?:到|至)?\d{4}年(?:度)?(?:则|已|又)?(?:为|是|达到?|有|升至|降至)?")
_AMONG = re.compile(r"其中|包括|分别|[(][^)]*$")
_RIVAL, _OTHER_UNIT, _IN_PASSING, _GAIN = 0.4, 0.9, 0.85, 1.05
_BY_TERMS, _IN_SCOPE, _IN_CLAUSE, _APART = 0.97, 0.95, 0.9, 0.8
_PAIR = 2
_DEPARTMENTS = re.compile(r"部门|机关|单位")
_LEVELS_SAID = re.compile(r"[两二三四五]级|各级")
_ALSO = {"县": ("县级市", "区"), "县级市": ("县", "区")}
_SAID = "(?<![不未没非无])(?<!不予|未予){words}"
_LEVEL = r"县级市|街道|[省市县区州盟旗镇乡村]"
_KIND = r"(?P<kind>政府|(?:政府|工作|直属)?(?:部门|机关|单位))"
_LEVEL_ASKED = re.compile(rf"(?P<level>{_LEVEL})[()市区县]*(?:里|级|上|这边|[本一]级|层面)?的?{_KIND}?")
_LEVEL_SAID = re.compile(rf"({_LEVEL})(?=[()市区县]*(?:级|本级|直|政府|人大|政协|委|属|部门))")


@dataclass(frozen=True, slots=True)
class Label:
    """The words right about a figure that say what it counts: those before it and, for a count, those behind."""

    words: str
    clause: str
    scope: str


def label_of(evidence: Evidence) -> Label:
    """Return what a figure is labelled with; of two side by side (733批2333人次) both have the label of the first."""
    assert evidence.figure is not None
    text, figure = evidence.statement.text, evidence.figure
    others = [one for one in evidence.statement.figures if one.span < figure.span]
    previous = max((one.span.end for one in others), default=0)
    start = max([previous, *_starts(text, figure.span.start)])
    for one in reversed(others):
        if text[start : figure.span.start].strip("、和及,"):
            break
        earlier = max((other.span.end for other in others if other.span < one.span), default=0)
        start = max([earlier, *(at for at in _starts(text, one.span.start) if at <= start)])
    end = _END.search(text, figure.span.end)
    following = min((one.span.start for one in evidence.statement.figures if one.span > figure.span), default=len(text))
    behind = text[figure.span.end : min(end.start() if end else len(text), following)]
    clause = max(text.rfind(mark, 0, figure.span.start) for mark in ",;。:") + 1
    before = _LEAD_IN.sub("", text[start : figure.span.start])
    return Label(before + behind, text[clause : figure.span.end] + behind, figure.scope or "")


def _starts(text: str, end: int) -> list[int]:
    """Return where labels may begin before `end`: behind the marks, but not inside a bracket that is closed again."""
    marks = list(_START.finditer(text, 0, end))
    return [mark.end() for mark in marks if mark.group() != "(" or ")" not in text[mark.end() : end]]


def holds(label: Label, words: str) -> float:
    """Return how surely a figure's label holds an ask's own words: 1 for all of them right about it."""
    if not words:
        return 1.0
    level, levels = _LEVEL_ASKED.fullmatch(words), _levels(label)
    if level and levels:
        same = levels & {level["level"], *_ALSO.get(level["level"], ())}
        return _BY_TERMS if same and _of_kind(label, level["kind"]) else 0.0
    if re.search(_SAID.format(words=re.escape(words)), label.words):
        return 1.0
    terms = [term for term in find_terms(words) if not term.generic and len(term.word) > 1]
    total = sum(term.weight for term in terms)
    if not total:
        said = all(match_strength(term, label.words) for term in find_terms(words)) and len(words) > _PAIR
        return _IN_SCOPE if words in label.scope else _IN_CLAUSE if words in label.clause or said else 0.0
    return _BY_TERMS * sum(term.weight * _strength(label, term) for term in terms) / total


def _strength(label: Label, term: Term) -> float:
    return max(
        match_strength(term, label.words),
        _IN_SCOPE * match_strength(term, label.scope),
        _IN_CLAUSE * match_strength(term, label.clause),
        _APART * _stands_apart(term.word, label.words),
    )


def _levels(label: Label) -> set[str]:
    """Return the levels of government that a label names, that of several (市、县两级) as none of them."""
    told = f"{label.scope} {label.words}"
    return {"several"} if _LEVELS_SAID.search(told) else set(_LEVEL_SAID.findall(told))


def _of_kind(label: Label, kind: str | None) -> bool:
    """Tell whether a label is of a government's departments, or of the government itself, as is asked."""
    told = f"{label.scope} {label.words}"
    return kind is None or (_DEPARTMENTS.search(told) is None) == (kind == "政府")


def names_level(words: str) -> bool:
    """Tell whether words name a level of government and nothing else (市里, 市本级, 区级)."""
    return _LEVEL_ASKED.fullmatch(words) is not None


def _stands_apart(word: str, text: str) -> bool:
    """Tell whether a text has a word of two with another between them (行政案件 in 行政应诉案件)."""
    ends = re.escape(word[:2]), re.escape(word[2:])
    return len(word) == 2 * _PAIR and re.search(rf"{ends[0]}[^,、]{{1,4}}{ends[1]}", text) is not None


@dataclass(frozen=True, slots=True)
class Beside:
    """An ask beside others: its own words, whether it is of a part, what its neighbours ask with its unit, and took.

    `within` is the start of the one statement that may answer, None for any.
    """

    own: str = ""
    part: bool = False
    rivals: tuple[str, ...] = ()
    taken: tuple[Evidence, ...] = ()
    several: bool = False
    within: int | None = None


def tell_apart(ask: Ask, ranked: Sequence[Evidence], beside: Beside, enough: float) -> list[Evidence]:
    """Return the figures that answer an ask beside others, best first: those whose own labels hold its own words.

    An ask that leaves out what it is about is no wording to be judged: where a label surely holds its own words, the
    share of all its words decides as well. A figure that a neighbour's words fit as well comes later, one beside what a
    neighbour took sooner, what was taken last.
    """
    found: list[tuple[bool, float, Evidence]] = []
    parts, others = _parts_from(ranked, beside, enough), _of_others(ranked, beside.own)
    for evidence in ranked:
        label = label_of(evidence)
        held = holds(label, beside.own)
        by_words = beside.own != "" and _may(evidence, held, parts, others, enough)
        taken = any(same_figure(evidence, one) for one in beside.taken)
        if not told_of(evidence, beside) or not (by_words or evidence.score >= enough) or (taken and held < _SURELY):
            continue
        share = held * _place_share(evidence, label, beside) * _unit_share(ask, evidence, beside)
        share *= _scope_share(ask, label, beside)
        found.append((taken, -max(evidence.score, evidence.held if by_words else 0.0) * share, evidence))
    return [evidence for _, _, evidence in sorted(found, key=lambda one: one[:2])]


def told_of(evidence: Evidence, beside: Beside) -> bool:
    """Tell whether a figure stands where an ask may be answered, its label holding what the ask's own words are."""
    within = beside.within in (None, evidence.statement.start)
    return within and holds(label_of(evidence), beside.own) >= HELD


def _parts_from(ranked: Sequence[Evidence], beside: Beside, enough: float) -> dict[int, int]:
    """Return where the parts of what is asked about may begin, by statement: behind what is likely, or was taken."""
    starts = {} if beside.within is None else {beside.within: 0}
    for one in (*(one for one in ranked[:1] if one.score >= enough), *beside.taken):
        assert one.figure is not None
        at = one.statement.start
        starts[at] = min(starts.get(at, one.figure.span.start), one.figure.span.start)
    return starts


def _of_others(ranked: Sequence[Evidence], own: str) -> float | None:
    """Return the chance that is given to figures whose labels hold none of an ask's own words, None if not judged."""
    if not own or not ranked or ranked[0].chance is None:
        return None
    return sum(one.chance or 0.0 for one in ranked if holds(label_of(one), own) < HELD)


def _may(evidence: Evidence, held: float, parts: Mapping[int, int], others: float | None, enough: float) -> bool:
    """Tell whether a figure that is not likely by itself may answer for the words in its label.

    It has to stand among the parts of what is asked about, which are not likely by themselves, or to be somewhat likely
    once the chance that is given to figures without these words is taken away.
    """
    assert evidence.figure is not None
    start = parts.get(evidence.statement.start)
    if start is not None and evidence.figure.span.start >= start and held >= _SURELY:
        return True
    if others is None:
        return held >= _SURELY and evidence.held >= enough
    return evidence.held >= enough and (evidence.chance or 0.0) / (1 - min(others, _MOST)) >= _QUITE


def of_own_year(ask: Ask, ranked: Sequence[Evidence], lost: float) -> list[Evidence]:
    """Return figures with one of the report's year weighed as that of another year before it in its sentence.

    Of 2020年出庭应诉率为93.4%，2021年为96.6% the words of the first are said of the second as well. `lost` is the share
    that the first was left for its year.
    """
    led = {at: other for at, one in enumerate(ranked) for other in ranked if _goes_before(other, one)}
    if ask.part is not None or not led:
        return list(ranked)
    weighed = [_led_by(one, led[at], lost, ask.words) if at in led else one for at, one in enumerate(ranked)]
    return sorted(weighed, key=lambda one: -one.score)


def _led_by(one: Evidence, before: Evidence, lost: float, words: str) -> Evidence:
    """Weigh a figure as the one before it whose name it goes by; what goes by the very words asked for, by them."""
    score, held = min(before.score / lost, 1.0), min(before.held / lost, 1.0)
    named = held if holds(label_of(before), words) >= _SURELY else 0.0
    return replace(one, score=max(one.score, score, named), held=max(one.held, held))


def _goes_before(other: Evidence, one: Evidence) -> bool:
    """Tell whether a figure of another year stands before one of the report's year that says but its year and value."""
    first, second = other.figure, one.figure
    if first is None or second is None or other.statement is not one.statement or first.span >= second.span:
        return False
    own = one.reading.card.identity.year
    years = own is not None and first.year not in (None, own) and second.year == own
    between = one.statement.text[first.span.end : second.span.start]
    return years and first.unit == second.unit and _YEAR_ONLY.fullmatch(between) is not None


def _place_share(evidence: Evidence, label: Label, beside: Beside) -> float:
    """Return what a figure keeps or gains by where it stands: among the parts, beside what was taken, at a rival's."""
    assert evidence.figure is not None
    near = replace(label, clause="")
    plain = _says_nothing(beside.own)
    rivals = [other for other in beside.rivals if other not in beside.own and (plain or not _says_nothing(other))]
    share = 1 - _RIVAL * max((holds(near, other) for other in rivals), default=0.0)
    if any(one.statement is evidence.statement for one in beside.taken):
        share *= _GAIN
    if beside.part and _AMONG.search(evidence.statement.text[: evidence.figure.span.start]):
        share *= _GAIN
    return share


def _says_nothing(words: str) -> bool:
    return all(term.generic for term in find_terms(words))


def _unit_share(ask: Ask, evidence: Evidence, beside: Beside) -> float:
    """Return what a figure keeps beside those of the very unit asked for; 多少 by itself asks for a count."""
    assert evidence.figure is not None
    if ask.units:
        exact = same_unit(evidence.figure, ask.units) or not (beside.several or beside.own)
        return 1.0 if exact else _OTHER_UNIT
    counted = evidence.figure.unit != "%" or ask.change or any(term.rate for term in ask.terms)
    return 1.0 if counted else _OTHER_UNIT


def _scope_share(ask: Ask, label: Label, beside: Beside) -> float:
    """Return what a figure gains by being said of the very body that an ask names, or loses by naming it in passing."""
    if beside.own:
        return 1.0 if not names_body(beside.own) or holds(Label("", "", label.scope), beside.own) else _IN_PASSING
    named = [term for term in ask.terms if not term.generic and names_body(term.word)]
    return _GAIN if any(match_strength(term, label.scope) for term in named) else 1.0


def value_before(evidence: Evidence) -> Evidence | None:
    """Return the earlier value that a figure's clause sets it against (从35件增加到48件), None where it has none."""
    assert evidence.figure is not None
    text, figure = evidence.statement.text, evidence.figure
    before = [one for one in evidence.statement.figures if one.span.end <= figure.span.start][-1:]
    if not before or before[0].role is not Role.PREVIOUS or before[0].unit != figure.unit:
        return None
    if _START.search(text[before[0].span.end : figure.span.start]):
        return None
    return replace(evidence, figure=before[0])


def same_figure(one: Evidence, other: Evidence) -> bool:
    """Tell whether two pieces of evidence are of the same figure."""
    assert one.figure is not None and other.figure is not None
    return one.statement is other.statement and one.figure.span == other.figure.span
