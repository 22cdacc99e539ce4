"""How reports print figures: separators, 万 and 亿, approximations, numerals, full- and half-width characters."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

_HAN = "零一二三四五六七八九"
_WIDE_DIGITS = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_HALF_MARKS = str.maketrans("，（）：；", ",():;")
_TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure that was drawn, in the unit that it is printed in, and the form that it is printed in.

    The forms: plain, about (1200余件), near (近1200件), myriad (1.2万件) and numeral (十二件).
    """

    value: Decimal
    form: str = "plain"


@dataclass(frozen=True, slots=True)
class Style:
    """The house style of one report: how its characters and thousands are written."""

    half_marks: bool = False
    wide_digits: bool = False
    thousands: bool = False

    def apply(self, text: str) -> str:
        """Return `text` in this style."""
        text = text.translate(_HALF_MARKS) if self.half_marks else text
        return text.translate(_WIDE_DIGITS) if self.wide_digits else text


def formed(value: Decimal, unit: str, rng: Random) -> Drawn:
    """Return a drawn value in a form that suits it, rounded as that form rounds."""
    chance = rng.random()
    if unit == "%":
        return Drawn(value)
    if value >= 10_000 and chance < 0.35:
        return Drawn(_rounded(value, 4 if value >= 100_000 else 3), "myriad")
    if value >= 1_000 and chance > 0.84:
        return Drawn(_rounded(value, 2), "about" if chance > 0.92 else "near")
    if value < 100 and value == int(value) and chance > 0.86 and unit in "场次期项":
        return Drawn(value, "numeral")
    return Drawn(value)


def printed(drawn: Drawn, unit: str, thousands: bool = False) -> str:
    """Return a figure with its unit, as a report prints it before its style is applied."""
    value = drawn.value
    if drawn.form == "myriad" and unit.startswith("万"):
        return f"{_plain(value / _TEN_THOUSAND)}亿{unit[1:]}"
    if drawn.form == "myriad":
        return f"{_plain(value / _TEN_THOUSAND)}万{unit}"
    if drawn.form == "numeral":
        return f"{numeral(int(value))}{unit}"
    digits = f"{int(value):,}" if thousands and value == int(value) else _plain(value)
    match drawn.form:
        case "about":
            return f"{digits}余{unit}"
        case "near":
            return f"近{digits}{unit}"
    return f"{digits}{unit}"


def canonical(value: Decimal, unit: str) -> str:
    """Return a value as questions state it: plain digits, the 万 of its unit worked in."""
    return _plain(value * _TEN_THOUSAND if unit.startswith("万") else value)


def numeral(number: int) -> str:
    """Return a number below a hundred in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _HAN[tens]) + "十" if tens else ""
    return head + (_HAN[ones] if ones or not tens else "")


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: Decimal, digits: int) -> Decimal:
    """Return a whole value rounded to so many leading digits."""
    step = Decimal(10) ** max(len(str(int(value))) - digits, 0)
    return (value / step).to_integral_value() * step
