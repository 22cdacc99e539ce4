"""A small deterministic embedder: hashed character bigrams, so that tests need no model."""

import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


class HashEmbedder:
    """Unit vectors of hashed bigrams; texts that share bigrams are similar."""

    def __init__(self, dimension: int = 64) -> None:
        self.dimension = dimension
        self.window = 512
        self.name = f"hash-bigrams-{dimension}"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, n × dimension."""
        rows = [self.embed_question(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimension), dtype=np.float32)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the text's unit vector."""
        counts = np.zeros(self.dimension, dtype=np.float32)
        counts[0] = 1e-3  # a text of one character has a direction, too
        for first, second in pairwise(text):
            counts[zlib.crc32((first + second).encode("utf-8", "surrogatepass")) % self.dimension] += 1.0
        return (counts / np.linalg.norm(counts)).astype(np.float32)

    def count_tokens(self, text: str) -> int:
        """Count the characters, which stand for tokens here."""
        return len(text)
