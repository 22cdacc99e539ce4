"""A year's report is written around its facts: the same sections and sentences as its sisters, other numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from eval.made.catalogue import HUNDRED, Book, Indicator, Statement
from eval.made.facts import Fact, History
from eval.made.layout import Block, Draft, Habits, around, ordinal
from eval.made.printing import canonical, printed
from rag.types import Role

_PREVIOUS, _CHANGED, _ROWS, _STATEMENTS = 0.16, 0.16, 7, 0.75
_TARGETS = 2


@dataclass(slots=True)
class Writer:
    """One report as it is being written; `facts` grows with every clause."""

    book: Book
    history: History
    habits: Habits
    year: int
    rng: Random
    facts: list[Fact] = field(default_factory=list)

    @property
    def words(self) -> dict[str, str]:
        """What the placeholders stand for."""
        return self.history.subject.words(self.year)

    def phrasing(self, name: str, says: tuple[str, ...]) -> str:
        """Return the phrasing that this subject uses in every year."""
        return says[self.habits.phrasing[name] % len(says)]

    def raw(self, indicator: Indicator, year: int, part: int = 0) -> str:
        """Return a figure as this report prints it."""
        drawn = self.history.figures[indicator.id, year, part]
        return printed(drawn, indicator.unit, self.habits.style.thousands)


def compose(history: History, habits: Habits, book: Book, year: int, seed: int) -> tuple[Draft, tuple[Fact, ...]]:
    """Return one year's report and all that it states, in the style in which it is printed."""
    rng = Random(f"{seed}/{book.split}/{history.subject.key}/{year}")
    writer = Writer(book, history, habits, year, rng)
    sections = book.words["sections"]
    words = writer.words
    blocks = [Block("title", sections["titles"][habits.title].format(**words))]
    blocks.append(Block("text", sections["openings"][habits.opening].format(**words)))
    first, second, third = (part.format(**words) for part in sections["parts"])
    tabled = _tabled(writer)
    blocks += [Block("part", first), *_topics(writer, tabled)]
    if tabled:
        blocks.append(_table(writer, tabled))
    blocks += [Block("part", second), Block("text", _counted(writer, "problem", sections["failing"]))]
    blocks += [Block("part", third), Block("text", _counted(writer, "plan", sections["closing"]))]
    blocks += _signature(writer)
    menu, footer = around(history.subject, year, habits.portal)
    apply = habits.style.apply
    styled = tuple(
        replace(one, text=apply(one.text), rows=tuple(tuple(map(apply, row)) for row in one.rows)) for one in blocks
    )
    return Draft(styled[0].text, styled, menu, footer), tuple(_styled(fact, apply) for fact in writer.facts)


def _styled(fact: Fact, apply: object) -> Fact:
    assert callable(apply)
    return replace(
        fact,
        clause=apply(fact.clause),
        sentence=apply(fact.sentence),
        raw=apply(fact.raw),
        items=tuple(map(apply, fact.items)),
        value=fact.value if fact.kind not in {"name", "prose"} else apply(fact.value),
    )


def _topics(writer: Writer, tabled: tuple[Indicator, ...]) -> Iterator[Block]:
    """Yield the blocks of the first part, a topic after another, those left out that have nothing to say."""
    stated = [writer.book.indicators[name] for name in writer.history.stated[writer.year]]
    at = 0
    for topic, heading in writer.book.words["sections"]["topics"].items():
        figures = [one for one in stated if one.topic == topic and one not in tabled]
        text = _topic(writer, topic, figures)
        if not text:
            continue
        opening = f"{ordinal(at, writer.habits.headings)}{heading}"
        if writer.habits.headings == "lines":
            yield Block("topic", opening)
            yield Block("text", text)
        else:
            yield Block("text", f"{opening}。{text}")
        at += 1


def _topic(writer: Writer, topic: str, figures: list[Indicator]) -> str:
    """Return the paragraph of one topic, "" where it would hold nothing."""
    said = [
        one
        for one in writer.book.statements.values()
        if one.topic == topic and (one.small or not writer.history.subject.small) and writer.rng.random() < _STATEMENTS
    ]
    if not figures and not said:
        return ""
    sentences = [writer.book.words["sections"]["leads"][topic]]
    sentences += [_statement(writer, one) for one in said if one.kind == "document"]
    while figures:
        count = 1 if len(figures) == 1 else writer.rng.randrange(1, 3)
        sentences.append(_figures(writer, figures[:count]))
        figures = figures[count:]
    return "".join((*sentences, *(_statement(writer, one) for one in said if one.kind != "document")))


