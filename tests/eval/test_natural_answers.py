"""Right answers in the words of people and of chat models, written by hand, pass; figures and citations are the gold's.

natural_answers.tsv has a question's id and an answer a line, with \\n for a line's end.
"""

from pathlib import Path

import pytest

from eval.answers import StoredAnswer
from eval.dataset import load
from eval.mutations.right import right_answers
from eval.run import texts_of
from eval.scorecard import score
from rag.types import State

ROOT = Path(__file__).resolve().parents[2]
ITEMS = {item.id: item for item in load(ROOT / "eval" / "datasets" / "samples.jsonl")}
TOLD = [line.split("\t") for line in Path(__file__).with_name("natural_answers.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("name", "text"), TOLD, ids=[f"{at}-{name}" for at, (name, _) in enumerate(TOLD)])
def test_a_right_answer_in_other_words_passes(name, text, sample_desk):
    texts = texts_of(sample_desk)
    styles = dict(right_answers(ITEMS[name], texts))
    answer = styles.get("composed") or next(iter(styles.values()))
    told = answer.model_copy(update={"text": text.replace("\\n", "\n")})
    assert score(ITEMS[name], told, texts).faults == ()


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("a091", "办理129件，审结42件", "办理42件，审结129件"),
        (
            "c086",
            "维持17件，撤销1件，终止审理22件，驳回7件，确认违法6件，不予受理3件",
            "维持1件，撤销17件，终止审理22件，驳回7件，确认违法6件，不予受理3件",
        ),
        ("d029", "部门共享807项，部门核验67项", "部门核验807项，部门共享67项"),
    ],
)
def test_values_under_one_anothers_words_are_caught(name, right, wrong, sample_desk):
    """Both numbers stand in the cited sentence and are owed; under each other's words neither is right."""
    texts = texts_of(sample_desk)
    answer = dict(right_answers(ITEMS[name], texts))["composed"]
    marks = "".join(f"[{one.n}]" for one in answer.citations)
    told = [answer.model_copy(update={"text": f"{words}{marks}。"}) for words in (right, wrong)]
    assert [score(ITEMS[name], one, texts).passed for one in told] == [True, False]


def test_asking_back_may_name_whose_reports_there_are(sample_desk):
    texts = texts_of(sample_desk)
    item = ITEMS["a001"].model_copy(update={"state": (State.ANSWERED, State.UNCLEAR)})
    text = "提到的报告不止一份，请说明地方和年份（{}、建德市等）。"
    told = [StoredAnswer(state=State.UNCLEAR, text=text.format(place)) for place in ("武清区", "得到充分肯定")]
    assert [score(item, one, texts).passed for one in told] == [True, False]


def test_naming_every_place_says_nothing_of_their_rank(sample_desk):
    texts = texts_of(sample_desk)
    item = next(
        one for one in ITEMS.values() if any(s.derivation and s.derivation.operation == "highest" for s in one.slots)
    )
    answer = dict(right_answers(item, texts))["composed"]
    bare = answer.model_copy(update={"text": answer.text.rpartition("\n")[0]})
    assert [score(item, one, texts).passed for one in (answer, bare)] == [True, False]
