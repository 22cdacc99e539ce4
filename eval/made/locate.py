"""Where planted words stand in a report as it was read: line ends and blanks of a page do not count, all else does."""

from dataclasses import dataclass

from rag.errors import InputError


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without its blanks, and where each of its characters stands in the text itself."""

    text: str
    offsets: tuple[int, ...]


def squeezed(text: str) -> Squeezed:
    """Return `text` without blanks and line ends."""
    kept = [(at, char) for at, char in enumerate(text) if not char.isspace()]
    return Squeezed("".join(char for _, char in kept), tuple(at for at, _ in kept))


def located(text: Squeezed, clause: str, sentence: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where a clause stands and where its sentence does.

    A clause that stands there more than once is the one in its sentence. Raises InputError unless the sentence stands
    there just once, and the clause just once in it.
    """
    wide, narrow = squeezed(sentence).text, squeezed(clause).text
    if text.text.count(wide) != 1 or wide.count(narrow) != 1:
        raise InputError(f"the planted words {clause[:40]} are not found once where they were put; the maker is wrong")
    start = text.text.index(wide)
    inner = start + wide.index(narrow)
    return _range(text, inner, len(narrow)), _range(text, start, len(wide))


def _range(text: Squeezed, start: int, length: int) -> tuple[int, int]:
    return text.offsets[start], text.offsets[start + length - 1] + 1
