"""How fast the page is over a thousand made reports: the first answer and a switch of pages, in a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import numpy as np
from playwright.sync_api import Browser, Page, expect, sync_playwright

from eval.made.command import made
from eval.speed import Timing
from rag import pipeline
from rag.config import Settings

LIBRARY = Path(".libraries/bench-1000")
_MADE = ((1, 400), (2, 400), (3, 200))
"""Seeds, and how many reports of each: one seed has not places enough for a thousand."""
_SPLIT = "tune"
_INDICATORS = ("出庭应诉率", "办结率", "行政复议案件多少件", "存在哪些问题", "公开信息多少条")
_ROOMS = ("引文", "指标", "报告", "评测", "问答")
_ASKED, _ROUNDS = 20, 5
_MS = 60_000


def page_timings(folder: Path = LIBRARY) -> Iterator[Timing]:
    """Make the library where there is none yet, serve it, and time what people wait for; seconds as they see them."""
    library = thousand(folder)
    with pipeline.Desk.open(Settings(library=library)) as desk:
        cards = desk.library.cards()
    named = [f"{card.identity.place}{card.identity.year}年" for card in cards if card.identity.place]
    questions = [f"{name}{_INDICATORS[n % len(_INDICATORS)]}" for n, name in enumerate(named[:: len(named) // _ASKED])]
    with _served(library) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
        first = [_answered(browser, address, question) for question in questions[: _ASKED + 1]][1:]
        yield _timing(f"the first answer of a visit, {len(cards)} reports", first, "≤ 1 s")
        switches = _switched(_visit(browser, address))
        yield _timing("a page switched, slowest page", max(switches.values(), key=np.median), "≤ 0.5 s")
        for room, seconds in switches.items():
            yield _timing(f"  to {room}", seconds, "≤ 0.5 s")
        browser.close()


def thousand(folder: Path) -> Path:
    """Return a library of a thousand made reports, made and indexed in `folder` where it is not there yet."""
    library, done = folder / "library", folder / "made-and-indexed"
    if not done.exists():
        for seed, reports in _MADE:
            reports_folder = folder / f"made-{seed}"
            shutil.rmtree(reports_folder, ignore_errors=True)
            made(reports_folder, reports, 10, (seed, _SPLIT))
        with pipeline.Desk.open(Settings(library=library), create=True) as desk:
            pipeline.index([folder / f"made-{seed}" / "reports" for seed, _ in _MADE], desk)
        done.touch()
    return library


def _timing(name: str, seconds: Sequence[float], goal: str) -> Timing:
    late = float(np.quantile(seconds, 0.95))
    return Timing(name, float(np.median(seconds)), goal, f"{late:.2f} s, the 95th percentile of {len(seconds)}")


def _answered(browser: Browser, address: str, question: str) -> float:
    """Return the seconds from Enter until a new visitor's first answer is drawn."""
    page = _visit(browser, address)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    started = time.perf_counter()
    box.press("Enter")
    expect(page.get_by_test_id("stChatMessage").last.locator(".fz-answer")).to_be_visible(timeout=_MS)
    seconds = time.perf_counter() - started
    page.context.close()
    return seconds


def _switched(page: Page) -> dict[str, list[float]]:
    """Return by page the seconds from a click in the navigation until the page's own heading is drawn."""
    seconds: dict[str, list[float]] = {room: [] for room in _ROOMS}
    for turn in range(_ROUNDS + 1):
        for room in _ROOMS:
            started = time.perf_counter()
            page.get_by_test_id("stSidebarNavLink").filter(has_text=room).click()
            _drawn(page, room)
            if turn:  # the first is a visitor's first sight of the page, and warms up
                seconds[room].append(time.perf_counter() - started)
    return seconds


def _drawn(page: Page, room: str) -> None:
    if room == "问答":
        expect(page.get_by_test_id("stChatInputTextArea")).to_be_visible(timeout=_MS)
    else:
        heading = page.get_by_test_id("stMainBlockContainer").get_by_role("heading", name=room, exact=True)
        expect(heading).to_be_visible(timeout=_MS)
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=_MS)


def _visit(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.goto(address)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_visible(timeout=_MS)
    expect(page.get_by_test_id("stMainBlockContainer").get_by_role("button").first).to_be_visible(timeout=_MS)
    return page


def _chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@contextmanager
def _served(library: Path) -> Iterator[str]:
    """Serve the page by the command that people use, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["fazhi", "chat", "--port", str(port), "--library", str(library)]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    server = subprocess.Popen(command, env=os.environ | {"PATH": path}, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/_stcore/health", server)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the page's server did not start: see what `fazhi chat` says")
