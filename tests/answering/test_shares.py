"""What share one value is of another, worked out where a sentence gives both."""

import pytest
from made_answers import asked, reading_of
from made_points import answer_of, derived
from test_conclude import first, passes_the_gate

from rag.answering.compose import Outcome
from rag.answering.evidence import Candidate
from rag.answering.scope import Target
from rag.answering.shares import asked_share, share_points
from rag.config import Answering

SETTINGS = Answering()
READING = reading_of(
    "一、复议\n新收行政复议案件57件，审结50件，其中维持17件、撤销1件。\n接待信访733批，化解矛盾纠纷253件。\n"
)
SHARES = {
    "行政复议案件中维持的占比": "17件占57件的29.8%。[1]",
    "行政复议案件里撤销的占多少": "1件占57件的1.8%。[1]",
    "行政复议审结占新收的比例是多少": "50件占57件的87.7%。[1]",
    "审结的行政复议案件占新收的百分之几": "50件占57件的87.7%。[1]",
}


def told(words):
    """The points that are the part and the whole whose share words ask."""
    wanted = asked_share(asked(words))
    return share_points(wanted, Candidate(READING, READING.statements, {}, SETTINGS.weighing), SETTINGS)


@pytest.mark.parametrize(("words", "line"), SHARES.items())
def test_a_share_is_worked_out_of_the_part_and_the_whole(words, line):
    found = Outcome(Target("苏州市", 2021, (READING.card,)), told(words), share=True)
    answer = answer_of(words, found)
    assert first(answer) == line
    assert [raw for raw, *_ in derived(answer)] == [line.split("的")[1].removesuffix("。[1]")]
    assert passes_the_gate(answer, found)


def test_what_is_no_part_has_no_share():
    assert told("行政复议案件中变更的占比") == ()
    assert told("行政复议案件中化解矛盾纠纷的占比") == ()
    assert told("维持的行政复议案件占信访的比例") == ()


@pytest.mark.parametrize(
    "words", ["出庭应诉率是多少", "占用耕地多少亩", "复议案件里撤销的多少件", "复议和应诉各多少件"]
)
def test_other_questions_ask_no_share(words):
    assert asked_share(asked(words)) is None
