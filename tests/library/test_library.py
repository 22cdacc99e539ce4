"""What a library keeps and what it says, one call at a time."""

import dataclasses
import os
import threading

import numpy as np
import pytest
from hash_embedder import HashEmbedder
from made_reports import EMBEDDER, SETTINGS, new_library, report_of, text_of

from rag.config import Chunking
from rag.errors import InputError, LibraryError
from rag.library.library import Library
from rag.library.writer import FileStat
from rag.types import Identity, Kind, Span


@pytest.fixture
def library(tmp_path):
    with new_library(tmp_path / "library") as made:
        yield made


def test_what_was_added_comes_back_whole(library):
    report, parts, file, original = report_of(text_of(1))
    library.add(report, parts, file, original)
    again = Library.open(library.folder, SETTINGS)
    assert again.report(report.id) == report
    assert again.text(report.id) == report.text
    assert again.original(report.id) == original
    assert again.sections(report.id) == tuple(parts.sections)
    assert [chunk for _, chunk in again.chunks([report.id])] == list(parts.chunks)
    assert again.known_files() == {"a.txt": (len(original), 1, report.id)}
    (card,) = again.cards()
    assert (card.id, card.files, card.identity) == (report.id, ("a.txt",), report.identity)
    assert (card.characters, card.sections, card.chunks, card.pages) == (len(report.text), 1, 7, 1)
    assert card.coverage == 1.0
    again.close()


def test_coverage_is_the_share_of_visible_characters_in_chunks(library):
    report, parts, file, original = report_of("甲乙丙丁\n 戊己\n")
    chunks = parts.chunks[:1]
    fewer = dataclasses.replace(parts, chunks=chunks, vectors=parts.vectors[:1])
    report = dataclasses.replace(report, furniture=(Span(6, 8),))
    library.add(report, fewer, file, original)
    card = library.card(report.id)
    assert card.coverage == pytest.approx(4 / 6, abs=1e-4)
    assert card.furniture == (Span(6, 8),)


def test_text_that_is_no_valid_unicode_is_kept_all_the_same(library):
    report, parts, file, original = report_of("甲乙丙")
    odd = "甲\ud800乙\x00丙"
    report = dataclasses.replace(report, extract=dataclasses.replace(report.extract, text=odd, title="\udfff"))
    path = os.fsdecode(b"\xff\xfe.txt")
    library.add(report, parts, dataclasses.replace(file, path=path), original)
    assert library.text(report.id) == odd
    assert library.report(report.id).extract.title == "\udfff"
    assert library.cards()[0].file == path


def test_the_same_bytes_under_two_names_are_one_report_with_two_files(library):
    report, parts, _, original = report_of(text_of(1))
    for path in ("b.txt", "a.txt"):
        library.add(report, parts, FileStat(path, 9, 1), original)
    library.add_file(FileStat("c.txt", 9, 1), report.id)
    (card,) = library.cards()
    assert card.files == ("b.txt", "a.txt", "c.txt")
    assert card.file == "c.txt"
    assert library.forget_files(["a.txt", "c.txt", "nowhere.txt"]) == 0
    assert library.cards()[0].files == ("b.txt",)
    assert library.forget_files(["b.txt"]) == 1
    assert library.cards() == ()


def test_other_bytes_in_a_file_replace_the_report_it_held(library):
    library.add(*report_of(text_of(1)))
    library.add(*report_of(text_of(2)))
    (card,) = library.cards()
    assert card.id == report_of(text_of(2))[0].id
    assert len(library.search_vectors(EMBEDDER.embed_question("市"), 99)) == card.chunks


def test_a_file_that_changed_only_its_date_keeps_its_report(library):
    report, parts, file, original = report_of(text_of(1))
    library.add(report, parts, file, original)
    library.add_file(dataclasses.replace(file, mtime_ns=2), report.id)
    assert library.known_files() == {"a.txt": (file.size, 2, report.id)}
    with pytest.raises(InputError, match="no report has the id 'ffff'"):
        library.add_file(file, "ffff")


def test_a_correction_is_kept_by_hash_through_removal_and_a_better_reading(library):
    report, parts, file, original = report_of(text_of(1))
    library.add(report, parts, file, original)
    library.set_identity(report.id, dataclasses.replace(report.identity, year=2019, kind=Kind.DISCLOSURE))
    assert library.cards()[0].identity.year == 2019
    assert library.remove([report.id, "ffff"]) == 1
    assert library.cards() == ()
    better = dataclasses.replace(
        report, identity=dataclasses.replace(report.identity, year=2020, issuer="苏州市人民政府")
    )
    library.add(better, parts, file, original)
    identity = library.report(report.id).identity
    assert (identity.year, identity.kind, identity.issuer) == (2019, Kind.DISCLOSURE, "苏州市人民政府")
    library.set_identity(report.id, better.identity)
    assert library.cards()[0].identity == better.identity
    with pytest.raises(InputError, match="no report has the id"):
        library.set_identity("ffff", Identity())


def test_an_id_may_be_shortened_to_a_beginning_that_is_its_own(library):
    ids = sorted(add(library, seed) for seed in range(40))
    assert library.card(ids[0]).id == ids[0]
    beginning = next(n for n in range(1, 65) if not ids[1].startswith(ids[0][:n]))
    assert library.card(ids[0][:beginning]).id == ids[0]
    with pytest.raises(InputError, match="more than one report"):
        library.card(next(c for c in "0123456789abcdef" if sum(one.startswith(c) for one in ids) > 1))
    for wrong in ("", "x", ids[0] + "0", "%"):
        with pytest.raises(InputError, match="no report has the id"):
            library.card(wrong)
    assert library.find_report(ids[3]).id == ids[3]
    assert library.find_report(ids[3][:-1]) is None


