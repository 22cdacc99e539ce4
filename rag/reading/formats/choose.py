"""Which reader a file goes to, told by its name and by its bytes."""

import re
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from rag.errors import ReadError, SkippedFile
from rag.types import Extract

_BY_SUFFIX = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
    ".pdf": "pdf",
    ".docx": "docx",
}
_SAVE_AS = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt", ".docm"), "open it in a word processor and save it as .docx"),
    **dict.fromkeys((".mht", ".mhtml", ".url", ".webloc"), "save the page as .html"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar"), "unpack it first"),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"), "there is no text in a picture to read"
    ),
    **dict.fromkeys((".xls", ".xlsx", ".csv", ".ppt", ".pptx", ".ofd"), "save it as .pdf or .docx"),
}
_MAGIC = (
    (re.compile(rb"[\s\S]{0,1020}%PDF-"), "pdf", "a PDF"),
    (re.compile(rb"PK\x03\x04[\s\S]*word/"), "docx", "a .docx"),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), "", "a zip archive"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "", "an old .doc, or a document locked with a password"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF[\s\S]{4}WEBP|BM[\s\S]{4}\0{4}"), "", "a picture"),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b\x08"), "", "an archive"),
    (re.compile(rb"\x7fELF|MZ[\s\S]{58}"), "", "a program"),
)
_NAMES = {"text": "text", "html": "a web page", "pdf": "a PDF", "docx": "a .docx"}
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I)
_HEAD = 4096


def skip_reason(name: str) -> str | None:
    """Return why a file of this name is no report to read, and what to do about it; None where it may be one."""
    path = PurePath(name)
    if path.name.startswith("~$"):
        return "it is the lock of a document that is open in a word processor"
    if path.name.startswith(".") or path.name in {"Thumbs.db", "desktop.ini"}:
        return "it belongs to the system or a program"
    suffix = path.suffix.lower()
    if suffix in _BY_SUFFIX:
        return None
    kind = f"files of the kind {suffix}" if suffix else "files without a suffix"
    return f"{kind} are not read; {_SAVE_AS.get(suffix, 'save it as .txt, .html, .pdf or .docx')}"


def extract(data: bytes, name: str) -> Extract:
    """Read `data` as what it is; raises SkippedFile by its name, ReadError where name and bytes disagree."""
    reason = skip_reason(name)
    if reason:
        raise SkippedFile(reason)
    if not data.strip():
        raise ReadError("it is empty; save it again, with its text")
    form = _form(data, _BY_SUFFIX[PurePath(name).suffix.lower()])
    # Imported when first needed: the name alone is asked about where no parser has to be loaded.
    result: Extract = import_module(f"rag.reading.formats.{form}").extract(data)
    if not result.text.strip():
        raise ReadError("there is no text in it; look whether it opens, and save it again")
    if form == "text" and PurePath(name).suffix.lower() in {".md", ".markdown"}:
        return replace(result, format="markdown")
    return result


def _form(data: bytes, named: str) -> str:
    """Return the format by the bytes, where they are clear, else the one that the name says."""
    for pattern, form, words in _MAGIC:
        if pattern.match(data[:_HEAD] if form != "docx" else data):
            if form and (form == named or named in {"text", "html"}):
                return form
            raise ReadError(f"it is not {_NAMES[named]}: its bytes are those of {words}; save it again as what it is")
    if named in {"pdf", "docx"}:
        raise ReadError(f"it is not {_NAMES[named]}: its bytes do not begin like one; save or download it again")
    if named == "text" and _PAGE.match(_ascii(data[:_HEAD])):
        return "html"
    return named


def _ascii(head: bytes) -> str:
    """Return the ASCII of a file's first bytes, in whatever encoding they are."""
    return head.replace(b"\0", b"").decode("ascii", errors="ignore")
