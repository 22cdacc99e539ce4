"""What is asked, put in words: whom and when in their many forms, the matter in several, and frames around both."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random
from typing import Any

from eval.generated.facts import Fact, Form
from eval.generated.grammar import DATA
from eval.generated.source import Source
from rag.language.places import NATION, resolve, short_names
from rag.types import Kind, Place

_FREQUENCIES = frozenset(
    "次 人次 场 场次 件次 批次 户次 家次 条次 车次 元 美元 港元".split()
    + "亩 公里 千米 平方米 立方米 平方公里 公顷 吨 千瓦 千瓦时".split()
)
"""Units that count no things, so that 多少 does not stand before what they measure."""
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_COUNTS = re.compile("多少|几|多高")
_ROUGH = re.compile("(涨|降)幅度")
_REWORDED = 0.6
"""How often a fact is asked for in other words than the report's, where there are any."""
_LATE = 2010
_NAMES = {
    Kind.LAW_BASED_GOVERNMENT: "法治政府建设报告",
    Kind.DISCLOSURE: "政府信息公开年度报告",
    Kind.GOVERNMENT_WORK: "政府工作报告",
    Kind.OTHER: "报告",
}


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Any]:
    """Return the tables of wordings."""
    return tomllib.loads((DATA / "wording.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Where:
    """Whose report of which year a question is about; `kind` is said where place and year alone do not tell it."""

    names: tuple[str, ...]
    year: int
    kind: str = ""

    @property
    def years(self) -> tuple[str, ...]:
        """The year's forms, the fullest first."""
        short = (f"{self.year % 100:02d}年",) if self.year >= _LATE and not self.kind else ()
        return (f"{self.year}年", f"{self.year}年度" if not self.kind else f"{self.year}年", *short)

    @property
    def written(self) -> str:
        """The year in Chinese digits."""
        return f"{self.year}".translate(_DIGITS) + "年"


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked as it may be said: in a question, in keywords, as a noun, in other words, as people say it."""

    asks: tuple[str, ...]
    keys: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()


def where(source: Source) -> Where:
    """Return how a report's place and year are named."""
    return Where(_names(source.name, source.card.identity.place_path), source.year, _kind_said(source))


def elsewhere(at: Where, path: tuple[str, ...]) -> Where:
    """Return the same of another place."""
    return replace(at, names=_names(path[-1], path))


def _kind_said(source: Source) -> str:
    return "" if source.alone and source.kind is Kind.LAW_BASED_GOVERNMENT else _NAMES[source.kind]


def _names(name: str, path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that nothing else has, the full one first: with its parents, and short where that is enough."""
    if len(path) < 1 or name != path[-1] or path == NATION.path:
        return (name,)
    sure = len(resolve(name)) == 1
    full = name if sure else "".join(path[-2:])
    brief = [short for short in short_names(Place(path)) if [one.path for one in resolve(short)] == [path]]
    longer = ["".join(path[-2:])] if len(path) > 1 else []
    return tuple(dict.fromkeys((full, *brief[:1], *longer)))


def matter(fact: Fact, scoped: bool = False) -> Matter:
    """Return the ways in which a fact can be asked for; with its scope's words where those tell it apart."""
    form = _form(fact)
    words = {
        "s": (fact.scope if scoped else "") + fact.doer,
        "v": fact.verb,
        "o": fact.noun.replace('"', ""),
        "u": fact.unit,
        "m": fact.move,
    }
    other, said = words | _instead(words, "rephrased", "done"), words | _instead(words, "synonyms", "spoken")
    asks = _patterns("asks", form, fact)
    return Matter(
        tuple(one.format(**words) for one in asks),
        tuple(one.format(**words) for one in _patterns("keys", form, fact)),
        tuple(one.format(**words) for one in _patterns("nominal", form, fact)),
        tuple(one.format(**other) for one in asks) if other != words else (),
        tuple(_ROUGH.sub(r"\1幅", one.format(**said)) for one in asks),
    )


def _form(fact: Fact) -> str:
    if fact.form is Form.GROWTH and fact.unit == "百分点":
        return "points"
    counted = fact.unit not in _FREQUENCIES and fact.noun[-1] not in "量数额率"
    return "level_counted" if fact.form is Form.LEVEL and counted else fact.form.value


def _patterns(table: str, form: str, fact: Fact) -> list[str]:
    """Return the wordings of a form; those that count one by one only of what is counted so."""
    if form != "count":
        return list(tables()[table][form])
    if fact.ahead and table != "nominal":
        return list(tables()[table]["count_first" if fact.unit not in _FREQUENCIES else "count"])
    often = fact.unit in _FREQUENCIES or fact.ahead
    more = [] if often else [name for name in tables()[table] if name.startswith("count_")]
    plain = [] if often and table == "nominal" else tables()[table][form]
    return [*plain, *(pattern for name in more for pattern in tables()[table][name])]


def _instead(words: Mapping[str, str], nouns: str, verbs: str) -> dict[str, str]:
    """Return verbs and noun in the words of two tables, the longest first, one word of the noun at most."""
    noun = words["o"]
    for printed, says in sorted(tables()[nouns].items(), key=lambda pair: -len(pair[0])):
        if printed in noun:
            noun = noun.replace(printed, says[len(noun) % len(says)], 1)
            break
    return {"o": noun, **{name: tables()[verbs].get(words[name], [words[name]])[0] for name in "vm"}}


def plainly(at: Where, asked: Matter, rng: Random) -> str:
    """Return a plain question: at length, in conversation, or in keywords."""
    style = rng.choice(("formal", "formal", "talk", "keyword") if asked.keys else ("formal", "formal", "talk"))
    frame = rng.choice(tables()["frames"][style])
    asks = rng.choice(asked.other if asked.other and rng.random() < _REWORDED else asked.asks)
    if style == "talk" and not _COUNTS.search(asks):
        frame = tables()["frames"]["talk"][0]
    if style == "keyword":
        key, year = rng.choice(asked.keys), rng.choice((str(at.year), f"{at.year}年"))
        if at.kind:
            year = f"{at.year}年{at.kind}"
        return str(frame.format(p=at.names[min(1, len(at.names) - 1)], y=year, k=key))
    return str(frame.format(w=_spoken(at, rng), a=asks)).replace("提到的，", "里，")


def _spoken(at: Where, rng: Random) -> str:
    name, year = rng.choice(at.names), rng.choice((at.years[0], at.years[0], at.years[1], at.written))
    if at.kind:
        return f"{name}{at.years[0]}{at.kind}{rng.choice(('中', '里', '提到的'))}"
    return rng.choice((f"{name}{year}", f"{name}{year}", f"{year}{name}"))


def beside(at: Sequence[Where], asked: Matter, more: str, rng: Random) -> str:
    """Return a question that compares two places, and for which has `more` (更多, 更高) unless that is empty."""
    frames = tables()["frames"]["beside" if more else "same"]
    names = [rng.choice(one.names[:2]) for one in at]
    year = at[0].years[0] + (at[0].kind and f"{at[0].kind}中")
    frame = rng.choice([one for one in frames if asked.names or "{n}" not in one])
    name = rng.choice(asked.names) if asked.names else ""
    return str(frame.format(p1=names[0], p2=names[1], y=year, more=more, a=rng.choice(asked.asks), n=name))


def over_years(at: Sequence[Where], asked: Matter, rng: Random) -> str:
    """Return a question for the values of several years."""
    years = [one.year for one in at]
    named = "、".join(f"{year}年" for year in years)
    if len(years) > 1 and years == list(range(years[0], years[-1] + 1)):
        named = rng.choice((named, f"{years[0]}年到{years[-1]}年", f"{years[0]}—{years[-1]}年"))
    frames = [one for one in tables()["frames"]["years"] if not (at[0].kind and one.startswith("{ys}"))]
    frame = rng.choice([one for one in frames if asked.names or "{n}" not in one])
    name = rng.choice(asked.names) if asked.names else ""
    return str(frame.format(p=rng.choice(at[0].names[:2]), ys=named + at[0].kind, a=rng.choice(asked.asks), n=name))


def following(asked: Matter, rng: Random) -> str:
    """Return a question that leaves place and year to the one before it."""
    return str(rng.choice(tables()["frames"]["follow"]).format(a=rng.choice(asked.asks)))


def colloquially(at: Where, asked: Matter, rng: Random) -> str:
    """Return a question as people ask it: short names and years, everyday words."""
    name, year = at.names[min(1, len(at.names) - 1)], at.years[-1]
    if at.kind:
        year = f"{at.years[0]}{at.kind}里"
    said = rng.choice(asked.spoken or asked.asks)
    frames = [one for one in tables()["frames"]["colloquial"] if not at.kind or not one.startswith("{y}")]
    return str(rng.choice(frames).format(p=name, y=year, a=said))
