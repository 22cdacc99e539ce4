"""Questions about one report: single facts, two scopes, several asks, lists, prose, false premises."""

from collections.abc import Callable, Sequence

from eval.gold import Forbidden, Origin
from eval.made.catalogue import Indicator, Statement
from eval.made.golden import item
from eval.made.library import MadeReport, Placed
from eval.made.printing import printed
from eval.made.shelf import Seed, Shelf, Words, filled
from eval.made.subjects import Subject
from eval.questions import Type
from rag.types import Role

_KEYWORDS, _ONE_SCOPE, _OTHER_KINDS, _CHANGES = 0.2, 0.1, 0.22, 0.3


def single(shelf: Shelf) -> Seed | None:
    """Return a question about one value: a figure, a scope, a change, an aim, a name, a date, a number."""
    chance = shelf.rng.random()
    if chance < _ONE_SCOPE:
        return _one_scope(shelf)
    if chance < _OTHER_KINDS:
        return _other_kind(shelf)
    if chance < _CHANGES:
        return _change(shelf)
    report = shelf.report()
    figures = shelf.figures(report)
    return _figure(shelf, report, shelf.pick(figures)) if figures else None


def _figure(shelf: Shelf, report: MadeReport, placed: Placed) -> Seed:
    known = shelf.library.book.indicators[placed.fact.indicator]
    keyword = shelf.rng.random() < _KEYWORDS
    frame = "key" if keyword else "plain"
    chosen = shelf.pick(shelf.library.book.frames(frame))
    ask = known.wording.key if keyword else shelf.pick(known.wording.ask)

    again = _put(shelf, chosen, ask)
    about = _about(shelf, chosen, report, keyword)
    found = item(shelf, Type.SINGLE_FACT, again(report.subject, report.year), report, [placed])
    tags = ("keywords",) if keyword else ()
    return Seed(
        found.model_copy(update={"tags": tags}),
        report.subject,
        report.year,
        (known.id,),
        again,
        about,
        talk=known.wording.talk,
    )


def _put(shelf: Shelf, frame: str, ask: str) -> Callable[[Subject, int], Words]:
    """Return how an ask is put into a frame for any place and year."""

    def again(subject: Subject, year: int) -> Words:
        return filled(frame, subject, year, p=shelf.name(subject), y=shelf.when(year), q=ask), ()

    return again


def _about(shelf: Shelf, frame: str, report: MadeReport, keyword: bool = False) -> Callable[[str], Words]:
    """Return how another indicator, or another statement, is asked about in the same frame."""

    def about(name: str) -> Words:
        words = shelf.library.book
        if name in words.statements:
            ask = shelf.pick(words.statements[name].ask)
        else:
            known = words.indicators[name].wording
            ask = known.key if keyword else shelf.pick(known.ask)
        return _put(shelf, frame, ask)(report.subject, report.year)

    return about


def _one_scope(shelf: Shelf) -> Seed | None:
    report = shelf.report(small=False)
    figures = shelf.figures(report, two=True)
    if not figures:
        return None
    known = shelf.library.book.indicators[shelf.pick(figures).fact.indicator]
    part = shelf.rng.randrange(2)
    ask = shelf.pick((known.wording.one, known.wording.other)[part])
    chosen = shelf.pick(shelf.library.book.frames("plain"))
    again, about = _put(shelf, chosen, ask), _about(shelf, chosen, report)
    placed = [report.states(known.id)[part]]
    found = item(shelf, Type.SINGLE_FACT, again(report.subject, report.year), report, placed)
    found = found.model_copy(update={"tags": ("one_scope",)})
    return Seed(found, report.subject, report.year, (known.id,), again, about)


def _change(shelf: Shelf) -> Seed | None:
    """Return a question about a change that the report states itself, or about next year's aim."""
    report = shelf.report()
    asks = {Role.CHANGE: "previous", Role.TARGET: "target"}
    role = shelf.pick(tuple(asks))
    spoken = [one for one in report.placed if one.fact.role is role]
    if not spoken:
        return None
    placed = shelf.pick(spoken)
    known = shelf.library.book.indicators[placed.fact.indicator]
    ask = shelf.pick(shelf.library.book.words[asks[role]]["ask"]).format(noun=known.wording.noun)
    frame = shelf.pick(shelf.library.book.frames("plain"))
    again, about = _put(shelf, frame, ask), _about(shelf, frame, report)
    found = item(shelf, Type.SINGLE_FACT, again(report.subject, report.year), report, [placed])
    found = found.model_copy(update={"tags": (role.value,)})
    return Seed(found, report.subject, report.year, (known.id,), again, about)


def _other_kind(shelf: Shelf) -> Seed | None:
    report = shelf.report()
    stated = shelf.of_kind(report, "name", "date", "document_number")
    if not stated:
        return None
    placed = shelf.pick(stated)
    known = shelf.library.book.statements[placed.fact.indicator]
    asks = {"name": known.ask, "date": known.date, "document_number": known.number}[placed.fact.kind]
    return _stated(shelf, Type.SINGLE_FACT, report, ([placed], shelf.pick(asks), known.talk))


