"""Prints the requirements of one dependency group of pyproject.toml, a line each."""

import sys
import tomllib
from pathlib import Path

groups = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
sys.stdout.write("\n".join([*groups[sys.argv[1]], ""]))
