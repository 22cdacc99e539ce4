"""Figures that are given beside the best: of other scopes of the same indicator, of other units, parts of a total."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answering.evidence import Ask, Evidence, same_unit
from rag.answering.labels import HELD, holds, label_of, names_level, same_figure
from rag.answering.terms import DECIDING, find_terms, match_strength
from rag.language.figures import whole_scope
from rag.language.vocabulary import vocabulary
from rag.library.words import tagged

_OWN_LEVEL = re.compile(r"本级|[省市县区州]直")
_LEADING = ("v", "d", "ad")
_BODY = re.compile(r"政府|部门|乡镇|街道|人大|政协|法院|[省市县区](?:级|直)")
_LEVEL = re.compile(r"[省市县区州镇乡村](?:级|直|人大|政协|政府|委)")
_NO_NAME = ("m", "q", "u", "c", "p", "d", "f", "r")
_DENIED = re.compile(r"[不未非无没]")
_ROLE = re.compile(r"申请人|被告|案件|名义")
_GOVERNMENT = re.compile(r"^[省市县区镇](?=政府$)")
_BEING = frozenset(("为", "作为", "作", "是", "被", "以"))
_NOT_NOUNS = ("v", "d", "a", "p")
_PARALLEL = 0.7
_DOUBTFUL, _TOGETHER = 0.35, 0.6
_SEEN, _ALL, _HALF, _TELLING = 0.3, 0.95, 0.5, 5
_MEMBERS = re.compile(r"其中|包括|分别|含|[(]")


def members(best: Evidence, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the parts that a sentence gives of a total (其中维持17件, 撤销1件), none where it gives none."""
    assert best.figure is not None
    text, figure = best.statement.text, best.figure
    marked = _MEMBERS.search(text, figure.span.end)
    between = [one for one in best.statement.figures if marked and figure.span.end <= one.span.start < marked.start()]
    if not marked or any(one.unit == figure.unit for one in between):
        return []
    inside = []
    ends = ")" if "(" in text[figure.span.end : marked.end()] else ";。"
    end = next((i for i in range(marked.end(), len(text)) if text[i] in ends), len(text))
    for other in best.statement.figures:
        if marked.end() <= other.span.start < end and other.unit == figure.unit and other.value <= figure.value:
            known = next((one for one in ranked if one.statement is best.statement and one.figure == other), None)
            inside.append(known or replace(best, figure=other))
    return inside if len(inside) > 1 else []


