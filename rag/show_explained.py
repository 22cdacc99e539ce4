"""What `fazhi ask --explain` prints: why a question was answered as it was, for a person to read."""

import sys
from collections.abc import Iterator

from rag.answering.asked import AskKind, Wanted
from rag.answering.scope import spoken_name
from rag.answering.trace import Looked, Refusal
from rag.explained import Explained, Sought, Weighed
from rag.show import show_answer
from rag.types import Figure, ReportCard, Role

_REPORTS, _PASSAGES = 6, 3
_SEARCHES, _ROWS = 2, 5
_PIPED_WIDTH = 140
_CELL = 22
_INDENT = "  "
_BEFORE, _SENTENCE = 8, 100
_REASONS = {
    Refusal.OTHER_UNIT: "单位不同",
    Refusal.OTHER_ROLE: "不是所问的一类",
    Refusal.OTHER_YEAR: "年份不同",
    Refusal.OTHER_SCOPE: "范围不同",
    Refusal.OTHER_LABEL: "数前没有所问的词",
    Refusal.OTHER_INDICATOR: "像“{}”",
    Refusal.STRANGE_WORD: "有没问到的词",
    Refusal.BELOW_EVEN: "可能性不到一半",
    Refusal.TOO_FEW_WORDS: "没有多少所问的词",
    Refusal.NOT_BEST: "有更合适的",
}
_ROLES = {Role.TARGET: "目标", Role.CHANGE: "变化", Role.PREVIOUS: "上年", Role.DERIVED: "推算"}
_KINDS = {
    AskKind.FIGURE: "数值",
    AskKind.DATE: "日期",
    AskKind.DOCUMENT_NUMBER: "文号",
    AskKind.NAME: "名称",
    AskKind.LIST: "列举",
    AskKind.PROSE: "说明",
    AskKind.SMALL_TALK: "闲谈",
}


def show_explained(one: Explained) -> str:
    """Return an answer as `ask` prints it, and below it why."""
    lines = [show_answer(one.answer), "", "── 为什么 why ──", *_scope(one), *_asks(one)]
    chosen_first = sorted(one.sought, key=lambda sought: not sought.search.chosen)
    rows = _ROWS if len(chosen_first) > _SEARCHES else None
    for sought in chosen_first[:_REPORTS]:
        lines += ["", *_sought(sought, rows)]
    if len(one.sought) > _REPORTS:
        lines.append(f"（另查过{len(one.sought) - _REPORTS}次，--json 有全部 more in --json）")
    for looked in one.looked[:_REPORTS]:
        lines += _looked(one, looked)
    return "\n".join([*lines, "", *_checks(one)])


def _scope(one: Explained) -> Iterator[str]:
    """Yield what the question was taken to be about, and the reports that this comes to."""
    scope, resolved = one.question.scope, one.resolved
    named = [spoken_name(place) for place in scope.places] + [f"{year}年" for year in scope.years]
    named += [words for words in (scope.kind and scope.kind.value, scope.issuer) if words]
    named += ["所辖各地 those below"] if scope.below else []
    named += ["计划 plans"] if scope.plans else []
    yield f"范围 scope：{'、'.join(named) or '没有说 none named'}" + "".join(f"；{words}" for words in scope.readings)
    if one.question.respelt:
        yield f"  读作 read as：{'、'.join(f'{typed}→{meant}' for typed, meant in one.question.respelt)}"
    if resolved.unknown:
        yield f"  不认识 unknown：{resolved.unknown}"
    if resolved.namesakes:
        yield f"  可能是 may be：{'、'.join(spoken_name(place) for place in resolved.namesakes)}"
    for looked in one.looked[:_REPORTS]:
        target = looked.outcome.target
        part = f"（只看说到{target.part}的 only what names it）" if target.part else ""
        more = f" 等{len(target.cards)}份 reports" if len(target.cards) > 1 else ""
        yield f"  报告 report：{_report(target.cards[0])}{more}{part}"
    if len(one.looked) > _REPORTS:
        yield f"  共{len(one.looked)}处 targets"
    for missing in resolved.missing:
        where = " ".join(str(words) for words in (missing.place, missing.year) if words)
        yield f"  没有 missing：{where} {missing.reason.value}"


def _asks(one: Explained) -> Iterator[str]:
    for wanted in one.asks:
        yield f"所问 ask：{_ask(wanted)}"


def _ask(wanted: Wanted) -> str:
    said = [wanted.topic or "（只说了上文 nothing of its own）", "、".join(_KINDS[kind] for kind in wanted.kinds)]
    said.append(f"单位 units {'、'.join(wanted.units)}" if wanted.units else "")
    said.append(f"上文 context {wanted.context}" if wanted.context else "")
    said.append("问句自己说的 stated" if wanted.stated else "")
    said.append("" if wanted.sure else "也许不是单独一问 not sure")
    return "；".join(words for words in said if words)


