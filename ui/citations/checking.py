"""Checking an exported answer: which of its citations still stand."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from rag.cited import Standing
from rag.errors import FazhiError
from rag.finding.checking import Checked, check_text, read_upload
from rag.pipeline import Desk
from ui.plain import as_html, place_and_year
from ui.telling import told
from ui.words import _, counted

_FILES = ["md", "txt", "docx", "json", "jsonl"]
_SHOWN = 200


def draw_checking(desk: Desk) -> None:
    """Draw the box for an exported answer and what has become of each citation in it."""
    pasted = st.text_area(
        _("粘贴导出的回答"),
        placeholder=_("粘贴导出的文字、Markdown 或 JSON，只要带着引文编号"),
        height=160,
        key="check-text",
        persist_state="session",
    )
    given = st.file_uploader(_("或选一个导出的文件"), type=_FILES, key="check-file")
    try:
        text = read_upload(given.name, given.getvalue()) if given else pasted or ""
        if text.strip():
            _draw_checked(check_text(text, desk.library))
    except FazhiError as error:
        st.warning(told(error), icon=":material/error:")


def _draw_checked(checked: Sequence[Checked]) -> None:
    if not checked:
        st.info(_("这段文字里没有引文编号。请粘贴从“问答”页导出的全文。"), icon=":material/search_off:")
        return
    _draw_counts(checked)
    rows = "".join(_row(one) for one in checked[:_SHOWN])
    st.html(f"<ol class='fz-checked'>{rows}</ol>")
    if len(checked) > _SHOWN:
        st.caption(_("只列出前 {most} 条。").format(most=_SHOWN))


def _draw_counts(checked: Sequence[Checked]) -> None:
    states = Counter(_state(one) for one in checked)
    parts = [counted("{count} 条引文", len(checked)), *(f"{name} {count}" for name, count in states.items())]
    st.html(f"<p class='fz-counts' role='status'>{''.join(f'<span>{as_html(part)}</span>' for part in parts)}</p>")


def _state(one: Checked) -> str:
    if one.reworded:
        return _("文字已改")
    return {Standing.SAME: _("同"), Standing.CHANGED: _("已变"), Standing.GONE: _("已无")}[one.standing]


def _why(one: Checked) -> str:
    """Return what a state means, in a sentence."""
    if one.reworded:
        return _("编号所指的原文还在，但粘贴的文字里没有这句话，可能改动过。")
    if one.standing is Standing.SAME:
        return _("与库中报告的原文一致。")
    if one.standing is Standing.CHANGED and one.quote_still_there:
        return _("报告换了新版本，这句话仍在，位置变了。")
    if one.standing is Standing.CHANGED:
        return _("报告换了新版本，这句话已经没有了。")
    return _("库中没有这句话：报告已移出，或编号、引文被改动过。")


def _row(one: Checked) -> str:
    name = as_html(one.id)
    link = f"<a href='./?cite={name}' target='_blank' rel='noopener'>{as_html(_('打开'))} {name}</a>"
    card = one.there.citation.card if one.there else None
    whose = f"<b>{as_html(place_and_year(card))}</b>" if card else ""
    quote = f"<q>{as_html(''.join(one.quote.split(chr(10))))}</q>" if one.quote else ""
    mark = "reworded" if one.reworded else one.standing.value
    return (
        f"<li><p><span class='fz-state fz-state-{mark}'>{as_html(_state(one))}</span>{whose}"
        f"<span>{as_html(_why(one))}</span></p>{quote}<small>{link if one.there else name}</small></li>"
    )
