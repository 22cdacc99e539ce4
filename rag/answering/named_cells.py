"""Which cells of a report's tables an ask may mean: those whose heads it names, and whose heads name what it asks."""

from collections.abc import Sequence

from rag.answering.statements import Statement
from rag.answering.terms import Term, match_strength
from rag.config import Weighing

_LONG_ROW = 4
_MODIFIER = 0.5  # what a word such as 重复 counts for at least where rows are told apart


def named_cells(
    cells: Sequence[Statement], terms: Sequence[Term], words: str, title: str, weighing: Weighing
) -> list[Statement]:
    """Return the cells that an ask of some terms and words may mean, of a report of some title.

    Tables say the same of many things, so that a cell of another row or table comes near to whatever is asked. The only
    number of a row that has a unit of its own (行政诉讼败诉数 68件) speaks for itself as a sentence does.
    """
    return [
        one
        for one in cells
        if _speaks(one) or (named_share(one, words) >= weighing.own_words and _is_headed(one, terms, title, weighing))
    ]


def named_share(statement: Statement, words: str) -> float:
    """Return the share of a cell's own heads that an ask's words name, 1 for a sentence."""
    return statement.told.share(words, _over(statement)) if statement.told else 1.0


def _speaks(cell: Statement) -> bool:
    told = cell.told
    plain = told is not None and not (told.lost or told.sums or told.column) and len(told.row) > _LONG_ROW
    return plain and any(figure.unit for figure in cell.figures)


def _over(cell: Statement) -> str:
    return " ".join((cell.before, *cell.headings))


def _is_headed(cell: Statement, terms: Sequence[Term], title: str, weighing: Weighing) -> bool:
    """Tell whether a cell's heads hold what is asked; a sum is of no part that they do not name."""
    said = f"{cell.text} {_over(cell)} {title}"
    sums = cell.told is not None and cell.told.sums
    asked = [(term, _weight(term)) for term in terms if sums or not term.generic]
    held = sum(weight * match_strength(term, said) for term, weight in asked)
    least = weighing.by_heads_of_sum if sums else weighing.by_heads
    return held >= least * sum(weight for _, weight in asked)


def _weight(term: Term) -> float:
    return max(term.weight, _MODIFIER) if len(term.word) > 1 and not term.generic else term.weight
