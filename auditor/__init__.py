"""Auditor for the performance indicators (绩效指标) of Chinese government budgets.

The public API: ``read``, ``extract``, ``audit``, ``gate``, ``load_rules``, ``to_frame``, ``proofread`` and the record
types. Everything is imported when it is first asked for, so that ``import auditor`` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.api import audit, extract, gate, load_rules, proofread, read, save, to_frame
    from auditor.config import Config, Policy, load_config
    from auditor.engine.waivers import load_waivers
    from auditor.errors import AuditorError, ConfigError, RuleError, UnreadableError
    from auditor.records.budget import Budget, Indicator, Money, Overall, Project
    from auditor.records.document import Cell, Document, Grid, Problem, Prose, Row
    from auditor.records.edit import Edit
    from auditor.records.finding import Evidence, Finding, Hit, Where
    from auditor.records.place import Place
    from auditor.records.report import DocumentReport, Report, Ruleset, Verdict, Waiver
    from auditor.records.rule import Rule
    from auditor.records.table import Amount, BudgetTable, Column, Label, TableRow
    from auditor.render.plots import plot_families, plot_satisfaction
    from auditor.rulebook.book import Rulebook

__version__ = "0.2.0"

_HOMES: dict[str, tuple[str, ...]] = {
    "auditor.api": ("audit", "extract", "gate", "load_rules", "proofread", "read", "save", "to_frame"),
    "auditor.config": ("Config", "Policy", "load_config"),
    "auditor.engine.waivers": ("load_waivers",),
    "auditor.errors": ("AuditorError", "ConfigError", "RuleError", "UnreadableError"),
    "auditor.records.budget": ("Budget", "Indicator", "Money", "Overall", "Project"),
    "auditor.records.document": ("Cell", "Document", "Grid", "Problem", "Prose", "Row"),
    "auditor.records.edit": ("Edit",),
    "auditor.records.finding": ("Evidence", "Finding", "Hit", "Where"),
    "auditor.records.place": ("Place",),
    "auditor.records.report": ("DocumentReport", "Report", "Ruleset", "Verdict", "Waiver"),
    "auditor.records.rule": ("Rule",),
    "auditor.records.table": ("Amount", "BudgetTable", "Column", "Label", "TableRow"),
    "auditor.render.plots": ("plot_families", "plot_satisfaction"),
    "auditor.rulebook.book": ("Rulebook",),
}

__all__ = [
    "Amount",
    "AuditorError",
    "Budget",
    "BudgetTable",
    "Cell",
    "Column",
    "Config",
    "ConfigError",
    "Document",
    "DocumentReport",
    "Edit",
    "Evidence",
    "Finding",
    "Grid",
    "Hit",
    "Indicator",
    "Label",
    "Money",
    "Overall",
    "Place",
    "Policy",
    "Problem",
    "Project",
    "Prose",
    "Report",
    "Row",
    "Rule",
    "RuleError",
    "Rulebook",
    "Ruleset",
    "TableRow",
    "UnreadableError",
    "Verdict",
    "Waiver",
    "Where",
    "__version__",
    "audit",
    "extract",
    "gate",
    "load_config",
    "load_rules",
    "load_waivers",
    "plot_families",
    "plot_satisfaction",
    "proofread",
    "read",
    "save",
    "to_frame",
]


def __getattr__(name: str) -> Any:
    """Return a public name from the module that defines it; raises AttributeError for any other."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)


class _Callable(ModuleType):
    """The package ``auditor.extract``, which can be called like the function of the same name."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Return what ``auditor.api.extract`` returns."""
        return import_module("auditor.api").extract(*arguments, **options)


class _Package(ModuleType):
    """The package itself: importing ``auditor.extract`` puts a package where the function of the API was."""

    def __setattr__(self, name: str, value: Any) -> None:
        """Keep ``auditor.extract`` callable, whoever imported the package of that name."""
        if name == "extract" and isinstance(value, ModuleType):
            value.__class__ = _Callable
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