def _figures(writer: Writer, indicators: list[Indicator]) -> str:
    """Return the sentence of one or two indicators, and note what it states."""
    clauses, found = [], []
    for at, one in enumerate(indicators):
        clause, facts = _clause(writer, one)
        if clause.startswith("其中") and not (at and one.of == indicators[at - 1].id):
            clause, facts = _without_among(clause, facts)
        clauses.append(clause)
        found += facts
    sentence = "，".join(clauses) + "。"
    writer.facts += [replace(fact, sentence=sentence) for fact in found]
    return sentence


def _without_among(clause: str, facts: list[Fact]) -> tuple[str, list[Fact]]:
    """Return a clause without the 其中 that would point at what the sentence does not say."""
    return clause[2:], [replace(fact, clause=fact.clause[2:]) for fact in facts]


def _clause(writer: Writer, indicator: Indicator) -> tuple[str, list[Fact]]:
    say, words = writer.phrasing(indicator.id, indicator.wording.say), writer.words
    raws = [writer.raw(indicator, writer.year, part) for part in range(len(indicator.two) or 1)]
    clause = say.format(**words, v=raws[0], w=raws[-1])
    facts = [_fact(writer, indicator, part, clause) for part in range(len(raws))]
    tail, behind = ("", []) if indicator.two else _beside(writer, indicator, clause)
    return clause + tail, facts + behind


def _fact(writer: Writer, indicator: Indicator, part: int, clause: str, row: bool = False) -> Fact:
    drawn = writer.history.figures[indicator.id, writer.year, part]
    subject = writer.history.subject
    return Fact(
        indicator=indicator.id,
        kind="percent" if indicator.unit == HUNDRED else "number",
        year=writer.year,
        clause=clause,
        sentence=clause if row else "",
        value=canonical(drawn.value, indicator.unit),
        unit=indicator.bare,
        raw=writer.raw(indicator, writer.year, part),
        scope=subject.scopes(indicator.two[part]) if indicator.two else (),
        approximate=drawn.form in {"about", "near"},
    )


def _beside(writer: Writer, indicator: Indicator, clause: str) -> tuple[str, list[Fact]]:
    """Return what a clause says of the year before, if anything: its value, or the change since."""
    chance = writer.rng.random()
    words = writer.book.words["previous"]
    before = writer.history.figures[indicator.id, writer.year - 1, 0]
    now = writer.history.figures[indicator.id, writer.year, 0]
    if chance < _PREVIOUS:
        raw = writer.raw(indicator, writer.year - 1)
        tail = writer.rng.choice(words["value"]).format(v=raw)
        fact = _fact(writer, indicator, 0, clause + tail)
        value = canonical(before.value, indicator.unit)
        return tail, [replace(fact, value=value, raw=raw, year=writer.year - 1, role=Role.PREVIOUS)]
    if chance > _PREVIOUS + _CHANGED or {before.form, now.form} & {"about", "near"}:
        return "", []
    return _change(writer, indicator, clause, (before.value, now.value))


def _change(
    writer: Writer, indicator: Indicator, clause: str, values: tuple[Decimal, Decimal]
) -> tuple[str, list[Fact]]:
    """Return by how much a figure rose or fell: in points for a rate, else in per cent to one decimal."""
    before, now = values
    points = indicator.unit == HUNDRED
    change = abs(now - before) if points else abs((now - before) * 100 / before)
    change = change if points else change.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if not change or change > 200:
        return "", []
    raw = f"{change.normalize():f}{'个百分点' if points else '%'}"
    way = f"{'points_' if points else ''}{'up' if now > before else 'down'}"
    tail = writer.rng.choice(writer.book.words["previous"][way]).format(v=raw)
    fact = _fact(writer, indicator, 0, clause + tail)
    unit = "个百分点" if points else "%"
    kind = "delta" if points else "percent"
    value = f"{'-' if points and now < before else ''}{change.normalize():f}"
    return tail, [replace(fact, kind=kind, value=value, unit=unit, raw=raw, role=Role.CHANGE, approximate=False)]


