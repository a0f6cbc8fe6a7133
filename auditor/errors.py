"""Failures that a user can mend: each says which file, where, what is wrong and what to do, in one Chinese sentence."""

from __future__ import annotations


class AuditorError(Exception):
    """A failure whose text is meant for the user: no traceback, one sentence."""

    def __init__(self, message: str, *, source: str = "", line: int | None = None) -> None:
        """Keep the sentence and, where known, the file and 1-based line it is about."""
        self.message = message
        self.source = source
        self.line = line
        place = f"{source}:{line}" if source and line else source
        super().__init__(f"{place}: {message}" if place else message)


class UnreadableError(AuditorError):
    """An input that cannot be read at all (missing, empty, binary, no known encoding, too large)."""


class RuleError(AuditorError):
    """A rule file, lexicon or pack that does not follow the schema."""


class ConfigError(AuditorError):
    """A configuration or waiver file that does not follow its schema, or an option with a bad value."""
