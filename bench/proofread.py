"""``python -m bench.proofread [PAIRS.tsv | TEXTS.txt]`` prints how fast and, given pairs, how well texts are corrected.

Speed: made-up clauses through the batch search and through the plain way (one candidate at a time, the same model,
the same candidates), and the whole proofreader, in one run. A file with a tab in its lines holds typed and right text.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from auditor.cli.proofread import corrected, reported
from auditor.nlp import load_proofreader
from auditor.nlp.charlm import EDGE, HAN, ORDER, windows
from auditor.nlp.marker import default_marker
from auditor.nlp.model import Model
from auditor.nlp.search import scored, search
from auditor.nlp.symbols import row

_MANY, _FEW = 3000, 20
_PARTS = (
    ("加强", "完善", "保障", "推进", "提升", "组织开展", "按时完成", "及时拨付"),
    ("社区", "学校", "基层", "辖区", "农村", "企业", "机关", "医院"),
    ("公共服务", "设备维护", "安全检查", "环境整治", "资金管理", "业务培训", "信息系统", "文化活动"),
    ("工作", "能力", "质量", "经费", "数量", "满意度", "完成率", "及时率"),
)


def clauses(count: int) -> list[str]:
    """Return made-up clauses of 8 to 15 characters, one in ten with a character of another clause in its middle."""
    dice = random.Random(3)
    made = ["".join(dice.choice(part) for part in _PARTS) for _ in range(count)]
    for at in range(0, count, 10):
        middle = len(made[at]) // 2
        made[at] = made[at][:middle] + dice.choice(dice.choice(made)) + made[at][middle + 1 :]
    return made


def plainly(text: str, model: Model) -> float:
    """Return the best gain of one changed character, candidates scored one after the other."""
    import numpy as np

    ids = row([text], model.chars.symbols).ids
    first, end = ORDER, len(ids) - 1
    before = float(model.chars.scores(windows(ids))[1 : end - ORDER + 1].sum())
    best = 0.0
    for at in range(first, end):
        own = int(ids[at])
        near = model.sounding.near[model.sounding.at[own] : model.sounding.at[own + 1]] if own >= HAN else ()
        for other in near:
            changed = np.array(ids)
            changed[at] = other
            after = float(model.chars.scores(windows(changed))[1 : end - ORDER + 1].sum())
            best = max(best, after - before)
    assert ids[-1] == EDGE
    return best


def _rate(texts: Sequence[str], took: float) -> str:
    return f"{len(texts) / took:,.0f} clauses/s"


def speed() -> list[list[str]]:
    """Return what is measured and its figure."""
    start = time.perf_counter()
    model = default_marker().model
    table = [["loading the model", f"{time.perf_counter() - start:.3f} s"]]
    texts = clauses(_MANY)
    start = time.perf_counter()
    for text in texts[:_FEW]:
        plainly(text, model)
    table.append(["plain search, one candidate at a time", _rate(texts[:_FEW], time.perf_counter() - start)])
    start = time.perf_counter()
    found = row(texts, model.chars.symbols, model.sounding.wide)
    search(found, scored(found, model.chars), model.chars, model.sounding)
    table.append(["batch search", _rate(texts, time.perf_counter() - start)])
    start = time.perf_counter()
    load_proofreader()(texts)
    table.append(["whole proofreader", _rate(texts, time.perf_counter() - start)])
    return table


def quality(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return precision, recall and F1 of whole texts, and the alarms on texts that are right."""
    typed = [one for one, _ in pairs]
    start = time.perf_counter()
    found = load_proofreader()(typed)
    took = time.perf_counter() - start
    made = [corrected(text, reported(edits)) for text, edits in zip(typed, found, strict=True)]
    hits = sum(text == right != wrong for text, (wrong, right) in zip(made, pairs, strict=True))
    flagged = sum(text != wrong for text, (wrong, _) in zip(made, pairs, strict=True))
    errors = sum(wrong != right for wrong, right in pairs)
    alarms = sum(text != wrong == right for text, (wrong, right) in zip(made, pairs, strict=True))
    precision, recall = hits / max(flagged, 1), hits / max(errors, 1)
    both = 2 * precision * recall / max(precision + recall, 1e-9)
    return [
        ["texts with an error", str(errors)],
        ["precision, recall, F1", f"{precision:.3f} {recall:.3f} {both:.3f}"],
        ["alarms on right texts", f"{alarms} of {len(pairs) - errors}"],
        ["texts/s", f"{len(pairs) / took:,.0f}"],
    ]


def main(arguments: list[str]) -> int:
    """Print speed, or quality on the files given."""
    if not arguments:
        tables = [("made-up clauses", speed())]
    else:
        tables = []
        for name in arguments:
            rows = [line.split("\t")[-2:] for line in Path(name).read_text(encoding="utf-8").splitlines() if line]
            tables.append((Path(name).name, quality([(one[0], one[-1]) for one in rows])))
    for title, table in tables:
        print(f"## {title}")
        for label, figure in table:
            print(f"{label:40} {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
