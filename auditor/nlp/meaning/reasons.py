"""What weighed, in words that a reviewer can check: the words of the text whose pieces spoke most for a fault."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.nlp.meaning.words import Words

MOST = 2
_PLAIN = {
    "psame": "与指标名称完全相同",
    "pinside": "只取自指标名称",
    "pvalue5": "用字都来自指标名称",
    "sended": "名称以句号结尾",
    "sdone": "写的是已经做完的事",
    "snumbers0": "没有一个数字",
}
_OPEN = frozenset("vadzil")
"""Parts of speech of words that say how a thing is meant (verbs, adjectives, adverbs, idioms): what it is about proves
nothing."""


def reasons(weights: Mapping[str, int], words: Words) -> tuple[str, ...]:
    """Return in Chinese what weighed for a fault, strongest first: what holds of the whole text, then its words.

    ``weights`` are those of the pieces of the text, by piece.
    """
    whole = sorted((-weights[piece], piece) for piece in _PLAIN.keys() & weights.keys() if weights[piece] > 0)
    weighed = [(piece[1:].strip("^$"), weight) for piece, weight in weights.items() if piece[0] in "nvacr" and weight]
    scores = {
        word.text: sum([weight for text, weight in weighed if text in word.text])
        for word in words
        if word.tag in _OPEN and len(word.text) > 1
    }
    telling = sorted((text for text, score in scores.items() if score > 0), key=lambda text: (-scores[text], text))
    quoted = "、".join(f"“{text}”" for text in telling[:MOST])
    return (*(_PLAIN[piece] for _, piece in whole[:1]), *((f"用了{quoted}",) if quoted else ()))
