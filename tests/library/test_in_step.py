"""A long random life of a library beside a plain dict: catalogue, vectors and words stay in step with it."""

import random
import subprocess
import sys

import pytest
from made_reports import EMBEDDER, SETTINGS, new_library, report_of, text_of

from rag.library.library import Library
from rag.library.words import WordIndex, WordsOf, score_fresh, segment
from vectorstore.exact import ExactStore

STEPS = 300
FILES = 25
QUESTIONS = ("行政复议办理多少件", "出庭应诉率", "规范性文件和政务公开", "第3号市")


class Model:
    """What the library should hold: for each path, the number of the text that it was last seen to hold."""

    def __init__(self) -> None:
        self.files: dict[str, int] = {}

    def texts(self) -> dict[str, str]:
        return {report_of(text_of(seed, 3))[0].id: text_of(seed, 3) for seed in set(self.files.values())}

    def paths(self) -> dict[str, set[str]]:
        held: dict[str, set[str]] = {}
        for path, seed in self.files.items():
            held.setdefault(report_of(text_of(seed, 3))[0].id, set()).add(path)
        return held


def change(library: Library, model: Model, choose: random.Random) -> None:
    kind, path = (
        choose.choice(("add", "add", "add", "forget", "remove", "refresh", "reopen")),
        f"{choose.randrange(FILES)}",
    )
    if kind == "add":
        seed = choose.randrange(40)
        report, parts, file, original = report_of(text_of(seed, 3), path)
        library.add(report, parts, file, original)
        model.files[path] = seed
    elif kind == "forget":
        library.forget_files([path])
        model.files.pop(path, None)
    elif kind == "remove" and model.files:
        seed = choose.choice(sorted(model.files.values()))
        library.remove([report_of(text_of(seed, 3))[0].id])
        model.files = {name: held for name, held in model.files.items() if held != seed}
    elif kind == "refresh":
        library.refresh(force=choose.random() < 0.3)


@pytest.mark.parametrize("read_directly", [0, 10**6])
def test_catalogue_vectors_and_words_stay_in_step(tmp_path, monkeypatch, read_directly):
    monkeypatch.setattr("rag.library.searching.READ_DIRECTLY", read_directly)
    library, model, choose = new_library(tmp_path / "library"), Model(), random.Random(2024 + read_directly)
    for step in range(STEPS):
        change(library, model, choose)
        if step % 25 == 0:
            library.close()
            library = Library.open(library.folder, SETTINGS)
        assert {card.id: set(card.files) for card in library.cards()} == model.paths()
        assert {path: seen[2] for path, seen in library.known_files().items()} == {
            path: report for report, paths in model.paths().items() for path in paths
        }
        if step % 3 == 0:
            check_searches(library, model, choose.choice(QUESTIONS), choose)
    library.close()


def check_searches(library: Library, model: Model, question: str, choose: random.Random) -> None:
    texts = model.texts()
    scope = choose.choice([None, [], choose.sample(sorted(texts), len(texts) // 3), sorted(texts)])
    chunks = dict(library.chunks(sorted(texts)))
    inside = {row: chunk for row, chunk in chunks.items() if scope is None or chunk.report_id in scope}
    assert sorted(chunk.text for chunk in chunks.values()) == sorted(
        line for text in texts.values() for line in text.splitlines()
    )
    oracle = ExactStore(EMBEDDER.dimension)
    oracle.add(list(inside), EMBEDDER.embed_passages([chunk.text for chunk in inside.values()]))
    vector = EMBEDDER.embed_question(question)
    wanted = oracle.search(vector, 10)
    assert [score for _, score in library.search_vectors(vector, 10, scope)] == pytest.approx(
        [score for _, score in wanted], abs=2e-5
    )
    terms = set(segment(question))
    holding = {row for row, chunk in inside.items() if terms & {*segment(chunk.text), *segment("一、工作情况")}}
    assert {row for row, _ in library.search_words(question, 10**6, scope)} == holding


def test_fresh_chunks_score_as_they_would_in_the_index():
    documents = [WordsOf(row, row, segment(text_of(row, 1 + row % 40))) for row in range(120)]
    for words in (segment("行政复议办理率"), ["没有"], segment(text_of(3))):
        whole = WordIndex.build(documents)
        scored = score_fresh(documents, words, whole.statistics(words))
        assert dict(scored) == pytest.approx(dict(whole.search(words, 10**6, None)), abs=1e-5)


def test_fresh_reports_rank_beside_indexed_ones_without_a_jump(tmp_path):
    with new_library(tmp_path / "library") as library:
        for seed in range(60):
            library.add(*report_of(text_of(seed), f"{seed}.txt"))
        library.refresh()
        library.add(*report_of(text_of(60), "60.txt"))
        assert library.refresh() is False
        lagging = library.search_words("行政复议办理率", 10**6)
        library.refresh(force=True)
        assert dict(library.search_words("行政复议办理率", 10**6)) == pytest.approx(dict(lagging), rel=0.02)


def test_opening_and_reading_load_no_index_and_no_model(tmp_path):
    with new_library(tmp_path / "library") as library:
        library.add(*report_of(text_of(1)))
        library.refresh()
    script = (
        "import sys; from pathlib import Path; from rag.config import Settings;"
        "from rag.library.library import Library;"
        f"library = Library.open(Path({str(tmp_path / 'library')!r}), Settings()); [card] = library.cards();"
        "library.chunks([card.id]);"
        "print([name for name in ('faiss', 'tantivy', 'rjieba', 'torch', 'openvino', 'opencc') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
