"""Places named in a normalised text: which words they are and which divisions they may mean.

A short name counts only where it stands as a word of its own: 同安 is not found in 共同安排, 和平 (和平区) only behind
its parent. In a question, whose caller hands in how to cut words, it counts where the words around it are no worse cut
with it than without, and 和平 where a year, 的报告 or another place says that a place is meant. Names that follow one
another from the top down (江苏苏州, 浙江省杭州市建德市) are one mention, and a name's namesakes are those inside what
is named before it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from rag.language.gazetteer import NATION, Level, gazetteer, level, renamed, resolve, short_names, successor
from rag.language.issuers import Issuer, issuers_in
from rag.language.place_names import Hit, name_hits
from rag.language.words_around import (
    Cut,
    alone,
    asked_about,
    begins,
    ends,
    fits,
    goes_on,
    in_scope_position,
    is_riverside,
    leads_question,
    listed,
    word_lists,
)
from rag.types import Place

__all__ = [
    "NATION",
    "Issuer",
    "Mention",
    "find_issuers",
    "find_places",
    "level",
    "renamed",
    "resolve",
    "short_names",
    "successor",
]

_DIVISION_END = re.compile(r"街道|苏木|[镇乡市县区旗州盟](?!里)")
_TOWNSHIP_ENDINGS = ("街道", "镇", "乡", "苏木")
_JOIN = re.compile(r"[ ·的-]?|(?:人民)?政府")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named at `[start, end)` of a normalised text; `candidates` are its namesakes, the highest first.

    `name` is the words of the text. A State Council report's place is 国务院, which 全国政府工作报告 means too.
    """

    start: int
    end: int
    name: str
    candidates: tuple[Place, ...]


def find_places(text: str, known: Collection[Place] = (), cut: Cut | None = None) -> tuple[Mention, ...]:
    """Return the places that a normalised `text` names, in order, none overlapping.

    The short names of `known` places, such as those that the library has reports of, need less around them to count,
    and those of its townships (白沙路) count at all. `cut`, which cuts Chinese into words, is given for a question.
    """
    paths = frozenset(place.path for place in known)
    hits = sorted(name_hits(text, paths), key=lambda hit: (hit.start, -hit.end, hit.short))
    found: list[Mention] = []
    at = 0
    for hit in hits:
        if hit.start < at:
            continue
        last = found[-1] if found else None
        inside = _inside(text, hit, last)
        if not hit.ids:
            at = hit.end
        elif cut and _is_cut_off(hit, hits):
            continue
        elif (
            _is_word(text, hit, bool(inside), paths)
            or (cut and _is_asked(text, hit, hits, last, cut))
            or _leads(text, hit, hits)
        ):
            if inside and last:
                found.pop()
            start = last.start if inside and last else hit.start
            ids = inside or (_meant(hit.ids, paths) if hit.short else hit.ids)
            mention = Mention(start, hit.end, text[start : hit.end], _places(ids))
            found.append(_with_short_township(text, mention))
            at = found[-1].end
    return tuple(_narrowed(mention, found) for mention in found)


def _narrowed(mention: Mention, found: list[Mention]) -> Mention:
    """Return `mention` with only the namesakes inside, or else beside, a place that the text names without doubt."""
    sure = [other.candidates[0].path for other in found if len(other.candidates) == 1]
    if len(mention.candidates) < 2 or not sure:
        return mention
    for above in (sure, [path[:-1] for path in sure if len(path) > 2]):
        near = tuple(place for place in mention.candidates if any(place.path[: len(path)] == path for path in above))
        if near:
            return replace(mention, candidates=near)
    return mention


def _meant(ids: tuple[int, ...], known: frozenset[tuple[str, ...]]) -> tuple[int, ...]:
    """Return the divisions that a short name is used for: none that another of it became, no county inside its city."""
    names = gazetteer()
    held = {names.paths[at] for at in ids}
    now = [at for at in ids if names.paths[at] in known or names.former.get(names.paths[at], (0, ()))[1] not in held]
    cities = {names.paths[at] for at in now if names.levels[at] is Level.PREFECTURE}
    return tuple(at for at in now if names.paths[at][:2] not in cities or names.paths[at] in cities)


def _places(ids: tuple[int, ...]) -> tuple[Place, ...]:
    known = gazetteer()
    return tuple(Place(known.paths[at]) for at in sorted(ids, key=lambda at: (known.levels[at], at)))


def _inside(text: str, hit: Hit, last: Mention | None) -> tuple[int, ...]:
    """Return those of the hit's namesakes that lie in the place named right before it."""
    if last is None or not _JOIN.fullmatch(text, last.end, hit.start):
        return ()
    paths = gazetteer().paths
    above = [place.path for place in last.candidates]
    return tuple(at for at in hit.ids if any(paths[at] != path and paths[at][: len(path)] == path for path in above))


