"""Dense and lexical search inside a target's reports, fused by rank."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from rag.config import Retrieval
from rag.library.library import Library
from rag.types import Passage, ReportCard, Span

if TYPE_CHECKING:
    from rag.library.embed import Embedder


def search(
    query: str, cards: dict[str, ReportCard], library: Library, embedder: "Embedder", settings: Retrieval
) -> tuple[Passage, ...]:
    """Return the fused passages of these reports; a report that is not among them cannot come up."""
    within: Collection[str] | None = list(cards)
    dense = library.search_vectors(embedder.embed_question(query), settings.candidates, within)
    words = library.search_words(query, settings.candidates, within)
    fused = fuse([[row for row, _ in dense], [row for row, _ in words]], settings.rank_constant)
    best = sorted(fused.items(), key=lambda item: (-item[1], item[0]))[: settings.candidates]
    chunks = library.chunks_at([row for row, _ in best])
    return tuple(Passage(score, chunks[row], cards[chunks[row].report_id]) for row, score in best)


def fuse(rankings: Sequence[Sequence[int]], constant: int) -> dict[int, float]:
    """Return reciprocal rank fusion: the sum over rankings of 1 / (constant + rank), ranks from 1."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, row in enumerate(ranking, 1):
            scores[row] = scores.get(row, 0.0) + 1.0 / (constant + rank)
    return scores


def cited_first(passages: Sequence[Passage], cited: Sequence[tuple[str, Span]]) -> list[Passage]:
    """Return passages of one scope with those first that hold what is cited; the share held is added to the score.

    `cited` are slices of reports, by report id. What an answer rests on was judged clause by clause, which is surer
    than the fused ranks of whole passages.
    """
    ranked = [replace(one, score=one.score + _held(one, cited)) for one in passages]
    return sorted(ranked, key=lambda one: -one.score)


def _held(passage: Passage, cited: Sequence[tuple[str, Span]]) -> float:
    """Return the largest share of a cited slice that a passage holds."""
    own = passage.chunk.span
    shares = (
        (min(own.end, span.end) - max(own.start, span.start)) / max(1, span.end - span.start)
        for report, span in cited
        if report == passage.chunk.report_id
    )
    return max(0.0, *shares, 0.0)


def in_turn(rankings: Sequence[Sequence[Passage]], least: int) -> tuple[Passage, ...]:
    """Return the passages of several scopes as one ranking, the first of each, then the second; one of each at least.

    Scores of one scope say nothing in another.
    """
    ranks = (passage for rank in zip_longest(*rankings) for passage in rank if passage is not None)
    return tuple(islice(ranks, max(least, len(rankings))))
