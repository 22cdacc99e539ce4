"""Finding a passage: one line that understands words, figures, document numbers and ids, and filters beside it."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

import streamlit as st

from rag.cited import find_cited
from rag.errors import FazhiError
from rag.finding.find import MOST, Found, Hit, Order, Rank, find
from rag.finding.quotes import Quoted, quoted
from rag.finding.texts import Texts
from rag.finding.wanted import Filters, Wanted, read_line
from rag.pipeline import Desk
from rag.types import Kind, ReportCard
from ui.citations.results import draw_results
from ui.labels import kind_name, year_name
from ui.plain import as_label
from ui.telling import told
from ui.words import _, counted

_PAGE = 10

T = TypeVar("T")


def draw_search(desk: Desk) -> None:
    """Draw the search line, the filters, and what they find."""
    generation = desk.library.generation
    line = _line()
    filters = _filters(desk, generation)
    wanted = _wanted(desk, generation, line, filters)
    if wanted.empty:
        _draw_hints()
        return
    _draw_read(wanted, filters)
    if wanted.ids:
        _draw_ids(wanted.ids, desk)
        return
    with st.spinner(_("正在查找…")):
        found = _found(desk, generation, wanted, _order())
    _draw_found(found, desk)


def _line() -> str:
    line = st.text_input(
        _("查找"),
        placeholder=_("词句、数据、文号、地方和年份，或引文编号"),
        key="find-line",
        type="search",
        icon=":material/search:",
        label_visibility="collapsed",
        persist_state="session",
    )
    return (line or "").strip()


def _filters(desk: Desk, generation: int) -> Filters:
    """Draw the filters beside the line, of what the library has."""
    paths, years, kinds = _choices(desk, generation)
    with st.container(key="fz-filters"):
        return Filters(
            _chosen(_("地方"), paths, _place_name, _("全部地方"), "find-places"),
            _chosen(_("年份"), years, year_name, _("全部年份"), "find-years"),
            _chosen(_("类型"), kinds, kind_name, _("全部类型"), "find-kinds"),
        )


def _chosen(label: str, options: Sequence[T], name: Callable[[T], str], none: str, key: str) -> tuple[T, ...]:
    """Draw a choice of several, none of which is all."""
    chosen = st.multiselect(
        label,
        options,
        format_func=name,
        placeholder=none,
        key=key,
        label_visibility="collapsed",
        persist_state="session",
    )
    return tuple(chosen)


def _place_name(path: tuple[str, ...]) -> str:
    return _("{value}（{words}）").format(value=path[-1], words=_("、").join(path[:-1])) if len(path) > 1 else path[-1]


def _order() -> Order:
    names = {Order.BEST: _("最相关在前"), Order.NEWEST: _("最新在前")}
    chosen = st.segmented_control(
        _("排序"),
        list(Order),
        format_func=names.__getitem__,
        default=Order.BEST,
        required=True,
        key="find-order",
        label_visibility="collapsed",
    )
    return chosen or Order.BEST


def _draw_hints() -> None:
    rows = (
        (_("词句"), _("容缺受理")),
        (_("数据"), _("96.6%，或 出庭应诉率 96.6%")),
        (_("文号"), _("苏府〔2021〕12号，括号写法不限")),
        (_("地方和年份"), _("苏州 2021 出庭应诉")),
        (_("引文编号"), _("整段粘贴也可以")),
    )
    lines = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in rows)
    st.html(f"<dl class='fz-details'>{lines}</dl>")


def _draw_read(wanted: Wanted, filters: Filters) -> None:
    """Say which places and years of the line were taken as filters."""
    told_places = [path[-1] for path in wanted.filters.places if path not in filters.places]
    told_years = [year_name(year) for year in wanted.filters.years if year not in filters.years]
    taken = _("、").join(dict.fromkeys([*told_places, *told_years]))
    if taken:
        st.caption(_("只在{taken}的报告里找。要找这几个字本身，请加引号。").format(taken=as_label(taken)))


def _draw_ids(ids: Sequence[str], desk: Desk) -> None:
    """Draw the citations of ids that were pasted, and say which cite nothing."""
    results = []
    for one in ids[:_PAGE]:
        try:
            results.append(Quoted(find_cited(one, desk.library).citation, ()))
        except FazhiError as error:
            st.warning(told(error), icon=":material/link_off:")
    if results:
        draw_results(results, "found-ids", {})


def _draw_found(found: Found, desk: Desk) -> None:
    if not found.hits:
        st.info(_("没有找到。可以换个说法，或放宽地方和年份。"), icon=":material/search_off:")
        return
    exact = sum(hit.rank is not Rank.NEAR for hit in found.hits)
    st.caption(
        _("符合的超过 {most} 处，只列出前 {most} 处。").format(most=MOST) if found.more else _count(exact, found)
    )
    pages = -(-len(found.hits) // _PAGE)
    key = f"found-{hash((found.wanted, found.hits[:3]))}"
    page = st.session_state.get(f"{key}-page", 1) if pages > 1 else 1
    hits = found.hits[(page - 1) * _PAGE : page * _PAGE]
    draw_results(_quotes(desk, desk.library.generation, hits), f"{key}-{page}", _heads(hits, exact))
    if pages > 1:
        st.pagination(pages, key=f"{key}-page")


def _count(exact: int, found: Found) -> str:
    if found.more:
        return _("符合的超过 {most} 处，只列出前 {most} 处。").format(most=MOST)
    if exact:
        return counted("符合的有 {count} 处", exact)
    return _("没有完全相符的句子，下面是意思相近的。")


def _heads(hits: Sequence[Hit], exact: int) -> dict[int, str]:
    """Return the words over the first passage that only comes near, where others stand before it."""
    near = next((at for at, hit in enumerate(hits) if hit.rank is Rank.NEAR), None)
    return {near: _("意思相近的")} if near is not None and exact else {}


@lru_cache(maxsize=4)
def _texts(desk: Desk) -> Texts:
    return Texts(desk.library)


@lru_cache(maxsize=64)
def _wanted(desk: Desk, generation: int, line: str, filters: Filters) -> Wanted:
    return read_line(line, filters, desk.library.cards())


@lru_cache(maxsize=64)
def _found(desk: Desk, generation: int, wanted: Wanted, order: Order) -> Found:
    return find(wanted, desk, _texts(desk), order)


@lru_cache(maxsize=128)
def _quotes(desk: Desk, generation: int, hits: tuple[Hit, ...]) -> tuple[Quoted, ...]:
    return tuple(quoted(hit, desk.library) for hit in hits)


@lru_cache(maxsize=4)
def _choices(desk: Desk, generation: int) -> tuple[list[tuple[str, ...]], list[int], list[Kind]]:
    """Return the places that reports are of, with those above them, the years and the kinds."""
    cards: Sequence[ReportCard] = desk.library.cards()
    paths = {
        card.identity.place_path[:depth] for card in cards for depth in range(1, len(card.identity.place_path) + 1)
    }
    years = {card.identity.year for card in cards if card.identity.year}
    kinds = {card.identity.kind for card in cards}
    return sorted(paths), sorted(years, reverse=True), [kind for kind in Kind if kind in kinds]
