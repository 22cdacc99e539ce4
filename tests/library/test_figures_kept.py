"""The figures that a library keeps of its reports."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal

import pytest
from made_reports import SETTINGS, new_library, report_of, text_of

from rag.errors import InputError, LibraryError
from rag.library.catalogue import DATABASE
from rag.library.library import Library
from rag.types import Figure, Heads, Role, Span, StatedFigure

TEXT = "全市受理案件\n1.2万件，市本级30余件。"
FIGURES = (
    StatedFigure(
        Figure(Span(6, 11), "\n1.2万", Decimal(12000), "", False, Role.ACTUAL, "受理案件", "全市", 2021), Span(0, 12)
    ),
    StatedFigure(
        Figure(Span(16, 20), "30余件", Decimal("30.50"), "件", True, Role.TARGET),
        Span(13, 21),
        Heads("市本级", "案件 受理", "表1"),
    ),
)


@pytest.fixture
def library(tmp_path):
    with new_library(tmp_path / "library") as made:
        yield made


def add(library, text=TEXT, figures=FIGURES):
    report, parts, file, original = report_of(text)
    library.add(report, replace(parts, figures=figures), file, original)
    return report.id


def test_figures_come_back_in_order_and_whole(library):
    kept = add(library, figures=FIGURES[::-1])
    with Library.open(library.folder, SETTINGS) as again:
        assert again.figures(kept) == FIGURES
        assert [str(one.figure.value) for one in again.figures(kept)] == ["12000", "30.50"]


def test_a_report_without_figures_has_none_and_an_unknown_one_is_an_error(library):
    assert library.figures(add(library, figures=())) == ()
    with pytest.raises(InputError, match="no report has the id"):
        library.figures("f" * 64)


def test_figures_go_with_their_report(library):
    kept = add(library)
    other, parts, file, original = report_of(text_of(3))
    library.add(other, parts, file, original)  # the same file, with other bytes
    assert library.find_report(kept) is None
    with closing(sqlite3.connect(library.folder / DATABASE)) as tables:
        assert tables.execute("SELECT count(*) FROM figures").fetchone() == (0,)


def test_a_figure_that_cannot_be_read_is_damage_that_is_told(library):
    kept = add(library)
    with closing(sqlite3.connect(library.folder / DATABASE)) as tables, tables:
        tables.execute("UPDATE figures SET value = 'much' WHERE start = 16")
    with pytest.raises(LibraryError, match="damaged"):
        library.figures(kept)


def test_a_library_made_before_figures_were_kept_is_refused_with_what_to_do(library):
    add(library)
    library.close()
    with closing(sqlite3.connect(library.folder / DATABASE)) as tables, tables:
        tables.execute("PRAGMA user_version = 1")
    with pytest.raises(
        LibraryError, match="format 1 and this version reads 3: index the reports again into a new folder"
    ):
        Library.open(library.folder, SETTINGS)
