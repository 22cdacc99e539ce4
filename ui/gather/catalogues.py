"""The catalogues of what the page says: gathered, kept with their translations, compiled; the door to Babel."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ui.gather.messages import Key


class Words(Catalog):
    """A catalogue without dates and tools in its head, so that only what was changed differs."""

    def __init__(self, locale: str, messages: Iterable[Message] = ()) -> None:
        super().__init__(locale=locale, header_comment="", fuzzy=False)
        for message in messages:
            self.add(message.id, message.string, flags=message.flags)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The head: what a reader of the catalogue has to know."""
        return [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Language", str(self.locale)),
            ("Plural-Forms", self.plural_forms),
        ]

    @mime_headers.setter
    def mime_headers(self, headers: object) -> None:
        """Leave the head as it is; a file that is read says nothing of it that is not known."""


def read_words(file: Path, locale: str) -> Words:
    """Return the catalogue in a .po file, an empty one where there is no file."""
    if not file.exists():
        return Words(locale)
    with file.open("rb") as words:
        return Words(locale, [message for message in read_po(words, locale=locale) if message.id])


def update(file: Path, locale: str, keys: Sequence[Key]) -> Words:
    """Write a .po file with those messages and no others, and the .mo beside it; translations that there are stay."""
    before, now = read_words(file, locale), Words(locale)
    for key in keys:
        known = before.get(key)
        now.add(key, known.string if known else None)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as words:
        write_po(words, now, width=0, no_location=True, sort_output=True)
    file.with_suffix(".mo").write_bytes(compiled(now))
    return now


def compiled(words: Words) -> bytes:
    """Return the .mo file of a catalogue, without what is not translated; the same for the same messages."""
    made = BytesIO()
    write_mo(made, Words(str(words.locale), [message for message in words if message.id and all(texts(message))]))
    return made.getvalue()


def untranslated(words: Words) -> list[str]:
    """Return the messages that have no translation yet, or one that was only guessed."""
    return [str(message.id) for message in words if message.id and (message.fuzzy or not all(texts(message)))]


def texts(message: Message) -> Sequence[str]:
    """Return a message's translations: one, or one for each number that the language tells apart."""
    return (message.string,) if isinstance(message.string, str) else message.string or ("",)
