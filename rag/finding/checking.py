"""Whether the citations of an exported answer still stand: pasted as any text, as JSON, or as a file."""

import html
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from rag.cited import Cited, Standing, citations_in, exported_in, find_cited, verify
from rag.errors import InputError
from rag.language.text import normalise
from rag.library.library import Library

_LARGEST = 20_000_000
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"</w:p>")
_WORD_PARTS = re.compile(r"word/(?:document|footnotes|endnotes)\.xml")
_TOLD = re.compile(r"[^\w]+|_+")
_QUOTES = re.compile('[“"].{6,}?[”"]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Checked:
    """A citation of an export: whether it stands, and the quote that was exported or stands there, else "".

    `there` is what its id cites now, None where that is nothing. `reworded` is true where it stands, and the export
    around it has quotes and not this one; `quote_still_there` where its file holds other bytes, and the words.
    """

    id: str
    standing: Standing
    quote: str
    there: Cited | None = None
    reworded: bool = False
    quote_still_there: bool = False


def check_text(text: str, library: Library) -> tuple[Checked, ...]:
    """Return what stands of the citations in pasted text, JSON and JSON Lines included; of none an empty tuple."""
    try:
        exported = exported_in(text)
    except InputError:
        exported = []
    if exported:
        unique = {(one["id"], one["quote"]): one for one in exported}
        return tuple(_of_view(one, library) for one in unique.values())
    words = _letters(text)
    return tuple(_of_id(one, words if _QUOTES.search(text) else "", library) for one in citations_in(text))


def read_upload(name: str, data: bytes) -> str:
    """Return the text of an exported file (.md, .txt, .json, .jsonl, .docx); raises InputError for what is none."""
    if len(data) > _LARGEST:
        raise InputError(f"{name} is too large for an exported answer: paste the part with the citations")
    if PurePosixPath(name).suffix.lower() == ".docx":
        return _text_of_docx(name, data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is no text in UTF-8: give the file as it was exported") from error


def _of_view(exported: dict[str, Any], library: Library) -> Checked:
    view = verify([exported], library)[0]
    standing = Standing(view["state"])
    there = _there(exported["id"], library) if standing is Standing.SAME else None
    still = bool(view.get("quote_still_there"))
    return Checked(exported["id"], standing, exported["quote"], there, quote_still_there=still)


def _of_id(citation_id: str, words: str, library: Library) -> Checked:
    """Check an id by itself; `words` are the letters of the text around it, "" where it has no quotes."""
    there = _there(citation_id, library)
    if there is None:
        return Checked(citation_id, Standing.GONE, "")
    reworded = bool(words) and _letters(there.citation.quote) not in words
    return Checked(citation_id, Standing.SAME, there.citation.quote, there, reworded)


def _there(citation_id: str, library: Library) -> Cited | None:
    try:
        cited = find_cited(citation_id, library)
    except InputError:
        return None
    return cited if cited.verified else None


def _letters(text: str) -> str:
    return _TOLD.sub("", normalise(text))


def _text_of_docx(name: str, data: bytes) -> str:
    """Return the words of a Word file, its notes included, a paragraph a line."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [info for info in archive.infolist() if _WORD_PARTS.fullmatch(info.filename)]
            if not parts or sum(info.file_size for info in parts) > _LARGEST:
                raise InputError(f"{name} is no exported answer: give the .docx as it was exported")
            texts = [archive.read(info).decode("utf-8") for info in parts]
    except (zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError) as error:
        raise InputError(f"{name} is no Word file that can be read: give it as it was exported") from error
    return "\n".join(html.unescape(_TAG.sub("", _PARAGRAPH.sub("\n", text))) for text in texts)
