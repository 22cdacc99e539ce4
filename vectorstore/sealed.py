"""A folder of files under a seal, so that a torn or altered one is noticed before a native library reads it."""

import hashlib
import json
from pathlib import Path
from typing import Any

SEAL = "seal.json"


def seal(folder: Path, about: dict[str, Any]) -> None:
    """Write the seal of `folder`: size and sha256 of each file that lies directly in it, and `about`, plain JSON."""
    files = {path.name: _fingerprint(path) for path in sorted(folder.iterdir()) if path.is_file() and path.name != SEAL}
    body = json.dumps({"about": about, "files": files}, ensure_ascii=False, sort_keys=True)
    (folder / SEAL).write_text(f"{_digest(body)}\n{body}", encoding="utf-8")
    mode = (folder / SEAL).stat().st_mode
    for name in files:  # some libraries make their files private, and whoever may read the seal may read all
        (folder / name).chmod(mode)


def about(folder: Path) -> dict[str, Any]:
    """Return what the seal says of `folder`, the files themselves unread; raises ValueError where the seal is torn."""
    return dict(_body(folder)["about"])


def unseal(folder: Path) -> dict[str, Any]:
    """Return what the seal says of `folder`; raises ValueError where it, or a file that it names, is not as written."""
    body = _body(folder)
    for name, expected in body["files"].items():
        try:
            found = _fingerprint(folder / name)
        except OSError as error:
            raise ValueError(f"{folder / name} cannot be read: {error}") from error
        if found != expected:
            raise ValueError(f"{folder / name} is not as it was written")
    return dict(body["about"])


def _body(folder: Path) -> dict[str, Any]:
    try:
        digest, _, body = (folder / SEAL).read_text(encoding="utf-8").partition("\n")
    except OSError as error:
        raise ValueError(f"{folder} has no seal: {error}") from error
    if _digest(body) != digest:
        raise ValueError(f"the seal of {folder} is torn")
    return dict(json.loads(body))


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _fingerprint(path: Path) -> list[int | str]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return [path.stat().st_size, digest]
