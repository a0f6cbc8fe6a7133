"""The rulebook: everything under rules/ that an audit needs, as one frozen record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditor.records.report import Ruleset
from auditor.records.rule import Rule
from auditor.text.vocabulary import Vocabulary

DEFAULT_PACKS: tuple[str, ...] = ("core",)


@dataclass(frozen=True, slots=True)
class Provision:
    """A sentence of a statute or standard that somebody read in its source; ``name`` is what reports print."""

    name: str
    title: str
    quote: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules that run, in the order of their codes, with their lexicons and provisions.

    ``lexicons`` maps "file" or "file.section" to its entries; ``vocabulary`` is what they and the table of units say of
    levels, heads and units, for extraction and checks alike. ``silenced`` holds rules that a later pack or a
    configuration switched off, and deprecated ones. ``packs`` are names in the order of layering. ``sha256`` is
    taken over the content, so two machines with equal packs report the same ruleset. ``layouts`` are the folders
    with table layouts that the packs bring; ``second_opinion`` is the folder of a masked language model that the
    rules on wrong characters ask, too. ``layout`` is the name or the file of the layout by which tables are read,
    "" where the evidence decides.
    """

    rules: tuple[Rule, ...]
    lexicons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    packs: tuple[str, ...] = ()
    sha256: str = ""
    silenced: tuple[Rule, ...] = ()
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    layouts: tuple[Path, ...] = ()
    second_opinion: Path | None = None
    layout: str = ""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    def __hash__(self) -> int:
        """Return a hash by content, so that what is made of a rulebook can be kept with it."""
        return hash(self.sha256)

    def ruleset(self) -> Ruleset:
        """Return the identity of this rulebook as a report prints it."""
        return Ruleset(self.packs, len(self.rules), self.sha256)
