"""Adding to a right answer a clause that nothing cited bears out: a bank of them, of many kinds, and where they go."""

import re
from collections.abc import Iterator

from eval.mutations.spoiling import Mutation, Setting
from eval.tokens import plain

BANK: dict[str, tuple[str, ...]] = {
    "a number": (
        "另有53749件正在办理",
        "比上年多了3918件",
        "占全部案件的41.7%",
        "涉及资金6083万元",
        "覆盖了217个乡镇",
        "平均办理时间为38.6天",
        "全省排名第29位",
        "其中女性占63.2%",
        "累计投入经费4907万元",
        "同比上升8.43个百分点",
    ),
    "boilerplate": (
        "得到上级充分肯定",
        "受到群众一致好评",
        "取得了显著成效",
        "为经济社会发展提供了有力法治保障",
        "人民群众的获得感不断增强",
        "形成了可复制可推广的经验",
        "开创了法治建设新局面",
        "营商环境持续优化",
        "依法行政水平迈上新台阶",
        "树立了良好的政府形象",
    ),
    "a cause": (
        "这主要得益于领导干部高度重视",
        "因为当年开展了专项整治行动",
        "原因是法院加强了司法建议",
        "由于疫情影响，办理周期有所延长",
        "这与新修订的法律施行有关",
        "归功于数字化改革的推动",
        "受机构改革影响，人员编制有所减少",
        "这是大数据平台投入使用的结果",
    ),
    "an evaluation": (
        "这一水平在全省处于领先地位",
        "明显高于全国平均水平",
        "完成情况十分理想",
        "这一数字创历史新高",
        "表现优于周边城市",
        "工作力度仍显不足",
        "居全国同类城市首位",
        "超额完成了年度目标",
        "质量和效率双双提升",
        "在考核中被评为优秀等次",
    ),
    "what else happened": (
        "当年还成立了专门的领导小组",
        "并邀请第三方机构进行了评估",
        "新华社对此作了专题报道",
        "有关负责人因此受到嘉奖",
        "随后在全国范围内推广",
        "省委书记到场调研指导",
        "市民可以通过热线电话咨询",
        "相关经费已列入财政预算",
        "国务院办公厅予以通报表扬",
        "该做法被写入地方性法规",
    ),
    "what is to come": (
        "预计明年将继续增长",
        "今后将进一步扩大覆盖面",
        "下一步计划向全省推广",
        "有望提前实现既定目标",
        "后续工作正在有序推进",
    ),
    "about the matter itself": (
        "{topic}逐年提高",
        "{topic}连续三年位居第一",
        "{topic}的统计口径当年作了调整",
        "{topic}由市司法局负责考核",
        "{topic}已经纳入政府绩效考核",
        "{topic}尚未达到省里要求",
        "{topic}引起了媒体关注",
        "{topic}全部按期完成整改",
    ),
}
_TOPIC = re.compile(r"[\u4e00-\u9fff]{4,}")
_CLAUSE = re.compile(r"(?<=[，。；\n])[\u4e00-\u9fff]{6,24}(?=[，。；])")
_FORMULA = re.compile("报告|如下|以下")
"""Words of clauses that say nothing, so that adding one leaves an answer right."""
_EACH = 3
"""How many clauses an answer gets; which ones goes by its question, so that a set tries them all."""


def clauses(setting: Setting) -> Iterator[Mutation]:
    """Yield answers with a clause added at the end, before the last mark, or in a line of its own."""
    known = plain("".join(one.quote for one in setting.answer.citations) + setting.item.question)
    bank = [(kind, clause) for kind, each in BANK.items() for clause in each]
    for n in range(_EACH):
        kind, clause = bank[(setting.seed + len(setting.answer.text) + n * 23) % len(bank)]
        clause = clause.format(topic=_topic(setting))
        if plain(clause) in known or ("逐年" in clause and len({slot.year for slot in setting.item.slots}) > 1):
            continue  # it stands there after all, or the values of several years bear it out
        for place, text in _added(setting.answer.text, clause):
            yield setting.spoilt(f"clause added {place}: {kind}", text=text)


def elsewhere(setting: Setting) -> Iterator[Mutation]:
    """Yield answers with a clause added that stands in a report, yet in no quote or heading that the answer cites."""
    quotes = "".join(one.quote + "".join(one.section) for one in setting.answer.citations)
    known = plain(quotes + setting.item.question)
    texts = sorted(setting.texts.items())
    for n, (_, text) in enumerate(texts[:_EACH]):
        found = [
            clause
            for clause in map(str.strip, _CLAUSE.findall(text))
            if not _FORMULA.search(clause) and not _shares(plain(clause), known)
        ]
        if found:
            clause = found[(setting.seed * 7 + n) % len(found)]
            for place, changed in _added(setting.answer.text, clause):
                yield setting.spoilt(f"clause of a report added {place}", text=changed)


def _shares(clause: str, known: str) -> bool:
    """Tell whether a clause shares four characters in a row with what is cited: it may say the same thing."""
    return any(clause[at : at + 4] in known for at in range(len(clause) - 3))


def _topic(setting: Setting) -> str:
    """Return words of the question's matter as what is cited has them."""
    quotes = [group[0].quote for group in setting.item.evidence] or [setting.item.scope.indicator]
    found = _TOPIC.findall(quotes[0])
    return max(found, key=len)[-8:] if found else "这项工作"


def _added(text: str, clause: str) -> Iterator[tuple[str, str]]:
    yield "at the end", f"{text}{clause}。"
    yield "in a line of its own", f"{text}\n{clause}。"
    marks = list(re.finditer(r"(?:\s*\[\d+\])+", text))
    if marks:
        at = marks[-1].start()
        yield "before the mark", f"{text[:at]}，{clause}{text[at:]}"
        yield "with a mark", f"{text}\n{clause}{marks[-1][0].strip()}。"
