"""Which documents a report says were issued, and what it counts off beneath a line that names only how many."""

from made_answers import asked, reading_of

from rag.answering.evidence import Candidate
from rag.answering.extract import extract
from rag.config import Answering

SETTINGS = Answering()
TEXT = (
    "一、制度建设\n贯彻落实《法治政府建设实施纲要》，出台《海东市规范性文件管理办法》（东政发〔2021〕3号），严格审核。\n"
    "印发《年度工作要点》和《普法方案（试行）》，明确任务。市司法局下发了《案卷评查通知》。\n"
    "清理制定的与《民法典》不一致的文件。\n"
    "二、决策\n一是完善制度。加强领导。二是规范决策程序，严把“三关”。一是严把范围关；二是严把程序关；三是严把表决关。\n"
)


def told(words):
    """The slices that answer."""
    reading = reading_of(TEXT)
    found = extract(asked(words), Candidate(reading, reading.statements, {}, SETTINGS.weighing), SETTINGS)
    return [point.spans[0].of(TEXT) for point in found.points]


def test_every_document_that_was_issued_is_given():
    assert told("出台了哪些文件") == [
        "出台《海东市规范性文件管理办法》（东政发〔2021〕3号）",
        "印发《年度工作要点》和《普法方案（试行）》",
        "下发了《案卷评查通知》",
    ]


def test_of_a_sort_that_is_named_only_those():
    assert told("制定了哪些方案") == ["印发《年度工作要点》和《普法方案（试行）》"]
    assert told("出台了哪些办法") == ["出台《海东市规范性文件管理办法》（东政发〔2021〕3号）"]


def test_documents_on_a_matter_are_looked_for_by_its_words():
    assert all("司法" in one for one in told("案卷评查方面市司法局下发了哪些通知"))


def test_what_is_counted_off_beneath_a_counted_line_is_given_with_it():
    assert told("规范决策程序要严把哪三关") == [
        "二是规范决策程序，严把“三关”。一是严把范围关；二是严把程序关；三是严把表决关。"
    ]
