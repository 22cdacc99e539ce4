"""The words around the quotes, in the two languages that answers are given in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.scope import is_department
from rag.language.figures import whole_scope
from rag.language.places import resolve
from rag.types import Figure, Kind, Missing, Reason, ReportCard

_HAVE, _COLUMN = 5, " · "
_NAME = re.compile(r"[\u4e00-\u9fff]{2,14}")


@dataclass(frozen=True, slots=True)
class Phrases:
    """How an answer says things in Chinese; English says the same around the Chinese quotes."""

    refused: str = "找到的内容没有通过核对，不予采用。"
    contradicted: str = "报告的数据前后不相同，分别如下："
    disagree: str = "同年有多份报告，数据不相同，分别如下："

    def item(self, number: int, words: str, marks: Sequence[int]) -> str:
        """Return one item of a list."""
        return f"{number}. {words}{cited(marks)}"

    def fact(self, figures: Sequence[Figure], words: str, marks: Sequence[int], card: ReportCard | None) -> str:
        """Return one fact: its values first, which report they are of where that is new, and the words that say so."""
        if not words:
            return f"{self.named(card) if card else ''}{self.values(figures)}{cited(marks)}"
        return f"{self.values(figures)}{self.whose(card) if card else ''}“{words}”{cited(marks)}"

    def named(self, card: ReportCard) -> str:
        """Return whose a value is, by place and year, where the words that say it are left out.

        A work report says what kind it is, since it tells of the year before its own.
        """
        speech = card.identity.kind is Kind.GOVERNMENT_WORK
        year = f"{card.identity.year}年" if card.identity.year else ""
        return f"{place_of(card)}{year}{f'{card.identity.kind.value}报告' if speech else ''}："

    def mentions(self, card: ReportCard, marks: Sequence[int]) -> str:
        """Return one of the reports that say what is asked, with its mark."""
        year = f"{card.identity.year}年" if card.identity.year else ""
        return f"{place_of(card)}{year}{cited(marks)}"

    def mentioned(self, number: Figure | None, names: Sequence[str], reports: bool) -> str:
        """Return which reports say what is asked, and how many reports or places they are where that is told."""
        whose = "报告" if reports else "地方"
        return (f"共有{number.raw}{whose}提到：" if number else "提到的报告：") + "、".join(names) + "。"

    def values(self, figures: Sequence[Figure]) -> str:
        """Return the values as printed, each with its scope where it is a part's."""
        shown = [f"{label}：{printed(figure)}" if label else printed(figure) for label, figure in labelled(figures)]
        return f"{'，'.join(dict.fromkeys(shown))}。" if shown else ""

    def gained(self, move: tuple[Figure, Figure, Figure], marks: Sequence[int]) -> str:
        """Return from which value to which something went, and how far they are apart."""
        earlier, later, apart = move
        way = "增加" if later.value > earlier.value else "减少"
        return f"{printed(later)}比{printed(earlier)}{way}{printed(apart)}。{cited(marks)}"

    def whose(self, card: ReportCard) -> str:
        """Return which report says so, by place and year."""
        identity = card.identity
        year = f"{identity.year}年" if identity.year else ""
        kind = "" if identity.kind is Kind.OTHER else identity.kind.value
        return f"{place_of(card)}{year}{kind}报告："

    def nothing(self, gaps: Sequence[str]) -> str:
        """Return an abstention with its reasons."""
        return "没有找到。" + "".join(gaps)

    def read_as(self, readings: Sequence[str]) -> str:
        """Return how words that count from today were read (去年=2025年)."""
        return f"（{'，'.join(readings)}）"

    def respelt(self, words: Sequence[tuple[str, str]]) -> str:
        """Return how mistyped words were read, each as it was typed and as what it was meant for."""
        return f"（{'，'.join(f'按“{meant}”理解“{typed}”' for typed, meant in words)}）"

    def gap(self, missing: Missing, lacking: Sequence[str] = ()) -> str:
        """Return what is missing, and what there is instead; `lacking` are words that a report does not speak of."""
        place, year = missing.issuer or missing.place or "", f"{missing.year}年" if missing.year else ""
        have = "、".join(str(one) for one in missing.have[:_HAVE]) + ("等" if len(missing.have) > _HAVE else "")
        match missing.reason:
            case Reason.NO_REPORT_OF_PLACE:
                below = f"，有：{have}" if have else ""
                return f"库中没有{place}的报告{below}。"
            case Reason.NO_REPORT_OF_YEAR:
                return f"库中没有{place}{year}的报告" + (f"，有{have}年的。" if have else "。")
            case Reason.NO_REPORT_OF_KIND:
                return f"库中没有{place}这一类报告" + (f"，有{have}报告。" if have else "。")
            case Reason.NOT_MENTIONED:
                whose = f"{place}{year}的报告" if place or year else "库中的报告都"
                return f"{whose}没有提到{'、'.join(f'「{one}」' for one in lacking)}。"
            case Reason.OUT_OF_SCOPE:
                return "这里只回答政府报告里写了的内容，例如：苏州2021年出庭应诉率是多少？"

    def which_place(self, names: Sequence[str]) -> str:
        """Return the question back which of several namesakes is meant."""
        return f"同名的地方不止一个，请说明是哪一个：{'、'.join(names[:10])}？"

    def no_such_place(self, name: str, alike: Sequence[str]) -> str:
        """Return the question back which place is meant by a name that nobody knows, with those that are alike."""
        held = f"是不是{'、'.join(alike[:_HAVE])}" if alike else "请写出全称"
        return f"没有认出{name}是哪个地方，{held}？"

    def what_about(self, reports: Sequence[str]) -> str:
        """Return the question back what of a report is meant."""
        of = f"《{reports[0]}》" if len(reports) == 1 else f"这{len(reports)}份报告" if reports else "报告"
        return f"想了解{of}的什么内容？例如：出庭应诉率是多少，存在哪些问题，下一步有什么安排。"

    def narrow(self, places: Sequence[str]) -> str:
        """Return the question back which of many reports is meant."""
        listed = "、".join(places[:_HAVE]) + ("等" if len(places) > _HAVE else "")
        return f"提到的报告不止一份，请说明地方和年份（{listed}）。"


