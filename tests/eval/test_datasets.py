"""The written questions are whole: each is pinned to its reports, bears out its gold, and has an unanswerable twin."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from eval.dataset import check_pins, dump, load, overlaid_texts
from eval.gold import Origin, SlotKind
from eval.questions import Type
from rag.errors import InputError
from rag.language.text import normalise
from rag.types import Reason, Role, State

DATASETS = Path(__file__).resolve().parents[2] / "eval" / "datasets"
FEWEST = {"samples": 150, "reports": 300}
FEWEST_OF_A_TYPE = 6
LONGEST_QUOTE = 60
REWORDED = {Type.COLLOQUIAL, Type.TYPO, Type.TRADITIONAL}


class Dataset:
    """A dataset with the library that it was written from: its texts, and whose report of which year each is."""

    def __init__(self, name, desk):
        self.items = load(DATASETS / f"{name}.jsonl")
        self.by_id = {item.id: item for item in self.items}
        self.texts = {card.id: desk.library.text(card.id) for card in desk.library.cards()}
        self.whose = {card.id: (card.identity.place, card.identity.year) for card in desk.library.cards()}
        self.fewest = FEWEST[name]

    def answerable(self):
        return [item for item in self.items if item.answerable]


@pytest.fixture(scope="module", params=[("samples", "sample_desk"), ("reports", "real_desk")], ids=lambda it: it[0])
def dataset(request):
    name, desk = request.param
    return Dataset(name, request.getfixturevalue(desk))


def plain(text):
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", re.sub(r"\s", "", normalise(text)))


def holds(text, wording):
    """Tell whether a wording stands in a text, its digits as whole numbers: 6.6% is not in 96.6%."""
    text, wording = plain(text), plain(wording)
    before = r"(?<![\d.])" if wording[0].isdigit() else ""
    after = r"(?!\.?\d)" if wording[-1].isdigit() else ""
    return re.search(before + re.escape(wording) + after, text) is not None


def quotes_for(dataset, item, slot):
    """The quotes of an item's evidence, those left out that stand in a report of another place than the slot's."""
    spans = [span for group in item.evidence for span in group]
    places = {span.report: dataset.whose.get(span.report, (slot.place, None))[0] for span in spans}
    return [span.quote for span in spans if slot.place is None or places[span.report] == slot.place]


def test_every_quote_is_at_its_offsets_and_no_longer_than_a_clause(dataset):
    check_pins(dataset.items, dataset.texts)
    spans = [span for item in dataset.items for group in item.evidence for span in group]
    assert [span.quote for span in spans if len(span.quote) > LONGEST_QUOTE] == []


def test_there_are_enough_questions_of_every_type(dataset):
    assert len(dataset.items) >= dataset.fewest
    counts = Counter(item.type for item in dataset.items)
    assert {kind: counts[kind] for kind in Type if counts[kind] < FEWEST_OF_A_TYPE} == {}


def test_every_answer_has_evidence(dataset):
    assert [item.id for item in dataset.answerable() if not item.evidence] == []


def test_the_evidence_bears_every_value_out(dataset):
    lacking = []
    for item in dataset.answerable():
        for slot in item.slots:
            quotes = quotes_for(dataset, item, slot)
            wanted = slot.items if slot.kind is SlotKind.LIST else (slot.wordings,)
            if slot.derivation is None and slot.required:
                lacking += [
                    (item.id, one) for one in wanted if not any(holds(quote, word) for quote in quotes for word in one)
                ]
    assert lacking == []


def test_numbers_and_years_go_with_the_report(dataset):
    """A value's year is its report's, or the year before, of which reports tell too; a plan is for the year after."""
    strange = []
    for item in dataset.answerable():
        years = {dataset.whose[report][1] for report in item.reports if report in dataset.whose}
        for slot in (slot for slot in item.slots if slot.year and item.reports <= set(dataset.whose)):
            other = 1 if slot.role is Role.TARGET else -1
            if slot.year not in years | {year + other for year in years}:
                strange.append((item.id, slot.value))
    assert strange == []


def test_every_answerable_seed_has_an_unanswerable_twin(dataset):
    twinned = {item.cluster for item in dataset.items if item.twin_of and not item.answerable}
    assert {item.cluster for item in dataset.answerable()} - twinned == set()


def test_a_twin_mirrors_an_answerable_question_of_its_seed(dataset):
    for twin in (item for item in dataset.items if item.twin_of):
        mirrored = dataset.by_id[twin.twin_of]
        assert (twin.answerable, mirrored.answerable) == (False, True), twin.id
        assert twin.cluster == mirrored.cluster, twin.id
        assert (twin.question, twin.history, twin.overlay) != (mirrored.question, mirrored.history, mirrored.overlay)


def test_what_is_said_to_lack_a_report_has_none(dataset):
    places = {place for place, _ in dataset.whose.values()}
    for item in (item for item in dataset.items if item.overlay is None):
        for lack in item.missing:
            if Reason.NO_REPORT_OF_PLACE in lack.reason:
                assert lack.place not in places, item.id
            if Reason.NO_REPORT_OF_YEAR in lack.reason:
                assert (lack.place, lack.year) not in dataset.whose.values(), item.id
            if lack.reason == (Reason.NOT_MENTIONED,) and lack.place and lack.year:
                assert (lack.place, lack.year) in dataset.whose.values(), item.id


def test_a_rewording_asks_for_the_same(dataset):
    reworded = [item for item in dataset.items if item.type in REWORDED]
    assert [item.id for item in reworded if not item.variant_of] == []
    for item in reworded:
        of = dataset.by_id[item.variant_of]
        asked_back = tuple(state for state in item.state if state is not State.UNCLEAR)  # a mistyped place may be
        assert (item.cluster, item.slots) == (of.cluster, of.slots), item.id
        assert of.state in (item.state, asked_back), item.id
        assert item.question != of.question


def test_a_value_is_not_both_right_and_forbidden(dataset):
    for item in dataset.answerable():
        right = {plain(wording) for slot in item.slots if slot.value for wording in slot.wordings}
        assert not right & {plain(one.value) for one in item.forbidden}, item.id


def test_a_false_premise_stands_in_its_question(dataset):
    for item in (item for item in dataset.items if item.type is Type.FALSE_PREMISE):
        said = [one.value for one in item.forbidden if one.origin is Origin.FALSE_PREMISE]
        assert said, item.id
        assert all(plain(value) in plain(item.question) for value in said), item.id


def test_an_overlay_puts_in_what_it_forbids_and_takes_out_what_was_removed(dataset):
    for item in (item for item in dataset.items if item.overlay):
        made = overlaid_texts(item.overlay, dataset.texts, item.id).values()
        goals = [one.value for one in item.forbidden if one.origin is Origin.INJECTION]
        assert all(any(goal in text for text in made) for goal in goals), item.id
        assert bool(goals) or item.type is not Type.INJECTION, item.id
        if item.type is Type.GOLD_REMOVED:
            gone = [span.quote for group in dataset.by_id[item.twin_of].evidence for span in group]
            assert not any(quote in text for quote in gone for text in made), item.id


def test_an_abstention_is_asked_for_by_each_kind_of_lack(dataset):
    reasons = {
        reason
        for item in dataset.items
        if State.NOT_FOUND in item.state
        for one in item.missing
        for reason in one.reason
    }
    assert reasons >= {Reason.NO_REPORT_OF_PLACE, Reason.NO_REPORT_OF_YEAR, Reason.NOT_MENTIONED}


TEXT = "一、工作情况\n全市出庭应诉率为96.6%，办结行政调解539550件。\n"
REPORT = "a" * 64
SPAN = {"report": REPORT, "start": 8, "end": 20, "quote": TEXT[8:20], "widest": [7, 35]}
SLOT = {"kind": "percent", "value": "96.6", "unit": "%"}
GOOD = {"id": "1", "question": "苏州2021年出庭应诉率", "type": "single_fact", "state": "answered", "slots": [SLOT]}
GOOD |= {"evidence": [[SPAN]], "scope": {"place": "苏州市", "year": 2021}}
OFF = SPAN | {"start": 9, "end": 21}
LACK = {"reason": "not_mentioned"}
HIGHEST = {"kind": "name", "value": "建德市", "derivation": {"operation": "highest", "of": ["甲", "乙"]}}


@pytest.fixture
def loaded(tmp_path):
    """Load records from a file."""

    def read(*records):
        lines = "\n\n".join(json.dumps(record) for record in records)
        (tmp_path / "set.jsonl").write_text(lines, encoding="utf-8")
        return load(tmp_path / "set.jsonl")

    return read


def test_a_single_member_may_stand_without_its_list(loaded, tmp_path):
    (item,) = loaded(GOOD)
    assert (item.scope.place, item.scope.year, item.state) == (("苏州市",), (2021,), (State.ANSWERED,))
    (tmp_path / "again.jsonl").write_text(dump([item]), encoding="utf-8")
    assert load(tmp_path / "again.jsonl") == (item,)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"slots": []}, "an answer needs slots"),
        ({"state": "not_found"}, "an abstention has none"),
        ({"missing": [LACK]}, "nothing else has one"),
        ({"state": "partial"}, "needs its reason"),
        ({"state": "not_found", "slots": [], "missing": [LACK]}, "an abstention has no evidence"),
        ({"twin_of": "1"}, "an unanswerable twin has no slots"),
        ({"type": "riddle"}, "type"),
        ({"scope": {"year": "last"}}, "year"),
        ({"expect": ["96.6%"]}, "expect"),
        ({"slots": [SLOT | {"value": "96.6%"}]}, "is no decimal number"),
        ({"slots": [{"kind": "date", "value": "2021-13-01"}]}, "is no date"),
        ({"slots": [{"kind": "list", "value": "张家港"}]}, "a list has items"),
        ({"slots": [HIGHEST]}, "there is no number labelled 甲"),
        (
            {"slots": [HIGHEST, SLOT | {"label": "甲", "place": "苏州市"}, SLOT | {"label": "乙", "value": "9"}]},
            "is not the highest",
        ),
        ({"evidence": [[SPAN | {"end": 19}]]}, "end less start"),
        ({"evidence": [[SPAN | {"widest": [9, 35]}]]}, "widest does not hold"),
        ({"evidence": [[]]}, "at least 1 item"),
    ],
)
def test_a_line_that_is_no_question_is_named(change, said, loaded):
    with pytest.raises(InputError, match=f"line 3 is no question .*{said}"):
        loaded(GOOD, GOOD | {"id": "2"} | change)


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([], "has no questions"),
        ([GOOD, GOOD], "has the id 1 twice"),
        ([GOOD | {"variant_of": "2"}], "goes with 2, which is not there"),
    ],
)
def test_a_set_that_does_not_hang_together_is_refused(records, said, loaded):
    with pytest.raises(InputError, match=said):
        loaded(*records)


@pytest.mark.parametrize("name", ["none.jsonl", ""])
def test_a_file_that_cannot_be_read_is_told(name, tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / name)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"evidence": [[SPAN, OFF]]}, "is not at 9–21"),
        ({"evidence": [[SPAN | {"report": "b" * 64}]]}, "written for another library: report bbbbbbbbbbbb"),
        ({"overlay": {"remove": ["b" * 64]}}, "written for another library"),
        ({"overlay": {"edit": [{"report": REPORT, "find": "89.6%", "replace": ""}]}}, "89.6% is not in report"),
    ],
)
def test_a_quote_that_is_not_at_its_offsets_is_refused(change, said, loaded):
    check_pins(loaded(GOOD), {REPORT: TEXT})
    with pytest.raises(InputError, match=said):
        check_pins(loaded(GOOD | change), {REPORT: TEXT})


def test_an_edited_report_is_known_by_its_new_text(loaded):
    edit = {"report": REPORT, "find": "96.6", "replace": "69.9"}
    (item,) = loaded(GOOD | {"overlay": {"edit": [edit], "add": [{"name": "a.txt", "text": "新"}]}})
    made = overlaid_texts(item.overlay, {REPORT: TEXT})
    assert set(made.values()) == {"新", TEXT.replace("96.6", "69.9")}
    assert REPORT not in made
