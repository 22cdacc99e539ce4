"""Sets that write themselves: so many questions, each with a gold that its own sentence bears out."""

import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from shelf_of import ShelfOf
from source import MODULES, imports

from eval.dataset import check_pins, dump, load
from eval.generated.generate import generate
from eval.generated.source import sources
from eval.generated.twins import absent_indicators, indicators
from eval.gold import NUMERIC, Origin
from eval.questions import TODAY, Type
from rag.errors import InputError
from rag.language.numerals import parse_number
from rag.types import Reason

REWORDED = {Type.TYPO, Type.TRADITIONAL, Type.COLLOQUIAL}
LACKING = {
    Type.WRONG_YEAR: Reason.NO_REPORT_OF_YEAR,
    Type.WRONG_PLACE: Reason.NO_REPORT_OF_PLACE,
    Type.METRIC_ABSENT: Reason.NOT_MENTIONED,
}
SHORT = "苏州市2021年法治政府建设报告\n\n一、主要工作\n\n全市共受理行政复议申请56件，出庭应诉率达96.6%。\n"


@pytest.fixture(scope="module")
def library(sample_desk):
    return sample_desk.library


@pytest.fixture(scope="module")
def made(library):
    return generate(library, 300)


def test_there_are_as_many_as_asked_for_and_always_the_same(library, made):
    assert len(made) == len({item.id for item in made}) == 300
    assert len({(item.history, item.question) for item in made}) == 300
    assert generate(library, 300) == made
    assert generate(library, 300, seed=1) != made
    assert generate(library, 40) == made[:40]


def test_types_and_reports_are_evenly_asked(library, made):
    types = Counter(item.type for item in made)
    assert {*REWORDED, *LACKING, Type.SINGLE_FACT, Type.LIST, Type.PROSE, Type.MULTI_ASK, Type.MULTI_TURN} <= set(types)
    assert types[Type.SCOPED_TWO_VALUES] > 0
    assert sum(not item.answerable for item in made) * 3 >= len(made)
    asked = Counter(item.scope.place[0] for item in made if item.type is Type.SINGLE_FACT)
    assert set(asked) == {card.identity.place for card in library.cards()}
    most = sorted(asked.values())[-3:]  # the short ones have given all they have
    assert most[-1] - most[0] <= 2


def test_the_file_is_read_back_and_every_quote_stands(library, made, tmp_path):
    (tmp_path / "set.jsonl").write_text(dump(made), encoding="utf-8")
    assert load(tmp_path / "set.jsonl") == made
    check_pins(made, {card.id: library.text(card.id) for card in library.cards()})


def test_every_value_stands_in_its_own_quote(made):
    """The digits and the unit are looked for here by plain means, the reader's forms left aside."""
    told = 0
    for item in made:
        for slot, group in zip(item.slots, item.evidence, strict=False):
            if slot.kind not in NUMERIC or slot.derivation:
                continue
            quote = re.sub(r"[\s,，余多]", "", group[0].quote)
            written = [parse_number(number) for number in re.findall(r"\d+(?:\.\d+)?[百千]?[万亿]*", quote)]
            assert abs(Decimal(slot.value)) in written, item
            assert slot.unit in quote, item
            told += 1
    assert told > 100


def test_rewordings_and_twins_go_with_a_question_that_stands_before_them(made):
    known = {}
    for item in made:
        known[item.id] = item
        parent = known.get(item.variant_of or item.twin_of)
        if item.type in REWORDED:
            assert parent.slots == item.slots and parent.evidence == item.evidence and parent.seed == item.seed
            assert parent.question != item.question
        if item.type in LACKING:
            assert item.missing[0].reason == (LACKING[item.type],) and item.slots == ()
            assert item.twin_of in known


def test_what_is_said_to_be_missing_is(library, made):
    years = {(card.identity.place, card.identity.year) for card in library.cards()}
    texts = {source.place: source.shadow.text for source in sources(library)}
    telling = {asked.keys[0]: words for asked, words in indicators()}
    for item in made:
        place, year = item.scope.place[0], item.scope.year[0]
        if item.type is Type.WRONG_YEAR:
            assert (place, year) not in years and place in texts and year < TODAY.year
        if item.type is Type.WRONG_PLACE:
            assert place not in texts
        if item.type is Type.METRIC_ABSENT:
            assert not [word for word in telling[item.scope.indicator] if word in texts[place]]