def _statement(writer: Writer, one: Statement) -> str:
    """Return the sentence of something that is no figure, and note it."""
    say, rng = writer.phrasing(one.id, one.say), writer.rng
    fact = Fact(one.id, one.kind, writer.year, "", "")
    if one.kind == "measure":
        writer.facts.append(replace(fact, kind="prose", clause=one.said, sentence=say, value=one.said, raw=one.said))
        return say
    if one.kind == "document":
        return _document(writer, one, say)
    if one.kind == "name":
        value = one.pool[rng.randrange(len(one.pool))]
        clause = say.format(**writer.words, v=value)
        writer.facts.append(replace(fact, clause=clause, sentence=clause + "。", value=value, raw=value))
        return clause + "。"
    items = tuple(rng.sample(one.pool, rng.randrange(3, 6)))
    listed = ("" if items[0].startswith("《") else "、").join(items)
    clause = say.format(**writer.words, v=listed)
    writer.facts.append(replace(fact, clause=clause, sentence=clause + "。", raw=listed, items=items))
    return clause + "。"


def _document(writer: Writer, one: Statement, say: str) -> str:
    """Return the sentence that names a document, with its date and its number."""
    month, day = writer.rng.randrange(2, 6), writer.rng.randrange(1, 28)
    number = f"{writer.history.subject.code}发〔{writer.year}〕{writer.rng.randrange(3, 89)}号"
    clause = say.format(**writer.words, d=f"{month}月{day}日", n=number)
    fact = Fact(one.id, "date", writer.year, clause, clause + "。")
    dated = f"{writer.year}-{month:02d}-{day:02d}"
    writer.facts.append(replace(fact, value=dated, raw=f"{month}月{day}日"))
    writer.facts.append(replace(fact, kind="document_number", value=number, raw=number))
    return clause + "。"


def _counted(writer: Writer, kind: str, opening: str) -> str:
    """Return a paragraph of problems or plans, counted 一是, 二是; plans may set a target."""
    pool = writer.book.words[kind]["say"]
    clauses = writer.rng.sample(pool, writer.rng.randrange(3, 5))
    marked = [f"{ordinal(at, 'counted')}{clause}。" for at, clause in enumerate(clauses)]
    for clause, sentence in zip(clauses, marked, strict=True):
        writer.facts.append(Fact(kind, "prose", writer.year, clause, sentence, value=clause, raw=clause))
    return opening + "".join(marked) + (_targets(writer) if kind == "plan" else "")


def _targets(writer: Writer) -> str:
    """Return next year's aims for some rates, higher than this year's."""
    rates = [one for one in writer.book.indicators.values() if one.unit == HUNDRED and not one.two and one.low > 80]
    rates = [one for one in rates if one.id in writer.history.stated[writer.year]]
    taken = {drawn.value for (_, year, _), drawn in writer.history.figures.items() if year == writer.year}
    said = []
    for one in writer.rng.sample(rates, min(len(rates), writer.rng.randrange(_TARGETS + 1))):
        now = writer.history.figures[one.id, writer.year, 0].value
        aim = min((now + Decimal(1)).to_integral_value(), Decimal(100))
        if aim in taken:
            continue
        taken.add(aim)
        raw = f"{aim}%"
        clause = writer.book.words["target"]["say"][0].format(noun=one.name, v=raw)
        fact = _fact(writer, one, 0, clause)
        said.append(clause)
        target = replace(fact, value=str(aim), raw=raw, year=writer.year + 1, role=Role.TARGET, sentence=clause + "。")
        writer.facts.append(target)
    return "".join(f"{clause}。" for clause in said)


def _tabled(writer: Writer) -> tuple[Indicator, ...]:
    """Return the indicators that a table states instead of the text."""
    if not writer.habits.table:
        return ()
    stated = [writer.book.indicators[name] for name in writer.history.stated[writer.year]]
    lone = [one for one in stated if not one.two]
    return tuple(one for one in lone if writer.habits.phrasing[one.id])[:_ROWS]


def _table(writer: Writer, indicators: tuple[Indicator, ...]) -> Block:
    rows = [("指标", f"{writer.year}年")]
    for one in indicators:
        rows.append((one.name, writer.raw(one, writer.year)))
        writer.facts.append(_fact(writer, one, 0, "".join(rows[-1]), row=True))
    return Block("table", rows=tuple(rows))


def _signature(writer: Writer) -> list[Block]:
    month, day = writer.rng.randrange(1, 4), writer.rng.randrange(1, 28)
    return [
        Block("sign", writer.history.subject.government),
        Block("sign", f"{writer.year + 1}年{month}月{day}日"),
    ]
