"""What asking a second opinion costs besides the model: a masked language model of next to no layers, made here."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from auditor.nlp import load_proofreader
from auditor.nlp.typo.marker import default_marker
from auditor.nlp.typo.opinion import MODEL, read_opinion

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_WIDTH = 8


def make(folder: Path) -> int:
    """Write a model over the characters that the proofreader knows; return how many pieces its vocabulary has."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    pieces = (*_SPECIAL, *default_marker().model.han)
    size = len(pieces)
    dice = np.random.default_rng(1)
    tables = {"low": (size, _WIDTH), "high": (_WIDTH, size)}
    weights = [
        numpy_helper.from_array(dice.normal(size=shape).astype(np.float32), name) for name, shape in tables.items()
    ]
    feed = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "length", size])
    nodes = [
        helper.make_node("Gather", ["low", "input_ids"], ["x"]),
        helper.make_node("MatMul", ["x", "high"], ["logits"]),
    ]
    graph = helper.make_graph(nodes, "made", [feed], [logits], weights)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(made, str(folder / MODEL))
    (folder / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    return size


def costs(texts: list[str]) -> list[list[str]]:
    """Return what the opinion on the corrections of ``texts`` costs; says so where ``onnx`` is not installed."""
    found = {text: edits for text, edits in zip(texts, load_proofreader()(texts), strict=True) if edits}
    count = sum(map(len, found.values()))
    try:
        with tempfile.TemporaryDirectory() as where:
            size = make(Path(where))
            start = time.process_time()
            opinion = read_opinion(Path(where))
            loaded = time.process_time() - start
    except ImportError:
        return [["second opinion", "onnx is not installed"]]
    start = time.process_time()
    opinion(found)
    took = time.process_time() - start
    return [
        ["pieces of the made model", f"{size:,}"],
        ["loading it", f"{loaded:.3f} s"],
        ["asking about a correction", f"{took / max(count, 1) * 1e3:.2f} ms (of {count})"],
    ]
