"""The command that trains the decision: the towers on pairs made of the indicators, the heads on questions asked."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from eval.dataset import load
from eval.training.bank import make_bank
from eval.training.fitting import Scenes, fit_head, fit_towers, joined
from eval.training.measured import first_and_area, left_out
from eval.training.pairs import Part, make_pairs
from eval.training.recorded import Judged, record
from eval.training.shelves import judge_small
from rag.answering.closeness import Closeness
from rag.answering.learned import save_head
from rag.answering.towers import Towers, save
from rag.config import Settings
from rag.language.indicators import indicators
from rag.library.embed import Embedder, open_embedder
from rag.pipeline import Desk

_ROUNDS, _TRIED, _EPOCHS, _FOLD = 14, 3, 8, 0
_FITS, _APART = 3, 100
_DATA = Path(__file__).parents[2] / "rag" / "answering" / "data"


def run(arguments: Sequence[str] | None = None) -> int:
    """Train as the arguments say; returns the exit status."""
    options = _options().parse_args(arguments)
    if not options.head:
        embedder = open_embedder(Settings().embedding)
        told = _try_towers(embedder, options.seed) if options.try_towers else {}
        _say(json.dumps(told, ensure_ascii=False, indent=1))
        towers = _towers(embedder, Part(), options.seed)
        save(towers, make_bank(indicators(), towers, embedder.embed_passages), options.out / "towers.npz")
    sets = {name: _record(Path(name), Path(library)) for name, _, library in (one.partition("=") for one in options.on)}
    sets["small reports"] = _small(options.rounds, options.seed)
    for name in sets:
        _say(f"{name}, fitted on the others: {json.dumps(left_out(sets, name, options.seed))}")
    save_head(fit_head([one for some in sets.values() for one in some], options.seed), options.out / "head.npz")
    return 0


def _towers(embedder: Embedder, part: Part, seed: int) -> Towers:
    """Return towers of several fits, each on scenes of its own: together they err less than any one of them."""
    seeds = [seed + _APART * turn for turn in range(_FITS)]
    return joined([fit_towers(_scenes(embedder, part, _ROUNDS, one), _EPOCHS, one) for one in seeds])


def _try_towers(embedder: Embedder, seed: int) -> dict[str, dict[str, float]]:
    """Fit towers without an eighth of the indicators and a sixth of the wordings, and try them on those."""
    towers = _towers(embedder, Part(_FOLD, inside=False, wordings="trained"), seed)
    parts = {
        "trained": Part(_FOLD, inside=False, wordings="trained"),
        "other wording": Part(_FOLD, inside=False, wordings="other"),
        "other indicators": Part(_FOLD, inside=True, wordings="all"),
    }
    tried = {name: _scenes(embedder, part, _TRIED, seed + 1) for name, part in parts.items()}
    return {name: first_and_area(scenes, towers) for name, scenes in tried.items()}


def _small(rounds: int, seed: int) -> list[Judged]:
    """Return judgements on small made reports, each half of the wordings asked with towers fitted on the other half."""
    embedder = open_embedder(Settings().embedding)
    found: list[Judged] = []
    for own, other in (("even", "odd"), ("odd", "even")):
        towers = _towers(embedder, Part(wordings=own), seed)
        known = {key: replace(one, asks=one.asks[own == "odd" :: 2]) for key, one in indicators().items()}
        closeness = Closeness(embedder.embed_passages, (towers, make_bank(known, towers, embedder.embed_passages)))
        found += judge_small(indicators(), Part(wordings=other), rounds, closeness, seed)
    _say(f"small reports: {len(found)} judgements")
    return found


def _scenes(embedder: Embedder, part: Part, rounds: int, seed: int) -> Scenes:
    pairs = list(make_pairs(indicators(), part, rounds, seed))
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.ask, pair.context)))
    _say(f"{len(pairs)} pairs, {len(texts)} texts to embed")
    vectors = np.asarray(embedder.embed_passages(texts), np.float32)
    return Scenes(pairs, {text: row for row, text in enumerate(texts)}, vectors)


def _record(dataset: Path, library: Path) -> list[Judged]:
    with Desk.open(Settings(library=library)) as desk:
        found = list(record(load(dataset), desk, Closeness(open_embedder(Settings().embedding).embed_passages)))
    _say(f"{dataset.name}: {len(found)} judgements")
    return found


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.training", description=__doc__)
    parser.add_argument(
        "on", nargs="+", metavar="DATASET=LIBRARY", help="questions to fit the heads on, and their library"
    )
    parser.add_argument("--head", action="store_true", help="keep the towers and fit the head alone")
    parser.add_argument("--rounds", type=int, default=1, help="small reports for each indicator")
    parser.add_argument("--try-towers", action="store_true", help="try towers on what is left out first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=_DATA, help="the folder of the weights")
    return parser


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
