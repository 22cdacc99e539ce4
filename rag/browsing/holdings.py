"""What a library holds, as a list to search, narrow and count."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from rag.language.text import normalise
from rag.types import Kind, ReportCard, StatedFigure
from rag.views import report_status


@dataclass(frozen=True, slots=True)
class Held:
    """A report's card and the words that it is found by, normalised and in lower case."""

    card: ReportCard
    words: str

    @property
    def complete(self) -> bool:
        """Whether its place and year are known."""
        return report_status(self.card) == "ok"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports there are, of how many places, of which years, and how many lack place or year."""

    reports: int
    places: int
    years: tuple[int, ...]
    incomplete: int


def holdings(cards: Sequence[ReportCard]) -> tuple[Held, ...]:
    """Return the reports by place, newest first, then by title; those without a place stand first, to be seen to."""
    ordered = sorted(
        cards, key=lambda card: (card.identity.place_path, -(card.identity.year or 9999), card.label, card.id)
    )
    return tuple(Held(card, _words(card)) for card in ordered)


def narrowed(
    held: Sequence[Held], words: str = "", kinds: Collection[Kind] = (), *, incomplete: bool = False
) -> tuple[Held, ...]:
    """Return the reports that hold every one of the words, are of one of the kinds, and lack something if wanted."""
    wanted = [normalise(word).casefold() for word in words.split()]
    return tuple(
        one
        for one in held
        if (not kinds or one.card.identity.kind in kinds)
        and not (incomplete and one.complete)
        and all(word in one.words for word in wanted)
    )


def counts(held: Sequence[Held]) -> Counts:
    """Return how many reports, places and years there are."""
    identities = [one.card.identity for one in held]
    return Counts(
        reports=len(held),
        places=len({identity.place_path for identity in identities if identity.place}),
        years=tuple(sorted({identity.year for identity in identities if identity.year})),
        incomplete=sum(not one.complete for one in held),
    )


def stating(figures: Sequence[StatedFigure], text: str, words: str) -> tuple[StatedFigure, ...]:
    """Return the figures that hold every one of the words in their indicator, value, scope, heads or sentence."""
    wanted = [normalise(word).casefold() for word in words.split()]
    return tuple(one for one in figures if all(word in _words_of_figure(one, text) for word in wanted))


def _words_of_figure(stated: StatedFigure, text: str) -> str:
    figure, heads = stated.figure, stated.heads
    above = (heads.caption, heads.row, heads.column) if heads else ()
    known = (figure.indicator, figure.raw, figure.unit, figure.scope or "", stated.statement.of(text), *above)
    return normalise("\n".join(known)).casefold()


def _words(card: ReportCard) -> str:
    identity = card.identity
    known = (
        "".join(identity.place_path),
        f"{identity.year}年" if identity.year else "",
        identity.kind.value,
        identity.title or "",
        identity.issuer or "",
        identity.document_number or "",
        identity.published or "",
        *(PurePosixPath(file).name for file in card.files),
        card.id,
    )
    return normalise("\n".join(known)).casefold()
