"""Who is at the page: the person who logged in, else whoever uses this browser, told by a cookie that says no more."""

from hashlib import sha256
from secrets import token_urlsafe

import streamlit as st

from ui.words import cookie

_COOKIE = "fazhi_visitor"
_KEY = "visitor"
_A_YEAR = 365 * 24 * 3600
_SHORTEST = 20

_KEEPER = st.components.v2.component(
    "fazhi.cookies",
    js="""
    export default function ({ data }) {
      const secure = location.protocol === "https:" ? "; Secure" : "";
      for (const [name, value] of Object.entries(data.cookies)) {
        document.cookie = `${name}=${value}; Path=/; Max-Age=${data.seconds}; SameSite=Strict${secure}`;
      }
    }
    """,
)


def visitor() -> str:
    """Return what tells this visitor from all others, today and in a year; never shown, and no name."""
    if st.user.get("is_logged_in"):
        return sha256(f"{st.user.get('iss')} {st.user.get('sub')}".encode()).hexdigest()
    known = st.session_state.get(_KEY) or st.context.cookies.get(_COOKIE) or ""
    if len(known) < _SHORTEST:
        known = token_urlsafe(24)
    st.session_state[_KEY] = known
    return sha256(known.encode()).hexdigest()


def remember() -> None:
    """Leave the visitor's cookies with the browser, so that the next visit is the same person's."""
    visitor()
    name, value = cookie()
    cookies = {name: value} | ({_COOKIE: st.session_state[_KEY]} if _KEY in st.session_state else {})
    _KEEPER(data={"cookies": cookies, "seconds": _A_YEAR}, key="cookies", height="content")
