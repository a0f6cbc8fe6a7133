"""The program: commands, language, and the one place where errors become sentences and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, Any

import typer

from auditor.bounds import collect_rarely
from auditor.cli import lang, streams
from auditor.cli.lang import tr
from auditor.cli.usage import Command, Group, first_steps, is_usage_error, translate, usage_sentence, wants_help
from auditor.errors import AuditorError, ConfigError, install_hint, reason_of

# Broken pipe, as a shell reports it (128 + SIGPIPE): never 0, for a gate's output may be cut off, too.
_PIPE_BROKEN = 141
_INTERRUPTED = 130


def _version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        from auditor import __version__

        print(f"auditor {__version__}")
        raise typer.Exit


def _root(
    language: Annotated[str, typer.Option("--lang", metavar="LANG", help="程序自身信息的语言：zh en")] = "zh",
    version: Annotated[
        bool, typer.Option("--version", help="显示版本", callback=_version, is_eager=True, show_default=False)
    ] = False,
) -> None:
    """预算绩效指标审核：读预算12表、13表，指出问题、证据和改法。"""
    if language not in ("zh", "en"):
        raise ConfigError(tr("--lang 的值“{value}”无效，可选：zh、en。").format(value=language))


def build() -> typer.Typer:
    """Return the program with all its commands."""
    from auditor.cli import (
        annotate,
        audit,
        batch,
        decisions,
        diff,
        extract,
        gate,
        learn,
        proofread,
        query,
        rules,
        serve,
    )

    options: dict[str, Any] = {"rich_markup_mode": None, "add_completion": False, "no_args_is_help": True}
    options["context_settings"] = {"help_option_names": ["-h", "--help"]}
    app = typer.Typer(name="auditor", cls=Group, pretty_exceptions_enable=False, **options)
    app.callback()(_root)
    app.command("audit", cls=Command)(audit.audit)
    app.command("gate", cls=Command)(gate.gate)
    app.command("diff", cls=Command)(diff.diff)
    app.command("decisions", cls=Command)(decisions.decisions)
    app.command("annotate", cls=Command)(annotate.annotate)
    app.command("notice", cls=Command)(annotate.notice)
    app.command("extract", cls=Command)(extract.extract)
    app.command("batch", cls=Command)(batch.batch)
    app.command("query", cls=Command)(query.query)
    app.command("serve", cls=Command)(serve.serve)
    app.command("proofread", cls=Command)(proofread.proofread)
    app.command("learn", cls=Command)(learn.learn)
    sub = typer.Typer(cls=Group, help="查看、测试、新建规则。", **options)
    sub.command("list", cls=Command)(rules.list_rules)
    sub.command("show", cls=Command)(rules.show_rule)
    sub.command("test", cls=Command)(rules.check_rules)
    sub.command("new", cls=Command)(rules.new_rule)
    sub.command("verbs", cls=Command)(rules.list_verbs)
    sub.command("why", cls=Command)(rules.why_silent)
    sub.command("layouts", cls=Command)(rules.list_layouts)
    app.add_typer(sub, name="rules")
    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program on ``arguments`` (default: those of the process) and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    given = ["--help"] if given == ["help"] else given
    collect_rarely()
    streams.prepare()
    lang.choose(given)
    try:
        return _run(given)
    except (AuditorError, KeyboardInterrupt, OSError, MemoryError, ModuleNotFoundError) as error:
        return _told(error)
    except Exception as error:
        if "--debug" in given:
            raise
        message = tr("程序内部错误（{kind}），请带上 --debug 再运行一次并报告开发者。")
        _say(message.format(kind=type(error).__name__))
        return 2


def _told(error: BaseException) -> int:
    """Say what stopped the program, in a sentence; return the exit code for it."""
    match error:
        case KeyboardInterrupt():
            return _interrupted()
        case BrokenPipeError():
            return _pipe_broken()
        case ModuleNotFoundError(name=name):
            _say(tr("安装不完整，缺少 {name}，请运行 {command}").format(name=name, command=install_hint()))
        case OSError():
            streams.forget_output()
            _say(tr("读写失败（{reason}），请检查磁盘空间和权限。").format(reason=tr(reason_of(error))))
        case MemoryError():
            _say(tr("内存不足，已停止；请拆分文件，或关闭其他程序后再试。"))
        case _:
            _say(str(error))
    return 2


def _run(given: list[str]) -> int:
    """Run the command; return its exit code, 2 for a wrong command line."""
    command = typer.main.get_command(build())
    if lang.english():
        translate(command)
    try:
        result = command.main(args=given, prog_name="auditor", standalone_mode=False)
        sys.stdout.flush()
    except typer.Abort:
        return _interrupted()
    except SystemExit:
        # Without its standalone mode typer leaves like this for one reason only: the pipe is broken.
        return _pipe_broken()
    except Exception as error:
        if wants_help(error):
            print(_page_of(error))
            return 0
        if not is_usage_error(error):
            raise
        _say(usage_sentence(error))
        return 2
    # An Exit comes back as its code, and an interrupt as an Exit (in older versions as an Abort).
    return _interrupted() if result == _INTERRUPTED else int(result or 0)


def _page_of(error: Exception) -> str:
    """Return what a group of commands that stands alone shows: the first steps for the program, else its help."""
    context = getattr(error, "ctx", None)
    return str(context.get_help()) if context is not None and context.parent is not None else first_steps()


def _say(message: str) -> None:
    """Print one sentence on stderr, where stderr is still there."""
    with suppress(OSError):
        print(message, file=sys.stderr)


def _interrupted() -> int:
    """Say that the user stopped the program; return the exit code for it."""
    _say(tr("已中断。"))
    return _INTERRUPTED


def _pipe_broken() -> int:
    """Return the exit code for a reader that went away, with the rest of the output sent nowhere."""
    streams.forget_output()
    return _PIPE_BROKEN
