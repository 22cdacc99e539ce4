"""Which of the ranges that a page marks as standing beside its content are furniture, and which are kept as body."""

import re
import unicodedata
from collections.abc import Sequence

from rag.language.text import normalise
from rag.reading import furniture_words as words
from rag.reading.title import names_report
from rag.types import Extract, Span

_PROSE = 25
_DAY = r"[〇零○Oo一二三四五六七八九十\d]{4}年[一二三四五六七八九十\d]{1,3}月[一二三四五六七八九十\d]{1,3}日"
_SIGNED = re.compile(
    rf"[\u4e00-\u9fff、]{{2,40}}(?:政府|办|室|处|局|委|厅|院|会|部|中心|镇|乡|街道)\n?[(]?{_DAY}[)]?(?:\n|$)"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[〔(\[][12]\d{3}[〕)\]](?:第)?\d{1,4}号")
_FILE = re.compile(
    r"(?:附件|附:|附表).*|.*\.(?:docx?|pdf|xlsx?|wps|ofd|zip|rar|ceb|et|csv)(?:[(].*[)])?", re.IGNORECASE
)


def find_aside(extract: Extract) -> tuple[Span, ...]:
    """Return the ranges that `extract` marks and that hold nothing of the report, in order, none twice.

    A range stays body where it holds a sentence, a numbered heading, a document number, a signature with its date, an
    attachment, the page's headline where that names a report, or the only line that does.
    """
    if not extract.aside:
        return ()
    text = extract.text
    free = [span for span in extract.aside if not _is_body(span.of(text), extract, span)]
    named = [span for span in _lines(text) if names_report(normalise(span.of(text)).strip())]
    if named and all(any(span.holds(line) for span in free) for line in named):
        free = [span for span in free if not any(span.holds(line) for line in named)]
    return _merged(free)


def _is_body(printed: str, extract: Extract, span: Span) -> bool:
    lines = [_plain(line) for line in printed.split("\n") if line.strip()]
    if any(_is_own(line) for line in lines) or _SIGNED.search("\n".join(lines)):
        return True
    headlines = (one for one in extract.headlines if span.holds(one))
    return any(names_report(normalise(one.of(extract.text).replace("\n", ""))) for one in headlines)


def _is_own(plain: str) -> bool:
    """Tell whether a line is the report's whatever stands around it."""
    sentence = len(plain) >= _PROSE and "。" in plain and not words.FOOTER.search(plain)
    kept = words.KEPT.fullmatch(plain) or _FILE.fullmatch(plain) or _NUMBER.fullmatch(plain)
    return bool(sentence or kept or words.HEADING.match(plain))


def _plain(line: str) -> str:
    return "".join(unicodedata.normalize("NFKC", line).split())


def _lines(text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the ranges without those that lie in another, overlapping ones joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
