"""The page 报告 as a visitor of a test uses it."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, TimeoutError, expect
from visiting import PATIENCE_MS, Visitor

REPORT = """{place}{year}年法治政府建设情况报告

一、主要工作
{year}年，全市行政机关负责人出庭应诉率达到{rate}%。

{place}人民政府
"""
_HEAD, _ROW = 38, 35
_TRIES = 4


@dataclass
class Shelf:
    """A visitor who is on the page 报告."""

    visitor: Visitor

    @classmethod
    def of(cls, visitor: Visitor) -> "Shelf":
        visitor.go("报告")
        shelf = cls(visitor)
        expect(shelf.main.get_by_role("heading", name="报告", exact=True)).to_be_visible(timeout=PATIENCE_MS)
        return shelf

    @property
    def main(self) -> Locator:
        return self.visitor.page.get_by_test_id("stMainBlockContainer")

    @property
    def outcome(self) -> Locator:
        """What became of the files that were given last."""
        return self.main.locator(".st-key-outcome")

    @property
    def text(self) -> Locator:
        """The text of the report that is open."""
        return self.main.get_by_role("region", name="报告正文")

    def cells(self, text: str) -> Locator:
        """The cells of the table that hold just this."""
        return self.main.locator("canvas td").get_by_text(text, exact=True)

    def press(self, name: str) -> None:
        self.main.get_by_role("button", name=name, exact=True).click()

    def unfold(self) -> None:
        """Open the place to drop files into, where it is folded."""
        self.settled()
        folded = self.main.get_by_test_id("stExpander").filter(has_text="添加报告").locator("details")
        expect(folded).to_be_visible()
        if folded.get_attribute("open") is None:
            folded.locator("summary").click()
        expect(self.main.get_by_role("radio", name="文件", exact=True)).to_be_visible()

    def choose(self, *files: Path) -> None:
        """Choose files or one folder in the uploader."""
        given = self.main.get_by_test_id("stFileUploaderDropzoneInput")
        expect(given).to_have_count(1)
        self.settled()
        given.set_input_files(files[0] if files[0].is_dir() else list(files))

    def give(self, *files: Path) -> None:
        """Choose files and add them to the library."""
        self.unfold()
        self.choose(*files)
        expect(self.main.get_by_test_id("stFileChip").first).to_be_visible()
        self.press("加入报告库")

    def find(self, words: str) -> None:
        """Search the list."""
        self.main.get_by_placeholder("地方、年份").fill(words)
        self.visitor.page.keyboard.press("Enter")
        expect(self.main).to_contain_text("符合的有")

    def click_cell(self, row: int, beside: int) -> None:
        """Click into a row of the table, so far from its left side."""
        self.settled()
        table = self.main.get_by_test_id("stDataFrame")
        expect(table.locator("canvas td").first).to_be_attached()
        y = _HEAD + _ROW * row + _ROW // 2
        for x in (beside - 2, beside - 1):  # the table notices where it lies by the pointer's moves
            table.hover(position={"x": x, "y": y})
        table.click(position={"x": beside, "y": y})

    def settled(self) -> None:
        """Wait until the page is drawn."""
        self.visitor.settled()

    def open_row(self, row: int) -> None:
        """Open the report of a row."""
        self.click_cell(row, beside=180)
        expect(self.main.locator(".fz-report")).to_be_visible(timeout=PATIENCE_MS)

    def tick(self, row: int) -> None:
        """Tick the box of a row."""
        self.click_cell(row, beside=18)

    def leaf(self, name: str) -> None:
        """Turn to a leaf of the report that is open."""
        self.main.get_by_role("tab", name=name).click()
        expect(self.main.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")

    def correct(self, name: str, value: str) -> None:
        """Write something into the form and save it."""
        self.settled()
        self.main.get_by_label(name, exact=True).fill(value)
        self.press("保存更正")

    def pick(self, name: str, option: str) -> None:
        """Choose from a list, by keyboard: a list that opens while the page is drawn anew folds again."""
        wanted = self.visitor.page.get_by_role("option", name=option)
        for _ in range(_TRIES):
            self.settled()
            self.main.get_by_role("combobox", name=name).press("ArrowDown")
            try:
                wanted.click(timeout=PATIENCE_MS // _TRIES)
            except TimeoutError:
                continue
            return
        raise AssertionError(f"{name} does not offer {option}")