def _sought(sought: Sought, rows: int | None) -> Iterator[str]:
    """Yield the candidates of an ask in a report, the first so many and those chosen."""
    search = sought.search
    like = f"；像 like “{sought.indicator}” {sought.share:.2f}" if sought.indicator else ""
    yield f"查 search：{search.ask.words}{like} → {_report(search.card)}，{search.weighed}个候选 candidates"
    shown = [one for at, one in enumerate(sought.candidates) if rows is None or at < rows or one.refused is None]
    if not shown:
        yield "  没有候选 none：没有单位相符的数 no figure in a unit that fits"
    elif shown[0].figure is None:
        yield from _table(["", "词\nheld", "为何不取\nrefused", "句子\nsentence"], [_prose(one) for one in shown])
    else:
        headings = ["", "数值\nfigure", "把握\nchance", "词\nheld", "近\nclose", "为何不取\nrefused", "句子\nsentence"]
        yield from _table(headings, [_figure(one) for one in shown])


def _figure(one: Weighed) -> list[str]:
    figure, evidence = one.figure, one.evidence
    assert figure is not None
    year = f"{figure.year}年" if figure.year not in (None, evidence.reading.card.identity.year) else ""
    said = "，".join(words for words in (_ROLES.get(figure.role, ""), year, figure.scope or "") if words)
    chance = "" if evidence.chance is None else f"{evidence.chance:.3f}"
    close = "" if one.closeness is None else f"{one.closeness:.2f}"
    value = "".join(figure.raw.split()) + (f"（{said}）" if said else "")
    return [_mark(one), value, chance, f"{evidence.held:.2f}", close, _why(one), _sentence(one, figure)]


def _prose(one: Weighed) -> list[str]:
    sentence = one.evidence.reading.words(one.span)[:_SENTENCE]
    return [_mark(one), f"{one.evidence.held:.2f}", _why(one), sentence]


def _mark(one: Weighed) -> str:
    return "-" if one.refused else "✓" if one.given else "?"


def _why(one: Weighed) -> str:
    if one.refused is None:
        return "" if one.given else "选中而未写入"
    return _REASONS[one.refused].format(one.indicator)


def _sentence(one: Weighed, figure: Figure) -> str:
    """Return a figure's sentence from shortly before it, the figure between 【 and 】."""
    text, span = one.evidence.reading.report.text, one.span
    start = max(span.start, figure.span.start - _BEFORE)
    shown = f"{text[start : figure.span.start]}【{figure.raw}】{text[figure.span.end : span.end]}"
    return "".join((("…" if start > span.start else "") + shown[:_SENTENCE]).split())


def _table(headings: list[str], rows: list[list[str]]) -> list[str]:
    """Return rows in columns as wide as the terminal, the last one cut."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    terminal = Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH, color_system=None)
    table = Table(box=None, pad_edge=False, expand=True)
    for heading in headings[:-1]:
        table.add_column(Text(heading), no_wrap=True, overflow="ellipsis", max_width=min(_CELL, terminal.width // 5))
    table.add_column(Text(headings[-1]), no_wrap=True, overflow="ellipsis", ratio=1)
    for row in rows:
        table.add_row(*map(Text, row))
    with terminal.capture() as shown:
        terminal.print(table, width=terminal.width - len(_INDENT))
    return [f"{_INDENT}{line.rstrip()}" for line in shown.get().splitlines()]


def _looked(one: Explained, looked: Looked) -> Iterator[str]:
    """Yield what was taken without weighing, and the first passages."""
    for point in one.read_off(looked):
        yield f"直接取自报告 read off：“{point.reading.words(point.lead or point.spans[0])[:_SENTENCE]}”"
    if looked.passages:
        yield f"检索 passages：{len(looked.passages)}段，前{min(_PASSAGES, len(looked.passages))}段 the first"
    for passage in looked.passages[:_PASSAGES]:
        said = "".join(passage.chunk.text.split())[: _SENTENCE // 2]
        yield f"  {passage.score:.4f} {passage.card.identity.place or ''}{passage.card.identity.year or ''}：{said}…"


def _checks(one: Explained) -> Iterator[str]:
    answer = one.answer
    if not one.findings and answer.citations:
        yield f"核对 checks：{len(answer.citations)}条引文、{len(answer.figures)}个数值都通过 all passed"
    elif not one.findings:
        yield "核对 checks：没有引文要核对 nothing is cited"
    for found in one.findings:
        yield f"核对不过 refused by a check：{found.rule}，{found.why}：“{found.words}”"


def _report(card: ReportCard) -> str:
    identity = card.identity
    year = f"{identity.year}年" if identity.year else ""
    return " ".join(words for words in (identity.place, year, f"《{card.label}》", card.id[:12]) if words)