def test_what_tempts_is_not_what_is_right(made):
    tempted = [item for item in made if item.forbidden]
    assert len(tempted) > 150
    for item in tempted:
        right = {wording for slot in item.slots for wording in slot.wordings}
        assert not right & {one.value for one in item.forbidden}


def test_typing_errors_leave_place_year_and_digits(made):
    known = {item.id: item for item in made}
    slips = [item for item in made if item.type is Type.TYPO]
    assert slips
    for item in slips:
        plain = known[item.variant_of].question
        assert abs(len(plain) - len(item.question)) <= 1
        assert re.findall(r"[\d〇一二三四五六七八九]+", plain) == re.findall(
            r"[\d〇一二三四五六七八九]+", item.question
        )
        assert any(name in item.question for name in {item.scope.place[0], item.scope.place[0][:-1]})


def test_one_short_report_is_enough_and_two_are_compared():
    (*made,) = generate(ShelfOf(("苏州市", 2021, SHORT)), 30)
    assert len(made) == 30
    assert {"56", "96.6"} <= {slot.value for item in made for slot in item.slots}
    others = SHORT.replace("56", "48"), SHORT.replace("2021", "2020").replace("56", "40")
    both = ShelfOf(("苏州市", 2021, SHORT), ("无锡市", 2021, others[0]), ("苏州市", 2020, others[1]))
    every = generate(both, 60)
    asked = {item.type: item for item in every}
    first = next(
        item
        for item in every
        if item.type is Type.SINGLE_FACT and item.slots[0].value == "56" and item.scope.place == ("苏州市",)
    )
    tempting = {one.origin: one.value for one in first.forbidden}
    assert tempting == {Origin.NEIGHBOUR_PLACE: "48件", Origin.NEIGHBOUR_YEAR: "40件"}
    compared, followed = asked[Type.COMPARE_PLACES], asked[Type.TREND_YEARS]
    assert {slot.place for slot in compared.slots if slot.place} == {"苏州市", "无锡市"}
    assert {slot.year for slot in followed.slots} == {2020, 2021}


def test_a_library_gives_no_more_than_it_has():
    made = generate(ShelfOf(("苏州市", 2021, SHORT)), 100_000)
    assert 60 < len(made) < 1000
    assert sum(not item.answerable for item in made) * 3 >= len(made)


def test_reports_that_cannot_be_told_apart_are_not_asked_about():
    twins = ("苏州市", 2021, SHORT), ("苏州市", 2021, SHORT.replace("56", "57")), ("无锡市", 2021, SHORT)
    assert {place for item in generate(ShelfOf(*twins), 20) if item.answerable for place in item.scope.place} == {
        "无锡市"
    }


def test_an_empty_library_is_refused_with_what_to_do():
    with pytest.raises(InputError, match="fazhi index"):
        generate(ShelfOf(), 10)


def test_every_report_lacks_some_indicators(library):
    from random import Random

    assert min(len(absent_indicators(source, Random(0))) for source in sources(library)) > 10


def test_nothing_of_the_programs_own_reading_is_reached():
    """The package's imports are followed to their ends: the extractor is not among them, nor what is made from it."""
    reached, ahead = set(), [name for name in MODULES if name.startswith("eval.generated")]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += imports(MODULES[name]) & MODULES.keys()
    assert not [
        name for name in reached if name.startswith(("rag.answering", "rag.pipeline", "rag.reading", "rag.library"))
    ]
    assert {"rag.language.figures", "rag.language.vocabulary"} & reached == set()
    code = "import sys, eval.generated.generate; print(*sys.modules)"
    root = Path(__file__).resolve().parents[2]
    loaded = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True, cwd=root)
    assert not {"rag.language.figures", "rag.answering", "rag.library"} & set(loaded.stdout.split())
