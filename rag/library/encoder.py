"""The default model as PyTorch has it; the door to torch and transformers, needed only to make the files."""

from pathlib import Path

import torch
from transformers import BertConfig, BertModel
from transformers.utils import logging

from rag.library import runtime
from rag.library.packed import Packed, Shape


class SentenceEncoder(torch.nn.Module):
    """Tokens to unit vectors in one graph: a BERT encoder, the mean over the tokens, and the length made 1."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return unit vectors (n × hidden) of `input_ids` and `attention_mask`, both n × tokens."""
        states = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * mask).sum(dim=1) / mask.sum(dim=1)
        return torch.nn.functional.normalize(mean, dim=-1)


def write_encoder(packed: Packed, folder: Path) -> BertModel:
    """Write `packed` into `folder` as transformers would, weights and configuration, and return it."""
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    bert: BertModel = BertModel(_configuration(packed.shape), add_pooling_layer=False)
    bert.train(False)
    bert.load_state_dict({name: torch.from_numpy(values.copy()) for name, values in packed.weights.items()})
    bert.save_pretrained(folder)
    return bert


def write_runtime_file(bert: BertModel, path: Path) -> None:
    """Write encoder, pooling and normalisation at `path` for the inference runtime, weights as float16."""
    example = torch.ones((2, 8), dtype=torch.int64)
    runtime.convert(SentenceEncoder(bert), {"input_ids": example, "attention_mask": example.clone()}, path)


def _configuration(shape: Shape) -> BertConfig:
    return BertConfig(
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.intermediate,
        vocab_size=shape.vocabulary,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=1,
        attn_implementation="eager",  # type: ignore[call-arg]  # the tracer cannot follow the faster ones
    )
