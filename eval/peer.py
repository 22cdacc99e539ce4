"""LangChain's ordinary pipeline, to compare with: cut by characters, embed with torch, search FAISS; its one door."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langchain_classic.text_splitter import RecursiveCharacterTextSplitter
from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings

CHUNK = 500
OVERLAP = 50
PASSAGES = 4


class Peer:
    """The pipeline of LangChain's own tutorials over the weights in `model`, a sentence-transformers folder."""

    def __init__(self, model: Path) -> None:
        self._embeddings = HuggingFaceEmbeddings(model_name=str(model))
        self._store: Any = None

    def embed(self, texts: Sequence[str]) -> None:
        """Embed `texts` and drop the vectors."""
        self._embeddings.embed_documents(list(texts))

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Embed `texts` into a FAISS index and save it in `folder`."""
        self._store = FAISS.from_texts(list(texts), self._embeddings)
        self._store.save_local(str(folder))

    def load(self, folder: Path) -> None:
        """Load what `index` saved; a pickle, so only ever one that this benchmark wrote itself."""
        self._store = FAISS.load_local(str(folder), self._embeddings, allow_dangerous_deserialization=True)

    def ask(self, question: str) -> list[str]:
        """Return the texts nearest to `question`, which is as far as the pipeline goes without a language model."""
        return [document.page_content for document in self._store.similarity_search(question, k=PASSAGES)]


def split(text: str) -> list[str]:
    """Cut `text` as LangChain's examples do."""
    return list(RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP).split_text(text))


def main(model: str, folder: str, question: str) -> None:
    """Answer one question from a cold start: load the model and the saved index, search, print."""
    peer = Peer(Path(model))
    peer.load(Path(folder))
    sys.stdout.write("\n".join(peer.ask(question)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
