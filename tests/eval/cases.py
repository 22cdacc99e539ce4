"""Two small reports, questions about them and right answers, to spoil by hand and to measure."""

from eval.answers import StoredAnswer
from eval.marks import Case
from eval.measures import MEASURES
from eval.questions import Item
from eval.scorecard import score

SUZHOU, JIANDE = "a" * 64, "b" * 64
TEXTS = {
    SUZHOU: "一、成效\n2021年，全市行政机关负责人出庭应诉率为96.6%，五个地区达到100%。\n出台行政规范性文件81件。\n",
    JIANDE: "一、成效\n2020年，以市政府为被告的案件出庭应诉率77.27%，以部门为被告的案件出庭应诉率100%。\n",
}
_PLACES = {SUZHOU: ("苏州市", 2021), JIANDE: ("建德市", 2020)}


def span(quote, report=SUZHOU, widest=None):
    """A span of the evidence; `widest` is the longer quote that a citation may reach to."""
    text = TEXTS[report]
    start = text.index(quote)
    record = {"report": report, "start": start, "end": start + len(quote), "quote": quote}
    return record | ({"widest": [text.index(widest), text.index(widest) + len(widest)]} if widest else {})


def citation(quote, report=SUZHOU, n=1):
    place, year = _PLACES[report]
    start = TEXTS[report].index(quote)
    return {"n": n, "report_id": report, "place": place, "year": year, "start": start} | {
        "report": f"{place}{year}年法治政府建设报告",
        "end": start + len(quote),
        "quote": quote,
    }


def figure(raw="96.6%", report=SUZHOU, n=1, **changes):
    place, year = _PLACES[report]
    number = raw.rstrip("%件")
    told = {"raw": raw, "value": number, "unit": raw[len(number) :], "place": place, "year": year, "citation": n}
    return told | changes


def rate(value="96.6", place="苏州市", year=2021, **changes):
    return {"kind": "percent", "value": value, "unit": "%", "place": place, "year": year} | changes


SENTENCE = "2021年，全市行政机关负责人出庭应诉率为96.6%，五个地区达到100%。"
CLAUSE = "全市行政机关负责人出庭应诉率为96.6%"
SINGLE = {
    "id": "single",
    "type": "single_fact",
    "question": "苏州2021年出庭应诉率",
    "scope": {"place": "苏州市", "year": 2021},
    "state": "answered",
    "slots": [rate()],
    "forbidden": [{"value": "77.27%", "origin": "neighbour_place"}],
    "evidence": [[span(CLAUSE, widest=SENTENCE)]],
}
RIGHT = {
    "state": "answered",
    "text": f"96.6%。苏州市2021年法治政府建设报告：“{SENTENCE}”[1]",
    "figures": [figure()],
    "citations": [citation(SENTENCE)],
}

BOTH = "以市政府为被告的案件出庭应诉率77.27%，以部门为被告的案件出庭应诉率100%"
SCOPED = {
    "id": "scoped",
    "type": "scoped_two_values",
    "question": "建德2020年出庭应诉率",
    "scope": {"place": "建德市", "year": 2020},
    "state": "answered",
    "slots": [rate("77.27", "建德市", 2020, scope=["市政府"]), rate("100", "建德市", 2020, scope=["部门"])],
    "evidence": [[span("出庭应诉率77.27%", JIANDE, BOTH)], [span("出庭应诉率100%", JIANDE, BOTH)]],
}
SCOPED_RIGHT = {
    "state": "answered",
    "text": "建德市2020年，市政府为被告的案件为77.27%，部门为被告的为100%[1]。",
    "figures": [figure("77.27%", JIANDE, scope="市政府"), figure("100%", JIANDE, scope="部门")],
    "citations": [citation(BOTH, JIANDE)],
}

COMPARED = {
    "id": "compared",
    "type": "compare_places",
    "question": "苏州2021年和建德2020年以市政府为被告的出庭应诉率哪个高，差多少",
    "scope": {"place": ["苏州市", "建德市"], "year": [2021, 2020]},
    "state": "answered",
    "slots": [
        rate(label="苏州"),
        rate("77.27", "建德市", 2020, label="建德"),
        {
            "kind": "delta",
            "value": "19.33",
            "unit": "百分点",
            "derivation": {"operation": "difference", "of": ["苏州", "建德"]},
        },
    ],
    "evidence": [[span(CLAUSE, widest=SENTENCE)], [span("出庭应诉率77.27%", JIANDE, BOTH)]],
}
COMPARED_RIGHT = {
    "state": "answered",
    "text": "苏州市2021年为96.6%[1]，高于建德市2020年的77.27%[2]，相差19.33个百分点。",
    "figures": [
        figure(),
        figure("77.27%", JIANDE, 2),
        figure("19.33个百分点", unit="百分点", value="19.33", role="derived"),
    ],
    "citations": [citation(SENTENCE), citation(BOTH, JIANDE, 2)],
}

ABSENT = {
    "id": "absent",
    "type": "wrong_year",
    "question": "苏州2020年出庭应诉率",
    "scope": {"place": "苏州市", "year": 2020},
    "state": "not_found",
    "missing": [{"reason": "no_report_of_year", "place": "苏州市", "year": 2020}],
    "forbidden": [{"value": "96.6%", "origin": "neighbour_year"}],
}
ABSTAINS = {
    "state": "not_found",
    "text": "没有找到。库中没有苏州市2020年的报告，有2021年的。",
    "missing": [{"place": "苏州市", "year": 2020, "reason": "no_report_of_year", "have": [2021]}],
}

PARTLY = SINGLE | {
    "id": "partly",
    "type": "compare_places",
    "question": "苏州和南京2021年出庭应诉率各是多少",
    "scope": {"place": ["苏州市", "南京市"], "year": 2021},
    "state": "partial",
    "missing": [{"reason": "no_report_of_place", "place": "南京市"}],
}
PARTLY_RIGHT = RIGHT | {
    "state": "partial",
    "text": RIGHT["text"] + "\n库中没有南京市的报告。",
    "missing": [{"place": "南京市", "year": None, "reason": "no_report_of_place"}],
}

FIVE = "张家港、常熟、太仓、苏州工业园区和苏州高新区"
LISTED = {
    "id": "listed",
    "type": "list",
    "question": "哪些地区达到100%",
    "state": "answered",
    "slots": [{"kind": "list", "items": ["张家港", "常熟", ["苏州工业园区", "工业园区"], "太仓"]}],
}


def item(record, **changes):
    return Item.model_validate(record | changes)


def case(record, answer, texts=TEXTS, **changes):
    return Case(item(record), StoredAnswer.model_validate(answer | changes), texts)


def mark(name, record, answer, **changes):
    """What one measure says, as (got, of), None where it says nothing."""
    found = MEASURES[name].mark(case(record, answer, **changes))
    return None if found is None else (round(found.got, 4), found.of)


def faults(record, answer, **changes):
    """The names of the measures that an answer fails."""
    outcome = score(item(record), StoredAnswer.model_validate(answer | changes), TEXTS)
    return {name for name, found in outcome.marks.items() if found.fault and MEASURES[name].hard}
