"""Runs the default model on the CPU; the door to the inference runtime and its tokenizer, which do without torch."""

import json
import sys
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

import numpy as np
from tokenizers import Tokenizer

from rag.config import Embedding
from rag.errors import ModelError
from rag.library import weights
from vectorstore.base import Vectors

sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # the runtime falls back on its stub: nothing sent
import openvino as ov  # noqa: E402

_PRECISION = "bf16"  # where the CPU has it, else float32: twice as fast, and 0.99998 of the same direction
_BATCH = 8  # more do not go faster on a CPU: what one layer hands to the next no longer fits the caches

Loaded = TypeVar("Loaded")


class DefaultEmbedder:
    """The default model on the inference runtime; see `Embedder` for what its methods promise. Threads may share it."""

    def __init__(self, folder: Path, settings: Embedding) -> None:
        self.dimension: int = json.loads((folder / "config.json").read_text(encoding="utf-8"))["hidden_size"]
        self.name = f"{folder.name}/float16/{self.dimension}"
        self.window = weights.TOKENS
        self._batch = min(settings.batch, _BATCH)
        with ThreadPoolExecutor(2) as beside:  # half a second each, so at once
            requests = _start(beside, folder, lambda: _requests(folder / weights.RUNTIME_FILE, settings.threads))
            tokenizer = _start(beside, folder, lambda: Tokenizer.from_file(str(folder / weights.TOKENIZER_FILE)))
        self._requests, self._parallel = requests.result()
        self._tokenizer = tokenizer.result()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, n × dimension; equal texts are embedded once."""
        unique = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        encodings = self._tokenizer.encode_batch_fast([weights.PASSAGE + text for text in unique])
        tokens = [self._fit(encoding.ids) for encoding in encodings]
        order = sorted(range(len(tokens)), key=lambda row: len(tokens[row]), reverse=True)
        batch = min(self._batch, len(order) // self._parallel + 1)  # the streams share a few texts too
        batches = [order[start : start + batch] for start in range(0, len(order), batch)]
        vectors = np.empty((len(tokens), self.dimension), np.float32)
        with ThreadPoolExecutor(self._parallel) as streams:
            results = streams.map(lambda rows: self._infer([tokens[row] for row in rows]), batches)
            for rows, result in zip(batches, results, strict=True):
                vectors[rows] = result
        return vectors[[unique[text] for text in texts]]

    def embed_question(self, text: str) -> Vectors:
        """Return the question's unit vector, of length dimension."""
        vector: Vectors = self._infer([self._fit(self._tokenizer.encode(weights.QUERY + text).ids)])[0]
        return vector

    def count_tokens(self, text: str) -> int:
        """Count the tokens that `text` takes as a passage, the model's own prefix and marks included."""
        return len(self._tokenizer.encode(weights.PASSAGE + text).ids)

    def _fit(self, ids: list[int]) -> list[int]:
        """Cut what exceeds the window from the end of the text, and keep the mark that closes it."""
        return ids if len(ids) <= self.window else [*ids[: self.window - 1], ids[-1]]

    def _infer(self, tokens: list[list[int]]) -> Vectors:
        """Run one batch of token lists, padded to the longest, as soon as a request is free."""
        shape = (len(tokens), max(map(len, tokens)))
        ids, mask = np.ones(shape, np.int64), np.zeros(shape, np.int64)  # 1 is <pad>
        for row, line in enumerate(tokens):
            ids[row, : len(line)] = line
            mask[row, : len(line)] = 1
        request = self._requests.get()
        try:
            vectors: Vectors = request.infer({"input_ids": ids, "attention_mask": mask})[0].copy()
        finally:
            self._requests.put(request)
        return vectors


def convert(module: object, example: dict[str, Any], path: Path) -> None:
    """Write a torch `module` at `path` (.xml, weights as float16 in a .bin beside it), traced with `example`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of itself, and of branches on the example's sizes
        model = ov.convert_model(module, example_input=example)  # type: ignore[attr-defined]
    ov.save_model(model, path, compress_to_fp16=True)  # type: ignore[attr-defined]


def _requests(file: Path, threads: int) -> tuple[SimpleQueue[Any], int]:
    """Compile `file` for throughput and return as many free requests as run well side by side, and their number."""
    properties: dict[str, Any] = {"PERFORMANCE_HINT": "THROUGHPUT", "INFERENCE_PRECISION_HINT": _PRECISION}
    if threads:
        properties["INFERENCE_NUM_THREADS"] = threads
    compiled = ov.Core().compile_model(file, "CPU", properties)  # type: ignore[attr-defined]
    # The runtime's bridge to NumPy, first used by two threads at once, leaves both waiting for ever.
    _ = ov.Tensor(np.zeros(1, np.float32)).data  # type: ignore[attr-defined]
    count = int(compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
    free: SimpleQueue[Any] = SimpleQueue()
    for _ in range(count):
        free.put(compiled.create_infer_request())
    return free, count


def _start(pool: ThreadPoolExecutor, folder: Path, load: Callable[[], Loaded]) -> "Future[Loaded]":
    """Run `load` beside the caller; whatever a library raises at a torn file becomes a ModelError."""

    def loading() -> Loaded:
        try:
            return load()
        except Exception as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise ModelError(
                f"The default model in {folder} is damaged ({reason}): delete that folder, it is then made again."
            ) from error

    return pool.submit(loading)
