"""Makes data/pinyin.json.gz, how characters and the names of places are read, from a published package.

    pip download --no-deps pypinyin==0.55.0
    python -m rag.language.make_pinyin pypinyin-0.55.0-py2.py3-none-any.whl

Only the readings of the characters of GB 2312 and of the gazetteer's names are kept, without tones. NOTICE says whose
they are and under which licence. Names that are read unlike their words (六安, 铅山) or that English writes in a way of
its own (Ürümqi, Inner Mongolia) are in data/place_readings.txt, which this program does not touch. A character's usual
readings are those that it has in one phrase in 25 of those it stands in; 前 is jian in old books alone.
"""

import gzip
import json
import sys
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rag.language.gazetteer import gazetteer

OUT = Path(__file__).parent / "data" / "pinyin.json.gz"
_USUAL = 0.04


def main(wheel: str) -> None:
    """Read the package and write the data file."""
    with zipfile.ZipFile(wheel) as archive:
        single, phrases = (json.loads(archive.read(f"pypinyin/{name}_dict.json")) for name in ("pinyin", "phrases"))
    readings = {char: _plain(single[str(ord(char))]) for char in _characters() if str(ord(char)) in single}
    names = {name: _of_phrase(phrases[name]) for name in _names() if name in phrases}
    names = {name: said for name, said in names.items() if said != [readings[char][0] for char in name]}
    data = {
        "sources": ["pypinyin 0.55.0 (MIT)"],
        "readings": {char: " ".join(said) for char, said in sorted(readings.items())},
        "usual": {char: " ".join(said) for char, said in sorted(_usual(readings, phrases).items())},
        "names": {name: " ".join(said) for name, said in sorted(names.items())},
    }
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    OUT.write_bytes(gzip.compress(raw, 9, mtime=0))
    print(f"{OUT.name}: {OUT.stat().st_size} bytes, {len(raw)} unpacked", file=sys.stderr)  # noqa: T201


def _usual(readings: Mapping[str, list[str]], phrases: Mapping[str, list[list[Any]]]) -> dict[str, list[str]]:
    """Return the usual readings of characters that have others as well."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, said in phrases.items():
        for char, reading in zip(phrase, _of_phrase(said), strict=False):
            told[char][reading] += 1
    usual = {
        char: [one for one in said if told[char][one] >= _USUAL * told[char].total()] for char, said in readings.items()
    }
    return {char: said for char, said in usual.items() if told[char] and said and said != readings[char]}


def _characters() -> list[str]:
    """Return the characters of GB 2312 and those of the gazetteer's names."""
    common = [bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    known = gazetteer()
    return list(dict.fromkeys([*filter(None, common), *"".join(known.full), *"".join(known.short)]))


def _names() -> list[str]:
    known = gazetteer()
    return [*known.short, *known.full]


def _plain(readings: str) -> list[str]:
    """Return readings without tones, each once; ü is v, as it is typed."""
    return list(dict.fromkeys(_bare(said) for said in readings.split(",")))


def _bare(said: str) -> str:
    spread = unicodedata.normalize("NFD", said.replace("ü", "v").replace("ǚ", "v").replace("ǜ", "v"))
    return "".join(char for char in spread if not unicodedata.combining(char)).replace("ǘ", "v").replace("ǖ", "v")


def _of_phrase(said: list[list[Any]]) -> list[str]:
    return [_bare(char[0]) for char in said]


if __name__ == "__main__":
    main(sys.argv[1])
