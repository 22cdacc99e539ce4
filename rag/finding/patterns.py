"""Where words, figures and document numbers stand in a folded text, however its lines are broken."""

import re

from rag.finding.wanted import Document

_GAP = r"\s*"
_START, _END = r"(?<![\d.])", r"(?!\d|\.\d|,\d{3})"
_SHORTEST_ISSUER = 2


def word_pattern(word: str) -> re.Pattern[str]:
    """Return what finds a normalised word; a number at its edge is found as a whole number alone."""
    start = _START if word[0].isdigit() else ""
    end = _END if word[-1].isdigit() else ""
    return re.compile(start + _spaced(word) + end)


def document_patterns(document: Document) -> list[re.Pattern[str]]:
    """Return what finds a document number in any brackets: with all of the words before it first, then with fewer."""
    year, number = _spaced(document.year), _spaced(document.number)
    rest = rf"{_GAP}[〔(<《]?{_GAP}(?<!\d){year}{_GAP}[〕)>》]{_GAP}第?{_GAP}0*{number}{_GAP}号"
    issuers = [document.issuer[at:] for at in range(max(1, len(document.issuer) - _SHORTEST_ISSUER + 1))]
    return [re.compile(_spaced(issuer) + rest) for issuer in issuers]


def _spaced(word: str) -> str:
    return _GAP.join(re.escape(char) for char in word if not char.isspace())
