"""Reading a dataset: JSON Lines, a question a line, every quote at its offsets, or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from eval.gold import NUMERIC, Overlay, Slot, SlotKind, Span
from eval.questions import Item
from eval.tokens import states
from rag.errors import InputError

Texts = Mapping[str, str]
"""The canonical text of each report by its id."""


def load(path: Path) -> tuple[Item, ...]:
    """Return the questions of a JSON Lines file; raises InputError naming the line that is none, or a repeated id."""
    try:
        return parse(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error}); give a dataset in JSON Lines") from error


def parse(data: bytes, name: str) -> tuple[Item, ...]:
    """Return the questions of a JSON Lines file from its bytes; raises InputError as `load` does, naming it so."""
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except ValueError as error:
        raise InputError(f"{name} cannot be read ({error}); give a dataset in JSON Lines") from error
    items = tuple(_item(line, f"{name}, line {number}") for number, line in enumerate(lines, 1) if line.strip())
    _check_ids(items, name)
    return items


def dump(items: Iterable[Item]) -> str:
    """Return questions as JSON Lines, without the fields that say nothing."""
    return "".join(item.model_dump_json(exclude_defaults=True) + "\n" for item in items)


def check_pins(items: Sequence[Item], texts: Texts) -> None:
    """Raise InputError unless every quote stands at its offsets in the library's texts, and every report is there."""
    for item in items:
        known = texts_asked(item, texts)
        for span in (span for group in item.evidence for span in group):
            _check_pin(span, known, item.id)
        for slot in item.slots if item.evidence else ():
            _check_borne(slot, item)


def texts_asked(item: Item, texts: Texts) -> Texts:
    """Return the texts of the library that a question is asked of, its overlay's changes made; raises InputError.

    A report that is taken out or edited is not there as it was, so that nothing can be cited from it.
    """
    if item.overlay is None:
        return texts
    gone = {*item.overlay.remove, *(edit.report for edit in item.overlay.edit)}
    new = overlaid_texts(item.overlay, texts, item.id)
    return {report: text for report, text in texts.items() if report not in gone} | new


def overlaid_texts(overlay: Overlay | None, texts: Texts, asker: str = "") -> dict[str, str]:
    """Return the canonical texts that an overlay adds, by the ids that they will have; raises InputError as above."""
    if overlay is None:
        return {}
    new = [added.text for added in overlay.add]
    for report in {edit.report: None for edit in overlay.edit}:
        new.append(edited(overlay, report, texts, asker))
    for report in overlay.remove:
        _known(report, texts, asker)
    return {sha256(text.encode()).hexdigest(): text for text in new}


def edited(overlay: Overlay, report: str, texts: Texts, asker: str = "") -> str:
    """Return a report's text with the overlay's edits made; raises InputError where one finds nothing to replace."""
    text = _known(report, texts, asker)
    for edit in overlay.edit:
        if edit.report == report:
            if edit.find not in text:
                raise InputError(
                    f"question {asker}: {edit.find[:40]} is not in report {report[:12]} to be replaced; correct it"
                )
            text = text.replace(edit.find, edit.replace)
    return text


def _known(report: str, texts: Texts, asker: str) -> str:
    if report not in texts:
        raise InputError(
            f"question {asker} was written for another library: report {report[:12]} is not in this one; "
            "index the reports that the dataset was written from, or give --library"
        )
    return texts[report]


def _check_pin(span: Span, texts: Texts, asker: str) -> None:
    if _known(span.report, texts, asker)[span.start : span.end] != span.quote:
        raise InputError(
            f"question {asker}: the quote {span.quote[:40]} is not at {span.start}–{span.end} of report "
            f"{span.report[:12]}; correct its offsets, they count the code points of `fazhi reports ID --text`"
        )


def _check_borne(slot: Slot, item: Item) -> None:
    """Refuse a number that no quote holds; its unit or direction may stand elsewhere, as in the head of a table."""
    bare = slot.model_copy(update={"unit": "", "kind": SlotKind.NUMBER, "value": slot.value.lstrip("+-")})
    borne = slot.kind not in NUMERIC or slot.derivation or not slot.required
    if not borne and not any(states(span.quote, bare) for group in item.evidence for span in group):
        raise InputError(
            f"question {item.id}: no quote of its evidence holds {slot.wordings[0]}; correct it or add the clause"
        )


def _item(line: str, where: str) -> Item:
    try:
        return Item.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the whole"
        raise InputError(f"{where} is no question ({field}: {first['msg']}); see docs/dataset.md") from error


def _check_ids(items: Sequence[Item], path: str) -> None:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise InputError(f"{path} has the id {item.id} twice; give each question an id of its own")
        seen.add(item.id)
    if not items:
        raise InputError(f"{path} has no questions; give each question a line")
    for item in items:
        for other in (item.variant_of, item.twin_of):
            if other is not None and other not in seen:
                raise InputError(
                    f"{path}: question {item.id} goes with {other}, which is not there; add it, or name none"
                )
