"""What the READMEs show is what happens: each command of theirs is run, and prints what they say."""

import os
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Runs a command; one that both READMEs show is run once."""
    folder = tmp_path_factory.mktemp("readme")
    return cache(lambda command: run(command.replace("--library demo", f"--library {folder / 'demo'}"), folder))


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_each_command_prints_what_the_readme_shows(
    readme: str, ran: Callable[[str], subprocess.CompletedProcess[str]]
) -> None:
    shown = list(commands((ROOT / readme).read_text(encoding="utf-8")))
    assert len(shown) >= 5
    for command, output in shown:
        done = ran(command)
        assert without_seconds(done.stdout + done.stderr if command.startswith("fazhi index") else done.stdout) == (
            without_seconds(output)
        ), f"{readme}: {command}\n{done.stderr}"


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_what_the_readme_links_to_is_there(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
    named = re.findall(r"`(docs/[\w./-]+)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


def commands(text: str) -> list[tuple[str, str]]:
    """Return each command of the console blocks with the output that is shown under it."""
    found = []
    for block in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    env |= {
        "PATH": f"{ROOT / '.venv/bin'}{os.pathsep}{env['PATH']}",
        "FAZHI_LIBRARY": str(folder / "library"),
        "COLUMNS": "400",
    }
    return subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=False
    )


def without_seconds(text: str) -> str:
    """Return text without what no two runs share: how long it took, and blank lines at its end."""
    return re.sub(r", [\d.]+ s\)", ")", text).rstrip()
