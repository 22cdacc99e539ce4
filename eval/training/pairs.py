"""Pairs of an ask and a context with whether the one answers the other; what is left out of training, and why.

Left out are whole indicators, and of the others some ways of asking and of saying, so that three figures can be told
apart: wording that was trained on, wording that was not, and indicators that were not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from eval.training.sentences import Number, Sentence, frames, make_sentence
from rag.language.contexts import ask_text, figure_context, sentence_context
from rag.language.indicators import FIGURE, Indicator
from rag.language.text import normalise

FOLDS = 8
_EVERY = 6
_OTHERS, _STRANGE = 5, 0.4
_SLIPS, _SLIPPERY = 0.08, 6

Drawn = tuple[str, list[tuple[str, bool, str]]]


@dataclass(frozen=True, slots=True)
class Pair:
    """An ask and the context of one figure or sentence, and whether that answers.

    `key` is the indicator asked about, `told` the one that the context is of; `scene` numbers what was drawn at once.
    """

    ask: str
    context: str
    answers: bool
    key: str
    told: str
    scene: int


@dataclass(frozen=True, slots=True)
class Part:
    """What a set of pairs is made of: indicators of the `fold` that is left out, or all others, or all (None).

    `wordings` are "trained", "other" (those left out of training: every sixth), "even", "odd", or "all".
    """

    fold: int | None = None
    inside: bool = False
    wordings: str = "all"


def fold_of(key: str) -> int:
    """Return which of the eight folds an indicator is in, by its name alone."""
    return int.from_bytes(sha256(key.encode()).digest()[:4], "big") % FOLDS


def make_pairs(known: Mapping[str, Indicator], part: Part, rounds: int, seed: int) -> Iterator[Pair]:
    """Yield the pairs of a part, `rounds` scenes for each of its indicators and topics."""
    dice = Random(seed)
    mine = [one for one in known.values() if part.fold is None or (fold_of(one.key) == part.fold) == part.inside]
    scene = 0
    for _ in range(rounds):
        for one in mine:
            scene += 1
            draw = _figure_scene if one.kind == FIGURE else _topic_scene
            ask, found = draw(one, list(known.values()), part, dice)
            for context, answers, told in found:
                yield Pair(ask, context, answers, one.key, told, scene)


def _figure_scene(one: Indicator, known: Sequence[Indicator], part: Part, dice: Random) -> Drawn:
    """Return pairs of one ask: the number that answers it, those beside it, and those of its neighbours elsewhere."""
    figures = [other for other in known if other.kind == FIGURE and other is not one]
    near = [other for other in figures if mistaken(one, other)]
    alike = [other for other in figures if other.field == one.field]
    beside = [dice.choice(near if near and dice.random() < 0.5 else alike) for _ in range(dice.randint(0, 3))]
    told = [one, *{other.key: other for other in beside}.values()]
    dice.shuffle(told)
    sentence = make_sentence([(each, one_of(each.says, part, dice)) for each in told], dice)
    roles = {number.role for number in sentence.numbers if number.key == one.key}
    role = "change" if "change" in roles and dice.random() < 0.5 else "level"
    ask = _ask(one, part, role, dice)
    pairs = [
        (_context(sentence, number), number.key == one.key and number.role == role, number.key)
        for number in sentence.numbers
    ]
    strange = [dice.choice(figures)] if dice.random() < _STRANGE else []
    for other in [*dice.sample(near, min(2, len(near))), dice.choice(alike), *strange]:
        elsewhere = make_sentence([(other, one_of(other.says, part, dice))], dice)
        pairs += [(_context(elsewhere, number), False, other.key) for number in elsewhere.numbers[:1]]
    return ask, pairs


def mistaken(one: Indicator, other: Indicator) -> bool:
    """Tell whether two indicators are mistaken for one another, as either's entry says by one of the other's names."""
    return bool({*one.near} & {*other.names} or {*other.near} & {*one.names})


def _topic_scene(one: Indicator, known: Sequence[Indicator], part: Part, dice: Random) -> Drawn:
    """Return pairs of one ask about a topic: the sentence that answers it, and those of other topics and figures."""
    ask = wrapped(one_of((*one.asks, *one.names, *one.en), part, dice), dice)
    pairs = [(_whole(one_of(one.says, part, dice)), True, one.key)]
    topics = [other for other in known if other.kind != FIGURE and other is not one]
    near = [other for other in topics if mistaken(one, other)]
    for other in dice.sample(topics, min(_OTHERS - 1, len(topics))) + near[:1]:
        pairs.append((_whole(dice.choice(other.says)), False, other.key))
    figures = dice.sample([other for other in known if other.kind == FIGURE], 2)
    sentence = make_sentence([(each, dice.choice(each.says)) for each in figures], dice)
    return ask, [*pairs, (_whole(sentence.text), False, figures[0].key)]


def _ask(one: Indicator, part: Part, role: str, dice: Random) -> str:
    """Return a question about an indicator, its place and year left out, as the program cuts them out."""
    known = frames()
    if role == "change":
        words = dice.choice(known["risen"]).format(n=dice.choice(one.names))
    elif dice.random() < 0.7 or part.wordings == "other":
        words = one_of(one.asks, part, dice)
    elif dice.random() < 0.15 and one.en:
        words = dice.choice(one.en)
    elif dice.random() < 0.4 and one.units and "%" not in one.units:
        words = dice.choice(known["counted"]).format(n=dice.choice(one.names), u=one.units[0])
    else:
        words = dice.choice(known["formal"]).format(n=dice.choice(one.names))
    return wrapped(words, dice)


def wrapped(words: str, dice: Random) -> str:
    """Return a question as people hand it in: with words around it, and at times mistyped."""
    words = dice.choice(frames()["wraps"]).format(q=words)
    at = dice.randrange(len(words))
    if dice.random() < _SLIPS and len(words) > _SLIPPERY:
        two = words[at : at + 2]
        words = words[:at] + dice.choice([two[1:], two[:1] + two, two[::-1]]) + words[at + 2 :]
    return ask_text(normalise(words))


def one_of(wordings: Sequence[str], part: Part, dice: Random) -> str:
    """Draw one of the wordings that the part is made of: every sixth is left out of training."""
    if part.wordings == "all":
        return dice.choice(list(wordings))
    if part.wordings in ("even", "odd"):
        return dice.choice(list(wordings[part.wordings == "odd" :: 2]) or list(wordings))
    other = [words for place, words in enumerate(wordings) if place % _EVERY == _EVERY - 1]
    trained = [words for words in wordings if words not in other]
    return dice.choice((other if part.wordings == "other" else trained) or list(wordings))


def _context(sentence: Sentence, number: Number) -> str:
    spans = [one.span for one in sentence.numbers]
    return figure_context(sentence.text, spans, sentence.numbers.index(number))


def _whole(sentence: str) -> str:
    return sentence_context(normalise(sentence))
