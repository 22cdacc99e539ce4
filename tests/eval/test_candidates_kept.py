"""What people thought of answers becomes questions that load as a dataset, and that the same answers pass."""

import json
from datetime import date, datetime

import pytest
from source import ROOT

from eval.candidates_kept import as_dataset, as_worklist, candidates
from eval.dataset import check_pins, load
from eval.questions import Type
from eval.run import run, texts_of
from rag.config import Settings
from rag.pipeline import Desk, ask, index
from rag.talks.turn import Judged, Turn
from rag.types import State

AT = datetime(2026, 5, 4, 12).timestamp()
GOOD = {
    "苏州2021年出庭应诉率": Type.SINGLE_FACT,
    "建德2020年出庭应诉率": Type.SCOPED_TWO_VALUES,
    "苏州2021年存在哪些问题": Type.LIST,
    "苏州2020年出庭应诉率": Type.WRONG_YEAR,
    "昆山2021年出庭应诉率": Type.WRONG_PLACE,
    "武清区2020年出庭应诉率": Type.METRIC_ABSENT,
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with Desk.open(Settings(library=tmp_path_factory.mktemp("kept") / "library"), create=True) as desk:
        index([ROOT / "samples"], desk)
        yield desk


def judged(question, desk, *, good=True, note="", history=()):
    return Judged(Turn(question, ask(question, desk, history=history), number=1, good=good, note=note), history, AT)


def test_answers_found_good_load_as_a_dataset_that_they_pass(desk, tmp_path):
    found = candidates(judged(question, desk) for question in GOOD)
    assert found.to_write == ()
    file = tmp_path / "kept.jsonl"
    file.write_text(as_dataset(found), encoding="utf-8")
    items = load(file)
    assert items == found.items
    assert {item.question: item.type for item in items} == GOOD
    check_pins(items, texts_of(desk))
    assert {item.today for item in items} == {date(2026, 5, 4)}
    assert [outcome for outcome in (one.outcome for one in run(items, desk)) if not outcome.passed] == []


def test_the_gold_is_what_the_answer_gave_and_where_it_stands(desk):
    (item,) = candidates([judged("建德2020年出庭应诉率", desk)]).items
    assert [(slot.kind, slot.value, slot.unit, slot.year) for slot in item.slots] == [
        ("percent", "100", "%", 2020),
        ("percent", "77.27", "%", 2020),
    ]
    assert item.slots[1].scope == ("市政府为被告",)
    assert "出庭应诉率77.27%" in item.evidence[0][0].quote
    assert (item.scope.place, item.scope.year) == (("建德市",), (2020,))


def test_a_follow_up_goes_with_the_questions_before_it(desk):
    history = ("武清区2021年出庭应诉率",)
    (item,) = candidates([judged("那苏州呢？", desk, history=history)]).items
    assert (item.history, item.type, item.slots[0].value) == (history, Type.MULTI_TURN, "96.6")


def test_answers_found_bad_are_to_be_written_with_what_was_said_of_them(desk):
    found = candidates([judged("苏州2021年出庭应诉率", desk, good=False, note="应当说明口径")])
    assert found.items == ()
    (line,) = map(json.loads, as_worklist(found).splitlines())
    assert (line["question"], line["verdict"], line["note"]) == ("苏州2021年出庭应诉率", "thumbs-down", "应当说明口径")
    assert (line["state"], line["today"], len(line["citations"])) == ("answered", "2026-05-04", 1)


def test_a_question_is_a_candidate_once_as_it_was_judged_last(desk):
    up = judged("苏州2021年出庭应诉率", desk)
    down = judged("苏州2021年出庭应诉率", desk, good=False)
    assert len(candidates([up, up]).items) == 1
    assert (len(candidates([up, down]).items), len(candidates([up, down]).to_write)) == (0, 1)


def test_a_good_answer_that_gives_no_gold_is_to_be_written(desk):
    good = judged("苏州和建德出庭应诉率相差多少", desk)
    answer = good.turn.answer
    assert answer.state is State.ANSWERED
    bare = Judged(Turn(good.turn.question, type(answer)("a", "q", State.ANSWERED, "说不清。"), good=True), (), AT)
    found = candidates([bare])
    assert (found.items, found.to_write[0]["verdict"]) == ((), "thumbs-up")
