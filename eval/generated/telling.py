"""Whether the words of a statement can be asked for alone, out of its sentence."""

import re

from eval.generated import grammar
from eval.generated.facts import Fact, Form

LEAST_NOUN, _LEAST_RATE, _LEAST_ALONE = 4, 5, 8
VERB = re.compile(grammar.either(grammar.words()["verbs"]))
_VERB_BEHIND = re.compile(rf"(?:{grammar.either(grammar.words()['verbs_behind'])})$")
_PEOPLE = re.compile(r"[员人者生民工师家童客]|干部|群众|骨干|代表|对象|顾问|律师|党员")
_INDEPENDENT = re.compile(
    r"生产总值|总产值|收入|预算|消费|固定资产投资|民间投资|覆盖率|城镇化率|贡献率|失业率|产量|进出口|增加值|出庭应诉率|能耗|用电量|价格"
)
_LIGHT = re.compile(r"^各[类项级]?|[\"“”]")


def is_telling(fact: Fact, before: str) -> bool:
    """Tell whether a statement names what it counts: no pronoun, nothing that every chapter counts, no elided subject.

    `before` is what its sentence says before it.
    """
    light = _LIGHT.sub("", fact.noun)
    if len(light) < LEAST_NOUN or light in grammar.words()["shared"]:
        return False
    if _VERB_BEHIND.search(fact.noun) or grammar.LOOSE_NOUN.search(fact.noun):
        return False
    if grammar.ANAPHOR.match(fact.doer + fact.noun):
        return False
    return _counts(fact) if fact.form is Form.COUNT else _measures(fact, before)


def _counts(fact: Fact) -> bool:
    """Tell whether what is counted one by one is what the noun names: 27万名…保教费 counts no fees."""
    return not (fact.ahead and fact.unit in ("名", "人")) or _PEOPLE.search(fact.noun) is not None


def _measures(fact: Fact, before: str) -> bool:
    """Tell whether a level, rate or growth has its subject: behind words without a figure it may be theirs."""
    known = _INDEPENDENT.search(fact.noun) is not None
    if grammar.CAUSED.match(fact.noun) or (VERB.match(fact.noun) and not (known and fact.form is Form.RATE)):
        return False
    if fact.form is Form.RATE and len(fact.noun) < _LEAST_RATE:
        return False
    last = re.split(r"[;:]", before)[-1].rstrip(",").split(",")[-1]
    alone = not last or any(char.isdigit() for char in last)
    return alone or len(fact.noun) >= _LEAST_ALONE or known
