"""One turn on the page: the question, the answer with its citations and figures, what it lacks and what comes near."""

from collections.abc import Sequence

import streamlit as st

from rag.browsing.opened import as_citation
from rag.talks.turn import Turn
from rag.types import Citation, Kind, Missing, Passage, Reason
from ui.chat.answer import draw_answer
from ui.chat.phrasing import draw_phrased
from ui.chat.talk import opened, put
from ui.labels import kind_name, year_name
from ui.plain import as_html, as_label, place_and_year, shortened
from ui.source.beside import open_source, source_open
from ui.telling import told
from ui.words import _, counted

_OFFERED = 8
_QUESTION = 300
_GIST = 120


def draw_question(question: str) -> None:
    """Draw what the person asked."""
    with st.chat_message("user", avatar=":material/person:"):
        st.html(f"<div class='fz-text'>{as_html(shortened(question, _QUESTION))}</div>")


def draw_turn(turn: Turn, number: int) -> None:
    """Draw the reply of a turn; `number` tells its buttons from those of the others."""
    with st.chat_message("assistant", avatar=":material/balance:"):
        if turn.answer is None:
            st.warning(told(turn.error), icon=":material/info:")
            return
        source = source_open(opened().id)
        draw_answer(turn.answer, f"answer-{number}", source.id if source else "", _open)
        draw_phrased(turn.answer, str(number), source.id if source else "", _open)
        _draw_offers(turn.answer.missing, number)
        _draw_nearest(turn.answer.nearest, number)


def _open(citation: Citation) -> None:
    open_source(citation, opened().id)


def _draw_offers(missing: Sequence[Missing], number: int) -> None:
    """Draw a button for each thing that there is instead of what is missing."""
    offers = list(dict.fromkeys(offer for gap in missing for offer in offered(gap)))[:_OFFERED]
    if not offers:
        return
    st.caption(_("库中有"))
    with st.container(horizontal=True, gap="small"):
        for at, (label, question) in enumerate(offers):
            st.button(as_label(label), key=f"offer-{number}-{at}", on_click=put, args=(question,))


def offered(gap: Missing) -> list[tuple[str, str]]:
    """Return what there is instead of what is missing, as labels and the questions that ask on from here."""
    place = gap.place or ""
    match gap.reason:
        case Reason.NO_REPORT_OF_YEAR:
            return [(f"{place} {year_name(int(year))}".strip(), f"{place}{year}年呢？") for year in reversed(gap.have)]
        case Reason.NO_REPORT_OF_PLACE:
            return [(shortened(str(report), 40), f"{report}呢？") for report in gap.have]
        case Reason.NO_REPORT_OF_KIND:
            kinds = [(_("{kind}报告").format(kind=kind_name(Kind(str(kind)))), kind) for kind in gap.have]
            return [(f"{place} {name}".strip(), f"{place}{kind}报告呢？") for name, kind in kinds]
    return []


def _draw_nearest(passages: Sequence[Passage], number: int) -> None:
    """Offer the passages that come near, as such; each opens in its section."""
    if not passages:
        return
    with st.expander(counted("相近的 {count} 段，不作为答案", len(passages)), icon=":material/near_me:"):
        for at, passage in enumerate(passages):
            where = " › ".join((place_and_year(passage.card), *passage.chunk.headings[-1:]))
            key = f"near-{number}-{at}"
            gist = shortened(" ".join(passage.chunk.text.split()), _GIST)
            with st.container(gap=None):
                st.button(
                    as_label(where),
                    key=key,
                    on_click=_open,
                    args=(as_citation(passage),),
                    type="tertiary",
                    icon=":material/article:",
                )
                st.html(f"<div class='fz-near'>{as_html(gist)}</div>")
