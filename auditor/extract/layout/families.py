"""Layout families as data (rules/layouts/families/*.yaml): what proves a family, what its heads mean there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError
from auditor.extract.layout.profile import Profile
from auditor.extract.lines.heads import Head
from auditor.extract.lines.stream import Line
from auditor.extract.words.keys import fold
from auditor.extract.words.printed_head import as_printed
from auditor.extract.words.vocabulary import ROLES, header_keys
from auditor.files import read_whole
from auditor.resources import folder

_KEYS = ("name", "title", "where", "titles", "heads", "without", "cells", "columns", "force", "examples")
_LISTS = ("titles", "heads", "without")
_CELLS = ("sign", "kind", "level1", "level2", "target", "merged")
_LEAST = 0.7
_MOSTLY = 0.5
_LONGEST = 24
_ROW = 7
_AGAINST = 0.4


@dataclass(frozen=True, slots=True)
class Example:
    """A table in this layout as Markdown ``text``, and its ``rows``: project or activity, level1 … unit."""

    text: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """One layout, seen at ``where``: ``heads`` must be printed, ``cells`` says what stands below a head.

    ``without`` speaks against it. ``titles`` are patterns, one of which the title matches. ``columns`` gives heads a
    role. ``force`` takes the family wherever one of its heads is printed. Heads are folded. ``examples`` are its tests.
    """

    name: str
    title: str = ""
    where: str = ""
    titles: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    force: bool = False
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Likely:
    """The family that a table most likely follows, and the share (0..1) of its evidence that was found."""

    family: Family
    confidence: float


def recognised(
    families: Sequence[Family], lines: Sequence[Line], heads: Sequence[Head], body: Sequence[Profile], title: str
) -> Likely | None:
    """Return the family with the most evidence in the whole table, None where none has enough."""
    if not families:
        return None
    said = _said(lines, heads)
    cells = {as_printed(head.text): cells for head, cells in zip(heads, body, strict=True)}
    best: Likely | None = None
    rank = (False, 0.0, 0)
    for family in families:
        confidence, count = _confidence(family, said, cells, fold(title))
        forced = family.force and any(head in said for head in (*family.heads, *family.columns))
        if (confidence >= _LEAST or forced) and (forced, confidence, count) >= rank:
            rank, best = (forced, confidence, count), Likely(family, round(confidence, 2))
    return best


def heads_family(families: Sequence[Family], line: Line) -> bool:
    """Return whether a row holds all heads of a family, also those that are no head elsewhere (优, 良, 中, 差)."""
    if line.prose:
        return False
    texts = {as_printed(fold(cell.text)) for cell in line.filled if len(cell.text) <= _LONGEST}
    return any(family.columns and family.heads and texts.issuperset(family.heads) for family in families)


def _said(lines: Sequence[Line], heads: Sequence[Head]) -> frozenset[str]:
    """Return all that may be a head or a label in the table, with and without brackets and years."""
    short = {cell.text for line in lines for cell in line.filled if len(cell.text) <= _LONGEST}
    texts = {as_printed(fold(text)) for text in short}
    texts |= {as_printed(head.text) for head in heads}
    return frozenset(key for text in texts for key in header_keys(text))


def _confidence(family: Family, said: frozenset[str], cells: Mapping[str, Profile], title: str) -> tuple[float, int]:
    """Return (share of the evidence that was found, how much was found)."""
    found = [head in said for head in family.heads]
    found += [_holds(cells.get(head), what) for head, what in family.cells.items()]
    if family.titles:
        found.append(any(re.search(pattern, title) for pattern in family.titles))
    if not found:
        return 0.0, 0
    share = sum(found) / len(found)
    against = sum(head in said for head in family.without)
    return share * _AGAINST**against, sum(found)


def _holds(cells: Profile | None, what: str) -> bool:
    return cells is not None and float(getattr(cells, what)) >= _MOSTLY


@cache
def known_families(*folders: Path) -> tuple[Family, ...]:
    """Return the families that came with the installation and, after them, those of ``folders``.

    Raises ConfigError, one sentence with the file, where a file does not follow the schema.
    """
    places = (folder("rules") / "layouts" / "families", *folders)
    paths = [path for place in places if place.is_dir() for path in sorted(place.glob("*.yaml"))]
    return tuple(read_family(path) for path in paths)


def chosen(families: Sequence[Family], wanted: str) -> tuple[Family, ...]:
    """Return the families with the one that the user wants last: it is taken wherever one of its heads is printed.

    ``wanted`` is the name of a family or a YAML file with one, "" no wish. Raises ConfigError where there is no such
    family (with the nearest names) or the file does not follow the schema.
    """
    if not wanted:
        return tuple(families)
    is_file = Path(wanted).suffix in {".yaml", ".yml"}
    family = read_family(Path(wanted)) if is_file else _named(families, wanted)
    others = (replace(each, force=False) for each in families if each.name != family.name)
    return (*others, replace(family, force=True))


def _named(families: Sequence[Family], wanted: str) -> Family:
    known = {name: each for each in families for name in (each.title, each.name)}
    if wanted not in known:
        from difflib import get_close_matches

        near = get_close_matches(wanted, known, n=3, cutoff=0.4)
        hint = f"，是否想写“{'”或“'.join(near)}”" if near else ""
        raise ConfigError(f"没有名为“{wanted}”的版式{hint}；全部版式见 auditor rules layouts。")
    return known[wanted]


def read_family(path: Path) -> Family:
    """Return the family in a YAML file; raises ConfigError where the file does not follow the schema."""
    import yaml

    try:
        # The C loader, where PyYAML was built with it: every first document waits for these files.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        data = yaml.load(read_whole(path).decode("utf-8-sig"), loader)
    except OSError:
        raise ConfigError("打不开版式文件，请检查路径。", source=path.name) from None
    except (UnicodeDecodeError, yaml.YAMLError):
        raise ConfigError("版式文件读不出来，请检查是否 UTF-8 编码的 YAML。", source=path.name) from None
    if not isinstance(data, dict) or not isinstance(data.get("name"), str):
        raise ConfigError("版式文件要写成“键: 值”，并且有 name。", source=path.name)
    for key, value in data.items():
        _check(path.name, str(key), value)
    words = {key: tuple(fold(str(text)) for text in data.get(key, ())) for key in ("heads", "without")}
    return Family(
        name=data["name"],
        title=str(data.get("title", data["name"])),
        where=str(data.get("where", "")),
        titles=tuple(data.get("titles", ())),
        heads=words["heads"],
        without=words["without"],
        cells={fold(str(head)): what for head, what in data.get("cells", {}).items()},
        columns={fold(str(head)): role for head, role in data.get("columns", {}).items()},
        force=data.get("force", False) is True,
        examples=tuple(_example(each) for each in data.get("examples", ())),
    )


def _example(values: Mapping[str, Any]) -> Example:
    return Example(str(values["text"]), tuple(tuple(map(str, row)) for row in values["rows"]))


def _check(source: str, key: str, value: Any) -> None:
    """Raise ConfigError where an entry of a family file is not of the schema."""
    if key not in _KEYS:
        raise ConfigError(f"版式文件里不认识“{key}”，可用的是 {'、'.join(_KEYS)}。", source=source)
    if key in _LISTS and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
        raise ConfigError(f"“{key}”要写成文字的列表。", source=source)
    if key == "examples" and not (isinstance(value, list) and all(map(_is_example, value))):
        raise ConfigError(
            "“examples”要写成列表，每个样例有 text（Markdown 表）和 rows（各行七个文字）。", source=source
        )
    allowed = {"cells": _CELLS, "columns": ROLES}.get(key)
    if allowed is None:
        return
    bad = [each for each in value.values() if each not in allowed] if isinstance(value, dict) else [value]
    if bad:
        shown = bad[0] if isinstance(bad[0], str) else "…"  # a nest of references would fill the memory
        raise ConfigError(f"“{key}”里的“{shown}”不认识，可用的是 {'、'.join(allowed)}。", source=source)


def _is_example(value: Any) -> bool:
    """Return whether an example has a table and rows of seven texts."""
    if not isinstance(value, dict) or set(value) != {"text", "rows"} or not isinstance(value["rows"], list):
        return False
    return all(isinstance(row, list) and len(row) == _ROW for row in value["rows"])
