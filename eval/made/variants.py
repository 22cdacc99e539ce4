"""A question worded anew with the same gold: as people talk, mistyped, in traditional characters."""

from functools import lru_cache

from eval.made.catalogue import load
from eval.made.shelf import Seed, Shelf
from eval.questions import Item, Type
from rag.language import text
from rag.types import State

_TWO_TYPOS, _PLACE = 0.35, 0.3


def colloquial(shelf: Shelf, seed: Seed) -> Item | None:
    """Return the question as it is talked, None where there is no such wording of it."""
    if not seed.talk:
        return None
    year = f"{seed.year % 100}年" if shelf.rng.random() < 0.15 else f"{seed.year}年"
    asked = shelf.framed("talk", seed.subject, seed.year, q=seed.talk)
    return _worded(seed, Type.COLLOQUIAL, asked.replace(f"{seed.year}年", year, 1))


def mistyped(shelf: Shelf, seed: Seed) -> Item | None:
    """Return the question with one or two homophones in it, None where it has no word that is mistyped.

    Where it is the place that is mistyped, asking which one is meant is as right as an answer: places are not guessed.
    """
    question, subject = seed.item.question, seed.subject
    words = [word for word in _typos() if word in question]
    if subject.typo and subject.name in question and shelf.rng.random() < _PLACE:
        words = [subject.name]
    if not words:
        return None
    longest = [word for word in words if not any(word != other and word in other for other in words)]
    count = 2 if len(longest) > 1 and shelf.rng.random() < _TWO_TYPOS else 1
    for word in shelf.rng.sample(longest, count):
        question = question.replace(word, _typos().get(word, subject.typo), 1)
    worded = _worded(seed, Type.TYPO, question)
    if worded is None or words != [subject.name]:
        return worded
    return worded.model_copy(update={"state": (*worded.state, State.UNCLEAR)})


def traditional(_: Shelf, seed: Seed) -> Item | None:
    """Return the question in traditional characters."""
    return _worded(seed, Type.TRADITIONAL, text.traditional(seed.item.question))


def _worded(seed: Seed, type_: Type, question: str) -> Item | None:
    if question == seed.item.question:
        return None
    changed = {"type": type_, "question": question, "variant_of": seed.item.id, "tags": (f"of_{seed.item.type}",)}
    return seed.item.model_copy(update=changed)


@lru_cache(maxsize=1)
def _typos() -> dict[str, str]:
    words: dict[str, str] = load("typos")["words"]
    return words
