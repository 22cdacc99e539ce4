"""A small reader of printed statements, of high precision and by other means than the program's own.

Its figures are the gold of made questions. It knows few forms (grammar.py), each of which has to cover a clause whole, and
drops what is in doubt: two numbers in a clause, an aim, another year, a part of what went before, an elided subject.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from eval.generated import grammar
from eval.generated.source import Source
from eval.generated.told import told

_CLAUSE = re.compile(r"(?:[^,;。:!?\n\t]|(?<=\d),(?=\d{3}(?!\d)))+")
_POWERS = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_LEAST_NOUN, _LEAST_RATE = 4, 5


class Form(StrEnum):
    """Which form of the grammar a statement has."""

    COUNT = "count"
    LEVEL = "level"
    RATE = "rate"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement with its one figure; ranges are over the source's normalised text.

    `lead` are words before the noun that a question may keep (全市行政调解组织), `noun` what is counted or measured, `verb` what was done
    with it, "" for a level or a rate; `move` the verb of a growth. `value` is a decimal string, signed for a growth, with 万 and 亿
    worked in.
    """

    source: Source
    form: Form
    doer: str
    verb: str
    noun: str
    move: str
    value: str
    unit: str
    raw: str
    start: int
    end: int
    sentence: tuple[int, int]
    scope: str = ""

    @property
    def key(self) -> str:
        """What the figure is of, by which the same is told in other reports."""
        return f"{self.scope}{self.doer}{self.verb}{self.noun}|{self.form}|{self.unit}"

    @property
    def words(self) -> str:
        """All that a question about it can name."""
        return f"{self.doer}{self.verb}{self.noun}"


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
    if any(int(match["year"]) != source.told_year for match in grammar.OTHER_YEAR.finditer(whole)):
        return False
    return not grammar.ELSEWHERE.search(said.replace("今年以来", "")) and _balanced(clause.text)


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("()", "《》")) and text.count('"') % 2 == 0


def _facts(clause: Clause, source: Source) -> Iterator[Fact]:
    """Yield what one clause states: a statement alone, or with a growth of the same behind 、."""
    first, _, rest = clause.text.partition("、")
    moved = grammar.MOVED.fullmatch(rest)
    fact = _fact(first if moved else clause.text, clause, source)
    if not fact:
        return
    yield fact
    if moved and fact.form is Form.LEVEL and not grammar.OTHER_YEAR.search(rest):
        yield replace(fact, form=Form.GROWTH, **_growth(moved), end=clause.end)


def _fact(text: str, clause: Clause, source: Source) -> Fact | None:
    for form, pattern in _FORMS:
        match = pattern.fullmatch(text)
        if match and len(grammar.ANY_NUMBER.findall(grammar.TITLE.sub("", text[match.end("lead") :]))) == 1:
            return _made(match, form, clause, source)
    return None


def _made(match: re.Match[str], form: Form, clause: Clause, source: Source) -> Fact | None:
    told = match.groupdict()
    scope, noun = _scope(told["noun"])
    verb, noun = _whole_verb(told.get("verb") or "", noun)
    number = _growth(match) if form is Form.GROWTH else _number(match)
    start, end = clause.start + match.start("noun"), clause.start + match.end()
    fact = Fact(
        source=source, form=form, doer=told.get("doer") or "", verb=verb, noun=noun, scope=told.get("whole") or scope,
        start=min(start, clause.start + match.start("verb")) if verb else start, end=end, sentence=clause.sentence, **number,
    )  # fmt: skip
    return fact if _is_telling(fact) else None


def _scope(noun: str) -> tuple[str, str]:
    """Split off the words of the whole place that a noun begins with."""
    for word in sorted(grammar.words()["whole"], key=len, reverse=True):
        if noun.startswith(word) and len(noun) - len(word) >= _LEAST_NOUN:
            return word, noun.removeprefix(word).removeprefix("的")
    return "", noun


def _whole_verb(verb: str, noun: str) -> tuple[str, str]:
    """Take from a noun what of it is verb still (组织开展, 制定修改废止)."""
    second = _VERB.match(noun) if verb else None
    while second and len(noun) - second.end() >= _LEAST_NOUN and noun[second.end()] not in "权率费员证所令书人点室业":
        verb, noun = verb + second.group(), noun[second.end() :]
        second = _VERB.match(noun)
    return verb, noun


def _number(match: re.Match[str]) -> dict[str, str]:
    told = match.groupdict()
    value = Decimal(told["number"].replace(",", ""))
    for power in (told.get("power") or "") + (told.get("power2") or ""):
        value *= _POWERS[power]
    unit = told.get("unit") or "%"
    end = match.end("unit") if told.get("unit") else match.end("number") + 1
    return {
        "value": f"{value.normalize():f}",
        "unit": unit,
        "raw": match.string[match.start("number") : end],
        "move": "",
    }


def _growth(match: re.Match[str]) -> dict[str, str]:
    sign = "-" if match["move"] in grammar.FALLS else ""
    return {
        "value": sign + match["number"],
        "unit": match["unit"].removeprefix("个"),
        "raw": match["number"] + match["unit"],
        "move": match["move"],
    }


def _is_telling(fact: Fact) -> bool:
    """Tell whether the words of a statement can be asked for alone: no pronoun, nothing that every chapter counts."""
    noun = fact.noun
    light = re.sub(r"^各[类项级]?|[\"“”]", "", noun)
    if len(light) < _LEAST_NOUN or light in grammar.words()["shared"]:
        return False
    if _VERB_BEHIND.search(noun) or grammar.ANAPHOR.match(fact.doer + noun) or grammar.LOOSE_NOUN.search(noun):
        return False
    if fact.form is Form.RATE and len(noun) < _LEAST_RATE:
        return False
    return not (fact.form is not Form.COUNT and (grammar.CAUSED.match(noun) or _VERB.match(noun)))


_VERB_BEHIND = re.compile(rf"(?:{grammar.either(grammar.words()['verbs_behind'])})$")
_VERB = re.compile(grammar.either(grammar.words()["verbs"]))
_FORMS = (
    (Form.RATE, grammar.RATE),
    (Form.GROWTH, grammar.GROWTH),
    (Form.COUNT, grammar.COUNT),
    (Form.COUNT, grammar.COUNT_AFTER),
    (Form.COUNT, grammar.COUNT_BEFORE),
    (Form.LEVEL, grammar.LEVEL),
)
