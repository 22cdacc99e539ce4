"""Who may come in, and who may change the library."""

from functools import cache

import streamlit as st

from rag.access import DEFAULT_PROVIDER, is_listed, providers
from rag.config import Settings
from ui.plain import as_html, as_label
from ui.words import _

_providers = cache(providers)


def may_read(settings: Settings) -> bool:
    """Tell whether this visitor may see the library; raises ServeError where the login is configured wrongly."""
    access = settings.access
    if not _providers(access.secrets):
        return True
    return _is_logged_in() and is_listed(st.user.to_dict(), (*access.readers, *access.editors))


def may_change(settings: Settings) -> bool:
    """Tell whether this visitor may add reports, correct and remove them."""
    if not _providers(settings.access.secrets):
        return not settings.access.open
    return _is_logged_in() and is_listed(st.user.to_dict(), settings.access.editors)


def draw_door(settings: Settings) -> None:
    """Draw what a visitor sees who may not come in: the way to log in, or that the list does not have them."""
    st.title(_("法治"))
    if _is_logged_in():
        st.error(_("这个账号没有阅读这个报告库的权限。请向管理员申请，或者换一个账号登录。"))
        _draw_who()
        return
    st.markdown(_("这里的报告只对获准的人开放，请先登录。"))
    for name in _providers(settings.access.secrets):
        words = _("登录") if name == DEFAULT_PROVIDER else _("用 {name} 登录").format(name=as_label(name))
        st.button(words, key=f"login-{name}", type="primary", on_click=st.login, args=(name or None,))


def draw_visitor(settings: Settings) -> None:
    """Draw who is logged in, and the way out, where there is a login."""
    if _providers(settings.access.secrets):
        _draw_who()


def _draw_who() -> None:
    who = str(st.user.get("email") or st.user.get("name") or st.user.get("sub") or "")
    st.html(f"<p class='fz-who'>{as_html(who)}</p>")
    st.button(_("退出"), key="logout", icon=":material/logout:", on_click=st.logout)


def _is_logged_in() -> bool:
    return st.user.get("is_logged_in") is True
