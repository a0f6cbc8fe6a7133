"""Masked language models of a few pieces, made where a test needs one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PIECES = (*SPECIAL, *"设备高效搞笑运行稳定本年度金额a，", "ab", "##c", "2024")
FEEDS = ("input_ids", "attention_mask", "token_type_ids")


def model(
    folder: Path,
    likes: Mapping[str, float],
    feeds: Sequence[str] = FEEDS,
    size: int = len(PIECES),
    integer: str = "INT64",
) -> Path:
    """Write a model that likes pieces by so much (logits), whatever stands around them; return its folder."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    table = np.zeros((size, size), np.float32)
    for piece, much in likes.items():
        table[:, PIECES.index(piece)] = much
    kind = getattr(TensorProto, integer)
    inputs = [helper.make_tensor_value_info(name, kind, ["batch", "length"]) for name in feeds]
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "length", size])
    nodes = [helper.make_node("Gather", ["table", feeds[0]], ["logits"])]
    graph = helper.make_graph(nodes, "likes", inputs, [output], [numpy_helper.from_array(table, "table")])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    folder.mkdir(exist_ok=True)
    onnx.save(made, str(folder / "model.onnx"))
    (folder / "vocab.txt").write_text("".join(f"{piece}\n" for piece in PIECES), encoding="utf-8")
    return folder
