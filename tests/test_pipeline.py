"""Files are indexed and questions answered, through a real library, with reports written here."""

import os
from datetime import date
from pathlib import Path

import pytest
from hash_embedder import HashEmbedder

from rag.config import Answering, Settings
from rag.errors import InputError
from rag.library.library import Library
from rag.pipeline import Desk, ask, find_passages, index
from rag.types import Reason, Role, State

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
TODAY = date(2022, 6, 1)
REPORT = """{place}{year}年法治政府建设情况报告

一、主要工作情况
（一）行政应诉。全市行政机关负责人出庭应诉率达{rate}%，同比提高{more}个百分点。
（二）行政复议。全年收到行政复议申请{asked}件，其中受理{taken}件，不予受理{left}件。
（三）政务公开。主动公开信息{open}余条。

二、存在的问题
（一）应诉能力有待加强。部分单位{place}应诉经验不足。
（二）普法形式较为单一。宣传载体不够丰富。

三、{next}年工作安排
（一）加强应诉能力建设。力争出庭应诉率达到100%。
（二）创新普法形式。计划举办法治讲座{talks}场。

{place}人民政府
{next}年1月15日
"""
NUMBERS = {
    ("苏州市", 2021): ("96.6", "3.2", "1,234", "1,024", "210", "8600", "30"),
    ("苏州市", 2020): ("93.4", "1.1", "1,102", "1,002", "100", "8100", "25"),
    ("无锡市", 2021): ("69.6", "2.3", "1,243", "1,042", "201", "6800", "40"),
    ("姑苏区", 2021): ("88.1", "0.4", "56", "52", "4", "310", "12"),
}
COPIES = ["南京市", "常州市", "南通市", "扬州市", "镇江市"]


def text_of(place, year, numbers=None):
    names = ("rate", "more", "asked", "taken", "left", "open", "talks")
    numbers = dict(zip(names, numbers or NUMBERS[place, year], strict=True))
    return REPORT.format(place=place, year=year, next=year + 1, **numbers)


def open_desk(folder):
    settings = Settings(library=folder)
    return Desk(Library.open(folder, settings, create=True), settings, embedder=HashEmbedder())


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk over four reports that differ in their numbers alone. Not to be written to."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "reports").mkdir()
    for place, year in NUMBERS:
        (folder / "reports" / f"{place}{year}.txt").write_text(text_of(place, year), encoding="utf-8")
    with open_desk(folder / "library") as made:
        assert index([folder / "reports"], made).added == 4
        yield made


@pytest.fixture
def empty(tmp_path):
    """A desk over an empty library, and a folder to put reports in."""
    (tmp_path / "reports").mkdir()
    with open_desk(tmp_path / "library") as made:
        yield made, tmp_path / "reports"


def answer_to(words, desk, *history):
    """The answer, after seeing that it keeps the laws that hold for every one."""
    answer = ask(words, desk, history=history, today=TODAY)
    for citation in answer.citations:
        text = desk.library.text(citation.card.id)
        assert citation.span.of(text) == citation.quote
        assert 0 < len(citation.quote) <= 300
        assert f"[{citation.n}]" in answer.text
    quotes = {citation.n: citation.quote for citation in answer.citations}
    for cited in answer.figures:
        assert cited.figure.raw in quotes[cited.citation]
        assert cited.figure.span.of(desk.library.text(answer.citations[cited.citation - 1].card.id)) == cited.figure.raw
    if answer.figures:
        assert len(answer.text) <= 300
    if answer.state in (State.NOT_FOUND, State.UNCLEAR):
        assert answer.figures == answer.citations == ()
    return answer


def told(words, desk, *history):
    """(raw, unit, place, year, role) of each figure that answers."""
    figures = answer_to(words, desk, *history).figures
    return [(c.figure.raw, c.figure.unit, c.place, c.year, c.figure.role) for c in figures]


