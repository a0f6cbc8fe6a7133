"""The functions behind the command line: read, extract, audit, gate, proofread, and tables for pandas."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from auditor.config import DEFAULT_MAX_BYTES, Config, Limits, Policy
from auditor.errors import AuditorError, UnreadableError
from auditor.records.budget import Budget
from auditor.records.document import Document, Problem
from auditor.records.edit import Edit, Proofreader
from auditor.records.report import DocumentReport, ReadStatus, Report, Verdict, Waiver
from auditor.records.rule import Rule
from auditor.rulebook import DEFAULT_PACKS, Rulebook, RuleChoice, load, select

if TYPE_CHECKING:
    import pandas

Source: TypeAlias = str | Path | Document | Budget
Progress: TypeAlias = Callable[[int, int, str], None]
LIMITS = Limits()
STDIN = "-"
STDIN_NAME = "标准输入"

_log = logging.getLogger("auditor")


@dataclass(frozen=True, slots=True)
class Auditor:
    """What all documents of a call share: rules, proofreader (None where no rule needs one), limits of reading."""

    rulebook: Rulebook
    proofreader: Proofreader | None = None
    max_bytes: int = DEFAULT_MAX_BYTES
    limits: Limits = LIMITS

    def __call__(self, source: Source) -> DocumentReport:
        """Return the report of one document; what goes wrong with this document becomes a problem of the report.

        An AuditorError of the rules themselves is raised: it would spoil every document.
        """
        try:
            budget = _budget(source, self.max_bytes, self.limits, self.rulebook.layouts)
        except AuditorError as error:
            return _unreadable(source, Problem("read.unreadable", error.message, partial=True))
        except Exception as error:
            return _unreadable(source, _crash("read.crash", source, error))
        return self._judged(budget)

    def _judged(self, budget: Budget) -> DocumentReport:
        """Return the report of a budget that was read."""
        from auditor.engine.run import audit_budget

        try:
            findings, problems = audit_budget(budget, self.rulebook, self.proofreader)
        except AuditorError:
            raise
        except Exception as error:
            findings, problems = (), (_crash("audit.crash", budget, error),)
        problems = (*budget.problems, *_no_tables(budget), *problems)
        status: ReadStatus = "partial" if any(problem.partial for problem in problems) else "ok"
        return DocumentReport(budget.source, budget.sha256, status, problems, tuple(findings), budget)


def read(path: str | Path, *, max_bytes: int = DEFAULT_MAX_BYTES, limits: Limits = LIMITS) -> Document:
    """Return the Document in the file ``path``; "-" is standard input, ``a.zip!/b.xlsx`` a file in an archive.

    Raises UnreadableError where it cannot be read at all.
    """
    from auditor import readers

    if str(path) == STDIN:
        data = sys.stdin.buffer.read(max_bytes + 1)
        if len(data) > max_bytes:
            raise UnreadableError(f"内容超过上限 {max_bytes / 1048576:.1f} MB。", source=STDIN_NAME)
        return readers.read_bytes(data, STDIN_NAME, limits)
    return readers.read_file(path, max_bytes, limits)


def members(path: str | Path, *, max_bytes: int = DEFAULT_MAX_BYTES, limits: Limits = LIMITS) -> tuple[str, ...]:
    """Return the names of the documents in a zip archive as ``read`` takes them; (path,) for any other file."""
    from auditor import readers

    return (str(path),) if str(path) == STDIN else readers.members(path, max_bytes, limits)


def extract(
    source: Source,
    *,
    max_bytes: int = DEFAULT_MAX_BYTES,
    limits: Limits = LIMITS,
    layouts: Sequence[Path] = (),
) -> Budget:
    """Return the projects, indicators and tables of a file or a Document; raises UnreadableError like ``read``.

    ``layouts`` are folders with table layouts of the user's own (``Rulebook.layouts``).
    """
    return _budget(source, max_bytes, limits, layouts)


def load_rules(packs: Sequence[str | Path] = DEFAULT_PACKS, config: Config | None = None) -> Rulebook:
    """Return the rulebook of ``packs`` (names under rules/ or folders, later over earlier), as ``config`` selects.

    Raises RuleError for a malformed rule, ConfigError where the configuration names a rule that is none.
    """
    book = load(packs)
    if book.layouts:  # a malformed layout is said now, not once a document
        from auditor.extract.families import known_families

        known_families(*book.layouts)
    if config is None:
        return book
    return select(book, RuleChoice(config.enable, config.disable, config.severity), config.source)


def audit(
    *sources: Source | Iterable[Source],
    packs: Sequence[str | Path] = DEFAULT_PACKS,
    rulebook: Rulebook | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
) -> Report:
    """Return the report on files, Documents or Budgets, one DocumentReport each (one a member of a zip), in order.

    ``rulebook`` replaces ``packs``. ``progress(index, total, name)`` is called before each document, from 1. What
    cannot be read becomes a report with status "unreadable"; the others are audited all the same.
    Raises RuleError for a malformed rule.
    """
    from auditor import __version__

    book = rulebook or load(packs)
    one = Auditor(book, proofreader_for(book.rules), max_bytes, limits)
    every = tuple(part for source in _flat(sources) for part in _parts(source, one))
    documents = []
    for index, source in enumerate(every, start=1):
        if progress is not None:
            progress(index, len(every), source_name(source))
        documents.append(one(source))
    return Report(__version__, book.ruleset(), tuple(documents))


def gate(
    report: Report,
    policy: Policy | None = None,
    waivers: Sequence[Waiver] = (),
    today: date | None = None,
) -> Verdict:
    """Return the verdict on ``report``: exit code 0 passed, 1 blocked, 2 could not judge; see engine.gate."""
    from auditor.engine.gate import judge

    return judge(report, policy or Policy(), waivers, today or date.today())


def proofread(texts: Sequence[str]) -> list[tuple[Edit, ...]]:
    """Return the proposed corrections of each text; the texts together are the document that gives support."""
    from auditor.nlp import load_proofreader

    return load_proofreader()(texts)


def to_frame(budget: Budget | Iterable[Budget]) -> pandas.DataFrame:
    """Return one row per indicator with the columns of ``auditor extract``; ``project_total_wan`` is float, 万元."""
    import pandas

    from auditor.render.rows import COLUMNS, rows

    budgets = (budget,) if isinstance(budget, Budget) else budget
    frame = pandas.DataFrame(list(rows(budgets)), columns=list(COLUMNS))
    return frame.astype({"table": "Int64", "page": "Int64", "line": "Int64", "project_total_wan": "float64"})


def proofreader_for(rules: Iterable[Rule]) -> Proofreader | None:
    """Return the proofreader where one of ``rules`` needs it, else None: loading it takes a second."""
    if not any(rule.family == "typo" for rule in rules):
        return None
    from auditor.nlp import load_proofreader

    return load_proofreader()


def source_name(source: Source) -> str:
    """Return the name under which a source is reported."""
    if isinstance(source, Document | Budget):
        return source.source
    return STDIN_NAME if str(source) == STDIN else str(source)


def _flat(sources: Iterable[Source | Iterable[Source]]) -> Iterator[Source]:
    """Yield every source, those within lists too."""
    for source in sources:
        if isinstance(source, str | Path | Document | Budget):
            yield source
        else:
            yield from source


def _parts(source: Source, auditor: Auditor) -> tuple[Source, ...]:
    """Return the documents in an archive, the source itself for anything else."""
    if isinstance(source, Document | Budget):
        return (source,)
    return members(source, max_bytes=auditor.max_bytes, limits=auditor.limits)


def _budget(source: Source, max_bytes: int, limits: Limits, layouts: Sequence[Path] = ()) -> Budget:
    """Return the budget of any source."""
    if isinstance(source, Budget):
        return source
    from auditor.extract import extract as extract_document

    document = source if isinstance(source, Document) else read(source, max_bytes=max_bytes, limits=limits)
    return extract_document(document, layouts)


def _no_tables(budget: Budget) -> tuple[Problem, ...]:
    """Return the problem of a budget in which nothing was found to be judged."""
    if budget.indicators or budget.projects or budget.overall:
        return ()
    message = "没有找到绩效指标表（预算12表、13表），请确认这是完整的部门预算文件。"
    return (Problem("extract.no-indicator-table", message, partial=True),)


def _crash(code: str, source: Source, error: Exception) -> Problem:
    """Return the problem for a defect of this program, and log its traceback at level DEBUG."""
    _log.debug("%s", source_name(source), exc_info=error)
    message = f"程序内部错误（{type(error).__name__}），此文件未能审核；请带上 --debug 再运行一次并报告开发者。"
    return Problem(code, message, partial=True)


def _unreadable(source: Source, problem: Problem) -> DocumentReport:
    """Return the report of a source that could not be read."""
    digest = source.sha256 if isinstance(source, Document | Budget) else ""
    return DocumentReport(source_name(source), digest, "unreadable", (problem,))
