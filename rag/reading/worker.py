"""The process that reads files: `python -m rag.reading.worker`, a line of JSON in for each file, a line out."""

import hashlib
import json
import os
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from rag.errors import FazhiError, ReadError, SkippedFile
from rag.reading.formats.choose import extract
from rag.reading.furniture import find_furniture
from rag.reading.identify import identify
from rag.types import Report


def main() -> None:
    """Serve until standard input ends; what libraries print goes to standard error, never between the lines."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, replies)


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer each request `{"file", "text_size"}` with `{"report"}` or `{"error", "kind"}`."""
    for line in requests:
        request = json.loads(line)
        reply = _answer(request["file"], request["text_size"])
        replies.write(json.dumps(reply, ensure_ascii=True).encode("ascii") + b"\n")
        replies.flush()


def _answer(file: str, text_size: int) -> dict[str, Any]:
    try:
        return {"report": asdict(_read(Path(file), text_size))}
    except MemoryError:
        return {"error": "", "kind": "memory"}
    except SkippedFile as error:
        return {"error": str(error), "kind": "skipped"}
    except FazhiError as error:
        return {"error": str(error), "kind": "read"}
    except Exception as error:  # a library met bytes that it was not made for: one file's trouble, not the batch's
        return {"error": f"it could not be read ({type(error).__name__}: {str(error)[:100]})", "kind": "read"}


def _read(path: Path, text_size: int) -> Report:
    data = path.read_bytes()
    found = extract(data, path.name)
    if len(found.text) > text_size:
        raise ReadError(f"its text is {len(found.text):,} characters, over the limit of {text_size:,}; split it")
    furniture = find_furniture(found)
    identity = identify(found, furniture, str(path))
    return Report(hashlib.sha256(data).hexdigest(), (str(path),), found, identity, furniture)


if __name__ == "__main__":
    main()
