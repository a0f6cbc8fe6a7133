"""Help pages and wrong command lines in the user's language; typer's own words are English."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from typer.core import TyperCommand, TyperGroup

from auditor.cli import lang
from auditor.cli.lang import tr

_STEPS = (
    ("auditor audit 预算.xlsx", "审核一份预算，问题列在屏幕上"),
    ("auditor audit 预算.xlsx -f html", "写成网页报告"),
    ("auditor gate 预算.xlsx", "能否公开：0 通过，1 拦截，2 无法判断"),
    ("auditor batch 文件夹 -o 结果", "审核整个文件夹"),
    ("auditor serve", "在浏览器里审核（拖入文件）"),
    ("auditor --help", "全部命令"),
)
_HEADINGS = (
    (re.compile(r"^Usage:", re.MULTILINE), "用法："),
    (re.compile(r"^Options:", re.MULTILINE), "选项："),
    (re.compile(r"^Arguments:", re.MULTILINE), "参数："),
    (re.compile(r"^Commands:", re.MULTILINE), "命令："),
    (re.compile(r"Show this message and exit\."), "显示帮助"),
    (re.compile(r"\[required\]"), "[必填]"),
    (re.compile(r"\[default: "), "[默认："),
)
# typer's words for a bad value, which is a number wherever typer itself looks at it.
_WANTED = (
    (re.compile(r"greater than or equal to ([\d.]+)"), "不小于 {} 的数"),
    (re.compile(r"less than or equal to ([\d.]+)"), "不大于 {} 的数"),
    (re.compile("integer"), "整数"),
    (re.compile("number|float"), "数"),
)


class Command(TyperCommand):
    """A command whose help is in the user's language."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return _page(str(super().get_help(ctx)))


class Group(TyperGroup):
    """A group of commands whose help is in the user's language."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return _page(super().get_help(ctx))


def first_steps() -> str:
    """Return the few commands that a new user needs, one a line."""
    from auditor.text.width import display_width

    wide = max(display_width(command) for command, _ in _STEPS)
    lines = [f"  {command}{' ' * (wide - display_width(command))}  {tr(what)}" for command, what in _STEPS]
    return "\n".join([tr("预算绩效指标审核：读预算12表、13表，指出问题、证据和改法。"), "", *lines])


def wants_help(error: Exception) -> bool:
    """Return whether typer raised ``error`` because a group of commands stood alone; its text is the help page."""
    return type(error).__name__ == "NoArgsIsHelpError"


def is_usage_error(error: Exception) -> bool:
    """Return whether typer raised ``error`` over the command line (its class moved between versions of typer)."""
    return hasattr(error, "format_message") and hasattr(error, "exit_code")


def usage_sentence(error: Exception) -> str:
    """Return one sentence on what is wrong with the command line, and where help is."""
    said = _cause(error)
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "auditor")
    return tr("命令行有误：{said}用法见 {path} --help。").format(said=said, path=path)


def _cause(error: Any) -> str:
    """Return what typer objects to; its own English words where the kind is unknown."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = "、".join(getattr(error, "possibilities", None) or ())
        hint = tr("，是否想写 {near}").format(near=near) if near else ""
        return tr("没有选项 {name}{hint}。").format(name=error.option_name, hint=hint)
    if kind == "MissingParameter":
        name = getattr(error.param, "metavar", None) or getattr(error.param, "name", "")
        return tr("缺少 {name}。").format(name=name)
    unknown = re.match(r"No such command '([^']*)'", error.format_message())
    if unknown:
        return _unknown_command(unknown.group(1), error)
    if re.search(r"requires an argument|requires \d", error.format_message()):
        return tr("选项 {name} 缺少值。").format(name=getattr(error, "option_name", ""))
    return _bad_value(error) or _bad_count(error.format_message(), error)


def _bad_value(error: Any) -> str:
    """Return which value an option takes, "" where a value is not at fault."""
    if type(error).__name__ != "BadParameter" or getattr(error, "param", None) is None:
        return ""
    name = max(error.param.opts, key=len)
    for pattern, wanted in _WANTED:
        if bound := pattern.search(error.format_message()):
            shown = tr(wanted).format(*bound.groups())
            return tr("{name} 的值无效，应为{wanted}。").format(name=name, wanted=shown)
    return tr("{name} 的值无效。").format(name=name)


def _bad_count(message: str, error: Any) -> str:
    """Return that there are too few or too many arguments; typer's own English words for anything else."""
    if few := re.match(r"Argument '(\w+)' takes (\d+) values", message):
        command = getattr(getattr(error, "ctx", None), "command", None)
        names = {one.name: one.metavar for one in getattr(command, "params", ())}
        name = names.get(few.group(1)) or ""
        return tr("{name} 要给出 {count} 个值。").format(name=name, count=few.group(2)).lstrip()
    if many := re.match(r"Got unexpected extra arguments? *(?:\(s\))? *\((.*)\)", message):
        return tr("多余的内容：{extra}。").format(extra=many.group(1))
    return message.rstrip(".") + ("." if lang.english() else "。")


def _unknown_command(name: str, error: Any) -> str:
    """Return what is wrong with the word ``name`` where a command should stand, and what the user may have meant."""
    from pathlib import Path

    if Path(name).suffix or Path(name).exists():
        return tr("没有写命令，是否想写 auditor audit {name}。").format(name=name)
    known = list(getattr(getattr(error.ctx, "command", None), "commands", ()))
    near = "、".join(get_close_matches(name, known, n=2))
    hint = tr("，是否想写 {near}").format(near=near) if near else ""
    return tr("没有命令 {name}{hint}。").format(name=name, hint=hint)


def _page(page: str) -> str:
    """Return a help page with the headings of typer in the user's language."""
    if not lang.english():
        for pattern, chinese in _HEADINGS:
            page = pattern.sub(chinese, page)
    return page


def translate(command: Any) -> None:
    """Put the help of ``command``, its options and everything below it into the user's language, in place."""
    command.help = tr(command.help or "")
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = tr(parameter.help)
    for below in getattr(command, "commands", {}).values():
        translate(below)
