"""Intervals and tests over questions that come in clusters: rewordings and twins of one seed rise and fall together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
_EXCHANGES = 10_000
_SEED = 20260601
_BATCH = 250
_LEVEL = 0.95

Floats = NDArray[np.float64]


def clustered(got: Floats, of: Floats) -> list[tuple[float, float] | None]:
    """Return the 95 % interval of each measure's share, sums of `got` over sums of `of`, by bootstrap over clusters.

    Both are of shape (clusters, measures). Percentiles of 2,000 resamples of whole clusters (Davison and Hinkley,
    Bootstrap Methods, 1997, 3.8), the same ones for every measure. Where every cluster is all right or all wrong there
    is nothing to resample, and Wilson's interval over the clusters stands in; None where nothing was asked.
    """
    shares = _resampled(got, of)
    return [_interval(got[:, at], of[:, at], shares[:, at]) for at in range(got.shape[1])]


def paired(before: tuple[Floats, Floats], after: tuple[Floats, Floats]) -> list[tuple[float, float] | None]:
    """Return the 95 % interval of each measure's difference, after less before, by bootstrap over paired clusters.

    Each side is (got, of) as `clustered` takes them, of the same clusters in the same order: a resample draws a cluster
    with both its sides. Where all clusters went from nothing to all or back there is nothing to resample, and the
    square-and-add interval for paired shares stands in (R. G. Newcombe, Statistics in Medicine, 1998, method 10); where
    nothing differs it is 0 to 0, which is so of these questions alone. None where either side was not asked.
    """
    measures = before[0].shape[1]
    both = _resampled(np.hstack([before[0], after[0]]), np.hstack([before[1], after[1]]))
    shares = both[:, measures:] - both[:, :measures]
    sides = [(before[0][:, at], before[1][:, at], after[0][:, at], after[1][:, at]) for at in range(measures)]
    return [_difference(*side, shares[:, at]) for at, side in enumerate(sides)]


def exchanged(before: tuple[Floats, Floats], after: tuple[Floats, Floats]) -> list[float | None]:
    """Return the two-sided p-value of each measure's difference, by exchanging both sides of clusters at random.

    Takes what `paired` takes. Where both sides were asked the same this is a flipping of the differences' signs; shares
    of what an answer says have denominators of their own on either side, and those go along. 10,000 times; None where
    either side was not asked.
    """
    gained = np.hstack([after[0] - before[0], after[1] - before[1]])
    totals = [side.sum(axis=0) for side in (*before, *after)]
    actual = _apart(totals, np.zeros((1, gained.shape[1])))[0]
    random = np.random.default_rng(_SEED)
    beyond, drawn = np.zeros(len(actual)), np.zeros(len(actual))
    for _ in range(_EXCHANGES // _BATCH):
        swapped = random.integers(0, 2, (_BATCH, len(gained))).astype(np.float64)
        apart = _apart(totals, swapped @ gained)
        beyond += (apart >= actual - 1e-9).sum(axis=0)
        drawn += np.isfinite(apart).sum(axis=0)  # where one side was left without a question there is no difference
    chances = (beyond + 1) / (drawn + 1)
    return [float(p) if known else None for p, known in zip(chances, np.isfinite(actual), strict=True)]


def _apart(totals: Sequence[Floats], moved: Floats) -> Floats:
    """Return how far apart the shares are once `moved`, of shape (exchanges, 2 · measures), has changed sides."""
    got, of, got_after, of_after = totals
    measures = len(got)
    with np.errstate(invalid="ignore"):
        was = (got + moved[:, :measures]) / (of + moved[:, measures:])
        now = (got_after - moved[:, :measures]) / (of_after - moved[:, measures:])
    return np.asarray(np.abs(now - was))


def _difference(got: Floats, of: Floats, after: Floats, of_after: Floats, shares: Floats) -> tuple[float, float] | None:
    if not (of.any() and of_after.any()):
        return None
    was, now = got.sum() / of.sum(), after.sum() / of_after.sum()
    if {was, now} == {0.0, 1.0}:
        of_one, of_none = (of_after, of) if now else (of, of_after)
        least = wilson(int((of_one > 0).sum()), int((of_one > 0).sum()))[0]
        most = wilson(0, int((of_none > 0).sum()))[1]
        nearest = 1 - float(np.hypot(1 - least, most))
        return (nearest, 1.0) if now else (-1.0, -nearest)
    low, high = np.nanquantile(shares, ((1 - _LEVEL) / 2, (1 + _LEVEL) / 2))
    return float(low), float(high)


def _resampled(got: Floats, of: Floats) -> Floats:
    clusters = len(got)
    random = np.random.default_rng(_SEED)
    found = []
    for _ in range(RESAMPLES // _BATCH):
        drawn = random.multinomial(clusters, np.full(clusters, 1 / clusters), _BATCH).astype(np.float64)
        with np.errstate(invalid="ignore"):
            found.append((drawn @ got) / (drawn @ of))
    return np.concatenate(found)


def _interval(got: Floats, of: Floats, shares: Floats) -> tuple[float, float] | None:
    asked = of > 0
    if not asked.any():
        return None
    total = got.sum() / of.sum()
    if total in (0.0, 1.0):
        return wilson(int(total) * int(asked.sum()), int(asked.sum()))
    low, high = np.nanquantile(shares, ((1 - _LEVEL) / 2, (1 + _LEVEL) / 2))
    return float(low), float(high)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of `hits` in `n` (E. B. Wilson, JASA 1927)."""
    from scipy import stats  # takes half a second to import

    interval = stats.binomtest(hits, n).proportion_ci(_LEVEL, method="wilson")
    return float(interval.low), float(interval.high)


def mcnemar(gained: int, lost: int) -> float:
    """Return the two-sided p-value that as many questions were gained as lost, exactly (Q. McNemar, 1947)."""
    from scipy import stats

    return float(stats.binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0
