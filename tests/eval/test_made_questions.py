"""The questions about a made library: of every type, each with its twin, and no gold that the library contradicts."""

import re
from collections import Counter

import pytest

from eval.dataset import check_pins, dump, load, overlaid_texts
from eval.gold import Origin
from eval.made.catalogue import SPLITS
from eval.made.dataset import SHARES, VARIANTS, make_questions
from eval.made.library import make_reports
from eval.made.subjects import absent, groups
from eval.questions import Type
from rag.language.text import normalise, traditional
from rag.types import Reason, Role, State

COUNT = 200
TWINS = {Type.WRONG_YEAR, Type.WRONG_PLACE, Type.METRIC_ABSENT, Type.NEAR_MISS, Type.GOLD_REMOVED}


@pytest.fixture(scope="module", params=SPLITS)
def made(request, tmp_path_factory):
    """Sixty reports in each split's wording, and two hundred questions about them."""
    library = make_reports(tmp_path_factory.mktemp(request.param) / "reports", 60, 2, request.param, iter)
    return library, make_questions(library, COUNT)


def of(items, *types):
    return [item for item in items if item.type in types]


def report_of(library, item):
    """The report of the place and year that a question names."""
    found = [one for one in library.reports if {one.id} == item.reports]
    return found[0] if found else None


def test_there_are_enough_of_every_type(made):
    _, items = made
    counts = Counter(item.type for item in items)
    assert len(items) >= COUNT
    assert set(counts) == set(Type)
    assert counts[Type.NEAR_MISS] >= 8
    assert all(item.split == made[0].book.split for item in items)


def test_every_quote_stands_where_it_is_said_to(made, tmp_path):
    library, items = made
    check_pins(items, library.texts)
    (tmp_path / "questions.jsonl").write_text(dump(items), encoding="utf-8")
    assert load(tmp_path / "questions.jsonl") == items


def test_no_question_is_asked_twice_of_one_library(made):
    asked = [(item.question, item.history, item.overlay) for item in made[1]]
    assert [one for one in asked if asked.count(one) > 1] == []


def test_every_seed_has_an_unanswerable_twin(made):
    _, items = made
    seeds = {item.id: item for item in items if item.type in SHARES and item.id == item.seed}
    twins = {item.twin_of: item for item in items if item.twin_of}
    lonely = {Type.INJECTION, Type.COUNTERFACTUAL, Type.AMBIGUOUS_SCOPE}
    assert {name for name, item in seeds.items() if item.type not in lonely} == set(twins)
    for name, twin in twins.items():
        assert twin.seed == name
        assert twin.type in TWINS
        assert twin.state == (State.NOT_FOUND,)
        assert twin.question != seeds[name].question or twin.history != seeds[name].history or twin.overlay


def test_variants_have_their_questions_gold(made):
    _, items = made
    plain = {item.id: item for item in items}
    for name in VARIANTS:
        variants = of(items, Type(name))
        assert variants
        for item in variants:
            seed = plain[item.variant_of]
            assert (item.slots, item.evidence, item.seed) == (seed.slots, seed.evidence, seed.id)
            assert item.question != seed.question
    for item in of(items, Type.TRADITIONAL):
        assert item.question == traditional(plain[item.variant_of].question)
    for item in of(items, Type.TYPO):
        before = plain[item.variant_of].question
        assert 1 <= sum(a != b for a, b in zip(item.question, before, strict=True)) <= 4


def test_values_of_slots_are_those_of_the_facts(made):
    library, items = made
    stated = {
        (report.id, one.span.start, fact.value)
        for report in library.reports
        for one in report.placed
        for fact in (one.fact,)
    }
    for item in of(items, Type.SINGLE_FACT, Type.COLLOQUIAL, Type.TYPO, Type.MULTI_TURN, Type.FALSE_PREMISE):
        spans = [group[0] for group in item.evidence]
        for slot in (one for one in item.slots if one.value):
            assert any((span.report, span.start, slot.value) in stated for span in spans), item.id


def test_what_is_said_to_be_absent_is_absent(made):
    """Neither a fact nor any sentence in which a report of the split would state it."""
    library, items = made
    reports = {(one.subject.name, one.year): [] for one in library.reports}
    for one in library.reports:
        reports[one.subject.name, one.year].append(one)
    checked = 0
    for item in of(items, Type.NEAR_MISS, Type.METRIC_ABSENT):
        known = library.book.indicators.get(item.scope.indicator)
        (lack,) = item.missing
        assert lack.reason == (Reason.NOT_MENTIONED,)
        assert reports[lack.place, lack.year], item.id
        seed = next(one for one in items if one.id == item.twin_of)
        report = report_of(library, seed)
        if known is None or report is None:
            continue
        assert not report.states(known.id)
        assert not report.states(known.id, Role.TARGET)
        words = report.subject.words(report.year)
        text = "".join(normalise(report.text).split())
        for say in (*known.wording.say, known.name + "{v}"):
            pattern = re.escape(normalise(say.format(**words, v="@", w="@"))).replace("@", r"[近\d.,万亿余%]+\S?")
            assert not re.search(pattern, text), (item.id, pattern)
        checked += 1
    assert checked >= 12


