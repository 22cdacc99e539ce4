"""Who may come in, and who may change the library."""

from rag.config import Settings


def may_change(settings: Settings) -> bool:
    """Tell whether this visitor may add reports, correct and remove them."""
    return True
