"""What a report says it is: title, issuer, place, the year reported on, kind, document number and date.

The title weighs most, then the signature and the page's rows, then the body's own words. A portal's name, an addressee,
the date in a page's header, the titles of other documents and what is planned for the year after are no evidence.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.language.places import NATION, Issuer, find_issuers, find_places, level, resolve, short_names
from rag.language.text import normalise
from rag.language.years import find_years
from rag.reading.letterhead import DATE, Letterhead, Line, lines_of, read_date, read_letterhead
from rag.reading.title import Title, find_title
from rag.types import Extract, Identity, Kind, Place, Span

_QUOTED = re.compile(r"《[^》]*》|\"[^\"]{0,40}\"|[(〔](?:19|20)\d\d-(?:19|20)\d\d年?[)〕]")
_PLANS = re.compile(r"(?:19|20)\d\d年(?:度)?(?:的)?(?:重点)?(?:工作)?(?:安排|计划|打算|思路|要点|工作任务|目标|展望|建议)")
_GOVERNMENT_WORK = re.compile(r"(?<!法治)(?<!服务型)政府工作(?:的)?报告")
_DISCLOSURE = re.compile(r"(?:政府)?信息公开|政务公开")
_LAW = re.compile(r"法治政府|依法行政|法治建设|法治[\u4e00-\u9fff]{1,4}建设|依法治[省市县区州旗]|法治工作")
_DELIVERED = re.compile(r"在.{0,30}(?:人民代表大会|人大).{0,16}会议")
_PERIOD = re.compile(r"(?:自|从)?(?P<y>(?:19|20)\d\d)年1月1日(?:起|开始)?(?:至|到|-)")
_OWN = re.compile(r"[我全](?P<unit>省|自治区|市|自治州|州|盟|地区|区|县|旗|镇|乡|街道)(?!域|级|长)")
_DEPARTMENT = re.compile(r"[我本全](?:局|厅|委(?!员|托)|办(?!理|公|法|事)|单位|机关|系统)")
_OWN_ENDS = {"街道": ("街道",), "自治区": ("自治区",), "自治州": ("州",), "地区": ("地区",), "区": ("区",), "市": ("市",)}
_LOOKING_BACK = re.compile(r"今年|本年度?|一年来|过去一年|这一年")
_OPENING = 1200
_CONTEXT = 20_000


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What all steps read: head lines, surroundings, title, the body's text and the file's name, normalised."""

    head: Sequence[Line]
    letterhead: Letterhead
    title: Title | None
    title_words: str
    body: str
    file: str


def identify(extract: Extract, furniture: tuple[Span, ...], file: str) -> Identity:
    """Return what the report in `extract` is; what cannot be told is None, and doubts are notes."""
    evidence = _evidence(extract, furniture, file)
    notes: list[str] = []
    kind = _kind(evidence)
    place = _place(evidence, notes)
    year = _year(evidence, kind, notes)
    published = evidence.letterhead.published or evidence.letterhead.signed
    return Identity(
        title=_title(evidence, place, year, kind, notes),
        issuer=_issuer(evidence, place, kind),
        place=place.name if place else None,
        place_path=place.path if place else (),
        year=year,
        kind=kind,
        document_number=evidence.letterhead.number,
        published=published.isoformat() if published else None,
        notes=tuple(notes),
    )


def _evidence(extract: Extract, furniture: tuple[Span, ...], file: str) -> _Evidence:
    head, tail, around = lines_of(extract, furniture)
    title = find_title(head, extract.title)
    words = _PLANS.sub("", _QUOTED.sub("", title.plain)) if title else ""
    if title and not words:
        words = title.plain
    start = title.end if title and title.at >= 0 else 0
    first = next((line.printed for line in head[start:] if line.is_paragraph), "")
    begin = max(extract.text.find(first), 0) if first else 0
    body = normalise(extract.text[begin : begin + _CONTEXT])
    return _Evidence(head, read_letterhead(tail, around, head), title, words, body, normalise(file.replace("\\", "/")))


def _kind(evidence: _Evidence) -> Kind:
    """Tell the kind by the title, else by what the body's opening speaks of most."""
    for words in (evidence.title_words, evidence.title.plain if evidence.title else ""):
        if _GOVERNMENT_WORK.search(words):
            return Kind.GOVERNMENT_WORK
        if _LAW.search(words):
            return Kind.LAW_BASED_GOVERNMENT
        if _DISCLOSURE.search(words):
            return Kind.DISCLOSURE
    if evidence.title:
        return Kind.OTHER
    opening = evidence.body[:_OPENING]
    if re.search(r"代表.{0,20}政府.{0,8}(?:向大会|作).{0,8}报告", opening):
        return Kind.GOVERNMENT_WORK
    counts = {Kind.LAW_BASED_GOVERNMENT: len(_LAW.findall(opening)), Kind.DISCLOSURE: len(_DISCLOSURE.findall(opening))}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] >= 2 else Kind.OTHER


def _place(evidence: _Evidence, notes: list[str]) -> Place | None:
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


def _place_candidates(evidence: _Evidence) -> list[tuple[str, tuple[Place, ...]]]:
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


