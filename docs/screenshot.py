"""Draw the pictures of the pages, over samples/, for the READMEs and docs/web.md: `make screenshots`."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from rag.config import Settings
from rag.pipeline import Desk, index

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "ui"))

from evals import Evals  # noqa: E402 the tests' page and browser, which are not installed
from visiting import FLAGS, Visitor, chromium, served  # noqa: E402

WIDE, PHONE = (1400, 860), (390, 844)
QUESTION = "苏州2021年出庭应诉率"


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture is called, how to come to what it shows, and by whose eyes."""

    name: str
    show: Callable[[Visitor], None]
    size: tuple[int, int] = WIDE
    scheme: str = "light"


def main() -> None:
    """Index the samples, go through the pages, and keep what a wide window and a phone show."""
    folder = ROOT / "docs" / "img"
    folder.mkdir(exist_ok=True)
    with TemporaryDirectory() as work, sync_playwright() as playwright:
        library = Path(work) / "library"
        with Desk.open(Settings(library=library), create=True) as desk:
            index([ROOT / "samples"], desk)
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        with served(library) as address:
            for picture in PICTURES:
                (folder / f"{picture.name}.png").write_bytes(drawn(picture, browser, address))
        browser.close()


def drawn(picture: Picture, browser: Browser, address: str) -> bytes:
    """Return what the picture shows, as a small PNG."""
    context = browser.new_context(color_scheme=picture.scheme)
    visitor = Visitor.of(context, address, *picture.size)
    picture.show(visitor)
    visitor.page.mouse.move(0, 0)
    visitor.page.wait_for_timeout(2500)  # until nothing moves any more
    taken = visitor.page.screenshot()
    context.close()
    small = io.BytesIO()
    Image.open(io.BytesIO(taken)).convert("RGB").save(small, "PNG", optimize=True)
    return small.getvalue()


def chat(visitor: Visitor) -> None:
    """Ask, and open the source."""
    visitor.ask(QUESTION)
    visitor.open_source()


def in_english(visitor: Visitor) -> None:
    """Do the same in the other language."""
    visitor.page.get_by_role("radio", name="English").click()
    expect(visitor.page.get_by_test_id("stSidebarNavLink").first).not_to_contain_text("问答")
    expect(visitor.page.get_by_placeholder("Ask a question")).to_be_visible()
    expect(visitor.input).to_have_count(1)
    chat(visitor)


def citation(visitor: Visitor) -> None:
    """Open a citation by its link."""
    visitor.ask(QUESTION)
    visitor.open_source()
    link = visitor.page.locator(".st-key-fz-source").get_by_role("link").evaluate("link => link.href")
    visitor.page.goto(link)
    expect(visitor.source.locator("mark")).to_be_visible()


def scorecard(visitor: Visitor) -> None:
    """Ask questions made from the library, and open how they were answered."""
    evals = Evals.of(visitor)
    evals.generate(50)
    evals.done()
    evals.marks.scroll_into_view_if_needed()


def at(path: str, drawn: str) -> Callable[[Visitor], None]:
    """Return the way to a page by its address; `drawn` is what is seen when it is there."""

    def show(visitor: Visitor) -> None:
        visitor.page.goto(f"{visitor.address}/{path}")
        expect(visitor.page.locator(drawn).first).to_be_visible(timeout=60_000)

    return show


FIGURES = at("figures?indicator=出庭应诉率&indicator=行政复议", "[data-testid=stDataFrame], [data-testid=stMain] table")
REPORTS = at("reports", "[data-testid=stDataFrame]")
PICTURES = (
    Picture("chat", chat),
    Picture("chat-phone", chat, PHONE),
    Picture("chat-english-dark", in_english, scheme="dark"),
    Picture("citations", citation),
    Picture("citations-phone", citation, PHONE),
    Picture("figures", FIGURES),
    Picture("figures-phone", FIGURES, PHONE),
    Picture("reports", REPORTS),
    Picture("reports-phone", REPORTS, PHONE),
    Picture("evals", scorecard),
    Picture("evals-phone", scorecard, PHONE),
)

if __name__ == "__main__":
    main()
