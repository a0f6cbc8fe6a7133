"""Rule packs: load, validate, select, document. A pack is a folder of YAML; lexicons are text files."""

from __future__ import annotations

from auditor.rulebook.book import DEFAULT_PACKS, Provision, Rulebook
from auditor.rulebook.load import load
from auditor.rulebook.select import RuleChoice, select
from auditor.rulebook.words import kept_words, with_words

__all__ = ["DEFAULT_PACKS", "Provision", "RuleChoice", "Rulebook", "kept_words", "load", "select", "with_words"]
