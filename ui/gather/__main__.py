"""`python -m ui.gather`: brings the catalogues up to the source, and says which messages have no translation yet."""

import sys
from pathlib import Path

from ui.gather.catalogues import untranslated, update
from ui.gather.errors import error_templates
from ui.gather.messages import page_messages
from ui.words import LOCALE

_ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Write the catalogues of the page and of the errors; the exit status is 1 while a translation is missing."""
    errors = error_templates(_ROOT)
    errors.write()
    english = update(LOCALE / "en" / "LC_MESSAGES" / "fazhi.po", "en", page_messages(_ROOT / "ui"))
    chinese = update(LOCALE / "zh" / "LC_MESSAGES" / "errors.po", "zh", sorted({*errors.lines, *errors.values}))
    wanting = [*untranslated(english), *untranslated(chinese)]
    sys.stdout.write("".join(f"not translated yet: {message}\n" for message in wanting))
    return 1 if wanting else 0


sys.exit(main())
