"""Puts tests/ on the path, so that the tests of every wing share the hash embedder, and one small library."""

from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from command import value

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
NOTICE = "关于法治宣传工作的通知\n\n各部门：\n\n全年举办法治讲座{}场，请认真总结。\n"


@pytest.fixture(scope="session")
def small_library(tmp_path_factory):
    """A library made by the command with the default model: a .pdf and a .txt of samples/, and a third of no place.

    The third's id begins like that of the .pdf. Not to be written to; copy it.
    """
    folder = tmp_path_factory.mktemp("small")
    files = [*SAMPLES.glob("建德*.pdf"), *SAMPLES.glob("慈溪*.txt")]
    alike = sha256(files[0].read_bytes()).hexdigest()[0]
    texts = (NOTICE.format(number).encode() for number in count(1))
    notice = next(text for text in texts if sha256(text).hexdigest()[0] == alike)
    (folder / "notice.txt").write_bytes(notice)
    done = value("index", *files, folder / "notice.txt", library=folder / "library")
    assert done["added"] == 3
    return folder / "library"
