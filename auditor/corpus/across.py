"""Findings that need more than one document: the store's rows as records, and the corpus rules over them."""

from __future__ import annotations

from auditor.corpus.store import Store
from auditor.records.finding import Finding
from auditor.rulebook import Rulebook


def compare(store: Store, book: Rulebook) -> tuple[Finding, ...]:
    """Return the findings of all corpus rules on everything in the store."""
    return ()
