"""Evidence becomes points: the figures, the sentences or the items of a section that answer an ask."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.aims import as_done
from rag.answering.asked import AskKind, Question, Wanted
from rag.answering.asks import stands_instead, without_head
from rag.answering.companions import divided, family, held_alone, in_doubt, members
from rag.answering.documents import issued_points
from rag.answering.evidence import Ask, Candidate, Evidence, weigh_figures
from rag.answering.facts import fact_points
from rag.answering.field import field_asked, field_points
from rag.answering.items import item_points, part_asked
from rag.answering.labels import Beside, names_level, of_own_year, tell_apart, told_of, value_before
from rag.answering.mentioned import mention_asked, mention_points
from rag.answering.parts import Part, asks_targets
from rag.answering.points import Point, figure_point, merged
from rag.answering.prose import sentence_points
from rag.answering.several import Found, find_each, named_apart, stand_together
from rag.answering.strangers import without_strangers
from rag.answering.stretches import is_ahead, stretches
from rag.answering.terms import find_terms, match_strength, say_something
from rag.answering.wording import (
    asks_breakdown,
    asks_change,
    divided_by,
    names_body,
    units_asked,
    without_comparison,
)
from rag.config import Answering
from rag.language.text import normalise

_TOTAL = 0.7
_SURER = 0.1
_PEOPLE = frozenset(("人", "名", "位"))
_SCOPE_ASKED = re.compile(r"全[市区县省州盟旗]|[省市县区州]本级|[省市县区州]直(?:部门|机关|单位)?")


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was found in a report; `whole` is false where one of several things asked for was not.

    `lacking` are the words of those that were not.
    """

    points: tuple[Point, ...] = ()
    whole: bool = True
    lacking: tuple[str, ...] = ()


def extract(question: Question, candidate: Candidate, settings: Answering) -> Extracted:
    """Return the points that answer a question from a report's statements, none where nothing does."""
    paired = _of_pair(question, candidate)
    if paired is not None:
        return Extracted(_points(question, paired, candidate, settings))
    if question.asks and all(one.sure for one in question.asks):
        if all(_asks_figures(one) for one in question.asks):
            return _several(question.asks, candidate, settings)
        return _joined(question.asks, [_points(question, one, candidate, settings) for one in question.asks])
    whole = _points(question, question.wanted, candidate, settings)
    if question.asks and all(_asks_figures(one) for one in question.asks):
        return _parted(question, whole, candidate, settings)
    return Extracted(whole)


def _of_pair(question: Question, candidate: Candidate) -> Wanted | None:
    """Return what is asked of this report where each place of a question has a year and an ask of its own."""
    pairs, identity = question.scope.pairs, candidate.reading.card.identity
    if not pairs or len(pairs) != len(question.asks):
        return None
    mine = [ask for (place, _), ask in zip(pairs, question.asks, strict=True) if place.path == identity.place_path]
    return mine[0] if len(mine) == 1 else None


def _asks_figures(wanted: Wanted) -> bool:
    return not wanted.kinds or AskKind.FIGURE in wanted.kinds


def _points(question: Question, wanted: Wanted, candidate: Candidate, settings: Answering) -> tuple[Point, ...]:
    """Return the points that answer one ask of a question."""
    asked = replace(question, topic=wanted.topic, context=wanted.context, kinds=wanted.kinds, units=wanted.units)
    matter = mention_asked(wanted)
    if matter:
        return mention_points(matter, candidate.reading, settings)
    points = fact_points(asked, candidate.reading)
    if points:
        return points
    field = field_asked(wanted)
    if field:
        return field_points(field, candidate.reading, settings) or _sentences(asked, candidate, settings)
    if AskKind.FIGURE in wanted.kinds:
        return _figure_points(_figures(wanted, _alone(wanted), candidate, settings), settings)
    part = part_asked(wanted.topic, wanted.kinds)
    if part is not None:
        return item_points(wanted.topic, part, candidate.reading, settings)
    issued = issued_points(asked.topic, candidate.reading, settings.quote) if AskKind.LIST in wanted.kinds else ()
    if issued:
        return issued
    if not wanted.kinds:
        points = _figure_points(_figures(wanted, _alone(wanted), candidate, settings), settings)
    return points or _sentences(asked, candidate, settings)