def test_chunks_come_in_the_order_asked_for_and_by_row(library):
    ids = [add(library, seed) for seed in range(3)]
    found = library.chunks([ids[2], ids[0], "ffff", ids[2]])
    assert [chunk.report_id for _, chunk in found] == [ids[2]] * 7 + [ids[0]] * 7
    assert library.chunks_at([row for row, _ in found] + [9_999]) == dict(found)
    row, chunk = found[4]
    assert library.chunk(row) == chunk
    with pytest.raises(InputError, match="no passage 9999"):
        library.chunk(9_999)


def test_a_search_in_a_scope_is_the_whole_search_filtered(library):
    ids = [add(library, seed) for seed in range(30)]
    library.refresh()
    vector, words = EMBEDDER.embed_question("出庭应诉率"), "出庭应诉率是多少"
    of = {row: chunk.report_id for row, chunk in library.chunks(ids)}
    for scope in ([ids[4]], ids[::3], ids, ["ffff", ids[1]]):
        for search in (
            lambda k, s: library.search_vectors(vector, k, s),
            lambda k, s: library.search_words(words, k, s),
        ):
            found, whole = dict(search(999, scope)), dict(search(999, None))
            assert found == pytest.approx({row: score for row, score in whole.items() if of[row] in scope}, abs=2e-5)
            assert search(5, scope) == search(999, scope)[:5]


def test_a_scope_without_reports_finds_nothing(library):
    add(library, 1)
    for scope in ([], ["ffff"], set()):
        assert library.search_vectors(EMBEDDER.embed_question("市"), 5, scope) == []
        assert library.search_words("法治政府", 5, scope) == []


@pytest.mark.parametrize("query", ["", "  ", "，。！", 'C: "出庭 -应诉', "((a OR b)^2 ~", "出" * 5_000, "\ud800"])
def test_no_query_breaks_the_search_for_words(library, query):
    add(library, 1)
    assert isinstance(library.search_words(query, 5), list)


def test_words_find_what_is_written_in_other_forms(library):
    report_id = add(library, 1, "行政機關負責人出庭應訴率96.6%。\n无关的一句话。")
    add(library, 2)
    (row, _), *_ = library.search_words("出庭应诉率", 5)
    assert (library.chunk(row).report_id, library.chunk(row).span.start) == (report_id, 0)


def test_an_empty_library_is_searched_in_vain(tmp_path):
    with Library.open(tmp_path / "library", SETTINGS, create=True) as library:
        assert library.search_vectors(EMBEDDER.embed_question("市"), 5) == []
        assert library.search_words("法治", 5) == []
        assert library.cards() == ()
        assert library.refresh() is False


def test_indexes_are_written_when_they_lag_and_not_for_a_little(library):
    for seed in range(30):
        add(library, seed)
    assert library.refresh() is True
    assert library.refresh() is False
    add(library, 31)
    assert library.refresh() is False
    assert library.refresh(force=True) is True
    for seed in range(40, 45):
        add(library, seed)
    assert library.refresh() is True
    generations = sorted(int(path.name) for path in (library.folder / "derived").iterdir())
    assert generations[-1] == library.generation


def test_a_reader_sees_one_generation_until_its_block_ends(library):
    first = add(library, 1)
    other = Library.open(library.folder, SETTINGS)
    with library.reading():
        before = library.generation
        add(other, 2)
        other.remove([first])
        other.refresh(force=True)
        another = threading.Thread(target=lambda: library.search_words("法治政府", 99))  # loads the newer index
        another.start()
        another.join()
        assert [card.id for card in library.cards()] == [first]
        assert {library.chunk(row).report_id for row, _ in library.search_words("法治政府", 99)} == {first}
        assert {
            library.chunk(row).report_id for row, _ in library.search_vectors(EMBEDDER.embed_question("市"), 99)
        } == {first}
        assert library.generation == before
    assert library.generation == before + 2
    assert first not in [card.id for card in library.cards()]
    other.close()


def test_where_there_is_no_library_the_person_is_told_what_to_run(tmp_path):
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(InputError, match=r"there is no library at .*: run `fazhi index FOLDER` first"):
            Library.open(folder, SETTINGS)
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(LibraryError, match=r"^[^\n]*there can be no library at[^\n]*$"):
            Library.open(folder, SETTINGS, create=True)


def test_a_library_of_another_model_or_other_chunks_is_refused(library):
    add(library, 1)
    other = HashEmbedder(32)
    for refused in (library.prepare, library.check_embedder):
        with pytest.raises(LibraryError, match="hash-bigrams-64 and the settings now say hash-bigrams-32"):
            refused(other)
    with pytest.raises(LibraryError, match="vectors of 64 numbers"):
        library.search_vectors(other.embed_question("市"), 5)
    with pytest.raises(LibraryError, match="vectors of 64 numbers"):
        report, parts, file, original = report_of(text_of(5))
        library.add(report, dataclasses.replace(parts, vectors=np.ones((7, 32), dtype=np.float32)), file, original)
    larger = SETTINGS.model_copy(update={"chunking": Chunking(chunk=500)})
    with Library.open(library.folder, larger) as again:
        again.check_embedder(EMBEDDER)
        with pytest.raises(LibraryError, match="index the reports into another folder"):
            again.prepare(EMBEDDER)
    library.prepare(EMBEDDER)


def test_preparing_again_changes_nothing(library):
    generation = library.generation
    library.prepare(EMBEDDER)
    assert library.generation == generation


def add(library: Library, seed: int, text: str | None = None) -> str:
    report, parts, file, original = report_of(text or text_of(seed), f"{seed}.txt")
    library.add(report, parts, file, original)
    return report.id
