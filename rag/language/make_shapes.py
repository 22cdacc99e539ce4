"""Makes data/shapes.json.gz, which characters look alike, by drawing them.

    pip install Pillow
    python -m rag.language.make_shapes NotoSansCJK-Regular.ttc

Two characters look alike where their drawings, blurred, correlate. What is meant is one of the 3,755 commonest
characters of GB 2312, what is read for it any simplified character, a rare one only where it is hard to tell from it.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from rag.language.text import normalise

OUT = Path(__file__).parent / "data" / "shapes.json.gz"
_SIZE, _SIMPLIFIED = 32, 2
_COMMON, _RARE = 0.62, 0.68
_MOST = 14


def main(font: str) -> None:
    """Draw the characters and write the data file."""
    known = _of_gb2312(0xB0, 0xF8)
    common = _of_gb2312(0xB0, 0xD8)
    wide = [char for char in map(chr, range(0x4E00, 0x9FA6)) if normalise(char) == char]
    face = ImageFont.truetype(font, _SIZE, index=_SIMPLIFIED)
    mean = np.mean([_drawn(char, face) for char in known], axis=0)
    alike = (
        _unit([_drawn(char, face) - mean for char in wide]) @ _unit([_drawn(char, face) - mean for char in common]).T
    )
    least = np.array([_COMMON if char in set(known) else _RARE for char in wide])
    shapes = {}
    for at, char in enumerate(common):
        near = [wide[i] for i in np.argsort(-alike[:, at]) if alike[i, at] > least[i] and wide[i] != char]
        if near:
            shapes[char] = "".join(near[:_MOST])
    raw = json.dumps({"sources": ["drawn with Noto Sans CJK SC (OFL 1.1)"], "shapes": shapes}, ensure_ascii=False)
    OUT.write_bytes(gzip.compress(raw.encode(), 9, mtime=0))
    print(f"{OUT.name}: {OUT.stat().st_size} bytes, {len(shapes)} characters", file=sys.stderr)  # noqa: T201


def _of_gb2312(first: int, last: int) -> list[str]:
    """Return the characters in rows `first` to `last`, the last one left out."""
    cells = (bytes((row, cell)).decode("gb2312", "ignore") for row in range(first, last) for cell in range(0xA1, 0xFF))
    return list(filter(None, cells))


def _drawn(char: str, face: ImageFont.FreeTypeFont) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    image = Image.new("L", (_SIZE + 4, _SIZE + 4), 0)
    ImageDraw.Draw(image).text((2, -6), char, font=face, fill=255)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(1.2)), dtype=np.float32).ravel()


def _unit(
    rows: list["np.ndarray[tuple[int], np.dtype[np.float32]]"],
) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    drawn = np.stack(rows)
    unit: np.ndarray[tuple[int, int], np.dtype[np.float32]] = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


if __name__ == "__main__":
    main(sys.argv[1])
