"""Files given through the page: kept, indexed, told of one by one, and gone with their reports."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hash_embedder import HashEmbedder

from rag.config import Settings
from rag.corrections import as_read, correct, undo
from rag.errors import InputError, LibraryBusyError
from rag.indexing import Done
from rag.intake.unpacking import Given
from rag.intake.uploads import FOLDER, take_in, take_out, uploaded_files
from rag.intake.waiting import in_turn
from rag.library.library import Library
from rag.library.lock import only_writer
from rag.pipeline import Desk, index

REPORT = "{place}{year}年法治政府建设情况报告\n\n一、主要工作\n全市行政机关负责人出庭应诉率达到{rate}%。\n"


@pytest.fixture
def desk(tmp_path):
    settings = Settings(library=tmp_path / "library")
    with Desk(Library.open(settings.library, settings, create=True), settings, HashEmbedder()) as desk:
        yield desk


def given(place="昆山市", year=2022, rate="97.5", name=None):
    return Given(name or f"{place}{year}.txt", REPORT.format(place=place, year=year, rate=rate).encode())


def files(desk):
    return sorted(path.name for path in (desk.library.folder / FOLDER).rglob("*") if path.is_file())


def test_each_file_is_told_of_and_only_reports_are_kept(desk):
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("太仓市/2021.txt", REPORT.format(place="太仓市", year=2021, rate="90.1"))
        archive.writestr("坏.pdf", b"no pdf")
    told = take_in([given(), Given("空.pdf", b""), Given("图.png", b"x"), Given("包.zip", packed.getvalue())], desk)
    assert {one.name: one.done for one in told} == {
        "昆山市2022.txt": Done.ADDED,
        "空.pdf": Done.FAILED,
        "图.png": Done.SKIPPED,
        "包.zip/太仓市/2021.txt": Done.ADDED,
        "包.zip/坏.pdf": Done.FAILED,
    }
    assert {one.name for one in told if one.why} == {"空.pdf", "图.png", "包.zip/坏.pdf"}
    cards = {card.identity.place: card.id for card in desk.library.cards()}
    assert {one.report_id for one in told} == {*cards.values(), None}
    assert files(desk) == ["2021.txt", "昆山市2022.txt"]


def test_the_same_bytes_again_are_unchanged_and_equal_names_do_not_meet(desk):
    first, second = take_in([given(name="a.txt"), given(rate="88.8", name="a.txt")], desk)
    assert first.report_id != second.report_id
    assert [one.done for one in take_in([given(name="a.txt"), given(name="b.txt")], desk)] == [Done.UNCHANGED] * 2
    assert files(desk) == ["a.txt", "a.txt", "b.txt"]
    assert len(desk.library.cards()) == 2


def test_what_was_not_reached_when_it_was_stopped_is_told_and_not_kept(desk):
    told = take_in([given(), given(year=2021), given(year=2020)], desk, lambda kept: kept[:1])
    assert [one.done for one in told] == [Done.ADDED, Done.SKIPPED, Done.SKIPPED]
    assert "stopped before it" in told[1].why
    assert files(desk) == ["昆山市2022.txt"]


def test_a_library_that_cannot_be_written_is_told_of_each_file_and_nothing_raised(desk, monkeypatch):
    monkeypatch.setattr("rag.intake.uploads._PATIENCE_S", 0.0)
    with only_writer(desk.library.folder):
        (told,) = take_in([given()], desk)
    assert told.done is Done.FAILED
    assert "is being written by process" in told.why
    assert files(desk) == []


def test_removing_takes_the_uploaded_file_along_and_leaves_all_others(desk, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_bytes(given(place="太仓市").data)
    index([outside], desk)
    take_in([given(), given(name="again.txt"), given(year=2021)], desk)
    cards = {(card.identity.place, card.identity.year): card for card in desk.library.cards()}
    assert len(uploaded_files(cards["昆山市", 2022], desk)) == 2
    assert uploaded_files(cards["太仓市", 2022], desk) == ()
    gone = [cards["昆山市", 2022].id, cards["太仓市", 2022].id]
    assert take_out([*gone, "no such id"], desk) == 2
    assert files(desk) == ["昆山市2021.txt"]
    assert len(list((desk.library.folder / FOLDER).iterdir())) == 1
    assert outside.exists()
    assert [card.identity.year for card in desk.library.cards()] == [2021]


def test_a_correction_survives_removal_and_another_upload_and_can_be_undone(desk):
    (told,) = take_in([given()], desk)
    card = correct(told.report_id, ["place=太仓市", "year=2021"], desk.library)
    assert (card.identity.place, card.identity.year) == ("太仓市", 2021)
    take_out([card.id], desk)
    take_in([given()], desk)
    assert desk.library.card(card.id).identity.place == "太仓市"
    assert as_read(card.id, desk.library).place == "昆山市"
    assert undo(card.id, desk.library).identity.year == 2022
    with pytest.raises(InputError, match="may mean"):
        correct(card.id, ["place=鼓楼区"], desk.library)


def test_a_turn_is_waited_for_and_not_for_ever(desk):
    with only_writer(desk.library.folder), pytest.raises(LibraryBusyError), in_turn(desk.library, 0.01):
        pass
    with in_turn(desk.library, 0.01), in_turn(desk.library, 0.01):
        pass
