"""Made reports: the same bytes anywhere, two vocabularies, and every planted clause found in every format."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest

from eval.made.catalogue import SPLITS, book, load
from eval.made.command import main
from eval.made.compose import compose
from eval.made.facts import history
from eval.made.formats import rendered, suffix
from eval.made.layout import FORMATS, habits
from eval.made.library import make_reports
from eval.made.locate import located, squeezed
from eval.made.printing import Drawn, Style, canonical, numeral, printed
from eval.made.subjects import absent, chosen, groups
from rag.config import Reading
from rag.errors import InputError
from rag.language.places import resolve
from rag.language.text import normalise
from rag.reading.read import Reader
from rag.types import Role

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = {"number", "percent", "delta"}


@pytest.fixture(scope="module", params=SPLITS)
def library(request, tmp_path_factory):
    """Thirty reports in each split's wording."""
    return make_reports(tmp_path_factory.mktemp(request.param) / "reports", 30, 3, request.param, iter)


@pytest.fixture(scope="module")
def reader():
    with Reader(Reading()) as one:
        yield one


def phrasings(split):
    """Every phrasing of a split: what reports say, what questions ask, and the frames of both."""
    found = []

    def walk(value):
        if isinstance(value, str):
            found.append(value)
        else:
            for one in value.values() if isinstance(value, dict) else value:
                walk(one)

    for name in ("disputes", "governing"):
        for raw in load(name).values():
            walk(raw.get(split, {}))
    for table in load("wordings").values():
        for raw in [table, *(one for one in table.values() if isinstance(one, dict))]:
            if split in raw:
                walk(raw[split])
    return found


def read(raw):
    """The value and bare unit of a printed figure, read without the maker's help."""
    tens = {char: at for at, char in enumerate("零一二三四五六七八九")}
    if han := re.fullmatch(r"([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)(\D)", raw):
        value = (tens[han[1]] if han[1] else 1) * 10 if han[2] else tens.get(han[1], 0)
        return Decimal(value + (tens[han[3]] if han[3] else 0)), han[4]
    digits, power, unit = re.fullmatch(r"近?([\d,.]+)余?([万亿]?)余?(\D+)", raw).groups()
    return Decimal(digits.replace(",", "")) * {"": 1, "万": 10**4, "亿": 10**8}[power], unit


