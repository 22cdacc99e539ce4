"""Figures that surely are of something else than an ask, however near their words come to it.

What is learned judges by words on the whole; here single ones speak against a figure: its unit counts people and not
companies, its words name the other of two (城镇, 农村), or none of them is of the indicator that is asked for by name.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from rag.answering.contrasts import excluded
from rag.answering.evidence import Ask, Evidence
from rag.answering.labels import label_of
from rag.answering.terms import DECIDING, Term, find_terms, match_strength
from rag.language.indicators import FIGURE, indicators
from rag.language.text import normalise
from rag.library.words import tagged
from rag.types import Figure

_NOT_IT = 0.05  # a chance so small that it is shown beside what answers and never given
_EVEN, _SURE = 0.5, 0.99
_LEAST_NAME = 4
_GOES_ON = 2
_PEOPLE = frozenset("人 名 位 人次".split())
_BODIES_COUNTED = frozenset("家 户 所 座 处 项 份 条 册 本 部 张 块".split())
_PAPERS = frozenset("份 册 本 条 部".split())
_EVENTS = frozenset("次 场 场次 期 轮 批 批次".split())
_NO_PEOPLE = _BODIES_COUNTED | {"件"}  # people stand for their cases as well (多少人来告), not cases for people
_BODIES = re.compile(r"(?:市|区|县|乡镇|镇|乡|街道|行政村|村|社区|企业|部门|单位|机关|学校|医院)(?![民长委里内务级])")


def without_strangers(ask: Ask, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return figures, judged, with those that are of something else than is asked for put last, never to be given."""
    apart = [_of_another_subject(ask, one) for one in ranked]
    said = [_said_in(ask, one) or _counts_turns(ask, one) for one in ranked]
    found = []
    for one, other, known in zip(ranked, apart, said, strict=True):
        if other or known or is_stranger(ask, one):
            found.append(_put_off(one))
        else:
            beside = [each for each, away in zip(ranked, apart, strict=True) if away and _listed_with(each, one)]
            beside += [each for each, no in zip(ranked, said, strict=True) if no and each.statement is one.statement]
            found.append(_instead_of(one, beside))
    return sorted(found, key=lambda one: -one.score)


def is_stranger(ask: Ask, one: Evidence) -> bool:
    """Tell whether a figure is surely of something else than is asked for."""
    label = label_of(one)
    return (
        _counts_others(ask, one)
        or _counts_another_noun(ask, one)
        or excluded(ask.words, label.words, label.clause, _behind(one))
        or _of_another_rate(ask, label.clause)
        or _of_no_word(ask, one)
    )


def _put_off(one: Evidence) -> Evidence:
    chance = None if one.chance is None else min(one.chance, _NOT_IT)
    return replace(one, chance=chance, score=min(one.score, _NOT_IT), held=min(one.held, _NOT_IT))


def _of_another_subject(ask: Ask, one: Evidence) -> bool:
    """Tell whether a figure of a list after 分别 is of a subject that is not asked for, and another of it is."""
    own = _lead(one)
    others = [_lead(replace(one, figure=figure)) for figure in one.statement.figures if figure != one.figure]
    asked = [other for other in others if other and other in ask.words]
    return bool(own) and own not in ask.words and bool(asked)


def _lead(one: Evidence) -> str:
    """Return the first word of the subject that a figure of a list after 分别 is of, "" where it stands in none."""
    assert one.figure is not None
    clause = re.split(r"[,;。:]", one.statement.text[: one.figure.span.start])[-1]
    words = tagged(one.figure.indicator) if "分别" in clause else []
    return words[0][0] if words and len(words[0][0]) > 1 else ""


def _said_in(ask: Ask, one: Evidence) -> bool:
    """Tell whether an ask of how many has a figure in its own words (两个试点镇 in 给两个试点镇下放了多少项)."""
    assert one.figure is not None
    span, unit = one.figure.span, one.figure.unit
    raw = one.figure.raw if unit not in ask.units else one.statement.text[span.start : span.end + _GOES_ON]
    return bool(ask.counted and ask.units) and re.search(rf"(?<![\d.]){re.escape(raw)}", ask.words) is not None


