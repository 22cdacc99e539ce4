"""What the table is to show: chosen on the page, kept in its address, so that it can be sent and survives a reload."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import streamlit as st

from rag.answering.table_rows import RowsAsked
from rag.browsing.choosing import TableChoices, table_choices
from rag.pipeline import Desk
from rag.types import Kind
from ui.labels import kind_name, year_name
from ui.words import _

_INDICATOR, _PLACE, _YEAR, _KIND = "indicator", "place", "year", "kind"
_READ = "figures-read"
_MOST = 12

T = TypeVar("T", str, int, Kind)


@dataclass(frozen=True, slots=True)
class Choice:
    """The indicators, and the rows that are asked for."""

    indicators: tuple[str, ...]
    rows: RowsAsked


def draw_choice(desk: Desk) -> Choice:
    """Draw what may be chosen and return what is; the address says the same."""
    there = _there(desk, desk.library.generation)
    _read_address(there)
    indicators = _indicators(there)
    with st.container(key="fz-filters"):
        names = {"".join(path): path for path in there.places}
        places = _several(_("地方"), list(names), lambda one: _place_name(names[one]), _("全部地方"), _PLACE)
        years = _several(_("年份"), there.years[::-1], year_name, _("全部年份"), _YEAR)
        kinds = _several(_("类型"), there.kinds, kind_name, _("全部类型"), _KIND)
    _write_address({_INDICATOR: indicators, _PLACE: places, _YEAR: [*map(str, years)], _KIND: [*map(str, kinds)]})
    kind = kinds[0] if len(kinds) == 1 else None
    return Choice(tuple(indicators), RowsAsked(tuple(places), tuple(sorted(years)), kind))


def _indicators(there: TableChoices) -> list[str]:
    more = [one for one in st.session_state.get(_key(_INDICATOR), ()) if one not in there.indicators]
    chosen = st.multiselect(
        _("指标"),
        [*there.indicators, *more],
        placeholder=_("选指标，或输入别的指标后按回车"),
        accept_new_options=True,
        max_selections=_MOST,
        key=_key(_INDICATOR),
        persist_state="session",
        select_all=False,
    )
    return list(chosen)


def _several(label: str, options: Sequence[T], name: Callable[[T], str], none: str, key: str) -> list[T]:
    chosen = st.multiselect(
        label,
        options,
        format_func=name,
        placeholder=none,
        key=_key(key),
        max_selections=1 if key == _KIND else None,
        label_visibility="collapsed",
        persist_state="session",
    )
    return list(chosen)


def _place_name(path: tuple[str, ...]) -> str:
    return _("{value}（{words}）").format(value=path[-1], words=" › ".join(path[:-1])) if len(path) > 1 else path[-1]


def _read_address(there: TableChoices) -> None:
    """Take what the address names for chosen, where it was not written by this page itself."""
    named = {key: st.query_params.get_all(key) for key in (_INDICATOR, _PLACE, _YEAR, _KIND)}
    if not any(named.values()) or st.session_state.get(_READ) == named:
        return
    state = st.session_state
    state[_READ] = named
    places = {"".join(path) for path in there.places}
    state[_key(_INDICATOR)] = [one for one in dict.fromkeys(map(str.strip, named[_INDICATOR])) if one][:_MOST]
    state[_key(_PLACE)] = [one for one in named[_PLACE] if one in places]
    state[_key(_YEAR)] = [year for year in there.years if str(year) in named[_YEAR]]
    state[_key(_KIND)] = [kind for kind in there.kinds if kind.value in named[_KIND]][:1]


def _write_address(chosen: dict[str, list[str]]) -> None:
    st.session_state[_READ] = chosen
    for key, values in chosen.items():
        if values and st.query_params.get_all(key) != values:
            st.query_params[key] = values
        elif not values:
            st.query_params.pop(key, None)


def _key(name: str) -> str:
    return f"figures-{name}"


@lru_cache(maxsize=4)
def _there(desk: Desk, generation: int) -> TableChoices:
    return table_choices(desk.library)
