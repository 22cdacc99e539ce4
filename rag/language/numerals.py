"""Chinese and Arabic numerals as decimals; the only door to cn2an."""

import re
from decimal import Decimal, InvalidOperation

from rag.language.text import normalise

DIGITS = "〇零一二三四五六七八九"
CHARACTERS = "〇零一二两三四五六七八九十百千万亿"
_VALUE = {char: str(index // 2 if index < 2 else index - 1) for index, char in enumerate(DIGITS)}
_SCALES = {"亿": Decimal(10) ** 8, "万": Decimal(10) ** 4, "千": Decimal(1000), "百": Decimal(100), "十": Decimal(10)}
_ARABIC = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)([十百千]?[万亿]*|[十百千])(%|‰)?")
_SHARE = re.compile(r"([百千万])分之(.+)")
_FRACTION = re.compile(r"(.+)分之(.+)")
_TENTHS = re.compile(rf"([{DIGITS}两]|\d)成([{DIGITS}半])?")
_WRITTEN = re.compile(rf"[负]?[{CHARACTERS}]+(?:点[{DIGITS}]+)?")


def parse_number(text: str) -> Decimal | None:
    """Return the number that `text` is, or None where it is none.

    12, 1,234.5, 1.2万, 3千, 三, 十二, 一百二十, 两万; a percentage as the number before %: 8.7%, 百分之八点七 and
    九成六 are 8.7, 8.7 and 96. Other fractions are their value: 三分之一.
    """
    plain = normalise(text).strip()
    for read in (_arabic, _share, _tenths, _fraction, _written):
        value = read(plain)
        if value is not None:
            return value
    return None


def digits(text: str) -> str | None:
    """Return a row of Chinese digits as Arabic ones (二〇二一: 2021), or None where a character is no digit."""
    return "".join(_VALUE[char] for char in text) if text and all(char in _VALUE for char in text) else None


def _arabic(text: str) -> Decimal | None:
    match = _ARABIC.fullmatch(text)
    if not match:
        return None
    value = Decimal(match[1].replace(",", ""))
    for scale in match[2]:
        value *= _SCALES[scale]
    return value


def _share(text: str) -> Decimal | None:
    match = _SHARE.fullmatch(text)
    value = parse_number(match[2]) if match else None
    return value * 100 / _SCALES[match[1]] if match and value is not None else None


def _tenths(text: str) -> Decimal | None:
    match = _TENTHS.fullmatch(text)
    if not match:
        return None
    rest = "5" if match[2] == "半" else _VALUE.get(match[2] or "零", "0")
    return Decimal(int(_VALUE.get(match[1].replace("两", "二"), match[1])) * 10 + int(rest))


def _fraction(text: str) -> Decimal | None:
    match = _FRACTION.fullmatch(text)
    if not match or _SHARE.fullmatch(text):
        return None
    below, above = parse_number(match[1]), parse_number(match[2])
    return above / below if below and above is not None else None


def _written(text: str) -> Decimal | None:
    if not _WRITTEN.fullmatch(text):
        return None
    row = digits(text)
    if row is not None:
        return Decimal(row)
    if text[0] in "百千万":  # 百分之百, 百余场
        text = f"一{text}"
    import cn2an  # 0.3 s, and most numbers do without it

    try:
        return Decimal(str(cn2an.cn2an(text.replace("〇", "零"), "smart")))
    except (ValueError, InvalidOperation):
        return None
