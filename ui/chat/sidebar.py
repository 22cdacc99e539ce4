"""The conversations beside the chat: begun, found, opened, named, taken along and deleted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from rag.errors import FazhiError
from rag.pipeline import Desk
from rag.talks.docx import docx
from rag.talks.export import file_stem, json_lines, markdown
from rag.talks.turn import Day, Talk, Turn, by_day
from ui.chat.talk import go_to, kept_for_good, opened, own, said, say, start_again
from ui.plain import as_label, shortened
from ui.source.beside import close_source
from ui.telling import told
from ui.words import _

_SHOWN = 24
_MORE = "talks_shown"
_MENU = "talk_menu"
_LONGEST = 40
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draw_sidebar(desk: Desk) -> None:
    """Draw what can be done with conversations; after the turn of this run, so that it is among them."""
    with st.sidebar, st.container(key="fz-talks", gap="small"):
        try:
            st.button(_("新对话"), icon=":material/edit_square:", on_click=_begin, width="stretch")
            _draw_menu(desk)
            _draw_said(desk)
            _draw_list(desk)
        except FazhiError as error:
            st.warning(told(error), icon=":material/error:")


def _begin() -> None:
    start_again()
    close_source()


def _draw_said(desk: Desk) -> None:
    line = said()
    if line:
        st.info(told(line), icon=":material/info:")
    if not kept_for_good(desk):
        st.caption(_("报告库的文件夹不能写入，对话只保留到服务重启。"))


def _draw_menu(desk: Desk) -> None:
    """Draw what can be done with the conversation that is open."""
    now = opened()
    talk = own(desk).find(now.id) if now.id else None
    if talk is None:
        return
    with st.popover(_("这段对话"), icon=":material/more_horiz:", width="stretch", key=_MENU, on_change="rerun"):
        with st.form(f"name-{talk.id}", border=False):
            name = st.text_input(_("名称"), value=talk.name, max_chars=80, key=f"name-of-{talk.id}")
            if st.form_submit_button(_("改名"), width="stretch"):
                own(desk).rename(talk.id, name)
                st.rerun()
        _draw_exports(talk, now.turns)
        asked = st.button(_("删除"), icon=":material/delete:", width="stretch", key="delete-talk", on_click=_close_menu)
    if asked:
        _confirm(talk, desk)


def _close_menu() -> None:
    st.session_state[_MENU] = False


def _draw_exports(talk: Talk, turns: Sequence[Turn]) -> None:
    """Draw the forms in which a conversation can be taken along; each is made when it is asked for."""
    name, of = talk.name or _("对话"), tuple(turns)
    forms = (
        (_("导出 Word，引文为脚注"), "docx", _WORD, lambda: docx(name, of)),
        (_("导出 Markdown"), "md", "text/markdown", lambda: markdown(name, of)),
        (_("导出 JSON Lines，可再核对"), "jsonl", "application/jsonl", lambda: json_lines(of)),
    )
    for label, ending, kind, made in forms:
        st.download_button(
            label,
            made,
            file_name=f"{file_stem(name)}.{ending}",
            mime=kind,
            key=f"export-{ending}",
            on_click="ignore",
            width="stretch",
        )


def _confirm(talk: Talk, desk: Desk) -> None:
    """Ask once more before a conversation is deleted."""

    @st.dialog(_("删除这段对话？"))
    def dialog() -> None:
        st.markdown(f"**{_named(talk)}**")
        st.markdown(_("问答和对它的评价都会删除，不能恢复。"))
        with st.container(horizontal=True):
            if st.button(_("删除"), icon=":material/delete:", key="really-delete"):
                _delete(talk, desk)
            if st.button(_("保留"), key="keep-talk"):
                st.rerun()

    dialog()


def _delete(talk: Talk, desk: Desk) -> None:
    try:
        own(desk).delete(talk.id)
        _begin()
    except FazhiError as error:
        say(str(error))
    st.rerun()


@st.fragment
def _draw_list(desk: Desk) -> None:
    """Draw the conversations by day, those with the words that are looked for."""
    words = st.text_input(
        _("搜索对话"),
        type="search",
        key="find-talk",
        placeholder=_("搜索对话"),
        label_visibility="collapsed",
        live=True,
    )
    shown = st.session_state.get(_MORE, _SHOWN)
    try:
        talks = own(desk).talks(shown + 1, words or "")
    except FazhiError as error:  # told here, since nothing that a fragment raises reaches its page
        st.warning(told(error), icon=":material/error:")
        return
    if not talks:
        st.caption(_("没有对话含有这些词。") if words else _("问过的问题会留在这里。"))
    with st.container(key="fz-talk-list", gap="xxsmall"):
        for day, those in by_day(talks[:shown], _now()).items():
            st.caption(_day_name(day))
            for talk in those:
                _draw_talk(talk)
    if len(talks) > shown and st.button(_("更多"), key="more-talks", type="tertiary", width="stretch"):
        st.session_state[_MORE] = shown + _SHOWN
        st.rerun(scope="fragment")


def _draw_talk(talk: Talk) -> None:
    here = talk.id == opened().id
    kind: Literal["secondary", "tertiary"] = "secondary" if here else "tertiary"
    if st.button(_named(talk), key=f"talk-{talk.id}", type=kind, width="stretch", wrap=True):
        go_to(talk.id)
        close_source()
        st.rerun()


def _named(talk: Talk) -> str:
    return as_label(shortened(talk.name, _LONGEST)) or _("未命名")


def _day_name(day: Day) -> str:
    return {Day.TODAY: _("今天"), Day.YESTERDAY: _("昨天"), Day.EARLIER: _("更早")}[day]


def _now() -> datetime:
    """Return the time where the visitor is, else where the server is."""
    try:
        return datetime.now(ZoneInfo(st.context.timezone or ""))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return datetime.now().astimezone()
