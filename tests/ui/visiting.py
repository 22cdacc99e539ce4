"""A visitor of the real page in a real browser, who notices console errors and requests to other hosts."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest import MonkeyPatch

from rag.config import Settings
from rag.serve import Place, serving_command, serving_environment

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE_MS = 20_000
# One run of the page's script may start another, and a run may end before its last words are drawn.
_STILL = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  const done = app?.dataset.testConnectionState === "CONNECTED" && app.dataset.testScriptState === "notRunning";
  const shown = document.body.innerText;
  if (!done || shown !== window.fzShown) [window.fzShown, window.fzSince] = [shown, performance.now()];
  return done && performance.now() - window.fzSince > 200;
}"""


def chromium() -> str:
    """Return the browser's path; there is no test of the page without one."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert found, "the page's tests need a browser: set CHROMIUM to one, or install Debian's chromium"
    return found


@contextmanager
def served(library: Path, **environment: str):
    """Serve the page over a library on a free port, under variables of the environment, and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with MonkeyPatch.context() as set_for_it:
        for name, value in environment.items():
            set_for_it.setenv(name, value)
        settings = Settings(library=library)
        server = subprocess.Popen(
            serving_command(settings, Place(port=port)),
            cwd=ROOT,
            env=serving_environment(settings, Place(port=port)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, "the page's server ended at once"
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the page's server did not answer within a minute")


@dataclass
class Visitor:
    """One browser window and what its person does; `noticed` is what a person should never be able to notice."""

    page: Page
    address: str
    noticed: list[str] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)
    allowed: tuple[str, ...] = ()

    @classmethod
    def of(cls, context: BrowserContext, address: str, width: int = 1400, height: int = 900) -> "Visitor":
        visitor = cls(context.new_page(), address)
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.listen()
        visitor.page.goto(address)
        expect(visitor.input.or_(visitor.page.locator("[data-testid=stAlert]"))).to_be_visible(timeout=PATIENCE_MS)
        visitor.settled()
        return visitor

    def leave(self) -> BrowserContext:
        """Close the window and forget who was here; what the browser fetched stays with its context."""
        context = self.page.context
        self.page.evaluate("[localStorage, sessionStorage].forEach(kept => kept.clear())")
        for page in context.pages:
            page.close()
        context.clear_cookies()
        context.clear_permissions()
        return context

    def listen(self) -> None:
        """Notice what goes wrong from now on, and keep what the server says by its socket."""
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", lambda said: said.type == "error" and self.noticed.append(said.text))
        self.page.on("pageerror", lambda error: self.noticed.append(str(error)))
        self.page.on("dialog", lambda dialog: self.noticed.append(dialog.message) or dialog.dismiss())
        self.page.on("request", lambda request: self.see_request(request.url))
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._keep))

    def _keep(self, frame: str | bytes) -> None:
        self.received.append(frame if isinstance(frame, bytes) else frame.encode())

    def see_request(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:", *self.allowed)):
            self.noticed.append(f"a request to {url}")

    def go(self, page: str) -> None:
        """Go to a page of the navigation by its name."""
        link = self.page.get_by_test_id("stSidebarNavLink").filter(has_text=page)
        expect(link).to_be_attached(timeout=PATIENCE_MS)
        unfold = self.page.get_by_test_id("stExpandSidebarButton")
        folded = unfold.is_visible()
        if folded:
            unfold.click()
        link.click()
        expect(link).to_have_attribute("aria-current", "page")
        if folded:
            self.page.locator("[data-testid=stSidebarHeader] [aria-controls=stSidebar]").click()
            expect(unfold).to_be_visible()

    @property
    def input(self) -> Locator:
        return self.page.get_by_test_id("stChatInputTextArea")

    @property
    def messages(self) -> Locator:
        return self.page.get_by_test_id("stChatMessage")

    @property
    def reply(self) -> Locator:
        """The last reply."""
        return self.messages.last

    @property
    def source(self) -> Locator:
        """The section of the citation that is open."""
        return self.page.locator(".fz-section")

    def ask(self, question: str) -> Locator:
        before = self.messages.count()
        self.input.fill(question)
        self.input.press("Enter")
        return self.replied(before)

    def press(self, name: str) -> Locator:
        before = self.messages.count()
        self.page.get_by_role("button", name=name, exact=True).click()
        return self.replied(before)

    def replied(self, before: int) -> Locator:
        expect(self.messages).to_have_count(before + 2, timeout=PATIENCE_MS)
        return self.reply

    def settled(self) -> None:
        """Wait until the page has been drawn and left alone for a while: what is clicked before may be drawn anew."""
        self.page.evaluate("window.fzShown = null")
        self.page.wait_for_function(_STILL, timeout=PATIENCE_MS)

    def open_source(self, n: int = 1) -> Locator:
        """Press a citation of the last reply, counted from 1 as they stand there."""
        self.reply.locator(".fz-chip").nth(n - 1).click()
        expect(self.source.locator("mark")).to_be_visible(timeout=PATIENCE_MS)
        return self.source

    def overflow(self) -> int:
        """How many pixels of the page lie beyond the window's right side."""
        return self.page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)")
