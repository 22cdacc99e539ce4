"""A report's title: a line of its head or several that belong together, or what the page that holds it is called."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.language.places import Mention, find_issuers, find_places
from rag.language.text import normalise
from rag.reading.letterhead import Line

KIND_WORDS = re.compile(
    r"法治政府|依法行政|法治建设|法治(?:[\u4e00-\u9fff]{1,4})建设|依法治[省市县区州旗国]|政府信息公开|政务公开|政府工作报告|行政执法|行政复议|行政应诉"
)
_CLOSED = re.compile(
    r"(?:报告|总结|年报|白皮书|汇报|综述|情况|自查|要点|述职述法|公示|通报|专报|报告书|公报|蓝皮书)"
    r"(?:[(〔][^)〕]{1,14}[)〕])?(?:-{0,2}(?:19|20)\d\d年\d{1,2}月.*)?$"
)
_YEAR = re.compile(r"(?:19|20)\d\d|[二一][〇零○九][〇零○一二三四五六七八九]{2}年|(?<!\d)\d\d年度?")
_FULL_YEAR = re.compile(r"(?:19|20)\d\d")
_OPEN = re.compile(r"(?:关于|年|年度|的|和|及|与|暨|、|》)$")
_HEADLINE = re.compile(
    r"(?:\d|%|[件项次名人个家元]|召开|举行|举办|启动|会议?|活动|培训班?|通知|公告|意见|办法|规定|方案|调研|座谈|动态|关注|新闻|要闻|推荐|专[栏题])$"
)
_NAVIGATION = re.compile(
    r"[>»|]|首页|位置|打印|关闭|上一篇|下一篇|分享|字体|扫一扫|点击|责任编辑|来源:|链接|附件|下载|无障碍|登录|搜索|检索"
)
_TITLE_ROW = re.compile(
    r"^[•·*\s]*(?:信息名称|标题|名称|文件名称|主题名称|信息标题|名\s称|标\s题)\s*:\s*(?P<title>.+)$"
)
_SALUTATION = re.compile(r"^各位|:$|^[一二三四五六七八九十]+[、.]|^[(][一二三四五六七八九十]+[)]|^根据|^按照|^现将")
_SITE = re.compile(r"\s*[_|]\s*|\s+[-—–]+\s+|(?<=报告)\s*[-—–]+\s*(?=[^-—–]*(?:网|政府|门户))")
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_LONGEST = 100
_ENOUGH = 5
_OPENING = 300
_FIGURES = re.compile(r"(?<=[0-9]) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) (?=[0-9])")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, on one line; `at` is the first of its lines in the head, -1 where it is not of the body."""

    text: str
    at: int
    end: int

    @property
    def plain(self) -> str:
        """The title as matching reads it."""
        return normalise(self.text)


def find_title(head: Sequence[Line], page_title: str, headlines: Sequence[str] = ()) -> Title | None:
    """Return the page's `headlines` where they name a report, else the best title in the head, else the page's own.

    `headlines` are what a web page says of itself (`<h1>`, `<title>`), surest first; `page_title` may be a site's name
    with the report's, or what a word processor's template left.
    """
    candidates = list(_candidates(head))
    names = [part for words in headlines for part in _parts(words) if names_report(normalise(part))]
    if names:
        return _as_named(max(names, key=_score), candidates)
    sentences = (line.plain for line in head if len(line.plain) > 20 and line.plain.endswith(("。", ":")))
    opening = " ".join(sentences)[:_OPENING]
    ranked = [(score + _borne_out(title, opening), title) for score, title in candidates if score >= _ENOUGH]
    if ranked:
        return max(ranked, key=lambda pair: pair[0])[1]
    named = [
        part
        for part in _parts(page_title)
        if len(part) > 6 and _CLOSED.search(normalise(part)) and KIND_WORDS.search(normalise(part))
    ]
    return Title(max(named, key=len), -1, 0) if named else None


def _parts(words: str) -> list[str]:
    """Return what a page calls itself without the site's name; of one line, blanks between letters dropped."""
    return [_joined([Line(part.strip(), normalise(part))]) for part in _SITE.split(" ".join(words.split()))]


def _as_named(name: str, candidates: Sequence[tuple[float, Title]]) -> Title:
    """Return a page's name as the head prints it, with the issuer above it or the year that the name leaves out."""
    bare = _bare(name)
    told = find_places(normalise(name))
    best, chosen = 0.0, Title(name, -1, 0)
    for score, title in candidates:
        words = _bare(title.text)
        before = words.removesuffix(bare)
        same = words == bare or (before != words and _is_issuer(before))
        dated = not _YEAR.search(bare) and _YEAR.search(words) and _same_place(told, title)
        if (same or dated) and score > best:
            best, chosen = score, title
    return chosen


