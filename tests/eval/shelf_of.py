"""A shelf of texts without a library: cards as an index would have made them, for what only reads."""

from hashlib import sha256

from rag.types import Identity, Kind, ReportCard

PATHS = {"苏州市": ("江苏省", "苏州市"), "无锡市": ("江苏省", "无锡市"), "建德市": ("浙江省", "杭州市", "建德市")}


class ShelfOf:
    """Reports given as (place, year, text), with the kind after it where it is not 法治政府建设."""

    def __init__(self, *reports):
        self._texts = {}
        self._cards = []
        for place, year, text, *kind in reports:
            identifier = sha256(text.encode()).hexdigest()
            identity = Identity(
                title=f"{place}{year}年报告",
                place=place,
                place_path=PATHS[place],
                year=year,
                kind=kind[0] if kind else Kind.LAW_BASED_GOVERNMENT,
            )
            self._texts[identifier] = text
            self._cards.append(
                ReportCard(
                    id=identifier,
                    files=(f"{place}.txt",),
                    identity=identity,
                    format="text",
                    wrapped=False,
                    pages=1,
                    characters=len(text),
                    sections=1,
                    chunks=1,
                    coverage=1.0,
                    furniture=(),
                    added="2026-01-01",
                )
            )

    def cards(self):
        return tuple(self._cards)

    def text(self, report_id):
        return self._texts[report_id]
