"""The page: one file that asks for nothing, holds no code but its own, and shows what the card says."""

import json
import re
import time

import pytest
from scored import ABSENT, item, judge_report, outcome, right
from seen import Seen, marks, section

from eval.compare import compare
from eval.gold import Origin
from eval.labels import CAUSES, GROUPS, cause_in_chinese, grouped, in_chinese, measure_in_chinese, origin_in_chinese
from eval.measures import MEASURES
from eval.page import page
from eval.questions import Type
from eval.scorecard import LOWER, NAMES, NO_ANSWER, scorecard
from eval.verdicts import Verdict
from rag.types import Reason, Role, State

HOSTILE = '<script src=//evil.example/x.js></script><img src=x onerror="alert(1)">{{ 7*7 }}"\'&amp;'
WRONG = right("69.6%")


def outcomes():
    plain = [outcome(item(f"q{at}", history=["苏州的报告"]), right() if at else WRONG) for at in range(10)]
    typo = outcome(item("t", type="typo", variant_of="q0", question="苏洲2021年出庭应诉律"), right())
    return [*plain, typo, outcome(item("n", ABSENT), error="no answer within 30 seconds")]


@pytest.fixture(scope="module")
def card():
    return scorecard(outcomes())


@pytest.fixture(scope="module")
def html(card):
    return page(card, "样例")


