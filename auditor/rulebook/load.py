"""Load a rulebook: read packs, check every entry, layer later packs over earlier ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError
from auditor.records.rule import Rule
from auditor.rulebook import kept, lexicons, packs, schema
from auditor.rulebook.book import DEFAULT_PACKS, Provision, Rulebook
from auditor.rulebook.provisions import read_provisions
from auditor.rulebook.vocabulary import read_vocabulary
from auditor.rulebook.yamlfile import Entry, entries, read_text
from auditor.text.nearest import hint
from auditor.text.units import UNITS

PROVISIONS = "provisions.yaml"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A rule while packs are layered: its merged values, and the entry that wrote it last."""

    values: Mapping[str, Any]
    pack: str
    path: str
    entry: Entry


def load(wanted: Sequence[str | Path] = DEFAULT_PACKS, root: Path | None = None) -> Rulebook:
    """Return the rulebook of the packs ``wanted``, names under rules/ or folders, later over earlier.

    ``root`` replaces the folder rules/ of this installation. A pack's own ``requires`` come before it. Raises
    RuleError with file, line and the nearest valid name for anything that does not follow the schema.
    """
    root = root or packs.rules_folder()
    chosen = packs.resolve(wanted, root)
    provisions = read_provisions(root / PROVISIONS, f"rules/{PROVISIONS}")
    drafts: dict[str, _Draft] = {}
    for pack in chosen:
        _layer(drafts, pack, provisions)
    _reject_double_codes(drafts.values())
    words = lexicons.merge([(root / "lexicons", "rules/lexicons"), *_own_lexicons(chosen)])
    ordered = sorted(drafts.values(), key=lambda draft: _code_order(str(draft.values["code"])))
    rules = tuple(_rule(draft) for draft in ordered if _runs(draft))
    silenced = tuple(_rule(draft) for draft in ordered if not _runs(draft))
    names = tuple(pack.name for pack in chosen)
    layouts = layout_folders(chosen)
    vocabulary = read_vocabulary(words, [(root / UNITS, f"rules/{UNITS}"), *_own_units(chosen)])
    book = Rulebook(rules, words, names, "", silenced, provisions, layouts, vocabulary=vocabulary)
    return replace(book, sha256=content_hash(book))


def _own_units(chosen: Iterable[packs.Pack]) -> list[tuple[Path, str]]:
    """Return the tables of units of the packs, in order."""
    return [(pack.folder / UNITS, f"{pack.shown}/{UNITS}") for pack in chosen]


def layout_folders(chosen: Iterable[packs.Pack]) -> tuple[Path, ...]:
    """Return the folders layouts/ of the packs that have one, in order."""
    return tuple(folder for pack in chosen if (folder := pack.folder / "layouts").is_dir())


def _own_lexicons(chosen: Iterable[packs.Pack]) -> list[tuple[Path, str]]:
    """Return the lexicon folders of the packs, in order."""
    return [(pack.folder / "lexicons", f"{pack.shown}/lexicons") for pack in chosen]


def _layer(drafts: dict[str, _Draft], pack: packs.Pack, provisions: Mapping[str, Provision]) -> None:
    """Put the rules of one pack over ``drafts``."""
    own: dict[str, Entry] = {}
    installed = pack.folder.parent == packs.rules_folder().resolve()
    for path, source in pack.files():
        for entry in _entries(read_text(path, source), source, installed=installed):
            schema.check_entry(entry)
            schema.check_basis(entry, provisions)
            name = entry.values["name"]
            if name in own:
                first = own[name]
                raise entry.fail(f"规则“{name}”在同一规则包中写了两次（另一处 {first.source}：{first.line}）。", "name")
            own[name] = entry
            drafts[name] = _merged(drafts.get(name), entry, pack, drafts)


def _entries(text: str, source: str, *, installed: bool) -> tuple[Entry, ...]:
    """Return the entries of a rule file; those that came with the installation are parsed once and kept."""
    if installed and (known := kept.read(text)) is not None:
        return tuple(Entry(values, lines, line, source) for values, lines, line in known)
    made = entries(text, source)
    if installed:
        kept.write(text, [(dict(entry.values), dict(entry.lines), entry.line) for entry in made])
    return made


def _merged(earlier: _Draft | None, entry: Entry, pack: packs.Pack, drafts: Mapping[str, _Draft]) -> _Draft:
    """Return the rule after ``entry``: new and complete, or its keys over those of an earlier pack."""
    name, values = entry.values["name"], dict(entry.values)
    if earlier is None:
        missing = schema.missing_keys(values)
        if len(missing) > 3 and drafts:
            message = f"没有可以改写的规则“{name}”{hint(name, drafts)}；新规则须写全各键（缺 {'、'.join(missing)}）。"
            raise entry.fail(message, "name")
        if missing:
            raise entry.fail(f"规则“{name}”缺少 {'、'.join(missing)}。", "name")
        return _Draft(values, pack.name, entry.source, entry)
    merged = {**earlier.values, **values}
    for key in ("with", "examples"):
        if key in values and key in earlier.values:
            merged[key] = {**(earlier.values[key] or {}), **(values[key] or {})}
    if "check" in values and values["check"] != earlier.values["check"]:
        merged["with"] = values.get("with") or {}
    if values.get("enabled") is True and merged.get("status") == schema.OFF:
        merged["status"] = "stable"
    if values.get("status", schema.OFF) != schema.OFF and "enabled" not in values:
        merged["enabled"] = True
    return _Draft(merged, earlier.pack, earlier.path, entry)


def _runs(draft: _Draft) -> bool:
    """Return whether the rule runs: not switched off and not deprecated."""
    return draft.values.get("enabled", True) is not False and draft.values.get("status") not in (
        schema.OFF,
        "deprecated",
    )


def _rule(draft: _Draft) -> Rule:
    """Return the finished rule of a draft."""
    entry = draft.entry
    line = entry.lines.get("with", entry.line)
    return replace(schema.build(draft.values, draft.pack, draft.path), written=entry.source, line=line)


def _reject_double_codes(drafts: Iterable[_Draft]) -> None:
    """Raise RuleError where two rules share a code."""
    owners: dict[str, str] = {}
    for draft in drafts:
        code, name = str(draft.values["code"]), str(draft.values["name"])
        if code in owners:
            error: AuditorError = draft.entry.fail(f"编号“{code}”已被规则“{owners[code]}”占用，请换一个。", "code")
            raise error
        owners[code] = name


def _code_order(code: str) -> tuple[str, int]:
    """Return the sort key of a code: letters, then the number (U9 before U10)."""
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :])


def content_hash(book: Rulebook) -> str:
    """Return the sha256 (hex) over rules, lexicons, units and layouts; examples, files and packs do not change it."""
    skipped = {"fires", "silent", "todo", "path", "pack", "why", "written", "line"}
    counted = [key for key in Rule.__dataclass_fields__ if key not in skipped]
    content = [{key: getattr(rule, key) for key in counted} for rule in book.rules]
    brought = [path.read_text("utf-8", "replace") for folder in book.layouts for path in sorted(folder.glob("*.yaml"))]
    units = {key: astuple(atom) for key, atom in book.vocabulary.units.items()}
    every = [content, book.lexicons, brought, units]
    text = json.dumps(every, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
