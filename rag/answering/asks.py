"""A question that asks several things becomes its asks, each with the words that it leaves to those beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.answering.asked import AskKind, Wanted
from rag.answering.items import part_asked
from rag.answering.listed import EACH, conjuncts, kinds_of, listed
from rag.answering.shared import all_verbs
from rag.answering.terms import find_terms
from rag.answering.wording import (
    CHECKING,
    ask_kinds,
    asks_change,
    bare,
    counted,
    goes_on,
    names_body,
    quantities,
    stated_units,
    units_asked,
    without_comparison,
    without_stated,
)
from rag.library.words import tagged

_STOP = re.compile(
    r"[?!。;,](?!\d{3})|(?:另外|还有|此外|同时|并且|顺便|以及)(?=.*(?:多少|几|多[高大]|率|哪|谁|什么|如何|怎))"
)
_SETTING = re.compile(r"[里中内上下后前]$|方面$|时候?$|以来$|^(?:按|在|对于|关于|针对)")
_BARE = re.compile(r"呢[?!。]*$")
_HEADLESS = re.compile(r"的(?:各|又|共|总共|一共|分别)?(?:有|是|占)?$")
_WHEN = re.compile(r"哪?一?年(?:度|份)?|日期|时间|哪天")
_CHECKING = re.compile(CHECKING)
_POLITE = re.compile(
    r"^\s*(?:(?:请问|请|麻烦|想(?:问|知道|了解)|问|查)(?:一下|下)?|帮我?(?:查|看|找)(?:一下|下)?)(?:[,:]|\s)*"
)
_SHORT = 3


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a question that asks once: what it is set in (办结的复议案件里), and its own words."""

    setting: str
    words: str
    stated: bool = False


def split_asks(words: str) -> tuple[Wanted, ...]:
    """Return the several asks of a question's normalised words, its scope cut out; none where it asks one thing.

    Those that only a conjunction suggests (部门和乡镇的出庭应诉率) are not `sure`.
    """
    pieces = _pieces(_POLITE.sub("", words))
    wanted: list[Wanted] = []
    shared, group = "", wanted
    for piece in pieces:
        again = _again(piece, group)
        several = again or _listed(piece, alone=len(pieces) == 1)
        new = several or [_wanted(piece)]
        if shared and not again and any(leaves_out(one.topic if several else piece.words) for one in new):
            new = [_going_on(one, wanted[-1], shared) for one in new]
            shared = f"{shared} {new[0].topic}" if not several else shared
        else:
            shared = f"{new[0].context} {new[0].topic}".strip() if not several else new[0].context or new[0].topic
        wanted += new
        group = new
    return tuple(wanted) if len(wanted) > 1 else ()


def leaves_out(words: str) -> bool:
    """Tell whether an ask leaves out what it is about: 审结多少, 撤销的几件, 部门的呢, 比上一年增长多少."""
    terms = [term for term in find_terms(without_comparison(bare(words))) if not term.generic]
    if goes_on(words) or (_BARE.search(words) and not ask_kinds(words, words)):
        return True
    return not terms or (len(terms) == 1 and (len(terms[0].word) <= _SHORT or _headless(words)))


def is_part_of(words: str) -> bool:
    """Tell whether an ask is of a part of what was said before (其中撤销的几件), which no other matter may answer."""
    return goes_on(words) or (_headless(words) and leaves_out(words))


def stands_instead(wanted: Wanted) -> bool:
    """Tell whether an ask names another matter in the place of the one before it (规章多少份, 规范性文件呢)."""
    if wanted.part or names_body(wanted.topic) or asks_change(wanted.topic):
        return False
    terms, last = find_terms(wanted.topic), tagged(wanted.topic)[-1:]
    return any(not term.generic for term in terms) and (bool(last) and last[0][1][:1] in ("n", "l"))


def without_head(context: str) -> str:
    """Return words without their head, the last noun that is not generic (规章 in 公开的现行有效规章)."""
    heads = [
        t for t in find_terms(context) if not t.generic and (t.telling or not tagged(t.word)[-1][1].startswith("v"))
    ]
    return context.replace(heads[-1].word, " ").strip() if heads else context


def _listed(piece: _Piece, *, alone: bool) -> list[Wanted]:
    """Return the things that a piece lists; one beside others only where it surely asks for each of them."""
    several = [] if piece.stated else listed(piece.words, piece.setting)
    if alone or all(one.sure for one in several):
        return several
    return [replace(one, sure=True) for one in several] if all_verbs([one.topic for one in several]) else []


