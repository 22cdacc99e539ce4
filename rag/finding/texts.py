"""The texts of reports as search reads them, kept from one search to the next."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from rag.language.text import folded
from rag.library.library import Library
from rag.types import ReportCard, Span

_KEPT = 5_000
_ENDS, _LINE = "。!?", "\n"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report's text, character for character folded as matching wants it, and where sentences may end."""

    text: str
    ends: str

    def sentence(self, start: int, end: int) -> Span:
        """Return the sentence around a range, or the line where lines end sentences."""
        first = max(self.text.rfind(mark, 0, start) for mark in self.ends) + 1
        after = [at for mark in self.ends if (at := self.text.find(mark, max(start, end - 1))) >= 0]
        return Span(first, min(after) + 1 if after else len(self.text))


class Texts:
    """The sheets of a library's reports; a report never changes under its id. For any threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sheets: OrderedDict[str, Sheet] = OrderedDict()
        self._guard = Lock()

    def sheet(self, card: ReportCard) -> Sheet:
        """Return a report's sheet."""
        with self._guard:
            known = self._sheets.get(card.id)
        if known is None:
            ends = _ENDS if card.wrapped else _ENDS + _LINE
            known = Sheet(folded(self._library.text(card.id)), ends)
            with self._guard:
                self._sheets[card.id] = known
                while len(self._sheets) > _KEPT:
                    self._sheets.popitem(last=False)
        return known
