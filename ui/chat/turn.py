"""One turn on the page: the question, the answer with its marks, its citations to open, its figures and its gaps."""

import re
from collections.abc import Sequence

import streamlit as st

from rag.pipeline import Desk
from rag.types import Answer, Citation, CitedFigure, Missing, Passage, Reason
from ui.chat.talk import Turn, put
from ui.labels import role_name
from ui.plain import as_html, as_label, place_and_year, shortened
from ui.source.panel import draw_source

_HEADS = ("数值", "指标", "范围", "地方", "年份", "性质", "出处")
_ALWAYS = (0, len(_HEADS) - 1)
_MARK = re.compile(r"\[(\d+)\]")
_OFFERED = 8


def draw_question(question: str) -> None:
    """Draw what the person asked."""
    with st.chat_message("user", avatar=":material/person:"):
        st.html(f"<div class='fz-text'>{as_html(shortened(question, 300))}</div>")


def draw_turn(turn: Turn, number: int, desk: Desk) -> None:
    """Draw the reply of a turn; `number` tells its buttons from those of the others."""
    with st.chat_message("assistant", avatar=":material/balance:"):
        if turn.answer is None:
            st.warning(as_label(turn.error), icon=":material/info:")
            return
        answer = turn.answer
        st.html(f"<div class='fz-text fz-answer'>{marked(answer)}</div>")
        _draw_figures(answer.figures)
        _draw_citations(answer.citations, number, desk)
        _draw_offers(answer.missing, number)
        _draw_nearest(answer.nearest)


def marked(answer: Answer) -> str:
    """Return an answer's text as HTML: its citation marks raised, with the quote to be read by pointing at them."""
    quotes = {citation.n: citation.quote for citation in answer.citations}
    text = _MARK.sub(lambda match: _mark(int(match[1]), match[0], quotes), as_html(answer.text))
    for raw in dict.fromkeys(cited.figure.raw for cited in answer.figures):
        text = re.sub(rf"(?<![\d.&#;]){re.escape(as_html(raw))}(?![^<]*>)", lambda match: f"<b>{match[0]}</b>", text)
    return text


def _mark(n: int, words: str, quotes: dict[int, str]) -> str:
    return f"<sup class='fz-mark' title='{as_html(quotes[n])}'>{words}</sup>" if n in quotes else words


def _draw_figures(figures: Sequence[CitedFigure]) -> None:
    """Draw several figures as a table of what tells them apart; one stands in the sentence already."""
    if len(figures) < 2:
        return
    rows = [_row(cited) for cited in figures]
    shown = [at for at in range(len(_HEADS)) if at in _ALWAYS or len({row[at] for row in rows}) > 1]
    head = "".join(f"<th>{_HEADS[at]}</th>" for at in shown)
    body = "".join(f"<tr>{''.join(f'<td>{as_html(row[at])}</td>' for at in shown)}</tr>" for row in rows)
    st.html(f"<table class='fz-figures'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def _row(cited: CitedFigure) -> tuple[str, ...]:
    figure = cited.figure
    year = f"{cited.year}年" if cited.year else ""
    scope, role = figure.scope or "", role_name(figure.role)
    return (figure.raw, figure.indicator, scope, cited.place or "", year, role, f"[{cited.citation}]")


def _draw_citations(citations: Sequence[Citation], number: int, desk: Desk) -> None:
    """Draw a chip a citation; the one that is pressed opens below."""
    if not citations:
        return
    by_n = {citation.n: citation for citation in citations}
    n = st.pills("出处 Sources", list(by_n), format_func=lambda n: _chip(by_n[n]), key=f"cite-{number}")
    if n is not None:
        draw_source(by_n[n], desk)


def _chip(citation: Citation) -> str:
    heading = shortened(citation.headings[-1], 16) if citation.headings else ""
    page = f"第{citation.page}页" if citation.page else ""
    words = " · ".join(filter(None, (place_and_year(citation.card), heading, page)))
    return as_label(f"[{citation.n}] {words}")


def _draw_offers(missing: Sequence[Missing], number: int) -> None:
    """Draw a button for each thing that there is instead of what is missing."""
    offers = list(dict.fromkeys(offer for gap in missing for offer in offered(gap)))[:_OFFERED]
    if not offers:
        return
    st.caption("库中有 The library holds")
    with st.container(horizontal=True, gap="small"):
        for at, (label, question) in enumerate(offers):
            st.button(as_label(label), key=f"offer-{number}-{at}", on_click=put, args=(question,))


def offered(gap: Missing) -> list[tuple[str, str]]:
    """Return what there is instead of what is missing, as labels and the questions that ask on from here."""
    place = gap.place or ""
    match gap.reason:
        case Reason.NO_REPORT_OF_YEAR:
            return [(f"{place} {year}年".strip(), f"{place}{year}年呢？") for year in reversed(gap.have)]
        case Reason.NO_REPORT_OF_PLACE:
            return [(shortened(str(report), 40), f"{report}呢？") for report in gap.have]
        case Reason.NO_REPORT_OF_KIND:
            return [(f"{place} {kind}报告".strip(), f"{place}{kind}报告呢？") for kind in gap.have]
    return []


def _draw_nearest(passages: Sequence[Passage]) -> None:
    """Offer the passages that come near, as such."""
    if not passages:
        return
    with st.expander(f"相近的段落，不作为答案 Nearest passages, not an answer ({len(passages)})"):
        for passage in passages:
            path = " › ".join((place_and_year(passage.card), *passage.chunk.headings))
            st.html(
                f"<div class='fz-near'><small>{as_html(path)}</small>"
                f"<div class='fz-section'>{as_html(passage.chunk.text)}</div></div>"
            )
