"""Cuts: the parts of a corpus together give what the whole gives, rule by rule. This is what a cluster relies on."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from auditor import api
from auditor.checks.across.context import Across, Whole
from auditor.checks.across.copies import NAMES, OBJECTIVES
from auditor.checks.across.cuts import (
    Share,
    by_document,
    by_likeness,
    cut_of,
    groups_of,
    held_of,
    joined,
    kind_of,
    piece,
    texts_of,
)
from auditor.checks.across.habits import target_of
from auditor.checks.across.similar import key_of, near_pairs, rarity_of, text_key
from auditor.engine.corpus import audit_corpus, in_order, language
from auditor.records.corpus import Corpus
from auditor.records.finding import Finding
from auditor.records.rule import Rule
from bench.province.model import Province
from bench.province.write import corpus_of

BOOK = api.load_rules()
RULES = [rule for rule in BOOK.rules if rule.subject == "corpus"]
CORPUS, _ = corpus_of(Province(120, 2, seed=9))


def in_whole(rule: Rule) -> tuple[Finding, ...]:
    findings, problems = audit_corpus(CORPUS, replace(BOOK, rules=(rule,)))
    assert problems == ()
    return findings


def whole(rule: Rule) -> Whole:
    """Return what parts have to be told, computed from the whole corpus."""
    every = Across(CORPUS, language(BOOK))
    found = Whole(every.department_count, every.spread)
    if rule.check == "across.boilerplate_share":
        owners = defaultdict(set)
        for row in CORPUS.rows:
            owners[target_of(row, every)].add(every.departments[row.source])
        most = rule.params["departments"]
        found = replace(found, common=frozenset(key for key, some in owners.items() if len(some) > most))
    if "likeness" in rule.params:
        texts = Counter(texts_of(every, rule.params).values())
        some, kind = list(texts), kind_of(rule.params)
        near = {}
        if cut_of(rule.check) is by_likeness:
            for i, j, share in near_pairs(some, rule.params["likeness"], held=held_of(rule.params)):
                near[text_key(some[i]), text_key(some[j])] = share
        repeated = [text_key(text) for text, count in texts.items() if count > 1]
        known = {kind: near} if near else {}
        found = replace(found, rarity={kind: rarity_of(some)}, near=known, groups={kind: groups_of(near, repeated)})
    return found


def guests(rule: Rule, part: Across) -> list[Share]:
    """Return the rows that parts need as evidence: the first of each usual name, two of each common target."""
    shares = []
    seen: dict[object, set[str]] = defaultdict(set)
    most = {"across.lone_spelling": 1, "across.boilerplate_share": 2}.get(rule.check, 0)
    for place, row in enumerate(CORPUS.rows):
        key = part.fold(row.name) if most == 1 else target_of(row, part)
        if len(seen[key]) < most and part.departments[row.source] not in seen[key]:
            seen[key].add(part.departments[row.source])
            shares.append(Share("", row.source, rows=(place,)))
    return shares


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_parts_give_what_the_whole_gives(rule: Rule) -> None:
    known = whole(rule)
    part = Across(CORPUS, language(BOOK), known)
    parts: dict[int, list[tuple[str, Corpus]]] = defaultdict(list)
    for share in cut_of(rule.check)(part, rule.params):
        parts[key_of(share.key) % 7].append((f"{share.source:06}", piece(CORPUS, share)))
    extra = [(f"{share.source:06}", piece(CORPUS, share, guest=True)) for share in guests(rule, part)]
    found = []
    for pieces in parts.values():
        findings, problems = audit_corpus(joined([*pieces, *extra][::-1]), replace(BOOK, rules=(rule,)), known)
        assert problems == ()
        found += findings
    assert in_order(found) == in_whole(rule)


def test_there_is_something_to_find() -> None:
    assert sum(bool(in_whole(rule)) for rule in RULES) >= 5


def test_a_corpus_joined_from_its_documents_is_the_corpus() -> None:
    shares = by_document(Across(CORPUS, language(BOOK)), {})
    assert joined((f"{share.source:06}", piece(CORPUS, share)) for share in shares) == CORPUS


def test_texts_that_are_alike_through_others_are_one_group() -> None:
    groups = groups_of([(1, 2), (2, 3), (8, 7)], [5, 7])
    assert groups == {1: 1, 2: 1, 3: 1, 5: 5, 7: 7, 8: 7}
    assert {OBJECTIVES, NAMES} == {kind_of(rule.params) for rule in RULES if "likeness" in rule.params}
