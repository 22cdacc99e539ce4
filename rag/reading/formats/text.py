"""Plain text and Markdown: the decoded file with LF line ends; the door to charset-normalizer."""

import codecs
import re
from collections.abc import Sequence
from importlib.metadata import version

from charset_normalizer import from_bytes

from rag.errors import ReadError
from rag.types import Extract

_EXTRACTOR = f"text 1, charset-normalizer {version('charset-normalizer')}"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ["gb18030", "big5", "big5hkscs", "utf_16_le", "utf_16_be"]
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_NOISE = re.compile("[\ufffd\0-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 200_000
_FEW_BAD = 0.02


def extract(data: bytes) -> Extract:
    """Decode `data`, in whatever encoding Chinese text comes; raises ReadError where it is not text."""
    return Extract(text=decode(data), format="text", extractor=_EXTRACTOR)


def decode(data: bytes, hint: str | None = None) -> str:
    """Return `data` as text with LF line ends; `hint` is the encoding that the file itself names."""
    return re.sub(r"\r\n?", "\n", _decoded(data, hint).removeprefix("\ufeff"))


def _decoded(data: bytes, hint: str | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    for encoding in ("utf-8", *_named(hint), *_sniffed(data)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return _mended(data, ("utf-8", *_named(hint), "gb18030"))


def _named(hint: str | None) -> tuple[str, ...]:
    """Return the codec for a name that a file gives itself; pages that say gb2312 hold GBK and more."""
    try:
        name = codecs.lookup(hint).name if hint else ""
    except LookupError:
        return ()
    return (_WIDER.get(name, name),) if name.startswith(("gb", "big5", "utf")) else ()


def _sniffed(data: bytes) -> tuple[str, ...]:
    sample = data if len(data) <= _SAMPLE else data[: data.rfind(b"\n", 0, _SAMPLE) + 1] or data
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    return (_WIDER.get(best.encoding, best.encoding),) if best else ()


def _mended(data: bytes, encodings: Sequence[str]) -> str:
    """Take text that has a few broken bytes, as a download cut short leaves them, each as U+FFFD."""
    texts = (data.decode(encoding, errors="replace").replace("\0", "\ufffd") for encoding in encodings)
    best = min(texts, key=lambda text: text.count("\ufffd"))
    if len(_NOISE.findall(best)) > max(3, len(best) * _FEW_BAD):
        raise ReadError("its bytes are no text in UTF-8, GB18030, Big5 or UTF-16; save it again as UTF-8 text")
    return best