def _again(piece: _Piece, before: Sequence[Wanted]) -> list[Wanted]:
    """Return what was asked of a matter as it is asked of another (复议办理和审结几件, 应诉呢), else none."""
    named = bare(piece.words)
    asks_again = _BARE.search(piece.words) is not None and not quantities(piece.words) and not leaves_out(named)
    done = len(before) > 1 and all_verbs([one.topic for one in before])
    return [replace(one, context=named) for one in before] if done and asks_again else []


def _headless(words: str) -> bool:
    asking = next(iter(quantities(words)), None)
    return _HEADLESS.search(words[: asking.start()] if asking else _BARE.sub("", words)) is not None


def _going_on(one: Wanted, before: Wanted, shared: str) -> Wanted:
    """Give an ask that leaves out what it is about what was said before it, its kind and its unit as well."""
    kinds = one.kinds or before.kinds
    counted = AskKind.FIGURE in kinds and not asks_change(one.topic)
    units = one.units or (before.units if counted else ())
    return replace(one, context=f"{shared} {one.context}".strip(), kinds=kinds, units=units)


def _pieces(words: str) -> list[_Piece]:
    """Cut a question where one asking ends and the next begins, what asks nothing put with the ask that follows it."""
    pieces: list[_Piece] = []
    setting = ""
    for stretch in _STOP.split(words):
        stretch = _CHECKING.sub(" ", stretch).strip()
        if stated_units(stretch) and not quantities(stretch) and find_terms(bare(without_stated(stretch))):
            pieces.append(_Piece(setting, stretch, stated=True))
            setting = ""
            continue
        if not _asks(stretch):
            setting = f"{setting} {stretch}".strip()
            continue
        for number, own in enumerate(_by_quantity(stretch)):
            if pieces and not number and not _says_something(own):
                pieces[-1] = replace(pieces[-1], words=f"{pieces[-1].words} {own}")
            else:
                pieces.append(_Piece(setting, own))
            setting = ""
    if setting and pieces:
        pieces[-1] = replace(pieces[-1], words=f"{pieces[-1].words} {setting}")
    if not any(not piece.stated for piece in pieces):
        return [_Piece("", words)]
    return pieces


def _asks(stretch: str) -> bool:
    if not stretch or _SETTING.search(stretch):
        return bool(quantities(stretch))
    return bool(ask_kinds(stretch, stretch)) or _BARE.search(stretch) is not None


def _says_something(words: str) -> bool:
    """Tell whether words name a matter or a part of a report, not only how it is to be told (是哪一年的)."""
    terms = [term for term in find_terms(bare(words)) if not _WHEN.fullmatch(term.word)]
    named = any(not term.generic for term in terms) or (terms and _BARE.search(words) is not None)
    return (
        bool(named)
        or asks_change(words)
        or part_asked(bare(words), ()) is not None
        or (bool(terms) and EACH.search(words) is not None)
    )


def _by_quantity(stretch: str) -> list[str]:
    """Cut a stretch that asks for several quantities (分几期查了几家企业), each with the words that lead to it."""
    marks = quantities(stretch)
    leading = bool(marks) and bool(find_terms(stretch[: marks[0].start()]))
    cuts = [0]
    for mark, following in pairwise(marks):
        between = stretch[mark.end() : following.start()]
        cuts.append(mark.end() + (_new_clause(between) if leading else len(between)))
    cuts.append(len(stretch))
    return [stretch[start:end] for start, end in pairwise(cuts)]


def _new_clause(words: str) -> int:
    """Return where a new clause begins: behind the first 、 or 和, else at the first verb, else at the end."""
    parts = conjuncts(words)
    if len(parts) > 1:
        return words.index(parts[1], len(parts[0]))
    at = 0
    for word, tag in tagged(words):
        at = words.index(word, at)
        if tag[:1] in ("v", "d", "p"):
            return at
        at += len(word)
    return len(words) if find_terms(words) else 0


def _wanted(piece: _Piece) -> Wanted:
    """Return the ask of a piece that asks for one thing, or states one."""
    if piece.stated:
        figure = (AskKind.FIGURE,)
        return Wanted(bare(without_stated(piece.words)), piece.setting, figure, stated_units(piece.words), stated=True)
    kinds = kinds_of(piece.words)
    units = units_asked(piece.words) if AskKind.FIGURE in kinds or not kinds else ()
    return Wanted(
        bare(piece.words), piece.setting, kinds, units, True, is_part_of(piece.words), counted=counted(piece.words)
    )
