"""The embedders: vectors by value, the window, equal texts, and what answering must not load or open."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from rag.config import Embedding
from rag.errors import ModelError
from rag.library import weights
from rag.library.embed import Embedder, open_embedder

TEXTS = (
    "全市行政机关负责人出庭应诉率达到96.6%，较上年提高2.1个百分点。",
    "全年共接待群众来信来访。",
    "政府信息公开年度报告显示，主动公开信息数量持续增长，" * 8,
    "Officials appeared in court in every case.",
)
_ASK_ONCE = """
import socket, sys
def refuse(*_, **__): raise AssertionError("a socket was opened")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from rag.config import Embedding
from rag.library.embed import open_embedder
vector = open_embedder(Embedding()).embed_question("出庭应诉率")
heavy = [name for name in ("torch", "transformers", "sentence_transformers") if name in sys.modules]
print(len(vector), heavy, sys.modules.get("openvino_telemetry"))
"""


@pytest.fixture(scope="module")
def default() -> Embedder:
    return open_embedder(Embedding())


@pytest.fixture(scope="module")
def ordinary() -> Embedder:
    """The same weights by the other way: torch, from the folder that any SentenceTransformer could read."""
    return open_embedder(Embedding(model=str(weights.default_model())))


def test_vectors_are_unit_rows_in_the_order_of_the_texts(default: Embedder) -> None:
    vectors = default.embed_passages(TEXTS)
    assert vectors.shape == (4, default.dimension) == (4, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    alone = np.stack([default.embed_passages([text])[0] for text in TEXTS])
    assert np.sum(alone * vectors, axis=1) == pytest.approx(1, abs=1e-4)


def test_the_runtime_agrees_with_sentence_transformers_on_the_same_weights(
    default: Embedder, ordinary: Embedder
) -> None:
    light, heavy = default.embed_passages(TEXTS), ordinary.embed_passages(TEXTS)
    assert np.sum(light * heavy, axis=1) == pytest.approx(1, abs=1e-4)
    assert default.embed_question(TEXTS[0]) @ ordinary.embed_question(TEXTS[0]) == pytest.approx(1, abs=1e-4)


def test_a_question_and_a_passage_of_the_same_words_differ_by_their_prefix(default: Embedder) -> None:
    passage = default.embed_passages([TEXTS[0]])[0]
    assert default.embed_question(TEXTS[0]) @ passage < 0.999


def test_the_question_is_nearest_to_the_passage_that_answers_it(default: Embedder) -> None:
    similarities = default.embed_passages(TEXTS) @ default.embed_question("行政机关负责人出庭应诉率是多少")
    assert int(np.argmax(similarities)) == 0


def test_equal_texts_get_equal_vectors_each_in_its_place(default: Embedder) -> None:
    vectors = default.embed_passages([TEXTS[1], TEXTS[0], TEXTS[1]])
    assert np.array_equal(vectors[0], vectors[2])
    assert not np.array_equal(vectors[0], vectors[1])


def test_the_same_call_gives_the_same_bits(default: Embedder) -> None:
    assert np.array_equal(default.embed_passages(TEXTS), default.embed_passages(TEXTS))
    assert np.array_equal(default.embed_question(TEXTS[0]), default.embed_question(TEXTS[0]))


@pytest.mark.parametrize("model", ["default", "ordinary"])
def test_no_texts_make_no_rows(model: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(model).embed_passages([]).shape == (0, 384)


def test_what_exceeds_the_window_is_cut_at_its_end_alike(default: Embedder, ordinary: Embedder) -> None:
    text = "，".join(f"第{number}项指标同比增长" for number in range(300))
    assert default.count_tokens(text) == ordinary.count_tokens(text) > default.window == ordinary.window == 512
    assert default.embed_passages([text])[0] @ ordinary.embed_passages([text])[0] == pytest.approx(1, abs=1e-4)
    assert np.array_equal(default.embed_passages([text]), default.embed_passages([text + "，尾"]))


def test_tokens_are_counted_with_the_prefix_and_both_marks(default: Embedder, ordinary: Embedder) -> None:
    tokenizer = Tokenizer.from_file(str(weights.default_model() / weights.TOKENIZER_FILE))
    assert tokenizer.encode("passage: 苏州市").tokens == ["<s>", "▁passage", ":", "▁", "苏州", "市", "</s>"]
    assert default.count_tokens("苏州市") == ordinary.count_tokens("苏州市") == 7


def test_full_width_characters_and_runs_of_blanks_are_the_same_text(default: Embedder) -> None:
    assert np.array_equal(default.embed_question("ＡＢ  １２３"), default.embed_question("AB 123"))


def test_names_tell_apart_what_must_not_be_mixed(default: Embedder, ordinary: Embedder) -> None:
    assert default.name == "multilingual-e5-small-0.3.0-1/float16/384"
    assert ordinary.name == "multilingual-e5-small-0.3.0-1/float32/384"


def test_answering_loads_no_torch_and_opens_no_socket(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", _ASK_ONCE], capture_output=True, text=True, env=environment, check=False
    )
    assert done.stdout.strip() == "384 [] None", done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_model_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        open_embedder(Embedding(model=str(tmp_path / "no-such-model")))
    assert "no-such-model" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_torn_default_model_says_which_folder_to_delete(tmp_path: Path) -> None:
    from rag.library.runtime import DefaultEmbedder

    (tmp_path / "config.json").write_text(json.dumps({"hidden_size": 384}))
    (tmp_path / weights.TOKENIZER_FILE).write_text("{")
    with pytest.raises(ModelError, match="delete that folder") as caught:
        DefaultEmbedder(tmp_path, Embedding())
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_model_is_made_once_and_whole() -> None:
    folder = weights.default_model()
    made = (folder / weights.RUNTIME_FILE).stat().st_mtime_ns
    assert weights.default_model() == folder
    assert (folder / weights.RUNTIME_FILE).stat().st_mtime_ns == made
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".making-")] == []
