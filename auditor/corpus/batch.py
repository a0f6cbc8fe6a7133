"""A batch: discover, audit in a pool, store, compare across documents, summarise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace
from datetime import date, datetime

from auditor.corpus import pool, summary
from auditor.corpus.decided import decide, show
from auditor.corpus.discover import Task
from auditor.corpus.lock import locked
from auditor.corpus.notices import noticed, write_notices
from auditor.corpus.overview import overview
from auditor.corpus.plan import Done, Engine, Plan, documents, say
from auditor.corpus.progress import Progress
from auditor.corpus.results import Results
from auditor.corpus.store import Store, Tally, opened, rewritten, tally
from auditor.corpus.unchanged import Before, Last, Read, last, mark_of, same, stamp_of
from auditor.corpus.worker import Job, found_again
from auditor.records.document import Problem
from auditor.records.rule import SEVERITIES
from auditor.rulebook import Rulebook

STORE = "store.duckdb"
LOCK = ".lock"
KEPT = ".across.duckdb"
# Of so few documents what a worker loads costs more than its audits.
_FEW = 4
_NEVER = Before("", "", "")


class Local:
    """The processes of this machine."""

    def audit(self, plan: Plan, job: Job, before: Last) -> Done:
        """Audit what has no result yet; a file that is as the last run read it is not even opened."""
        found = documents(plan, job)
        progress, keys, results = Progress(len(found)), dict[str, str](), Results(job.home)
        stamps = {task.label: stamp_of(task.path, job.system) for task in found}
        fresh = []
        for task in found:
            known = before.documents.get(task.label)
            if known is None or not same(known, stamps[task.label], results, job.bounds):
                fresh.append(task)
                continue
            keys[task.label] = known.key.partition(".")[0]
            progress.count(cached=True, unread=known.status == "unreadable")
        if len(fresh) <= _FEW:
            fresh = [
                one for one in fresh if one.label not in before.documents or not _touched(one, job, keys, progress)
            ]
        for task, outcome in pool.run(fresh, replace(job, copied=len(fresh) <= _FEW), plan.workers):
            keys[task.label] = outcome.key
            progress.count(cached=outcome.cached, unread=outcome.status == "unreadable")
        return [Read(task.label, keys[task.label], stamps[task.label]) for task in found]

    def compare(self, plan: Plan, store: Store, book: Rulebook) -> tuple[Problem, ...]:
        """Compare in this process."""
        from auditor.corpus.compare import compare

        return compare(store, book, plan.store.with_name(f"{plan.store.stem}{KEPT}"))


def _touched(task: Task, job: Job, keys: dict[str, str], progress: Progress) -> bool:
    """Return whether a known file has its result, though its stamp is another or not to be trusted; count it then."""
    handled = found_again(task, job)
    if handled is None:
        return False
    keys[task.label] = handled.key
    progress.count(cached=True, unread=handled.status == "unreadable")
    return True


def run(plan: Plan, job: Job, book: Rulebook, engine: Engine | None = None) -> Tally:
    """Audit every document of the plan that has no result yet, fill the store, write the summary; return the counts.

    ``engine`` does the work; without one the plan says who does. Where nothing is new, nothing is written.
    Stopped at any moment, the same call goes on where it was. Raises ConfigError where there is nothing to audit, or
    where another process writes the same folder or store.
    """
    with ExitStack() as stack:
        for lock in {plan.home / LOCK, plan.store.with_name(plan.store.name + LOCK)}:
            stack.enter_context(locked(lock))
        before = last(plan.store, plan.name, plan.given)
        engine = engine or stack.enter_context(_engine(plan))
        summary.write_assets(plan.home)
        done = engine.audit(plan, job, before)
        if known := _nothing_new(plan, job, before, done):
            say("没有变化，汇总和数据库保持不变")
            return known
        few = sum(before.documents.get(one.label, _NEVER).key.partition(".")[0] != one.key for one in done) <= _FEW
        return _finish(plan, job, book, (engine, done), few=few)


def _nothing_new(plan: Plan, job: Job, before: Last, done: Done) -> Tally | None:
    """Return the counts of the last run where it had the same documents, program, rules and decisions, else None.

    Its summary has to be there.
    """
    if not before.mark or plan.parquet or plan.prune or plan.notices is not None or not summary.is_there(plan.home):
        return None
    if {label: known.key.partition(".")[0] for label, known in before.documents.items()} != {
        one.label: one.key for one in done
    }:
        return None
    with opened(plan.store, read_only=True) as store:
        return tally(store, plan.name) if before.mark == _mark(plan, job, store) else None


def _mark(plan: Plan, job: Job, store: Store) -> str:
    """Return what this run is made of."""
    return mark_of(store, plan.home, f"{job.system}{job.bounds}", plan.waivers, date.today().isoformat())


def _engine(plan: Plan) -> AbstractContextManager[Engine]:
    """Return who does the work."""
    if not plan.master:
        return nullcontext(Local())
    from auditor.corpus.cluster.spark import cluster

    return cluster(plan.master)


def _finish(plan: Plan, job: Job, book: Rulebook, work: tuple[Engine, Done], *, few: bool) -> Tally:
    """Fill the store with what was done, compare, write the summary; readers see the new state when all is done."""
    engine, done = work
    with rewritten(plan.store) as store:
        if few:
            store.hurry()
        store.claim(plan.name, plan.given)
        say(f"写入数据库：{len(done)} 份文件")
        store.ingest(plan.name, _found(done, job))
        store.stamp(plan.name, {one.label: one.stamp for one in done})
        say("跨文件比较")
        problems = engine.compare(plan, store, book)
        for problem in problems:
            say(problem.message)
        if idle := decide(store, plan.waivers, date.today()):
            say(f"{idle} 条豁免（误报）没有对应的问题：问题已不存在，或内容已变，变了的按新问题处理")
        show(store, plan.name, plan.home, date.today())
        across = [rule.name for rule in book.rules if rule.subject == "corpus"]
        failed = {rule: one.message for one in problems for rule in across if f"“{rule}”" in one.message}
        store.settle_checks(across, failed)
        _write(plan, job, book, store, done)
        counts = tally(store, plan.name)
        store.note_run(_history(plan.name, counts, job))
        if not problems:
            store.settle(plan.name, _mark(plan, job, store))
    return counts


def _write(plan: Plan, job: Job, book: Rulebook, store: Store, done: Done) -> None:
    """Write everything beside the store: tables, notices, summary; delete what is asked to go."""
    if plan.parquet:
        store.export(plan.home / "parquet")
    if plan.prune:
        gone = Results(plan.home).prune({one.key for one in done})
        say(f"清理旧结果：删除 {gone} 个文件")
    if plan.notices is not None:
        say(f"整改通知：写出 {write_notices(store, plan.name, plan.home, book, plan.notices)} 份")
    summary.write(plan.home, overview(store, plan.name, noticed(plan.home)), job.ruleset, job.version)


def _history(folder: str, counts: Tally, job: Job) -> list[object]:
    """Return what this batch found, as a row of the table of runs."""
    moment = datetime.now().isoformat(timespec="seconds")
    head = [folder, moment, job.version, job.ruleset.sha256, counts.documents, counts.unread]
    return [*head, *(counts.findings[level] for level in SEVERITIES), counts.across]


def _found(done: Done, job: Job) -> Iterator[tuple[str, str, str]]:
    """Yield label, name of the result, and result file of every document."""
    results = Results(job.home)
    for one in done:
        if name := results.name_of(one.key, job.bounds):
            yield one.label, name, results.file_of(name)