def _is_word(text: str, hit: Hit, behind_parent: bool, known: frozenset[tuple[str, ...]]) -> bool:
    """Tell whether a name found is a place there, and not a piece of other words."""
    if hit.name[-1] + text[hit.end : hit.end + 1] in word_lists()["spilled"] and not hit.short:
        return False
    if not hit.short:
        return behind_parent or _is_full_word(text, hit)
    if goes_on(text, hit.end):
        return False
    if hit.name in word_lists()["ordinary"]:
        return ends(text, hit.end) and (behind_parent or (_is_known(hit, known) and begins(text, hit.start)))
    if behind_parent or _is_free(hit):
        return not is_riverside(text, hit.start, hit.name)
    if _is_known(hit, known):
        return begins(text, hit.start) or ends(text, hit.end)
    return alone(text, hit.start, hit.end)


def _is_full_word(text: str, hit: Hit) -> bool:
    """Tell whether a full name is no accident of the words around it (模|范县, 提|高城镇) and no word itself (城区)."""
    if hit.name in word_lists()["ordinary full"]:
        return begins(text, hit.start) and ends(text, hit.end)
    if len(hit.name) < 3 or hit.name[-2:] in word_lists()["town cut"]:
        return begins(text, hit.start)
    return True


def _is_asked(text: str, hit: Hit, hits: list[Hit], last: Mention | None, cut: Cut) -> bool:
    """Tell whether a name found in a question is a place by how its words are cut and by what stands beside it."""
    if goes_on(text, hit.end) or not fits(text, hit.start, hit.end, cut):
        return False
    if not hit.short:
        lists = word_lists()
        if len(hit.name) < 3 or hit.name in lists["ordinary full"]:
            return asked_about(text, hit.start)
        return hit.name[-2:] not in lists["town cut"]
    if hit.name not in word_lists()["everyday"]:
        return not is_riverside(text, hit.start, hit.name)
    if in_scope_position(text, hit.start, hit.end) or leads_question(text, hit.start, hit.end):
        return True
    if last is not None and listed(text, last.end, hit.start):
        return ends(text, hit.end)
    return any(
        listed(text, hit.end, other.start) and (other.name not in word_lists()["everyday"] or _beside(hit, other))
        for other in hits
        if other.ids
    ) and begins(text, hit.start)


def _is_cut_off(hit: Hit, hits: list[Hit]) -> bool:
    """Tell whether a short name takes a character from a name behind it (那曲 of 那曲靖市, 和政 of 和政协)."""
    over = [other for other in hits if hit.start < other.start < hit.end < other.end]
    leads = hit.start == 0 and hit.name[0] == "那"
    return hit.short and any(not other.short or (leads and other.start == 1) for other in over)


def _beside(one: Hit, other: Hit) -> bool:
    """Tell whether two names may be of divisions of one parent (和平, 河西)."""
    paths = gazetteer().paths
    return bool({paths[at][:-1] for at in one.ids} & {paths[at][:-1] for at in other.ids})


def _leads(text: str, hit: Hit, hits: list[Hit]) -> bool:
    """Tell whether what follows lies in one of the divisions that the name may mean (慈溪白沙路街道)."""
    parent = Mention(hit.start, hit.end, hit.name, _places(hit.ids))
    if _with_short_township(text, parent) is not parent:
        return True
    return any(
        later.start == hit.end and _inside(text, later, parent) and (not later.short or ends(text, later.end))
        for later in hits
    )


def _is_free(hit: Hit) -> bool:
    """Tell whether a short name is that of a province or a prefecture and in no common word."""
    levels = gazetteer().levels
    return hit.name not in word_lists()["risky"] and min(levels[at] for at in hit.ids) <= Level.PREFECTURE


def _is_known(hit: Hit, known: frozenset[tuple[str, ...]]) -> bool:
    paths = gazetteer().paths
    return any(paths[at] in known for at in hit.ids)


def _with_short_township(text: str, mention: Mention) -> Mention:
    """Return `mention` with the short name of one of its townships taken in, where that stands right behind it."""
    names = gazetteer()
    above = {place.path for place in mention.candidates if len(place.path) > 1}
    for size in (4, 3, 2):
        word = text[mention.end : mention.end + size]
        end = mention.end + len(word)
        if (
            _DIVISION_END.match(text, end)
            or len(word) < size
            or word in names.short
            or word in names.full
            or word in word_lists()["ordinary"]
        ):
            continue
        if not ends(text, end):
            continue
        ids = [at for ending in _TOWNSHIP_ENDINGS for at in names.full.get(word + ending, ())]
        below = tuple(at for at in ids if any(names.paths[at][: len(path)] == path for path in above))
        if below:
            return replace(mention, end=end, name=text[mention.start : end], candidates=_places(below))
    return mention


def find_issuers(text: str, known: Collection[Place] = ()) -> tuple[Issuer, ...]:
    """Return the governments and departments that a normalised `text` names, in order, with their places' namesakes."""
    return tuple(issuers_in(text, find_places(text, known)))
