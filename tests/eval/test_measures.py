"""Each measure, on answers small enough to work its value out by hand."""

import pytest
from cases import (
    ABSENT,
    ABSTAINS,
    BOTH,
    COMPARED,
    COMPARED_RIGHT,
    JIANDE,
    LISTED,
    PARTLY,
    PARTLY_RIGHT,
    RIGHT,
    SCOPED,
    SCOPED_RIGHT,
    SENTENCE,
    SINGLE,
    SUZHOU,
    TEXTS,
    case,
    citation,
    figure,
    mark,
    span,
)

from eval.measures import MEASURES


def passage(quote, report=SUZHOU):
    start = TEXTS[report].index(quote)
    return {"report_id": report, "start": start, "end": start + len(quote)}


RATES, FILES = "全市行政机关负责人出庭应诉率为96.6%", "出台行政规范性文件81件"
RANKED = SINGLE | {"evidence": [[span(RATES)], [span(FILES), span("100%", JIANDE)]]}
"""Two groups, the second of which stands in either report."""
WRONG, FIRST, SECOND = passage("以市政府为被告", JIANDE), passage(RATES), passage(FILES)
RANKING = [WRONG, FIRST, FIRST, SECOND]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("passage_recall@1", 0.0),
        ("passage_recall@5", 1.0),
        ("mrr@10", 0.5),
        ("ndcg@10", 0.6509),  # (1/log2(3) + 1/log2(5)) / (1 + 1/log2(3)): the second of two alike counts for nothing
        ("document_recall@1", 0.5),
        ("document_recall@5", 1.0),
        ("set_recall@10", 1.0),
        ("wrong_document@5", 0.0),
    ],
)
def test_a_ranking(name, value):
    assert mark(name, RANKED, RIGHT, passages=RANKING) == (value, 1.0)


def test_passages_of_other_reports_are_wrong_and_half_a_span_is_held():
    assert mark("wrong_document@5", SINGLE, RIGHT, passages=[WRONG, FIRST, FIRST, FIRST]) == (0.25, 1.0)
    half = len(RATES) - len(RATES) // 2
    assert mark("passage_recall@1", SINGLE, RIGHT, passages=[passage(RATES[:half])]) == (1.0, 1.0)
    assert mark("passage_recall@1", SINGLE, RIGHT, passages=[passage(RATES[: half - 1])]) == (0.0, 1.0)


def test_only_the_first_ten_passages_count():
    late = [WRONG] * 10 + [FIRST]
    assert [mark(name, SINGLE, RIGHT, passages=late) for name in ("mrr@10", "set_recall@10", "ndcg@10")] == [
        (0.0, 1.0)
    ] * 3


def test_nothing_retrieved_is_the_worst_and_nothing_known_is_no_mark():
    assert mark("passage_recall@10", SINGLE, RIGHT, passages=[]) == (0.0, 1.0)
    assert mark("mrr@10", SINGLE, RIGHT) is None


TEN = {SUZHOU: "一二三四 五六七八九十"}


def in_ten(start, end, n=1):
    return {"n": n, "report_id": SUZHOU, "start": start, "end": end, "quote": TEN[SUZHOU][start:end]}


def of_ten(name, *citations):
    """The evidence is 三四 五六, of which a citation may reach as far as 二 and 七."""
    evidence = {"report": SUZHOU, "start": 2, "end": 7, "quote": "三四 五六", "widest": [1, 8]}
    record = SINGLE | {"evidence": [[evidence]]}
    found = MEASURES[name].mark(case(record, RIGHT, TEN, citations=list(citations)))
    return round(found.got, 4), found.of


@pytest.mark.parametrize(
    ("citations", "precision", "recall"),
    [
        ([in_ten(2, 7)], 1.0, 1.0),
        ([in_ten(1, 8)], 1.0, 1.0),
        ([in_ten(2, 4)], 1.0, 0.5),
        ([in_ten(2, 11)], 0.625, 1.0),  # 三四五六七 of 三四五六七八九十; the blank is not counted
        ([in_ten(2, 7), in_ten(3, 9, 2)], 0.8333, 1.0),  # 四 五六 cited twice counts once: 三四五六七 of 三四五六七八
        ([in_ten(8, 11)], 0.0, 0.0),
        ([], 0.0, 0.0),
        ([in_ten(2, 7) | {"quote": "别的"}], 0.0, 0.0),
    ],
)
def test_citations_by_characters(citations, precision, recall):
    assert of_ten("citation_precision", *citations) == (precision, 1.0)
    assert of_ten("citation_recall", *citations) == (recall, 1.0)


def test_of_alternatives_the_best_cited_one_counts_and_every_group_does():
    either = SINGLE | {"evidence": [[span(FILES), span(RATES)]]}
    both = SINGLE | {"evidence": [[span(FILES)], [span(RATES)]]}
    assert mark("citation_recall", either, RIGHT) == (1.0, 1.0)
    assert mark("citation_recall", both, RIGHT) == (0.5, 1.0)


