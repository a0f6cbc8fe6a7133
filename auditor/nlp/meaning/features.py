"""The pieces of a row or an objective that carry weights in the judges.

A piece is a letter that says what it is, then a text: n characters of the name, v of a target in words, a and b words
and parts of speech of the name, c and d of the target, p how much of the target the name says already, r a word of the
target that the name lacks, s what is known of the row (level, number). Digits count as 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.nlp.meaning.words import Word, Words
from auditor.records.meaning import RowText
from auditor.text.dates import speaks_of_time

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_CLAUSES = re.compile(r"[,;。、:]")
_DONE = re.compile(r"了|已|共[计有]?\d|圆满|先后")
_LIGHT = frozenset("的了和与及、,。;:在对为是")
_STEPS = (0.0, 0.25, 0.5, 0.75, 0.99)


def masked(text: str) -> str:
    """Return a text in which every number is 0."""
    return _DIGITS.sub("0", text)


def _grams(letter: str, text: str, longest: int) -> set[str]:
    marked = f"^{text}$"
    sizes = range(1, longest + 1)
    found = {letter + marked[start : start + size] for size in sizes for start in range(len(marked) - size + 1)}
    return found - {f"{letter}^", f"{letter}$"}


def _step(value: float, steps: Sequence[float]) -> int:
    return sum(value > step for step in steps)


def subject_pieces(row: RowText, name: Words, ended: bool) -> set[str]:
    """Return the pieces that tell whether a name is an indicator; ``ended``: it ends in a full stop."""
    text = masked("".join(word.text for word in name))
    tags = [word.tag for word in name] or ["w"]
    measured = "percent" if row.percent else "number" if row.numeric else "words" if row.value else "none"
    found = _grams("n", text, 3)
    if name:
        found |= {f"a^{masked(name[0].text)}", f"a${masked(name[-1].text)}"}
    found |= {
        f"b^{tags[0]}",
        f"b${tags[-1]}",
        f"b^{''.join(tags[:2])}",
        f"b${''.join(tags[-2:])}",
        f"sclauses{min(3, len(_CLAUSES.findall(text)))}",
        f"slength{_step(len(text), (4, 8, 12, 18, 26))}",
        f"sverbs{min(3, tags.count('v'))}",
        f"slevel{row.level}",
        f"s{measured}",
        f"s{measured}^{tags[0]}",
        f"s{measured}${masked(name[-1].text) if name else ''}",
        f"s{measured}${tags[-1]}",
        f"slevel{row.level}^{tags[0]}",
    }
    found |= {"sended"} if ended else set()
    found |= {"sdigit"} if "0" in text else set()
    return found


def target_pieces(row: RowText, name: Words, value: Words) -> set[str]:
    """Return the pieces that tell whether a target in words says something that can be checked."""
    text, said = masked("".join(word.text for word in value)), masked("".join(word.text for word in name))
    tags = [word.tag for word in value] or ["w"]
    found = _grams("v", text, 3) | _grams("n", said, 2)
    if value:
        found |= {f"c^{masked(value[0].text)}", f"c${masked(value[-1].text)}", f"c{row.level}${masked(value[-1].text)}"}
    found |= {
        f"d^{tags[0]}",
        f"d${tags[-1]}",
        f"d^{''.join(tags[:2])}",
        f"d${''.join(tags[-2:])}",
        f"sclauses{min(3, len(_CLAUSES.findall(text)))}",
        f"slength{_step(len(text), (2, 4, 6, 9, 14, 22))}",
        f"sverbs{min(3, tags.count('v'))}",
        f"slevel{row.level}",
    }
    found |= {"sdigit"} if "0" in text else set()
    found |= {"stime"} if speaks_of_time(row.value) else set()
    found |= {"sdone"} if _DONE.search(text) else set()
    return found | set(_shared(text, said, value))


def _shared(text: str, said: str, value: Sequence[Word]) -> Iterator[str]:
    """Yield how much of the target stands in the name, and the words that do not."""
    known = set(said)
    telling = [char for char in text if char not in _LIGHT]
    yield f"pvalue{_step(sum(char in known for char in telling) / max(1, len(telling)), _STEPS)}"
    yield f"pname{_step(sum(char in text for char in said) / max(1, len(said)), _STEPS)}"
    if text == said:
        yield "psame"
    elif text in said:
        yield "pinside"
    fresh = [word.text for word in value if not all(char in known or char in _LIGHT for char in word.text)]
    yield f"pfresh{min(3, len(fresh))}"
    for word in fresh:
        yield f"r{masked(word)}"


def objective_pieces(text: str, words: Words) -> set[str]:
    """Return the pieces of an objective: pairs of characters, words, beginnings and ends, how many numbers."""
    short = masked(text)
    tags = [word.tag for word in words] or ["w"]
    numbers = len(_DIGITS.findall(text))
    clauses = len(_CLAUSES.findall(short)) + 1
    found = {f"v{short[start : start + 2]}" for start in range(len(short) - 1)}
    found |= {f"r{masked(word.text)}" for word in words}
    found |= {f"v^{short[:size]}" for size in (2, 3)} | {f"v{short[-size:]}$" for size in (1, 2, 3)}
    found |= {
        f"d^{tags[0]}",
        f"d${tags[-1]}",
        f"snumbers{_step(numbers, (0, 1, 3))}",
        f"sshare{_step(numbers / clauses, (0, 0.2, 0.5))}",
        f"slength{_step(len(short), (12, 25, 50, 100))}",
        f"sverbs{_step(tags.count('v') / len(tags), (0.1, 0.2, 0.3))}",
    }
    found |= {"sopen"} if short[-1:] not in {"。", ";", "!", ".", ")"} else set()
    return found
