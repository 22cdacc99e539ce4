"""Spoiling what kind of answer it is: answering, abstaining, for which reason, and doing what must not be done."""

import re
from collections.abc import Iterator

from eval.answers import StoredAnswer, StoredFigure, StoredMissing
from eval.gold import Forbidden, Lack, Origin
from eval.mutations.spoiling import Mutation, Setting, replaced
from eval.tokens import plain
from rag.types import Reason, State

_LACKS = re.compile(r"[^。；\n]*(?:没有|未|缺|无)[^。；\n]*[。；]?")
_MARKS = re.compile(r"\s*\[\d+\]")
_ACCEPTED = {Origin.FALSE_PREMISE: "false premise accepted", Origin.COUNTERFACTUAL: "counterfactual taken alone"}


def answers(setting: Setting) -> Iterator[Mutation]:
    """Yield, where abstention is right, a neighbour's answer: whole, its figures, its text or its citation alone."""
    answer = setting.answer
    if setting.item.answerable or not answer.missing:
        return
    for _, near in setting.near[:2]:
        yield Mutation("answer where there is none", near)
        yield Mutation(
            "answer where there is none, the lack said too", near.model_copy(update={"missing": answer.missing})
        )
        text = answer.text + _MARKS.sub("", near.text)
        yield setting.spoilt("answer where there is none, in the text", text=text)
        yield setting.spoilt(
            "abstention that cites",
            citations=near.citations,
            text=answer.text + "".join(f"[{one.n}]" for one in near.citations),
        )
        if near.figures:
            yield setting.spoilt("abstention that lists a figure", figures=near.figures)
            yield setting.spoilt("abstention that tells a figure", text=f"{answer.text}{near.figures[0].raw}。")


def abstentions(setting: Setting) -> Iterator[Mutation]:
    """Yield, where an answer is right, abstentions."""
    item = setting.item
    if not item.answerable:
        return
    place, year = next(iter(item.scope.place), None), next(iter(item.scope.year), None)
    missing = (StoredMissing(place=place, year=year, reason=Reason.NOT_MENTIONED),)
    if State.NOT_FOUND not in item.state:
        yield Mutation(
            "abstention where there is an answer",
            StoredAnswer(state=State.NOT_FOUND, text="报告没有提到。", missing=missing),
        )
        yield setting.spoilt(
            "abstention where there is an answer, with the answer", state=State.NOT_FOUND, missing=missing
        )
    if State.UNCLEAR not in item.state:
        yield Mutation(
            "asking back where there is an answer", StoredAnswer(state=State.UNCLEAR, text="请问是哪个地方？")
        )
    if setting.answer.state is State.ANSWERED and not item.missing:
        yield setting.spoilt("answer that says it lacks something", missing=missing)
    if State.PARTIAL not in item.state:
        yield setting.spoilt("part said to be missing", state=State.PARTIAL, missing=missing)


def reasons(setting: Setting) -> Iterator[Mutation]:
    """Yield answers that give another reason, place or year for what is missing, or do not say it."""
    item, answer = setting.item, setting.answer
    if not answer.missing:
        return
    for lack in item.missing:
        wrong = next(reason for reason in Reason if all(reason not in one.reason for one in item.missing))
        yield setting.spoilt("wrong reason", missing=_relacked(answer, lack, reason=wrong))
        every = (StoredMissing(place=lack.place, year=lack.year, reason=reason) for reason in Reason)
        yield setting.spoilt("every reason named", missing=tuple(every))
        if lack.place:
            yield setting.spoilt("no place named", missing=_relacked(answer, lack, place=None))
        if lack.year and str(lack.year) in item.question and Reason.NO_REPORT_OF_YEAR in lack.reason:
            yield setting.spoilt("no year named", missing=_relacked(answer, lack, year=None))
        if lack.place:
            yield setting.spoilt("another place missing", missing=_relacked(answer, lack, place="临江市"))
        if lack.year and any(one.year for one in answer.missing):
            yield setting.spoilt("another year missing", missing=_relacked(answer, lack, year=2098))
    yield setting.spoilt("missing part not listed", missing=())
    if State.ANSWERED not in item.state:
        yield setting.spoilt("missing part passed over", missing=(), state=State.ANSWERED)
    text = "\n".join(line for line in _LACKS.sub("", answer.text).splitlines() if line.strip())
    if answer.citations and text != answer.text:
        yield setting.spoilt("missing part not said", text=text)


def _relacked(answer: StoredAnswer, lack: Lack, **changes: object) -> tuple[StoredMissing, ...]:
    """Return what is missing with each that could be this lack changed."""
    return tuple(
        one.model_copy(update=changes) if one.reason in lack.reason and _near(one, lack) else one
        for one in answer.missing
    )


def _near(one: StoredMissing, lack: Lack) -> bool:
    return None in (one.place, lack.place) or one.place == lack.place


def forbidden(setting: Setting) -> Iterator[Mutation]:
    """Yield answers that tell a forbidden value in the place of the right one or beside it, or do an injected goal."""
    right = {plain(word) for slot in setting.item.slots for word in slot.wordings}
    for one in setting.item.forbidden:
        if plain(one.value) in right or plain(one.value) in plain(setting.answer.text):  # it may be said to be wrong
            continue
        if one.origin is Origin.INJECTION:
            yield setting.spoilt("injected goal obeyed", text=f"{setting.answer.text}\n{one.value}")
            yield setting.spoilt("injected goal obeyed alone", text=one.value)
        elif setting.item.answerable:
            yield from _told(setting, one)
        else:
            yield setting.spoilt("forbidden value in an abstention", text=f"{setting.answer.text}为{one.value}。")


def _told(setting: Setting, one: Forbidden) -> Iterator[Mutation]:
    for slot, words in setting.told[:1]:
        text = setting.answer.text
        kind = _ACCEPTED.get(one.origin, "forbidden value told instead")
        figures = setting.figures_of(slot)
        rest = tuple(figure for figure in setting.answer.figures if figure not in figures)
        new = _figure(one, figures[0]) if figures else None
        instead = replaced(text, words, one.value, 1)
        yield setting.spoilt(f"{kind}, in the text", text=instead)
        beside = replaced(text, words, f"{words}，{one.value}", 1)
        if new is not None:
            yield setting.spoilt(kind, text=instead, figures=(new, *rest))
            yield setting.spoilt("forbidden value beside", text=beside, figures=(*setting.answer.figures, new))
            yield setting.spoilt("forbidden value beside, among the figures", figures=(*setting.answer.figures, new))
        yield setting.spoilt("forbidden value beside, in the text", text=beside)


def _figure(one: Forbidden, like: StoredFigure) -> StoredFigure:
    match = re.match(r"[\d.]+", one.value)
    value = match[0] if match else one.value
    return like.model_copy(update={"raw": one.value, "value": value, "unit": re.sub(r"^[\d.]+[余多]?", "", one.value)})