def _sentences(asked: Question, candidate: Candidate, settings: Answering) -> tuple[Point, ...]:
    """Return the sentences that answer an ask with the words that it leaves out, else by its own alone."""
    if asked.context:
        found = sentence_points(replace(asked, topic=asked.sought), candidate, settings)
        points = tuple(point for point in found if _holds(point, asked.topic))
        if points or asked.part:
            return points
    return sentence_points(asked, candidate, settings)


def _holds(point: Point, own: str) -> bool:
    """Tell whether the words that a point rests on hold an ask's own, not only those that it leaves out."""
    said = normalise("".join(point.reading.words(span) for span in point.spans))
    terms = [term for term in find_terms(own) if not term.generic]
    return not terms or any(match_strength(term, said) > 0 for term in terms)


def _joined(asks: Sequence[Wanted], found: Sequence[tuple[Point, ...]]) -> Extracted:
    """Return what several asks found together, and the words of those that found nothing.

    What a question states has to stand in the report: where it does not, nothing that rests on it is answered.
    """
    if any(one.stated and not points for one, points in zip(asks, found, strict=True)):
        return Extracted()
    answered = [one for one, points in zip(asks, found, strict=True) if points]
    if all(one.stated for one in answered):
        return Extracted()
    lacking = [one for one in asks if one not in answered and not _said_again(one, answered)]
    points = merged([point for points in found for point in points])
    return Extracted(points, not lacking, tuple(one.topic or one.context for one in lacking))


def _said_again(wanted: Wanted, answered: Sequence[Wanted]) -> bool:
    """Tell whether an ask and one answered are one in everyday words, of people and of cases (多少人来告, 收了几件)."""
    pairs = [pair for one in answered for pair in ((wanted, one), (one, wanted))]
    return any(
        first.topic and first.topic in second.context and _counts_people(first) and _says_no_matter(second.topic)
        for first, second in pairs
    )


def _counts_people(wanted: Wanted) -> bool:
    return bool(wanted.units) and set(wanted.units) <= _PEOPLE


def _says_no_matter(words: str) -> bool:
    return not any(term.telling for term in find_terms(words))


def _several(asks: Sequence[Wanted], candidate: Candidate, settings: Answering) -> Extracted:
    """Return the figures of several asks, each decided by itself and none given for two of them."""
    return _joined(asks, [_figure_points(found, settings) for found in find_several(asks, candidate, settings)])


def find_several(asks: Sequence[Wanted], candidate: Candidate, settings: Answering) -> list[Found]:
    """Return the figures that answer each of several asks."""
    return find_each(asks, lambda one, beside: _figures(one, beside, candidate, settings))


def _parted(question: Question, whole: tuple[Point, ...], candidate: Candidate, settings: Answering) -> Extracted:
    """Return the asks that a question may fall into, where one sentence answers each as well as it does the whole."""
    best = _figures(question.wanted, _alone(question.wanted), candidate, settings)
    found = find_several(question.asks, candidate, settings)
    together = stand_together(found)
    as_well = all(one.chosen and one.score >= best.score for one in found)
    if together and (as_well or named_apart(question.asks, found, settings.enough)):
        return _joined(question.asks, [_figure_points(one, settings) for one in found])
    return Extracted(whole)


def _alone(wanted: Wanted) -> Beside:
    return Beside(wanted.topic if wanted.context else "", wanted.part)


def _figures(wanted: Wanted, beside: Beside, candidate: Candidate, settings: Answering) -> Found:
    """Return the figures that answer an ask, those of other scopes beside the best."""
    for topic in _topics(wanted):
        ask = _ask(wanted, topic)
        if not say_something(ask.terms):
            continue
        own = "" if _counts_after_rate(wanted, topic) else beside.own
        found = _in_stretches(ask, candidate, replace(beside, own=own), settings, asks_breakdown(wanted.topic))
        if ask.change:
            found = _with_value_before(found) if found.chosen else _from_to(wanted, topic, candidate, settings)
        if found.chosen:
            return found
    return Found()


def _in_stretches(ask: Ask, candidate: Candidate, beside: Beside, settings: Answering, breakdown: bool) -> Found:
    """Return the figures of the likeliest stretch of a report, or of a wider one where they answer more surely."""
    found = Found()
    for stretch in stretches(ask, candidate):
        ahead = stretch is not candidate and all(is_ahead(one) for one in stretch.statements)
        if found.chosen and ask.part is not Part.PLANS and (ahead or stretch is candidate):
            break
        fitting = replace(ask, part=Part.PLANS) if ahead else ask
        wider = _found(fitting, stretch, beside, settings, breakdown=breakdown)
        if ahead and ask.part is not Part.PLANS and wider.chosen:
            wider = as_done(ask, wider, candidate, beside) or wider
        if wider.chosen and (not found.chosen or wider.score > found.score + _SURER):
            found = wider
    return found