def divided(ask: Ask, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the likeliest figures of a sentence that say the same of several scopes, none where there are none.

    They answer an ask of a division (按发布主体分, 规范性文件各有几件), which their total does not.
    """
    likely = [one for one in ranked if one.chance is None or one.chance >= _DOUBTFUL]
    for one in likely:
        beside = [other for other in likely if other is not one and other.statement is one.statement]
        parts = [other for other in beside if _parallel(ask, one, other)]
        if parts:
            return [one, *parts]
    return []


def in_doubt(ask: Ask, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the two likeliest figures where they say the same of two scopes and share the chance, none where not.

    Of such two neither leads, so that each has less of a chance by itself than that one of them answers.
    """
    if len(ranked) < 2 or any(one.chance is None or one.chance < _DOUBTFUL for one in ranked[:2]):
        return []
    none = (1 - (ranked[0].chance or 0)) * (1 - (ranked[1].chance or 0))
    return list(ranked[:2]) if 1 - none >= _TOGETHER and _parallel(ask, ranked[0], ranked[1]) else []


def held_alone(ask: Ask, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the likeliest figure where it holds all of an ask's words and no other holds half of them, else none.

    What is learned knows the indicators of the genre; of anything else its chances are low, and words tell.
    """
    first, others = ranked[:1], ranked[1:]
    if not first or first[0].chance is None or first[0].chance < _SEEN or first[0].held < _ALL:
        return []
    telling = sum(len(term.word) for term in ask.terms if not term.generic and len(term.word) > 1)
    alone = all(one.held < _HALF for one in others)
    return list(first) if alone and telling >= _TELLING else []


def family(ask: Ask, found: Sequence[Evidence], words: str, rivals: Sequence[str], nearly: float) -> list[Evidence]:
    """Return the best of some figures with those that say the same of other scopes or units, or those that words name.

    What a neighbouring ask's words name is left to it. `nearly` is the share of the best score from which a figure of
    another scope is given whatever its words.
    """
    chosen = list(found[:1])
    for other in found[1:]:
        if any(holds(replace(label_of(other), clause=""), rival) >= HELD for rival in rivals):
            continue
        another = not ask.scope and _another_scope(ask, other, chosen, nearly)
        if another or _answers_other_unit(ask, other, chosen):
            chosen.append(other)
    told = [_labelled(one, chosen) for one in chosen]
    return told if names_level(words) else _named(told, words)


def _another_scope(ask: Ask, other: Evidence, chosen: Sequence[Evidence], nearly: float) -> bool:
    """Tell whether a figure says the same as the chosen of yet another scope."""
    beside = [one for one in chosen if one.figure and other.figure and one.figure.unit == other.figure.unit]
    if not beside or any(same_figure(one, other) for one in beside):
        return False
    best = beside[0]
    if other.score >= best.score * nearly and all(_other_scope(one, other) for one in beside):
        return True
    return other.held >= best.held * _PARALLEL and all(_parallel(ask, one, other) for one in beside)


def _other_scope(one: Evidence, other: Evidence) -> bool:
    """Tell whether two figures say the same of two parts of a place (市政府为被告, 部门为被告)."""
    first, second = one.figure, other.figure
    assert first is not None and second is not None
    if first.scope == second.scope:
        return False
    wholes = whole_scope(first.scope) + whole_scope(second.scope)
    own_level = any(_OWN_LEVEL.search(figure.scope or "") for figure in (first, second))
    return wholes == 0 or (wholes == 1 and own_level)


def _parallel(ask: Ask, one: Evidence, other: Evidence) -> bool:
    """Tell whether two figures stand side by side with labels that differ in whose they are (市人大建议, 区人大建议).

    What the ask names both labels hold or neither.
    """
    assert one.figure is not None and other.figure is not None
    if not _near(one, other) or one.figure.role is not other.figure.role or _part_and_whole(one, other):
        return False
    first, second = label_of(one).words, label_of(other).words
    if not first or not second or adjacent(one, other):
        return False
    if first == second:  # whose each is stands further off (在市政府作为被告的案件中，负责人出庭应诉率为…)
        return bool(one.figure.scope and other.figure.scope) and _other_scope(one, other)
    if bool(_DENIED.match(first)) != bool(_DENIED.match(second)) or _names_nothing(first) != _names_nothing(second):
        return False
    ours, theirs, shared = _compared(first, second)
    telling = [term for term in ask.terms if not term.generic and len(term.word) > 1]
    named = bool(shared) and any(match_strength(term, shared) for term in telling)
    if not named and any((match_strength(t, first) > 0) != (match_strength(t, second) > 0) for t in telling):
        return False
    if _other_scope(one, other):
        return True
    apart = bool(ours or theirs) and _names_a_body(ours) and _names_a_body(theirs)
    return apart and (
        one.figure.scope == other.figure.scope or (_BODY.search(first) and _BODY.search(second)) is not None
    )


def _names_nothing(label: str) -> bool:
    """Tell whether a label only says that something moved; what did stands before it (生产总值5.3万亿元、增长5.5%)."""
    return all(term.generic or term.word in vocabulary().light for term in find_terms(label))


def _part_and_whole(one: Evidence, other: Evidence) -> bool:
    """Tell whether one of two figures of a sentence is said to be among the other (18件, 其中行政应诉案件15件)."""
    assert one.figure is not None and other.figure is not None
    first, second = sorted((one.figure.span, other.figure.span))
    same = one.statement is other.statement
    return same and not _other_scope(one, other) and bool(_MEMBERS.search(one.statement.text, first.end, second.start))


def _near(one: Evidence, other: Evidence) -> bool:
    if one.statement is other.statement:
        return True
    first, second = sorted((one.statement, other.statement), key=lambda statement: statement.start)
    return second.before == first.text and second.headings == first.headings


def _compared(first: str, second: str) -> tuple[list[str], list[str], str]:
    """Return what two labels' words differ in, and what both end with; a verb that only one begins with is left out."""
    ours, theirs = tagged(first), tagged(second)
    led = [bool(words) and words[0][1].startswith(_LEADING) for words in (ours, theirs)]
    if led[0] != led[1]:
        ours, theirs = _without_lead(ours), _without_lead(theirs)
    ending: list[str] = []
    while ours and theirs and ours[-1] == theirs[-1]:
        ending.insert(0, ours.pop()[0])
        theirs.pop()
    while ours and theirs and ours[0] == theirs[0]:
        ours, theirs = ours[1:], theirs[1:]
    return [word for word, _ in ours], [word for word, _ in theirs], "".join(ending)


def _without_lead(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    while len(words) > 1 and words[0][1].startswith(_LEADING):
        words = words[1:]
    return words


def _names_a_body(words: Sequence[str]) -> bool:
    """Tell whether words are nouns that name nothing of the genre: a body, a level, a medium, not another indicator."""
    together = "".join(words)
    if any(tag.startswith(_NOT_NOUNS) and len(word) > 1 and word not in _BEING for word, tag in tagged(together)):
        return False
    if re.search(r"\d", together):
        return False
    return not any(t.names and t.weight >= DECIDING for t in find_terms(together))


def _labelled(one: Evidence, chosen: Sequence[Evidence]) -> Evidence:
    """Say whose a figure is, by the words of its label that those of the figures beside it lack."""
    figure = one.figure
    beside = [other for other in chosen if other is not one and other.figure and figure and _alike(other, one)]
    if figure is None or not beside or (figure.scope and not whole_scope(figure.scope)):
        return one
    if whole_scope(figure.scope) and figure.scope:
        return one
    first, second = label_of(one).words, label_of(beside[0]).words
    ours, _, _ = _compared(first, second)
    words = [word for word, _ in _without_lead(tagged(first))]
    at = words.index(ours[0]) if ours and ours[0] in words else 0
    named = "".join(ours) or _begin(words, [word for word, _ in tagged(second)])
    if len(named) < 2:
        named = "".join(words[at : at + 2])
    told = named in one.statement.text and _tells_whose(named)
    return replace(one, figure=replace(figure, scope=named)) if told else one


def _tells_whose(words: str) -> bool:
    """Tell whether words by themselves name a body, a level or an indicator; 中拟 and 前调解 are pieces of others."""
    first, tag = next(iter(tagged(words)), ("", ""))
    whole = len(first) > 1 or bool(_LEVEL.match(words))
    named = _BODY.search(words) or _LEVEL.match(words) or any(not term.generic for term in find_terms(words))
    return whole and tag[:1] not in _NO_NAME and bool(named)


def _alike(one: Evidence, other: Evidence) -> bool:
    return one.figure is not None and other.figure is not None and one.figure.unit == other.figure.unit


def _begin(words: Sequence[str], others: Sequence[str]) -> str:
    """Return the words that two labels begin with alike."""
    alike = [word for word, other in zip(words, others, strict=False) if word == other]
    return "".join(alike)


def _named(chosen: Sequence[Evidence], words: str) -> list[Evidence]:
    """Return those of some figures whose scope an ask's words name, all where they name none."""
    scopes = [(one.figure.scope if one.figure else None) or "" for one in chosen]
    if len(set(scopes)) < 2:
        return list(chosen)
    told = [_scope_words(scope) for scope in scopes]
    own = [
        [word for word in mine if not any(word in other for other in scopes if other != scope)]
        for mine, scope in zip(told, scopes, strict=True)
    ]
    named = [any(word in words for word in mine) for mine in own]
    if not any(named):
        named = [
            bool(mine) and not alone and all(_GOVERNMENT.sub("", word) in words for word in mine)
            for mine, alone in zip(told, own, strict=True)
        ]
    return [one for one, kept in zip(chosen, named, strict=True) if kept] if any(named) else list(chosen)


def _scope_words(scope: str) -> list[str]:
    words = [word for word, tag in tagged(scope) if word not in _BEING and not tag.startswith(("u", "p"))]
    return [word for word in words if not _ROLE.search(word)]


def _answers_other_unit(ask: Ask, other: Evidence, taken: Sequence[Evidence]) -> bool:
    assert other.figure is not None
    beside = [one for one in taken if one.statement is other.statement and one.figure is not None]
    if not beside or any(one.figure.unit == other.figure.unit for one in beside if one.figure):
        return False
    near = any(adjacent(one, other) for one in beside)
    return near and (not ask.units or (len(ask.units) > 1 and same_unit(other.figure, ask.units)))


def adjacent(one: Evidence, other: Evidence) -> bool:
    """Tell whether two figures of one sentence stand side by side (733批2333人次), with nothing said between them."""
    assert one.figure is not None and other.figure is not None
    first, second = sorted((one.figure.span, other.figure.span))
    return first.end <= second.start and not re.search(r"[\w]", one.statement.text[first.end : second.start])
