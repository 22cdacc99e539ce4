"""The figures that were read from a report, each with the sentence that states it."""

from functools import lru_cache
from typing import Any

import streamlit as st

from rag.answering.cite import citation_id
from rag.answering.points import year_of
from rag.browsing.holdings import stating
from rag.pipeline import Desk
from rag.types import ReportCard, Role, StatedFigure
from rag.views import decimal_string
from ui.labels import role_name
from ui.plain import as_html
from ui.words import _, counted, language

_HEAD, _ROW, _ROWS = 38, 35, 14


def draw_numbers(card: ReportCard, desk: Desk) -> None:
    """Draw a report's figures as a table to search; a line that is chosen shows its sentence whole."""
    figures, text = _figures(desk, card.id)
    if not figures:
        st.info(_("这份报告里没有读出数据。"), icon=":material/numbers:")
        return
    words = st.text_input(
        _("查找数据"),
        placeholder=_("指标、数值、单位或原句中的词"),
        key=f"numbers-{card.id}",
        type="search",
        icon=":material/search:",
        label_visibility="collapsed",
    )
    found = _found(desk, card.id, words or "")
    st.caption(counted("{count} 个数据", len(found)))
    if not found:
        st.info(_("没有符合的数据，请换个词。"), icon=":material/search_off:")
        return
    chosen = st.dataframe(
        _columns(desk, card, words or "", language()),
        hide_index=True,
        height=_HEAD + _ROW * min(_ROWS, len(found)),
        column_config=_looks(),
        on_select="rerun",
        selection_mode="single-cell",
        placeholder="",
        key=f"numbers-table-{card.id}-{words}",
        alt=_("从报告里读出的数据"),
    )
    if chosen.selection.cells:
        _draw_statement(found[chosen.selection.cells[0][0]], card, text)
    else:
        st.caption(_("点一行看全句。"))


def _draw_statement(stated: StatedFigure, card: ReportCard, text: str) -> None:
    """Draw a figure's sentence, the figure marked, with a link that opens it as a citation."""
    span, own = stated.statement, stated.figure.span
    before, after = text[span.start : own.start], text[own.end : span.end]
    sentence = f"{as_html(before)}<mark>{as_html(own.of(text))}</mark>{as_html(after)}"
    heads = stated.heads
    cell = " · ".join(filter(None, (heads.caption, heads.row, heads.column))) if heads else ""
    above = f"<p class='fz-dim'>{as_html(cell)}</p>" if cell else ""
    name = citation_id(card.id, span, span.of(text))
    link = f"<a href='./?cite={as_html(name)}' target='_blank' rel='noopener'>{as_html(_('在“引文”页打开'))}</a>"
    st.html(f"<div class='fz-statement'>{above}{sentence}<p>{link}</p></div>")


@lru_cache(maxsize=16)
def _figures(desk: Desk, report_id: str) -> tuple[tuple[StatedFigure, ...], str]:
    return desk.library.figures(report_id), desk.library.text(report_id)


@lru_cache(maxsize=32)
def _found(desk: Desk, report_id: str, words: str) -> tuple[StatedFigure, ...]:
    return stating(*_figures(desk, report_id), words)


@lru_cache(maxsize=32)
def _columns(desk: Desk, card: ReportCard, words: str, _language: str) -> dict[str, list[Any]]:
    found, text = _found(desk, card.id, words), _figures(desk, card.id)[1]
    roles = {role: role_name(role) for role in Role}
    return {
        "indicator": [one.figure.indicator for one in found],
        "raw": [_line(one.figure.raw) for one in found],
        "value": [decimal_string(one.figure.value) for one in found],
        "unit": [one.figure.unit for one in found],
        "year": [year_of(one.figure, card.identity) for one in found],
        "scope": [one.figure.scope or "" for one in found],
        "role": [roles[one.figure.role] for one in found],
        "statement": [_line(one.statement.of(text)) for one in found],
    }


def _line(text: str) -> str:
    return "".join(text.split())


def _looks() -> dict[str, Any]:
    column = st.column_config
    return {
        "indicator": column.TextColumn(_("指标"), width=220, pinned=True),
        "raw": column.TextColumn(_("数值"), width=100),
        "value": column.TextColumn(_("折合"), width=90),
        "unit": column.TextColumn(_("单位"), width=70),
        "year": column.NumberColumn(_("年份"), format="%d", width=70),
        "scope": column.TextColumn(_("口径"), width=120),
        "role": column.TextColumn(_("性质"), width=70),
        "statement": column.TextColumn(_("原句"), width=500),
    }
