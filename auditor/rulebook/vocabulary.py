"""The vocabulary of a rulebook: the levels and heads of its lexicons, the units of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from auditor.errors import RuleError
from auditor.rulebook.yamlfile import read_text
from auditor.text.nearest import hint
from auditor.text.units import UnitTable, parse_table
from auditor.text.vocabulary import ROLES, Vocabulary, unknown_roles


def read_vocabulary(lexicons: Mapping[str, tuple[str, ...]], tables: Iterable[tuple[Path, str]]) -> Vocabulary:
    """Return the vocabulary of merged lexicons and tables of units given as (file, shown name), later over earlier.

    A table that is not there is empty. Raises RuleError, with file and line where there is one, for a bad entry and
    for a section of heads.txt that is no role.
    """
    for role in unknown_roles(lexicons):
        message = f"词表 heads.txt 中不认识的小节“[{role}]”{hint(role, ROLES)}；可用的是 {'、'.join(ROLES)}。"
        raise RuleError(message, source="lexicons/heads.txt")
    units: UnitTable = {}
    for path, source in tables:
        if not path.is_file():
            continue
        try:
            units = parse_table(read_text(path, source), units)
        except ValueError as error:
            raise RuleError(str(error), source=source) from error
    return Vocabulary.of(lexicons, units)
