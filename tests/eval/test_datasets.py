"""A dataset is read whole or refused, and what it expects stands in the reports."""

import json
from pathlib import Path

import pytest

from eval.measures import holds
from eval.questions import Item, Type, load
from rag.errors import InputError
from rag.types import State

DATASETS = Path(__file__).resolve().parents[2] / "eval" / "datasets"
GOOD = {"id": "1", "question": "苏州2021年出庭应诉率", "type": "single_fact", "state": "answered", "expect": ["96.6%"]}
LONGEST_QUOTE = 60


def texts(desk, item):
    """The canonical texts of the reports that an item is of."""
    for card in desk.library.cards():
        identity = card.identity
        if (not item.place or identity.place in item.place) and (not item.year or identity.year in item.year):
            yield desk.library.text(card.id)


@pytest.mark.parametrize(("name", "desk"), [("samples", "sample_desk"), ("reports", "real_desk")])
def test_what_is_expected_stands_in_the_right_report(name, desk, request):
    items, desk = load(DATASETS / f"{name}.jsonl"), request.getfixturevalue(desk)
    assert {item.type for item in items} == set(Type)
    for item in items:
        found = list(texts(desk, item))
        assert all(any(holds(text, value) for text in found) for value in item.expect), item.id
        assert not item.expect or any(holds(text, item.quote) for text in found), item.id
        assert len(item.quote) <= LONGEST_QUOTE
        assert item.state is State.NOT_FOUND or found


def test_one_place_may_stand_without_its_list():
    item = Item.model_validate(GOOD | {"place": "苏州市", "year": 2021})
    assert (item.place, item.year) == (("苏州市",), (2021,))
    assert (Item.model_validate(GOOD).place, Item.model_validate(GOOD).history) == ((), ())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expect": []}, "needs something to expect"),
        ({"state": "not_found"}, "has nothing"),
        ({"reason": "not_mentioned"}, "nothing else has one"),
        ({"state": "partial"}, "needs its reason"),
        ({"type": "riddle"}, "type"),
        ({"year": "last"}, "year"),
        ({"expects": []}, "expects"),
    ],
)
def test_a_line_that_is_no_question_is_named(change, said, tmp_path):
    file = tmp_path / "set.jsonl"
    file.write_text(json.dumps(GOOD) + "\n\n" + json.dumps(GOOD | change | {"id": "2"}) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"line 3 is no question .*{said}"):
        load(file)


@pytest.mark.parametrize(
    ("text", "said"), [("", "has no questions"), ("{", "line 1 is no"), (2 * (json.dumps(GOOD) + "\n"), "id 1 twice")]
)
def test_a_file_that_is_no_dataset_is_refused(text, said, tmp_path):
    file = tmp_path / "set.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        load(file)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / "none.jsonl")
