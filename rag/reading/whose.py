"""Whose report it is: the place and the issuer, by title, signature, rows, first line and the body's own words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.places import NATION, Issuer, find_issuers, find_places, level, short_names
from rag.language.text import normalise
from rag.reading.letterhead import Letterhead, Line
from rag.reading.title import Title
from rag.types import Kind, Place

QUOTED = re.compile(r"《[^》]*》|\"[^\"]{0,40}\"|[(〔](?:19|20)\d\d-(?:19|20)\d\d年?[)〕]")
DELIVERED = re.compile(r"在.{0,30}(?:人民代表大会|人大).{0,16}会议")
OPENING = 1200
_OWN = re.compile(r"[我全](?P<unit>省|自治区|市|自治州|州|盟|地区|区|县|旗|镇|乡|街道)(?!域|级|长)")
_DEPARTMENT = re.compile(r"[我本全](?:局|厅|委(?!员|托)|办(?!理|公|法|事)|单位|机关|系统)")
_OWN_ENDS = {
    "街道": ("街道",),
    "自治区": ("自治区",),
    "自治州": ("州",),
    "地区": ("地区",),
    "区": ("区",),
    "市": ("市",),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What all steps read: head lines, surroundings, title, the body's text and the file's name, normalised."""

    head: Sequence[Line]
    letterhead: Letterhead
    title: Title | None
    title_words: str
    body: str
    file: str


def find_place(evidence: Evidence, notes: list[str]) -> Place | None:
    """Return the place by the strongest evidence that names one, its namesakes settled by the rest."""
    for why, candidates in _place_candidates(evidence):
        place = _settled(candidates, evidence)
        if place is None and candidates:
            shown = "、".join("/".join(candidate.path) for candidate in candidates[:4])
            notes.append(f"place {candidates[0].name} may be any of {shown}; set it with reports --set place=…")
            return Place((candidates[0].name,))
        if place:
            if why not in ("title", "signature"):
                notes.append(f"place taken from {why}")
            return place
    return None


def _place_candidates(evidence: Evidence) -> list[tuple[str, tuple[Place, ...]]]:
    letterhead = evidence.letterhead
    signed = letterhead.signature.places if letterhead.signature else ()
    title = _named(evidence.title_words)
    if _is_programme(title, signed, evidence):
        title = ()
    return [
        ("title", title),
        ("signature", signed),
        ("the line of its delivery", next((places for places in map(_delivery_place, evidence.head) if places), ())),
        ("the page's rows", next((places for places in map(_named, letterhead.rows) if places), ())),
        ("the first line", next((places for places in map(_line_place, evidence.head[:12]) if places), ())),
        ("the body", _body_place(evidence.body)),
        ("the file's name", _named(evidence.file.rsplit("/", 1)[-1]) or _named(evidence.file)),
    ]


def _named(words: str) -> tuple[Place, ...]:
    """Return the namesakes of the first place that `words` name, its issuer's first."""
    issuers = [issuer for issuer in find_issuers(words) if issuer.places]
    mentions = find_places(words)
    if issuers and mentions and issuers[0].start <= mentions[0].start:
        return issuers[0].places
    return mentions[0].candidates if mentions else ()


def _is_programme(title: tuple[Place, ...], signed: tuple[Place, ...], evidence: Evidence) -> bool:
    """Tell whether the title's place is only that of the programme reported on: who signed lies below it."""
    below = any(place != above and place.within(above) for place in signed for above in title)
    return below and not any(issuer.places for issuer in find_issuers(evidence.title_words))


def _line_place(line: Line) -> tuple[Place, ...]:
    """Return the place of a line that is nothing but an issuer (建德市人民政府); an addressee ends in a colon."""
    if line.is_paragraph or line.plain.endswith(":") or len(line.plain) > 30:
        return ()
    issuers = find_issuers(line.plain)
    alone = len(issuers) == 1 and (issuers[0].start, issuers[0].end) == (0, len(line.plain))
    return issuers[0].places if alone else ()


def _delivery_place(line: Line) -> tuple[Place, ...]:
    """Return the place whose congress a line says the report was given to."""
    return _named(line.plain) if DELIVERED.search(line.plain) else ()