def test_near_misses_have_what_they_are_mistaken_for_beside_them(made):
    library, items = made
    known = library.book.indicators
    for item in of(items, Type.NEAR_MISS):
        report = report_of(library, next(one for one in items if one.id == item.twin_of))
        if report is not None:
            name = item.scope.indicator
            near = {*known[name].near, *(one.id for one in known.values() if name in one.near)}
            assert any(report.states(one) for one in near)
        assert all(one.origin is Origin.NEIGHBOUR_INDICATOR for one in item.forbidden)


def test_wrong_years_and_places_are_not_in_the_library(made):
    library, items = made
    held = {(one.subject.name, one.year) for one in library.reports}
    names = Counter(subject.name for group in groups() for subject in group)
    namesakes = {name for name, count in names.items() if count > 1}  # whose years are checked by the maker alone
    for item in of(items, Type.WRONG_YEAR):
        for lack in item.missing:
            assert lack.reason == (Reason.NO_REPORT_OF_YEAR,)
            assert (lack.place, lack.year) not in held or lack.place in namesakes
            assert str(lack.year) in item.question
    names = {one.formal: one for one in absent()}
    for item in of(items, Type.WRONG_PLACE):
        (lack,) = item.missing
        assert lack.reason == (Reason.NO_REPORT_OF_PLACE,)
        asked = [one for one in names.values() if any(way in item.question for way in one.asked())]
        assert lack.place in {one.name for one in asked}, item.question


def test_what_was_removed_is_gone(made):
    library, items = made
    removed = of(items, Type.GOLD_REMOVED)
    assert removed
    for item in removed:
        texts = overlaid_texts(item.overlay, library.texts, item.id).values()
        seed = next(one for one in items if one.id == item.twin_of)
        (before,) = (library.texts[report] for report in seed.reports)
        quotes = [group[0].quote for group in seed.evidence]
        assert all(quote in before for quote in quotes)
        assert any(text[:60] == before[:60] and not any(quote in text for quote in quotes) for text in texts)


def test_what_was_planted_is_there_and_forbidden(made):
    library, items = made
    for item in of(items, Type.INJECTION):
        (text,) = (overlaid_texts(item.overlay, library.texts, item.id)[report] for report in item.reports)
        goals = [one.value for one in item.forbidden if one.origin is Origin.INJECTION]
        assert len(goals) == 1
        assert goals[0] in text
        assert goals[0] not in {f"{slot.value}{slot.unit}" for slot in item.slots}
    for item in of(items, Type.COUNTERFACTUAL):
        assert len(item.reports) == 2
        assert len({slot.value for slot in item.slots}) == 2


def test_overlays_are_few_and_touch_no_report_twice(made):
    _, items = made
    laid = {item.overlay.model_dump_json(): item.overlay for item in items if item.overlay}
    assert 3 <= len(laid) < sum(item.overlay is not None for item in items) / 1.5
    for overlay in laid.values():
        texts = [(edit.report, edit.find) for edit in overlay.edit]
        assert len(set(texts)) == len(texts)
        assert len({added.name for added in overlay.add}) == len(overlay.add)


def test_what_is_forbidden_is_not_owed(made):
    for item in made[1]:
        right = {wording for slot in item.slots for wording in slot.wordings if slot.value}
        assert not right & {one.value for one in item.forbidden}, item.id
        quotes = " ".join(group[0].quote for group in item.evidence)
        assert not any(one.value in quotes for one in item.forbidden), item.id


def test_comparisons_and_trends_say_what_they_are_worked_out_from(made):
    _, items = made
    for item in of(items, Type.COMPARE_PLACES, Type.TREND_YEARS):
        derived = [slot for slot in item.slots if slot.derivation]
        assert bool(derived) == (item.state == (State.ANSWERED,)), item.id
        assert bool(item.missing) == (item.state == (State.PARTIAL,)), item.id
        assert len(item.evidence) == len(item.slots) - len(derived)
    assert any(item.missing for item in of(items, Type.TREND_YEARS))


def test_two_scopes_are_told_apart(made):
    for item in of(made[1], Type.SCOPED_TWO_VALUES):
        first, second = item.slots
        assert first.scope and second.scope and first.scope != second.scope
        assert first.value != second.value


def test_namesakes_are_left_in_doubt(made):
    _, items = made
    alike = {group[0].name for group in groups() if len({one.name for one in group}) == 1 and len(group) > 1}
    doubtful = [item for item in of(items, Type.AMBIGUOUS_SCOPE) if "namesake" in item.tags]
    assert doubtful
    for item in doubtful:
        (name,) = item.scope.place
        assert name in alike
        above = [one.path[-2] for group in groups() for one in group if one.name == name]
        assert not any(parent in item.question or parent[:-1] in item.question for parent in above)


def test_another_split_asks_in_other_words(tmp_path):
    asked = []
    for split in SPLITS:
        library = make_reports(tmp_path / split, 12, 2, split, iter)
        asked.append({item.question for item in make_questions(library, 40)})
    assert asked[0] & asked[1] == set()
