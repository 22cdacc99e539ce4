"""Right answers in the words of people and of chat models, written by hand, pass; figures and citations are the gold's.

natural_answers.tsv has a question's id and an answer a line, with \\n for a line's end.
"""

from pathlib import Path

import pytest

from eval.dataset import load
from eval.mutations.right import right_answers
from eval.run import texts_of
from eval.scorecard import score

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
