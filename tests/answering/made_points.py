"""Points, and questions answered from them, made for the tests of what several values come to."""

from dataclasses import replace

from made_answers import asked, card_of, reading_of

from rag.answering.compose import Outcome, compose
from rag.answering.points import Point
from rag.answering.scope import Resolved, Target
from rag.config import Answering
from rag.language.figures import find_figures
from rag.language.text import normalise
from rag.types import Span

SETTINGS = Answering()


def point(path, year, sentence, count=1, version=""):
    """A point of a report of one sentence, with the last `count` figures in it."""
    text = f"一、情况\n{sentence}\n{version}"
    reading = reading_of(text, card_of(path, year, text=text))
    at = text.index(sentence)
    figures = find_figures(normalise(sentence))[-count:]
    placed = [replace(one, span=one.span.shifted(at), raw=one.span.shifted(at).of(text)) for one in figures]
    return Point(reading, (Span(at, at + len(sentence)),), tuple(placed))


def outcome(*points, **known):
    """What was found for the place and year of the first point."""
    identity = points[0].reading.card.identity
    target = Target(identity.place, identity.year, tuple(dict.fromkeys(one.reading.card for one in points)))
    return Outcome(target, tuple(points), **known)


def answer_of(words, *outcomes, missing=()):
    """The answer to a question from what was found."""
    resolved = Resolved(tuple(one.target for one in outcomes), tuple(missing))
    return compose(asked(words), resolved, outcomes, SETTINGS)


def derived(answer):
    """The derived figures of an answer: as printed, value, unit, place, year, citation."""
    figures = [one for one in answer.figures if one.figure.role == "derived"]
    return [(f.figure.raw, str(f.figure.value), f.figure.unit, f.place, f.year, f.citation) for f in figures]