def place_of(card: ReportCard) -> str:
    """Return whose a report is: its bureau's or its place's, which has the names above it where it has namesakes."""
    identity = card.identity
    if is_department(card):
        return identity.issuer or card.label
    if identity.place and len(resolve(identity.place)) > 1:
        return "".join(identity.place_path)
    return identity.place or card.label


def printed(figure: Figure) -> str:
    """Return a figure as printed, on one line where a page broke it over two."""
    return "".join(figure.raw.split())


def labelled(figures: Sequence[Figure]) -> list[tuple[str, Figure]]:
    """Return figures that are given together, each with what tells it from the others, "" where it needs nothing.

    That is the part that a figure is of, and what it counts where two of one unit are of the same part; of a number in
    a table, its column.
    """
    shown = []
    for figure in figures:
        scope = "" if whole_scope(figure.scope) else figure.scope or ""
        alike = [one for one in figures if one.unit == figure.unit and one.scope == figure.scope]
        names = {one.indicator for one in alike}
        differ = len({one.value for one in alike}) > 1 and len(names) == len(alike)
        apart = differ and _NAME.fullmatch(figure.indicator)
        shown.append((figure.indicator if apart else scope or _column(figure), figure))
    return shown


def _column(figure: Figure) -> str:
    """Return the head of the column that a number in a table stands in, "" for other figures."""
    heads = figure.indicator.partition(_COLUMN)[2].split(" ")
    return next((one for one in ("".join(heads), heads[-1]) if _NAME.fullmatch(one)), "")


def cited(marks: Sequence[int]) -> str:
    """Return the marks of citations, [1][2]."""
    return "".join(f"[{mark}]" for mark in marks)


