"""Intervals over clusters, and the paired tests, against values worked out by other means."""

import numpy as np
import pytest

from eval.intervals import clustered, exchanged, mcnemar, wilson


def column(*values):
    return np.array(values, dtype=float).reshape(-1, 1)


def test_clusters_make_an_interval_wider_than_single_questions():
    """Ten clusters of ten that rise and fall together tell no more than ten questions."""
    hits = [10, 10, 10, 10, 10, 10, 10, 0, 0, 0]
    ((low, high),) = clustered(column(*hits), column(*[10] * 10))
    single = [1.0] * 70 + [0.0] * 30
    ((narrow, above),) = clustered(column(*single), column(*[1] * 100))
    assert low == pytest.approx(0.4, abs=0.05)
    assert high == pytest.approx(1.0, abs=0.05)
    assert (narrow, above) == (pytest.approx(0.61, abs=0.02), pytest.approx(0.79, abs=0.02))


def test_a_share_without_variation_still_has_a_width():
    ((low, high),) = clustered(column(*[1] * 300), column(*[1] * 300))
    assert (low, high) == (pytest.approx(1 - 3.8 / 300, abs=0.001), 1.0)  # near the rule of three
    assert clustered(column(0, 0), column(0, 0)) == [None]


def test_the_same_numbers_give_the_same_interval():
    assert clustered(column(1, 0, 1, 1), column(1, 1, 1, 1)) == clustered(column(1, 0, 1, 1), column(1, 1, 1, 1))


@pytest.mark.parametrize(
    ("hits", "n", "interval"), [(0, 10, (0.0, 0.2775)), (10, 10, (0.7225, 1.0)), (81, 263, (0.2553, 0.3662))]
)
def test_wilsons_interval(hits, n, interval):
    """The last is the example of R. G. Newcombe, Statistics in Medicine 1998."""
    assert wilson(hits, n) == pytest.approx(interval, abs=5e-5)


def test_mcnemar_is_the_binomial_test_of_the_changed():
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(0, 5) == pytest.approx(2 * 0.5**5)
    assert mcnemar(3, 3) == 1.0


def test_exchanges_find_a_difference_and_none():
    of, none, every = column(*[1] * 12), column(*[0] * 12), column(*[1] * 12)
    assert exchanged((none, of), (none, of)) == [1.0]
    assert exchanged((none, of), (every, of))[0] < 0.01
    assert exchanged((column(*[0, 1] * 6), of), (column(*[1, 0] * 6), of)) == [1.0]
    assert exchanged((none, of), (none, none)) == [None]
