"""Spoiling what an answer cites: its spans, quotes and marks, and whose report it is."""

import re
from collections.abc import Iterator
from hashlib import sha256

from eval.answers import StoredCitation
from eval.mutations.spoiling import Mutation, Setting
from eval.tokens import plain

_DIGIT = re.compile(r"\d")


def citations(setting: Setting) -> Iterator[Mutation]:
    """Yield answers with one citation torn, moved, unmarked or gone."""
    for one in setting.answer.citations:
        yield from _torn(setting, one)
        yield from _unmarked(setting, one)
        yield setting.spoilt("two citations of one number", citations=(*setting.answer.citations, one))
        if setting.item.scope.place:
            yield from _beside(setting, one)
        if setting.needed(one):
            yield from _moved(setting, one)
            yield from _sisters(setting, one)
            rest = tuple(other for other in setting.answer.citations if other.n != one.n)
            yield setting.spoilt("citation and mark removed", citations=rest, text=_without(setting, one))


def _torn(setting: Setting, one: StoredCitation) -> Iterator[Mutation]:
    rest = tuple(other for other in setting.answer.citations if other.n != one.n)
    yield setting.spoilt("citation removed", citations=rest)
    text = setting.texts[one.report_id]
    for by in (1, -2, 7):
        if text[one.start + by : one.end + by] != one.quote and one.start + by >= 0:
            yield _with(setting, one, "offsets shifted, quote kept", start=one.start + by, end=one.end + by)
    digit = _DIGIT.search(one.quote)
    at, char = (digit.start(), str((int(digit[0]) + 1) % 10)) if digit else (len(one.quote) // 2, "乂")
    yield _with(setting, one, "quote altered", quote=one.quote[:at] + char + one.quote[at + 1 :])
    yield _with(setting, one, "quote cut short", quote=one.quote[:-1])


def _unmarked(setting: Setting, one: StoredCitation) -> Iterator[Mutation]:
    yield setting.spoilt("mark removed", text=_without(setting, one))
    text = setting.answer.text.replace(f"[{one.n}]", "[99]")
    yield setting.spoilt("mark of no citation", text=text)
    for other in setting.answer.citations:
        if other.n != one.n and setting.needed(one):
            yield setting.spoilt(
                "mark of another citation", text=setting.answer.text.replace(f"[{one.n}]", f"[{other.n}]")
            )
            return


def _without(setting: Setting, one: StoredCitation) -> str:
    return setting.answer.text.replace(f"[{one.n}]", "")


def _with(setting: Setting, one: StoredCitation, kind: str, **changes: object) -> Mutation:
    changed = one.model_copy(update=changes)
    return setting.spoilt(
        kind, citations=tuple(changed if other.n == one.n else other for other in setting.answer.citations)
    )


def _moved(setting: Setting, one: StoredCitation) -> Iterator[Mutation]:
    """Yield the citation moved to other stretches of its report, none of which holds a value that it has to hold."""
    text, length = setting.texts[one.report_id], one.end - one.start
    words = [plain(words) for _, words in setting.told if plain(words) in plain(one.quote)]
    words += [
        plain(item[0]) for slot in setting.item.slots for item in slot.items if plain(item[0]) in plain(one.quote)
    ]
    starts = [one.end, one.start - length, setting.seed % max(len(text) - length, 1), 0]
    for start in dict.fromkeys(start for start in starts if 0 <= start <= len(text) - length and start != one.start):
        quote = text[start : start + length]
        if words and not any(word in plain(quote) for word in words):
            yield _with(setting, one, "span moved, quote with it", start=start, end=start + length, quote=quote)


def _beside(setting: Setting, one: StoredCitation) -> Iterator[Mutation]:
    """Yield the answer with the same sentence of a report that was not asked for cited beside its own."""
    head = "临江市2098年法治政府建设情况报告\n\n"
    text = head + one.quote + "\n"
    name, n = sha256(text.encode()).hexdigest(), max(other.n for other in setting.answer.citations) + 1
    span = {"start": len(head), "end": len(head) + len(one.quote), "report_id": name, "n": n}
    added = one.model_copy(update=span)
    marked = setting.answer.text.replace(f"[{one.n}]", f"[{one.n}][{n}]")
    spoilt = setting.spoilt("sister report cited beside", text=marked, citations=(*setting.answer.citations, added))
    yield Mutation(spoilt.kind, spoilt.answer, {name: text})


def _sisters(setting: Setting, one: StoredCitation) -> Iterator[Mutation]:
    """Yield the citation taken from a report that has the same sentence, and from one that has not."""
    for kind, head, changes in (
        ("sister report cited", "临江市2098年法治政府建设情况报告\n\n", {"place": "临江市"}),
        ("another year's report cited", f"{one.place or ''}2098年法治政府建设情况报告\n\n", {"year": 2098}),
    ):
        text = head + one.quote + "\n"
        name = sha256(text.encode()).hexdigest()
        span = {"start": len(head), "end": len(head) + len(one.quote), "report_id": name}
        spoilt = _with(setting, one, kind, report=head.strip(), **span, **changes)
        yield Mutation(kind, spoilt.answer, {name: text})
    for name, text in setting.texts.items():
        if name not in setting.item.reports | {one.report_id} and len(text) > one.end:
            quote = text[one.start : one.end]
            yield _with(setting, one, "other report cited at the same place", report_id=name, quote=quote)
            return
