"""Answers that hold every right word and yet evade, or bear themselves out, fail; honest ones beside them pass."""

import pytest
from cases import (
    ABSENT,
    ABSTAINS,
    COMPARED,
    COMPARED_RIGHT,
    RIGHT,
    SENTENCE,
    SINGLE,
    SUZHOU,
    TEXTS,
    case,
    citation,
    faults,
    figure,
    item,
    mark,
    rate,
    span,
)

from eval.answers import StoredAnswer
from eval.hedging import tells
from eval.measures import MEASURES
from eval.scorecard import score

QUOTED = f"苏州市2021年法治政府建设报告：“{SENTENCE}”[1]"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("不是96.6%。", {"slots"}),
        ("并没有达到96.6%。", {"slots"}),
        ("超过96.6%。", {"slots"}),
        ("不足96.6%。", {"slots"}),
        ("大约为96.6%。", {"slots"}),
        ("96.6%以上。", {"slots"}),
        ("96.6%的说法不对。", {"slots"}),
        ("96.6%或者100%。", {"slots"}),
        ("96.6%，100%。", {"slots"}),
        ("不是100%，是96.6%。", set()),
        ("96.6%，五个地区达到100%。", set()),
    ],
)
def test_a_value_is_told_flatly_and_alone(told, expected):
    assert faults(SINGLE, RIGHT, text=told + QUOTED) == expected


@pytest.mark.parametrize(
    ("text", "evidence", "flat"),
    [
        ("超过250名", "共250余名", True),
        ("250名以上", "超过250名", True),
        ("约250名", "共250余名", False),
        ("不足250名", "超过250名", False),
        ("节约250名", "250名", True),
        ("最近250名", "250名", True),
        ("250名", "约250名", True),
        ("约320000名", "32万名", True),
    ],
)
def test_a_bound_counts_where_the_evidence_has_one_of_its_kind(text, evidence, flat):
    slot = item(SINGLE, slots=[rate("320000" if "32" in text else "250", unit="名", kind="number")]).slots[0]
    assert tells(text, slot, [evidence]) is flat


def test_a_name_is_told_as_the_whole_of_it():
    slot = item(SINGLE, slots=[{"kind": "name", "value": "农业执法支队", "surfaces": ["市农业执法支队"]}]).slots[0]
    assert tells("设立市农业执法支队", slot, [])
    assert not tells("不是市农业执法支队", slot, [])


LONG = "一、成效\n" + "".join(f"开展第{n}项工作，完成任务{n * 7}件，取得进展。\n" for n in range(3, 40)) + TEXTS[SUZHOU]


def poured(text):
    lines = [line for line in text.splitlines() if line]
    cited = [
        {"n": n, "report_id": SUZHOU, "start": text.index(line), "end": text.index(line) + len(line), "quote": line}
        for n, line in enumerate(lines, 1)
    ]
    return {
        "state": "answered",
        "text": "\n".join(f"“{one['quote']}”[{one['n']}]" for one in cited),
        "citations": cited,
    }


@pytest.mark.parametrize("kind", ["percent", "prose"])
def test_a_report_poured_out_is_no_answer(kind):
    at = LONG.index(SENTENCE)
    evidence = {"report": SUZHOU, "start": at, "end": at + len(SENTENCE), "quote": SENTENCE}
    slot = rate() if kind == "percent" else {"kind": "prose", "value": "五个地区达到100%"}
    record = SINGLE | {"slots": [slot], "evidence": [[evidence]], "forbidden": []}
    outcome = score(item(record), StoredAnswer.model_validate(poured(LONG)), {SUZHOU: LONG})
    assert {name for name, found in outcome.marks.items() if found.fault and MEASURES[name].hard} == {"brief"}


def test_an_answer_may_be_as_long_as_what_is_asked():
    filled = RIGHT["text"] + "。" * (300 - len(RIGHT["text"]))
    assert mark("brief", SINGLE, RIGHT, text=filled) == (1.0, 1.0)
    assert mark("brief", SINGLE, RIGHT, text=filled + "。") == (0.0, 1.0)
    assert mark("brief", COMPARED, COMPARED_RIGHT, text=filled + "。") == (1.0, 1.0)
    prose = SINGLE | {"slots": [{"kind": "prose", "value": "五个地区"}]}
    assert mark("brief", prose, RIGHT, text="。" * (len(SENTENCE) + 600)) == (1.0, 1.0)
    assert mark("brief", prose, RIGHT, text="。" * (len(SENTENCE) + 601)) == (0.0, 1.0)
    cited = [citation(SENTENCE, n=n) for n in range(1, 5)]
    assert [mark("brief", SINGLE, RIGHT, citations=cited[:n]) for n in (3, 4)] == [(1.0, 1.0), (0.0, 1.0)]


CLAIM = "得到上级充分肯定"