def _body_place(body: str) -> tuple[Place, ...]:
    """Return the place that the body speaks of as its own: the one named most in its opening that 我区 or 全市 fits."""
    opening = QUOTED.sub("", body[:OPENING])
    units = Counter(match["unit"] for match in _OWN.finditer(body))
    unit = units.most_common(1)[0][0] if units else ""
    ends = _OWN_ENDS.get(unit, (unit,))
    mentions = [mention for mention in find_places(opening) if mention.candidates != (NATION,)]
    fitting = [mention for mention in mentions if mention.candidates[0].name.endswith(ends)] if unit else mentions
    if not fitting:
        return ()
    counts = Counter(mention.candidates for mention in fitting)
    most = max(counts.values())
    return next(mention.candidates for mention in fitting if counts[mention.candidates] == most)


def _settled(candidates: tuple[Place, ...], evidence: Evidence) -> Place | None:
    """Return the one namesake that the report's other words speak for, None where none or several do."""
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    own = Counter(match["unit"] for match in _OWN.finditer(evidence.body))
    scores = {place: _support(place, evidence) + _own_score(place, own) for place in candidates}
    best = max(scores.values())
    winners = [place for place, score in scores.items() if score == best]
    return winners[0] if best > 0 and len(winners) == 1 else None


def _support(place: Place, evidence: Evidence) -> int:
    """Count how often the divisions above `place` are named in the report, the file's name included."""
    names = [name for above in place.path[:-1] for name in _names_of(above, place)]
    words = "\n".join((*(line.plain for line in evidence.head), evidence.body, evidence.file))
    return sum(words.count(name) for name in names)


def _names_of(above: str, place: Place) -> tuple[str, ...]:
    path = place.path[: place.path.index(above) + 1]
    own = short_names(Place(path))
    return own if own else (normalise(above),)


def _own_score(place: Place, own: Counter[str]) -> int:
    """Return how often the report calls itself by the kind of division that `place` is (我市, 全区)."""
    return max((count for unit, count in own.items() if place.name.endswith(_OWN_ENDS.get(unit, (unit,)))), default=0)


def find_issuer(evidence: Evidence, place: Place | None, kind: Kind) -> str | None:
    """Return who issued the report by signature, title, rows or first lines, else its place's government."""
    if place == NATION:
        return NATION.name
    found = [issuer for issuer in _issuers(evidence) if not place or not issuer.places or place in issuer.places]
    if found:
        return _whole(found[0], place)
    if place is None:
        return None
    if level(place) == "township":
        return place.name
    government = f"{normalise(place.name)}人民政府"
    around = "\n".join(line.plain for line in evidence.head)
    spoken = f"{place.name[-1]}政府" in evidence.body
    if kind is Kind.GOVERNMENT_WORK or spoken or government in evidence.body or government in around:
        return f"{place.name}人民政府"
    return None


def _issuers(evidence: Evidence) -> list[Issuer]:
    letterhead = evidence.letterhead
    named = [issuer for issuer in find_issuers(evidence.title_words) if issuer.start < 3]
    signed = [letterhead.signature] if letterhead.signature else []
    if named and signed and not named[0].government and signed[0].government:
        signed, named = named, signed
    rows = [issuer for row in letterhead.rows for issuer in find_issuers(row)[:1] if issuer.start == 0]
    first = [issuer for line in evidence.head[:12] if _line_place(line) for issuer in find_issuers(line.plain)]
    others = [issuer for issuer in (*signed, *rows, *first) if issuer.government or _is_departments(evidence)]
    return [*(issuer for issuer in others if issuer in signed), *named, *others]


def _is_departments(evidence: Evidence) -> bool:
    """Tell whether the report speaks for a department; a bureau may post or sign what is its government's report."""
    if any(not issuer.government for issuer in find_issuers(evidence.title_words)):
        return True
    own, whole = len(_DEPARTMENT.findall(evidence.body)), len(_OWN.findall(evidence.body))
    return own > whole or (own == whole and not find_places(evidence.title_words))


def _whole(issuer: Issuer, place: Place | None) -> str:
    """Return the issuer's name with its place in full, where it was signed as 市司法局 or 县政府."""
    if issuer.body == "海关" or issuer.name.startswith(("国家", "中国", "中华")):
        return issuer.name
    body = issuer.body.replace("政府", "人民政府") if issuer.body.startswith("政府") else issuer.body
    if body.startswith("办事处"):
        body = body if place and place.name.endswith("街道") else f"街道{body}"
    return f"{place.name}{body}" if place else issuer.name
