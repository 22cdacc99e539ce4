"""The gate for a model's sentences: a change of wording passes, and whatever is added, turned or mixed up does not."""

from dataclasses import replace
from decimal import Decimal

import pytest
from phrased_answers import ANSWER

from rag.answering.check_phrasing import check_phrasing
from rag.types import CitedFigure, Figure, Role, Span


def rules(sentence, answer=ANSWER):
    return {finding.rule for finding in check_phrasing(sentence, answer)}


@pytest.mark.parametrize(
    "sentence",
    [
        "苏州市2021年以市政府为被告的案件，负责人出庭应诉率为77.27%[1]。",
        "市政府为被告的出庭应诉率为77.27%，部门和乡镇为被告的为100%。[1]",
        "苏州市2021年收到行政复议申请1,234件[2]，审结1,024件[2]，而无锡市出庭应诉率为95.1%[4]。",
        "上年为900件[2]。",
        "2020年，苏州市的行政复议申请为900件[2]。",
        "苏州市提出，2025年出庭应诉率的目标为98%[3]。",
        "无锡市未达到预期[4]。",
        "苏州市举办法治讲座十二场[5]，进一步提升了干部的法治意识[5]。",
    ],
)
def test_a_change_of_wording_passes(sentence):
    assert check_phrasing(sentence, ANSWER) == ()


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("苏州市收到行政复议申请1,235件[2]。", "number"),
        ("苏州市收到行政复议申请234件[2]。", "number"),
        ("苏州市收到行政复议申请1,234人[2]。", "figure"),
        ("苏州市审结1,024件，收到行政复议申请1,234件[2]。", "order"),
        ("市政府为被告的出庭应诉率为100%，部门和乡镇为被告的为77.27%[1]。", "order"),
        ("市政府为被告的出庭应诉率为100%[1]。", "figure"),
        ("苏州市出庭应诉率为77.27%[1]。", "figure"),
        ("2025年，苏州市出庭应诉率为98%[3]。", "figure"),
        ("苏州市收到行政复议申请900件[2]。", "figure"),
        ("苏州市2020年收到行政复议申请1,234件[2]。", "year"),
        ("苏州市2022年收到行政复议申请1,234件[2]。", "year"),
        ("苏州市出庭应诉率为95.1%[4]。", "place"),
        ("无锡市收到行政复议申请1,234件[2]。", "place"),
        ("苏州市为77.27%，无锡市为95.1%[1][4]。", "mixed"),
        ("苏州市举办法治讲座二十场[5]。", "numeral"),
        ("苏州市举办法治讲座二场[5]。", "numeral"),
        ("无锡市达到预期，超出一倍[4]。", "telling"),
        ("苏州市收到行政复议申请不足1,234件[2]。", "telling"),
        ("苏州市举办法治讲座，降低了干部的法治意识[5]。", "telling"),
        ("苏州市举办法治讲座十二场，居全省前列[5]。", "words"),
        ("苏州市举办法治讲座，群众十分满意[5]。", "words"),
        ("苏州市举办法治讲座，详见example[5]。", "latin"),
        ("苏州市收到行政复议申请1,234件。", "marker"),
        ("苏州市收到行政复议申请1,234件[9]。", "marker"),
        ("苏州市收到行政复议申请1,234件[2]，群众满意。", "marker"),
        ("苏州市称“复议申请达1,234件”[2]。", "words"),
        ("苏州市收到行政复议申请1234件[2]。", "unit"),
        ("[2]", "marker"),
    ],
)
def test_what_is_added_turned_or_mixed_up_is_refused(sentence, rule):
    assert rule in rules(sentence)


def test_a_figure_that_was_worked_out_may_be_said_of_what_it_comes_from():
    figure = Figure(Span(0, 1), "334件", Decimal(334), "件", False, Role.DERIVED)
    answer = replace(
        ANSWER,
        text=f"{ANSWER.text}\n比上年增加334件（1,234件－900件）[2]",
        figures=(*ANSWER.figures, CitedFigure(figure, "苏州市", 2021, 2)),
    )
    assert rules("苏州市收到行政复议申请1,234件，比上年增加334件[2]。", answer) == set()
    assert "number" in rules("苏州市收到行政复议申请1,234件，比上年增加335件[2]。", answer)
    assert "number" in rules("苏州市收到行政复议申请1,234件，比上年增加334件[2]。")
