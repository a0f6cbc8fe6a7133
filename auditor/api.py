"""The functions behind the command line: read, extract, audit, gate, proofread, and tables for pandas."""

from __future__ import annotations

import hashlib
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from auditor.bounds import OVER_MEMORY, OVER_TIME, OverTimeError, bounded, memory_message, time_message
from auditor.config import DEFAULT_MAX_BYTES, Config, Limits, Policy
from auditor.errors import AuditorError, ConfigError, UnreadableError, reason_of
from auditor.files import save_whole
from auditor.records.baseline import Old
from auditor.records.budget import Budget
from auditor.records.document import Document, Problem
from auditor.records.edit import Edit, Proofreader
from auditor.records.report import DocumentReport, ReadStatus, Report, Verdict, Waiver
from auditor.records.rule import Rule
from auditor.records.skipped import Skipped
from auditor.rulebook import DEFAULT_PACKS, Rulebook, RuleChoice, kept_words, load, select, with_words

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
        limits = self.limits
        try:
            with bounded(limits.timeout, limits.memory):
                return self._audited(source)
        except OverTimeError:
            return self._unread(source, Problem(OVER_TIME, time_message(limits.timeout), partial=True))
        except MemoryError:
            return self._unread(source, Problem(OVER_MEMORY, memory_message(limits.memory), partial=True))

    def _audited(self, source: Source) -> DocumentReport:
        """Return the report of one document, however much that takes."""
        try:
            if not isinstance(source, Document | Budget):
                source = read(source, max_bytes=self.max_bytes, limits=self.limits)
            budget = _budget(source, self.max_bytes, self.limits, self.rulebook)
        except AuditorError as error:
            return self._unread(source, Problem("read.unreadable", error.message, partial=True))
        except MemoryError:
            raise
        except Exception as error:
            return self._unread(source, _crash("read.crash", source, error))
        return self._judged(budget, source)

    def _judged(self, budget: Budget, source: Source) -> DocumentReport:
        """Return the report of a budget that was read from ``source``."""
        from auditor.engine.ledger import ledger, no_tables, unchecked_tables, unread
        from auditor.engine.run import Verdicts, context_of, run_rules
        from auditor.engine.surroundings import originals

        rules = self.rulebook.rules
        context = context_of(budget, self.rulebook, self.proofreader)
        try:
            outcome = run_rules(context, self.rulebook)
            checks = ledger(rules, outcome.answers, outcome.crashed)
        except (AuditorError, MemoryError):
            raise
        except Exception as error:
            crash = _crash("audit.crash", budget, error)
            outcome, checks = Verdicts((), {}, {"": crash}), unread(rules, crash.message)
        told = (*no_tables(budget), *unchecked_tables(rules, context), *outcome.problems)
        problems = (*budget.problems, *told)
        status: ReadStatus = "partial" if any(problem.partial for problem in problems) else "ok"
        made = DocumentReport(budget.source, budget.sha256, status, problems, outcome.findings, budget, checks=checks)
        return replace(made, originals=originals(source, made.findings))

    def _unread(self, source: Source, problem: Problem) -> DocumentReport:
        """Return the report of a source that could not be read."""
        from auditor.engine.ledger import unread

        digest = source.sha256 if isinstance(source, Document | Budget) else ""
        name = source_name(source)
        return DocumentReport(name, digest, "unreadable", (problem,), checks=unread(self.rulebook.rules))


def read(path: str | Path, *, max_bytes: int = DEFAULT_MAX_BYTES, limits: Limits = LIMITS) -> Document:
    """Return the Document in the file ``path``; "-" is standard input, ``a.zip!/b.xlsx`` a file in an archive.

    Raises UnreadableError where it cannot be read at all.
    """
    from auditor import readers

    if str(path) == STDIN:
        try:
            data = sys.stdin.buffer.read(max_bytes + 1)
        except OSError as error:
            raise UnreadableError(f"读不到内容（{reason_of(error)}）。", source=STDIN_NAME) from None
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
    rulebook: Rulebook | None = None,
) -> Budget:
    """Return the projects, indicators and tables of a file or a Document; raises UnreadableError like ``read``.

    ``rulebook`` brings words, units and table layouts of the user's own, and the layout by which tables are read
    whatever speaks for another; without one those of the installation are known.
    """
    try:
        with bounded(limits.timeout, limits.memory):
            return _budget(source, max_bytes, limits, rulebook)
    except OverTimeError:
        raise UnreadableError(time_message(limits.timeout), source=source_name(source)) from None
    except MemoryError:
        raise UnreadableError(memory_message(limits.memory), source=source_name(source)) from None


