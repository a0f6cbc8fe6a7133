"""A pack is tried before a document is read: its mistake is one error of the pack, not a problem of every document."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator

from auditor.engine.closed import closed_faults, texts
from auditor.engine.run import FOLDED, OFFER
from auditor.engine.selftest import broken, verb_faults
from auditor.engine.verbs import facts_of, own_facts
from auditor.errors import RuleError
from auditor.records.rule import Rule
from auditor.rulebook.book import Rulebook
from auditor.rulebook.templates import template_fields
from auditor.text.nearest import hint, nearest

_OPEN = frozenset({"names", "levels", "heads"})
"""Lexicons whose sections are read by whatever name a pack gives them."""


def tried(book: Rulebook, known: Container[Rule], lists: Collection[str] = ()) -> Rulebook:
    """Return the book after the examples of every rule that is not ``known`` ran, none of which broke it.

    ``lists`` are the word lists that the installation has: one beside them that nothing reads is a slip of the pen.

    Whether an example fires as it should is for ``auditor rules test``. Raises RuleError, one sentence with the rule
    and the file: an unknown or mistyped parameter, a word list, need or fact that does not exist.
    """
    for rule in book.rules:
        if rule in known:
            continue
        fault = next(filter(None, _faults(rule, book)), "")
        if fault:
            start = f"规则“{rule.name}”不能使用："
            message = f"{start}{fault.removeprefix(start).rstrip('。')}。"
            raise RuleError(message, source=rule.written or rule.path, line=rule.line)
    if fault := next(_unread_lists(book, lists), ""):
        raise RuleError(fault)
    return book


def _unread_lists(book: Rulebook, known: Collection[str]) -> Iterator[str]:
    """Yield the word lists of packs that no rule names and whose name is almost that of a known one."""
    named = {text for rule in book.rules + book.silenced for text in texts(rule.params)} if known else set()
    for section in sorted(book.lexicons.keys() - set(known) - named) if known else ():
        meant = nearest(section, known, 0.8)
        if meant and section.partition(".")[0] not in _OPEN:
            yield f"没有规则用到词表“{section}”，是否想写“{meant}”。"


def _faults(rule: Rule, book: Rulebook) -> Iterator[str]:
    """Yield why a rule cannot be used; what one part leaves in doubt the next is not asked about."""
    yield from verb_faults(rule)
    yield from closed_faults(rule, book)
    yield broken(rule, book)
    yield from _unknown_facts(rule, book)


def _unknown_facts(rule: Rule, book: Rulebook) -> Iterator[str]:
    """Yield the facts in the wording of a rule without examples that no hit of its verb has in any other rule."""
    if rule.fires or rule.subject == "corpus":
        return
    facts = {fact for other in book.rules if other.check == rule.check for fact in facts_of(other, book)}
    known = sorted(facts | own_facts(rule) | {OFFER.strip("{}")} | (FOLDED if rule.fold else set())) if facts else ()
    for field in template_fields(rule.message + rule.advice) if known else ():
        if "." not in field and field not in known:
            yield f"文字中的“{{{field}}}”不是这个检查给出的内容{hint(field, known)}，可用：{'、'.join(known)}"
