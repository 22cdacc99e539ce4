"""The conversation's scope, over the input: place, year and kind of report, each to be chosen otherwise or lifted."""

from collections.abc import Callable, Sequence

import streamlit as st

from rag.browsing.scoping import Bound, Choices, Held, choices, held_scope, moved_to
from rag.pipeline import Desk
from ui.chat.talk import put
from ui.labels import year_name
from ui.plain import plain
from ui.words import _

_ICONS = {Bound.PLACE: ":material/location_on:", Bound.YEAR: ":material/event:", Bound.KIND: ":material/category:"}
_Value = str | int | tuple[str | int, ...]
_LIFTED = ""


def draw_bounds(asked: Sequence[str], desk: Desk) -> None:
    """Draw the scope that the last question was asked in; another choice asks that question again within it."""
    held, there = _scope(tuple(asked), desk.library.generation, str(desk.library.folder), desk)
    with st.container(horizontal=True, gap="small", key="fz-bounds"):
        _choose(Bound.PLACE, (_("地方"), _("不限地方")), (held.places, there.places))
        _choose(Bound.YEAR, (_("年份"), _("不限年份")), (held.years, there.years))
        if len(there.kinds) > 1:
            kinds = (held.kind.value,) if held.kind else ()
            _choose(Bound.KIND, (_("报告类别"), _("不限类别")), (kinds, tuple(one.value for one in there.kinds)))


@st.cache_data(max_entries=64, show_spinner=False)
def _scope(asked: tuple[str, ...], generation: int, folder: str, _desk: Desk) -> tuple[Held, Choices]:
    held = held_scope(asked, _desk)
    return held, choices(held, _desk)


def _choose(bound: Bound, names: tuple[str, str], values: tuple[Sequence[str | int], Sequence[str | int]]) -> None:
    """Draw one bound as a list of what there is; several that are held at once stand as one entry of it."""
    (name, lifted), (held, there) = names, values
    now: _Value = _LIFTED if not held else held[0] if len(held) == 1 else tuple(held)
    options: list[_Value] = [_LIFTED, *there] if now in (_LIFTED, *there) else [now, _LIFTED, *there]
    key = f"bound-{bound}"
    st.session_state[key] = now
    st.selectbox(
        name,
        options,
        format_func=_named(lifted),
        key=key,
        on_change=_move,
        args=(bound, key),
        label_visibility="collapsed",
        icon=_ICONS[bound],
    )


def _named(lifted: str) -> Callable[[object], str]:
    def name(value: object) -> str:
        if value == _LIFTED:
            return lifted
        if isinstance(value, tuple):
            return _("、").join(map(name, value))
        return year_name(value) if isinstance(value, int) else plain(str(value))

    return name


def _move(bound: Bound, key: str) -> None:
    value = st.session_state[key]
    if not isinstance(value, tuple):
        put(moved_to(bound, None if value == _LIFTED else value))
