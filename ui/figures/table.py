"""The table: a row for each place and year, a column for each indicator; a cell that is pressed opens its citation."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from rag.answering.table import Cell, CellState, Row, Table
from rag.export import label_of, place_names, table_bytes
from rag.pipeline import Desk
from rag.types import Citation
from ui.plain import as_label
from ui.source.panel import draw_source
from ui.telling import told
from ui.words import _, counted

_HEAD, _ROW, _ROWS = 38, 35, 16
_TURN, _OPEN = "figures-turn", "figures-open"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LISTED = 300
_WIDEST = 240


@dataclass(frozen=True, slots=True)
class Opened:
    """The cell that is open: its row and column, both from 0."""

    row: int
    column: int


def draw_table(table: Table) -> Opened | None:
    """Draw a table, what it notes and its files; return the cell that is open."""
    for note in table.notes:
        st.info(told(note), icon=":material/lightbulb:")
    opened = _choose_cell(table, place_names(table))
    _draw_files(table)
    return opened


def cell_text(cell: Cell, row: Row) -> str:
    """Return what a cell says: its values as printed, each told from the others, or why there is none."""
    if len(cell.figures) == 1 or (cell.state is CellState.VALUE and cell.figures):
        return "".join(cell.figures[0].figure.raw.split())
    if cell.figures:
        told_apart = ((label_of(one, row.year), "".join(one.figure.raw.split())) for one in cell.figures)
        return _("；").join(
            dict.fromkeys(
                _("{raw}（{label}）").format(label=label, raw=raw) if label else raw for label, raw in told_apart
            )
        )
    if cell.citations:
        return "".join(cell.citations[0].quote.split())
    return empty_name(cell.state)


def empty_name(state: CellState) -> str:
    """Return why a cell is empty, in a few words."""
    names = {
        CellState.NOT_MENTIONED: _("未提及"),
        CellState.NO_REPORT: _("没有报告"),
        CellState.UNREAD: _("未能读出"),
    }
    return names.get(state, "")


def _choose_cell(table: Table, names: list[str]) -> Opened | None:
    """Draw the grid and, for the keyboard, a list of its cells; return the cell that is open."""
    key = f"figures-grid-{hash(table)}-{st.session_state.get(_TURN, 0)}"
    chosen = st.dataframe(
        _columns(table, names),
        hide_index=True,
        height=_HEAD + _ROW * min(_ROWS, len(table.rows)) + 2,
        column_config=_looks(table),
        on_select="rerun",
        selection_mode="single-cell",
        key=key,
        alt=_("指标表"),
    )
    cells = chosen.selection.cells
    if cells and str(cells[0][1]).startswith("c"):
        return Opened(cells[0][0], int(str(cells[0][1])[1:]))
    return _listed(table, names, key)


def _listed(table: Table, names: list[str], key: str) -> Opened | None:
    """Draw the same cells to be chosen by keyboard; not where they are many."""
    every = [Opened(row, column) for row in range(len(table.rows)) for column in range(len(table.indicators))]
    if len(every) > _LISTED:
        st.caption(_("点一格看出处。"))
        return None
    return st.selectbox(
        _("看一格的出处"),
        every,
        index=None,
        format_func=lambda one: _cell_name(table, one, names),
        placeholder=_("点一格看出处，也可以在这里选"),
        key=f"{key}-list",
        label_visibility="collapsed",
    )


def _cell_name(table: Table, at: Opened, names: list[str]) -> str:
    row = table.rows[at.row]
    return f"{names[at.row]} {row.year or ''} {table.indicators[at.column]} {cell_text(row.cells[at.column], row)}"


def _columns(table: Table, names: list[str]) -> dict[str, list[Any]]:
    issuers = [row.issuer or "" for row in table.rows]
    return {
        "place": names,
        "year": [row.year for row in table.rows],
        **{f"c{at}": [cell_text(row.cells[at], row) for row in table.rows] for at in range(len(table.indicators))},
        "issuer": issuers,
    }


def _looks(table: Table) -> dict[str, Any]:
    column = st.column_config
    values = {
        f"c{at}": column.TextColumn(name, width=min(_WIDEST, 60 + 14 * len(name)))
        for at, name in enumerate(table.indicators)
    }
    return {
        "place": column.TextColumn(_("地方"), width=90, pinned=True),
        "year": column.NumberColumn(_("年份"), format="%d", width=60, pinned=True),
        **values,
        "issuer": column.TextColumn(_("发布机关"), width=150),
    }


def _draw_files(table: Table) -> None:
    with st.container(horizontal=True):
        st.download_button(
            _("下载 XLSX"),
            lambda: table_bytes(table, ".xlsx"),
            _("指标.xlsx"),
            _XLSX,
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            _("下载 CSV"),
            lambda: table_bytes(table, ".csv"),
            _("指标.csv"),
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )


def _close() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def draw_cell(table: Table, at: Opened, desk: Desk) -> None:
    """Draw the source of a cell beside the page, or why it has none."""
    row, names = table.rows[at.row], place_names(table)
    cell = row.cells[at.column]
    with st.container(key="fz-source"):
        st.button(_("关闭"), icon=":material/close:", key="fz-close", on_click=_close, type="tertiary")
        st.markdown(f"**{as_label(_cell_name(table, at, names))}**")
        if cell.citations:
            draw_source(_one_of(cell.citations, f"{at.row}-{at.column}"), desk, key="cell")
        else:
            st.info(_why(cell, row), icon=":material/info:")


def _one_of(citations: tuple[Citation, ...], key: str) -> Citation:
    """Return the citation to be shown, of several the one that is chosen."""
    if len(citations) == 1:
        return citations[0]
    chosen = st.segmented_control(
        counted("{count} 条引文", len(citations)),
        range(len(citations)),
        format_func=lambda at: str(at + 1),
        default=0,
        required=True,
        key=f"figures-cite-{key}",
    )
    return citations[chosen or 0]


def _why(cell: Cell, row: Row) -> str:
    """Return in a sentence why a cell is empty."""
    if cell.state is CellState.NO_REPORT:
        return _("报告库里没有这个地方这一年的报告。")
    if cell.state is CellState.UNREAD:
        return _("这份报告有的页是图片，没有文字，未能读出；不能断定它没有提到。")
    return _("这份报告没有提到这个指标。")
