"""The reports of the library as one table: searched, narrowed and sorted; a report is opened or taken out from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import streamlit as st

from rag.browsing.holdings import Held, counts, holdings, narrowed
from rag.errors import InputError
from rag.pipeline import Desk
from rag.types import Kind, ReportCard
from ui.labels import kind_name, year_name
from ui.plain import place_and_year, title_of
from ui.shelf.removing import confirm_removal
from ui.words import _, counted, language

_OPEN, _OPENED = "report", "shelf-opened"
_ROW, _HEAD, _ROWS = 35, 38, 15
_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What the table is narrowed by; no words and no kinds are all."""

    words: str = ""
    kinds: tuple[Kind, ...] = ()
    incomplete: bool = False


def opened(desk: Desk) -> ReportCard | None:
    """Return the card of the report that the address names (?report=ID), None where it names none of the library's."""
    try:
        return desk.library.card(st.query_params.get(_OPEN, ""))
    except InputError:
        return None


def open_report(report_id: str) -> None:
    """Open a report, and draw the page anew with it."""
    st.query_params[_OPEN] = report_id
    st.session_state[_OPENED] = st.session_state.get(_OPENED, 0) + 1
    st.rerun()


def close_report() -> None:
    """Go back to the list."""
    st.query_params.pop(_OPEN, None)


def draw_list(desk: Desk, *, change: bool) -> None:
    """Draw how much the library holds, what to narrow it by, and the table of what is left."""
    generation = desk.library.generation
    held = _held(desk, generation)
    if st.query_params.get(_OPEN):
        st.warning(_("要打开的报告已不在库中。"))
    _draw_counts(held)
    asked = _ask(held)
    found = _found(desk, generation, asked)
    if not found:
        st.info(_("没有符合的报告，请换个词或放宽条件。"), icon=":material/search_off:")
        return
    if len(found) < len(held):
        st.caption(counted("符合的有 {count} 份", len(found)))
    columns = _columns(desk, generation, asked, language())
    key = f"shelf-{generation}-{asked}-{st.session_state.get(_OPENED, 0)}"
    _draw_chosen(_chosen(found, columns, key, change=change), desk, change=change)
    _draw_choice(found, key)


@lru_cache(maxsize=4)
def _held(desk: Desk, generation: int) -> tuple[Held, ...]:
    return holdings(desk.library.cards())


@lru_cache(maxsize=32)
def _found(desk: Desk, generation: int, asked: Asked) -> tuple[Held, ...]:
    return narrowed(_held(desk, generation), asked.words, asked.kinds, incomplete=asked.incomplete)


def _draw_counts(held: Sequence[Held]) -> None:
    told = counts(held)
    parts = (counted("{count} 份报告", told.reports), counted("{count} 个地方", told.places), _span(told.years))
    st.html(f"<p class='fz-counts'>{''.join(f'<span>{part}</span>' for part in parts if part)}</p>")


def _span(years: Sequence[int]) -> str:
    if not years:
        return ""
    first, last = years[0], years[-1]
    return year_name(first) if first == last else _("{first}—{last}年").format(first=first, last=last)


def _ask(held: Sequence[Held]) -> Asked:
    """Draw what the table is narrowed by."""
    return Asked(_words(), _kinds(held), _incomplete(held))


def _words() -> str:
    words = st.text_input(
        _("查找"),
        placeholder=_("地方、年份、标题、发布机关、文号、文件名"),
        key="shelf-words",
        type="search",
        icon=":material/search:",
        label_visibility="collapsed",
        persist_state="session",
    )
    return words or ""


def _kinds(held: Sequence[Held]) -> tuple[Kind, ...]:
    """Draw the kinds of report, where there are several."""
    there = [kind for kind in Kind if any(one.card.identity.kind is kind for one in held)]
    if len(there) < 2:
        return ()
    kinds = st.pills(
        _("类型"),
        there,
        selection_mode="multi",
        format_func=kind_name,
        key="shelf-kinds",
        label_visibility="collapsed",
        persist_state="session",
    )
    return tuple(kinds)


