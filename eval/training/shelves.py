"""Small made reports, each with an ask about something that it states, or that only its neighbours state."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from random import Random

import numpy as np

from eval.training.pairs import Part, fold_of, mistaken, one_of, wrapped
from eval.training.recorded import Judged
from eval.training.sentences import Number, frames, make_sentence
from rag.answering.closeness import Closeness
from rag.answering.decision import features, to_judge
from rag.answering.evidence import Ask, Candidate, Evidence, weigh_figures
from rag.answering.statements import Reading, read_statements
from rag.answering.terms import find_terms
from rag.answering.wording import asks_change, units_asked
from rag.config import Weighing
from rag.language.indicators import FIGURE, Indicator
from rag.reading.figures import find_report_figures
from rag.types import Extract, Identity, Report, ReportCard, Section, Span

_OTHERS, _BESIDE, _STATED, _NEAR = 24, 3, 0.62, 0.75


def judge_small(
    known: Mapping[str, Indicator], part: Part, rounds: int, closeness: Closeness, seed: int
) -> Iterator[Judged]:
    """Yield what is to be judged where each indicator of a part is asked about in a small report, `rounds` times."""
    dice = Random(seed)
    figures = [one for one in known.values() if one.kind == FIGURE]
    for turn in range(rounds):
        for one in figures:
            if part.fold is not None and (fold_of(one.key) == part.fold) != part.inside:
                continue
            reading, where = _report(one, figures, dice)
            words = wrapped(one_of(one.asks if dice.random() < 0.8 else one.names, part, dice), dice)
            ask = Ask(find_terms(words), units_asked(words), None, asks_change(words), words=words)
            ranked = weigh_figures(ask, Candidate(reading, reading.statements, {}, Weighing()))
            if ranked:
                found = to_judge(ranked)
                answers = np.array([_tells(one, evidence, where) for evidence in found], np.float32)
                yield Judged(f"{one.key}/{turn}", one.key, features(ask, found, closeness), answers, (words,))


def _report(one: Indicator, figures: Sequence[Indicator], dice: Random) -> tuple[Reading, dict[int, Number]]:
    """Return a report that states the indicator more often than not, and the numbers in it by where they begin."""
    near = [other for other in figures if other is not one and mistaken(one, other) and dice.random() < _NEAR]
    alike = [other for other in figures if other.field == one.field and other is not one and not mistaken(one, other)]
    rest = dice.sample(alike, min(_OTHERS // 2, len(alike))) + dice.sample(figures, _OTHERS // 2)
    told = list({other.key: other for other in [*near, *rest] if other is not one}.values())
    told += [one] if dice.random() < _STATED else []
    dice.shuffle(told)
    text, at = "法治政府建设情况报告\n", 0
    sections: list[Section] = []
    where: dict[int, Number] = {}
    while at < len(told):
        group = told[at : at + dice.randint(1, _BESIDE)]
        at += len(group)
        sentence = make_sentence([(each, dice.choice(each.says)) for each in group], dice)
        heading = sentence.heading or dice.choice(frames()["headings"][-10:])
        start = len(text)
        text += heading + "\n"
        where |= {len(text) + number.span.start: number for number in sentence.numbers}
        text += sentence.text + "\n"
        sections.append(Section(Span(start, len(text)), 1, (heading,)))
    return _read(text, tuple(sections)), where


def _read(text: str, sections: tuple[Section, ...]) -> Reading:
    identity = Identity(title="法治政府建设情况报告", place="甲市", year=2021)
    report = Report(sha256(text.encode()).hexdigest(), ("made.txt",), Extract(text, "text", "made"), identity)
    card = ReportCard(report.id, report.files, identity, "text", False, 0, len(text), 1, 1, 1.0, (), "")
    return read_statements(card, report, sections, find_report_figures(report, sections))


def _tells(one: Indicator, evidence: Evidence, where: Mapping[int, Number]) -> bool:
    """Tell whether a piece of evidence is the indicator's own value."""
    assert evidence.figure is not None
    start = evidence.statement.start + evidence.figure.span.start
    number = where.get(evidence.reading.quote_span(start, start + 1).start)
    return number is not None and number.key == one.key and number.role == "level"
