"""What stands around the body of a report, and how its parts are set: the habits of one government's office."""

from dataclasses import dataclass
from random import Random

from eval.made.catalogue import Book
from eval.made.printing import Style, numeral
from eval.made.subjects import Subject

FORMATS = ("txt", "gb18030", "bom", "html", "docx", "pdf")
_TURNS = (
    *("txt", "html", "txt", "docx", "txt", "gb18030", "html", "txt", "pdf", "html", "txt", "txt"),
    *("bom", "html", "txt", "txt", "html", "txt", "docx", "txt", "html", "txt", "txt", "pdf"),
)
HEADINGS = ("lines", "inline", "counted")


@dataclass(frozen=True, slots=True)
class Habits:
    """How a subject's reports look in every year."""

    format: str
    headings: str
    style: Style
    portal: bool
    table: bool
    title: int
    opening: int
    phrasing: dict[str, int]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: title, part (一、), topic （一）, text, sign or furniture; or the rows of a table."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A report before it has a format; `menu` and `footer` are what its page has around it."""

    title: str
    blocks: tuple[Block, ...]
    menu: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()


def habits(subject: Subject, turn: int, book: Book, seed: int) -> Habits:
    """Return how the reports of a library's subject of that turn look; the formats take turns."""
    rng = Random(f"{seed}/{book.split}/{subject.key}/habits")
    format_ = _TURNS[turn % len(_TURNS)]
    return Habits(
        format=format_,
        headings=HEADINGS[rng.randrange(3)],
        style=Style(rng.random() < 0.2, rng.random() < 0.05, rng.random() < 0.15),
        portal=rng.random() < 0.5,
        table=format_ in {"html", "docx"} and rng.random() < 0.7,
        title=rng.randrange(3),
        opening=rng.randrange(2),
        phrasing={name: rng.randrange(2) for name in (*book.indicators, *book.statements)},
    )


def around(subject: Subject, year: int, portal: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the menu above a report and the footer below, as a saved portal page has them."""
    if not portal:
        return (), ()
    rng = Random(f"{subject.key}/{year}/page")
    rank, day = subject.rank, f"{year + 1}-{rng.randrange(1, 4):02d}-{rng.randrange(1, 28):02d}"
    menu = (
        f"首页 > 政务公开 > 法定主动公开内容 > {subject.formal}法治政府建设年度报告",
        f"发布时间：{day} {rng.randrange(8, 18):02d}:{rng.randrange(60):02d}　来源：{rank}司法局　"
        f"浏览次数：{rng.randrange(30, 900)}",
        "字号：[大 中 小]　打印　分享到：微信 微博",
    )
    footer = (
        "扫一扫在手机打开当前页",
        "上一篇：关于做好节假日值班工作的通知",
        "下一篇：没有了",
        "【关闭窗口】【打印本页】",
    )
    return menu, footer


def ordinal(at: int, headings: str) -> str:
    """Return what opens the topic of that 0-based place."""
    return f"{numeral(at + 1)}是" if headings == "counted" else f"（{numeral(at + 1)}）"
