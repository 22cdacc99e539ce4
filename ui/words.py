"""The page's words in the language of its reader; the door to gettext.

What stands in the page's code is Chinese and is its own key; `locale/en` has the English. The errors are English and
`locale/zh` has the Chinese. `make words` gathers what is new, and a test sees that none is left out.
"""

from enum import StrEnum
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import streamlit as st

LOCALE = Path(__file__).with_name("locale")
_CHOSEN = "language"
_COOKIE = "fazhi_language"


class Language(StrEnum):
    """The languages that the page speaks."""

    CHINESE = "zh"
    ENGLISH = "en"


NAMES = {Language.CHINESE: "中文", Language.ENGLISH: "English"}
WRITTEN_IN = {"fazhi": Language.CHINESE, "errors": Language.ENGLISH}
"""The catalogues: the page's words, and the errors of all floors."""


def language() -> Language:
    """Return the language that this visitor chose now or in an earlier visit, Chinese where none was."""
    chosen = st.session_state.get(_CHOSEN) or st.context.cookies.get(_COOKIE)
    return Language(chosen) if chosen in set(Language) else Language.CHINESE


def choose_language() -> None:
    """Draw the choice of language; `remember` keeps it for the next visit."""
    now = language()
    st.segmented_control(
        _("语言"),
        list(Language),
        format_func=NAMES.__getitem__,
        default=now,
        required=True,
        key=_CHOSEN,
        label_visibility="collapsed",
    )


def cookie() -> tuple[str, str]:
    """Return the name and value by which a browser remembers the language."""
    return _COOKIE, language().value


def _(message: str) -> str:
    """Return a message in the reader's language; `message` is the Chinese."""
    return _catalogue(language(), "fazhi").gettext(message)


def error_words(template: str) -> str:
    """Return an error's template in the reader's language; `template` is the English."""
    return _catalogue(language(), "errors").gettext(template)


def counted(message: str, count: int) -> str:
    """Return a message with `{count}` in it, put as the reader's language puts that many."""
    return _catalogue(language(), "fazhi").ngettext(message, message, count).format(count=f"{count:,}")


@cache
def _catalogue(chosen: Language, domain: str) -> NullTranslations:
    """Return the translations into a language, none into the one that the messages are written in."""
    if WRITTEN_IN[domain] is chosen:
        return NullTranslations()
    with (LOCALE / chosen.value / "LC_MESSAGES" / f"{domain}.mo").open("rb") as file:
        return GNUTranslations(file)