def gaps(words, desk):
    """The state of an answer and what it misses."""
    answer = answer_to(words, desk)
    return answer.state, [(gap.place, gap.year, gap.reason) for gap in answer.missing]


def actual(raw, unit, place="苏州市", year=2021):
    return (raw, unit, place, year, Role.ACTUAL)


FACTS = {
    "苏州2021年出庭应诉率": [actual("96.6%", "%")],
    "苏州2020年出庭应诉率": [actual("93.4%", "%", year=2020)],
    "无锡2021年出庭应诉率": [actual("69.6%", "%", "无锡市")],
    "姑苏区2021年行政复议申请多少件": [actual("56件", "件", "姑苏区")],
    "苏州去年行政复议受理多少件": [actual("1,024件", "件")],
    "苏州2021年不予受理多少件": [actual("210件", "件")],
    "苏州2021年主动公开信息多少条": [actual("8600余条", "条")],
    "苏州出庭应诉率": [actual("96.6%", "%")],
    "苏州2021年和无锡2021年出庭应诉率": [actual("96.6%", "%"), actual("69.6%", "%", "无锡市")],
    "苏州2020—2021年出庭应诉率": [actual("93.4%", "%", year=2020), actual("96.6%", "%")],
}


@pytest.mark.parametrize(("words", "figures"), FACTS.items())
def test_a_fact_is_its_own_places_and_years(words, figures, desk):
    answer = answer_to(words, desk)
    assert answer.state is State.ANSWERED
    assert sorted(told(words, desk)) == sorted(figures)
    assert all(raw in answer.text for raw, *_ in figures)
    assert answer.missing == ()


def test_a_change_is_asked_for_as_such(desk):
    assert told("苏州2021年出庭应诉率提高了几个百分点", desk) == [
        ("3.2个百分点", "百分点", "苏州市", 2021, Role.CHANGE)
    ]


def test_a_figure_of_another_year_in_a_report_is_not_its_years(empty):
    desk, folder = empty
    words = "全市行政机关负责人出庭应诉率达96.6%，"
    text = text_of("苏州市", 2021).replace(words, "2020年全市出庭应诉率为93.4%，2021年为96.6%，")
    assert words not in text
    (folder / "a.txt").write_text(text, encoding="utf-8")
    index([folder], desk)
    assert told("苏州2021年出庭应诉率", desk) == [actual("96.6%", "%")]


def test_an_approximate_figure_says_so(desk):
    (cited,) = answer_to("苏州2021年主动公开信息多少条", desk).figures
    assert (str(cited.figure.value), cited.figure.approximate) == ("8600", True)


GAPS = {
    "常州2021年出庭应诉率": (State.NOT_FOUND, [("常州市", 2021, Reason.NO_REPORT_OF_PLACE)]),
    "苏州2019年出庭应诉率": (State.NOT_FOUND, [("苏州市", 2019, Reason.NO_REPORT_OF_YEAR)]),
    "无锡2020年出庭应诉率": (State.NOT_FOUND, [("无锡市", 2020, Reason.NO_REPORT_OF_YEAR)]),
    "江苏省2021年出庭应诉率": (State.NOT_FOUND, [("江苏省", 2021, Reason.NO_REPORT_OF_PLACE)]),
    "苏州2021年核酸检测多少人次": (State.NOT_FOUND, [("苏州市", 2021, Reason.NOT_MENTIONED)]),
    "苏州2021年政府信息公开年度报告收到申请多少件": (
        State.NOT_FOUND,
        [("苏州市", None, Reason.NO_REPORT_OF_KIND)],
    ),
    "苏州2021年和常州2021年出庭应诉率": (State.PARTIAL, [("常州市", 2021, Reason.NO_REPORT_OF_PLACE)]),
    "苏州2019、2020年出庭应诉率": (State.PARTIAL, [("苏州市", 2019, Reason.NO_REPORT_OF_YEAR)]),
    "你好": (State.NOT_FOUND, [(None, None, Reason.OUT_OF_SCOPE)]),
}


