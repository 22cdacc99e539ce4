"""Conclusions in words, in the two languages that answers are given in."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.conclude import Conclusion, Course, Ranking, Series, Share, Step, Sum, Value
from rag.answering.phrases import cited, place_of, printed

_RATES = ("%", "‰")
_WAYS = {1: "上升", -1: "下降"}
_COUNTED_WAYS = {1: "增加", -1: "减少"}
_ENGLISH_WAYS = {1: "up", -1: "down"}


def tell(conclusion: Conclusion, language: str) -> str:
    """Return one line that says a conclusion, with the marks of the citations that it rests on."""
    say = _English() if language == "en" else _Chinese()
    words = _words(say, conclusion)
    rested = _rested_on(conclusion)
    notes = say.notes(replace(conclusion.series, values=tuple(rested)))
    marks = [one.mark for one in rested]
    left_out = say.left_out if isinstance(conclusion, Ranking) and conclusion.partial else ""
    return f"{words}{notes}{left_out}{say.stop}{cited(list(dict.fromkeys(marks)))}"


def _words(say: "_Chinese | _English", conclusion: Conclusion) -> str:
    match conclusion:
        case Ranking():
            return say.ranking(conclusion)
        case Course():
            return say.course(conclusion)
        case Sum():
            return say.sum(conclusion)
        case Share():
            return say.share(conclusion)


def name_of(value: Value, series: Series, *, english: bool = False, full: bool = False) -> str:
    """Return what tells a value from the others of its series: its place, its year or both.

    A place's namesakes are told apart where the series has several of them, or where its name is to be `full`.
    """
    year = "" if value.year is None else str(value.year) if english else f"{value.year}年"
    if series.over_years:
        return year
    named = [one.card.identity.place for one in series.values]
    place = value.card.identity.place or value.card.label
    if full or (named.count(place) > 1 and len({_path(one) for one in series.values}) > 1):
        place = place_of(value.card)
    if len({one.year for one in series.values}) == 1:
        return place
    return f"{place} {year}".strip() if english else place + year


def _rested_on(conclusion: Conclusion) -> Sequence[Value]:
    if isinstance(conclusion, Ranking):
        return conclusion.ordered
    if isinstance(conclusion, Sum | Share):
        return conclusion.series.values
    ends = (conclusion.ends.one, conclusion.ends.other)
    return conclusion.series.values if conclusion.steps or len(conclusion.series.values) > 2 else ends


def _path(value: Value) -> tuple[str, ...]:
    return value.card.identity.place_path


class _Chinese:
    stop = "。"
    left_out = "（口径不同的没有列入）"

    def ranking(self, ranking: Ranking) -> str:
        ordered, series, step = ranking.ordered, ranking.series, ranking.ends
        names = [name_of(one, series, full=ranking.cut) for one in ordered]
        if _equal(step):
            return f"{self._of(series)}{'、'.join(names)}相同"
        high, low = _degrees(ordered[0])
        first, last = (low, high) if ranking.least else (high, low)
        apart = f"{first}{step.apart.raw}" if step.apart else ""
        apart += self._times(step, series)
        if ranking.cut:
            best = "和".join(names[: _level(ordered)])
            return f"{self._of(series)}由{first}到{last}依次为{'、'.join(names)}；{best}最{first}"
        if len(ordered) == 2:
            return f"{self._of(series)}{names[0]}更{first}" + (f"，比{names[1]}{apart}" if apart else "")
        best = "和".join(names[: _level(ordered)])
        worst = "和".join(names[len(names) - _level(ordered[::-1]) :])
        apart = (f"，相差{step.apart.raw}" if step.apart else "") + self._times(step, series)
        return f"{self._of(series)}由{first}到{last}：{'、'.join(names)}；{best}最{first}，{worst}最{last}{apart}"

    def course(self, course: Course) -> str:
        series, many = course.series, len(course.series.values) > 2
        steadily = f"逐年{_way(course)}，" if many and course.way else ""
        told = [self._step(step, series, "") for step in course.steps]
        way = "" if many else _way(course)
        return f"{self._of(series)}{steadily}{'，'.join((*told, self._step(course.ends, series, way)))}"

    def notes(self, series: Series) -> str:
        parts = "、".join(f"{name_of(one, series)}为{one.figure.scope}" for one in series.values if one.figure.scope)
        scoped = f"（口径不同：{parts}）" if series.scoped else ""
        return ("（约数）" if any(one.figure.approximate for one in series.values) else "") + scoped

    def _step(self, step: Step, series: Series, way: str) -> str:
        one, other = name_of(step.one, series), name_of(step.other, series)
        if _equal(step):
            return f"{one}与{other}相同"
        high, low = _degrees(step.one)
        more = way or (high if step.one.figure.value > step.other.figure.value else low)
        apart = step.apart.raw if step.apart else ""
        share = f"（{step.share.raw}）" if step.share else ""
        return f"{one}比{other}{more}{apart}{share}{self._times(step, series)}"

    def sum(self, conclusion: Sum) -> str:
        series = conclusion.series
        names = "、".join(name_of(one, series) for one in series.values)
        total = [f"合计{conclusion.total.raw}"] if conclusion.total else []
        mean = [f"平均{conclusion.mean.raw}"] if conclusion.mean else []
        return f"{self._of(series)}{names}{'，'.join((*total, *mean))}"

    def share(self, share: Share) -> str:
        return f"{printed(share.part.figure)}占{printed(share.whole.figure)}的{share.share.raw}"

    def _times(self, step: Step, series: Series) -> str:
        return f"，是{name_of(step.other, series)}的{step.times.raw}" if step.times else ""

    def _of(self, series: Series) -> str:
        return f"{series.scope}：" if series.scope else ""


class _English:
    stop = "."
    left_out = " (values of other parts are left out)"

    def ranking(self, ranking: Ranking) -> str:
        ordered, series, step = ranking.ordered, ranking.series, ranking.ends
        names = [name_of(one, series, english=True, full=ranking.cut) for one in ordered]
        if _equal(step):
            return f"{self._of(series)}{', '.join(names)} are equal"
        first, last = ("lowest", "highest") if ranking.least else ("highest", "lowest")
        apart = f", apart by {step.apart.raw}" if step.apart else ""
        order = f"{', '.join(names)} (from the {first}): " if len(names) > 2 else ""
        best = " and ".join(names[: _level(ordered)])
        apart += self._times(step, series)
        if ranking.cut:
            return f"{self._of(series)}{order}{best} {first}"
        worst = " and ".join(names[len(names) - _level(ordered[::-1]) :])
        return f"{self._of(series)}{order}{best} {first}, {worst} {last}{apart}"

    def course(self, course: Course) -> str:
        told = [self._step(step, course.series) for step in (*course.steps, course.ends)]
        return f"{self._of(course.series)}{'; '.join(told)}"

    def notes(self, series: Series) -> str:
        parts = ", ".join(
            f"{name_of(one, series, english=True)}: {one.figure.scope}" for one in series.values if one.figure.scope
        )
        scoped = f" (not of the same part: {parts})" if series.scoped else ""
        return (" (some are approximate)" if any(one.figure.approximate for one in series.values) else "") + scoped

    def _step(self, step: Step, series: Series) -> str:
        one, other = (name_of(end, series, english=True) for end in (step.one, step.other))
        if _equal(step):
            return f"{one} equals {other}"
        way = _ENGLISH_WAYS[1 if step.one.figure.value > step.other.figure.value else -1]
        apart = f" {step.apart.raw}" if step.apart else ""
        share = f" ({step.share.raw})" if step.share else ""
        return f"{one} against {other}: {way}{apart}{share}{self._times(step, series)}"

    def sum(self, conclusion: Sum) -> str:
        series = conclusion.series
        names = ", ".join(name_of(one, series, english=True) for one in series.values)
        total = [f"{conclusion.total.raw} in total"] if conclusion.total else []
        mean = [f"{conclusion.mean.raw} on average"] if conclusion.mean else []
        return f"{self._of(series)}{names}: {', '.join((*total, *mean))}"

    def share(self, share: Share) -> str:
        return f"{printed(share.part.figure)} of {printed(share.whole.figure)}: {share.share.raw}"

    def _times(self, step: Step, series: Series) -> str:
        return f", {step.times.raw} that of {name_of(step.other, series, english=True)}" if step.times else ""

    def _of(self, series: Series) -> str:
        return f"{series.scope}: " if series.scope else ""


def _equal(step: Step) -> bool:
    return step.one.figure.value == step.other.figure.value


def _level(ordered: Sequence[Value]) -> int:
    """Return how many of the first values are equal."""
    return sum(one.figure.value == ordered[0].figure.value for one in ordered)


def _degrees(value: Value) -> tuple[str, str]:
    return ("高", "低") if value.figure.unit in _RATES else ("多", "少")


def _way(course: Course) -> str:
    ways = _WAYS if course.ends.one.figure.unit in _RATES else _COUNTED_WAYS
    return ways.get(course.way, "")
