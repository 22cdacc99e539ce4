"""A conversation to take along: Markdown with its citations as footnotes, or JSON Lines of *answer*.

Each has the citations' ids in it, so that it can be pasted and checked against the library again.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from rag.answering.phrases import place_of
from rag.talks.turn import Turn
from rag.types import Answer, Citation
from rag.views import View, answer_view

ABOUT = "脚注末尾是引文编号。把全文粘贴到“引文”页，可以核对每条引文现在是否仍与原文一致。"
NO_ANSWER = "这个问题没有得到回答。"
_MARK = re.compile(r"\[(\d+)\]")
_BREAK = re.compile(r"\s*\n\s*")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_LIST_MARK = re.compile(r"^([-+=])|^(\d+)(\))")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number in the whole conversation, counted from 1, and the citation that it gives."""

    number: int
    citation: Citation


Piece = str | Note
"""What a paragraph is made of: words, and the notes behind them."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A turn as it is exported: the question, and the paragraphs of what came of it."""

    question: str
    paragraphs: tuple[tuple[Piece, ...], ...]


def markdown(name: str, turns: Sequence[Turn]) -> str:
    """Return a conversation in Markdown, the citations as footnotes; nothing in its words becomes mark-up."""
    passed = passed_turns(turns)
    lines = [f"# {_plain(name)}", _plain(ABOUT)]
    for turn in passed:
        lines.append(f"## {_plain(turn.question)}")
        lines += ["".join(map(_in_markdown, paragraph)) for paragraph in turn.paragraphs]
    lines += [f"[^{note.number}]: {_plain(note_text(note.citation))}" for note in notes_of(passed)]
    return "\n\n".join(lines) + "\n"


def json_lines(turns: Sequence[Turn]) -> str:
    """Return JSON Lines of *answer*, files without their folders; a turn without an answer says so as in a batch."""
    return "".join(json.dumps(_view(turn), ensure_ascii=False) + "\n" for turn in turns)


def file_stem(name: str) -> str:
    """Return a conversation's name as a file's, without its ending."""
    return _UNSAFE.sub(" ", name).strip(" .")[:_LONGEST_NAME].strip() or "对话"


def passed_turns(turns: Sequence[Turn]) -> list[Passed]:
    """Return the turns with each citation as a note, at its first mark or, where it has none, at the answer's end.

    A mark that comes again is a note of the same number.
    """
    found, count = [], 0
    for turn in turns:
        cited = _in_order(turn.answer) if turn.answer else []
        notes = {citation.n: Note(number, citation) for number, citation in enumerate(cited, count + 1)}
        count += len(notes)
        paragraphs = tuple(_paragraphs(turn.answer, notes)) if turn.answer else ((NO_ANSWER,),)
        found.append(Passed(turn.question, paragraphs))
    return found


def notes_of(passed: Sequence[Passed]) -> list[Note]:
    """Return each note once, in the order of their numbers."""
    pieces = (piece for turn in passed for paragraph in turn.paragraphs for piece in paragraph)
    return sorted(dict.fromkeys(piece for piece in pieces if isinstance(piece, Note)), key=lambda note: note.number)


def note_text(citation: Citation) -> str:
    """Return a citation as a footnote tells it: report, place, year, headings, page, quote and id, on one line."""
    card, identity = citation.card, citation.card.identity
    where = (
        f"《{identity.title}》" if identity.title else PurePath(card.label).name,
        place_of(card) if identity.place else "",
        f"{identity.year}年" if identity.year else "",
        " › ".join(citation.headings),
        f"第{citation.page}页" if citation.page else "",
    )
    quote = _BREAK.sub("" if card.wrapped else " ", citation.quote)
    return f"{'，'.join(filter(None, where))}：“{quote}”（引文编号 {citation.id}）"


def _in_order(answer: Answer) -> list[Citation]:
    """Return an answer's citations as they are first marked in its text, those without a mark last."""
    by_n = {citation.n: citation for citation in answer.citations}
    marked = [int(mark[1]) for mark in _MARK.finditer(answer.text)]
    return [by_n[n] for n in dict.fromkeys([*marked, *by_n]) if n in by_n]


def _paragraphs(answer: Answer, notes: dict[int, Note]) -> Iterator[tuple[Piece, ...]]:
    paragraphs = [tuple(_pieces(line, notes)) for line in answer.text.splitlines() if line.strip()]
    marked = {piece for paragraph in paragraphs for piece in paragraph}
    unmarked = tuple(note for note in notes.values() if note not in marked)
    yield from paragraphs[:-1]
    yield (*(paragraphs[-1] if paragraphs else ()), *unmarked)


def _pieces(line: str, notes: dict[int, Note]) -> Iterator[Piece]:
    """Cut a line at the marks that are notes."""
    at = 0
    for mark in _MARK.finditer(line):
        if int(mark[1]) in notes:
            if line[at : mark.start()]:
                yield line[at : mark.start()]
            yield notes[int(mark[1])]
            at = mark.end()
    if line[at:]:
        yield line[at:]


def _in_markdown(piece: Piece) -> str:
    return f"[^{piece.number}]" if isinstance(piece, Note) else _plain(piece)


def _plain(text: str) -> str:
    line = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return _LIST_MARK.sub(lambda mark: f"\\{mark[1]}" if mark[1] else f"{mark[2]}\\{mark[3]}", line)


def _view(turn: Turn) -> View:
    if turn.answer is None:
        return {"id": f"turn-{turn.number}", "question": turn.question, "error": turn.error or NO_ANSWER}
    view = answer_view(turn.answer)
    return view | {"citations": [one | {"file": PurePath(one["file"]).name} for one in view["citations"]]}
