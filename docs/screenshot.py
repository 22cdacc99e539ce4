"""Draw the README's pictures of the page, over samples/: `python docs/screenshot.py`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from rag.config import Settings
from rag.pipeline import Desk, index

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "ui"))

from visiting import FLAGS, Visitor, chromium, served  # noqa: E402 the tests' browser, which is not installed

QUESTION = "苏州2021年出庭应诉率"


def main() -> None:
    """Index the samples, ask, open the source, and keep what a wide window and a phone show."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        library = Path(folder) / "library"
        with Desk.open(Settings(library=library), create=True) as desk:
            index([ROOT / "samples"], desk)
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        with served(library) as address:
            for name, width, height in (("page", 1400, 860), ("page-phone", 390, 844)):
                context = browser.new_context(viewport={"width": width, "height": height})
                visitor = Visitor.of(context, address)
                visitor.ask(QUESTION)
                visitor.open_source()
                visitor.page.mouse.move(0, 0)
                visitor.page.wait_for_timeout(1500)  # until nothing moves any more
                visitor.page.screenshot(path=ROOT / "docs" / f"{name}.png")
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
