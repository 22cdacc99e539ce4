"""The figures of statements: those that were stored, which are those that a statement's own words give."""

from rag.answering.shelf import Shelf
from rag.language.figures import find_figures


def in_a_row(statement, reading, rows):
    """Whether a statement is, or runs into, a row of a table, whose numbers are cells."""
    said = reading.quote_span(statement.start, statement.end)
    return any(row.start < said.end and said.start < row.end for row in rows)


def measured(figure):
    return figure.span, figure.raw, figure.value, figure.unit, figure.approximate, figure.indicator


def test_a_statement_has_the_figures_that_its_words_give_and_every_stored_one_is_in_one(sample_desk):
    shelf, count = Shelf(sample_desk.library), 0
    for card in sample_desk.library.cards():
        reading, stored = shelf.reading(card), sample_desk.library.figures(card.id)
        rows = [one.statement for one in stored if one.heads]
        assert len(reading.cells) == len(rows)
        assert len(stored) == len(rows) + sum(len(one.figures) for one in reading.statements)
        for statement in reading.statements:
            if not in_a_row(statement, reading, rows):
                found = find_figures(statement.text)
                assert [measured(one) for one in statement.figures] == [measured(one) for one in found]
                count += len(found)
    assert count > 200


def test_the_figures_of_statements_and_cells_are_slices(sample_desk):
    shelf = Shelf(sample_desk.library)
    for card in sample_desk.library.cards():
        reading = shelf.reading(card)
        for statement in (*reading.statements, *reading.cells):
            for figure in statement.figures:
                assert figure.span.of(statement.text) == figure.raw
                span = reading.quote_span(statement.start + figure.span.start, statement.start + figure.span.end)
                assert "".join(span.of(reading.report.text).split())[:1].isalnum()
                assert reading.quote_span(statement.start, statement.end).holds(span)


def test_a_cell_is_a_statement_of_its_heads(sample_desk):
    shelf = Shelf(sample_desk.library)
    (card,) = [one for one in sample_desk.library.cards() if one.identity.place == "武清区"]
    texts = [cell.text for cell in shelf.reading(card).cells]
    assert "行政复议案件审结结案数42件。" in texts
