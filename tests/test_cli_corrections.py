"""Corrections of what a report is, and what of an export can be verified."""

import re

import pytest

from rag.cited import read_exported
from rag.corrections import corrected, find_place
from rag.errors import InputError
from rag.types import Identity, Kind

KNOWN = Identity("报告", "某局", "苏州市", ("江苏省", "苏州市"), 2021, Kind.DISCLOSURE)


@pytest.mark.parametrize(
    ("change", "field", "after"),
    [
        ("place=建德", "place_path", ("浙江省", "杭州市", "建德市")),
        ("place=浙江省杭州市建德市", "place_path", ("浙江省", "杭州市", "建德市")),
        ("place= 南京鼓楼区 ", "place", "鼓楼区"),
        ("place=江苏省/苏州市", "place_path", ("江苏省", "苏州市")),
        ("place=江苏省/苏州市/某某新区", "place_path", ("江苏省", "苏州市", "某某新区")),
        ("place=", "place_path", ()),
        ("year=２０２０年", "year", 2020),
        ("year=", "year", None),
        ("kind=政府工作报告", "kind", Kind.GOVERNMENT_WORK),
        ("kind=依法行政", "kind", Kind.LAW_BASED_GOVERNMENT),
        ("kind=", "kind", Kind.OTHER),
        ("title=一 = 二\n三", "title", "一 = 二 三"),
        ("issuer=", "issuer", None),
    ],
)
def test_a_field_is_set_or_cleared_and_the_others_stay(change, field, after):
    found = corrected(KNOWN, [change])
    assert getattr(found, field) == after
    untouched = {"title", "issuer", "year", "kind", "published"} - {field}
    assert all(getattr(found, name) == getattr(KNOWN, name) for name in untouched)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("place=朝阳区", "place=朝阳区 may mean 北京市朝阳区、吉林省长春市朝阳区: write one of them in full"),
        ("place=乌有之乡", "no place is known as '乌有之乡'"),
        ("place=/某某新区", "no place is known as"),
        ("year=2021.5", "is no year; write it as 2021"),
        ("year=21", "is no year; write it as 2021"),
        ("kind=年鉴", "write one of 法治政府建设、政府信息公开、政府工作、其他"),
        ("title=" + "长" * 201, "over the limit of 200"),
        ("coverage=1", "give one of place=…, year=…, kind=…, title=…, issuer=…"),
        ("place", "sets nothing"),
    ],
)
def test_what_cannot_be_set_is_told(change, said):
    with pytest.raises(InputError, match=re.escape(said)):
        corrected(KNOWN, ["year=2020", change])


def test_a_place_is_found_where_its_parent_settles_it():
    assert find_place("慈溪市白沙路街道").path == ("浙江省", "宁波市", "慈溪市", "白沙路街道")


@pytest.mark.parametrize("content", ["no json", "[1]", '{"citations": [{"id": 1}]}', '{"citations": 1}', '{"a": 1}\n{'])
def test_only_what_was_exported_can_be_verified(content, tmp_path):
    (tmp_path / "file.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="give what `fazhi ask --json` or `fazhi table --json` printed"):
        read_exported(tmp_path / "file.json")


def test_answers_without_citations_leave_nothing_to_verify(tmp_path):
    (tmp_path / "file.json").write_text('{"citations": []}\n\n{"id": 2, "error": "none"}\n', encoding="utf-8")
    assert read_exported(tmp_path / "file.json") == []
