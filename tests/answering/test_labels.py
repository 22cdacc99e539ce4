"""Which figures may answer for an ask's own words: by the words right about them, and by where they stand."""

import pytest
from made_answers import reading_of

from rag.answering.evidence import Ask, Evidence
from rag.answering.labels import Beside, Label, holds, tell_apart
from rag.answering.terms import find_terms
from rag.language.figures import find_figures

TEXT = "一、复议\n人民调解案件40件，新收复议案件57件，其中案前调解21件，案中调解17件。\n案前咨询90件。\n"
STATEMENTS = reading_of(TEXT).statements


def judged(chances):
    """The figures of the text as evidence, with the chances that are given by their words, the likeliest first."""
    found = []
    for statement in STATEMENTS:
        for figure in find_figures(statement.text):
            chance = chances.get(figure.raw, 0.01)
            found.append(Evidence(reading_of(TEXT), statement, figure, 0.6 if chance > 0.5 else 0.1, 0.9, chance))
    return sorted(found, key=lambda one: -(one.chance or 0))


def answering(words, chances, **known):
    ask = Ask(find_terms(f"复议案件 {words}"), ("件",), words=f"复议案件 {words}")
    told = tell_apart(ask, judged(chances), Beside(words, part=True, **known), 0.5)
    return [one.figure.raw for one in told]


def test_a_part_of_what_is_likely_needs_no_chance_of_its_own():
    assert answering("案前", {"57件": 0.9}) == ["21件"]
    assert answering("案中", {"57件": 0.9}) == ["17件"]


def test_what_stands_before_it_or_elsewhere_is_no_part_of_it():
    assert answering("调解", {"57件": 0.9}) == ["21件", "17件"]
    assert answering("咨询", {"57件": 0.9}) == []


def test_a_part_is_somewhat_likely_where_what_lacks_its_words_is_left_out():
    assert answering("咨询", {"57件": 0.4, "90件": 0.2}) == ["90件"]
    assert answering("咨询", {"57件": 0.1, "90件": 0.2}) == []


def test_one_statement_alone_may_answer():
    assert answering("案前", {"57件": 0.9, "90件": 0.4}, within=STATEMENTS[-1].start) == ["90件"]


@pytest.mark.parametrize(
    ("asked", "label", "held"),
    [
        ("市里", "办理市人大建议", True),
        ("区级", "办理市人大建议", False),
        ("县级", "县级市(区)政府规范性文件", True),
        ("市级", "县级市(区)政府规范性文件", False),
        ("市级", "市、县级市(区)两级政府规范性文件", False),
        ("行政案件", "行政应诉案件", True),
        ("民事案件", "行政应诉案件", False),
        ("受理", "不予受理", False),
    ],
)
def test_a_label_holds_a_level_or_words_with_others_between_them(asked, label, held):
    assert (holds(Label(label, label, ""), asked) >= 0.5) is held
