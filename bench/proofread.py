"""``python -m bench.proofread [PAIRS.tsv | TEXTS.txt]`` prints how fast and, given pairs, how well texts are corrected.

Speed, in CPU seconds: made-up clauses through the batch search and through the plain way (one candidate at a time, the
same model, the same candidates), the whole proofreader, the cells of a made-up document of 36 projects, loading and
memory, each beside a peer or floor of the same run. A file with a tab in its lines holds typed and right text.
"""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor import api
from auditor.cli.proofread import corrected, reported
from auditor.nlp import load_proofreader
from auditor.nlp.typo.charlm import EDGE, HAN, ORDER, windows
from auditor.nlp.typo.marker import default_marker
from auditor.nlp.typo.model import Model, read_model
from auditor.nlp.typo.search import scored, search
from auditor.nlp.typo.symbols import row
from auditor.resources import folder
from bench.kinds import unread
from bench.opinion import costs
from bench.synthetic import budget

_MANY, _FEW = 3000, 20
_REPEATS, _ROWS = 5, 250
# What a process holds, in MB: with the libraries alone, and after a text was proofread.
_MEMORY = """
import jieba, numpy
from pathlib import Path
def held():
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else ()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
print(held())
from auditor.nlp import load_proofreader
load_proofreader()({texts!r})
print(held())
"""
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


def cells() -> list[str]:
    """Return the texts that an audit proofreads in a made-up document of 36 projects."""
    seen: list[str] = []

    def keep(texts: Sequence[str]) -> list[tuple[()]]:
        seen.extend(texts)
        return [() for _ in texts]

    with tempfile.TemporaryDirectory() as where:
        path = Path(where) / "document.tsv"
        path.write_text(budget(_ROWS), encoding="utf-8")
        api.Auditor(api.load_rules(), keep)(path)
    return seen


def _best(work: Callable[[], object], repeats: int = _REPEATS) -> float:
    """Return the shortest CPU time of some runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _looked_up(texts: Sequence[str]) -> int:
    """Look every n-gram of up to five characters up in a dictionary: a floor for a model in plain Python."""
    known = dict.fromkeys(text[at : at + 2] for text in texts for at in range(len(text)))
    return sum(
        text[at : at + size] in known for text in texts for at in range(len(text)) for size in range(1, ORDER + 1)
    )


def _rate(texts: Sequence[str], took: float) -> str:
    return f"{len(texts) / took:,.0f} clauses/s"


def speed() -> list[list[str]]:
    """Return what is measured and its figure."""
    model = default_marker().model
    # A text that stands there twice is read once.
    texts = list(dict.fromkeys(clauses(_MANY)))

    def searched() -> None:
        found = row(texts, model.chars.symbols, model.sounding.wide)
        search(found, scored(found, model.chars), model.chars, model.sounding, model.sieve)

    plain = _best(lambda: [plainly(text, model) for text in texts[:_FEW]], 1)
    return [
        ["plain search, one candidate at a time", _rate(texts[:_FEW], plain)],
        ["batch search", _rate(texts, _best(searched))],
        ["whole proofreader, texts not read before", _rate(texts, _best(lambda: unread()(texts)))],
        ["floor: every n-gram in a Python dict", _rate(texts, _best(lambda: _looked_up(texts)))],
    ]


def document() -> list[list[str]]:
    """Return what the cells of a whole document cost, beside looking their n-grams up in a dictionary."""
    texts = cells()
    unread()(texts[:1])
    return [
        ["distinct cells, characters", f"{len(texts)}, {sum(map(len, texts))}"],
        ["proofread, none read before", f"{_best(lambda: unread()(texts)) * 1e3:.0f} ms"],
        ["floor: every n-gram in a Python dict", f"{_best(lambda: _looked_up(texts)) * 1e3:.0f} ms"],
    ]


def loading() -> list[list[str]]:
    """Return what loading costs, beside reading the files and taking their hash, and what a process then holds."""
    where = folder("models") / "typo"
    names = sorted(path for path in where.iterdir() if path.suffix in {".bin", ".z", ".json"})
    read = _best(lambda: [hashlib.sha256(path.read_bytes()).digest() for path in names])
    code = [sys.executable, "-c", _MEMORY.format(texts=clauses(_MANY)[:_FEW])]
    held = subprocess.run(code, capture_output=True, text=True, check=True).stdout.split()
    return [
        ["loading the model", f"{_best(lambda: read_model(where)):.3f} s"],
        ["floor: reading and hashing its files", f"{read:.3f} s"],
        ["most held by a process that proofreads", f"{float(held[1]):.0f} MB"],
        ["floor: the same with numpy and jieba only", f"{float(held[0]):.0f} MB"],
    ]


@dataclass(frozen=True, slots=True)
class Tally:
    """Texts with an error, alarms on right texts, and the shares precision, recall and F1 of whole texts."""

    errors: int
    alarms: int
    shares: tuple[float, float, float]


def tallied(made: Sequence[str], pairs: Sequence[tuple[str, str]]) -> Tally:
    """Return how well ``made`` corrects ``pairs`` (as typed, as meant; a right text is both)."""
    every = list(zip(made, pairs, strict=True))
    errors = sum(typed != meant for typed, meant in pairs)
    hits = sum(text == meant != typed for text, (typed, meant) in every)
    flagged = sum(text != typed for text, (typed, _) in every)
    alarms = sum(text != typed == meant for text, (typed, meant) in every)
    precision, recall = hits / max(flagged, 1), hits / max(errors, 1)
    return Tally(errors, alarms, (precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)))


def quality(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return precision, recall and F1 of whole texts, and the alarms on texts that are right."""
    typed = [one for one, _ in pairs]
    start = time.perf_counter()
    found = load_proofreader()(typed)
    took = time.perf_counter() - start
    made = [corrected(text, reported(edits)) for text, edits in zip(typed, found, strict=True)]
    tally = tallied(made, pairs)
    return [
        ["texts with an error", str(tally.errors)],
        ["precision, recall, F1", " ".join(f"{share:.3f}" for share in tally.shares)],
        ["alarms on right texts", f"{tally.alarms} of {len(pairs) - tally.errors}"],
        ["texts/s", f"{len(pairs) / took:,.0f}"],
    ]


def main(arguments: list[str]) -> int:
    """Print speed, or quality on the files given."""
    if not arguments:
        tables = [
            ("made-up clauses", speed()),
            ("made-up document of 36 projects", document()),
            ("loading", loading()),
            ("second opinion, without a real model", costs(clauses(_MANY))),
        ]
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
