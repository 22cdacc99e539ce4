"""Small reports, their cards and their readings, made for the tests of answering."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from rag.answering.closeness import Closeness
from rag.answering.decision import Decision
from rag.answering.evidence import Candidate
from rag.answering.question import understand
from rag.answering.statements import read_statements
from rag.config import Weighing
from rag.library.embed import default_embedder
from rag.reading.figures import find_report_figures
from rag.reading.sections import find_sections
from rag.types import Extract, Identity, Kind, Report, ReportCard

TODAY = date(2022, 6, 1)
SUZHOU, JIANDE, GUSU = ("江苏省", "苏州市"), ("浙江省", "杭州市", "建德市"), ("江苏省", "苏州市", "姑苏区")
HANGZHOU = ("浙江省", "杭州市")


def card_of(path, year, kind=Kind.LAW_BASED_GOVERNMENT, text="", **known):
    """The card of a report of a place and year; its id is made of them."""
    place = path[-1] if path else None
    identity = Identity(
        title=known.pop("title", f"{place}{year}年{kind.value}报告"),
        issuer=known.pop("issuer", f"{place}人民政府"),
        place=place,
        place_path=path,
        year=year,
        kind=kind,
        **known,
    )
    report_id = sha256(f"{path}{year}{kind}{identity.issuer}{text}".encode()).hexdigest()
    return ReportCard(report_id, ("a.txt",), identity, "text", False, 0, len(text), 1, 1, 1.0, (), "")


def reading_of(text, card=None, wrapped=False):
    """The reading of a report of this text."""
    card = card or card_of(SUZHOU, 2021, text=text)
    report = Report(card.id, card.files, Extract(text, "text", "test 1", wrapped=wrapped), card.identity)
    sections = find_sections(report)
    return read_statements(replace(card, wrapped=wrapped), report, sections, find_report_figures(report, sections))


def judged(text):
    """A report of this text as a candidate that the learned decision judges."""
    reading = reading_of(text)
    return Candidate(
        reading, reading.statements, {}, Weighing(), Decision(Closeness(default_embedder().embed_passages))
    )


def asked(text, cards=(), history=(), today=TODAY):
    """The question that these words ask."""
    return understand(text, history, today, cards)
