"""Patterns of words that rules bring, run by spaCy's Matcher on the Docs of the pipeline."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from auditor.errors import RuleError
from auditor.nlp.component import pipeline, tagged

if TYPE_CHECKING:
    from spacy.matcher import Matcher

Pattern = Sequence[Mapping[str, Any]]
_MOST_KEPT = 200
_TEXTS = ("TEXT", "ORTH")


def match_phrases(patterns: Sequence[Pattern], texts: Sequence[str]) -> dict[str, str]:
    """Return text → the longest stretch that one of the patterns matches; see ``records.meaning.PhraseMatcher``."""
    asked = [list(_asked(pattern)) for pattern in patterns]
    # A text without the words that a pattern names is never cut, and spaCy not imported for it.
    likely = [text for text in texts if any(all(map(partial(_has_one, text), words)) for words in asked)]
    if not any(likely):
        return {}
    matcher = _matcher(json.dumps(patterns, ensure_ascii=False, sort_keys=True))
    found = {}
    for text, doc in tagged(likely).items():
        spans = [doc[start:end].text for _, start, end in matcher(doc)]
        if spans:
            found[text] = max(spans, key=len)
    return found


def _asked(pattern: Pattern) -> Iterator[tuple[str, ...]]:
    """Yield for each token that a pattern asks for by its text the texts of which it must have one."""
    for token in pattern:
        if token.get("OP", "1") in {"1", "+"}:
            for text in (token[name] for name in _TEXTS if name in token):
                if isinstance(text, str):
                    yield (text,)
                elif isinstance(text, Mapping) and "IN" in text:
                    yield tuple(text["IN"])


def _has_one(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)


@lru_cache(_MOST_KEPT)
def _matcher(patterns: str) -> Matcher:
    """Return the Matcher of patterns given as JSON. Raises RuleError where spaCy does not take them."""
    from spacy.errors import MatchPatternError
    from spacy.matcher import Matcher

    made = Matcher(pipeline().vocab, validate=True)
    try:
        made.add("rule", json.loads(patterns))
    except (MatchPatternError, ValueError) as failure:
        raise RuleError(f"词语模式不合 spaCy Matcher 的写法：{str(failure).splitlines()[0]}") from failure
    return made
