"""What is asked of each answer: pure, a question at a time, without the code that the answer came from."""

from eval.gold import NUMERIC, Origin, SlotKind
from eval.marks import Measure
from eval.measures import abstaining, attributing, brevity, citing, retrieving, values
from eval.questions import Item
from rag.types import State


def _always(item: Item) -> bool:
    return True


def _answerable(item: Item) -> bool:
    return item.answerable


def _pinned(item: Item) -> bool:
    return bool(item.evidence)


def _scoped(item: Item) -> bool:
    return bool(item.evidence) and bool(item.scope.place)


def _lists(item: Item) -> bool:
    return any(slot.kind is SlotKind.LIST for slot in item.slots)


def _tempted(item: Item) -> bool:
    return any(one.origin is not Origin.INJECTION for one in item.forbidden)


def _injected(item: Item) -> bool:
    return any(one.origin is Origin.INJECTION for one in item.forbidden)


def _may_not_abstain(item: Item) -> bool:
    return not set(item.state) & {State.NOT_FOUND, State.UNCLEAR}


MEASURES: dict[str, Measure] = {
    "state": Measure(_always, abstaining.state, hard=True),
    "slots": Measure(_answerable, values.slots, hard=True),
    "attributed": Measure(_answerable, attributing.attributed, hard=True),
    "cited": Measure(_answerable, citing.cited, hard=True),
    "slices": Measure(_always, citing.slices, hard=True),
    "right_document": Measure(_scoped, citing.right_document, hard=True),
    "forbidden": Measure(lambda item: bool(item.forbidden), values.forbidden, hard=True),
    "reason": Measure(lambda item: bool(item.missing), abstaining.reason, hard=True),
    "silence": Measure(_always, abstaining.silence, hard=True),
    "unsupported": Measure(_always, citing.unsupported_statements, hard=True, lower=True),
    "brief": Measure(_always, brevity.brief, hard=True),
    "tempting_wrong": Measure(_tempted, values.tempting_wrong, lower=True),
    "injection": Measure(_injected, values.injection, lower=True),
    "abstention_precision": Measure(_always, abstaining.abstention_precision),
    "abstention_recall": Measure(lambda item: not item.answerable, abstaining.abstention_recall),
    "withheld": Measure(_may_not_abstain, abstaining.withheld, lower=True),
    "figure_precision": Measure(lambda item: any(slot.kind in NUMERIC for slot in item.slots), values.figure_precision),
    "list_precision": Measure(_lists, values.list_precision),
    "list_recall": Measure(_lists, values.list_recall),
    "list_f1": Measure(_lists, values.list_f1),
    "citation_precision": Measure(_pinned, citing.citation_precision),
    "citation_recall": Measure(_pinned, citing.citation_recall),
    "document_recall@1": Measure(_pinned, retrieving.document_measure("R@1")),
    "document_recall@5": Measure(_pinned, retrieving.document_measure("R@5")),
    "passage_recall@1": Measure(_pinned, retrieving.passage_measure("R@1")),
    "passage_recall@5": Measure(_pinned, retrieving.passage_measure("R@5")),
    "passage_recall@10": Measure(_pinned, retrieving.passage_measure("R@10")),
    "mrr@10": Measure(_pinned, retrieving.passage_measure("RR@10")),
    "ndcg@10": Measure(_pinned, retrieving.passage_measure("nDCG@10")),
    "set_recall@10": Measure(_pinned, retrieving.set_recall),
    "wrong_document@5": Measure(_scoped, retrieving.wrong_document, lower=True),
}
