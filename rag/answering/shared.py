"""What the things of a list share: words before its first that belong to all of them, and words behind its last."""

import re
from collections.abc import Sequence

from rag.answering.terms import find_terms
from rag.answering.wording import unit_of_measure
from rag.library.words import tagged

MEASURED = re.compile(r"(?:数|数量|量|率|金额|比例|占比|面积|人次|情况)$")
"""Ends a word that names a measure (受理数, 败诉率)."""

_OF_BOTH = re.compile(r"(?P<own>.+?)的(?P<tail>[^的]{2,})")
_COUNTED = re.compile(r"(?:数|数量|量|情况)$")
_MEASURE_ONLY = re.compile(r"(?:各种|总)?(?:件数|人数|数量|数目|金额|结果|名称|次数|总数|情况|比例|占比)")
_LEVEL = r"(?:全|本)?(?:县级市|[省市县区州盟旗镇乡村]|街道)"
_BODY = re.compile(rf"(?:{_LEVEL})*(?:两?级|本级|层面|[()市区])*(?:政府|工作)?(?:各?部门|各?单位|各?机关|直属?|里的?)*")
_HOUSE = re.compile(rf"(?:{_LEVEL})?(?:级|本级)?(?:人大|政协)")
_DOING = frozenset("办理 办结 承办 立案 结案 新收 归档 备案 清理 责令 公开 发布 出台".split())
_TOO_SHORT = 2


def shared_out(items: Sequence[str]) -> tuple[str, list[str], str]:
    """Return the words before a list, its items' own words, and those behind it that belong to all of them."""
    own, suffix = list(items), ""
    both = _OF_BOTH.fullmatch(own[-1])
    if both and not says_measure(both["tail"]) and not any(_OF_BOTH.fullmatch(item) for item in own[:-1]):
        own[-1], suffix = both["own"], both["tail"]
    own[-1], behind = _behind_last(own)
    suffix = f"{behind} {suffix}".strip()
    if unit_of_measure(own[0][-2:]) and unit_of_measure(own[1]):
        return own[0][:-2], [own[0][-2:], *own[1:]], suffix
    prefix, own[0] = _lead_in(own[0], own[1])
    return prefix, own, suffix


def says_measure(words: str) -> bool:
    """Tell whether words name nothing but a measure (件数, 各种结果)."""
    return _MEASURE_ONLY.fullmatch(words) is not None


def all_verbs(items: Sequence[str]) -> bool:
    """Tell whether each of some items says only what is done with a thing (受理, 办理, 不予受理)."""
    return all(_only_verbs(item) for item in items)


def _only_verbs(words: str) -> bool:
    told = tagged(words)
    return words in _DOING or (bool(told) and all(word in _DOING or tag[:1] in ("v", "d") for word, tag in told))


def _behind_last(own: Sequence[str]) -> tuple[str, str]:
    """Cut from a list's last item what belongs to all of them: what stands behind its own verb, body or word."""
    first, last = own[0], own[-1]
    if _only_verbs(last):
        return last, ""
    done = _done(last) or _did(last)
    if done and not any(_done(item) or _only_verbs(item) for item in own[:-1]):
        return last.removesuffix(done), done
    end = _verb_end(last) if all_verbs(own[:-1]) else 0
    if not end and _is_body(first) and all(_is_body(item) for item in own[:-1]):
        end = _body_end(last, first)
    middle = own[1:-1]
    if not end and middle and max(len(find_terms(item)) for item in middle) == 1 and not MEASURED.search(last):
        word = find_terms(last)[0]
        end = 0 if word.generic else last.find(word.word) + len(word.word)
    behind = last[end:].lstrip("的") if end else ""
    if not any(not term.generic for term in find_terms(behind)):
        return last, ""
    return last[:end], behind.strip()


def _done(words: str) -> str:
    """Return the verb that a noun and what is done with it end with (公开 in 规范性文件公开), "" where they do not."""
    last = find_terms(words)[-1:]
    ends = bool(last) and words.endswith(last[0].word) and len(words) > len(last[0].word) > 1
    return last[0].word if ends and _only_verbs(last[0].word) and not last[0].telling else ""


def _did(words: str) -> str:
    """Return what a thing has done behind its name (推行了综合窗口 in 服务中心推行了综合窗口), "" where nothing."""
    at = 0
    for word, tag in tagged(words):
        at = words.index(word, at)
        if at and tag.startswith("v") and words.startswith("了", at + len(word)):
            return words[at:]
        at += len(word)
    return ""


def _verb_end(words: str) -> int:
    """Return where the verb ends that words begin with (审结 in 审结行政复议), 0 where they begin with none."""
    first = next(iter(find_terms(words)), None)
    if first and _only_verbs(first.word) and words.startswith(first.word):
        return len(first.word)
    return 0


def _is_body(words: str) -> bool:
    return len(words) >= _TOO_SHORT and any(body.fullmatch(words.removesuffix("的")) for body in (_BODY, _HOUSE))


def _body_end(words: str, first: str) -> int:
    """Return where the body or level ends that words begin with (县级市区政府 in 县级市区政府规范性文件)."""
    found = (_HOUSE if _HOUSE.fullmatch(first) else _BODY).match(words)
    return found.end() if found and found.end() >= _TOO_SHORT else 0


def _lead_in(first: str, second: str) -> tuple[str, str]:
    """Cut what belongs to a whole list from its first item: all but as many words as the second item has."""
    if _is_body(first):
        return "", first
    last = first[-len(second) :]
    whole = first.endswith(last) and find_terms(first[: -len(second)] + " " + last) == find_terms(first)
    alike = len(last) == len(second) > 1 and any(a == b for a, b in zip(last, second, strict=True))
    if whole and alike and not second.endswith("率"):
        return first[: -len(second)].strip(), last
    count = max(1, len(find_terms(_COUNTED.sub("", second) or second)))
    at = len(_COUNTED.sub("", first) or first)
    for term in reversed(find_terms(first[:at])):
        found = first.rfind(term.word, 0, at)
        if not count or found < 0 or re.search(r"[里中内的 \"]", first[found + len(term.word) : at]):
            break
        at, count = found, count - 1
    return (first[:at].strip(), first[at:].strip()) if first[at:].strip() else ("", first)
