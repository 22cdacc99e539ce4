"""Runs the default model on the CPU; the door to the inference runtime and its tokenizer, which do without torch."""

import sys
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from rag.config import Embedding
from rag.library import weights
from vectorstore.base import Vectors

sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # the runtime falls back on its silent stub
import openvino as ov  # noqa: E402

_PRECISION = "bf16"  # where the CPU has it, else float32; three times as fast, and 0.99998 the same direction


class DefaultEmbedder:
    """The default model on the inference runtime; see `Embedder` for what its methods promise. Threads may share it."""

    def __init__(self, folder: Path, settings: Embedding) -> None:
        self._lock = Lock()
        self._batch = settings.batch
        with ThreadPoolExecutor(1) as beside:  # both take half a second, on a core each
            compiling = beside.submit(_compile, folder / weights.RUNTIME_FILE, settings.threads)
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / weights.TOKENIZER_FILE))
            compiled = compiling.result()
        self._request = compiled.create_infer_request()
        self.dimension: int = compiled.output(0).partial_shape[1].get_length()
        self.name = f"{folder.name}/float16/{self.dimension}"
        self.window = weights.TOKENS

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, n × dimension; equal texts are embedded once."""
        unique = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        tokens = [self._fit(encoding.ids) for encoding in self._encode(list(unique))]
        order = sorted(range(len(tokens)), key=lambda row: len(tokens[row]), reverse=True)
        vectors = np.empty((len(tokens), self.dimension), np.float32)
        for start in range(0, len(order), self._batch):
            rows = order[start : start + self._batch]
            vectors[rows] = self._infer([tokens[row] for row in rows])
        return vectors[[unique[text] for text in texts]]

    def embed_question(self, text: str) -> Vectors:
        """Return the question's unit vector, of length dimension."""
        return self._infer([self._fit(self._tokenizer.encode(weights.QUERY + text).ids)])[0]

    def count_tokens(self, text: str) -> int:
        """Count the tokens that `text` takes as a passage, the model's own prefix and marks included."""
        return len(self._tokenizer.encode(weights.PASSAGE + text).ids)

    def _encode(self, texts: list[str]) -> list[Any]:
        return list(self._tokenizer.encode_batch_fast([weights.PASSAGE + text for text in texts]))

    def _fit(self, ids: list[int]) -> list[int]:
        """Cut what exceeds the window from the end of the text, and keep the mark that closes it."""
        return ids if len(ids) <= self.window else [*ids[: self.window - 1], ids[-1]]

    def _infer(self, tokens: list[list[int]]) -> Vectors:
        """Run one batch of token lists, padded to the longest."""
        shape = (len(tokens), max(map(len, tokens)))
        ids, mask = np.ones(shape, np.int64), np.zeros(shape, np.int64)  # 1 is <pad>
        for row, line in enumerate(tokens):
            ids[row, : len(line)] = line
            mask[row, : len(line)] = 1
        with self._lock:
            vectors: Vectors = self._request.infer({"input_ids": ids, "attention_mask": mask})[0].copy()
        return vectors


def convert(module: object, example: dict[str, Any], path: Path) -> None:
    """Write a torch `module` at `path` (.xml, weights as float16 in a .bin beside it), traced with `example`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of itself, and of branches on the example's sizes
        model = ov.convert_model(module, example_input=example)
    ov.save_model(model, path, compress_to_fp16=True)


def _compile(file: Path, threads: int) -> ov.CompiledModel:
    properties: dict[str, Any] = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": _PRECISION}
    if threads:
        properties["INFERENCE_NUM_THREADS"] = threads
    return ov.Core().compile_model(file, "CPU", properties)
