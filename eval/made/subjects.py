"""Whose reports are made: real places with their years, and how reports and questions name them."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from eval.made.catalogue import load
from rag.errors import InputError
from rag.language.places import level, resolve, short_names
from rag.types import Place

_FIRST, _STARTS, _LEAST, _MOST = 2016, 4, 3, 5
_MANY, _LONGER = 180, 4
_SIZES = {"province": 1.6, "prefecture": 1.0, "county": 0.4, "township": 0.05}
_BUREAU = 0.08


@dataclass(frozen=True, slots=True)
class Subject:
    """A place, or a bureau of it, that reports every year; `code` opens the numbers of its documents."""

    path: tuple[str, ...]
    code: str = ""
    typo: str = ""
    issuer: str = ""

    @property
    def name(self) -> str:
        """The place's full name (鼓楼区)."""
        return self.path[-1]

    @property
    def key(self) -> str:
        """What tells it from every other subject."""
        return "/".join(self.path) + self.issuer

    @property
    def formal(self) -> str:
        """How its reports name it: by its parent too where namesakes or its size would leave it in doubt."""
        above = self.path[-2] if self.doubtful and len(self.path) > 1 else ""
        return f"{above}{self.name}{self.issuer}"

    @property
    def doubtful(self) -> bool:
        """Whether the bare name does not say which place is meant."""
        return len(resolve(self.name)) > 1 or level(Place(self.path)) == "township"

    @property
    def small(self) -> bool:
        """Whether it is a town or a bureau, which states less."""
        return bool(self.issuer) or level(Place(self.path)) == "township"

    @property
    def size(self) -> float:
        """What its counts are to those of a city."""
        return _BUREAU if self.issuer else _SIZES.get(level(Place(self.path)) or "", 1.0)

    @property
    def rank(self) -> str:
        """The word for its kind of division: 市, 区, 县, 镇, 州 or 省; 局 for a bureau."""
        return "局" if self.issuer else self.name[-1]

    @property
    def government(self) -> str:
        """Who issues its reports."""
        return f"{self.formal}" if self.issuer else f"{self.formal}人民政府"

    def words(self, year: int) -> dict[str, str]:
        """Return what the placeholders of a phrasing stand for."""
        own = "局党组" if self.issuer else f"{self.rank}政府"
        return {
            "p": self.formal,
            "y": f"{year}年",
            "yy": str(year),
            "next": f"{year + 1}年",
            "L": self.rank,
            "G": own,
            "A": "全系统" if self.issuer else f"全{self.rank}",
            "issuer": self.government,
        }

    def scopes(self, part: str) -> tuple[str, ...]:
        """Return the words that say a scope: G the government, D its departments, A the whole, B its own level."""
        rank = self.rank
        said = {
            "G": (f"{rank}政府",),
            "D": (f"{rank}政府部门", "部门"),
            "A": (f"全{rank}",),
            "B": (f"{rank}本级", "本级"),
        }
        return said[part]

    def asked(self) -> tuple[str, ...]:
        """Return the ways in which a question may name it without doubt, the formal one first."""
        if self.issuer or level(Place(self.path)) == "township":
            return (self.formal,)
        if self.doubtful:
            above = Place(self.path[:-1])
            return (self.formal, *(f"{short}{self.name}" for short in short_names(above)[:1]))
        shorts = [short for short in short_names(Place(self.path)) if len(resolve(short)) == 1]
        plain = [short for short in shorts if level(Place(self.path)) == "prefecture"][:1]
        return (self.formal, *plain, *(("".join(self.path[-2:]),) if len(self.path) > 1 else ()))


@lru_cache(maxsize=1)
def groups() -> tuple[tuple[Subject, ...], ...]:
    """Return the subjects of the data file; a group goes into a library whole."""
    return tuple(
        tuple(Subject(**{**one, "path": tuple(one["path"])}) for one in group["places"])
        for group in load("places")["group"]
    )


@lru_cache(maxsize=1)
def absent() -> tuple[Subject, ...]:
    """Return the places that no library has a report of."""
    return tuple(Subject(tuple(path)) for path in load("places")["absent"]["paths"])


def chosen(reports: int, seed: int) -> list[tuple[Subject, tuple[int, ...]]]:
    """Return whose reports of which consecutive years a library of that many has; raises InputError for too many."""
    rng = Random(f"{seed}/places")
    order = list(groups())
    order = rng.sample(order, len(order))
    left, longer = reports, _LONGER if reports > _MANY else 0
    found: list[tuple[Subject, tuple[int, ...]]] = []
    for subject in (subject for group in order for subject in group):
        start = _FIRST + rng.randrange(_STARTS) - longer // 2
        span = min(rng.randrange(_LEAST, _MOST + 1) + longer, left)
        if span:
            found.append((subject, tuple(range(start, start + span))))
        left -= span
    if left:
        raise InputError(f"{reports} reports are more than can be made ({reports - left}); ask for fewer")
    return found
