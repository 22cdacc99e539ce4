"""Of the figures of one sentence that which counts the noun asked for is the answer."""

import pytest
from made_answers import judged

from rag.answering.evidence import Ask, weigh_figures
from rag.answering.terms import find_terms
from rag.answering.wording import bare, counted, units_asked

TEXT = "组织17家执法单位的83名执法人员开展联合检查。依法公开现行有效的规章61份、行政规范性文件247份。\n"


@pytest.fixture(scope="module")
def candidate():
    return judged(TEXT)


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("公开了多少份规范性文件", "规范性文件"),
        ("完成了几个部门的权责清单调整", "部门的权责清单调整"),
        ("作出了多少处罚", "处罚"),
        ("多少人员参加检查", "人员参加检查"),
        ("取消了几个项目", "项目"),
        ("有多少部门参加", "部门参加"),
        ("开展了多少次检查", "检查"),
        ("几个部门派了多少人", ""),
        ("出庭应诉率", ""),
    ],
)
def test_what_is_counted_is_read_behind_the_measure_word_and_a_noun_is_no_measure_word(words, noun):
    assert counted(words) == noun


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("公开了多少份现行有效的规章", "61份"),
        ("公开了多少份现行有效的规范性文件", "247份"),
        ("联合检查组织了多少家执法单位", "17家"),
        ("联合检查组织了多少名执法人员", "83名"),
    ],
)
def test_the_figure_that_counts_the_noun_is_the_surest(candidate, words, value):
    topic = bare(words)
    ranked = weigh_figures(Ask(find_terms(topic), units_asked(words), words=topic, counted=counted(words)), candidate)
    assert ranked[0].figure.raw == value
    assert ranked[0].chance >= 0.5
    others = [one.chance for one in ranked[1:] if one.statement is ranked[0].statement and one.chance is not None]
    assert all(chance < 0.5 for chance in others)
