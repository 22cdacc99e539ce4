"""A small reader of printed statements, of high precision and by other means than the program's own.

Its figures are the gold of made questions. It knows few forms (grammar.py), each of which has to cover a clause whole,
and drops what is in doubt: two numbers in a clause, an aim, another year, a part of what went before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from eval.generated import grammar
from eval.generated.facts import Fact, Form, plain_value
from eval.generated.source import Source
from eval.generated.telling import LEAST_NOUN, VERB, is_telling
from eval.generated.told import told
from rag.language.places import find_places, short_names
from rag.types import Place

_CLAUSE = re.compile(r"(?:[^,;。:!?\n\t]|(?<=\d),(?=\d{3}(?!\d)))+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its sentence; `before` is what the sentence says before it."""

    text: str
    start: int
    end: int
    sentence: tuple[int, int]
    before: str


def clauses(source: Source) -> Iterator[Clause]:
    """Yield the clauses of a report that hold a number, in order."""
    text = source.shadow.text
    for start, end in source.sentences:
        sentence = text[start:end]
        if "\t" in sentence or not any(char.isdigit() for char in sentence):
            continue
        for match in _CLAUSE.finditer(sentence):
            body = grammar.ENUMERATOR.match(match.group())
            at = start + match.start() + (body.end() if body else 0)
            if any(char.isdigit() for char in match.group()):
                yield Clause(
                    text[at : start + match.end()], at, start + match.end(), (start, end), sentence[: match.start()]
                )


def read_facts(source: Source) -> tuple[Fact, ...]:
    """Return what a report states for sure in the forms of the grammar, in order."""
    past = told(source)
    return tuple(
        fact
        for clause in clauses(source)
        if any(start <= clause.start < end for start, end in past) and _is_plain(clause, source)
        for fact in _facts(clause, source)
    )


def _is_plain(clause: Clause, source: Source) -> bool:
    """Tell whether a clause is no aim, no part of what went before, and of no other year or place than the report's."""
    said = grammar.TITLE.sub("", clause.text)
    whole = grammar.TITLE.sub("", clause.before) + said
    if grammar.BARRED.search(said) or re.search("其中|分别|年以来|率先", re.split(";", whole)[-1]):
        return False
    if any(name in said for name in (source.place, *short_names(Place(source.card.identity.place_path)))):
        return False
    if any(int(match["year"]) != source.told_year for match in grammar.OTHER_YEAR.finditer(whole)):
        return False
    if grammar.ELSEWHERE.search(said.replace("今年以来", "")) or not _balanced(clause.text):
        return False
    return not _names_another(clause.before, source.card.identity.place_path)


def _names_another(words: str, path: tuple[str, ...]) -> bool:
    """Tell whether words before a clause name a place that is not the report's, nor above it."""
    return any(
        not any(place.path == path[: len(place.path)] for place in mention.candidates)
        for mention in find_places(re.split(";", words)[-1])
    )


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("()", "《》")) and text.count('"') % 2 == 0


def _facts(clause: Clause, source: Source) -> Iterator[Fact]:
    """Yield what one clause states: a statement alone, or with a growth or more of its kind behind 、."""
    first, *rest = clause.text.split("、")
    fact = _fact(first, clause, source)
    if not fact:
        return
    yield fact
    at = clause.start + len(first) + 1
    for part in rest:
        yield from _joined(part, at, fact)
        at += len(part) + 1


def _joined(part: str, at: int, fact: Fact) -> Iterator[Fact]:
    """Yield what 、 joins to a statement: its growth, or another noun of the same verb (检查信息20条、处罚信息9条)."""
    moved, bare = grammar.MOVED.fullmatch(part), grammar.BARE.fullmatch(part)
    if moved and fact.form is Form.LEVEL and not grammar.OTHER_YEAR.search(part):
        told = _growth(moved)
        grown = replace(fact, form=Form.GROWTH, value=told.value, unit=told.unit, raw=told.raw, move=told.move)
        yield replace(grown, end=at + len(part))
    elif bare and fact.form is Form.COUNT and not fact.ahead and bare["noun"][-2:] == fact.noun[-2:]:
        told = _number(bare)
        other = replace(fact, noun=bare["noun"], value=told.value, unit=told.unit, raw=told.raw, scope="", doer="")
        other = replace(other, start=at, end=at + len(part))
        if is_telling(other, ""):
            yield other


