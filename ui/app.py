"""The page: a chat over a library of reports, every answer with its sources; `fazhi chat` serves it."""

import logging
from pathlib import Path

import streamlit as st

from rag.errors import FazhiError, InputError, ModelError
from rag.pipeline import Desk
from ui.answering import draw_question, draw_turn
from ui.examples import draw_examples
from ui.opening import open_desk
from ui.plain import as_label
from ui.reports import draw_reports
from ui.talk import asked, start_again, take_turn, turns
from ui.upload import draw_upload

_STYLE = Path(__file__).with_name("style.css")
_ICON = Path(__file__).with_name("icon.svg")
_EMPTY = (
    "报告库里还没有报告。在这里加入文件，或在终端运行 `fazhi index 文件夹`。 The library is empty: add reports here."
)


def main() -> None:
    """Draw the page once; whatever goes wrong is said in a sentence."""
    st.set_page_config(page_title="法治 Fazhi", page_icon=str(_ICON), layout="centered")
    st.html(_STYLE)
    try:
        _draw()
    except InputError as error:
        _draw_head()
        st.info(f"**还没有报告库 No library yet**\n\n{as_label(str(error))}", icon=":material/library_add:")
        draw_upload(expanded=True)
    except FazhiError as error:
        _draw_error(error)
    except Exception:
        logging.getLogger(__name__).exception("the page could not be drawn")
        st.error("页面出了意外的问题，请刷新再试；详情在服务器的日志里。 Something went wrong: reload the page.")


def _draw() -> None:
    desk = open_desk()
    cards = desk.library.cards()
    if not cards:
        _draw_head()
        st.info(_EMPTY, icon=":material/library_add:")
        draw_upload(expanded=True)
        return
    with st.sidebar:
        st.html("<div class='fz-brand'>法治 <small>Fazhi</small></div>")
        st.button("新对话 New chat", icon=":material/edit_square:", on_click=start_again, width="stretch")
        draw_reports(cards)
        draw_upload()
    _draw_talk(desk)


def _draw_talk(desk: Desk) -> None:
    """Draw the conversation so far, then the question put last and its answer."""
    question = st.chat_input("问一个问题 Ask a question") or asked()
    earlier = turns()
    if not earlier and not question:
        _draw_head()
        draw_examples(desk)
    for number, turn in enumerate(earlier):
        draw_question(turn.question)
        draw_turn(turn, number, desk)
    if question:
        draw_question(question)
        with st.spinner("正在查找… Looking"):
            turn = take_turn(question, desk, earlier)
            earlier.append(turn)
        draw_turn(turn, len(earlier) - 1, desk)


def _draw_head() -> None:
    st.html(
        "<div class='fz-head'><h1>向政府报告提问</h1>"
        "<p>每句回答都有出处，点开即见原文。没有的，就说没有。<br>"
        "<small>Answers from government reports, every one with its source.</small></p></div>"
    )


def _draw_error(error: FazhiError) -> None:
    model = isinstance(error, ModelError)
    title = "向量模型打不开 The model cannot be opened" if model else "报告库现在不能用 The library cannot be used now"
    st.error(f"**{title}**\n\n{as_label(str(error))}", icon=":material/error:")


main()
