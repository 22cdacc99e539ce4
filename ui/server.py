"""What `fazhi chat` serves: the page behind a doorway that tells browsers what they may do with it."""

from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.starlette import App

# Streamlit and its plots need inline and evaluated scripts; what is kept out is every other host.
_HEADERS = {
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none'; "
    "base-uri 'self'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_OWN = "/_stcore", "/static", "/media", "/component", "/auth", "/oauth2callback"
# Without it a page other than the first looks for the server below its own address, and fails once before it does not.
_HERE = "<script>window.__streamlit = { BACKEND_BASE_URL: location.origin };</script>"


class Doorway:
    """Middleware that gives every reply its headers, and every page the address of its server."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        index = Path(streamlit.__file__).with_name("static") / "index.html"
        self._index = index.read_text(encoding="utf-8").replace("<head>", f"<head>{_HERE}", 1).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and answer one for a page of the app."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and _is_page(scope["path"]):
            await self._draw(scope, with_headers)
        else:
            await self._app(scope, receive, with_headers)

    async def _draw(self, scope: Scope, send: Send) -> None:
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(self._index)).encode()),
            (b"cache-control", b"no-cache"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else self._index})


def _is_page(path: str) -> bool:
    """Tell whether a path is one of the app's pages, which lie right below the root and are no files."""
    return not path.startswith(_OWN) and path.count("/") == 1 and "." not in path


app = App(Path(__file__).with_name("app.py"), middleware=[Middleware(Doorway)])
