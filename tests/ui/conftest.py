"""The page served over samples/ indexed by the real pipeline, and a browser to visit it with."""

from collections import defaultdict
from itertools import chain
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


@pytest.fixture(scope="session")
def windows(browser):
    """Windows by how they were opened: one that has fetched the page's scripts before draws in half the time."""
    windows = defaultdict(list)
    yield windows
    for context in chain.from_iterable(windows.values()):
        context.close()


@pytest.fixture
def visit(browser, windows):
    """Open a window of its own for a visitor; at the end nothing may have been noticed in any."""
    visitors = []

    def visit(address, width=1400, height=900, **how) -> Visitor:
        ready = windows[tuple(how.items())]
        context = ready.pop() if ready else browser.new_context(reduced_motion="reduce", **how)
        visitor = Visitor.of(context, address, width, height)
        visitors.append((visitor, ready))
        return visitor

    yield visit
    noticed = [line for visitor, _ in visitors for line in visitor.noticed]
    for visitor, ready in visitors:
        ready.append(visitor.leave())
    assert noticed == []


@pytest.fixture
def visitor(visit, address) -> Visitor:
    return visit(address)