@pytest.mark.parametrize(("words", "gap"), GAPS.items())
def test_what_there_is_not_is_said_and_no_neighbour_stands_in(words, gap, desk):
    assert gaps(words, desk) == gap


def test_an_abstention_names_the_years_that_there_are(desk):
    answer = answer_to("苏州2019年出庭应诉率", desk)
    assert answer.text == "没有找到。库中没有苏州市2019年的报告，有2020、2021年的。"
    assert answer.missing[0].have == (2020, 2021)


def test_what_comes_near_is_offered_and_not_worked_in(desk):
    answer = answer_to("苏州2021年核酸检测多少人次", desk)
    assert 0 < len(answer.nearest) <= Answering().nearest
    assert {passage.card.identity.place for passage in answer.nearest} == {"苏州市"}
    assert {passage.card.identity.year for passage in answer.nearest} == {2021}


def test_problems_and_plans_are_lists_in_the_reports_order(desk):
    answer = answer_to("苏州2021年存在哪些问题", desk)
    assert answer.text.split("\n") == [
        "苏州市2021年法治政府建设报告：",
        "1. （一）应诉能力有待加强。[1]",
        "2. （二）普法形式较为单一。[2]",
    ]
    assert answer.citations[1].headings == ("二、存在的问题", "（二）普法形式较为单一")
    plans = answer_to("无锡2022年有什么安排", desk)
    assert [citation.card.identity.year for citation in plans.citations] == [2021, 2021]
    assert "40场" in plans.citations[1].quote


def test_a_follow_up_goes_on_from_the_question_before(desk):
    assert told("那2020年呢？", desk, "苏州2021年出庭应诉率") == [actual("93.4%", "%", year=2020)]
    assert told("无锡呢", desk, "苏州2021年出庭应诉率") == [actual("69.6%", "%", "无锡市")]
    assert told("其中受理几件", desk, "苏州2021年行政复议收到多少件") == [actual("1,024件", "件")]


def test_without_a_place_each_report_is_named(desk):
    answer = answer_to("2021年出庭应诉率", desk)
    assert {cited.place for cited in answer.figures} == {"苏州市", "无锡市", "姑苏区"}
    assert answer.state is State.ANSWERED


def test_too_many_reports_are_asked_back_about(empty):
    desk, folder = empty
    for place in [*COPIES, "苏州市"]:
        (folder / f"{place}.txt").write_text(text_of(place, 2021, NUMBERS["苏州市", 2021]), encoding="utf-8")
    index([folder], desk)
    answer = answer_to("2021年出庭应诉率是多少", desk)
    assert answer.state is State.UNCLEAR
    assert answer.text.startswith("提到的报告不止一份，请说明地方和年份")


def test_an_english_question_is_answered_in_english(desk):
    found = answer_to("What is the 出庭应诉率 of 苏州 in 2021?", desk)
    assert found.text.startswith("96.6%. Report of 苏州市, 2021: “")
    missing = answer_to("What is the 出庭应诉率 of 常州 in 2021?", desk)
    assert missing.text == "Not found. The library holds no report of 常州市."


def test_a_report_tells_its_date_and_its_issuer(desk):
    assert "2022年1月15日" in answer_to("苏州2021年报告什么时候发布的", desk).text
    assert "苏州市人民政府" in answer_to("苏州2021年报告是哪个单位发布的", desk).text


def test_a_question_without_a_topic_is_asked_back_about(desk):
    answer = answer_to("苏州2021年", desk)
    assert answer.state is State.UNCLEAR
    assert "想了解《苏州市2021年法治政府建设情况报告》的什么内容" in answer.text


def test_the_same_question_has_the_same_answer(desk):
    first, second = (ask("苏州2021年出庭应诉率", desk, today=TODAY) for _ in range(2))
    assert first.id == second.id
    assert (first.text, first.figures, first.citations) == (second.text, second.figures, second.citations)