def test_it_is_one_file_that_asks_for_nothing(html):
    seen = Seen(html)
    assert seen.open == []
    assert not {tag for tag, _ in seen.tags} & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert "http:" not in html
    assert "https:" not in html
    assert not re.search(r"url\(|@import|@font-face|\bon[a-z]+=", html)
    assert [one["href"][0] for one in seen.all("a")] == ["#"] * len(seen.all("a"))
    assert "default-src 'none'" in seen.all("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]


def test_every_link_of_the_page_leads_somewhere(card):
    before = [outcome(one.item, right()) for one in outcomes()]
    html = page(card, "样例", compare(before, outcomes()))
    seen, ids = Seen(html), re.findall(r' id="([^"]*)"', html)
    links = [one["href"][1:] for one in seen.all("a")]
    assert {one["id"] for one in seen.all("section")} <= set(links) <= set(ids)
    assert len(ids) == len(set(ids))
    assert {one["id"] for one in seen.all("article") if "id" in one} == {"f1", "f2"} <= set(links)
    assert links.count("f1") == len(card["failures"][0]["causes"]) + 1  # and as what fails now


def test_it_is_the_same_every_time(card, html):
    assert page(json.loads(json.dumps(card)), "样例") == html
    assert not re.search(r"20(2[5-9]|[3-9]\d)-\d\d", html)


def test_the_headline_is_what_passed(card, html):
    assert Seen(html).of("strong") == ["83.3%"]
    assert "12 问中 10 问通过" in html
    assert Seen(html).of("h1") == ["样例"]


def test_each_measure_stands_where_its_value_is(card, html):
    seen = Seen(html)
    marks = [one["cx"] for one in seen.all("circle", **{"class": "dot"})]
    assert marks[:2] == ["83.33%", "83.33%"]  # the headline's and that of its own row
    share = card["measures"]["passed"]
    assert {"x1": f"{share['low']:.2%}", "x2": f"{share['high']:.2%}"}.items() <= seen.all(
        "line", **{"class": "range"}
    )[0].items()
    asked = [name for name in NAMES if card["measures"][name]["n"]]
    assert len(seen.all("path", **{"class": "dot"})) == sum(name in LOWER for name in asked)
    assert [text for text in seen.of("code") if text in asked][: len(asked)] == [
        name for _, names in grouped(dict.fromkeys(asked)).values() for name in names
    ]


def test_types_have_bars_and_the_heat_table_a_cell_for_each(card, html):
    seen = Seen(html)
    assert [one["width"] for one in seen.all("rect", **{"class": "bar"})] == ["90.00%", "100.00%", "0.00%"]
    assert len(seen.all("th", scope="col")) == len(card["by_type"])
    rows = [name for name in NAMES if card["measures"][name]["n"]]
    assert len(seen.all("th", scope="row")) == 1 + len(rows)
    assert len(seen.all("td")) == (1 + len(rows)) * len(card["by_type"])
    assert {"--gap:32", "--gap:0", "--gap:100"} <= {one.get("style") for one in seen.all("td")}  # 100·√0.1


def test_the_heat_is_how_far_from_perfect_whichever_way_is_better():
    record = {"forbidden": [{"value": "69.6%", "origin": "neighbour_place"}]}
    card = scorecard([outcome(item("r", **record), right()), outcome(item("w", type="typo", **record), WRONG)])
    html = page(card, "x")
    row = html[html.index("<code>tempting_wrong</code></th>") :].split("</tr>")[0]
    assert [cell["style"] for cell in Seen(row.partition("</th>")[2]).all("td")] == ["--gap:0", "--gap:100"]
    row = html[html.index("<code>forbidden</code></th>") :].split("</tr>")[0]
    assert [cell["style"] for cell in Seen(row.partition("</th>")[2]).all("td")] == ["--gap:0", "--gap:100"]


def test_a_pair_is_of_no_one_type_and_has_no_row_of_empty_cells():
    twins = [outcome(item("q"), right()), outcome(item("n", ABSENT, twin_of="q"), WRONG)]
    html = page(scorecard(twins), "x")
    assert "正反成对通过" in html
    assert "正反成对通过" not in html.partition("<table>")[2]


def test_a_reworded_question_stands_beside_its_plain_one(html):
    (hollow,) = Seen(html).all("circle", **{"class": "hollow"})
    assert hollow["cx"] == "0.00%"
    assert "改写与原问" in html


def test_a_failure_shows_expected_beside_given_and_its_source(html):
    seen = Seen(html)
    assert len(seen.all("article")) == 2
    assert "苏州2021年出庭应诉率" in seen.of("h4")
    assert "此前：苏州的报告" in html
    assert "q0" in seen.of("code")
    legend, owed = seen.all("li", **{"class": "absent"})
    assert legend == owed
    assert "96.6%" in seen.of("b")
    assert "苏州市2021年" in seen.of("small")
    assert any("苏州市2021年出庭应诉率为69.6%。[1]" in text for text in seen.of("dd"))
    assert marks(html) == [("quoted", "96.6%")]  # in the source sentence alone: the answer gives another
    assert any("it does not give 96.6%" in text for text in seen.of("span"))
    assert any(text.endswith("· 苏州市2021年") for text in seen.of("span"))
    assert "no answer came" in seen.of("span")
    assert "没有该年的报告" in seen.of("span")


def test_causes_are_counted_and_lead_to_their_failures(card, html):
    assert card["causes"] == {"no_answer": 1, "slots": 1, "unsupported": 1} | card["causes"]
    drawn = section(html, "causes")
    assert {"没有得到回答", "有引文不支持的说法"} <= set(drawn.of("span"))
    assert drawn.of("code") == list(card["causes"])
    assert drawn.of("a").count("q0") == sum(one["id"] == "q0" for one in card["failures"]) * len(
        card["failures"][0]["causes"]
    )
    assert drawn.of("a").count("n") == 1
    assert "缘由" not in Seen(page(scorecard([outcome(item("q"), right())]), "x")).of("a")


def test_each_type_leads_to_its_failures(html):
    types = section(html, "types")
    assert [(one["href"], told) for one, told in zip(types.all("a"), types.of("a"), strict=True)] == [
        ("#t1", "1 问未通过"),
        ("#t2", "1 问未通过"),
    ]


def test_the_numbers_are_explained_once(html):
    assert html.count("748.6 / 839") == 1
    assert html.count("98.9–100") == 1


def test_failures_fold_by_type_and_stand_open_where_they_are_few():
    few, many = (scorecard([outcome(item(f"q{at}"), WRONG) for at in range(count)]) for count in (3, 30))
    assert section(page(few, "x"), "failures").all("details") == [{"open": None}]
    assert section(page(many, "x"), "failures").all("details") == [{}]
    assert "30 / 30" in Seen(page(many, "x")).of("span")


def test_hostile_text_stays_text():
    bad = outcome(item(HOSTILE, question=HOSTILE, history=[HOSTILE]), WRONG | {"text": HOSTILE}, HOSTILE)
    never = outcome(item("n", question=HOSTILE), error=HOSTILE)
    seen = Seen(page(scorecard([bad, never]), HOSTILE, compare([never, bad], [bad, outcome(item("n"), right())])))
    assert not {tag for tag, _ in seen.tags} & {"script", "img"}
    assert seen.of("h1") == [HOSTILE]
    assert seen.of("title") == [f"{HOSTILE} · 法治评测"]
    assert seen.of("h4").count(HOSTILE) == 2
    assert HOSTILE in seen.of("dd")
    assert seen.open == []


def test_what_a_file_cannot_hold_is_replaced():
    told = page(scorecard([outcome(item("q"), error="a\x00\x1b\u202e\ud800b")]), "x")
    assert "a\ufffd\ufffd\ufffd\ufffdb" in told
    assert told.encode("utf-8")


def test_what_changed_is_drawn_and_listed(card):
    before = [outcome(item(f"q{at}", history=["苏州的报告"]), right() if at != 1 else WRONG) for at in range(10)]
    compared = compare(before, outcomes())
    seen = Seen(page(card | {"compared": compared}, "x"))
    assert page(card | {"compared": compared}, "x") == page(card, "x", compared)
    assert [text for text in seen.of("b") if text.isdigit()] == ["10", "1", "1", "0"]
    headings = seen.of("h4")
    assert headings[:2] == ["苏州2021年出庭应诉率"] * 2
    assert {"新近未通过", "新近通过"} <= set(seen.of("summary"))
    moved = [name for name, one in compared["measures"].items() if one["difference"]]
    assert len(seen.all("line", **{"class": "zero"})) == len(moved)


def test_a_difference_stands_right_of_none_where_it_is_more():
    items = [item(f"q{at}") for at in range(8)]
    worse = [outcome(one, WRONG if at < 4 else right()) for at, one in enumerate(items)]
    better = [outcome(one, right()) for one in items]
    compared = compare(worse, better)
    seen = Seen(
        page(scorecard(better), "x", compared).partition('<section id="changes">')[2].partition("</section>")[0]
    )
    moved = {name: one for name, one in compared["measures"].items() if one["difference"]}
    assert set(moved) & LOWER  # what is less and the better for it stands on the left
    places = [float(one["cx"][:-1]) for one in seen.all("circle", **{"class": "dot"})]
    assert [place > 50 for place in places] == [name not in LOWER for name in moved]
    assert places[0] == 50 + 50 * moved["passed"]["difference"]
    ranges = [(float(one["x1"][:-1]), float(one["x2"][:-1])) for one in seen.all("line", **{"class": "range"})]
    assert ranges[0] == pytest.approx((50 + 50 * moved["passed"]["low"], 50 + 50 * moved["passed"]["high"]), abs=0.01)
    assert all(low <= place <= high for place, (low, high) in zip(places, ranges, strict=True))
    assert not any("worse" in one.get("class", "") for one in seen.all("div") if "row" in one.get("class", ""))
    assert not Seen(page(scorecard(better), "x", compare(better, better))).all("line", **{"class": "zero"})


def test_what_a_judge_holds_has_a_section_of_its_own(card):
    html = page(card | {"judge": judge_report(HOSTILE)}, "x")
    seen = Seen(html)
    assert [text for text in seen.of("b") if text in ("33.3%", "1")] == ["33.3%", "1", "1", "1"]
    assert {"有据", "部分有据", "没有回答"} <= set(seen.of("div"))
    assert any("一致 50.0%（n 2" in text and "仅度量认可 1" in text for text in seen.of("p"))
    assert "p2" in seen.of("code")  # its votes differ
    assert not seen.all("script")
    assert any(HOSTILE in text for text in seen.of("p"))
    assert "#judge" in {one["href"] for one in seen.all("a")}
    assert "模型评审" not in page(card, "x")


def test_no_question_and_no_failure_are_pages_too():
    assert "没有。" in page(scorecard([outcome(item("q"), right())]), "x")
    assert Seen(page(scorecard([]), "x")).of("strong") == ["—"]


def test_a_large_scorecard_is_drawn_at_once():
    small = scorecard([outcome(item(f"q{at}", type="list" if at % 3 else "prose"), WRONG) for at in range(30)])
    card = small | {"failures": [one | {"id": str(at)} for at in range(10) for one in small["failures"]]}
    assert len(card["failures"]) == 300
    start = time.perf_counter()
    page(card, "x")
    assert time.perf_counter() - start < 1


def test_everything_that_can_be_told_has_a_chinese_name():
    known = [name for _, members in GROUPS.values() for name in members]
    assert sorted(known) == sorted(NAMES)
    for name in NAMES:
        assert measure_in_chinese(name) != name
    for name in (*Type, *State, *Reason, *Role, *Verdict):
        assert in_chinese(name) != name
    for origin in Origin:
        assert origin_in_chinese(origin) != origin
    assert set(CAUSES) == {NO_ANSWER, *(name for name, measure in MEASURES.items() if measure.hard)}
    assert cause_in_chinese("novel") == "novel"


def test_a_measure_without_a_name_is_still_shown(card):
    more = card | {"measures": card["measures"] | {"novel": card["measures"]["passed"]}}
    assert "novel" in Seen(page(more, "x")).of("code")
    assert list(grouped({"novel": 1, "passed": 1})) == ["passing", "others"]
