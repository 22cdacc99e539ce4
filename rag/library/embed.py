"""Texts become unit vectors: the default model on a light runtime, or any SentenceTransformer by name or folder."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from rag.config import Embedding
from rag.errors import ModelError
from vectorstore.base import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT = "default"


class Embedder(Protocol):
    """What turns texts into vectors; `name` tells two apart whose vectors must not be mixed."""

    name: str
    dimension: int
    window: int

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text (n × dimension, float32), in their order; what exceeds the window is cut."""

    def embed_question(self, text: str) -> Vectors:
        """Return the question's unit vector (dimension, float32)."""

    def count_tokens(self, text: str) -> int:
        """Count the tokens that `text` takes as a passage, uncut, with all that the model adds; compare `window`."""


def open_embedder(settings: Embedding) -> Embedder:
    """Open the model that `settings` name; raises ModelError where it is missing or cannot be loaded."""
    if settings.model == DEFAULT:
        return default_embedder(settings.threads, settings.batch)
    return SentenceEmbedder(settings)


class SentenceEmbedder:
    """Any SentenceTransformer model, with the prompts of its own configuration."""

    def __init__(self, settings: Embedding) -> None:
        self._model = _load(settings.model)
        self._batch = settings.batch
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.window = int(self._model.max_seq_length or self._model.tokenizer.model_max_length)
        self.name = f"{Path(settings.model).name}/{self._model.dtype}/{self.dimension}".replace("torch.", "")

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, n × dimension; equal texts are embedded once."""
        unique = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        if not unique:
            return np.empty((0, self.dimension), np.float32)
        vectors = self._model.encode_document(list(unique), batch_size=self._batch, **_PLAIN)
        return np.asarray(vectors, np.float32)[[unique[text] for text in texts]]

    def embed_question(self, text: str) -> Vectors:
        """Return the question's unit vector, of length dimension."""
        return np.asarray(self._model.encode_query(text, **_PLAIN), np.float32)

    def count_tokens(self, text: str) -> int:
        """Count the tokens that `text` takes as a passage, the model's own prefix and marks included."""
        prompts = self._model.prompts
        prefix = next(filter(None, map(prompts.get, ("document", "passage", "corpus"))), "")
        return len(self._model.tokenizer(prefix + text, truncation=False, verbose=False)["input_ids"])


_PLAIN: dict[str, Any] = {"normalize_embeddings": True, "convert_to_numpy": True, "show_progress_bar": False}


@cache
def default_embedder(threads: int = 0, batch: int = 32) -> Embedder:
    """Return the default model, one for the process; raises ModelError."""
    from rag.library import runtime, weights  # native libraries: only where vectors are wanted

    return runtime.DefaultEmbedder(weights.default_model(), Embedding(threads=threads, batch=batch))


def _load(model: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer  # takes seconds, so only where such a model is asked for

    try:
        return SentenceTransformer(model)
    except Exception as error:  # a missing folder, an unreachable hub, a torn file: each raises its own
        raise ModelError(
            f"The embedding model {model!r} cannot be loaded: {_first_line(error)}. "
            "Give a SentenceTransformer folder, or `default`."
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
