"""YAML with line numbers: every entry of a file knows where it and each of its keys stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError, RuleError, reason_of
from auditor.files import read_whole

# YAML 1.1 reads off/no as false, 2026-01-01 as a date and a lone "=" as a special value; in rules these are words.
_WORDS = frozenset({"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:value", "tag:yaml.org,2002:merge"})
# A rule file of thousands of rules is smaller; references (*) may multiply a small one without end.
_LARGEST, _MOST_NODES = 64 * 1024 * 1024, 2_000_000
_BOOL = "tag:yaml.org,2002:bool"
# The place of a part of which not all is read yet.
_OPEN = object()
# What a node of each form is where nobody says otherwise (a: !!seq text).
_USUAL = {
    form: f"tag:yaml.org,2002:{kind}" for form, kind in (("scalar", "str"), ("mapping", "map"), ("sequence", "seq"))
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One mapping of a YAML file with the 1-based line of each key, and of its start."""

    values: Mapping[str, Any]
    lines: Mapping[str, int]
    line: int
    source: str

    def fail(self, message: str, key: str = "", error: type[AuditorError] = RuleError) -> AuditorError:
        """Return an error about ``key`` (or the whole entry) that names file and line."""
        return error(message, source=self.source, line=self.lines.get(key, self.line))


@cache
def _loader() -> Any:
    """Return a safe loader class, the C one where PyYAML was built with it; only true/false are booleans."""
    import re

    import yaml

    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc, valid-type]
        """Safe loader whose off/on/yes/no, dates and "=" stay text."""

        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
            """Return the tag of a node; by its first letter nearly every scalar is a text."""
            if kind is yaml.ScalarNode and value[:1] not in self.yaml_implicit_resolvers:
                return _USUAL["scalar"]
            return super().resolve(kind, value, implicit)

    resolvers = {
        first: [(tag, pattern) for tag, pattern in pairs if tag not in _WORDS and tag != _BOOL]
        for first, pairs in base.yaml_implicit_resolvers.items()
    }
    Loader.yaml_implicit_resolvers = {first: pairs for first, pairs in resolvers.items() if pairs}
    Loader.add_implicit_resolver(_BOOL, re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
    return Loader


def read_text(path: Path, source: str, error: type[AuditorError] = RuleError) -> str:
    """Return the UTF-8 text of ``path`` (a BOM is dropped); raise ``error`` where it cannot be read."""
    try:
        return read_whole(path, _LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise error("文件不是 UTF-8 编码，请另存为 UTF-8 后再试。", source=source) from None
    except OSError as reason:
        raise error(f"无法读取文件（{reason_of(reason)}），请检查路径和权限。", source=source) from None


def parse(text: str, source: str, error: type[AuditorError] = RuleError) -> tuple[Any, Any]:
    """Return (data, node) of YAML ``text``; both None where it is empty. Raises ``error`` with file and line."""
    import yaml

    try:
        loader = _loader()(text)
        node = loader.get_single_node()
        if node is None:
            return None, None
        return _Walk(loader, source, error).data(node), node
    except yaml.YAMLError as reason:
        mark = getattr(reason, "problem_mark", None) or getattr(reason, "context_mark", None)
        line = mark.line + 1 if mark is not None else None
        shown = "".join(text.split("\n")[line - 1 : line]) if line else ""
        advice = "缩进请用空格，不要用制表符" if shown.lstrip(" ").startswith("\t") else "请检查缩进、冒号和引号"
        if source.lower().endswith(".json"):
            raise error("不是合法的 JSON，请检查括号、引号和逗号。", source=source, line=line) from None
        raise error(f"不是合法的 YAML，{advice}。", source=source, line=line) from None
    except (ValueError, TypeError, RecursionError):
        raise error("不是合法的 YAML，请检查数字、键名和嵌套。", source=source) from None


class _Walk:
    """Makes data of the nodes of one text: most are plain texts, mappings and lists, the others are left to PyYAML."""

    def __init__(self, loader: Any, source: str, error: type[AuditorError]) -> None:
        """Keep the loader, and how faults are told."""
        self._loader, self._source, self._error = loader, source, error
        self._known: dict[int, Any] = {}
        self._repeated = False

    def data(self, root: Any) -> Any:
        """Return what a text holds. Raises YAMLError or ValueError for a malformed scalar, else the error given.

        That is raised where a mapping has a key twice (YAML would silently keep the last), where a part contains
        itself, and where references (*) multiply the content without end.
        """
        made = self._data(root)
        if self._repeated:
            self._size(root, {})
        return made

    def _data(self, node: Any) -> Any:
        if node.id == "scalar":
            return node.value if node.tag == _USUAL["scalar"] else self._loader.construct_object(node, deep=True)
        found = self._known.get(id(node))
        if found is None:
            self._known[id(node)] = _OPEN
            found = self._known[id(node)] = self._made(node)
            return found
        if found is _OPEN:
            raise self._fault(node, "YAML 的引用（*）指向了包含它自己的部分，请把内容写全。")
        self._repeated = True
        return found

    def _made(self, node: Any) -> Any:
        if node.id == "sequence":
            made: Any = [self._data(part) for part in node.value]
        else:
            made = {self._data(key): self._data(value) for key, value in node.value}
            if len({key.value for key, _ in node.value}) < len(node.value):
                raise self._double(node)
        return made if node.tag == _USUAL[node.id] else self._loader.construct_object(node, deep=True)

    def _double(self, node: Any) -> AuditorError:
        keys = [key for key, _ in node.value]
        values = [key.value for key in keys]
        key = next(key for place, key in enumerate(keys) if key.value in values[:place])
        return self._fault(key, f"“{key.value}”写了两次，请删去一处。")

    def _size(self, node: Any, sizes: dict[int, int]) -> int:
        """Return how many nodes there are with every reference written out; each is looked at once."""
        if node.id == "scalar":
            return 1
        if (known := sizes.get(id(node))) is not None:
            return known
        parts = node.value if node.id == "sequence" else [value for _, value in node.value]
        size = sizes[id(node)] = 1 + sum(self._size(part, sizes) for part in parts)
        if size > _MOST_NODES:
            raise self._fault(node, "YAML 的引用（*）展开后内容过多，请把内容写全。")
        return size

    def _fault(self, node: Any, message: str) -> AuditorError:
        return self._error(message, source=self._source, line=node.start_mark.line + 1)


def entries(text: str, source: str, error: type[AuditorError] = RuleError, under: str = "") -> tuple[Entry, ...]:
    """Return the mappings of a file that holds one mapping or a list of them (or ``{under: list}``)."""
    data, node = parse(text, source, error)
    if data is None:
        return ()
    if under and isinstance(data, dict) and under in data:
        if len(data) > 1:
            other = next(key for key in data if key != under)
            raise error(f"不认识的键“{other}”，这里只有“{under}”。", source=source, line=node.start_mark.line + 1)
        data, node = data[under], next(value for key, value in node.value if key.value == under)
    if isinstance(data, dict):
        return (_entry(data, node, source, error),)
    if not isinstance(data, list):
        raise error("应当是一个条目或条目的列表。", source=source, line=node.start_mark.line + 1)
    return tuple(_entry(item, piece, source, error) for item, piece in zip(data, node.value, strict=True))


def _entry(data: Any, node: Any, source: str, error: type[AuditorError]) -> Entry:
    """Return one mapping with its lines; raise ``error`` where it is no mapping with text keys."""
    line = node.start_mark.line + 1
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise error("条目应当是“键: 值”的形式。", source=source, line=line)
    lines = {key.value: key.start_mark.line + 1 for key, _ in node.value}
    return Entry(data, lines, line, source)
