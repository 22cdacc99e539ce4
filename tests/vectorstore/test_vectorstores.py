"""One contract over every vector store, its values taken from plain NumPy."""

import numpy as np
import pytest

from vectorstore.base import DECIMALS, VectorStore
from vectorstore.exact import ExactStore
from vectorstore.faiss_store import FaissStore
from vectorstore.sealed import SEAL, about, seal, unseal

DIMENSION = 16
STORES = [ExactStore, FaissStore]


def unit_vectors(count: int, seed: int = 7) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def expected(known: dict[int, np.ndarray], vector: np.ndarray, k: int) -> list[tuple[int, float]]:
    scored = [(key, round(float(np.dot(one.astype(np.float64), vector)), DECIMALS)) for key, one in known.items()]
    return sorted(scored, key=lambda hit: (-hit[1], hit[0]))[:k]


def same(found: list[tuple[int, float]], wanted: list[tuple[int, float]]) -> bool:
    scores = [score for _, score in found]
    return [key for key, _ in found] == [key for key, _ in wanted] and np.allclose(
        scores, [score for _, score in wanted], atol=2 * 10**-DECIMALS
    )


@pytest.fixture(params=STORES, ids=lambda store: store.__name__)
def store(request: pytest.FixtureRequest) -> VectorStore:
    return request.param(DIMENSION)


def test_an_empty_store_finds_nothing(store):
    assert len(store) == 0
    assert store.dimension == DIMENSION
    assert store.search(unit_vectors(1)[0], 5) == []
    store.add([], np.empty((0, DIMENSION), dtype=np.float32))
    store.remove([1, 2])
    assert len(store) == 0


def test_similarities_are_those_of_numpy(store):
    vectors = unit_vectors(300)
    ids = np.random.default_rng(1).permutation(10_000)[:300]
    store.add(ids, vectors)
    known = dict(zip(ids.tolist(), vectors, strict=True))
    for vector in unit_vectors(20, seed=3):
        for k in (1, 7, 299, 300, 1000):
            assert same(store.search(vector, k), expected(known, vector, k))


def test_an_identical_vector_is_one_and_its_opposite_minus_one(store):
    vector = unit_vectors(1)[0]
    store.add([5, 9], np.stack([vector, -vector]))
    assert store.search(vector, 2) == [(5, 1.0), (9, -1.0)]


def test_equal_similarities_come_by_id_wherever_they_were_added(store):
    vector = unit_vectors(1)[0]
    ids = np.random.default_rng(2).permutation(500) + 1
    store.add(ids, np.repeat(vector[None], 500, axis=0))
    assert [key for key, _ in store.search(vector, 10)] == list(range(1, 11))
    assert [key for key, _ in store.search(vector, 3, np.array([400, 17, 90, 250]))] == [17, 90, 250]


def test_within_restricts_and_an_empty_one_finds_nothing(store):
    vectors = unit_vectors(100)
    store.add(range(100), vectors)
    within = np.array([3, 99, 50, 7_000])
    known = {key: vectors[key] for key in (3, 50, 99)}
    assert same(store.search(vectors[0], 10, within), expected(known, vectors[0], 10))
    assert store.search(vectors[0], 10, np.empty(0, dtype=np.int64)) == []
    assert store.search(vectors[0], 10, np.array([7_000])) == []
    assert store.search(vectors[0], 0) == []


def test_removed_ids_are_gone_and_may_come_back_changed(store):
    vectors = unit_vectors(60)
    store.add(range(50), vectors[:50])
    store.remove([0, 49, 25, 777])
    known = {key: vectors[key] for key in range(50) if key not in (0, 25, 49)}
    assert len(store) == 47
    assert same(store.search(vectors[0], 60), expected(known, vectors[0], 60))
    store.add([25, 3], vectors[50:52])
    known |= {25: vectors[50], 3: vectors[51]}
    assert len(store) == 48
    assert same(store.search(vectors[50], 60), expected(known, vectors[50], 60))


def test_an_id_twice_or_another_dimension_is_refused(store):
    with pytest.raises(ValueError, match="twice"):
        store.add([1, 1], unit_vectors(2))
    with pytest.raises(ValueError, match="fit"):
        store.add([1, 2], unit_vectors(1).repeat(2, axis=0)[:, :-1])
    assert len(store) == 0


def test_a_saved_store_is_the_same_when_loaded(store, tmp_path):
    vectors = unit_vectors(80)
    store.add(range(0, 160, 2), vectors)
    store.remove([4])
    store.save(tmp_path)
    loaded = type(store).load(tmp_path)
    assert (len(loaded), loaded.dimension) == (79, DIMENSION)
    assert loaded.search(vectors[9], 79) == store.search(vectors[9], 79)
    loaded.add([4], vectors[2:3])
    assert loaded.search(vectors[2], 1) == [(4, 1.0)]


@pytest.mark.parametrize("harm", ["half", "empty", "zeroes", "flip", "longer", "gone"])
def test_a_torn_store_is_refused_before_it_is_read(store, tmp_path, harm):
    store.add(range(50), unit_vectors(50))
    store.save(tmp_path)
    for path in sorted(tmp_path.iterdir()):
        sound = path.read_bytes()
        harm_file(path, harm)
        with pytest.raises(ValueError, match=str(tmp_path)):
            type(store).load(tmp_path)
        path.write_bytes(sound)
    assert len(type(store).load(tmp_path)) == 50


def harm_file(path, harm: str) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    sound = path.read_bytes()
    cases = {"half": sound[: len(sound) // 2], "empty": b"", "zeroes": bytes(len(sound)), "flip": bytes(data)}
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(cases.get(harm, sound + b"x"))


def test_one_store_does_not_load_another(tmp_path):
    ExactStore(DIMENSION).save(tmp_path)
    with pytest.raises(ValueError, match="does not hold"):
        FaissStore.load(tmp_path)


def test_a_file_that_faiss_cannot_read_is_refused_even_under_a_good_seal(tmp_path):
    (tmp_path / "vectors.faiss").write_bytes(b"IxFI" + bytes(100))
    seal(tmp_path, {"kind": "faiss", "dimension": DIMENSION})
    with pytest.raises(ValueError, match="cannot be read"):
        FaissStore.load(tmp_path)


def test_a_seal_tells_what_it_was_given(tmp_path):
    (tmp_path / "报告.bin").write_bytes(b"\x00\x01")
    seal(tmp_path, {"generation": 3})
    assert about(tmp_path) == unseal(tmp_path) == {"generation": 3}
    assert (tmp_path / SEAL).read_text(encoding="utf-8").count("\n") == 1