def _fact(text: str, clause: Clause, source: Source) -> Fact | None:
    for form, pattern in _FORMS:
        match = pattern.fullmatch(text)
        if match and len(grammar.ANY_NUMBER.findall(grammar.TITLE.sub("", text[match.end("lead") :]))) == 1:
            return _made(match, form, clause, source)
    return None


@dataclass(frozen=True, slots=True)
class _Told:
    """A number as a fact has it: value, unit, as printed, and the verb of a growth."""

    value: str
    unit: str
    raw: str
    move: str = ""


def _made(match: re.Match[str], form: Form, clause: Clause, source: Source) -> Fact | None:
    told = match.groupdict()
    scope, noun = _scope(told["noun"])
    verb, noun = _whole_verb(told.get("verb") or "", noun)
    if verb and match.start("noun") < match.start("verb") and VERB.match(noun):
        return None  # 开设专题培训28期 is no 培训 of 开设专题
    if form is Form.LEVEL and not told["reach"] and grammar.INSIDE.search(noun):
        return None
    number = _growth(match) if form is Form.GROWTH else _number(match)
    starts = [match.start(name) for name in ("verb", "noun") if told.get(name)]
    fact = Fact(
        source=source,
        form=form,
        doer=told.get("doer") or "",
        verb=verb,
        noun=noun,
        move=number.move,
        value=number.value,
        unit=number.unit,
        raw=number.raw,
        start=clause.start + min(starts),
        end=clause.start + match.end(),
        sentence=clause.sentence,
        scope=told.get("whole") or scope,
        ahead=match.start("number") < match.start("noun"),
    )
    return fact if is_telling(fact, clause.before) else None


def _scope(noun: str) -> tuple[str, str]:
    """Split off the words of the whole place that a noun begins with."""
    for word in sorted(grammar.words()["whole"], key=len, reverse=True):
        if noun.startswith(word) and len(noun) - len(word) >= LEAST_NOUN:
            return word, noun.removeprefix(word).removeprefix("的")
    return "", noun


def _whole_verb(verb: str, noun: str) -> tuple[str, str]:
    """Take from a noun what of it is verb still (组织开展, 制定修改废止)."""
    second = VERB.match(noun) if verb else None
    while second and len(noun) - second.end() >= LEAST_NOUN and noun[second.end()] not in "权率费员证所令书人点室业":
        verb, noun = verb + second.group(), noun[second.end() :]
        second = VERB.match(noun)
    return verb, noun


def _number(match: re.Match[str]) -> _Told:
    told = match.groupdict()
    unit = told.get("unit") or "%"
    end = match.end("unit") if told.get("unit") else match.end("number") + 1
    raw = match.string[match.start("number") : end]
    return _Told(plain_value(told["number"], told.get("power"), told.get("power2")), unit, raw)


def _growth(match: re.Match[str]) -> _Told:
    sign = "-" if match["move"] in grammar.FALLS else ""
    raw = match["number"] + match["unit"]
    return _Told(sign + match["number"], match["unit"].removeprefix("个"), raw, (match["real"] or "") + match["move"])


_FORMS = (
    (Form.RATE, grammar.RATE),
    (Form.GROWTH, grammar.GROWTH),
    (Form.COUNT, grammar.COUNT),
    (Form.COUNT, grammar.COUNT_AFTER),
    (Form.COUNT, grammar.COUNT_BEFORE),
    (Form.LEVEL, grammar.LEVEL),
)
