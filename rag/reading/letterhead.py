"""What stands around a report's body: its lines, labelled rows, dates, document number and signature."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from rag.language.numerals import parse_number
from rag.language.places import Issuer, find_issuers
from rag.language.text import normalise
from rag.language.years import year_of
from rag.types import Extract, Span

HEAD, TAIL = 60, 40
_PARAGRAPH = 90
_Y = r"(?:19|20)\d\d|[二一][〇零o○0九][〇零o○0一二三四五六七八九]{2}"
_N = r"\d{1,2}|[一二三]?十?[一二三四五六七八九十]"
DATE = re.compile(rf"(?P<y>{_Y})\s*(?:年|-|/|\.)\s*(?P<m>{_N})\s*(?:月|-|/|\.)\s*(?P<d>{_N})\s*(?:日|(?!\d))")
_MARKDOWN = re.compile(r"^\s*(?:#{1,6}|>)\s+|\*\*|__")
_SIGNED_DATE = re.compile(rf"^[(]?(?:{DATE.pattern})[)]?$")
_NUMBER = re.compile(
    r"(?:(?:发文字号|文号|文件编号|发文号|字号)\s*:\s*)?(?P<number>[\u4e00-\u9fff]{1,14}[〔(]?(?:19|20)\d\d[〕)]?(?:第)?\d{1,4}号)"
)
_NUMBER_LABELS = ("发文字号", "文号", "文件编号", "发文号", "字号")
_ISSUER_LABELS = (
    "发布机构",
    "发布单位",
    "发文机关",
    "发文单位",
    "公开主体",
    "责任单位",
    "发布部门",
    "信息来源",
    "来源",
    "发文机构",
    "制发机关",
    "公开机构",
)
_PUBLISHED = (
    ("发布日期", "发布时间", "公开日期", "公开时间", "发表时间", "发表日期", "信息日期", "上传时间", "录入时间"),
    ("时间", "日期"),
    ("成文日期", "发文日期", "生成日期", "印发日期", "发文时间", "成文时间", "签发日期", "生成时间", "编制日期"),
    ("更新时间", "更新日期"),
)
_PORTAL = re.compile(r"网站?$|门户|日报|晚报|公众号|客户端|新闻|发布$|媒体|网信|融媒|频道|信息网")
_TODAY = re.compile(r"今天|星期|周[一二三四五六日]|农历")
_OTHER_LABELS = (
    *(
        "索引号",
        "主题分类",
        "信息分类",
        "主题词",
        "关键词",
        "有效性",
        "是否有效",
        "信息名称",
        "标题",
        "名称",
        "公开方式",
        "组配分类",
    ),
    *(
        "浏览次数",
        "浏览量",
        "访问量",
        "阅读量",
        "点击数",
        "点击率",
        "点击量",
        "点击",
        "浏览",
        "阅读",
        "字体",
        "字号大小",
        "作者",
        "编辑",
    ),
    *(
        "责任编辑",
        "审核",
        "打印",
        "分享",
        "视力保护色",
        "废止日期",
        "有效期",
        "体裁",
        "公开范围",
        "公开类别",
        "语种",
        "载体类型",
    ),
)
_LABELS = {*_NUMBER_LABELS, *_ISSUER_LABELS, *_OTHER_LABELS, *(label for labels in _PUBLISHED for label in labels)}
_LABEL = re.compile(
    rf"(?<!当前)(?<!系统)(?<!北京)(?<!打印)(?P<label>{'|'.join(sorted(_LABELS, key=len, reverse=True))})\s*[〕)]?\s*:"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line: as printed, without its outer blanks, and normalised."""

    printed: str
    plain: str

    @property
    def is_paragraph(self) -> bool:
        """Tell whether it is running text and no title, row or heading."""
        return len(self.plain) > _PARAGRAPH or (len(self.plain) > 40 and self.plain[-1] in "。;!")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a report's surroundings say: issuers by where they stand, its number and its dates."""

    signature: Issuer | None
    signed: date | None
    rows: tuple[str, ...]
    number: str | None
    published: date | None


