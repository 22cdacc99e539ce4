"""The page: five rooms over one library of reports; `fazhi chat` serves it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import streamlit as st

from rag.config import Settings
from rag.errors import FazhiError, InputError, ModelError
from rag.pipeline import Desk
from ui.access import draw_door, draw_visitor, may_read
from ui.chat.page import draw_chat
from ui.citations.page import draw_citations
from ui.evals.page import draw_evals
from ui.figures.page import draw_figures
from ui.opening import open_desk, read_settings
from ui.shelf.page import draw_shelf
from ui.telling import told
from ui.visitor import remember
from ui.words import _, choose_language

_STYLE = Path(__file__).with_name("style.css")
_ICON = Path(__file__).with_name("icon.svg")


def main() -> None:
    """Draw the page once; whatever goes wrong is said in a sentence."""
    st.set_page_config(page_title="法治 Fazhi", page_icon=str(_ICON), layout="wide")
    st.logo(str(_ICON), size="large")
    st.html(_STYLE)
    remember()
    with _told():
        settings = read_settings()
        if may_read(settings):
            _rooms(settings)
        else:
            _door(settings)
    with st.sidebar:
        choose_language()


def _rooms(settings: Settings) -> None:
    chat = _page(draw_chat, _("问答"), "forum", default=True)
    citations = _page(draw_citations, _("引文"), "format_quote")
    figures = _page(draw_figures, _("指标"), "table_chart")
    reports = st.Page(draw_shelf, title=_("报告"), icon=":material/library_books:", url_path="reports")
    evals = _page(draw_evals, _("评测"), "fact_check")
    page = st.navigation([chat, citations, figures, reports, evals])
    if page == chat and "cite" in st.query_params:
        st.switch_page(citations, query_params={"cite": st.query_params["cite"]})
    with _told():
        page.run()
    with st.sidebar:
        draw_visitor(settings)


def _door(settings: Settings) -> None:
    """Draw the same door at every address, so that a link to a page leads to it and not to a page that is missing."""
    door, paths = partial(draw_door, settings), ("chat", "citations", "figures", "reports", "evals")
    pages = [st.Page(door, title=_("登录"), url_path=path, default=path == "chat") for path in paths]
    st.navigation(pages, position="hidden").run()


def _page(draw: Callable[[Desk], None], title: str, icon: str, *, default: bool = False) -> st.Page:
    """Return a page over the library, which says how to come by one where there is none."""

    def page() -> None:
        try:
            desk = open_desk()
        except InputError as error:
            _draw_nothing(told(error))
            return
        if desk.library.cards():
            draw(desk)
        else:
            _draw_nothing(_("先到“报告”页加入文件，或在终端运行 fazhi index 文件夹。"))

    path = draw.__name__.removeprefix("draw_")
    return st.Page(page, title=title, icon=f":material/{icon}:", url_path=path, default=default)


def _draw_nothing(why: str) -> None:
    st.info(f"**{_('报告库里还没有报告')}**\n\n{why}", icon=":material/library_add:")


@contextmanager
def _told() -> Iterator[None]:
    """Say what went wrong in a sentence."""
    try:
        yield
    except FazhiError as error:
        title = _("向量模型打不开") if isinstance(error, ModelError) else _("报告库现在不能用")
        st.error(f"**{title}**\n\n{told(error)}", icon=":material/error:")
    except Exception:
        logging.getLogger(__name__).exception("the page could not be drawn")
        st.error(_("页面出了意外的问题，请刷新再试；详情在服务器的日志里。"))


main()