class _English(Phrases):
    """The same in English."""

    __slots__ = ()

    def values(self, figures: Sequence[Figure]) -> str:
        shown = [f"{label}: {printed(figure)}" if label else printed(figure) for label, figure in labelled(figures)]
        return f"{', '.join(dict.fromkeys(shown))}. " if shown else ""

    def gained(self, move: tuple[Figure, Figure, Figure], marks: Sequence[int]) -> str:
        earlier, later, apart = move
        way = "up" if later.value > earlier.value else "down"
        return f"{printed(later)} against {printed(earlier)}: {way} {printed(apart)}.{cited(marks)}"

    def named(self, card: ReportCard) -> str:
        return self.whose(card)

    def mentions(self, card: ReportCard, marks: Sequence[int]) -> str:
        return " ".join(str(one) for one in (place_of(card), card.identity.year) if one) + cited(marks)

    def mentioned(self, number: Figure | None, names: Sequence[str], reports: bool) -> str:
        whose = "reports" if reports else "places"
        return (f"{number.value} {whose} mention it: " if number else "Mentioned by: ") + ", ".join(names) + "."

    def whose(self, card: ReportCard) -> str:
        identity = card.identity
        year = f", {identity.year}" if identity.year else ""
        return f"Report of {place_of(card)}{year}: "

    def nothing(self, gaps: Sequence[str]) -> str:
        return "Not found. " + " ".join(gaps)

    def read_as(self, readings: Sequence[str]) -> str:
        return f"(Read as: {', '.join(readings)}.)"

    def respelt(self, words: Sequence[tuple[str, str]]) -> str:
        return f"(Reading {', '.join(f'“{typed}” as “{meant}”' for typed, meant in words)}.)"

    def gap(self, missing: Missing, lacking: Sequence[str] = ()) -> str:
        named = " ".join(str(one) for one in (missing.issuer or missing.place, missing.year) if one)
        have = ", ".join(str(one) for one in missing.have[:_HAVE])
        match missing.reason:
            case Reason.NO_REPORT_OF_PLACE:
                return f"The library holds no report of {missing.place}" + (
                    f"; below it there is {have}." if have else "."
                )
            case Reason.NO_REPORT_OF_YEAR:
                return f"The library holds no report of {named}" + (f"; there is {have}." if have else ".")
            case Reason.NO_REPORT_OF_KIND:
                return f"The library holds no report of that kind of {missing.place}" + (
                    f"; there is {have}." if have else "."
                )
            case Reason.NOT_MENTIONED:
                matter = ", ".join(lacking) or "it"
                return f"The report of {named} does not mention {matter}." if named else f"No report mentions {matter}."
            case Reason.OUT_OF_SCOPE:
                return "Only what government reports say is answered here, for example: 苏州2021年出庭应诉率"

    def which_place(self, names: Sequence[str]) -> str:
        return f"Several places have this name; which one is meant: {', '.join(names[:10])}?"

    def no_such_place(self, name: str, alike: Sequence[str]) -> str:
        held = f": {', '.join(alike[:_HAVE])}" if alike else ""
        return f"No place is known as {name}; which one is meant{held}?"

    def what_about(self, reports: Sequence[str]) -> str:
        of = reports[0] if len(reports) == 1 else "the reports"
        return f"What of {of} is meant? For example 出庭应诉率 (a rate), 存在的问题 (problems), 下一步安排 (plans)."

    def narrow(self, places: Sequence[str]) -> str:
        return f"Several reports mention this; name a place and a year ({', '.join(places[:_HAVE])}…)."


def phrases(language: str) -> Phrases:
    """Return the phrases of a language, "zh" or "en"."""
    if language != "en":
        return Phrases()
    return _English(
        "What was found did not pass the checks.",
        "What the reports say of it does not agree; each is given.",
        "There is more than one report of the year, and they disagree; each is given.",
    )