def _from_to(wanted: Wanted, topic: str, candidate: Candidate, settings: Answering) -> Found:
    """Return the two values that a sentence gives where a change is asked for (从35件增加到48件)."""
    plain = without_comparison(topic)
    ask = replace(_ask(wanted, plain), change=False)
    found = _in_stretches(ask, candidate, Beside(), settings, breakdown=False) if say_something(ask.terms) else Found()
    both = _with_value_before(found)
    return both if both is not found else Found()


def _with_value_before(found: Found) -> Found:
    """Return what was found with the earlier value that its best is set against in its clause, if there is one."""
    before = value_before(found.chosen[0]) if found.chosen else None
    return Found((found.chosen[0], before)) if before else found


def _found(ask: Ask, candidate: Candidate, beside: Beside, settings: Answering, *, breakdown: bool) -> Found:
    """Return the figures of some statements of a report that answer an ask."""
    weighed = without_strangers(ask, weigh_figures(ask, candidate))
    ranked = of_own_year(ask, weighed, candidate.weighing.other_role)
    chosen = _chosen(ask, ranked, beside, settings, breakdown=breakdown)
    if candidate.trace:
        candidate.trace.searched(ask, candidate, ranked, chosen, beside.own)
    return Found(tuple(chosen))


def _chosen(
    ask: Ask, ranked: Sequence[Evidence], beside: Beside, settings: Answering, *, breakdown: bool
) -> list[Evidence]:
    by = "" if beside.own else divided_by(ask.words)
    fitting = tell_apart(ask, ranked, replace(beside, own=by), settings.enough) if by else []
    fitting = fitting or (divided(ask, ranked) if by else tell_apart(ask, ranked, beside, settings.enough))
    fitting = fitting or ([] if beside.own else in_doubt(ask, ranked) or held_alone(ask, ranked))
    if breakdown:
        fitting = fitting or [one for one in ranked if one.held >= settings.enough]
    if not fitting:
        return []
    parts = _parts(fitting, ranked) if breakdown else []
    beyond = [one for one in ranked if one.held >= settings.enough and one not in fitting and told_of(one, beside)]
    return parts or family(ask, [*fitting, *beyond], beside.own or ask.words, beside.rivals, settings.companion)


def _parts(fitting: Sequence[Evidence], ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the parts of the first total that comes near the best figure and is said to have some."""
    totals = (members(one, ranked) for one in fitting if one.score >= fitting[0].score * _TOTAL)
    return next((parts for parts in totals if parts), [])


def _topics(wanted: Wanted) -> list[str]:
    """Return the words to look for, the fullest first; a part of something is looked for nowhere else."""
    context = without_head(wanted.context) if stands_instead(wanted) else wanted.context
    topics = [f"{context} {wanted.topic}".strip()]
    if wanted.context and not wanted.part and wanted.topic:
        topics.append(wanted.topic)
    return topics


def _counts_after_rate(wanted: Wanted, topic: str) -> bool:
    """Tell whether an ask that follows one of a rate is looked for alone and names no rate (出庭应诉率, 复议受理呢)."""
    alone = bool(wanted.context) and topic == wanted.topic and wanted.units == ("%",)
    terms = find_terms(topic)
    return alone and any(term.telling for term in terms) and not any(term.rate for term in terms)


def _ask(wanted: Wanted, topic: str) -> Ask:
    planned = part_asked(topic, wanted.kinds) is Part.PLANS or asks_targets(topic)
    of_part = wanted.context and names_body(wanted.topic)
    own_level = wanted.part and bool(wanted.context) and names_level(wanted.topic)  # which labels are held against
    scope = None if own_level else _SCOPE_ASKED.search(wanted.topic if of_part else topic)
    part = Part.PLANS if planned else None
    units = () if asks_breakdown(wanted.topic) else wanted.units
    if _counts_after_rate(wanted, topic):
        units = units_asked(topic)
    whose = scope.group() if scope else ""
    return Ask(find_terms(topic), units, part, asks_change(topic), scope=whose, words=topic, counted=wanted.counted)


def _figure_points(found: Found, settings: Answering) -> tuple[Point, ...]:
    points = [figure_point(evidence, settings.quote) for evidence in found.chosen]
    return merged(sorted(points, key=lambda point: point.figures[0].span))
