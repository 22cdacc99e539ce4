"""Claims that an answer bears out itself: in the text, and where a heading, a title, a scope or a place belongs."""

from collections.abc import Iterator

from eval.answers import StoredAnswer
from eval.mutations.spoiling import Mutation, Setting

_CLAIMS = (
    "得到上级充分肯定",
    "当年还成立了专门的领导小组",
    "全省排名第29位",
    "累计投入经费4907万元",
    "原因是法院加强了司法建议",
    "这项工作由第三方机构承担",
)


def poses(setting: Setting) -> Iterator[Mutation]:
    """Yield answers with a claim in the text that stands in the answer's own particulars, and nowhere else."""
    claim = _CLAIMS[setting.seed % len(_CLAIMS)]
    if any(claim in text for text in setting.texts.values()):
        return
    for where, posed in _posed(setting.answer, claim):
        marks = "".join(f"[{one.n}]" for one in posed.citations[:1])
        yield Mutation(
            f"claim borne out by its own {where}", posed.model_copy(update={"text": f"{posed.text}\n{claim}{marks}。"})
        )


def _posed(answer: StoredAnswer, claim: str) -> Iterator[tuple[str, StoredAnswer]]:
    for part, fields in (
        ("citations", {"section": (claim,), "report": claim, "issuer": claim, "place": claim}),
        ("figures", {"indicator": claim, "scope": claim}),
        ("missing", {"have": (claim,)}),
    ):
        for one in getattr(answer, part)[:1]:
            for field, words in fields.items():
                changed = (one.model_copy(update={field: words}), *getattr(answer, part)[1:])
                yield f"{part}' {field}", answer.model_copy(update={part: changed})