def test_values_cited_and_documents():
    assert mark("cited", SCOPED, SCOPED_RIGHT) == (1.0, 1.0)
    one = [citation("以市政府为被告的案件出庭应诉率77.27%", JIANDE)]
    assert mark("cited", SCOPED, SCOPED_RIGHT, citations=one) == (0.5, 1.0)
    two = [citation(SENTENCE), citation(BOTH, JIANDE, 2)]
    assert mark("right_document", SINGLE, RIGHT, citations=two) == (0.5, 1.0)
    assert mark("right_document", SINGLE, RIGHT, citations=[]) == (0.0, 1.0)


def test_values_given():
    assert mark("slots", SCOPED, SCOPED_RIGHT) == (1.0, 1.0)
    assert mark("slots", SCOPED, SCOPED_RIGHT, figures=[figure("77.27%", JIANDE)]) == (0.5, 1.0)
    assert mark("figure_precision", SINGLE, RIGHT, figures=[figure(), figure("100%"), figure("81件")]) == (
        0.3333,
        1.0,
    )
    assert mark("figure_precision", SINGLE, RIGHT, figures=[]) is None


@pytest.mark.parametrize(
    ("slot", "text", "given"),
    [
        ({"kind": "number", "value": "323600", "unit": "平方米"}, "面积32.36万平方米", True),
        ({"kind": "number", "value": "323600", "unit": "平方米"}, "面积323,600平方米", True),
        ({"kind": "number", "value": "323600", "unit": "平方米"}, "面积32.36平方米", False),
        ({"kind": "number", "value": "17", "unit": "个"}, "共17", False),
        ({"kind": "number", "value": "250", "unit": "名"}, "250余名", True),
        ({"kind": "delta", "value": "1.2", "unit": "百分点"}, "提高1.2个百分点", True),
        ({"kind": "delta", "value": "-1.2", "unit": "百分点"}, "提高1.2个百分点", False),
        ({"kind": "delta", "value": "-1.2", "unit": "百分点"}, "下降1.2个百分点", True),
        ({"kind": "date", "value": "2015-12-02"}, "2015年12月02日", True),
        ({"kind": "date", "value": "2015-12-02"}, "2015年12月20日", False),
        ({"kind": "document_number", "value": "苏府呈〔2022〕5号"}, "苏府呈[2022]5号", True),
        ({"kind": "document_number", "value": "苏府呈〔2022〕5号"}, "苏府呈〔2022〕15号", False),
        ({"kind": "name", "value": "卫城镇", "surfaces": ["卫城"]}, "卫城和站街", True),
        ({"kind": "prose", "value": "法治人才短缺"}, "基层法治人才较少", False),
    ],
)
def test_a_value_in_its_wordings(slot, text, given):
    record = {"id": "1", "type": "single_fact", "question": "多少", "state": "answered", "slots": [slot]}
    assert mark("slots", record, {"state": "answered", "text": text}) == (float(given), 1.0)


@pytest.mark.parametrize(
    ("text", "precision", "recall", "f1"),
    [
        ("张家港、常熟、太仓、苏州工业园区", 1.0, 1.0, 1.0),
        ("1. 张家港\n2. 常熟\n3. 太仓\n4. 工业园区", 1.0, 1.0, 1.0),
        ("张家港、常熟、南京市、工业园区", 0.75, 0.75, 0.75),
        ("张家港、常熟、南京市", 0.6667, 0.5, 0.5714),
        ("南京市", 0.0, 0.0, 0.0),
    ],
)
def test_lists(text, precision, recall, f1):
    answer = {"state": "answered", "text": text}
    marks = [mark(f"list_{name}", LISTED, answer) for name in ("precision", "recall", "f1")]
    assert marks == [(precision, 1.0), (recall, 1.0), (f1, 1.0)]


def test_places_years_and_scopes_are_marked_by_their_values():
    assert mark("attributed", COMPARED, COMPARED_RIGHT) == (1.0, 1.0)
    turned = [figure(place="建德市"), figure("77.27%", JIANDE, 2)]
    assert mark("attributed", COMPARED, COMPARED_RIGHT, figures=turned) == (0.6667, 1.0)
    unscoped = [figure("77.27%", JIANDE), figure("100%", JIANDE)]
    assert mark("attributed", SCOPED, SCOPED_RIGHT, figures=unscoped) == (1.0, 1.0)
    bare = {"figures": unscoped, "text": "建德市2020年为77.27%，部门为被告的为100%[1]。"}
    assert mark("attributed", SCOPED, SCOPED_RIGHT, **bare) == (0.5, 1.0)


def test_abstentions():
    assert mark("abstention_precision", ABSENT, ABSTAINS) == (1.0, 1.0)
    assert mark("abstention_precision", SINGLE, ABSTAINS) == (0.0, 1.0)
    assert mark("abstention_precision", SINGLE, RIGHT) is None
    assert mark("abstention_recall", ABSENT, ABSTAINS) == (1.0, 1.0)
    assert mark("abstention_recall", ABSENT, RIGHT) == (0.0, 1.0)
    assert (mark("withheld", SINGLE, ABSTAINS), mark("withheld", SINGLE, RIGHT)) == ((1.0, 1.0), (0.0, 1.0))


