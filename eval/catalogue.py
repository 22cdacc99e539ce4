"""What an answer says of the reports themselves, as far as the library or the question has it: titles, places, years.

An answer names its reports, and that is no claim that a sentence has to bear out. But it is the answer that names them:
a claim put where a title, a heading or a place belongs is not borne out by standing there.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from eval.answers import StoredCitation
from eval.dataset import Texts
from eval.marks import Case
from eval.tokens import plain, short_name
from rag.language.gazetteer import resolve
from rag.types import State

_TITLE = re.compile(r"(.{2,16}?)(?:(?:19|20)\d\d年度?)?(?:法治政府建设|依法行政)(?:工作)?(?:情况)?的?(?:工作)?报告")
"""What a report is called that has no title of its own: its place, its year, and what all of them are."""
_APART = re.compile(r"[,。;:、()?]")
_HEAD = 400
"""Within how many characters of a report's beginning its title stands."""


def of_catalogue(case: Case) -> Iterator[str]:
    """Yield what an answer says of its reports and lacks that the library or the question has too, and units owed."""
    yield from (f"{place}{year or ''}年法治政府建设报告" for place, year in _owners(case))
    yield from (slot.unit for slot in case.item.slots)
    for citation in case.sound:
        words = (citation.report, citation.issuer or "", *citation.section)
        yield from (each for each in words if each and plain(each) in plain(case.texts[citation.report_id]))
    for missing in case.answer.missing:
        yield from (str(one) for one in (missing.year, *missing.have) if one is not None and _is_year(str(one)))
        yield from (str(one) for one in missing.have if _is_of_a_report(plain(str(one)), case.texts))
    if case.answer.state is State.UNCLEAR:  # which asks whose report is meant, and names some
        named = (words.rstrip("等") for words in _APART.split(plain(case.answer.text)))
        yield from (words for words in named if len(words) > 1 and _is_of_a_report(words, case.texts))


def known_places(case: Case) -> set[str]:
    """Return the places that an answer's parts name and the question, or the report that is cited, names too.

    A division may be named with all that it lies in, where the next of these is asked about (江苏省苏州市昆山市周庄镇).
    """
    asked = plain("".join((case.item.question, *case.item.history, *case.item.scope.place, *_of_gold(case))))
    named = {one.place for group in (case.answer.figures, case.answer.missing) for one in group if one.place}
    cited = {one.place for one in case.sound if one.place and _is_cited(one, case)}
    known = cited | {name for name in named if plain(short_name(name)) in asked}
    paths = [place.path for name in known for place in resolve(name) if len(place.path) > 1]
    within = [path for path in paths if plain(short_name(path[-2])) in asked]
    return known | {"".join(path[start:]) for path in within for start in range(len(path) - 1)}


def _of_gold(case: Case) -> Iterator[str]:
    return (one.place for group in (case.item.slots, case.item.missing) for one in group if one.place)


def _is_cited(citation: StoredCitation, case: Case) -> bool:
    place = plain(short_name(citation.place or ""))
    return place in plain(case.texts[citation.report_id]) or citation.place in case.item.scope.place


def _owners(case: Case) -> Iterator[tuple[str, int | None]]:
    places = known_places(case)
    for group in (case.sound, case.answer.figures, case.answer.missing):
        yield from ((one.place or "", one.year) for one in group if one.place is None or one.place in places)


def _is_year(words: str) -> bool:
    return len(words) == len("2021") and words.isdecimal()


def _is_of_a_report(words: str, texts: Texts) -> bool:
    """Tell whether words are a title or place at a report's beginning, or a plain title with a place that is in it."""
    short = plain(short_name(words))
    if any(words in _head(text) or short in _head(text) for text in texts.values()):
        return True
    titled = _TITLE.fullmatch(words)
    return titled is not None and any(plain(short_name(titled[1])) in plain(text) for text in texts.values())


@lru_cache(maxsize=16384)
def _head(text: str) -> str:
    return plain(text.lstrip()[:_HEAD])