def lines_of(extract: Extract, furniture: Sequence[Span]) -> tuple[list[Line], list[Line], list[Line]]:
    """Return the lines of the head, of the body's end and of all surroundings, furniture included in the last only."""
    starts = [span.start for span in furniture]
    everything: list[Line] = []
    own: list[Line] = []
    at = 0
    for printed in extract.text.split("\n"):
        if printed.strip():
            words = _MARKDOWN.sub("", printed).strip()
            line = Line(words, normalise(words).strip())
            before = bisect_right(starts, at) - 1
            hidden = before >= 0 and at < furniture[before].end
            everything.append(line)
            own += [] if hidden or not line.plain else [line]
        at += len(printed) + 1
    first = 0 if extract.wrapped else _first_of_body(own)
    whole = 0 if extract.wrapped else _first_of_body(everything)
    return own[first : first + HEAD], own[-TAIL:], everything[whole : whole + HEAD] + everything[whole + HEAD :][-TAIL:]


def _first_of_body(lines: Sequence[Line]) -> int:
    """Return where the head begins: at the top, or near the first paragraph where a long menu stands before it."""
    paragraph = next((i for i, line in enumerate(lines) if line.is_paragraph), 0)
    return max(paragraph - HEAD // 2, 0) if paragraph >= HEAD else 0


def read_letterhead(tail: Sequence[Line], around: Sequence[Line], head: Sequence[Line]) -> Letterhead:
    """Read the surroundings; what is not there is None or ()."""
    rows = list(_rows(around))
    signature, signed = _signature(tail)
    return Letterhead(
        signature=signature,
        signed=signed,
        rows=tuple(value for label, value in rows if label in _ISSUER_LABELS and value and not _PORTAL.search(value)),
        number=_number(head, around),
        published=_published(rows, head),
    )


def read_date(text: str) -> date | None:
    """Return the first date in a normalised `text`, in figures or in Chinese, None where there is none."""
    match = DATE.search(text)
    if not match:
        return None
    year, month, day = year_of(match["y"]), parse_number(match["m"]), parse_number(match["d"])
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def _rows(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Yield label and value of each row; a value that stands on the line below its label counts too."""
    for index, line in enumerate(lines):
        labels = [] if line.is_paragraph else list(_LABEL.finditer(line.plain))
        for match, following in zip_longest(labels, labels[1:]):
            value = line.plain[match.end() : following.start() if following else None].strip()
            below = lines[index + 1].plain if index + 1 < len(lines) else ""
            if not value and not following and not _LABEL.search(below):
                value = below
            yield match["label"], value


def _published(rows: Sequence[tuple[str, str]], head: Sequence[Line]) -> date | None:
    for labels in _PUBLISHED:
        for label, value in rows:
            told = read_date(value) if label in labels and not _TODAY.search(value) else None
            if told:
                return told
    for line in head:
        match = DATE.search(line.plain)
        if match and len(line.plain) < 60 and match.start() < 3 and not _TODAY.search(line.plain):
            rest = line.plain[match.end() :]
            if re.match(r"\s*(?:$|\d\d?:\d\d|来源|信息来源|浏览|[|〔])", rest):
                return read_date(line.plain)
    return None


def _number(head: Sequence[Line], around: Sequence[Line]) -> str | None:
    """Return the report's own document number: alone on a line of the head, or in its row."""
    for line in (*head[:25], *around):
        match = _NUMBER.fullmatch(line.plain.strip(" ()"))
        if match and not line.is_paragraph:
            printed = re.sub(r"^[^:：]*[:：]\s*", "", line.printed)
            return printed.strip(" ()（）")
    for line in around:
        for label, value in _rows([line]):
            match = _NUMBER.match(value) if label in _NUMBER_LABELS else None
            if match:
                return match["number"]
    return None


def _signature(tail: Sequence[Line]) -> tuple[Issuer | None, date | None]:
    """Return who signed and when: a short line that is an issuer and the date under it, or on its line."""
    for index in range(len(tail) - 1, -1, -1):
        line = tail[index]
        bare = DATE.sub("", line.plain).strip(" ()")
        if len(bare) > 32 or ":" in bare:
            continue
        issuers = find_issuers(bare) or ()
        if len(issuers) != 1 or (issuers[0].start, issuers[0].end) != (0, len(bare)):
            continue
        below = [line, *tail[index + 1 : index + 3]]
        signed = next((told for told in map(read_date, (one.plain for one in below)) if told), None)
        return issuers[0], signed
    for line in reversed(tail):
        if _SIGNED_DATE.match(line.plain.replace(" ", "")):
            return None, read_date(line.plain.replace(" ", ""))
    return None, None