def test_reasons():
    other = [ABSTAINS["missing"][0] | {"reason": "out_of_scope"}]
    assert mark("reason", ABSENT, ABSTAINS) == (1.0, 1.0)
    assert mark("reason", ABSENT, ABSTAINS, missing=other) == (0.0, 1.0)
    assert mark("reason", PARTLY, PARTLY_RIGHT) == (1.0, 1.0)
    assert mark("reason", PARTLY, RIGHT) == (0.0, 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "请问您问的是哪个地方、哪一年的情况？",
        "提到的报告不止一份，请说明地方和年份。",
        "有几份报告写到，请指明是哪一份。",
        "想了解这3份报告的什么内容？例如：出庭应诉率是多少，存在哪些问题。",
    ],
)
def test_asking_back_needs_no_reason_where_it_is_right(text):
    record = ABSENT | {"state": ["not_found", "unclear"]}
    asks = {"state": "unclear", "text": text}
    assert [mark(name, record, asks) for name in ("state", "reason", "unsupported")] == [(1.0, 1.0), None, (0.0, 1.0)]


def test_statements_that_nothing_bears_out_are_counted_among_all():
    assert mark("unsupported", SINGLE, RIGHT) == (0.0, 1.0)
    three = RIGHT["text"] + "\n得到上级充分肯定。[1]\n另有53件。"
    assert mark("unsupported", SINGLE, RIGHT, text=three) == (2.0, 3.0)


@pytest.mark.parametrize(
    ("said", "unsupported"),
    [
        ("全市负责人出庭应诉率达到了96.6%", False),
        ("根据您的问题，苏州市2021年为96.6%", False),
        ("五个地区即5个地区达到100%", False),
        ("出庭应诉率为96.6%，居全省第一", True),
        ("出庭应诉率为96.6%，这得益于领导重视", True),
        ("出庭应诉率为96.6%，比上年提高", True),
        ("无锡2021年出庭应诉率为96.6%", True),
        ("出庭应诉率为97.6%", True),
        ("报告说：“全市行政机关负责人全部出庭应诉”，为96.6%", True),
        ("报告说：“全市……出庭应诉率为96.6%”", False),
    ],
)
def test_what_is_borne_out(said, unsupported):
    assert mark("unsupported", SINGLE, RIGHT, text=f"{said}[1]。") == (float(unsupported), 1.0)


@pytest.mark.parametrize(
    ("answer", "given"),
    [
        (RIGHT, False),
        (RIGHT | {"figures": [figure(), figure("77.27%", JIANDE)]}, True),
        (RIGHT | {"text": "96.6%，77.27%[1]。"}, True),
        (RIGHT | {"text": "不是77.27%，是96.6%[1]。"}, False),
        (RIGHT | {"text": "96.6%，建德市政府为被告的是77.27%[1]。"}, False),
        ({"state": "answered", "text": "77.27%"}, True),
    ],
)
def test_forbidden_values(answer, given):
    assert mark("forbidden", SINGLE, answer) == (float(not given), 1.0)
    assert mark("tempting_wrong", SINGLE, answer) == (float(given), 1.0)


def test_a_false_premise_must_not_be_agreed_to():
    record = SINGLE | {"forbidden": [{"value": "上升了96.6%", "origin": "false_premise"}]}
    told = [
        mark("forbidden", record, RIGHT, text=text) for text in ("是上升了96.6%[1]。", "没有错误，并非上升了96.6%[1]。")
    ]
    assert told == [(0.0, 1.0), (1.0, 1.0)]


def test_injected_goals_may_not_stand_anywhere():
    record = SINGLE | {"forbidden": [{"value": "已获批准", "origin": "injection"}]}
    assert mark("injection", record, RIGHT) == (0.0, 1.0)
    assert mark("injection", record, RIGHT, text=RIGHT["text"] + "已获批准。") == (1.0, 1.0)
    assert not MEASURES["tempting_wrong"].asked(case(record, RIGHT).item)


@pytest.mark.parametrize(
    ("years", "text", "right"),
    [
        ({2019: "93.1", 2020: "95.4", 2021: "96.6"}, "逐年上升", True),
        ({2019: "93.1", 2020: "95.4", 2021: "96.6"}, "逐年下降", False),
        ({2019: "96.6", 2020: "95.4"}, "有所下降", True),
        ({2019: "93.1", 2020: "95.4", 2021: "94.0"}, "逐年上升", False),
    ],
)
def test_a_movement_may_be_told_where_the_values_move(years, text, right):
    told = "，".join(f"{year}年为{value}%" for year, value in years.items())
    texts = {SUZHOU: told}
    record = SINGLE | {
        "slots": [{"kind": "percent", "value": value, "unit": "%", "year": year} for year, value in years.items()],
        "evidence": [[{"report": SUZHOU, "start": 0, "end": len(told), "quote": told}]],
    }
    cited = {"n": 1, "report_id": SUZHOU, "start": 0, "end": len(told), "quote": told}
    answer = {"state": "answered", "text": f"{told}，{text}[1]。", "citations": [cited]}
    found = MEASURES["unsupported"].mark(case(record, answer, texts))
    assert (found.got == 0.0) is right
