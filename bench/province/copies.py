"""How many planted copies are found, kind by kind, in two provinces that share neither grammar nor words."""

from __future__ import annotations

from auditor import api
from auditor.engine.corpus import audit_corpus
from auditor.records.corpus import Corpus
from bench.province import prose
from bench.province.across import judged, only
from bench.province.model import Plant, Province
from bench.province.write import corpus_of

HEAD = ["province", "departments", "rule", "planted", "recall", "precision", "found by kind"]
_RULES = ("duplicate.copied-objective", "duplicate.copied-indicators")


def measure(*, full: bool = False) -> list[list[str]]:
    """Return a line for each province, size and rule."""
    lines = []
    for departments, seed in ((300, 11), (1000, 31), (4000, 41)) if full else ((300, 11),):
        lines += _lines("prose", departments, *prose.corpus_of(departments, seed))
        lines += _lines("model, 2 years", departments, *corpus_of(Province(departments, 2, seed=seed)))
    return lines


def _lines(name: str, departments: int, corpus: Corpus, truth: list[Plant]) -> list[list[str]]:
    book, lines = api.load_rules(), []
    for rule in _RULES:
        findings, problems = audit_corpus(corpus, only(book, rule))
        assert not problems, problems
        planted = [plant for plant in truth if plant.rule == rule]
        found, right = judged(findings, planted, corpus)
        kinds = {kind: [plant for plant in planted if plant.kind == kind] for kind in sorted({p.kind for p in planted})}
        by_kind = "; ".join(f"{kind} {judged(findings, some, corpus)[0]}/{len(some)}" for kind, some in kinds.items())
        shares = [f"{found / max(1, len(planted)):.4f}", f"{right / max(1, len(findings)):.4f}"]
        lines.append([name, f"{departments:,}", rule, str(len(planted)), *shares, by_kind])
    return lines
