"""The page 评测 as a visitor of a test uses it, and a small set of questions over the samples."""

import json
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, expect
from visiting import PATIENCE_MS, ROOT, Visitor

from eval.dataset import dump
from eval.questions import Item
from eval.written import written

SAMPLES = ROOT / "eval" / "datasets" / "samples.jsonl"
WRONG = "a001-wrong"
_LONG_MS = 6 * PATIENCE_MS
_PHONE = 640


def small_set() -> tuple[Item, ...]:
    """A few written questions, and one whose gold is that of another: it asks for a list and owes a share."""
    known = {item.id: item for item in written(SAMPLES)}
    asked = known["a001"].model_copy(update={"id": WRONG, "question": "苏州2021年存在哪些问题"})
    return (known["a001"], known["a001-place"], known["a002"], asked)


def write_set(file: Path) -> Path:
    """Write the small set to a file."""
    file.write_text(dump(small_set()), encoding="utf-8")
    return file


def spoil(answers: Path, spoilt: Path) -> Path:
    """Write the answers of a run anew, the first of them as if nothing had been found."""
    views = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    views[0] |= {"text": "没有。", "state": "not_found", "figures": [], "citations": []}
    spoilt.write_text("".join(json.dumps(view) + "\n" for view in views), encoding="utf-8")
    return spoilt


@dataclass
class Evals:
    """A visitor who is on the page 评测."""

    visitor: Visitor

    @classmethod
    def of(cls, visitor: Visitor) -> "Evals":
        """Go to the page by the navigation, on a phone by its address."""
        if (visitor.page.viewport_size or {"width": 0})["width"] > _PHONE:
            visitor.go("评测")
        else:
            visitor.page.goto(f"{visitor.address}/evals")
        evals = cls(visitor)
        expect(evals.main.get_by_role("heading", name="评测", exact=True)).to_be_visible(timeout=PATIENCE_MS)
        return evals

    @property
    def main(self) -> Locator:
        return self.visitor.page.get_by_test_id("stMainBlockContainer")

    @property
    def running(self) -> Locator:
        """How far the run is that goes on."""
        return self.main.locator(".st-key-fz-running")

    @property
    def marks(self) -> Locator:
        """The measures that matter most, of the run that is open."""
        return self.main.locator(".fz-marks")

    def press(self, name: str) -> None:
        self.main.get_by_role("button", name=name, exact=True).click()

    def unfold(self) -> None:
        """Open the place where a run is begun, where it is folded."""
        place = self.main.get_by_test_id("stExpander").filter(has_text="运行评测")
        expect(place).to_be_visible(timeout=PATIENCE_MS)
        if not place.locator("details[open]").count():
            place.get_by_text("运行评测").click()
        expect(self.main.get_by_role("radio", name="自动出题", exact=True)).to_be_visible(timeout=PATIENCE_MS)

    def generate(self, count: int, seed: int = 0) -> None:
        """Begin a run of questions made from the library."""
        self.unfold()
        for name, number in (("题数", count), ("种子", seed)):
            field = self.main.get_by_label(name, exact=True)
            field.fill(str(number))
            field.press("Enter")
        self.press("开始")

    def give(self, file: Path) -> None:
        """Begin a run of a set of one's own."""
        self.unfold()
        self.main.get_by_role("radio", name="上传题集").click()
        self.main.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
        expect(self.main.get_by_role("button", name=f"Remove {file.name}")).to_be_visible()
        expect(self.main.get_by_test_id("stFileUploader").get_by_role("progressbar")).to_have_count(0)
        self.press("开始")

    def done(self) -> None:
        """Wait until the run has ended and its scorecard is open."""
        expect(self.marks).to_be_visible(timeout=_LONG_MS)

    def leaf(self, name: str) -> None:
        """Turn to a leaf of the run that is open."""
        self.main.get_by_role("tab", name=name).click()
        expect(self.main.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")

    def pick(self, name: str, option: str) -> None:
        """Choose from a list."""
        self.visitor.settled()
        self.main.get_by_role("combobox", name=name).click()
        self.visitor.page.get_by_role("option", name=option).first.click()

    def open(self, run: str) -> None:
        """Open a run by what its name begins with."""
        self.pick("打开一次评测", run)
        self.done()