def load_rules(packs: Sequence[str | Path] = DEFAULT_PACKS, config: Config | None = None) -> Rulebook:
    """Return the rulebook of ``packs`` (names under rules/ or folders, later over earlier), as ``config`` selects.

    Raises RuleError for a malformed rule and for one that breaks on its own examples, ConfigError where the
    configuration names a rule or layout that is none.
    """
    book = _tried(load(packs), packs)
    if config is None:
        return _with_layout(book, "")
    book = replace(with_words(book, config.words), second_opinion=config.second_opinion)
    book = select(book, RuleChoice(config.enable, config.disable, config.severity), config.source)
    return _with_layout(book, config.layout)


def _tried(book: Rulebook, packs: Sequence[str | Path]) -> Rulebook:
    """Return the book; what packs bring is tried on its examples first, so that no document is read with it broken."""
    if tuple(packs) == DEFAULT_PACKS:
        return book
    from auditor.engine.preflight import tried

    return tried(book, (own := load()).rules, own.lexicons)


def _with_layout(book: Rulebook, layout: str) -> Rulebook:
    """Return the book with the layout that the user wants; a malformed one is said now, not once a document."""
    if not (book.layouts or layout):
        return book
    from auditor.extract.layout.families import chosen, known_families

    families = chosen(known_families(*book.layouts), layout)
    if not layout:
        return book
    content = hashlib.sha256(f"{book.sha256}|{families[-1]!r}".encode()).hexdigest()
    return replace(book, layout=layout, sha256=content)


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
    cannot be read becomes a report with status "unreadable"; the others are audited all the same. Several documents
    are compared with each other, too: ``corpus_findings``. Raises RuleError for a malformed rule.
    """
    from auditor import __version__

    book = rulebook or load(packs)
    one = Auditor(book, proofreader_for(book.rules, book.second_opinion, kept_words(book)), max_bytes, limits)
    left_out: list[Skipped] = []
    every = tuple(part for source in _flat(sources) for part in _parts(source, one, left_out))
    documents = []
    for index, source in enumerate(every, start=1):
        if progress is not None:
            progress(index, len(every), source_name(source))
        documents.append(one(source))
    from auditor.engine.together import together

    report = Report(__version__, book.ruleset(), tuple(documents), skipped=tuple(left_out))
    return together(report, book, limits)


def gate(
    report: Report,
    policy: Policy | None = None,
    waivers: Sequence[Waiver] = (),
    today: date | None = None,
    baseline: Sequence[Old] | None = None,
) -> Verdict:
    """Return the verdict on ``report``: exit code 0 passed, 1 blocked, 2 could not judge; see engine.gate."""
    from auditor.engine.gate import judge

    return judge(report, policy or Policy(), waivers, today or date.today(), baseline)


def save(report: Report, path: str | Path) -> Path:
    """Return ``path`` after writing ``report`` to it, in the format of its suffix (.html .json .xlsx .sarif .md …).

    Raises ConfigError where no format has the suffix, or the file cannot be written.
    """
    from auditor.render import FORMATS, render

    target = Path(path)
    formats = {format.suffix: name for name, format in FORMATS.items()}
    if target.suffix.lower() not in formats:
        raise ConfigError(f"后缀“{target.suffix}”没有对应的格式，可用：{'、'.join(formats)}。", source=str(path))
    try:
        save_whole(target, render(report, formats[target.suffix.lower()]))
    except OSError as error:
        raise ConfigError(f"无法写入文件（{reason_of(error)}），请检查路径和权限。", source=str(path)) from None
    return target


def proofread(
    texts: str | Sequence[str], second_opinion: Path | None = None, words: Path | None = None
) -> list[tuple[Edit, ...]]:
    """Return the proposed corrections of each text; the texts together are the document that gives support.

    A lone string is one text: a list of one comes back.

    ``second_opinion`` is a folder with a masked language model (ONNX) that is asked about them, too; raises
    ConfigError where it is none. ``words`` is a file of words that stay as they are.
    """
    from auditor.nlp import load_proofreader

    own = None if words is None else kept_words(with_words(load(), words))
    return load_proofreader(second_opinion, own)([texts] if isinstance(texts, str) else texts)


def to_frame(
    source: Budget | Report | Iterable[Budget] | Iterable[Report], *, tables: bool = False
) -> pandas.DataFrame:
    """Return a DataFrame: one row per indicator of budgets, or one row per finding of reports.

    Indicators have the columns of ``auditor extract`` and department, year, sheet, cell, ``number`` (the target as a
    float), ``dimension`` of the unit and ``amount_wan`` (the target in 万元 where its unit is money);
    ``project_total_wan`` is a float in 万元. With ``tables`` one row per amount of the other tables of budgets
    (``auditor extract --tables``); ``amount`` is a float in the unit of its row.
    """
    from auditor.extract.words.vocabulary import installed
    from auditor.render.finding_rows import FINDING_SHAPE, finding_rows
    from auditor.render.flat_table import frame
    from auditor.render.rows import FRAME_SHAPE, frame_rows
    from auditor.render.table_rows import TABLE_SHAPE, table_rows

    given = [source] if isinstance(source, Budget | Report) else list(source)
    reports = [one for one in given if isinstance(one, Report)]
    if reports:
        return frame(finding_rows(reports), FINDING_SHAPE)
    budgets = [one for one in given if isinstance(one, Budget)]
    if tables:
        return frame(table_rows(budgets), TABLE_SHAPE)
    return frame(frame_rows(budgets, installed().units), FRAME_SHAPE)


def proofreader_for(
    rules: Iterable[Rule], second_opinion: Path | None = None, words: Sequence[str] | None = None
) -> Proofreader | None:
    """Return the proofreader where one of ``rules`` needs it, else None; ``second_opinion`` as for ``proofread``.

    ``words`` stay as they are: those that the rulebook keeps; None: those of the installation.
    """
    if not any(rule.family == "typo" for rule in rules):
        return None
    from auditor.nlp import load_proofreader

    return load_proofreader(second_opinion, words)


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


def _parts(source: Source, auditor: Auditor, left_out: list[Skipped]) -> tuple[Source, ...]:
    """Return the documents in an archive, the source itself for anything else; note what is skipped in ``left_out``."""
    if isinstance(source, Document | Budget) or str(source) == STDIN:
        return (source,)
    from auditor.readers.inventory import inside

    items = tuple(inside(str(source), auditor.max_bytes, auditor.limits))
    left_out += [item.left_out for item in items if item.skipped]
    return tuple(item.path for item in items if not item.skipped)


def _budget(source: Source, max_bytes: int, limits: Limits, book: Rulebook | None) -> Budget:
    """Return the budget of any source."""
    if isinstance(source, Budget):
        return source
    from auditor.extract import extract as extract_document

    document = source if isinstance(source, Document) else read(source, max_bytes=max_bytes, limits=limits)
    if book is None:
        return extract_document(document)
    return extract_document(document, book.layouts, book.layout, book.vocabulary)


def _crash(code: str, source: Source, error: Exception) -> Problem:
    """Return the problem for a defect of this program, and log its traceback at level DEBUG."""
    _log.debug("%s", source_name(source), exc_info=error)
    message = f"程序内部错误（{type(error).__name__}），此文件未能审核；请带上 --debug 再运行一次并报告开发者。"
    return Problem(code, message, partial=True)
