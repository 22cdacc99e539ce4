"""Reports read for answering, the lately used ones kept."""

from collections import OrderedDict
from copy import copy
from dataclasses import replace
from threading import Lock
from typing import Self

from rag.answering.evidence import Judge
from rag.answering.statements import Reading, read_statements
from rag.answering.trace import Trace
from rag.library.library import Library
from rag.types import ReportCard

_KEPT = 200


class Shelf:
    """Readings by report, and who judges them; a report never changes under its id, so one that was read stays true.

    For any threads. Without a judge, evidence is weighed by its words alone.
    """

    def __init__(self, library: Library, judge: Judge | None = None) -> None:
        self._library = library
        self.judge = judge
        self.trace: Trace | None = None
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        self._guard = Lock()

    def traced(self, trace: Trace | None) -> Self:
        """Return the same shelf, its readings shared, that has what is decided over them kept in a trace."""
        traced = copy(self)
        traced.trace = trace
        return traced

    def beside(self, card: ReportCard, years: int) -> ReportCard | None:
        """Return the report of the same government or bureau and kind so many years later, None where there is none."""
        own = card.identity
        wanted = (own.place_path, (own.year or 0) + years, own.kind, own.issuer)
        cards = self._library.cards() if own.year and own.place_path else ()
        told = ((one, one.identity) for one in cards)
        return next((one for one, it in told if (it.place_path, it.year, it.kind, it.issuer) == wanted), None)

    def reading(self, card: ReportCard) -> Reading:
        """Return the reading of a card's report, under that card."""
        with self._guard:
            known = self._readings.get(card.id)
            if known:
                self._readings.move_to_end(card.id)
        if known is None:
            report, sections = self._library.report(card.id), self._library.sections(card.id)
            known = read_statements(card, report, sections, self._library.figures(card.id))
        with self._guard:
            self._readings[card.id] = known
            while len(self._readings) > _KEPT:
                self._readings.popitem(last=False)
        return known if known.card == card else replace(known, card=card)
