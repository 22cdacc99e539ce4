"""Places named in Latin letters, as English questions name them: Suzhou, Wuqing District, Xihu District of Hangzhou."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rag.language.gazetteer import Level, gazetteer, short_names
from rag.language.pinyin import english_names, spelt
from rag.language.text import normalise
from rag.types import Place

_TOKEN = re.compile(r"[a-z]+(?:['\u2019-](?!s(?![a-z]))[a-z]+)*")
_LONGEST = 4
_SHORTEST = 4
_ENDINGS = {
    "city": "市",
    "municipality": "市",
    "province": "省",
    "district": "区",
    "county": "县",
    "banner": "旗",
    "league": "盟",
    "prefecture": "州",
    "town": "镇",
    "township": "乡",
    "subdistrict": "街道",
    "sub-district": "街道",
    "new area": "新区",
    "region": "区",
}
_ENDING = re.compile(rf"\s+(?:autonomous\s+)?(?P<word>{'|'.join(sorted(_ENDINGS, key=len, reverse=True))})(?![a-z])")
_INSIDE = re.compile(r"\s*(?:,|of|in|from)\s+|\s*,\s*")
_BEFORE = re.compile(r"'s\s+|\s*,?\s+")
_WORDS = frozenset("change guide mile dean saga mulan pane linen canal manage".split())
_NAME = r"(?P<{}>[A-Z][a-z]{{2,}}(?:['’-](?!s\b)[a-z]+)*)"
_NEXT = r"['’]s\b|\s+(?:in|for|during)\s+\d{4}|\s+(?:19|20)\d\d|\s+(?:City|District|County|Province|Town|Subdistrict)\b"
_CAPITAL = re.compile(
    rf"\b(?:in|of|for|at|from|and|vs\.?|between)\s+{_NAME.format('inside')}(?={_NEXT}|\s*[?,.]|\s*$)"
    rf"|\b(?:did|does|do|has|have|had)\s+{_NAME.format('doing')}\s+[a-z]|^{_NAME.format('first')}(?={_NEXT})"
)
_NO_PLACE = frozenset(
    "What How Which Who When Where Why Did Does Was Were Tell Show List Give Compare Please January February March "
    "April May June July August September October November December Government Chinese Law Report English And The For "
    "From During Number Total Rate".split()
)


@dataclass(frozen=True, slots=True)
class LatinMention:
    """A place in Latin letters at `[start, end)` of a normalised text, with its namesakes, the highest first."""

    start: int
    end: int
    name: str
    candidates: tuple[Place, ...]


def find_latin_places(text: str, known: Collection[Place] = ()) -> tuple[LatinMention, ...]:
    """Return the places that a normalised `text` names in Latin letters, in order, none overlapping.

    A name without City, County or the like means the highest divisions that are spelt so, and those of `known`. One
    that lies in another named right beside it (Xihu District of Hangzhou) is one mention with it.
    """
    if not re.search(r"[a-z]{2}", text):
        return ()
    found: list[LatinMention] = []
    for mention in _each(text, frozenset(known)):
        inside = _one(text, found[-1], mention) if found else None
        if inside:
            found[-1] = inside
        else:
            found.append(mention)
    return tuple(found)


def unknown_latin(text: str, mentions: Collection[LatinMention]) -> tuple[str, ...]:
    """Return the names in an English question, as it was typed, that stand like a place's and are of none."""
    told = {token for mention in mentions for token in _TOKEN.findall(mention.name)}
    found = [match["inside"] or match["doing"] or match["first"] for match in _CAPITAL.finditer(text)]
    names = [name for name in found if name not in _NO_PLACE]
    return tuple(name for name in dict.fromkeys(names) if name.lower() not in told and not _spelt().get(_key(name)))


def _each(text: str, known: frozenset[Place]) -> Iterator[LatinMention]:
    tokens = list(_TOKEN.finditer(text))
    at = 0
    for i, token in enumerate(tokens):
        if token.start() < at:
            continue
        for last in range(min(len(tokens), i + _LONGEST) - 1, i - 1, -1):
            start, end = token.start(), tokens[last].end()
            mention = _mention(text, start, end, known)
            if mention:
                at = mention.end
                yield mention
                break


def _mention(text: str, start: int, end: int, known: frozenset[Place]) -> LatinMention | None:
    key = _key(text[start:end])
    places = [*_spelt().get(key, ()), *(place for place in known if key in _spellings(place))]
    ending = _ENDING.match(text, end)
    if not places or (not ending and (len(key) < _SHORTEST or key in _WORDS)):
        return None
    if ending:
        of_kind = [place for place in places if place.name.endswith(_ENDINGS[ending["word"]])]
        if not of_kind and len(key) < _SHORTEST:
            return None
        return LatinMention(start, ending.end(), text[start : ending.end()], _ordered(of_kind or places))
    places = [place for place in places if len(place.name) > 2 or key == spelt(normalise(place.name))]
    highest = min((_level(place) for place in places), default=0)
    meant = [place for place in places if _level(place) == highest or place in known]
    return LatinMention(start, end, text[start:end], _ordered(meant)) if meant else None


def _one(text: str, one: LatinMention, other: LatinMention) -> LatinMention | None:
    """Return two mentions as one where the one lies in the other: Wuqing, Tianjin, or Tianjin's Wuqing District."""
    for upper, lower, between in ((other, one, _INSIDE), (one, other, _BEFORE)):
        if not between.fullmatch(text, one.end, other.start):
            continue
        inside = [p for p in lower.candidates if any(p != above and p.within(above) for above in upper.candidates)]
        if inside:
            return LatinMention(one.start, other.end, text[one.start : other.end], tuple(inside))
    return None


def _ordered(places: Collection[Place]) -> tuple[Place, ...]:
    return tuple(sorted(dict.fromkeys(places), key=_level))


def _level(place: Place) -> int:
    known = gazetteer()
    at = known.at(place.path)
    return Level.ZONE if at is None else known.levels[at]


@lru_cache(maxsize=1)
def _spelt() -> dict[str, tuple[Place, ...]]:
    """Return all divisions but the townships by their spellings, in full and in short."""
    known = gazetteer()
    spelt_so: dict[str, dict[Place, None]] = {}
    for path, level in zip(known.paths, known.levels, strict=True):
        if level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY) and path not in known.former:
            for key in _spellings(Place(path)):
                spelt_so.setdefault(key, {})[Place(path)] = None
    return {key: tuple(places) for key, places in spelt_so.items()}


@lru_cache(maxsize=8192)
def _spellings(place: Place) -> frozenset[str]:
    full = normalise(place.name)
    shorts = short_names(place) or (full[:-1],)
    english = [name for short in shorts for name in english_names(short)]
    return frozenset(_key(name) for name in (spelt(full), *map(spelt, shorts), *english) if name)


def _key(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