def _counts_turns(ask: Ask, one: Evidence) -> bool:
    """Tell whether those who came are asked for and the times are counted, or the other way round (人次, 3次)."""
    assert one.figure is not None
    units, own = {*ask.units}, one.figure.unit
    return (units == {"人次"} and own in _EVENTS) or (bool(units) and units <= _EVENTS and own == "人次")


def _listed_with(other: Evidence, one: Evidence) -> bool:
    return other.statement is one.statement and bool(_lead(one))


def _instead_of(one: Evidence, others: Sequence[Evidence]) -> Evidence:
    """Return a figure as likely as it was together with others that its list gives of other subjects."""
    if not others or one.chance is None:
        return one
    chance = min(one.chance + sum(other.chance or 0 for other in others), _SURE)
    best = max(other.score for other in others)
    return replace(one, chance=chance, score=max(one.score, best, _EVEN * (chance >= _EVEN)))


def _counts_others(ask: Ask, one: Evidence) -> bool:
    """Tell whether people are asked for and something else is counted, or the other way round (70人, 多少家)."""
    assert one.figure is not None
    units, own = {*ask.units}, one.figure.unit.partition("/")[0]
    if units and units <= _NO_PEOPLE:
        return own in _PEOPLE or (units <= _PAPERS and own == "个" and _noun(one.statement.text, one.figure) != "")
    if not units or not units <= _PEOPLE:
        return False
    if own == "个":
        return _noun(one.statement.text, one.figure) != ""
    return own in _BODIES_COUNTED


def _counts_another_noun(ask: Ask, one: Evidence) -> bool:
    """Tell whether another figure of the sentence counts what is asked for and this does not (99个镇, 1791个村)."""
    assert one.figure is not None
    own = _noun(one.statement.text, one.figure)
    beside = {_noun(one.statement.text, figure) for figure in one.statement.figures if figure.unit == one.figure.unit}
    asked = [noun for noun in beside if noun and noun in ask.words]
    return own != "" and own not in ask.words and bool(asked)


def _noun(text: str, figure: Figure) -> str:
    """Return the body or the division right behind a figure (村 in 1791个村), "" where none stands there."""
    found = _BODIES.match(text, figure.span.end)
    return found.group() if found else ""


def _behind(one: Evidence) -> str:
    """Return what stands between a figure and the next of its sentence."""
    assert one.figure is not None
    after = [other.span.start for other in one.statement.figures if other.span > one.figure.span]
    return one.statement.text[one.figure.span.end : min(after, default=None)]


def _of_another_rate(ask: Ask, clause: str) -> bool:
    """Tell whether a rate is asked for by its name and a clause names other rates alone (应诉率, 发案率)."""
    asked = [term for term in ask.terms if term.rate]
    told = [term for term in find_terms(clause) if term.rate]
    if not asked or not told:
        return False
    return not any(match_strength(term, clause) or _akin(term, other) for term in asked for other in told)


def _akin(one: Term, other: Term) -> bool:
    """Tell whether two rates may be one in other words: a character of theirs is the same (参考率, 参训率)."""
    return bool({*one.word[:-1]} & {*other.word[:-1]} or {*one.names} & {*other.names})


def _of_no_word(ask: Ask, one: Evidence) -> bool:
    """Tell whether an indicator is asked for by name and a figure's sentence holds none of the words that decide it."""
    name = _named(ask.words)
    deciding = [term for term in find_terms(name) if term.weight >= DECIDING and not term.generic] if name else []
    if not deciding:
        return False
    statement = one.statement
    said = " ".join((statement.text, statement.before, *statement.headings))
    return not any(match_strength(term, said) or _in_pieces(term.word, said) for term in deciding)


def _in_pieces(word: str, said: str) -> bool:
    """Tell whether a text has each of the words that a longer one is made of (审批时限 in 行政审批承诺时限)."""
    pieces = [piece for piece, _ in tagged(word)]
    return len(pieces) > 1 and all(piece in said for piece in pieces)


@lru_cache(maxsize=2048)
def _named(words: str) -> str:
    """Return the longest name of a known indicator that stands in an ask, "" where none does."""
    return max((name for name in _names() if name in words), key=len, default="")


@cache
def _names() -> frozenset[str]:
    known = (one for one in indicators().values() if one.kind == FIGURE)
    return frozenset(plain for one in known for name in one.names if len(plain := normalise(name)) >= _LEAST_NAME)
