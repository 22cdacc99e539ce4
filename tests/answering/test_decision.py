"""The learned decision: an everyday ask finds its figure, a neighbour's is refused, and a chance is what it says."""

import numpy as np
import pytest

from rag.answering.closeness import Closeness
from rag.answering.contrasts import levels_differ
from rag.answering.decision import Decision
from rag.answering.evidence import Ask, Candidate, weigh_figures
from rag.answering.learned import Head, head
from rag.answering.statements import read_statements
from rag.answering.terms import find_terms
from rag.config import Weighing
from rag.library.embed import default_embedder
from rag.reading.figures import find_report_figures
from rag.types import Extract, Identity, Report, ReportCard

TEXT = """四、依法化解矛盾纠纷
全年收到行政复议申请312件,依法受理287件,审结265件,其中直接纠错41件。
全市法院一审行政应诉案件158件,行政机关负责人出庭应诉率达97.2%。
排查矛盾纠纷8432件,人民调解成功率98.6%。
开展行政执法案卷评查2次,评查案卷436卷。
新增法律明白人1203名,举办法治讲座76场。
"""


@pytest.fixture(scope="module")
def decision():
    return Decision(Closeness(default_embedder().embed_passages))


@pytest.fixture(scope="module")
def candidate(decision):
    report = Report("0" * 64, ("a.txt",), Extract(TEXT, "text", "test"), Identity(place="甲市", year=2021))
    card = ReportCard(report.id, report.files, report.identity, "text", False, 0, len(TEXT), 1, 1, 1.0, (), "")
    reading = read_statements(card, report, (), find_report_figures(report, ()))
    return Candidate(reading, reading.statements, {}, Weighing(), decision)


def best(words, candidate, units=()):
    return weigh_figures(Ask(find_terms(words), units, words=words), candidate)[0]


@pytest.mark.parametrize(
    ("words", "units", "raw"),
    [
        ("行政机关负责人出庭应诉率", ("%",), "97.2%"),
        ("官员自己到法庭上去的占几成", ("%",), "97.2%"),
        ("受理了多少件复议案件", ("件",), "287件"),
        ("复议纠错了几件", ("件",), "41件"),
        ("抽了多少卷执法案卷来评", ("卷",), "436卷"),
        ("培养的法律明白人有多少", ("名",), "1203名"),
    ],
)
def test_what_answers_comes_first_and_is_more_likely_than_not(candidate, words, units, raw):
    found = best(words, candidate, units)
    assert found.figure.raw == raw
    assert found.chance > 0.5
    assert found.score > 0.5


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("劳动仲裁调解成功率", ("%",)),
        ("森林覆盖率", ("%",)),
        ("行政赔偿案件多少件", ("件",)),
        ("新设市场主体多少件", ("件",)),
    ],
)
def test_a_neighbour_is_not_given_for_what_is_absent(candidate, words, units):
    assert best(words, candidate, units).chance < 0.5


def test_what_stands_beside_a_pair_does_not_change_its_chance(candidate, decision):
    ask = Ask(find_terms("出庭应诉率"), ("%",), words="出庭应诉率")
    first = {one.figure.raw: one.chance for one in weigh_figures(ask, candidate) if one.chance is not None}
    fresh = Decision(Closeness(default_embedder().embed_passages))
    again = {
        one.figure.raw: one.chance
        for one in weigh_figures(ask, Candidate(candidate.reading, candidate.statements, {}, Weighing(), fresh))
        if one.chance is not None
    }
    assert first == pytest.approx(again, abs=2e-3)


def test_without_a_judge_the_words_alone_decide(candidate):
    plain = Candidate(candidate.reading, candidate.statements, {}, Weighing())
    found = weigh_figures(Ask(find_terms("出庭应诉率"), ("%",)), plain)[0]
    assert found.figure.raw == "97.2%"
    assert found.chance is None


def test_the_head_is_a_small_network_of_finite_chances():
    shipped = head()
    assert shipped.inner.size < 2000
    rows = np.stack([shipped.mean, shipped.mean + 50 * shipped.scale, shipped.mean - 50 * shipped.scale])
    chances = shipped.chances(rows.astype(np.float32))
    assert ((chances >= 0) & (chances <= 1)).all()


def test_a_head_is_what_its_formula_says():
    ones = np.ones(1, np.float32)
    flat = Head(0 * ones, ones, np.array([[2.0]], np.float32), 0 * ones, 3 * ones, ones, -ones)
    expected = 1 / (1 + np.exp(-(3 * np.tanh(2 * 0.5) + 0.5 - 1)))
    assert flat.chances(np.array([[0.5]], np.float32))[0] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("asked", "told", "differ"),
    [
        ("国家级民主法治示范村", "建成省级民主法治示范村", True),
        ("省级民主法治示范村", "建成省级民主法治示范村", False),
        ("民主法治示范村", "建成省级民主法治示范村", False),
        ("县处级干部", "乡科级干部", True),
        ("二审案件", "一审行政案件", True),
    ],
)
def test_levels_of_one_sort_exclude_one_another(asked, told, differ):
    assert levels_differ(asked, told) is differ