def _incomplete(held: Sequence[Held]) -> bool:
    """Draw the choice of those that lack place or year, where there are any."""
    lacking = counts(held).incomplete
    if not lacking:
        return False
    return st.toggle(counted("只看需补充的（{count} 份）", lacking), key="shelf-incomplete", persist_state="session")


def _chosen(found: Sequence[Held], columns: dict[str, list[Any]], key: str, *, change: bool) -> list[ReportCard]:
    """Draw the table, open the report of a line that is clicked, and return those whose boxes are ticked."""
    chosen = st.dataframe(
        columns,
        hide_index=True,
        height=_HEAD + _ROW * min(_ROWS, len(found)),
        column_config=_looks(),
        column_order=[name for name in columns if name != "status" or any(columns[name])],
        on_select="rerun",
        selection_mode=["multi-row", "single-cell"] if change else ["single-cell"],
        placeholder="",
        key=key,
        alt=_("报告库中的报告"),
    )
    if chosen.selection.cells:
        open_report(found[chosen.selection.cells[0][0]].card.id)
    return [found[row].card for row in chosen.selection.rows]


def _draw_chosen(cards: Sequence[ReportCard], desk: Desk, *, change: bool) -> None:
    """Draw what may be done with the reports whose boxes are ticked, or how to tick them."""
    if not cards:
        st.caption(_("点一行打开报告；勾选左侧的方框可移除。") if change else _("点一行打开报告。"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(cards) == 1 and st.button(_("打开"), icon=":material/open_in_full:"):
            open_report(cards[0].id)
        if st.button(counted("移除选中的 {count} 份", len(cards)), icon=":material/delete:"):
            confirm_removal(cards, desk)


def _draw_choice(found: Sequence[Held], key: str) -> None:
    """Draw the same reports to be chosen by keyboard, which the table does not let one do; not where they are many."""
    if len(found) > _CHOICES:
        return
    cards = {one.card.id: one.card for one in found}
    chosen = st.selectbox(
        _("打开一份报告"),
        list(cards),
        index=None,
        format_func=lambda report: f"{place_and_year(cards[report])} {title_of(cards[report])}",
        placeholder=_("也可以在这里按名称选一份打开"),
        key=f"{key}-choice",
        label_visibility="collapsed",
    )
    if chosen:
        open_report(chosen)


@lru_cache(maxsize=16)
def _columns(desk: Desk, generation: int, asked: Asked, _language: str) -> dict[str, list[Any]]:
    found = _found(desk, generation, asked)
    cards = [one.card for one in found]
    kinds, unknown, lacking = {kind: kind_name(kind) for kind in Kind}, _("不明"), _("需补充")
    return {
        "place": [card.identity.place or unknown for card in cards],
        "year": [card.identity.year for card in cards],
        "status": ["" if one.complete else lacking for one in found],
        "kind": [kinds[card.identity.kind] for card in cards],
        "title": [title_of(card) for card in cards],
        "issuer": [card.identity.issuer or "" for card in cards],
        "published": [card.identity.published or "" for card in cards],
        "characters": [card.characters for card in cards],
        "coverage": [card.coverage for card in cards],
        "above": [" › ".join(card.identity.place_path[:-1]) for card in cards],
    }


def _looks() -> dict[str, Any]:
    column = st.column_config
    return {
        "place": column.TextColumn(_("地方"), width=90, pinned=True),
        "year": column.NumberColumn(_("年份"), format="%d", width=60),
        "kind": column.TextColumn(_("类型"), width=108),
        "title": column.TextColumn(_("标题"), width=240),
        "issuer": column.TextColumn(_("发布机关"), width=130),
        "published": column.TextColumn(_("发布日期"), width=100),
        "characters": column.NumberColumn(_("字数"), format="localized", width=70),
        "coverage": column.NumberColumn(_("读入比例"), format="percent", width=80),
        "status": column.TextColumn(_("状态"), width=70),
        "above": column.TextColumn(_("所属"), width=150),
    }