def _same_place(told: Sequence[Mention], title: Title) -> bool:
    named = find_places(title.plain)
    return bool(told and named) and named[0].candidates == told[0].candidates


def _bare(words: str) -> str:
    return "".join(normalise(words).split())


def names_report(plain: str) -> bool:
    """Tell whether normalised words are a report's title by themselves: they say its kind, and its year or place."""
    return len(plain) <= _LONGEST and _score(plain) > _ENOUGH + 0.5


def _candidates(head: Sequence[Line]) -> Iterator[tuple[float, Title]]:
    """Yield each line or run of up to four lines that may be a title, with a score; an earlier one wins a tie."""
    for index, line in enumerate(head):
        row = _TITLE_ROW.match(line.plain)
        if row:
            printed = re.split(r"[:：]", line.printed, maxsplit=1)[-1].strip()
            yield _score(printed) - index / 100 - 0.5, Title(printed, index, index + 1)
        for size in range(1, 5):
            group = head[index : index + size]
            if len(group) < size or any(not _may_be_title(one) for one in group):
                break
            if not _belong(group):
                continue
            text = _joined(group)
            if len(text) <= _LONGEST:
                yield _score(text) - index / 100, Title(text, index, index + size)


def _borne_out(title: Title, opening: str) -> float:
    """Return a little for a title whose place and year the body's first sentences name too, as no headline's are."""
    years = {match.group() for match in _FULL_YEAR.finditer(title.plain)}
    place = any(mention.name in opening for mention in find_places(title.plain)[:1])
    return 0.4 * place + 0.4 * any(year in opening for year in years)


def _may_be_title(line: Line) -> bool:
    if (
        line.is_paragraph
        or _NAVIGATION.search(line.plain)
        or _TITLE_ROW.match(line.plain)
        or _SALUTATION.search(line.plain)
    ):
        return False
    return ":" not in line.plain and "。" not in line.plain and bool(_WORDS.search(line.plain))


def _belong(group: Sequence[Line]) -> bool:
    """Tell whether lines make one title: an issuer alone, an unfinished line, or a slogan before a line with a dash."""
    for above, below in pairwise(group):
        if _CLOSED.search(above.plain) and len(below.plain) > 2:
            return False
        if _begins_anew(above.plain, below.plain):
            return False
        issuer_alone = _is_issuer(above.plain) and len(group) == 2
        fragment = len(below.plain) <= 6 or len(above.plain) <= 4
        unfinished = bool(re.search(r"关于|(?:19|20)\d\d|法治|依法|推进|建设", above.plain)) and len(above.plain) >= 6
        if not (issuer_alone or fragment or unfinished or below.plain.startswith("-")):
            return False
        if issuer_alone and find_places(below.plain) and not _CLOSED.match(below.plain):
            return False
    return True


def _begins_anew(above: str, below: str) -> bool:
    """Tell whether `below` begins a title of its own, so that `above` is another headline of a list."""
    if below.startswith("-") or _OPEN.search(above) or _is_issuer(above):
        return False
    years = [{match.group() for match in _FULL_YEAR.finditer(line)} for line in (above, below)]
    if all(years) and not years[0] & years[1]:
        return True
    places = find_places(below)
    if len(below) > 6 and places and places[0].start == 0 and places[0].end < len(below):
        return True
    if len(below) <= 8 or not (_CLOSED.search(below) and KIND_WORDS.search(below)):
        return False
    return bool(below.startswith("关于") or _YEAR.search(below) or places or _HEADLINE.search(above))


def _is_issuer(plain: str) -> bool:
    issuers = find_issuers(plain)
    if len(issuers) == 1 and (issuers[0].start, issuers[0].end) == (0, len(plain)):
        return True
    places = find_places(plain)
    return len(places) == 1 and (places[0].start, places[0].end) == (0, len(plain)) and len(plain) > 2


def _score(printed: str) -> float:
    """Return how much a line says of a report: that it is one, of which kind, year and place."""
    plain = normalise(printed)
    if not _CLOSED.search(plain) or len(plain) < 6:
        return 0
    kind = 3.0 if KIND_WORDS.search(plain) else 0.0
    return 2 + kind + 1.5 * bool(_YEAR.search(plain)) + 1.5 * bool(find_places(plain)) + 0.5 * ("关于" in plain)


def _joined(group: Sequence[Line]) -> str:
    """Return the lines as one, without the blanks that only set letters apart or stand between figures and words."""
    parts = []
    for line in group:
        words = line.printed.split()
        spaced = len(words) > 3 and sum(map(len, words)) / len(words) < 1.5
        parts.append("".join(words) if spaced else _FIGURES.sub("", " ".join(words)))
    return "".join(parts)
