"""Fits what is learned, the two towers and the heads; the door to torch for training."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray

from eval.training.pairs import Pair
from eval.training.recorded import Judged
from rag.answering.learned import Head
from rag.answering.towers import Joined, Tower, Towers

_HIDDEN, _DROPPED = 384, 0.15
_SCENES, _RATE, _DECAY, _SCALE = 96, 1e-3, 0.02, 20.0
_SPREAD = 8.0
_FITS, _UNITS, _STEPS, _PENALTY = 5, 12, 300, 5.0

Vectors = NDArray[np.float32]


class _Tower(torch.nn.Module):
    """A vector plus what a hidden layer makes of it, its length made 1."""

    def __init__(self, mean: torch.Tensor) -> None:
        super().__init__()
        self.mean = mean
        self.inner = torch.nn.Linear(len(mean), _HIDDEN)
        self.outer = torch.nn.Linear(_HIDDEN, len(mean))
        self.dropout = torch.nn.Dropout(_DROPPED)
        torch.nn.init.zeros_(self.outer.weight)
        torch.nn.init.zeros_(self.outer.bias)

    def forward(self, vectors: torch.Tensor) -> torch.Tensor:
        centred = vectors - self.mean
        hidden = torch.relu(self.inner(centred * _SPREAD))
        return torch.nn.functional.normalize(centred + self.outer(self.dropout(hidden)), dim=-1)

    def frozen(self) -> Tower:
        """Return the tower as plain arrays."""
        inner, outer = self.inner, self.outer
        parts = (self.mean, inner.weight * _SPREAD, inner.bias, outer.weight, outer.bias)
        return Tower(*(part.detach().numpy().astype(np.float32) for part in parts))


@dataclass(frozen=True, slots=True)
class Scenes:
    """Pairs with the vectors of their texts: rows of `texts` by text."""

    pairs: Sequence[Pair]
    rows: dict[str, int]
    texts: Vectors


def fit_towers(scenes: Scenes, epochs: int, seed: int) -> Towers:
    """Fit both towers so that each ask is nearest to the contexts that answer it; the same for the same seed."""
    torch.manual_seed(seed)
    texts = torch.from_numpy(scenes.texts)
    asked = _mean(texts, [scenes.rows[pair.ask] for pair in scenes.pairs])
    told = _mean(texts, [scenes.rows[pair.context] for pair in scenes.pairs])
    towers = torch.nn.ModuleList([_Tower(asked), _Tower(told)])
    scale = torch.nn.Parameter(torch.tensor(float(np.log(_SCALE))))
    optimiser = torch.optim.AdamW([*towers.parameters(), scale], lr=_RATE, weight_decay=_DECAY)
    batches = [batch for epoch in range(epochs) for batch in _batches(scenes.pairs, Random(seed + epoch))]
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=len(batches) + 1)
    for batch in batches:
        loss = _loss(batch, scenes, texts, (towers, scale))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        rate.step()
    towers.train(False)
    asks, contexts = (Joined((tower.frozen(),)) for tower in towers)  # type: ignore[operator]
    return Towers(asks, contexts)


def joined(fits: Sequence[Towers]) -> Towers:
    """Return the towers of several fits as one."""
    asks = (tower for one in fits for tower in one.asks.fits)
    contexts = (tower for one in fits for tower in one.contexts.fits)
    return Towers(Joined(tuple(asks)), Joined(tuple(contexts)))


def fit_head(judged: Sequence[Judged], seed: int) -> Head:
    """Fit the network from features to a chance, as the mean of five fits side by side; the same for the same seed."""
    fits = [_fit_head(judged, seed + turn) for turn in range(_FITS)]
    return Head(
        mean=fits[0].mean,
        scale=fits[0].scale,
        inner=np.concatenate([one.inner for one in fits]),
        inner_bias=np.concatenate([one.inner_bias for one in fits]),
        outer=(np.concatenate([one.outer for one in fits]) / _FITS).astype(np.float32),
        plain=np.mean([one.plain for one in fits], axis=0, dtype=np.float32),
        bias=np.mean([one.bias for one in fits], axis=0, dtype=np.float32),
    )


def _fit_head(judged: Sequence[Judged], seed: int) -> Head:
    torch.manual_seed(seed)
    rows = torch.from_numpy(np.concatenate([one.features for one in judged]).astype(np.float32))
    owed = torch.from_numpy(np.concatenate([one.answers for one in judged]).astype(np.float32))
    mean, scale = rows.mean(dim=0), rows.std(dim=0).clamp(min=1e-3)
    rows = (rows - mean) / scale
    inner, outer = torch.nn.Linear(rows.shape[1], _UNITS), torch.nn.Linear(_UNITS, 1, bias=False)
    plain = torch.nn.Linear(rows.shape[1], 1)
    weights = [*inner.parameters(), *outer.parameters(), *plain.parameters()]
    optimiser = torch.optim.LBFGS(weights, max_iter=_STEPS, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        logits = (outer(torch.tanh(inner(rows))) + plain(rows)).squeeze(-1)
        penalty = sum((weight**2).sum() for weight in weights)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, owed) + _PENALTY / len(rows) * penalty
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    parts = (mean, scale, inner.weight, inner.bias, outer.weight[0], plain.weight[0], plain.bias)
    return Head(*(part.detach().numpy().astype(np.float32) for part in parts))


def _loss(
    batch: Sequence[Sequence[Pair]],
    scenes: Scenes,
    texts: torch.Tensor,
    fitted: tuple[torch.nn.ModuleList, torch.Tensor],
) -> torch.Tensor:
    """Return the cross entropy of finding what answers each scene's ask among all that is told in the batch."""
    towers, scale = fitted
    told = [(place, pair) for place, scene in enumerate(batch) for pair in scene]
    asks = towers[0](texts[[scenes.rows[scene[0].ask] for scene in batch]])
    contexts = towers[1](texts[[scenes.rows[pair.context] for _, pair in told]])
    logits = scale.exp() * asks @ contexts.T
    own = torch.tensor([[pair.answers and at == place for at, pair in told] for place in range(len(batch))])
    same = torch.tensor(
        [[pair.told == scene[0].key and at != place for at, pair in told] for place, scene in enumerate(batch)]
    )
    logits = logits.masked_fill(same, -1e4)
    loss: torch.Tensor = (logits.logsumexp(dim=1) - logits.masked_fill(~own, -1e4).logsumexp(dim=1)).mean()
    return loss


def _batches(pairs: Sequence[Pair], dice: Random) -> list[list[list[Pair]]]:
    scenes: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        scenes[pair.scene].append(pair)
    order = [scene for scene in scenes.values() if any(pair.answers for pair in scene)]
    dice.shuffle(order)
    return [order[at : at + _SCENES] for at in range(0, len(order), _SCENES)]


def _mean(texts: torch.Tensor, rows: Sequence[int]) -> torch.Tensor:
    return texts[list(rows)].mean(dim=0)
