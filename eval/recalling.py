"""An embedder that knows what a library holds already, so that a report edited in one clause is not embedded anew."""

from collections.abc import Mapping, Sequence

import numpy as np

from rag.library.embed import Embedder
from rag.pipeline import Desk
from rag.reading.chunk import embed_text
from vectorstore.base import Vectors


class Recalling:
    """An embedder that looks a passage up first, in vectors by their texts; a protocol's `Embedder`."""

    def __init__(self, embedder: Embedder, known: Mapping[str, Vectors]) -> None:
        self._embedder = embedder
        self._known = known
        self.name, self.dimension, self.window = embedder.name, embedder.dimension, embedder.window

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text (n × dimension, float32), in their order."""
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        made = dict(zip(new, self._embedder.embed_passages(new), strict=True)) if new else {}
        vectors = [made[text] if text in made else self._known[text] for text in texts]
        return np.stack(vectors) if vectors else np.empty((0, self.dimension), np.float32)

    def embed_question(self, text: str) -> Vectors:
        """Return the question's unit vector (dimension, float32)."""
        return self._embedder.embed_question(text)

    def count_tokens(self, text: str) -> int:
        """Count the tokens that `text` takes as a passage."""
        return self._embedder.count_tokens(text)


def recalling(desk: Desk) -> Recalling:
    """Return the desk's embedder, knowing the vectors of all that its library holds."""
    titles = {card.id: card.identity.title or "" for card in desk.library.cards()}
    with desk.library.reading() as snapshot:
        rows = list(snapshot.rows(list(titles)))
        numbers, vectors = snapshot.vectors(rows)
        chunks = dict(snapshot.chunks(rows))
    sizes = desk.settings.chunking
    texts = (embed_text(chunks[number], titles[chunks[number].report_id], sizes) for number in numbers.tolist())
    return Recalling(desk.embedder, dict(zip(texts, vectors, strict=True)))
