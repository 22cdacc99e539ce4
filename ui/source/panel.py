"""A citation opened: its sentence highlighted inside its section, all that says where it stands, and the original."""

from pathlib import Path

import streamlit as st

from rag.answering.phrases import place_of
from rag.browsing.opened import Opened, open_citation
from rag.errors import FazhiError
from rag.pipeline import Desk
from rag.types import Citation
from ui.labels import year_name
from ui.plain import as_html, details, file_name, plain, title_of
from ui.source.pdf import draw_original
from ui.telling import told
from ui.words import _, counted

_HERE = Path(__file__).parent
_SECTION = st.components.v2.component(
    "fazhi.section", js=(_HERE / "section.js").read_text(encoding="utf-8"), isolate_styles=False
)
_LINK = st.components.v2.component(
    "fazhi.link", js=(_HERE / "link.js").read_text(encoding="utf-8"), isolate_styles=False
)


@st.fragment
def draw_source(citation: Citation, desk: Desk, key: str = "") -> None:
    """Draw a citation's section with the quote highlighted, where it stands, and a PDF's page with its words marked.

    Where one citation after another is drawn in the same place, `key` names the place.
    """
    key = key or citation.id
    try:
        opened = _opened(citation.id, desk.library.generation, str(desk.library.folder), citation, desk)
    except FazhiError as error:
        st.warning(told(error), icon=":material/info:")
        return
    st.html(_origin(citation))
    if opened.paged:
        text, page = st.tabs([_("原文"), _("页面")], key=f"faces-{key}", on_change="rerun")
        with text:
            _draw_section(citation, opened, key)
        with page:
            if page.open:
                draw_original(citation, desk)
    else:
        _draw_section(citation, opened, key)
    _draw_known(citation, key)


@st.cache_data(max_entries=64, show_spinner=False)
def _opened(citation_id: str, generation: int, folder: str, _citation: Citation, _desk: Desk) -> Opened:
    return open_citation(_citation, _desk.library)


def _origin(citation: Citation) -> str:
    """Return which report a quote stands in, and where in it."""
    identity = citation.card.identity
    year = year_name(identity.year) if identity.year else ""
    page = _("第 {page} 页").format(page=citation.page) if citation.page else ""
    place = " · ".join(filter(None, (identity.place and place_of(citation.card), year, page)))
    path = " › ".join(citation.headings)
    lines = (("b", title_of(citation.card)), ("span", place), ("small", path))
    drawn = "".join(f"<{tag}>{as_html(words)}</{tag}>" for tag, words in lines if words)
    return f"<div class='fz-origin'>{drawn}</div>"


def _draw_section(citation: Citation, opened: Opened, key: str) -> None:
    heading = citation.headings[-1] if citation.headings else ""
    heading = heading if opened.before.startswith(heading) else ""
    data = {
        "name": _("原文"),
        "heading": heading,
        "before": opened.before.removeprefix(heading),
        "quote": opened.quote,
        "behind": opened.behind,
        "far_before": opened.far_before,
        "far_behind": opened.far_behind,
        "earlier": counted("前文 {count} 字", len(opened.far_before)),
        "later": counted("后文 {count} 字", len(opened.far_behind)),
    }
    data = {name: plain(words) for name, words in data.items()}
    _SECTION(key=f"section-{key}", data=data)


def _draw_known(citation: Citation, key: str) -> None:
    card = citation.card
    known = ((_("发布机关"), card.identity.issuer or ""), (_("文件"), file_name(card.file)))
    st.html(details(known))
    words = {"name": _("引文编号"), "copy": _("复制链接"), "done": _("已复制")}
    _LINK(key=f"link-{key}", data={"id": plain(citation.id), **words})
