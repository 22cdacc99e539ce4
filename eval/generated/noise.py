"""The same question badly typed."""

from random import Random

from eval.generated.wording import tables

_KEPT = frozenset("不未非无没零〇一二三四五六七八九十百千万年月日多少几哪些什么怎有0123456789.%？?，。 ")
_LEAST = 5


def mistyped(question: str, asked: str, rng: Random) -> str | None:
    """Return the question with one slip in what is `asked`, never in place, year or digits; None where none fits.

    A slip is a character of the same sound or look, one that is left out, or one that is typed twice.
    """
    start = question.find(asked)
    if start < 0 or len(asked) < _LEAST:
        return None
    slips: dict[str, str] = tables()["typos"]
    open_to = [
        at for at in range(start + 1, start + len(asked) - 1) if question[at] not in _KEPT and question[at].isalpha()
    ]
    swapped = [at for at in open_to if question[at] in slips]
    if not open_to:
        return None
    kind = rng.choice(("swap", "swap", "drop", "double"))
    if kind == "swap" and swapped:
        at = rng.choice(swapped)
        return question[:at] + slips[question[at]] + question[at + 1 :]
    at = rng.choice(open_to)
    return question[:at] + (question[at] * 2 if kind == "double" else "") + question[at + 1 :]
