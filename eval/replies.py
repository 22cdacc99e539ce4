"""Replies of a judging model, kept on disk so that what has been asked once is not asked again."""

import json
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import BaseModel, ValidationError

from rag.errors import InputError

REPLIES = "judge"
"""The folder of a library in which they are kept."""


class _Kept(BaseModel):
    key: str
    model: str
    reply: str


class Replies:
    """A folder with a JSON file for each reply of one model; a file that cannot be read is as good as none."""

    def __init__(self, folder: Path, model: str) -> None:
        self._model = model
        self._folder = folder / _digest(model)[:16]

    def __bool__(self) -> bool:
        """Whether there is any reply of the model."""
        return next(self._folder.glob("*.json"), None) is not None

    def get(self, request: object) -> str | None:
        """Return the reply to a request (anything that JSON can hold), None where there is none."""
        key = self._key(request)
        try:
            kept = _Kept.model_validate_json(self._file(key).read_bytes())
        except (OSError, ValidationError):
            return None
        return kept.reply if kept.key == key else None

    def put(self, request: object, reply: str) -> None:
        """Keep the reply to a request, whole or not at all; raises InputError where the folder cannot be written."""
        key = self._key(request)
        kept = json.dumps({"key": key, "model": self._model, "reply": reply})
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=self._folder, suffix=".new", delete=False) as file:
                file.write(kept)
            Path(file.name).replace(self._file(key))
        except OSError as error:
            raise InputError(
                f"no verdict can be kept in {self._folder} ({error}); see to its rights and room"
            ) from error

    def _key(self, request: object) -> str:
        return _digest(json.dumps([self._model, request], sort_keys=True))

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
