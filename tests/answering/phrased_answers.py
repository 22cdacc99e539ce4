"""An answer with all that a model could get wrong: two places, two scopes, a target, last year's value."""

from decimal import Decimal

from made_answers import SUZHOU, card_of, reading_of

from rag.answering.cite import cite
from rag.types import Answer, CitedFigure, Figure, Role, Span, State

WUXI = ("江苏省", "无锡市")
SAID = {
    1: (SUZHOU, "市政府为被告的案件负责人出庭应诉率为77.27%，部门和乡镇为被告的出庭应诉率为100%。"),
    2: (SUZHOU, "全市收到行政复议申请1,234件，审结1,024件，上年为900件。"),
    3: (SUZHOU, "到2025年，出庭应诉率目标为98%。"),
    4: (WUXI, "全市行政机关负责人出庭应诉率为95.1%，未达到预期。"),
    5: (SUZHOU, "举办法治讲座十二场，进一步提升了干部的法治意识。"),
}
FIGURES = (
    (1, "77.27%", Role.ACTUAL, "市政府为被告", 2021),
    (1, "100%", Role.ACTUAL, "部门和乡镇为被告", 2021),
    (2, "1,234件", Role.ACTUAL, None, 2021),
    (2, "1,024件", Role.ACTUAL, None, 2021),
    (2, "900件", Role.PREVIOUS, None, 2020),
    (3, "98%", Role.TARGET, None, 2025),
    (4, "95.1%", Role.ACTUAL, None, 2021),
)
TEXT = "\n".join(f"“{quote}”[{n}]" for n, (_, quote) in SAID.items())


def _cited(n, place, quote):
    text = f"2021年法治政府建设报告\n{quote}\n"
    at = text.index(quote)
    return cite(n, reading_of(text, card_of(place, 2021, text=text)), Span(at, at + len(quote)))


def _figure(n, raw, role, scope, year):
    value = Decimal(raw.rstrip("%件").replace(",", ""))
    figure = Figure(Span(0, 1), raw, value, raw[-1], False, role, "出庭应诉率", scope)
    return CitedFigure(figure, SAID[n][0][-1], year, n)


ANSWER = Answer(
    "a",
    "苏州和无锡2021年出庭应诉率、行政复议件数是多少",
    State.ANSWERED,
    TEXT,
    tuple(_figure(*one) for one in FIGURES),
    tuple(_cited(n, *said) for n, said in SAID.items()),
)
