"""An answer on the page: its text with a button for each citation, and its figures as a table."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from rag.types import Answer, Citation, CitedFigure
from ui.labels import role_name, year_name
from ui.plain import place_and_year, plain
from ui.words import _

_MARK = re.compile(r"\[(\d+)\]")
_ALWAYS = 0
_COMPONENT = st.components.v2.component(
    "fazhi.answer", js=Path(__file__).with_name("answer.js").read_text(encoding="utf-8"), isolate_styles=False
)


def draw_answer(answer: Answer, key: str, opened: str, open_source: Callable[[Citation], None]) -> None:
    """Draw an answer; `opened` is the id of the citation that is open, and a press on another calls `open_source`."""
    by_n = {citation.n: citation for citation in answer.citations}
    data = {
        "parts": list(parts(answer)),
        "quotes": {str(n): _quote(citation) for n, citation in by_n.items()},
        "table": _table(answer.figures),
        "open": next((n for n, citation in by_n.items() if citation.id == opened), None),
    }
    _COMPONENT(key=key, data=data, on_opened_change=partial(_pressed, key, by_n, open_source))


def parts(answer: Answer) -> Iterator[dict[str, Any]]:
    """Yield an answer's text in order: plain stretches, the values that answer, and the marks of its citations."""
    numbers = {citation.n for citation in answer.citations}
    at = 0
    for match in _MARK.finditer(answer.text):
        if int(match[1]) in numbers:
            yield from _valued(answer.text[at : match.start()], answer.figures)
            yield {"kind": "mark", "n": int(match[1])}
            at = match.end()
    yield from _valued(answer.text[at:], answer.figures)


def _valued(text: str, figures: Sequence[CitedFigure]) -> Iterator[dict[str, Any]]:
    """Yield a stretch of text with the values in it apart, each as a whole number."""
    raws = sorted({"".join(cited.figure.raw.split()) for cited in figures}, key=len, reverse=True)
    values = re.compile("|".join(rf"(?<![\d.]){re.escape(raw)}(?!\d)" for raw in raws)) if raws else None
    at = 0
    for match in values.finditer(text) if values else ():
        yield from _plain(text[at : match.start()])
        yield {"kind": "value", "text": match[0]}
        at = match.end()
    yield from _plain(text[at:])


def _plain(text: str) -> Iterator[dict[str, Any]]:
    if text:
        yield {"kind": "text", "text": plain(text)}


def _quote(citation: Citation) -> dict[str, str]:
    """Return what a chip shows of its citation: the quote, where it stands, and the chip's name."""
    page = _("第 {page} 页").format(page=citation.page) if citation.page else ""
    where = " · ".join(filter(None, (place_and_year(citation.card), *citation.headings[-1:], page)))
    label = _("出处 {n}：{where}").format(n=citation.n, where=place_and_year(citation.card))
    return {"quote": plain("".join(citation.quote.split("\n"))), "where": plain(where), "label": plain(label)}


def _table(figures: Sequence[CitedFigure]) -> dict[str, Any] | None:
    """Return several figures as rows of what tells them apart; one stands in the sentence already."""
    if len(figures) < 2:
        return None
    heads = (_("数值"), _("指标"), _("范围"), _("地方"), _("年份"), _("性质"))
    rows = [_row(cited) for cited in figures]
    shown = [at for at in range(len(heads)) if at == _ALWAYS or len({row[at] for row in rows}) > 1]
    return {
        "caption": _("答案中的数值"),
        "heads": [*(heads[at] for at in shown), _("出处")],
        "rows": [
            {"cells": [plain(row[at]) for at in shown], "n": cited.citation}
            for row, cited in zip(rows, figures, strict=True)
        ],
    }


def _row(cited: CitedFigure) -> tuple[str, ...]:
    figure = cited.figure
    year = year_name(cited.year) if cited.year else ""
    raw = "".join(figure.raw.split())
    return (raw, figure.indicator, figure.scope or "", cited.place or "", year, role_name(figure.role))


def _pressed(key: str, by_n: dict[int, Citation], open_source: Callable[[Citation], None]) -> None:
    n = st.session_state[key]["opened"]
    if n in by_n:
        open_source(by_n[n])
