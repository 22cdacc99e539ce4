"""Characters that look alike, which scanners and tired eyes take for one another (没 and 设, 日 and 曰)."""

import gzip
import json
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "shapes.json.gz"


def looks_like(typed: str, meant: str) -> bool:
    """Tell whether a character may be read for the one that is meant."""
    return typed in _shapes().get(meant, "")


@lru_cache(maxsize=1)
def _shapes() -> dict[str, str]:
    shapes: dict[str, str] = json.loads(gzip.decompress(_DATA.read_bytes()))["shapes"]
    return shapes