def _is_programme(title: tuple[Place, ...], signed: tuple[Place, ...], evidence: _Evidence) -> bool:
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
    return _named(line.plain) if _DELIVERED.search(line.plain) else ()


def _body_place(body: str) -> tuple[Place, ...]:
    """Return the place that the body speaks of as its own: its opening's subject, else what 我区 or 全市 most likely is."""
    opening = _QUOTED.sub("", body[:_OPENING])
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


def _settled(candidates: tuple[Place, ...], evidence: _Evidence) -> Place | None:
    """Return the one namesake that the report's other words speak for, None where none or several do."""
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    own = Counter(match["unit"] for match in _OWN.finditer(evidence.body))
    scores = {place: _support(place, evidence) + _own_score(place, own) for place in candidates}
    best = max(scores.values())
    winners = [place for place, score in scores.items() if score == best]
    return winners[0] if best > 0 and len(winners) == 1 else None


def _support(place: Place, evidence: _Evidence) -> int:
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


def _year(evidence: _Evidence, kind: Kind, notes: list[str]) -> int | None:
    """Return the year reported on by the strongest evidence that names one; for a 政府工作报告 that of its delivery."""
    if kind is Kind.GOVERNMENT_WORK:
        delivered = next((read_date(line.plain) for line in evidence.head if _DELIVERED.search(line.plain)), None)
        if delivered:
            return delivered.year
    named = _years_of(evidence.title_words)
    if named:
        if len(named) > 1:
            notes.append(f"title names several years: {', '.join(map(str, named))}")
        return named[0] if len(named) == 1 or "和" in evidence.title_words else named[-1]
    period = _PERIOD.search(evidence.body[:_OPENING])
    told = int(period["y"]) if period else _opening_year(evidence.body)
    if told:
        notes.append("year taken from the body")
        return told
    return _year_of_dates(evidence, kind, notes)


def _years_of(words: str) -> tuple[int, ...]:
    mentions = [mention for mention in find_years(words, date.min.replace(year=2000)) if not mention.relative]
    return mentions[0].years if mentions else ()


def _opening_year(body: str) -> int | None:
    """Return the year that the body's first sentences speak of, other documents' titles and citations left out."""
    opening = _QUOTED.sub("", body[:_OPENING])
    opening = DATE.sub("", opening)
    opening = re.sub(r"(?:根据|按照|依据|贯彻|落实)[^,。]*?(?:19|20)\d\d[^,。]*[,。]", "", opening)
    starts = re.search(r"(?:^|[\n。])\s*(?P<y>(?:19|20)\d\d)年(?:度|以来|来)?(?=[,:]|[^\d\n月])", opening)
    if starts:
        return int(starts["y"])
    years = [year for year in _years_of(opening.split("一、")[0])]
    return years[-1] if years else None


def _year_of_dates(evidence: _Evidence, kind: Kind, notes: list[str]) -> int | None:
    """Return the year by the date of signature or publication: a report of early months is of the year before."""
    letterhead = evidence.letterhead
    for why, told in (("signature", letterhead.signed), ("publication", letterhead.published)):
        if told:
            notes.append(f"year taken from the date of {why}")
            late = told.month >= 11 or kind is Kind.GOVERNMENT_WORK
            return told.year if late else told.year - 1
    named = _years_of(evidence.file.rsplit("/", 1)[-1]) or _years_of(evidence.file)
    if named:
        notes.append("year taken from the file's name")
        return named[0]
    return None


def _issuer(evidence: _Evidence, place: Place | None, kind: Kind) -> str | None:
    """Return who issued the report: signature, rows, title, first lines; else its place's government where it says so."""
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
    if kind is Kind.GOVERNMENT_WORK or government in evidence.body or government in around:
        return f"{place.name}人民政府"
    return None


def _issuers(evidence: _Evidence) -> list[Issuer]:
    letterhead = evidence.letterhead
    named = [issuer for issuer in find_issuers(evidence.title_words) if issuer.start < 3]
    signed = [letterhead.signature] if letterhead.signature else []
    if named and signed and not named[0].government and signed[0].government:
        signed, named = named, signed
    rows = [issuer for row in letterhead.rows for issuer in find_issuers(row)[:1] if issuer.start == 0]
    first = [issuer for line in evidence.head[:12] if _line_place(line) for issuer in find_issuers(line.plain)]
    others = [issuer for issuer in (*signed, *rows, *first) if issuer.government or _is_departments(evidence)]
    return [*(issuer for issuer in others if issuer in signed), *named, *others]


def _is_departments(evidence: _Evidence) -> bool:
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


def _title(evidence: _Evidence, place: Place | None, year: int | None, kind: Kind, notes: list[str]) -> str | None:
    """Return the title, else one composed from what the text says of itself, else None."""
    if evidence.title:
        return evidence.title.text
    if not place or year is None or kind is Kind.OTHER:
        return None
    notes.append("title composed from place, year and kind: the text has none")
    words = {
        Kind.LAW_BASED_GOVERNMENT: "法治政府建设情况报告",
        Kind.DISCLOSURE: "政府信息公开工作年度报告",
        Kind.GOVERNMENT_WORK: "政府工作报告",
    }[kind]
    return f"{place.name}{year}年{words}"
