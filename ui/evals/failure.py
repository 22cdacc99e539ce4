"""One failed question: what was asked and expected, what came, why that is wrong, and the sources of both."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from eval.labels import state_and_text
from eval.runs_kept import Run, Whole
from rag.answering.cite import citation_id
from rag.cited import find_cited
from rag.errors import FazhiError
from rag.pipeline import Desk
from rag.types import Span, State
from ui.chat.talk import put, start_again
from ui.evals.names import cause_name, origin_name, reason_name, stands_name, type_name
from ui.labels import state_name, year_name
from ui.plain import as_html, as_label, shortened
from ui.source.panel import draw_source
from ui.telling import in_words, told
from ui.words import Language, _, language

_SOURCE = "eval-source"
_QUOTED = 60

_Row = Mapping[str, Any]


def draw_failure(run: Run, failure: _Row, whole: Whole, desk: Desk) -> None:
    """Draw a failed question; beside it the source that is open."""
    told_of, source = st.columns([6, 5], gap="medium")
    where = f"{run.id} {failure['id']}"
    with told_of:
        _draw_question(failure)
        _draw_why(failure)
        _draw_heading(_("应当怎样"))
        _draw_expected(failure)
        _draw_quotes(where, _gold(failure, whole))
        _draw_heading(_("答了什么"))
        _draw_came(failure)
        _draw_quotes(where, _cited(failure, whole))
    with source:
        _draw_source(where, desk)


def _draw_question(failure: _Row) -> None:
    history = "".join(f"<li>{as_html(question)}</li>" for question in failure["history"])
    before = f"<p>{_('此前问过')}</p><ul>{history}</ul>" if history else ""
    type_told = f"{as_html(type_name(failure['type']))} <code>{as_html(failure['type'])}</code>"
    name = f"{type_told} · <code>{as_html(failure['id'])}</code>"
    st.html(f"<div class='fz-failure'><h2>{as_html(failure['question'])}</h2><p>{name}</p>{before}</div>")
    if st.button(_("在问答里问这一题"), icon=":material/forum:"):
        start_again()
        put(failure["question"])
        st.switch_page(st.Page(_nothing, title="chat", url_path="chat"))


def _nothing() -> None:
    """Stand for the page 问答, which is found by its address."""


def _draw_why(failure: _Row) -> None:
    lines = "".join(
        f"<li><b>{as_html(cause_name(name))}</b> <code>{as_html(name)}</code><br>{as_html(_detail(fault))}</li>"
        for name, fault in failure["causes"].items()
    )
    st.html(f"<div class='fz-failure'><h3>{_('为什么不对')}</h3><ul>{lines}</ul></div>")


def _detail(fault: str) -> str:
    """Return a fault's line, which is English, as far as it is there in the reader's language."""
    words = in_words(fault)
    return words if words != fault or language() is Language.ENGLISH else ""


def _draw_heading(words: str) -> None:
    st.html(f"<div class='fz-failure'><h3>{as_html(words)}</h3></div>")


def _draw_expected(failure: _Row) -> None:
    expected = failure["expected"]
    states = _(" 或 ").join(state_name(State(state)) for state in expected["state"])
    rows = [(_("作答状态"), states)]
    rows += [(_("应答"), _owed(slot)) for slot in failure["slots"]]
    rows += [(_("应说明缺"), _lack(lack)) for lack in failure["lacks"]]
    rows += [(_("不该答"), _with(one["value"], origin_name(one["origin"]))) for one in failure["forbidden"]]
    _draw_rows(rows)


def _owed(slot: _Row) -> str:
    """Return a value that is owed, whose it is, and where it stands in the answer."""
    year = year_name(slot["year"]) if slot["year"] else ""
    scope = _(" 或 ").join(slot["scope"])
    whose = " · ".join(filter(None, (slot["place"], year, scope)))
    values = slot["items"] or [slot]
    told_of = _("；").join(_with(one["value"], stands_name(one["stands"])) for one in values)
    return " · ".join(filter(None, (told_of, whose)))


def _with(value: str, words: str) -> str:
    return _("{value}（{words}）").format(value=value, words=words)


def _lack(lack: _Row) -> str:
    year = year_name(lack["year"]) if lack["year"] else ""
    reasons = _(" 或 ").join(map(reason_name, lack["reason"]))
    return " · ".join(filter(None, (reasons, lack["place"], year)))


def _draw_came(failure: _Row) -> None:
    state, text = state_and_text(failure["got"])
    if not state:
        st.markdown(_("没有得到回答。"))
        return
    _draw_rows([(_("作答状态"), state_name(State(state)))])
    st.html(f"<div class='fz-text fz-came'>{as_html(text)}</div>")


def _draw_rows(rows: Iterable[tuple[str, str]]) -> None:
    body = "".join(f"<dt>{as_html(name)}</dt><dd>{as_html(words)}</dd>" for name, words in rows)
    st.html(f"<dl class='fz-details'>{body}</dl>")


def _gold(failure: _Row, whole: Whole) -> list[tuple[str, str]]:
    """Return the quotes that bear the expected values out, by the ids of citations of them."""
    item = whole.items.get(failure["id"])
    spans = [group[0] for group in item.evidence] if item else []
    return [(citation_id(one.report, Span(one.start, one.end), one.quote), f"“{one.quote}”") for one in spans]


def _cited(failure: _Row, whole: Whole) -> list[tuple[str, str]]:
    """Return the quotes that the answer cited, by their citations' ids."""
    citations = whole.views.get(failure["id"], {}).get("citations") or ()
    return [
        (
            one.get("id") or citation_id(one["report_id"], Span(one["start"], one["end"]), one["quote"]),
            f"[{one['n']}] “{one['quote']}”",
        )
        for one in citations
    ]


def _draw_quotes(where: str, quotes: Iterable[tuple[str, str]]) -> None:
    """Draw quotes as buttons that open their sources."""
    for at, (name, words) in enumerate(quotes):
        st.button(
            as_label(shortened(words, _QUOTED)),
            key=f"eval-quote-{at}-{words[:1]}-{name}",
            icon=":material/format_quote:",
            on_click=_open,
            args=(where, name),
        )


def _open(where: str, citation: str) -> None:
    st.session_state[_SOURCE] = (where, citation)


def _draw_source(where: str, desk: Desk) -> None:
    of, name = st.session_state.get(_SOURCE, ("", ""))
    if of != where:
        st.caption(_("点一条引文，在这里看原文。"))
        return
    try:
        cited = find_cited(name, desk.library)
    except FazhiError as error:
        st.warning(told(error), icon=":material/info:")
        return
    draw_source(cited.citation, desk)
