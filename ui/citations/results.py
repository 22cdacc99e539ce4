"""What was found, as a list to press: where each passage stands, and its sentence with what was found marked."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from rag.finding.quotes import Quoted
from ui.citations.opened import open_citation, open_id
from ui.plain import place_and_year, plain
from ui.words import _

_COMPONENT = st.components.v2.component(
    "fazhi.results", js=Path(__file__).with_name("results.js").read_text(encoding="utf-8"), isolate_styles=False
)


def draw_results(results: Sequence[Quoted], key: str, heads: dict[int, str]) -> None:
    """Draw results in their order; `heads` are words over the one at that place."""
    data = {
        "name": _("找到的引文"),
        "open": open_id(),
        "results": [_result(one) | {"head": heads.get(at, "")} for at, one in enumerate(results)],
    }
    pressed = _COMPONENT(key=key, data=data, on_opened_change=lambda: None)
    if pressed.opened:
        open_citation(pressed.opened)
        st.rerun()


def _result(one: Quoted) -> dict[str, Any]:
    citation = one.citation
    page = _("第 {page} 页").format(page=citation.page) if citation.page else ""
    where = " · ".join(filter(None, (" › ".join(citation.headings), page)))
    return {
        "id": citation.id,
        "whose": plain(place_and_year(citation.card)),
        "where": plain(where),
        "parts": list(_parts(one)),
    }


def _parts(one: Quoted) -> Iterator[dict[str, Any]]:
    """Yield a quote in pieces, each marked or not, on one line."""
    quote, at = one.citation.quote, 0
    for mark in one.marks:
        if mark.start >= at:
            yield _part(quote[at : mark.start], marked=False)
            yield _part(mark.of(quote), marked=True)
            at = mark.end
    yield _part(quote[at:], marked=False)


def _part(text: str, *, marked: bool) -> dict[str, Any]:
    return {"text": plain("".join(text.split("\n"))), "marked": marked}
