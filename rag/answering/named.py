"""What a question names of its scope: places, years, kind and issuer, and the stretches that name them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.answering.asked import Bound, Scope
from rag.answering.parts import asks_next_step, asks_plans, asks_targets
from rag.answering.unknown import Around, Slip, slips
from rag.answering.wording import asks_below, asks_reports_of
from rag.language.issuers import Issuer, issuers_in
from rag.language.latin_places import LatinMention, find_latin_places, unknown_latin
from rag.language.places import Mention, find_places, renamed
from rag.language.years import SINCE, YearMention, find_years
from rag.library.words import tagged
from rag.types import Kind, Place

_KINDS = (
    (
        Kind.DISCLOSURE,
        re.compile(
            r"(?:政府)?信息公开(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:的)?(?:报告|年报)|政务公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
            r"|(?:government )?information disclosure (?:annual )?(?:work )?reports?"
        ),
    ),
    (Kind.GOVERNMENT_WORK, re.compile(r"政府工作报告|government work reports?")),
    (
        Kind.LAW_BASED_GOVERNMENT,
        re.compile(
            r"(?:法治政府(?:建设)?|依法行政|法治建设)(?:工作)?(?:情况)?(?:年度)?(?:工作)?(?:总结)?(?:的)?(?:报告|年报)|法治(?:年度)?(?:报告|年报)"
            r"|(?:law-based|rule[- ]of[- ]law|law based) government (?:construction |building )?(?:annual )?reports?"
        ),
    ),
)
_WORK = re.compile(r"(?<!法治)(?<!建设)(?<!行政)(?<!公开)(?<!执法)工作报告")
_REPORT_BEHIND = re.compile(
    r"(?:年|度|的)*#*(?:的|全国|国务院|人民|中央|[省市区县州])*(?:政府)?(?:的|年度)*(?:工作)?报告|[#a-z' ]{0,30}report"
)
_AHEAD = re.compile(r"下|明|来|next")
_COMPARED_WITH = re.compile(r"(?:比|较|同比|与|跟|和|相比于?|than|with|to)\s*(?:the\s+)?$")
_SINCE = re.compile(SINCE)
_OWN = re.compile(
    r"[我本](?P<of>[省市区县镇乡州旗盟]|街道)(?!级|区域|行|子|人|场|民(?!政))"
    r"|^(?:请问|那)?(?P<zone>高新区|经开区|开发区|保税区|综保区|新区)(?=\d|的|去年|[\u4e00-\u9fff]{2,}率)"
)
_OFFICE = re.compile(r"(?:街道)?办事处|管(?:理)?委(?:员)?会|街道办|行政公署|行署")
_NO_BODY = re.compile(r"[里案件次起几了]|多少")
_ENDING = re.compile(r"[市县区旗州](?=\d|的|在|$)")
_LATIN = re.compile(r"[a-z]{3}")
_TIES = re.compile(r"(?<![a-z])(?:in|of|for|at|from|during|by)\s*(?:the\s*)?(?:year\s*)?$")
_OWNS = re.compile(r"'s(?![a-z])")
_LIFTED = {
    Bound.PLACE: re.compile(r"不限(?:地方|地区|地点|地域)"),
    Bound.YEAR: re.compile(r"不限(?:年份|年度|时间)"),
    Bound.KIND: re.compile(r"不限(?:报告)?(?:类别|种类)"),
}
_INSIDE = re.compile(r"(?:[里中内含]|包括|其中|由|经|移送)(?:的|有)?$")
_SPOKEN_OF = re.compile(r"(?:提|说|谈|写|讲|涉)[到及](?:了|过)?$")
_SPOKEN_ALL = re.compile(r"(?:了|的|吗|没有?|呢|吧|是|报告|有?哪些|[?!,。\s])*$")
_EACH_YEAR = re.compile(r"每年|各年|逐年|历年|年度?分别|变化|趋势|[对相]比|比较|排")
_HEAD = re.compile(r"(?:^|[^\u4e00-\u9fff]|[年度的])(?:请问|那么?|问一?下?|查一?下?|看看)*$")


@dataclass(frozen=True, slots=True)
class Named:
    """The scope that a normalised question names by itself, and the stretches of it that do."""

    scope: Scope
    cuts: tuple[tuple[int, int], ...]


def named_scope(text: str, words: str, today: date, known: Collection[Place] = ()) -> Named:
    """Return what a question names: `text` as it was typed, `words` normalised, `known` the places of the library."""
    mentions = _scoping_places(words, _places(words, known))
    masked = _masked(words, mentions)
    years = _scoping(masked, find_years(masked, today))
    kind, kinds = _kind(words)
    dated = [mention for mention in years if _REPORT_BEHIND.match(masked, mention.end)]
    cuts = [(mention.start, mention.end) for mention in years]
    issuers = _issuers(words, mentions)
    cuts += [(mention.start, mention.end) for mention in mentions] + kinds
    weak = [(m.start, m.end) for m in mentions if not any(place in known for place in m.candidates)]
    cuts += [(issuer.start, issuer.end) for issuer in issuers]
    told = Around(tuple(cuts), weak, [year.start for year in years], [m.end for m in mentions])
    amiss = slips(words, told, known)
    mentions = _with_slips(mentions, amiss)
    settled = [_settled(mention, known) for mention in mentions]
    cuts += [(slip.start, slip.end) for slip in amiss] + _offices(words, mentions)
    lifted = [(bound, match.span()) for bound, pattern in _LIFTED.items() for match in pattern.finditer(words)]
    cuts += [stretch for _, stretch in lifted]
    unknown = [slip.word for slip in amiss if slip.place is None]
    unknown += unknown_latin(text, [m for m in mentions if isinstance(m, LatinMention)])
    scope = Scope(
        places=tuple(dict.fromkeys(places[0] for places in settled if len(places) == 1)),
        years=_years_meant(years, dated if kind is Kind.GOVERNMENT_WORK else ()),
        kind=kind,
        issuer=issuers[0].body if issuers else None,
        below=asks_below(words),
        reports=asks_reports_of(words),
        ambiguous=tuple(dict.fromkeys(place for places in settled if len(places) > 1 for place in places)),
        pairs=_pairs([(m.start, s) for m, s in zip(mentions, settled, strict=True)], years),
        plans=asks_plans(words) or asks_targets(words),
        next_step=asks_next_step(words),
        unknown="、".join(unknown),
        of_report=bool(dated),
        lifted=tuple(dict.fromkeys(bound for bound, _ in lifted)),
    )
    own = _OWN.search(words) if not mentions else None
    scope = replace(scope, readings=_readings(years), own=(own["of"] or own["zone"]) if own else "")
    scope = replace(scope, span=len(years) == 1 and years[0].plan and not _EACH_YEAR.search(words))
    return Named(scope, tuple(_widened(words, start, end) for start, end in cuts))


def inherit(scope: Scope, past: Scope) -> Scope:
    """Fill what a scope leaves open from an earlier one; a place or year of its own stands instead of the earlier.

    Of namesakes asked about before, those inside a place that is named now are meant (鼓楼区, then 福州的), and of
    namesakes named now those inside or beside the place before.
    """
    chosen = tuple(p for p in past.ambiguous if any(p != above and p.within(above) for above in scope.places))
    if chosen:
        scope = replace(scope, places=chosen if len(chosen) == 1 else (), ambiguous=chosen if len(chosen) > 1 else ())
    near = tuple(p for p in scope.ambiguous if any(p.within(above) for above in past.places))
    if near and not chosen:
        one = near if len(near) == 1 else ()
        scope = replace(scope, places=(*scope.places, *one), ambiguous=() if one else near)
    if not scope.places and not scope.ambiguous and not scope.unknown and Bound.PLACE not in scope.lifted:
        scope = replace(
            scope,
            places=past.places,
            ambiguous=past.ambiguous,
            unknown=past.unknown,
            below=scope.below or past.below,
            issuer=scope.issuer or past.issuer,
            own=scope.own or past.own,
        )
    if not scope.years and Bound.YEAR not in scope.lifted:
        scope = replace(scope, years=past.years, readings=past.readings)
    scope = replace(scope, of_report=scope.of_report or past.of_report)
    return scope if scope.kind or Bound.KIND in scope.lifted else replace(scope, kind=past.kind)


def _cut(words: str) -> list[str]:
    """Return the words of a stretch of Chinese."""
    return [word for word, _ in tagged(words)]


def _offices(words: str, mentions: Sequence[Mention | LatinMention]) -> list[tuple[int, int]]:
    """Return where 办事处 or 管委会 stands behind its place, or an ending that is not its own (武清县).

    政府 is left, since 市政府 may be one of its bodies.
    """
    shorter = [
        _ENDING.match(words, m.end) for m in mentions if isinstance(m, Mention) and m.name[-1] not in "省市县区旗"
    ]
    found = [*shorter, *(_OFFICE.match(words, mention.end) for mention in mentions)]
    return [match.span() for match in found if match]


def _widened(words: str, start: int, end: int) -> tuple[int, int]:
    """Return a range with the English words that tie a name in (in 2021, of Suzhou, Suzhou's)."""
    if not _LATIN.search(words):
        return start, end
    before, after = _TIES.search(words[:start]), _OWNS.match(words, end)
    return before.start() if before else start, after.end() if after else end


def _places(words: str, known: Collection[Place]) -> list[Mention | LatinMention]:
    found: list[Mention | LatinMention] = [*find_places(words, known, _cut), *find_latin_places(words, known)]
    return sorted(found, key=lambda mention: mention.start)


def _scoping_places(words: str, mentions: Sequence[Mention | LatinMention]) -> list[Mention | LatinMention]:
    """Return the places that say whose report is meant, not those that a report is asked to speak of.

    Of 建德新收案件里杭州复议局几件 that is 建德: 杭州复议局 is one of the words that are looked for, as 敦煌 is in
    甘肃有没有提到敦煌.
    """
    chinese = [mention for mention in mentions if isinstance(mention, Mention)]
    bureaus = {issuer.start for issuer in issuers_in(words, chinese) if not issuer.government and issuer.places}
    return [
        one
        for at, one in enumerate(mentions)
        if not (at and one.start in bureaus and _INSIDE.search(words[: one.start]))
        and not (_SPOKEN_OF.search(words[: one.start]) and _SPOKEN_ALL.match(words, one.end))
    ]


def _masked(words: str, mentions: Sequence[Mention | LatinMention]) -> str:
    """Return words with the places' names blotted out: 2021 万州区 is no 2021万, and 二七区 no number."""
    for mention in mentions:
        words = words[: mention.start] + "#" * (mention.end - mention.start) + words[mention.end :]
    return words


def _with_slips(mentions: Sequence[Mention | LatinMention], amiss: Sequence[Slip]) -> list[Mention | LatinMention]:
    """Return the places with those of which only the ending was misspelt, without those cut out of misspelt names."""
    mentions = [m for m in mentions if not any(slip.start < m.start < slip.end for slip in amiss)]
    sure = [Mention(slip.start, slip.end, slip.word, (slip.place,)) for slip in amiss if slip.place]
    return sorted([*mentions, *sure], key=lambda mention: mention.start)


def _settled(mention: Mention | LatinMention, known: Collection[Place]) -> tuple[Place, ...]:
    """Return what a name may mean: of namesakes those with reports, else those with reports below them, else all.

    One that was renamed (吴江市, 吴江区) goes by the name that has reports.
    """
    if len(mention.candidates) == 1 and mention.candidates[0] in known:
        return mention.candidates
    held = {place.path[:i] for place in known for i in range(1, len(place.path))}
    reported = tuple(place for place in mention.candidates if place in known)
    if not reported:
        now = {renamed(place) for place in mention.candidates}
        reported = tuple(place for place in known if renamed(place) in now)
    reported = tuple({renamed(place): place for place in reported}.values())
    above = tuple(place for place in mention.candidates if place.path in held)
    return reported or above or mention.candidates


def _scoping(words: str, mentions: Sequence[YearMention]) -> list[YearMention]:
    """Return the years that say which report is meant: not those compared with, planned for or counted from."""
    mentions = [mention for mention in mentions if not _SINCE.match(words, mention.end)]
    named = [mention for mention in mentions if not mention.relative]
    if named:
        return named
    return [
        mention
        for mention in mentions
        if not _AHEAD.match(mention.words) and not _COMPARED_WITH.search(words[: mention.start])
    ]


def _years_meant(mentions: Sequence[YearMention], dated: Sequence[YearMention]) -> tuple[int, ...]:
    """Return the years named; the one before that of a work report is what it tells of (2026年报告中2025年增速)."""
    named = tuple(dict.fromkeys(year for mention in mentions for year in mention.years))
    reports = {year for mention in dated for year in mention.years}
    return tuple(year for year in named if year in reports or year + 1 not in reports)


def _readings(years: Sequence[YearMention]) -> tuple[str, ...]:
    """Return how words that count from today, or name a plan, were read: 去年=2025年, 近三年=2023-2025年."""
    told = []
    for mention in years:
        if mention.relative or mention.plan:
            first, last = mention.years[0], mention.years[-1]
            told.append(f"{mention.words}={first}年" if first == last else f"{mention.words}={first}—{last}年")
    return tuple(dict.fromkeys(told))


def _kind(words: str) -> tuple[Kind | None, list[tuple[int, int]]]:
    """Return the kind of report that is named first, and where kinds are named; 工作报告 alone is the government's."""
    found = [(match.start(), match.end(), kind) for kind, pattern in _KINDS for match in pattern.finditer(words)]
    if not found:
        found = [(match.start(), match.end(), Kind.GOVERNMENT_WORK) for match in _WORK.finditer(words)]
    return (min(found)[2] if found else None), [(start, end) for start, end, _ in found]


def _issuers(words: str, mentions: Sequence[Mention | LatinMention]) -> list[Issuer]:
    """Return the bureaus whose reports are meant: behind a place, or where a question names its scope.

    A body that holds another place or a thing counted (新收案件里杭州复议局) is a stretch of the question, not a name.
    """
    chinese = [mention for mention in mentions if isinstance(mention, Mention)]
    bureaus = [issuer for issuer in issuers_in(words, chinese) if not issuer.government]
    return [
        issuer
        for issuer in bureaus
        if (issuer.places or _HEAD.search(words[: issuer.start]))
        and not _NO_BODY.search(issuer.body)
        and not any(issuer.start < mention.start < issuer.end for mention in mentions)
    ]


def _pairs(
    places: Sequence[tuple[int, tuple[Place, ...]]], years: Sequence[YearMention]
) -> tuple[tuple[Place, int], ...]:
    """Pair places and years where they take turns, each place followed, or each preceded, by a year of its own."""
    if len(places) < 2 or len(places) != len(years):
        return ()
    both = list(zip(places, years, strict=True))
    turns = (
        [at for (start, _), year in both for at in (start, year.start)],
        [at for (start, _), year in both for at in (year.start, start)],
    )
    single = all(len(held) == 1 for _, held in places) and all(len(year.years) == 1 for year in years)
    if not single or not any(starts == sorted(starts) for starts in turns):
        return ()
    return tuple((held[0], year.years[0]) for (_, held), year in both)