@pytest.mark.parametrize("words", ["", " \n\t\u3000"])
def test_an_empty_question_is_refused(words, desk):
    with pytest.raises(InputError, match="the question is empty"):
        ask(words, desk)


def test_an_endless_question_is_refused_and_odd_ones_are_answered(desk):
    with pytest.raises(InputError, match="over the limit of 2000; shorten it"):
        ask("问" * 2001, desk)
    for words in ("?", "。。。", "\ud800", "[1]", "2021", "%", "'; DROP TABLE reports; --", "NOT (AND", "\x00"):
        assert answer_to(words, desk).state in State


def test_passages_come_from_the_reports_that_the_query_names(desk):
    passages = find_passages("无锡2021年出庭应诉率", desk, today=TODAY)
    assert {passage.card.identity.place for passage in passages} == {"无锡市"}
    assert [passage.score for passage in passages] == sorted((p.score for p in passages), reverse=True)
    assert len(find_passages("出庭应诉率", desk, 3, today=TODAY)) == 3
    assert find_passages("常州2021年出庭应诉率", desk, today=TODAY) == ()


def counts(done):
    return done.added, done.updated, done.unchanged, done.removed, len(done.skipped), len(done.failed)


def write(folder, name, place, year, numbers=None):
    (folder / name).write_text(text_of(place, year, numbers), encoding="utf-8")
    return folder / name


def test_unchanged_files_cost_nothing(empty):
    desk, folder = empty
    file = write(folder, "a.txt", "苏州市", 2021)
    first = index([folder], desk)
    assert counts(first) == (1, 0, 0, 0, 0, 0)
    assert first.chunks == desk.library.cards()[0].chunks > 0
    again = index([folder], desk)
    assert (counts(again), again.chunks) == ((0, 0, 1, 0, 0, 0), 0)
    os.utime(file, (1, 1))
    touched = index([file], desk)
    assert (counts(touched), touched.chunks) == ((0, 0, 1, 0, 0, 0), 0)


def test_a_changed_file_replaces_its_report(empty):
    desk, folder = empty
    write(folder, "a.txt", "苏州市", 2021)
    index([folder], desk)
    assert told("苏州2021年出庭应诉率", desk) == [actual("96.6%", "%")]
    write(folder, "a.txt", "苏州市", 2021, NUMBERS["无锡市", 2021])
    assert counts(index([folder], desk)) == (0, 1, 0, 0, 0, 0)
    assert told("苏州2021年出庭应诉率", desk) == [actual("69.6%", "%")]
    assert len(desk.library.cards()) == 1


def test_the_same_bytes_under_two_names_are_one_report(empty):
    desk, folder = empty
    first, second = (write(folder, name, "苏州市", 2021) for name in ("a.txt", "b.txt"))
    assert counts(index([first, second], desk)) == (1, 0, 1, 0, 0, 0)
    (card,) = desk.library.cards()
    assert sorted(card.files) == [str(first), str(second)]
    first.unlink()
    assert counts(index([folder], desk, prune=True)) == (0, 0, 1, 0, 0, 0)
    assert [card.files for card in desk.library.cards()] == [(str(second),)]


def test_a_library_inside_the_folder_of_reports_is_none_of_them(empty):
    made, reports = empty
    (reports / "苏州.txt").write_text(text_of("苏州市", 2021), encoding="utf-8")
    done = index([reports.parent], made)
    assert (done.added, done.skipped, done.failed) == (1, (), ())


def test_a_file_has_one_name_however_it_is_reached(empty):
    made, reports = empty
    (reports / "苏州.txt").write_text(text_of("苏州市", 2021), encoding="utf-8")
    assert index([reports], made).added == 1
    assert index([reports / ".." / reports.name / "苏州.txt"], made).unchanged == 1
    (card,) = made.library.cards()
    assert card.files == (str(reports / "苏州.txt"),)