def tree(folder):
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_same_arguments_give_the_same_bytes_in_any_process(tmp_path):
    for name in ("1", "2"):
        sizes = ("--reports", "16", "--questions", "60", "--seed", "7")
        call = (sys.executable, "-m", "eval.made", tmp_path / name, *sizes)
        done = subprocess.run(
            call, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": name}, capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith("16 reports of ")
    first, second = tree(tmp_path / "1"), tree(tmp_path / "2")
    assert len(first) == 18
    assert first == second


def test_another_seed_gives_another_library(tmp_path):
    texts = [make_reports(tmp_path / str(seed), 2, seed, "tune", iter).texts for seed in (1, 2)]
    assert not texts[0].keys() & texts[1].keys()


def test_no_phrasing_serves_both_splits():
    tune, report = (phrasings(split) for split in SPLITS)
    assert len(tune) > 600
    assert set(tune) & set(report) == set()


def test_each_split_has_indicators_that_the_other_lacks():
    tune, report = (set(book(split).indicators) for split in SPLITS)
    assert len(tune & report) >= 50
    assert len(tune - report) >= 5
    assert len(report - tune) >= 10


@pytest.mark.parametrize("split", SPLITS)
def test_questions_do_not_copy_reports(split):
    words = book(split)
    for one in words.indicators.values():
        said = [re.sub(r"\{[vw]\}", "", say) for say in one.wording.say]
        for ask in (*one.wording.ask, one.wording.talk):
            assert not any(ask in say or say in ask for say in said), (one.id, ask)
    for one in words.statements.values():
        assert not any(ask in say for ask in one.ask for say in one.say), one.id


@pytest.mark.parametrize("split", SPLITS)
def test_the_book_holds_together(split):
    words = book(split)
    everything = {**load("disputes"), **load("governing")}
    for one in words.indicators.values():
        assert {*one.near, *one.gives} <= everything.keys(), one.id
        assert one.id not in one.near
        assert not one.of or one.of in words.indicators, one.id
        assert all(("{w}" in say) == bool(one.two) for say in one.wording.say), one.id
        assert bool(one.wording.one) == bool(one.wording.other) == bool(one.two), one.id
        assert one.topic in words.words["sections"]["topics"]
    for one in words.statements.values():
        assert one.topic in words.words["sections"]["topics"]
        assert one.said in one.say[0]
    assert len({one.wording.noun for one in words.indicators.values()}) == len(words.indicators)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_clause_is_found_in_every_format(format_, reader, tmp_path):
    words = book("report")
    for turn, group in enumerate(groups()[:6]):
        subject = group[0]
        known = history(subject, (2020, 2021), words, 5)
        draft, facts = compose(known, habits(subject, turn, words, 5), words, 2021, 5)
        file = tmp_path / f"{turn}.{suffix(format_)}"
        file.write_bytes(rendered(draft, format_))
        text = reader.read(file).text
        small = squeezed(text)
        for fact in facts:
            (start, end), (first, last) = located(small, fact.clause, fact.sentence)
            assert squeezed(text[start:end]).text == squeezed(fact.clause).text
            assert first <= start < end <= last
        assert len(facts) > 50


def test_words_that_are_not_where_they_were_put_stop_the_maker():
    text = squeezed("全年受理案件12件。\n全年审结案件9件。审结9件。审结9件。")
    assert located(text, "受理案件12件", "全年受理案件12件。") == ((2, 9), (0, 10))
    for clause, sentence in (("受理13件", "受理13件"), ("审结9件", "审结9件。"), ("审结", "全年受理案件12件。")):
        with pytest.raises(InputError, match="the maker is wrong"):
            located(text, clause, sentence)


def test_what_a_report_states_is_printed_in_it(library):
    for report in library.reports:
        for one in report.placed:
            quote = squeezed(report.text[one.span.start : one.span.end]).text
            assert quote == one.span.quote.replace("\n", "").replace("\t", "").replace(" ", "")
            assert squeezed(one.fact.raw).text in quote
            assert all(squeezed(item).text in quote for item in one.fact.items)


def test_figures_have_the_value_that_they_are_printed_with(library):
    """The maker's truth against a reader that knows nothing of it."""
    seen = 0
    for report in library.reports:
        for fact in (one.fact for one in report.placed if one.fact.kind in NUMBERS):
            way = -1 if fact.kind == "delta" and re.search("降低|回落|下降", fact.clause) else 1
            value, unit = read(normalise(fact.raw))
            assert (way * value, unit) == (Decimal(fact.value), fact.unit), fact
            seen += 1
    assert seen > 1500


def test_values_tell_neighbours_apart(library):
    for report in library.reports:
        actual = [one.fact for one in report.placed if one.fact.kind in NUMBERS and one.fact.role is Role.ACTUAL]
        values = Counter(fact.value for fact in actual)
        assert sum(count - 1 for count in values.values()) <= 2
        for fact in actual:
            known = library.book.indicators[fact.indicator]
            assert fact.value not in {one.value for one in actual if one.indicator in {known.of, *known.near}}
        after = library.at(report.subject, report.year + 1)
        if after:
            placed = [one.fact for one in after.placed if one.fact.kind in NUMBERS and one.fact.role is Role.ACTUAL]
            later = {(fact.indicator, fact.value) for fact in placed}
            assert not {(fact.indicator, fact.value) for fact in actual} & later


def test_figures_agree_with_one_another(library):
    known = library.book.indicators
    for report in library.reports:
        drawn = report.history.figures
        for one in (one for one in known.values() if (one.id, report.year, 0) in drawn):
            value = drawn[one.id, report.year, 0].value
            if one.of and not one.two:
                assert value < drawn[one.of, report.year, 0].value
            if one.of and one.two:
                assert value + drawn[one.id, report.year, 1].value == drawn[one.of, report.year, 0].value
        for fact in (one.fact for one in report.placed if one.fact.role is Role.PREVIOUS):
            before = drawn[fact.indicator, report.year - 1, 0].value
            assert fact.value == canonical(before, known[fact.indicator].unit)
            assert fact.year == report.year - 1
        for fact in (one.fact for one in report.placed if one.fact.role is Role.CHANGE):
            before, now = (drawn[fact.indicator, report.year - back, 0].value for back in (1, 0))
            change = abs(now - before) if "点" in fact.unit else abs(now - before) * 100 / before
            signed = (now > before) - (now < before) if fact.kind == "delta" else 1
            assert abs(Decimal(fact.value) - signed * change) <= Decimal("0.05")


def test_sisters_are_nearly_identical(library):
    """Without its digits and its place's name a report shares most of its sentences with others."""
    sentences = []
    for report in library.reports:
        plain = re.sub(r"[\d.,，％%余近万亿\s]+|" + re.escape(report.subject.formal), "", normalise(report.text))
        sentences.append(set(plain.split("。")))
    shared = [
        len(one & set().union(*(set(other) for other in sentences if other is not one))) / len(one) for one in sentences
    ]
    assert min(shared) > 0.4
    assert sum(shared) / len(shared) > 0.7
    assert 1500 < sum(len(report.text) for report in library.reports) / len(library.reports) < 3500


def test_reports_are_taken_for_what_they_are(library):
    """The product's reading of place and year, of every report, whatever its format and furniture."""
    for report in library.reports:
        assert (report.identity.place_path, report.identity.year) == (report.subject.path, report.year), report.file


def test_places_are_real_and_misspellings_are_none():
    every = [subject for group in groups() for subject in group]
    assert all(resolve(subject.name) for subject in (*every, *absent()))
    assert all(subject.path in [place.path for place in resolve(subject.name)] for subject in (*every, *absent()))
    assert not any(resolve(subject.typo) for subject in every if subject.typo)
    assert not {subject.path for subject in every} & {subject.path for subject in absent()}
    names = [subject.name for subject in every]
    assert names.count("鼓楼区") == 3


def test_years_follow_one_another():
    for number in (1, 30, 150, 300):
        found = chosen(number, 1)
        assert sum(len(years) for _, years in found) == number
        assert all(list(years) == list(range(years[0], years[0] + len(years))) for _, years in found)
    assert [subject.key for subject, _ in chosen(60, 1)] != [subject.key for subject, _ in chosen(60, 2)]
    with pytest.raises(InputError, match="more than can be made"):
        chosen(10_000, 1)


@pytest.mark.parametrize(
    ("drawn", "unit", "thousands", "raw"),
    [
        (Drawn(Decimal(1234)), "件", False, "1234件"),
        (Drawn(Decimal(1234)), "件", True, "1,234件"),
        (Drawn(Decimal("96.60")), "%", True, "96.6%"),
        (Drawn(Decimal("90.0")), "%", True, "90%"),
        (Drawn(Decimal(1200), "about"), "件", False, "1200余件"),
        (Drawn(Decimal(1200), "near"), "件", True, "近1,200件"),
        (Drawn(Decimal(12300), "myriad"), "人次", False, "1.23万人次"),
        (Drawn(Decimal(12300), "myriad"), "万元", False, "1.23亿元"),
        (Drawn(Decimal(12), "numeral"), "场", False, "十二场"),
    ],
)
def test_a_figure_is_printed_in_its_form(drawn, unit, thousands, raw):
    assert printed(drawn, unit, thousands) == raw


def test_a_style_changes_characters_alone():
    assert Style(half_marks=True).apply("（一）共12件，占96.6%：") == "(一)共12件,占96.6%:"
    assert Style(wide_digits=True).apply("占96.6%") == "占９６．６％"
    assert [numeral(number) for number in (4, 10, 11, 20, 99)] == ["四", "十", "十一", "二十", "九十九"]


def test_any_pair_of_formats_is_read_alike(reader, tmp_path):
    """What is told of a report does not depend on the file that it came in."""
    words, subject = book("tune"), groups()[8][0]
    known = history(subject, (2020, 2021), words, 5)
    draft, _ = compose(known, habits(subject, 0, words, 5), words, 2021, 5)
    told = {}
    for format_ in FORMATS:
        file = tmp_path / f"{format_}.{suffix(format_)}"
        file.write_bytes(rendered(draft, format_))
        identity = reader.read(file).identity
        told[format_] = (identity.place_path, identity.year, identity.title)
    assert all(one == other for one, other in combinations(told.values(), 2)), told


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--reports", "many"], "invalid int value"),
        (["--reports", "0"], "count from 1"),
        (["--split", "both"], "invalid choice"),
        (["--reports", "9999"], "more than can be made"),
        ([], "is not empty"),
    ],
)
def test_a_wrong_call_ends_with_a_line_and_status_2(arguments, why, tmp_path, capsys):
    (tmp_path / "full" / "reports").mkdir(parents=True)
    (tmp_path / "full" / "reports" / "here.txt").write_text("x", encoding="utf-8")
    assert main([str(tmp_path / ("new" if arguments else "full")), *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert why in said.err


def test_facts_are_written_beside_the_questions(tmp_path, capsys):
    assert main([str(tmp_path / "made"), "--reports", "6", "--questions", "20"]) == 0
    assert capsys.readouterr().out.startswith("6 reports of ")
    facts = [json.loads(line) for line in (tmp_path / "made" / "facts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({fact["report"] for fact in facts}) == 6
    roles = {fact["role"] for fact in facts}
    assert roles == {"actual", "previous", "change", "target"}
    assert all(fact["year"] == fact["report_year"] for fact in facts if fact["role"] == "actual")