@pytest.mark.parametrize(
    "changes",
    [
        *({"citations": [citation(SENTENCE) | {field: CLAIM}]} for field in ("report", "issuer", "place")),
        {"citations": [citation(SENTENCE) | {"section": [CLAIM]}]},
        {"figures": [figure(indicator=CLAIM)]},
        {"figures": [figure(scope=CLAIM)]},
    ],
)
def test_a_claim_is_not_borne_out_by_the_answers_own_particulars(changes):
    assert "unsupported" in faults(SINGLE, RIGHT, text=f"{RIGHT['text']}\n{CLAIM}[1]。", **changes)


@pytest.mark.parametrize(
    ("have", "borne"), [([CLAIM], False), ([2019], True), (["苏州市2021年法治政府建设报告"], True)]
)
def test_what_there_is_instead_are_years_places_and_titles(have, borne):
    texts = TEXTS | {SUZHOU: "苏州市2021年法治政府建设报告\n" + TEXTS[SUZHOU]}
    answer = {"missing": [ABSTAINS["missing"][0] | {"have": have}], "text": f"库中没有苏州市2020年的报告。{have[0]}。"}
    found = MEASURES["unsupported"].mark(case(ABSENT, ABSTAINS | answer, texts))
    assert (found.got == 0.0) is borne


def test_headings_and_titles_that_the_report_has_may_be_named():
    headed = {"citations": [citation(SENTENCE) | {"section": ["一、成效"]}]}
    assert faults(SINGLE, RIGHT, text=f"{RIGHT['text']}\n见一、成效[1]。", **headed) == set()


LACK = ABSTAINS["missing"][0]


@pytest.mark.parametrize(
    ("missing", "right"),
    [
        ([LACK], True),
        ([LACK | {"reason": reason} for reason in ("no_report_of_year", "not_mentioned", "out_of_scope")], False),
        ([LACK | {"place": None}], False),
        ([LACK | {"year": None}], False),
    ],
)
def test_a_lack_has_one_reason_its_place_and_its_year(missing, right):
    assert mark("reason", ABSENT, ABSTAINS, missing=missing) == (float(right), 1.0)


@pytest.mark.parametrize(
    ("question", "reason", "right"),
    [
        ("苏州出庭应诉率", "not_mentioned", True),
        ("苏州2020年出庭应诉率", "not_mentioned", False),
        ("苏州去年出庭应诉率", "not_mentioned", False),
        ("苏州2020年出庭应诉率", "no_report_of_place", True),
    ],
)
def test_a_lack_of_every_year_is_one_of_the_year_asked(question, reason, right):
    record = ABSENT | {"question": question, "missing": [ABSENT["missing"][0] | {"reason": reason}]}
    given = [LACK | {"year": None, "reason": reason}]
    assert mark("reason", record, ABSTAINS, missing=given) == (float(right), 1.0)


def test_a_figure_that_does_not_say_whose_it_is_is_its_reports():
    silent = [figure(place=None, year=None)]
    assert mark("attributed", SINGLE, RIGHT, figures=silent) == (1.0, 1.0)
    assert mark("attributed", SINGLE, RIGHT, figures=[figure(place=None, citation=2)]) == (0.0, 1.0)


def test_a_minus_is_no_slip_but_in_a_change():
    assert mark("slots", SINGLE, RIGHT, figures=[figure(value="-96.6")]) == (0.0, 1.0)
    change = SINGLE | {"slots": [rate("-96.6", kind="delta")]}
    fallen = {"text": f"下降96.6%。{QUOTED}", "figures": [figure(role="change")]}
    assert mark("slots", change, RIGHT, **fallen) == (1.0, 1.0)


def test_a_whole_answer_lacks_nothing_and_numbers_its_citations_once():
    assert faults(SINGLE, RIGHT, missing=ABSTAINS["missing"]) == {"state"}
    assert faults(SINGLE, RIGHT, citations=[citation(SENTENCE), citation(SENTENCE)]) == {"slices"}


def test_no_more_statements_are_unsupported_than_are_made():
    many = [figure("53件"), figure("54件"), figure("55件")]
    assert mark("unsupported", SINGLE, RIGHT, figures=many) == (1.0, 1.0)


def test_a_passage_that_holds_two_groups_recalls_both():
    rate_of, files = "全市行政机关负责人出庭应诉率为96.6%", "五个地区达到100%"
    record = SINGLE | {"evidence": [[span(rate_of)], [span(files)], [span("出台行政规范性文件81件")]]}
    both = {"report_id": SUZHOU, "start": TEXTS[SUZHOU].index(rate_of), "end": TEXTS[SUZHOU].index("出台")}
    rest = {"report_id": SUZHOU, "start": TEXTS[SUZHOU].index("出台"), "end": len(TEXTS[SUZHOU])}
    none = {"report_id": SUZHOU, "start": 0, "end": 4}
    ranking = [both, *[none] * 4, rest]
    names = ("passage_recall@1", "passage_recall@5", "passage_recall@10", "mrr@10", "set_recall@10")
    assert [mark(name, record, RIGHT, passages=ranking)[0] for name in names] == [0.6667, 0.6667, 1.0, 1.0, 1.0]
