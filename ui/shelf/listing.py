"""The side of the page: which reports the library holds."""

from collections.abc import Sequence

import streamlit as st

from rag.types import ReportCard
from ui.plain import as_html, details, file_name, title_of

_MANY = 8
_SHOWN = 60


def draw_reports(cards: Sequence[ReportCard]) -> None:
    """List the reports by place and year, to be searched where there are many; each opens to say more of itself."""
    st.subheader(f"报告库 {len(cards)} 份", help="Reports in the library", anchor=False)
    words = st.text_input("查找 Find", placeholder="地方、年份、标题", key="find") if len(cards) > _MANY else ""
    found = [card for card in cards if _matches(card, words or "")]
    found.sort(key=lambda card: (card.identity.place_path, -(card.identity.year or 0), title_of(card)))
    if not found:
        st.caption("没有符合的报告 No report matches")
        return
    st.html(f"<div class='fz-reports'>{''.join(_entry(card) for card in found[:_SHOWN])}</div>")
    if len(found) > _SHOWN:
        st.caption(f"另有 {len(found) - _SHOWN} 份，请用查找缩小范围 {len(found) - _SHOWN} more")


def _matches(card: ReportCard, words: str) -> bool:
    """Tell whether a report holds every one of the words in what it is."""
    identity = card.identity
    known = [
        *identity.place_path,
        f"{identity.year or ''}年",
        identity.kind,
        identity.issuer or "",
        title_of(card),
        card.file,
    ]
    held = " ".join(known).casefold()
    return all(word in held for word in words.casefold().split())


def _entry(card: ReportCard) -> str:
    identity = card.identity
    year = f"{identity.year}年" if identity.year else "年份不明"
    line = " · ".join((identity.place or "地方不明", year, identity.kind))
    known = (
        ("所属", " › ".join(identity.place_path)),
        ("发布机关", identity.issuer or ""),
        ("文号", identity.document_number or ""),
        ("发布日期", identity.published or ""),
        ("字数", f"{card.characters:,}"),
        ("文件", "、".join(file_name(file) for file in card.files)),
        ("说明", "；".join(identity.notes)),
    )
    return (
        f"<details><summary><b>{as_html(title_of(card))}</b><br><small>{as_html(line)}</small></summary>"
        f"{details(known)}</details>"
    )
