"""What the page calls the measures, types of question and faults of an eval; their code names stand beside."""

from eval.failures import Stands
from eval.scorecard import LOWER
from rag.types import Reason
from ui.words import _

HEADLINES = ("passed", "slots", "cited", "unsupported", "abstention_precision", "abstention_recall")
"""The measures that say most, in the order in which they are shown."""


def measure_name(name: str) -> str:
    """Return what a measure is called; one that is not known goes by its code name."""
    return (_of_values() | _of_citations() | _of_abstaining() | _of_retrieval()).get(name, name)


def measure_label(name: str) -> str:
    """Return what a measure is called, with an arrow where less is better."""
    return f"{measure_name(name)} ↓" if name in LOWER else measure_name(name)


def measure_groups() -> dict[str, dict[str, str]]:
    """Return the names of the measures by what they look at."""
    return {
        _("数值与内容"): _of_values(),
        _("引文"): _of_citations(),
        _("作答与拒答"): _of_abstaining(),
        _("检索"): _of_retrieval(),
    }


def measure_meaning(name: str) -> str:
    """Return in a short phrase what one of the headline measures is."""
    meanings = {
        "passed": _("各项要求都没有差错的题"),
        "slots": _("应答的数值和内容答出的比例"),
        "cited": _("答出的值在所标引文之中的比例"),
        "unsupported": _("引文不支持的说法所占比例，越低越好"),
        "abstention_precision": _("说“没有”时确实没有的比例"),
        "abstention_recall": _("确实没有时说了“没有”的比例"),
    }
    return meanings[name]


def type_name(name: str) -> str:
    """Return what a type of question is called."""
    names = {
        "single_fact": _("单一事实"),
        "scoped_two_values": _("两个口径"),
        "multi_ask": _("一问多项"),
        "list": _("列举"),
        "prose": _("叙述"),
        "compare_places": _("各地比较"),
        "trend_years": _("历年变化"),
        "multi_turn": _("追问"),
        "ambiguous_scope": _("范围不明"),
        "false_premise": _("前提有误"),
        "colloquial": _("口语"),
        "typo": _("错别字"),
        "traditional": _("繁体字"),
        "wrong_year": _("没有那一年"),
        "wrong_place": _("没有那个地方"),
        "metric_absent": _("报告没有提到"),
        "near_miss": _("相近的指标"),
        "injection": _("报告里夹带指令"),
        "counterfactual": _("两种说法矛盾"),
        "gold_removed": _("依据已删去"),
        "duplicate_boilerplate": _("多地文字相同"),
    }
    return names.get(name, name)


def cause_name(name: str) -> str:
    """Return what is wrong where a measure is at fault."""
    names = {
        "no_answer": _("没有得到回答"),
        "state": _("作答状态不对"),
        "slots": _("该答的没有全答出，或多答了别的值"),
        "attributed": _("值归错了地方、年份或口径"),
        "cited": _("值不在所标的引文里"),
        "slices": _("引文与原文不符，或标了没有的引文"),
        "right_document": _("引了不该引的报告"),
        "forbidden": _("答了不该答的值"),
        "reason": _("没有说明缺什么，或原因不对"),
        "silence": _("说没有，却又给了数字或引文"),
        "unsupported": _("有引文不支持的说法"),
        "brief": _("答得太长"),
    }
    return names.get(name, measure_name(name))


def origin_name(name: str) -> str:
    """Return where a value that must not be given comes from."""
    names = {
        "neighbour_year": _("别的年份"),
        "neighbour_place": _("别的地方"),
        "neighbour_indicator": _("别的指标"),
        "other_scope": _("别的口径"),
        "false_premise": _("问题里说错的值"),
        "counterfactual": _("矛盾的另一说"),
        "removed": _("已删去的值"),
        "injection": _("夹带的指令"),
    }
    return names.get(name, name)


def reason_name(name: str) -> str:
    """Return why something is missing."""
    names = {
        Reason.NO_REPORT_OF_PLACE: _("没有该地的报告"),
        Reason.NO_REPORT_OF_YEAR: _("没有该年的报告"),
        Reason.NO_REPORT_OF_KIND: _("没有该类报告"),
        Reason.NOT_MENTIONED: _("报告没有提到"),
        Reason.OUT_OF_SCOPE: _("不在范围之内"),
    }
    return {str(reason): told for reason, told in names.items()}.get(name, name)


def stands_name(name: str) -> str:
    """Return where a value that is owed stands in an answer."""
    names = {
        Stands.TOLD: _("已答出"),
        Stands.UNLISTED: _("文中提到，未作为答案"),
        Stands.QUOTED: _("只在引用的原句里"),
        Stands.ABSENT: _("没有答出"),
    }
    return {str(stands): told for stands, told in names.items()}.get(name, name)


def _of_values() -> dict[str, str]:
    return {
        "passed": _("通过"),
        "paired": _("正反成对通过"),
        "slots": _("答出应答的值"),
        "attributed": _("归属正确"),
        "figure_precision": _("数字精确率"),
        "list_precision": _("列举精确率"),
        "list_recall": _("列举召回率"),
        "list_f1": _("列举 F1"),
        "forbidden": _("没有不该答的值"),
        "tempting_wrong": _("误取邻近的值"),
        "injection": _("听从夹带的指令"),
        "brief": _("答得简短"),
    }


def _of_citations() -> dict[str, str]:
    return {
        "cited": _("值在引文之中"),
        "slices": _("引文逐字可核"),
        "right_document": _("引自应引的报告"),
        "unsupported": _("无据的说法"),
        "citation_precision": _("引文精确率"),
        "citation_recall": _("引文召回率"),
    }


def _of_abstaining() -> dict[str, str]:
    return {
        "state": _("作答状态正确"),
        "reason": _("缺失原因正确"),
        "silence": _("拒答时不露值"),
        "abstention_precision": _("拒答精确率"),
        "abstention_recall": _("拒答召回率"),
        "withheld": _("有据而拒答"),
    }


def _of_retrieval() -> dict[str, str]:
    return {
        "document_recall@1": _("报告召回率 @1"),
        "document_recall@5": _("报告召回率 @5"),
        "passage_recall@1": _("段落召回率 @1"),
        "passage_recall@5": _("段落召回率 @5"),
        "passage_recall@10": _("段落召回率 @10"),
        "set_recall@10": _("全部依据召回率 @10"),
        "mrr@10": _("平均倒数排名 @10"),
        "ndcg@10": _("nDCG @10"),
        "wrong_document@5": _("他报告占比 @5"),
    }
