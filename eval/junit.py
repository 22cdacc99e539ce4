"""An eval as JUnit XML, which every build server reads: a test case a question, under its type."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from eval.scorecard import Outcome, failure

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SUITE = "fazhi eval"


def junit(outcomes: Sequence[Outcome]) -> str:
    """Return JUnit XML, the same for the same outcomes, with a failure or, for an answer that never came, an error.

    What XML may not hold (control characters, lone surrogates) is replaced by U+FFFD.
    """
    errors = sum(_is_error(one) for one in outcomes)
    counts = {
        "name": _SUITE,
        "tests": str(len(outcomes)),
        "failures": str(sum(not one.passed for one in outcomes) - errors),
        "errors": str(errors),
    }
    suites = Xml.Element("testsuites", counts)
    suite = Xml.SubElement(suites, "testsuite", counts | {"skipped": "0"})
    for outcome in outcomes:
        _add(outcome, suite)
    Xml.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(suites, encoding="unicode") + "\n"


def _is_error(outcome: Outcome) -> bool:
    """Tell whether the answer never came: one that did begins with its state."""
    return not outcome.got and not outcome.passed


def _add(outcome: Outcome, suite: Xml.Element) -> None:
    item = outcome.item
    name = {"classname": item.type.value, "name": _legal(f"{item.id} {item.question}")}
    case = Xml.SubElement(suite, "testcase", name)
    if outcome.passed:
        return
    kind = "error" if _is_error(outcome) else "failure"
    message = {"message": _legal("; ".join(outcome.faults)), "type": kind}
    Xml.SubElement(case, kind, message).text = _legal(_told(outcome))


def _told(outcome: Outcome) -> str:
    told = failure(outcome)
    expected = told["expected"]
    rows = [
        *(("earlier", question) for question in told["history"]),
        ("question", told["question"]),
        ("expected", " or ".join(expected["state"])),
        *(("value", value) for value in expected["values"]),
        *(("missing", reason) for reason in expected["missing"]),
        ("given", told["got"] or "nothing"),
        ("why", told["why"]),
        *(("source", sentence) for sentence in told["source"]),
    ]
    return "\n".join(f"{name}: {value}" for name, value in rows)


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
