"""The head of the decision: a small network from features to a chance, fitted so that p of those given p are right."""

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.answering.towers import Array

_LONGEST = 30.0


@dataclass(frozen=True, slots=True)
class Head:
    """One hidden layer over features, centred and scaled: sigmoid(outer · tanh(inner · x + b) + plain · x + c)."""

    mean: Array
    scale: Array
    inner: Array
    inner_bias: Array
    outer: Array
    plain: Array
    bias: Array

    def chances(self, features: Array) -> NDArray[np.float64]:
        """Return a chance for each row of features, rounded so that the rounding of a batch is not seen."""
        rows = (features - self.mean) / self.scale
        hidden = np.tanh(rows @ self.inner.T + self.inner_bias)
        total = np.clip(hidden @ self.outer + rows @ self.plain + self.bias, -_LONGEST, _LONGEST)
        rounded: NDArray[np.float64] = np.round(1 / (1 + np.exp(-total.astype(np.float64))), 4)
        return rounded


def save_head(head: Head, path: Path) -> None:
    """Write the head at `path` (.npz)."""
    np.savez_compressed(path, **{field.name: getattr(head, field.name) for field in fields(Head)})


@cache
def head() -> Head:
    """Return the head that comes with Fazhi, read once."""
    data = (files("rag.answering") / "data" / "head.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        return Head(*(stored[field.name] for field in fields(Head)))