def _stated(shelf: Shelf, type_: Type, report: MadeReport, what: tuple[Sequence[Placed], str, str]) -> Seed:
    """Return a question about something that is no figure."""
    placed, ask, talk = what
    frame, name = shelf.pick(shelf.library.book.frames("plain")), placed[0].fact.indicator
    again = _put(shelf, frame, ask)
    about = _about(shelf, frame, report) if name in shelf.library.book.statements else None
    found = item(shelf, type_, again(report.subject, report.year), report, placed)
    return Seed(found, report.subject, report.year, (name,), again, about, talk)


def listed(shelf: Shelf) -> Seed | None:
    """Return a question for a whole list."""
    report = shelf.report()
    lists = shelf.of_kind(report, "list")
    if not lists:
        return None
    placed = shelf.pick(lists)
    known = shelf.library.book.statements[placed.fact.indicator]
    return _stated(shelf, Type.LIST, report, ([placed], shelf.pick(known.ask), known.talk))


def prose(shelf: Shelf) -> Seed | None:
    """Return a question for the problems, the plans, or how something is done."""
    report = shelf.report()
    kind = shelf.pick(("problem", "plan", "measure"))
    if kind == "measure":
        return _measure(shelf, Type.PROSE, report)
    if kind == "plan" and any(one.fact.role is Role.TARGET for one in report.placed):
        return None  # its aims are plans as well
    words = shelf.library.book.words[kind]
    placed = [one for one in report.placed if one.fact.indicator == kind]
    return _stated(shelf, Type.PROSE, report, (placed, shelf.pick(words["ask"]), words["talk"]))


def boilerplate(shelf: Shelf) -> Seed | None:
    """Return a question whose answer stands word for word in sister reports too."""
    return _measure(shelf, Type.DUPLICATE_BOILERPLATE, shelf.report())


def _measure(shelf: Shelf, type_: Type, report: MadeReport) -> Seed | None:
    known = shelf.library.book.statements
    measures = [one for one in report.placed if one.fact.indicator in known and one.fact.kind == "prose"]
    if not measures:
        return None
    placed = shelf.pick(measures)
    ask: Statement = known[placed.fact.indicator]
    return _stated(shelf, type_, report, ([placed], shelf.pick(ask.ask), ask.talk))


def two_values(shelf: Shelf) -> Seed | None:
    """Return a question that names no scope, about a figure that is given for two."""
    report = shelf.report(small=False)
    figures = [one for one in shelf.figures(report, two=True) if _apart(shelf, one)]
    if not figures:
        return None
    known: Indicator = shelf.library.book.indicators[shelf.pick(figures).fact.indicator]
    frame = shelf.pick(shelf.library.book.frames("plain"))
    again = _put(shelf, frame, shelf.pick(known.wording.ask))
    about = _about(shelf, frame, report)
    words = again(report.subject, report.year)
    found = item(shelf, Type.SCOPED_TWO_VALUES, words, report, report.states(known.id))
    return Seed(found, report.subject, report.year, (known.id,), again, about, known.wording.talk)


def _apart(shelf: Shelf, placed: Placed) -> bool:
    """Tell whether neither scope is a part of the other, so that a question without a scope asks for both."""
    return shelf.library.book.indicators[placed.fact.indicator].two == ("G", "D")


def several(shelf: Shelf) -> Seed | None:
    """Return two asks in one question."""
    report = shelf.report()
    figures = shelf.figures(report)
    if len(figures) < 2:
        return None
    first, second = shelf.rng.sample(figures, 2)
    known = shelf.library.book.indicators
    asks = [shelf.pick(known[one.fact.indicator].wording.ask) for one in (first, second)]
    frame = shelf.pick(shelf.library.book.frames("two"))

    def again(subject: Subject, year: int) -> Words:
        names = {"p": shelf.name(subject), "y": shelf.when(year)}
        return filled(frame, subject, year, **names, q=asks[0], r=asks[1]), ()

    found = item(shelf, Type.MULTI_ASK, again(report.subject, report.year), report, (first, second))
    names = (first.fact.indicator, second.fact.indicator)
    return Seed(found, report.subject, report.year, names, again)


def premise(shelf: Shelf) -> Seed | None:
    """Return a question that supposes a wrong value, which is another year's or another indicator's."""
    report = shelf.report()
    figures = shelf.figures(report)
    if not figures:
        return None
    placed = shelf.pick(figures)
    known = shelf.library.book.indicators[placed.fact.indicator]
    before = printed(report.history.figures[known.id, report.year - 1, 0], known.unit)
    frame = shelf.pick(shelf.library.book.frames("premise"))

    def again(subject: Subject, year: int) -> Words:
        names = {"p": shelf.name(subject), "y": shelf.when(year)}
        return filled(frame, subject, year, **names, noun=known.wording.noun, v=before), ()

    def about(name: str) -> Words:
        names = {"p": shelf.name(report.subject), "y": shelf.when(report.year)}
        other = shelf.library.book.indicators[name]
        value = printed(report.history.figures[name, report.year - 1, 0], other.unit)
        return filled(frame, report.subject, report.year, **names, noun=other.wording.noun, v=value), ()

    found = item(shelf, Type.FALSE_PREMISE, again(report.subject, report.year), report, [placed])
    said = report.text[placed.span.reach[0] : placed.span.reach[1]]
    wrong = () if before in said else (Forbidden(value=before, origin=Origin.FALSE_PREMISE),)
    kept = tuple(one for one in found.forbidden if one.value != before)
    found = found.model_copy(update={"forbidden": (*wrong, *kept)})
    return Seed(found, report.subject, report.year, (known.id,), again, about)
