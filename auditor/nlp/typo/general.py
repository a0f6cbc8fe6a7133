"""What the general dictionary (jieba's) says of a word: how often it was seen, its part of speech."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from auditor.nlp.lean import jieba_module

# It begins with late additions; the rest is in order.
_UNORDERED = 120


@cache
def _dictionary() -> tuple[dict[bytes, bytes], bytes]:
    """Return jieba's dictionary: its first lines, which stand in no order, by word, and the others."""
    lines = Path(jieba_module().__file__).with_name("dict.txt").read_bytes().split(b"\n", _UNORDERED)
    return {word: rest for word, _, rest in (line.partition(b" ") for line in lines[:-1])}, lines[-1]


def is_word(word: str) -> bool:
    """Return whether the general dictionary (jieba's) has a word, however rare."""
    return how_often(word) >= 0


@cache
def entry(word: str) -> tuple[int, str]:
    """Return (how often seen, part of speech) of a word of the general dictionary (jieba's), (-1, "") of no word."""
    first, others = _dictionary()
    found = first.get(word.encode()) or _halved(others, word.encode())
    seen, _, tag = found.decode().partition(" ") if found else ("-1", "", "")
    return int(seen), tag


def _halved(held: bytes, wanted: bytes) -> bytes:
    """Return what stands after a word in lines in the order of their bytes, b"" where it does not begin one."""
    low, high = 0, len(held)
    while low < high:
        start = held.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = held.find(b"\n", start)
        line = held[start : end if end >= 0 else len(held)]
        own, _, rest = line.partition(b" ")
        if own == wanted:
            return rest
        low, high = (start + len(line) + 1, high) if own < wanted else (low, start)
    return b""


def how_often(word: str) -> int:
    """Return how often the general dictionary (jieba's) has seen a word, -1 where it does not have it."""
    return entry(word)[0]


def is_verb(word: str) -> bool:
    """Return whether the general dictionary (jieba's) has a word as a verb."""
    return entry(word)[1].startswith("v")
