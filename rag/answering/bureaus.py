"""Whose a report is: its government's own, or a bureau's (司法局), by its name in full, in short or misspelt."""

from functools import lru_cache

from rag.language.pinyin import sound_alike
from rag.language.places import find_issuers
from rag.language.text import normalise
from rag.types import ReportCard


def is_department(card: ReportCard) -> bool:
    """Tell whether a report is a bureau's and not its government's own."""
    return _is_bureau(card.identity.issuer or "")


@lru_cache(maxsize=8192)
def _is_bureau(name: str) -> bool:
    issuers = find_issuers(normalise(name))
    return bool(issuers) and not any(issuer.government for issuer in issuers)


def issued_by(card: ReportCard, issuer: str) -> bool:
    """Tell whether a report is of a bureau that is named in full, in short (市监局) or misspelt (司发局)."""
    name = normalise(card.identity.issuer or "")
    place = normalise(card.identity.place or "")
    body = name.removeprefix(place)
    if issuer in name or not is_department(card):
        return issuer in name
    return sound_alike(issuer, body) or (len(issuer) > 2 and _shortens(issuer, body))


def _shortens(short: str, long: str) -> bool:
    """Tell whether a name is made of characters of a longer one, in order (人社局, 卫健委)."""
    rest = iter(long)
    return len(short) < len(long) and all(char in rest for char in short)
