"""What a judge says of answers: votes, the ruling that they come to, and how far rulings and measures agree."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
_LONGEST_REPLY = 20_000
_LONGEST_WHY = 300


class Verdict(StrEnum):
    """How far an answer is borne out; `unreadable` is a vote that was none, `undecided` votes without a majority."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote: how far what the answer says is borne out, and whether it says all that was owed."""

    verdict: Verdict
    complete: bool = False
    why: str = ""

    @property
    def accepts(self) -> bool:
        """Whether the answer is right by this vote."""
        return self.verdict is Verdict.SUPPORTED and self.complete


class _Said(BaseModel):
    verdict: Literal["supported", "partly", "unsupported"]
    complete: bool
    why: str = ""


def read_vote(reply: str) -> Vote | None:
    """Return the vote that a reply holds as JSON, anywhere in it; None where it holds none, or two that differ."""
    found = {(said.verdict, said.complete): said for said in _said(_THOUGHT.sub("", reply)[-_LONGEST_REPLY:])}
    if len(found) != 1:
        return None
    (said,) = found.values()
    return Vote(Verdict(said.verdict), said.complete, brief(said.why))


def brief(text: str) -> str:
    """Return a text as one line of at most 300 characters."""
    return " ".join(text.split())[:_LONGEST_WHY]


def _said(reply: str) -> Iterator[_Said]:
    decoder, at = json.JSONDecoder(), reply.find("{")
    while at >= 0:
        end = at + 1
        try:
            value, end = decoder.raw_decode(reply, at)
            yield _Said.model_validate(value)
        except (ValueError, RecursionError):
            pass
        at = reply.find("{", end)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the votes on one answer come to; `marks` says by name of measure whether it was without fault."""

    id: str
    votes: tuple[Vote, ...]
    marks: Mapping[str, bool]

    @property
    def verdict(self) -> Verdict:
        """The verdict of more than half of the votes."""
        verdict, count = Counter(vote.verdict for vote in self.votes).most_common(1)[0]
        return verdict if 2 * count > len(self.votes) else Verdict.UNDECIDED

    @property
    def accepted(self) -> bool:
        """Whether more than half of the votes accept the answer."""
        return 2 * sum(vote.accepts for vote in self.votes) > len(self.votes)

    @property
    def unanimous(self) -> bool:
        """Whether all votes say the same."""
        return len({(vote.verdict, vote.complete) for vote in self.votes}) == 1

    def view(self) -> dict[str, Any]:
        """Return the ruling as the scorecard prints it."""
        votes = [{"verdict": vote.verdict.value, "complete": vote.complete, "why": vote.why} for vote in self.votes]
        return {"id": self.id, "verdict": self.verdict.value, "accepted": self.accepted, "votes": votes}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Rulings beside one measure, as the counts of the four cases."""

    both: int
    neither: int
    only_judge: int
    only_measure: int

    @property
    def n(self) -> int:
        """How many answers both have looked at."""
        return self.both + self.neither + self.only_judge + self.only_measure

    @property
    def observed(self) -> float | None:
        """The share on which they agree, None of nothing."""
        return (self.both + self.neither) / self.n if self.n else None

    @property
    def kappa(self) -> float | None:
        """Agreement beyond chance (J. Cohen, Educ. Psychol. Meas. 1960), None where chance alone would be total."""
        judge, measure = self.both + self.only_judge, self.both + self.only_measure
        chance = judge * measure + (self.n - judge) * (self.n - measure)
        agreed = (self.both + self.neither) * self.n
        return (agreed - chance) / (self.n**2 - chance) if self.n**2 > chance else None

    def view(self) -> dict[str, Any]:
        """Return the agreement as the scorecard prints it."""
        counts = {"both": self.both, "neither": self.neither, "only_judge": self.only_judge}
        counts["only_measure"] = self.only_measure
        return {"n": self.n, "observed": _rounded(self.observed), "kappa": _rounded(self.kappa)} | counts


def agreement(rulings: Sequence[Ruling], name: str) -> Agreement:
    """Return how far the rulings agree with a measure, over the answers that it was taken of."""
    cases = Counter((one.accepted, one.marks[name]) for one in rulings if name in one.marks)
    return Agreement(cases[True, True], cases[False, False], cases[True, False], cases[False, True])


@dataclass(frozen=True, slots=True)
class JudgeReport:
    """What a judge came to: `questions` were put before it, `unanswered` of them without an answer to judge.

    `stopped` says why it broke off, "" where it did not; `calls` is how many requests the model answered this time.
    """

    model: str
    votes: int
    questions: int
    unanswered: int
    rulings: tuple[Ruling, ...]
    calls: int = 0
    stopped: str = ""

    @property
    def unjudged(self) -> int:
        """How many answers have no ruling because the judge broke off."""
        return self.questions - self.unanswered - len(self.rulings)

    @property
    def accepted(self) -> float | None:
        """The share of all questions whose answer was accepted; None of nothing, or while some are unjudged."""
        whole = self.questions > 0 and not self.unjudged
        return sum(one.accepted for one in self.rulings) / self.questions if whole else None

    def view(self) -> dict[str, Any]:
        """Return the report as the scorecard's `judge`: the same whenever the same replies are at hand."""
        names = list(dict.fromkeys(name for one in self.rulings for name in one.marks))
        verdicts = Counter(one.verdict for one in self.rulings)
        counts = {"questions": self.questions, "unanswered": self.unanswered, "judged": len(self.rulings)}
        return {
            "model": self.model,
            "votes": self.votes,
            **counts,
            "unjudged": self.unjudged,
            "stopped": self.stopped,
            "accepted": {"value": _rounded(self.accepted), "n": self.questions},
            "verdicts": {verdict.value: verdicts[verdict] for verdict in Verdict},
            "unreadable_votes": sum(vote.verdict is Verdict.UNREADABLE for one in self.rulings for vote in one.votes),
            "divided": [one.id for one in self.rulings if not one.unanimous],
            "agreement": {name: agreement(self.rulings, name).view() for name in names},
            "rulings": [one.view() for one in self.rulings],
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
