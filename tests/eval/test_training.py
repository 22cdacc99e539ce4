"""The training of the decision: pairs that are true, parts that share nothing, a fit that learns and repeats itself."""

import numpy as np
import pytest

from eval.training.fitting import Scenes, fit_head, fit_towers
from eval.training.measured import first_and_area, left_out
from eval.training.pairs import Part, fold_of, make_pairs, mistaken
from eval.training.recorded import Judged
from rag.answering.towers import Joined, Tower, Towers
from rag.language.indicators import FIGURE, indicators
from rag.library.embed import default_embedder

KNOWN = indicators()
FEW = {key: one for key, one in list(KNOWN.items())[:60] if one.kind == FIGURE}


def test_each_scene_has_one_figure_that_answers_and_others_that_do_not():
    pairs = list(make_pairs(FEW, Part(), 1, 1))
    scenes = {}
    for pair in pairs:
        scenes.setdefault(pair.scene, []).append(pair)
    assert len(scenes) == len(FEW)
    for scene in scenes.values():
        assert sum(pair.answers for pair in scene) == 1
        assert len({pair.ask for pair in scene}) == 1
        assert all(pair.told == pair.key for pair in scene if pair.answers)


def test_the_same_seed_makes_the_same_pairs():
    first, again, other = (list(make_pairs(FEW, Part(), 1, seed)) for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_no_context_holds_a_digit_of_its_number():
    for pair in make_pairs(FEW, Part(), 1, 1):
        assert "0" in pair.context
        assert not set("3456789") & set(pair.context.replace("12345", "").replace("12348", "").replace("2.5", ""))


def test_what_is_left_out_is_in_no_other_part():
    outside, inside = ({pair.key for pair in make_pairs(KNOWN, Part(0, inside=flag), 1, 1)} for flag in (False, True))
    assert outside & inside == set()
    assert outside | inside == set(KNOWN)
    assert all(fold_of(key) == 0 for key in inside)
    assert len(inside) > len(KNOWN) / 16


def test_neighbours_are_found_by_any_of_their_names():
    named = [(one, other) for one in FEW.values() for other in FEW.values() if other.key in one.near]
    assert named
    assert all(mistaken(one, other) and mistaken(other, one) for one, other in named)


@pytest.fixture(scope="module")
def scenes():
    pairs = list(make_pairs(FEW, Part(), 2, 1))
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.ask, pair.context)))
    vectors = np.asarray(default_embedder().embed_passages(texts), np.float32)
    return Scenes(pairs, {text: row for row, text in enumerate(texts)}, vectors)


def test_fitted_towers_find_more_than_the_plain_vectors(scenes):
    size = scenes.texts.shape[1]
    still = Tower(
        np.zeros(size, np.float32), *(np.zeros(shape, np.float32) for shape in ((4, size), 4, (size, 4), size))
    )
    plain = first_and_area(scenes, Towers(Joined((still,)), Joined((still,))))
    fitted = fit_towers(scenes, 6, 1)
    assert first_and_area(scenes, fitted)["area"] > plain["area"] + 0.1
    again = fit_towers(scenes, 6, 1)
    assert np.allclose(fitted.asks.fits[0].inner, again.asks.fits[0].inner, atol=1e-5)


def judged(seed, count=120):
    """Judgements whose first feature decides, with some noise, and whose second says nothing."""
    dice = np.random.RandomState(seed)
    out = []
    for place in range(count):
        features = dice.randn(4, 2).astype(np.float32)
        answers = (features[:, 0] + 0.3 * dice.randn(4) > 1).astype(np.float32)
        out.append(Judged(f"{place}", f"{place}", features, answers))
    return out


def test_a_fitted_head_states_chances_that_come_true():
    told = left_out({"one": judged(1), "other": judged(2, 400)}, "one", 1)
    assert told["right"] > 0.8
    assert told["false"] < 0.25
    assert told["calibration_error"] < 0.1


def test_nothing_is_fitted_on_what_is_measured():
    assert left_out({"one": judged(1)}, "one", 1) == {}


def test_a_head_follows_what_decides():
    fitted = fit_head(judged(3, 400), 1)
    low, high = fitted.chances(np.array([[-2.0, 0.0], [3.0, 0.0]], np.float32))
    assert low < 0.05
    assert high > 0.95
