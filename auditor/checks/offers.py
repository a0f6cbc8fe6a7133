"""A concrete row to offer where one is missing or says nothing: of the same kind, of the project's own matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor.checks.context import BENEFITS, Context
from auditor.checks.missing import KINDS
from auditor.records.budget import Project
from auditor.records.finding import Hit
from auditor.text.width import fold

_LIBRARY = "good."
_LEAST = 3  # a word in the project's name counts four times one in its objective and rows
_LEVELS: Mapping[str, str] = {
    "quantity": "数量指标",
    "quality": "质量指标",
    "timeliness": "时效指标",
    "cost": "经济成本指标",
    "economic": "经济效益指标",
    "social": "社会效益指标",
    "ecological": "生态效益指标",
    "sustainable": "可持续影响指标",
    "satisfaction": "服务对象满意度指标",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A good row of a level: the ``words`` of its matter, its name, operator and unit; the number is the author's."""

    level: str
    words: tuple[str, ...]
    name: str
    sign: str
    unit: str

    @property
    def shown(self) -> str:
        """Return the row as it may be filled in."""
        return f"{_LEVELS[self.level]}“{self.name} {self.sign} ○ {self.unit}”"


def offer(hit: Hit, context: Context) -> str:
    """Return the rows to offer for a hit, joined, "" where the library has none of the project's matter.

    For a row: one of its own kind; for a project: one of each kind that the hit says is lacking.
    """
    project = hit.project or (context.project_of(hit.indicator) if hit.indicator else None)
    if project is None:
        return ""
    if hit.indicator is not None:
        levels: list[tuple[str, ...]] = [(context.read(hit.indicator).level,)]
    else:
        lacking = str(hit.facts.get("lacking", ""))
        wanted = [key for key, label in KINDS.items() if label in lacking]
        levels = [BENEFITS if key == "benefit" else (key,) for key in wanted]
    found = [best for each in levels if (best := _best(each, project, context))]
    return "；".join(example.shown for example in found)


def _best(levels: Sequence[str], project: Project, context: Context) -> Example | None:
    """Return the example of one of ``levels`` whose words the project speaks of most, None where it speaks of none."""
    name, text = fold(project.name.text), _text_of(project, context)
    taken = {context.read(item).name for item in context.indicators_of(project)}
    ranked = [
        (sum(3 * (word in name) + (word in text) for word in example.words), example)
        for level in levels
        for example in library(context).get(level, ())
        if example.name not in taken
    ]
    score, example = max(ranked, key=lambda pair: pair[0], default=(0, None))
    return example if score >= _LEAST else None


def library(context: Context) -> Mapping[str, tuple[Example, ...]]:
    """Return the good rows by level: lexicon good.txt of the installation and of packs, read once a document."""
    return {level: _examples(level, context.words.given(_LIBRARY + level)) for level in _LEVELS}


@lru_cache(maxsize=64)
def _examples(level: str, lines: tuple[str, ...]) -> tuple[Example, ...]:
    made = []
    for line in lines:
        words, name, sign, unit = line.split("|")
        made.append(Example(level, tuple(map(fold, words.split())), name, sign, unit))
    return tuple(made)


def _text_of(project: Project, context: Context) -> str:
    rows = (context.read(item).name for item in context.indicators_of(project))
    return "|".join((fold(project.name.text), fold(project.objective.text), *rows))
