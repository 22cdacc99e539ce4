"""The lexical index: BM25 over segmented words; the door to tantivy and to the segmenter."""

import math
import os
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import rjieba
import tantivy

from rag.language.text import shadow
from vectorstore.sealed import seal, unseal

VERSION = 1
"""Raise it whenever segmentation or the index's fields change, and every stored index is built anew."""

_KIND = "words"
_HEAP = 128_000_000
_K1, _B = 1.2, 0.75  # tantivy's, which `score_fresh` has to agree with


class WordsOf(NamedTuple):
    """One chunk's words: its row, the row of its report, the words in order."""

    row: int
    report: int
    words: list[str]


@dataclass(frozen=True, slots=True)
class Statistics:
    """What BM25 knows of an index: its documents, their mean length in words, how many hold each term."""

    documents: int
    mean_length: float
    holding: dict[str, int]


def segment(text: str, wrapped: bool = False) -> list[str]:
    """Return the words of `text` as search needs them, long words and the words in them, marks left out.

    Only words of the dictionary and single characters, since words guessed from their neighbours would differ between a
    question and the passage that answers it.
    """
    words = rjieba.cut_for_search(shadow(text, wrapped).text, hmm=False)
    return [word for word in words if word.isalnum() or any(char.isalnum() for char in word)]


def tagged(text: str) -> list[tuple[str, str]]:
    """Return the words of normalised text, none overlapping, each with its part of speech (n…, v…, d, …)."""
    return [(word, tag) for word, tag in rjieba.tag(text, hmm=False) if any(char.isalnum() for char in word)]


class WordIndex:
    """A BM25 index of chunks, never changed once it is built."""

    def __init__(self, index: tantivy.Index, about: dict[str, Any]) -> None:
        self._index = index
        self._about = about
        self._searcher = index.searcher()

    @classmethod
    def build(cls, documents: Iterable[WordsOf], folder: Path | None = None) -> "WordIndex":
        """Index `documents`, in the order of their rows, in `folder`, which exists and is empty, or else in memory."""
        index = tantivy.Index(_schema(), path=str(folder) if folder else None)
        index.config_reader("manual")  # no thread that watches the folder
        writer = index.writer(_HEAP, 1)  # one thread, so that documents keep their order
        count = length = 0
        for document in documents:
            writer.add_document(_document(document))
            count, length = count + 1, length + len(document.words)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        about = {"kind": _KIND, "version": VERSION, "documents": count, "words": length}
        if folder:
            for lock in folder.glob(".*.lock"):
                lock.unlink()
            seal(folder, about)
        return cls(index, about)

    @classmethod
    def load(cls, folder: Path) -> "WordIndex":
        """Open what `build` wrote; raises ValueError where it is torn, of another version or no index."""
        about = unseal(folder)
        if (about.get("kind"), about.get("version")) != (_KIND, VERSION):
            raise ValueError(f"{folder} does not hold an index of words of version {VERSION}")
        with TemporaryDirectory() as own:
            if not os.access(folder, os.W_OK):  # tantivy makes a file beside an index to open it
                folder = Path(shutil.copytree(folder, own, dirs_exist_ok=True))
            index = tantivy.Index.open(str(folder))
            index.config_reader("manual")
            index.reload()
            return cls(index, about)

    def search(
        self, terms: Collection[str], k: int, reports: Collection[int] | None, without: Collection[int] = ()
    ) -> list[tuple[int, float]]:
        """Return the `k` best chunks as (row, BM25), best first, equal ones by row.

        Only chunks of `reports`, None for all and empty for none, and none of `without`; the scores are those that an
        unrestricted search gives.
        """
        if k <= 0 or not terms or (reports is not None and not reports):
            return []
        hits = self._searcher.search(self._query(terms, reports, without), limit=k, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        found = [(int(row or 0), float(score)) for row, (score, _) in zip(rows, hits, strict=True)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def statistics(self, terms: Collection[str]) -> Statistics:
        """Return what BM25 knows here of `terms`."""
        count = self._about["documents"]
        holding = {term: self._searcher.doc_freq("words", term) for term in terms}
        return Statistics(count, self._about["words"] / max(count, 1), holding)

    def _query(
        self, terms: Collection[str], reports: Collection[int] | None, without: Collection[int]
    ) -> tantivy.Query:
        schema, query = self._index.schema, tantivy.Query
        any_term = query.boolean_query(
            [(tantivy.Occur.Should, query.term_query(schema, "words", term, "freq")) for term in dict.fromkeys(terms)]
        )
        parts = [(tantivy.Occur.Must, any_term)]
        if reports is not None:
            inside = query.term_set_query(schema, "report", sorted(reports))
            parts.append((tantivy.Occur.Must, query.const_score_query(inside, 0.0)))
        if without:
            parts.append((tantivy.Occur.MustNot, query.term_set_query(schema, "report", sorted(without))))
        return query.boolean_query(parts)


def score_fresh(documents: Sequence[WordsOf], terms: Collection[str], known: Statistics) -> list[tuple[int, float]]:
    """Return (row, BM25) of those `documents` that hold a term, scored as if they stood in the `known` index."""
    weights = {term: _weight(known.documents, known.holding.get(term, 0)) for term in dict.fromkeys(terms)}
    scored = []
    for document in documents:
        counts = Counter(word for word in document.words if word in weights)
        if counts:
            relative = _indexed_length(len(document.words)) / (known.mean_length or len(document.words))
            damping = _K1 * (1 - _B + _B * relative)
            score = sum(weights[term] * count / (count + damping) for term, count in counts.items())
            scored.append((document.row, score))
    return scored


def _weight(documents: int, holding: int) -> float:
    return (1 + _K1) * math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def _indexed_length(words: int) -> int:
    """Return the length as tantivy keeps it, in a byte: exact below 40, to four significant bits above."""
    if words < 40:
        return words
    dropped = max((words - 24).bit_length() - 4, 0)
    return 24 + ((words - 24) >> dropped << dropped)


def _document(document: WordsOf) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("words", " ".join(document.words))
    made.add_unsigned("row", document.row)
    made.add_unsigned("report", document.report)
    return made


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("row", fast=True)
    builder.add_unsigned_field("report", indexed=True)
    return builder.build()