def test_what_is_no_report_is_passed_over_and_what_fails_is_told(empty):
    desk, folder = empty
    write(folder, "a.txt", "苏州市", 2021)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "photo.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    (folder / "table.xlsx").write_bytes(b"PK\x03\x04")
    (folder / ".DS_Store").write_bytes(b"\0")
    done = index([folder], desk)
    assert counts(done)[:4] == (1, 0, 0, 0)
    assert [Path(name).name for name, _ in done.failed] == ["empty.txt", "photo.pdf"]
    assert "table.xlsx" in {Path(name).name for name, _ in done.skipped}
    assert all(why and "\n" not in why for _, why in (*done.failed, *done.skipped))
    assert told("苏州2021年出庭应诉率", desk) == [actual("96.6%", "%")]


def test_reports_whose_files_are_gone_are_dropped_only_when_asked(empty):
    desk, folder = empty
    (folder / "2021").mkdir()
    gone = write(folder / "2021", "a.txt", "苏州市", 2021)
    write(folder, "b.txt", "苏州市", 2020)
    index([folder], desk)
    gone.unlink()
    assert counts(index([folder], desk)) == (0, 0, 1, 0, 0, 0)
    assert len(desk.library.cards()) == 2
    assert counts(index([folder], desk, prune=True)) == (0, 0, 1, 1, 0, 0)
    assert [card.identity.year for card in desk.library.cards()] == [2020]
    assert gaps("苏州2021年出庭应诉率", desk) == (State.NOT_FOUND, [("苏州市", 2021, Reason.NO_REPORT_OF_YEAR)])


def test_a_path_that_is_not_there_is_refused_and_nothing_done(empty):
    desk, folder = empty
    write(folder, "a.txt", "苏州市", 2021)
    with pytest.raises(InputError, match="nowhere"):
        index([folder, folder / "nowhere"], desk)
    assert desk.library.cards() == ()


def test_an_empty_library_answers_that_it_has_nothing(empty):
    desk, _ = empty
    assert answer_to("苏州2021年出庭应诉率", desk).state is State.NOT_FOUND
    assert answer_to("出庭应诉率", desk).state is State.NOT_FOUND
    assert find_passages("出庭应诉率", desk) == ()


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    """A desk over samples/, one report of each format, with the default model."""
    settings = Settings(library=tmp_path_factory.mktemp("samples") / "library")
    with Desk.open(settings, create=True) as made:
        assert index([SAMPLES], made).added == 5
        yield made


SAMPLED = {
    "苏州2021年出庭应诉率": {("96.6%", None)},
    "建德2020年出庭应诉率": {("77.27%", "市政府"), ("100%", "乡镇")},
    "武清区2020年接待信访多少批多少人次": {("733批", None), ("2333人次", None)},
    "白沙路街道2020年主动公开信息多少件": {("977件", None)},
    "清镇市向两个乡镇下放了多少项行政职权": {("161项", None)},
}


@pytest.mark.parametrize(("words", "figures"), SAMPLED.items())
def test_the_samples_answer_in_every_format(words, figures, samples):
    answer = answer_to(words, samples)
    assert answer.state is State.ANSWERED
    assert {cited.figure.raw for cited in answer.figures} == {raw for raw, _ in figures}
    for raw, scope in figures:
        (cited,) = (cited for cited in answer.figures if cited.figure.raw == raw)
        assert scope is None or scope in (cited.figure.scope or "")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("苏州2020年出庭应诉率", Reason.NO_REPORT_OF_YEAR),
        ("武清区2020年出庭应诉率", Reason.NOT_MENTIONED),
        ("南京2021年出庭应诉率", Reason.NO_REPORT_OF_PLACE),
    ],
)
def test_the_samples_say_what_they_do_not_hold(words, reason, samples):
    answer = answer_to(words, samples)
    assert (answer.state, [gap.reason for gap in answer.missing]) == (State.NOT_FOUND, [reason])


def test_a_samples_problems_are_all_given(samples):
    answer = answer_to("建德2020年存在哪些问题", samples)
    assert answer.state is State.ANSWERED
    assert len(answer.citations) == 3
