"""Text from reports and people as the page may show it: always as text, never as markup."""

import html
import re
from collections.abc import Collection

from rag.answering.phrases import place_of
from rag.types import ReportCard
from ui.labels import year_name

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"(?i)(?<=www)(?=\.)|(?<=:)(?=//)|(?=@)")
_UNSEEN = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    """Return text for a component, which puts it in as text: control characters and lone surrogates dropped."""
    return _UNSEEN.sub("", text)


def as_html(text: str) -> str:
    """Return text for `st.html`, every mark-up character escaped; control characters and lone surrogates dropped."""
    return html.escape(_UNSEEN.sub("", text))


def as_label(text: str) -> str:
    """Return text for a label, which Streamlit reads as Markdown: escaped, on one line, its addresses no links."""
    line = " ".join(_UNSEEN.sub("", text).split())
    return _MARKUP.sub(r"\\\1", _ADDRESS.sub(_WORD_JOINER, line))


def shortened(text: str, longest: int) -> str:
    """Return text of at most `longest` characters, an ellipsis standing for the rest."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def file_name(path: str) -> str:
    """Return the last part of a path; where the library lies on the server is no one's business."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def title_of(card: ReportCard) -> str:
    """Return a report's title, the name of its file where it has none."""
    return card.identity.title or file_name(card.file)


def place_and_year(card: ReportCard) -> str:
    """Return how a report is named in a few words (苏州市 2021年), by its file where neither is known."""
    year = year_name(card.identity.year) if card.identity.year else ""
    return " ".join(filter(None, (card.identity.place and place_of(card), year))) or shortened(file_name(card.file), 24)


def details(pairs: Collection[tuple[str, str]]) -> str:
    """Return a definition list of what is known; pairs without a value are left out."""
    rows = "".join(f"<dt>{as_html(name)}</dt><dd>{as_html(value)}</dd>" for name, value in pairs if value)
    return f"<dl class='fz-details'>{rows}</dl>"
