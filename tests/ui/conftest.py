"""The page served over samples/ indexed by the real pipeline, and a browser to visit it with."""

from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from visiting import FLAGS, PATIENCE_MS, ROOT, Visitor, chromium, served

from rag.config import Settings
from rag.pipeline import Desk, index

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("page") / "library"
    with Desk.open(Settings(library=folder), create=True) as desk:
        done = index([ROOT / "samples"], desk)
    assert (done.added, done.failed) == (5, ())
    return folder


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(sample_library):
    with served(sample_library) as address:
        yield address


@pytest.fixture
def visit(browser):
    """Open a window of its own for a visitor; at the end nothing may have been noticed in any."""
    visitors = []

    def visit(address, width=1400, height=900, **how) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": height}, **how)
        visitors.append(Visitor.of(context, address))
        return visitors[-1]

    yield visit
    noticed = [line for visitor in visitors for line in visitor.noticed]
    for visitor in visitors:
        visitor.page.context.close()
    assert noticed == []


@pytest.fixture
def visitor(visit, address) -> Visitor:
    return visit(address)
