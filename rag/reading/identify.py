"""What a report says it is: title, issuer, place, the year reported on, kind, document number and date.

The title weighs most, then the signature and the page's rows, then the body's own words. A portal's name, an addressee,
the date in a page's header, the titles of other documents and what is planned for the year after are no evidence.
"""

import re
from datetime import date

from rag.language.text import normalise
from rag.language.years import find_years
from rag.reading.letterhead import DATE, lines_of, read_date, read_letterhead
from rag.reading.title import find_title
from rag.reading.whose import DELIVERED, OPENING, QUOTED, Evidence, find_issuer, find_place
from rag.types import Extract, Identity, Kind, Place, Span

_PLANS = re.compile(
    r"(?:19|20)\d\d年(?:度)?(?:的)?(?:重点)?(?:工作)?(?:安排|计划|打算|思路|要点|工作任务|目标|展望|建议)"
)
_GOVERNMENT_WORK = re.compile(r"(?<!法治)(?<!服务型)政府工作(?:的)?报告")
_DISCLOSURE = re.compile(r"(?:政府)?信息公开|政务公开")
_LAW = re.compile(r"法治政府|依法行政|法治建设|法治[\u4e00-\u9fff]{1,4}建设|依法治[省市县区州旗]|法治工作")
_PERIOD = re.compile(r"(?:自|从)?(?P<y>(?:19|20)\d\d)年1月1日(?:起|开始)?(?:至|到|-)")
_CONTEXT = 20_000


def identify(extract: Extract, furniture: tuple[Span, ...], file: str) -> Identity:
    """Return what the report in `extract` is; what cannot be told is None, and doubts are notes."""
    evidence = _evidence(extract, furniture, file)
    notes: list[str] = []
    kind = _kind(evidence)
    place = find_place(evidence, notes)
    year = _year(evidence, kind, notes)
    published = evidence.letterhead.published or evidence.letterhead.signed
    return Identity(
        title=_title(evidence, place, year, kind, notes),
        issuer=find_issuer(evidence, place, kind),
        place=place.name if place else None,
        place_path=place.path if place else (),
        year=year,
        kind=kind,
        document_number=evidence.letterhead.number,
        published=published.isoformat() if published else None,
        notes=tuple(notes),
    )


def _evidence(extract: Extract, furniture: tuple[Span, ...], file: str) -> Evidence:
    head, tail, around = lines_of(extract, furniture)
    title = find_title(head, extract.title, _headlines(extract))
    words = _PLANS.sub("", QUOTED.sub("", title.plain)) if title else ""
    if title and not words:
        words = title.plain
    start = title.end if title and title.at >= 0 else 0
    first = next((line.printed for line in head[start:] if line.is_paragraph), "")
    begin = max(extract.text.find(first), 0) if first else 0
    body = normalise(extract.text[begin : begin + _CONTEXT])
    return Evidence(head, read_letterhead(tail, around, head), title, words, body, normalise(file.replace("\\", "/")))


def _headlines(extract: Extract) -> tuple[str, ...]:
    """Return what a web page says of itself; a word processor's properties are often those of a template."""
    told = tuple(" ".join(span.of(extract.text).split()) for span in extract.headlines)
    return (*told, extract.title) if extract.format == "html" else told


def _kind(evidence: Evidence) -> Kind:
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
    opening = evidence.body[:OPENING]
    if re.search(r"代表.{0,20}政府.{0,8}(?:向大会|作).{0,8}报告", opening):
        return Kind.GOVERNMENT_WORK
    counts = {Kind.LAW_BASED_GOVERNMENT: len(_LAW.findall(opening)), Kind.DISCLOSURE: len(_DISCLOSURE.findall(opening))}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] >= 2 else Kind.OTHER


def _year(evidence: Evidence, kind: Kind, notes: list[str]) -> int | None:
    """Return the year reported on by the strongest evidence that names one; for a 政府工作报告 that of its delivery."""
    if kind is Kind.GOVERNMENT_WORK:
        delivered = next((read_date(line.plain) for line in evidence.head if DELIVERED.search(line.plain)), None)
        if delivered:
            return delivered.year
    named = _years_of(evidence.title_words)
    if named:
        if len(named) > 1:
            notes.append(f"title names several years: {', '.join(map(str, named))}")
        return named[0] if len(named) == 1 or "和" in evidence.title_words else named[-1]
    period = _PERIOD.search(evidence.body[:OPENING])
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
    opening = QUOTED.sub("", body[:OPENING])
    opening = DATE.sub("", opening)
    opening = re.sub(r"(?:根据|按照|依据|贯彻|落实)[^,。]*?(?:19|20)\d\d[^,。]*[,。]", "", opening)
    starts = re.search(r"(?:^|[\n。])\s*(?P<y>(?:19|20)\d\d)年(?:度|以来|来)?(?=[,:]|[^\d\n月])", opening)
    if starts:
        return int(starts["y"])
    years = _years_of(opening.split("一、")[0])
    return years[-1] if years else None


def _year_of_dates(evidence: Evidence, kind: Kind, notes: list[str]) -> int | None:
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


def _title(evidence: Evidence, place: Place | None, year: int | None, kind: Kind, notes: list[str]) -> str | None:
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
