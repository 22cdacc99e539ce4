"""`fazhi eval`: questions are read or made, asked or answered already, and what came of them is a scorecard."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.bars import Bar, missed
from eval.compare import compare
from eval.dataset import check_pins, load
from eval.generated import generate
from eval.junit import junit
from eval.page import page
from eval.questions import Item
from eval.run import Watch, run, texts_of
from eval.scorecard import Outcome, scorecard
from eval.stored import SCORECARD, dumped, judge_stored, read_answers, read_run, write_run
from rag.config import Settings
from rag.errors import InputError
from rag.pipeline import Desk
from rag.views import View


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
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A scorecard, what stands behind it, the bars it misses, and what else a person should know, a line each."""

    name: str
    card: dict[str, Any]
    outcomes: tuple[Outcome, ...]
    missed: tuple[str, ...]
    notes: tuple[str, ...]


def evaluate(call: Call, settings: Settings, watch: Watch = iter) -> Evaluation:
    """Run an eval; raises InputError for a call or a dataset that is wrong, before anything is asked."""
    if (call.dataset is None) == (call.generate is None) or (call.generate is not None and call.answers):
        raise InputError("give a dataset, with --answers or without, or --generate N alone")
    stored = read_answers(call.answers) if call.answers else None
    earlier = read_run(call.against) if call.against else None
    with Desk.open(settings) as desk:
        items = _questions(call, desk)
        texts = texts_of(desk)
        if stored is None:
            desk.embedder  # noqa: B018 a library made with another model is told once, and is no fault of the answers
            results = run(items, desk, watch)
            views, outcomes = [one.view for one in results], [one.outcome for one in results]
        else:
            check_pins(items, texts)
            views, outcomes = list(stored.values()), judge_stored(items, stored, texts)
        card = scorecard(outcomes)
        if earlier:
            check_pins(earlier[0], texts)
            card["compared"] = compare(judge_stored(*earlier, texts), outcomes)
    name = call.dataset.stem if call.dataset else f"{len(items)} generated questions"
    done = Evaluation(name, card, tuple(outcomes), tuple(missed(card, call.bars)), _notes(call, items, stored))
    if call.out:
        write_run(call.out, items, views, _files(done))
    return done


def _questions(call: Call, desk: Desk) -> tuple[Item, ...]:
    if call.dataset:
        return load(call.dataset)
    return generate(desk.library, call.generate or 0, call.seed)


def _files(done: Evaluation) -> dict[str, str]:
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
