"""The page of a PDF that a citation stands on, its words marked; the door to streamlit-pdf-viewer."""

import streamlit as st
from streamlit_pdf_viewer import pdf_viewer  # type: ignore[import-untyped]

from rag.browsing.opened import Leaves, original_pages
from rag.errors import FazhiError
from rag.pipeline import Desk
from rag.types import Citation
from ui.telling import told
from ui.words import _

_HEIGHT = 520
_SHARP = 2
_MARK = "rgb(214, 132, 0)"
_LINE = 2


def draw_original(citation: Citation, desk: Desk) -> None:
    """Draw the pages of the original that a citation stands on, scrolled to its words."""
    try:
        leaves = _leaves(citation.id, desk.library.generation, str(desk.library.folder), citation, desk)
    except FazhiError as error:
        st.warning(told(error), icon=":material/info:")
        return
    if not leaves.boxes:
        st.caption(_("这一页上没有标出引文的位置。"))
    pdf_viewer(
        leaves.data,
        height=_HEIGHT,
        annotations=marks(leaves),
        annotation_outline_size=_LINE,
        resolution_boost=_SHARP,
        scroll_to_annotation=1 if leaves.boxes else None,
        scroll_behavior="instant",
        key=f"pages-{citation.id}",
    )


def marks(leaves: Leaves) -> list[dict[str, str | int | float | bool]]:
    """Return the boxes of a quote as the viewer takes them: pages from 1, points from a page's upper left."""
    return [
        {
            "page": box.leaf + 1,
            "x": box.left * leaves.sizes[box.leaf][0],
            "y": box.top * leaves.sizes[box.leaf][1],
            "width": box.width * leaves.sizes[box.leaf][0],
            "height": box.height * leaves.sizes[box.leaf][1],
            "color": _MARK,
            "border": "solid",
        }
        for box in leaves.boxes
    ]


@st.cache_data(max_entries=16, show_spinner=False)
def _leaves(citation_id: str, generation: int, folder: str, _citation: Citation, _desk: Desk) -> Leaves:
    return original_pages(_citation, _desk.library)
