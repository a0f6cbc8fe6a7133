"""Word lists of a rulebook, folded and compiled once: which words occur in a text, which ending a name has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from auditor.errors import RuleError
from auditor.text.levels import Levels
from auditor.text.nearest import hint
from auditor.text.width import fold

_TAIL = re.compile(r"(?:\([^()]*\)|[,.;:、。,;:“”\"']|指标|目标)+$")


class Words:
    """The lexicons by "file.section", with compiled searches. Texts given to it are folded (text.width.fold)."""

    def __init__(self, lexicons: Mapping[str, Sequence[str]]) -> None:
        """Keep the lists; nothing is compiled until it is asked for."""
        self._lists = lexicons
        self._entries: dict[str, tuple[str, ...]] = {}
        self._patterns: dict[str, re.Pattern[str] | None] = {}

    def entries(self, section: str) -> tuple[str, ...]:
        """Return the folded entries of one section. Raises RuleError for a section that no pack has."""
        if section not in self._entries:
            if section not in self._lists:
                raise RuleError(f"没有词表“{section}”{hint(section, self._lists)}。")
            self._entries[section] = tuple(fold(word) for word in self._lists[section])
        return self._entries[section]

    def given(self, section: str) -> tuple[str, ...]:
        """Return the entries of a section as written; none where no pack has it."""
        return tuple(self._lists.get(section, ()))

    def pattern(self, section: str) -> re.Pattern[str] | None:
        """Return one pattern over all words of the section, longest first; None for an empty section."""
        try:
            return self._patterns[section]
        except KeyError:
            words = sorted(self.entries(section), key=len, reverse=True)
            made = self._patterns[section] = re.compile("|".join(map(re.escape, words))) if words else None
            return made

    def either(self, section: str) -> str:
        """Return the words of a section as a part of a pattern, "" for an empty one."""
        return "|".join(map(re.escape, self.entries(section)))

    def search(self, section: str, text: str) -> re.Match[str] | None:
        """Return the first occurrence of a word of the section in ``text``."""
        pattern = self.pattern(section)
        return pattern.search(text) if pattern else None

    def has(self, section: str, text: str) -> bool:
        """Return whether a word of the section occurs in ``text``."""
        pattern = self.pattern(section)
        return pattern is not None and pattern.search(text) is not None

    def is_one(self, section: str, text: str) -> bool:
        """Return whether ``text`` is, as a whole, an entry of the section."""
        pattern = self.pattern(section)
        return bool(pattern and pattern.fullmatch(text))

    @cached_property
    def endings(self) -> dict[str, str]:
        """Return ending → kind over all sections of names.txt."""
        return {
            word: section.removeprefix("names.")
            for section in self._lists
            if section.startswith("names.")
            for word in self.entries(section)
        }

    def ends_a_word(self, pair: str) -> bool:
        """Return whether a word of any list ends in these two characters (报检)."""
        return pair in self._last_pairs

    @cached_property
    def _last_pairs(self) -> frozenset[str]:
        return frozenset(fold(word)[-2:] for words in self._lists.values() for word in words)

    @cached_property
    def levels(self) -> Levels:
        """Return the words of both levels."""
        return Levels.of(self._lists)

    def ending(self, name: str) -> tuple[str, str]:
        """Return (ending, kind) of a folded name by its longest known ending; ("", "") where none is known."""
        bare = bare_name(name)
        for length in range(min(len(bare), 8), 0, -1):
            kind = self.endings.get(bare[-length:])
            if kind:
                return bare[-length:], kind
        return "", ""


@lru_cache(maxsize=1 << 14)
def bare_name(name: str) -> str:
    """Return a folded name without trailing brackets, punctuation and the words 指标/目标."""
    return _TAIL.sub("", name) or name
