"""The view of a report's text with its outline: Streamlit has none that scrolls to a heading."""

from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_VIEW = st.components.v2.component(
    "fazhi.text",
    html='<div class="text-view"></div>',
    css=(_HERE / "text_view.css").read_text(encoding="utf-8"),
    js=(_HERE / "text_view.js").read_text(encoding="utf-8"),
)


def draw_text(data: dict[str, Any], key: str) -> int | None:
    """Draw pieces of text beside an outline, and return the section just chosen where it is not on this page.

    `data` has `made`, which names the page; `pieces` of `text`, `tone` and `section`; `outline` of `section`, `level`
    and `title`; `jump` with the `section` to scroll to and a count of such jumps, or None; and `words` for its labels.
    Everything is drawn as text.
    """
    chosen: int | None = _VIEW(data=data, key=key, on_chosen_change=_noticed).chosen
    return chosen


def _noticed() -> None:
    """Let the choice make the page run anew; the run reads it."""
