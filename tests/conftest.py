"""Puts tests/ on the path, so that the tests of every wing share the hash embedder, and one small library."""

from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from command import value

from rag.config import Settings
from rag.pipeline import Desk, index

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
REAL_REPORTS = ROOT.parent / "shared" / "reports"
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


@pytest.fixture(scope="session")
def sample_desk(tmp_path_factory):
    """samples/ indexed by the real pipeline with the default model. Not to be written to."""
    with _indexed(SAMPLES, tmp_path_factory) as desk:
        yield desk


@pytest.fixture(scope="session")
def real_desk(tmp_path_factory):
    """The real reports that lie beside the checkout, indexed likewise. Not to be written to."""
    if not REAL_REPORTS.is_dir():
        pytest.skip("there are no real reports beside the checkout (../shared/reports)")
    with _indexed(REAL_REPORTS, tmp_path_factory) as desk:
        yield desk


@contextmanager
def _indexed(reports, tmp_path_factory):
    folder = tmp_path_factory.mktemp(reports.name) / "library"
    with Desk.open(Settings(library=folder), create=True) as desk:
        done = index([reports], desk)
        assert (done.added, done.failed, done.skipped) == (5, (), ())
        yield desk
