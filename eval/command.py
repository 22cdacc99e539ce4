"""`fazhi eval`: questions are read or made, asked or answered already, and what came of them is a scorecard."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.bars import Bar, missed
from eval.compare import compare
from eval.dataset import Texts, check_pins, load
from eval.generated.generate import generate
from eval.junit import junit
from eval.page import page
from eval.questions import Item
from eval.replies import REPLIES
from eval.run import Watch, ask_all, texts_of
from eval.scorecard import Outcome, scorecard
from eval.stored import SCORECARD, dumped, open_run, read_answers, read_run, score_stored, write_run
from rag.config import Settings
from rag.errors import InputError
from rag.pipeline import Desk
from rag.views import View

if TYPE_CHECKING:
    from eval.judge import Judge


@dataclass(frozen=True, slots=True)
class Call:
    """What an eval is called with: where its questions and answers come from, and where its results go.

    `dataset` or `generate` gives the questions; without `answers` they are asked. `against` is an earlier run's folder.
    """

    dataset: Path | None = None
    answers: Path | None = None
    generate: int | None = None
    seed: int = 0
    out: Path | None = None
    against: Path | None = None
    judge: bool = False
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A scorecard, what stands behind it, and, a line each, what failed and what else a person should know."""

    name: str
    card: dict[str, Any]
    outcomes: tuple[Outcome, ...]
    failed: tuple[str, ...]
    notes: tuple[str, ...]


def evaluate(call: Call, settings: Settings, watch: Watch = iter) -> Evaluation:
    """Run an eval; raises InputError for a call or a dataset that is wrong, before anything is asked."""
    if (call.dataset is None) == (call.generate is None) or (call.generate is not None and call.answers):
        raise InputError("give a dataset, with --answers or without, or --generate N alone")
    stored = read_answers(call.answers) if call.answers else None
    earlier = read_run(call.against) if call.against else None
    with _judge(call, settings) as judge, Desk.open(settings) as desk:
        items, texts = _questions(call, desk), texts_of(desk)
        check_pins(items, texts)
        before = _before(earlier, texts)
        if call.out:
            open_run(call.out)
        if stored is not None:
            views = [stored[item.id] for item in items if item.id in stored]
        else:
            views = ask_all(items, desk, watch)
        outcomes = score_stored(items, {str(view["id"]): view for view in views}, texts)
        card = scorecard(outcomes)
        failed: list[str] = []
        if before is not None:
            card["compared"] = compare(before, outcomes)
        if judge:
            failed += _judged(judge, outcomes, views, card)
    name = call.dataset.stem if call.dataset else f"{len(items)} generated questions"
    failed += missed(card, call.bars)
    done = Evaluation(name, card, tuple(outcomes), tuple(failed), _notes(call, items, stored))
    if call.out:
        write_run(call.out, items, views, files_of(done))
    return done


@contextmanager
def _judge(call: Call, settings: Settings) -> Iterator["Judge | None"]:
    """Open the judge where one is wanted, and see that it is there before anything is asked."""
    if not call.judge:
        yield None
        return
    from eval.judge import Judge  # its client takes a second to import

    with Judge(settings.judge, settings.library / REPLIES) as judge:
        judge.ping()
        yield judge


def _judged(judge: "Judge", outcomes: Sequence[Outcome], views: Sequence[View], card: dict[str, Any]) -> list[str]:
    """Put what the judge holds of the prose into the card; returns why it stopped, where it did."""
    from eval.judge import judged_cases

    report = judge.score(judged_cases(outcomes, views))
    card["judge"] = report.view()
    return [report.stopped] if report.stopped else []


def _before(earlier: tuple[tuple[Item, ...], dict[str, View]] | None, texts: Texts) -> list[Outcome] | None:
    """Return what an earlier run came to, scored as today; raises InputError where it was of another library."""
    if earlier is None:
        return None
    check_pins(earlier[0], texts)
    return score_stored(*earlier, texts)


def _questions(call: Call, desk: Desk) -> tuple[Item, ...]:
    if call.dataset:
        return load(call.dataset)
    return generate(desk.library, call.generate or 0, call.seed)


def files_of(done: Evaluation) -> dict[str, str]:
    """Return what a run's folder has beside its questions and answers, by the files' names."""
    drawn = {"scorecard.html": page(done.card, done.name), "junit.xml": junit(done.outcomes)}
    return {SCORECARD: dumped(done.card), **drawn}


def _notes(call: Call, items: Sequence[Item], stored: dict[str, View] | None) -> tuple[str, ...]:
    notes = []
    if call.generate and len(items) < call.generate:
        notes.append(f"the library gives {len(items)} questions, fewer than the {call.generate} asked for")
    if stored is not None:
        known = {item.id for item in items}
        bare, strange = sum(item.id not in stored for item in items), sum(one not in known for one in stored)
        if bare:
            notes.append(f"{bare} questions have no answer in {call.answers} and score zero")
        if strange:
            notes.append(f"{strange} answers in {call.answers} belong to no question and were left out")
    return tuple(notes)
