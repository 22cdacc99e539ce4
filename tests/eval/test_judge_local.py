"""The judge and a real language model understand one another; how well so small a model judges is not asked."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from eval.judge import Judge, JudgedCase
from eval.verdicts import Verdict
from rag.chat_model import ChatModel, Sampling
from rag.config import Judging

CASE = JudgedCase("1", "怎么做的", "建立了制度。[1]", (("建立了制度。",),), ("建立了制度。",), marks={"passed": True})

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("xllamacpp") is None, reason="the model server of the dev group is not installed"
)


@pytest.fixture(scope="module")
def local_model(tmp_path_factory):
    """The address of a model that is served by a child process, its log in a file."""
    folder = tmp_path_factory.mktemp("model")
    child = [sys.executable, str(Path(__file__).with_name("local_model.py")), str(folder / "model.gguf")]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(child, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        address = process.stdout.readline().strip()
        assert address, (folder / "log").read_text()
        yield Judging(url=address, model="gemma-3-270m", tokens=16, temperature=0.0)
        process.stdin.close()
        process.wait(30)
    (folder / "model.gguf").unlink()


def test_a_real_model_continues_and_repeats_itself(local_model):
    asked = [{"role": "user", "content": "1, 2, 3, 4, 5, 6,"}]
    with ChatModel(local_model) as model:
        model.ping()
        first = model.complete(asked, Sampling(tokens=8))
        assert first.strip()
        assert first == model.complete(asked, Sampling(tokens=8))
        assert len(model.complete(asked, Sampling(tokens=1))) < len(first)


def test_a_real_model_says_the_same_piece_by_piece(local_model):
    asked = [{"role": "user", "content": "1, 2, 3, 4, 5, 6,"}]
    with ChatModel(local_model) as model:
        pieces = list(model.stream(asked, Sampling(tokens=8)))
        assert len(pieces) > 1
        assert "".join(pieces) == model.complete(asked, Sampling(tokens=8))
        next(model.stream(asked, Sampling(tokens=60)))  # left early, it can be asked again
        assert model.complete(asked, Sampling(tokens=1))


def test_a_real_model_is_asked_once(local_model, tmp_path):
    with Judge(local_model, tmp_path) as judge:
        judge.ping()
        report = judge.score([CASE])
    assert (report.stopped, len(report.rulings)) == ("", 1)
    votes = [vote for ruling in report.rulings for vote in ruling.votes]
    assert len(votes) == 3
    unreadable = sum(vote.verdict is Verdict.UNREADABLE for vote in votes)
    assert 3 + unreadable <= report.calls <= 6
    again = Judge(local_model, tmp_path).score([CASE])
    assert (again.calls, again.view()) == (0, report.view())
