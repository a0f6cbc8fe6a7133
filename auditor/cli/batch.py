"""``auditor batch``: every document of a folder tree, resumable."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor import api
from auditor.cli import setup
from auditor.cli.lang import tr
from auditor.cli.output import say
from auditor.config import Config
from auditor.errors import ConfigError
from auditor.rulebook import Rulebook, kept_words

if TYPE_CHECKING:
    from auditor.corpus.plan import Plan
    from auditor.corpus.store import Tally
    from auditor.corpus.worker import Job

Given = Annotated[
    str, typer.Argument(metavar="DIR|LIST", help="文件夹、压缩包，或清单（每行一个路径）", show_default=False)
]
Home = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="DIR", help="结果写到此目录，默认“文件夹名.audit”", show_default=False),
]
StoreFile = Annotated[
    Path | None,
    typer.Option("--store", metavar="FILE", help="数据库，默认为结果目录下的 store.duckdb", show_default=False),
]
Name = Annotated[
    str | None,
    typer.Option("--name", metavar="NAME", help="这一批文件在数据库里的名字，默认为文件夹名", show_default=False),
]
Workers = Annotated[int, typer.Option("--workers", metavar="N", help="同时处理的文件数，0 为全部核心")]
Parquet = Annotated[bool, typer.Option("--parquet", help="另把各表写成 Parquet 文件")]
Prune = Annotated[bool, typer.Option("--prune", help="删除不再属于任何文件的旧结果和旧报告")]
Notices = Annotated[
    bool, typer.Option("--notices", help="给每份需要整改的文件写一份整改通知（Word），放在 notices 目录")
]
Originals = Annotated[
    bool, typer.Option("--originals", help="给 PDF 和扫描件的报告附上有意见的页面图像，放在 originals 目录")
]
Engine = Annotated[str, typer.Option("--engine", metavar="ENGINE", help="运行方式：local spark")]
Master = Annotated[
    str | None,
    typer.Option("--master", metavar="URL", help="Spark 集群地址，如 spark://主机:7077", show_default=False),
]


def batch(
    given: Given,
    home: Home = None,
    store: StoreFile = None,
    name: Name = None,
    workers: Workers = 0,
    timeout: setup.Timeout = None,
    memory: setup.Memory = None,
    parquet: Parquet = False,
    prune: Prune = False,
    notices: Notices = False,
    originals: Originals = False,
    waivers: setup.Waivers = None,
    engine: Engine = "local",
    master: Master = None,
    rules: setup.Packs = None,
    config: setup.ConfigFile = None,
    debug: setup.Debug = False,
) -> None:
    """审核整个文件夹：可中断续跑，结果汇总成网页、表格和数据库（有文件读不出时退出码为 2）。"""
    from auditor.corpus import batch as many
    from auditor.corpus.plan import Plan
    from auditor.corpus.pool import cores

    settings = setup.within(setup.configure(config, debug), timeout, memory)
    book = setup.rulebook(settings, rules)
    if workers < 0:
        raise ConfigError(tr("--workers 不能是负数。"))
    if (remote := "://" in given) and engine != "spark":
        raise ConfigError(tr("这样的地址只能由集群读取，请加上 --engine spark。"), source=given)
    title = name or _title(given, remote=remote)
    out = home or Path(f"{title}.audit")
    plan = Plan(
        given=given,
        home=out,
        store=store or out / many.STORE,
        name=title,
        workers=workers or cores(),
        max_bytes=settings.max_bytes,
        parquet=parquet,
        prune=prune,
        notices=settings.letter if notices else None,
        waivers=setup.decided(waivers),
        master=_cluster(engine, master, pictures=originals),
    )
    _check_places(plan, remote=remote)
    counts = many.run(plan, make_job(settings, book, out, pictures=originals), book)
    _report(counts, out)
    if counts.unreadable:
        raise typer.Exit(2)


def _title(given: str, *, remote: bool) -> str:
    """Return the name of the documents where none is given: that of their folder."""
    return (given.rstrip("/").rpartition("/")[2] if remote else Path(given).resolve().name) or "全部文件"


def _check_places(plan: Plan, *, remote: bool) -> None:
    """Raise ConfigError, before anything is written, where the batch has no documents or its results no place."""
    from auditor.corpus.discover import keep_apart, require

    if not remote:
        require(Path(plan.given))
        keep_apart(Path(plan.given), plan.home)
    _say_replaced(plan)


def _say_replaced(plan: Plan) -> None:
    """Say on stderr that the folder of results holds the summary of another batch, where it does."""
    from auditor.corpus.summary import folder_of

    before = folder_of(plan.home)
    if before and before != plan.name:
        say(tr("结果目录里原有“{name}”的汇总，将被这一批的汇总取代。").format(name=before))


def make_job(settings: Config, book: Rulebook, out: Path, *, pictures: bool) -> Job:
    """Return what all documents of the batch share."""
    from auditor import __version__
    from auditor.corpus.keys import system_key
    from auditor.corpus.worker import Job

    # The policy is in the pages, which say what the gate would.
    # So are the pictures, which are no part of the results.
    rules = f"{book.sha256}{_opinion(book)}{settings.policy}{'originals' if pictures else ''}"
    given = settings.limits
    # The pool bounds its workers itself, and a result that came within its bounds holds under others.
    limits = replace(given, timeout=0, memory=0)
    system = system_key(rules, settings.max_bytes, limits)
    make = partial(make_audit, replace(settings, limits=limits), book)
    own = Job(make, out, system, book.ruleset(), limits, __version__, policy=settings.policy, pictures=pictures)
    return replace(own, timeout=given.timeout, memory=given.memory)


def _report(counts: Tally, out: Path) -> None:
    """Say on stderr what was found, and where it is."""
    message = tr(
        "共 {documents} 份文件：错误 {error}，警告 {warning}，提示 {info}；跨文件 {across}；未完整读取 {unread}。"
    )
    told = {"documents": counts.documents, "across": counts.across, "unread": counts.unread, **counts.findings}
    say(message.format(**told))
    say(tr("已写出：{path}").format(path=out / "index.html"))


def make_audit(config: Config, book: Rulebook) -> api.Auditor:
    """Return what audits a document in a worker process."""
    proofreader = api.proofreader_for(book.rules, book.second_opinion, kept_words(book))
    return api.Auditor(book, proofreader, config.max_bytes, config.limits)


def _opinion(book: Rulebook) -> str:
    """Return what results owe to a second opinion, "" without one; a faulty model is said now, not by each worker."""
    if book.second_opinion is None:
        return ""
    from auditor.nlp.typo.opinion import identity, read_opinion

    read_opinion(book.second_opinion)
    return identity(book.second_opinion)


def _cluster(engine: str, master: str | None, *, pictures: bool) -> str:
    """Return the address of the cluster, "" where this machine does the work."""
    if pictures and engine != "local":
        raise ConfigError(tr("--originals 只用于本机运行。"))
    if engine not in ("local", "spark") or (engine == "local" and master):
        raise ConfigError(tr("--engine 可选 local、spark；--master 只用于 spark。"))
    return (master or "local[*]") if engine == "spark" else ""
