"""The installed `fazhi` command, run as a person runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

FAZHI = Path(sys.executable).with_name("fazhi")


def environment(library=None, **more):
    """The environment of a command, without the settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FAZHI_")}
    return kept | ({"FAZHI_LIBRARY": str(library)} if library else {}) | more


def run(*arguments, library=None, given=b"", cwd=None, **more):
    """Run `fazhi` with these arguments; the streams come back as bytes."""
    command = [str(FAZHI), *map(str, arguments)]
    return subprocess.run(
        command, input=given, capture_output=True, env=environment(library, **more), cwd=cwd, timeout=120
    )


def value(*arguments, library=None, status=0, given=b""):
    """Run `fazhi … --json`, which must end with `status`, and return the one document that it prints."""
    done = run(*arguments, "--json", library=library, given=given)
    assert done.returncode == status, done.stderr.decode()
    return json.loads(done.stdout)


def complaint(*arguments, library=None, status=2, given=b"", **more):
    """Run `fazhi`, which must end with `status` and say so in one line and nothing else; returns that line."""
    done = run(*arguments, library=library, given=given, **more)
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (status, b"", 1), done
    assert lines[0].startswith("fazhi: ")
    assert "Traceback" not in lines[0]
    return lines[0].removeprefix("fazhi: ")
