"""Judged questions to draw and compare: their outcomes as they come out of `judge`, from answers written by hand."""

from eval.answers import StoredAnswer
from eval.questions import Item
from eval.scorecard import score
from eval.verdicts import JudgeReport, Ruling, Verdict, Vote

TEXT = "2021年，全市行政机关负责人出庭应诉率为96.6%，五个地区达到100%。"
REPORT = "5" * 64
RATE = {"kind": "percent", "value": "96.6", "unit": "%", "place": "苏州市", "year": 2021}
EVIDENCE = {"report": REPORT, "start": 0, "end": len(TEXT), "quote": TEXT}
PLAIN = {
    "type": "single_fact",
    "question": "苏州2021年出庭应诉率",
    "scope": {"place": "苏州市", "year": 2021},
    "state": "answered",
    "slots": [RATE],
    "evidence": [[EVIDENCE]],
}
ABSENT = {
    "type": "wrong_year",
    "question": "苏州2020年出庭应诉率",
    "scope": {"place": "苏州市", "year": 2020},
    "state": "not_found",
    "missing": [{"reason": "no_report_of_year"}],
}


def item(name, record=PLAIN, **fields):
    return Item.model_validate({"id": name, **record, **fields})


def right(value="96.6%"):
    """The answer that PLAIN asks for, or with another value one that its citation does not bear out."""
    figure = {"raw": value, "value": value[:-1], "unit": "%", "place": "苏州市", "year": 2021, "citation": 1}
    citation = {"n": 1, "report_id": REPORT, "place": "苏州市", "year": 2021, "quote": TEXT}
    return {
        "state": "answered",
        "text": f"苏州市2021年出庭应诉率为{value}。[1]",
        "figures": [figure],
        "citations": [citation | {"start": 0, "end": len(TEXT)}],
    }


def outcome(item, answer=None, error=""):
    return score(item, StoredAnswer.model_validate(answer) if answer else None, {REPORT: TEXT}, error)


def judge_report(stopped=""):
    """What a judge holds of three questions, one of them without an answer; the measures passed the other two."""
    votes = [Vote(verdict, True) for verdict in (Verdict.SUPPORTED, Verdict.PARTLY)]
    agreed, refused = (Vote(votes[0].verdict, True),) * 3, (votes[1], votes[1], votes[0])
    rulings = (Ruling("p1", agreed, {"passed": True}), Ruling("p2", refused, {"passed": True}))
    return JudgeReport("model-8b", 3, 3, 1, rulings, stopped=stopped).view()
