"""What a web page's own structure says stands beside its content, told from what was seen on each line of its text.

Menus, headers, footers and sidebars say so by their element, role or class; most portals have no such marks, and there
a block that is nearly all links is one. Nothing between the content's first and last sentence is taken, except a list
of links that the page itself calls a `<nav>` or an `<aside>`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

_MARKED = frozenset({"nav", "aside", "header", "footer"})
_WITHIN = frozenset({"article", "main"})  # their header and footer are the report's: title, signature, date
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
_HINT = re.compile(
    r"(?<![a-z])(?:(?:top|main|left|right|side|sub)?_?nav(?:bar|igation)?|(?:top|left|right|side)?_?menu|sidebar"
    r"|(?:bread)?crumbs?|footer|foot|related|friend_?links?)(?![a-z])",
    re.I,
)
_CONTAINERS = frozenset({"html", "body", "div", "section", "article", "main", "form", "center", "fieldset", "td", "th"})
_LISTS = frozenset({"ul", "ol", "dl", "menu", "dir"})
_BLOCKS = _MARKED | _CONTAINERS | _LISTS | {"table", "tbody", "tr"}
_LABELS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_IN_PAGE = re.compile(r"#[^/!]")
_SENTENCE = 10
_SHORT = 25
_LABEL = 15
_MOSTLY = 0.6
_CONTENT = 0.7


@dataclass(slots=True)
class _Seen:
    """What is seen on one line: characters, those in links, links, and whether a sentence ends outside them."""

    chars: int = 0
    linked: int = 0
    links: int = 0
    stops: bool = False

    @property
    def own(self) -> int:
        return self.chars - self.linked


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    contains: bool
    lists: bool
    beside: bool
    marked: bool


class Regions:
    """Takes note of a page's elements and words as they are walked over; all ranges are of lines, half open."""

    def __init__(self) -> None:
        """Begin before the first element."""
        self.headlines: list[tuple[int, int]] = []
        self._lines: list[_Seen] = []
        self._open: list[tuple[str, int, bool]] = []
        self._blocks: list[_Block] = []
        self._labels: set[int] = set()
        self._links = self._within = 0

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Open an element that begins on `line`; its name is "" where it does not fill lines of its own."""
        link = name == "a" and _is_link(attributes)
        self._links += link
        self._within += name in _WITHIN
        self._open.append((name, line, link or _is_marked(name, attributes, self._within > 0)))
        if link:
            self._at(line).links += 1

    def words(self, words: str, line: int) -> None:
        """Take words that are seen on `line`."""
        bare = len("".join(words.split()))
        if bare:
            seen = self._at(line)
            seen.chars += bare
            seen.linked += bare if self._links else 0
            seen.stops |= "。" in words and not self._links

    def end(self, line: int) -> None:
        """Close the innermost element, which ends before `line` where it fills lines of its own."""
        name, start, told = self._open.pop()
        self._links -= name == "a" and told
        self._within -= name in _WITHIN
        if name == "h1":
            self.headlines.append((start, line))
        elif name in _LABELS:
            self._labels.update(range(start, line))
        elif name in _BLOCKS:
            self._blocks.append(
                _Block(start, line, name in _CONTAINERS, name in _LISTS, name in {"nav", "aside"}, told)
            )

    def aside(self) -> Iterator[tuple[int, int]]:
        """Yield the ranges that stand beside the content, none where the page has no sentence."""
        sentences = self._sentences()
        content = self._content(list(accumulate(sentences, initial=0)))
        if content is None:
            return
        told = [i for i in range(*content) if sentences[i]]
        for block in self._filled():
            outside = block.end <= told[0] or block.start > told[-1]
            if not (outside or block.beside):
                continue
            links = self._is_links(block.start, block.end, least=1 if block.lists else 2)
            if links or (outside and block.marked):
                yield self._labelled(block.start) if links else block.start, min(block.end, len(self._lines))

    def _filled(self) -> list[_Block]:
        """Return the blocks that begin on a line with words or before one; wrappers upon wrappers fill the same."""
        return [block for block in dict.fromkeys(self._blocks) if block.start < len(self._lines)]

    def _sentences(self) -> list[int]:
        """Return the characters of each line's sentences, those that a footer or a sidebar tells left out."""
        said = [seen.own if seen.stops and seen.own >= _SENTENCE else 0 for seen in self._lines]
        sums = list(accumulate(said, initial=0))
        for block in self._filled():
            end = min(block.end, len(said))
            if block.marked and 0 < sums[end] - sums[block.start] < sums[-1] / 2:
                said[block.start : end] = [0] * (end - block.start)
        return said

    def _content(self, sums: list[int]) -> tuple[int, int] | None:
        """Return the smallest container that holds most of the page's sentences."""
        most = _CONTENT * sums[-1]
        spans = [(one.start, min(one.end, len(self._lines))) for one in self._filled() if one.contains]
        holding = [(start, end) for start, end in spans if sums[-1] and sums[end] - sums[start] >= most]
        return min(holding, key=lambda span: span[1] - span[0], default=None)

    def _is_links(self, start: int, end: int, least: int) -> bool:
        """Tell whether lines are a list of links; dates and short labels may stand among them."""
        lines = self._lines[start:end]
        if sum(seen.links for seen in lines) < least or any(seen.stops or seen.own > _SHORT for seen in lines):
            return False
        return sum(seen.linked for seen in lines) >= _MOSTLY * sum(seen.chars for seen in lines)

    def _labelled(self, start: int) -> int:
        """Return the line of the heading right above a list, else the list's own first."""
        above = next((i for i in range(start - 1, -1, -1) if self._lines[i].chars), -1)
        return above if above in self._labels and self._lines[above].chars <= _LABEL else start

    def _at(self, line: int) -> _Seen:
        while len(self._lines) <= line:
            self._lines.append(_Seen())
        return self._lines[line]


def _is_link(attributes: Mapping[str, str]) -> bool:
    """Tell a link to elsewhere from an anchor and from a line of the page's own table of contents."""
    return "href" in attributes and not _IN_PAGE.search(attributes["href"])


def _is_marked(name: str, attributes: Mapping[str, str], within: bool) -> bool:
    if name not in _BLOCKS or (name in {"header", "footer"} and within):
        return False
    if name in _MARKED or attributes.get("role") in _ROLES:
        return True
    return bool(_HINT.search(f"{attributes.get('class', '')} {attributes.get('id', '')}"))
