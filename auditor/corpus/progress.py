"""Progress of a batch on stderr: running count, speed, time left, unreadable files."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

_EVERY_TERMINAL, _EVERY_FILE = 0.2, 5.0
_WIDTH = 100


@dataclass
class Progress:
    """Counts documents and says so: on a terminal in place, elsewhere a line every few seconds."""

    total: int
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    done: int = 0
    cached: int = 0
    unread: int = 0
    start: float = field(default_factory=time.monotonic)
    _said: float = 0.0

    def count(self, *, cached: bool, unread: bool) -> None:
        """Count one finished document."""
        self.done += 1
        self.cached += cached
        self.unread += unread
        now = time.monotonic()
        every = _EVERY_TERMINAL if self.stream.isatty() else _EVERY_FILE
        if now - self._said >= every or self.done == self.total:
            self._said = now
            self._say(self.line(now - self.start))

    def line(self, elapsed: float) -> str:
        """Return where the batch stands after ``elapsed`` seconds.

        The time left comes from the documents that were computed: those found in the cache cost nothing.
        """
        computed = self.done - self.cached
        left = (self.total - self.done) * elapsed / computed if computed else 0.0
        speed = f"{self.done / elapsed:.1f} 份/秒" if elapsed > 0 else ""
        parts = [f"[{self.done}/{self.total}] {100 * self.done // max(1, self.total)}%", speed]
        if self.done < self.total:
            parts.append(f"剩余约 {_clock(left)}")
        if self.cached:
            parts.append(f"已有结果 {self.cached}")
        if self.unread:
            parts.append(f"未能读取 {self.unread}")
        return "  ".join(part for part in parts if part)

    def _say(self, line: str) -> None:
        terminal = self.stream.isatty()
        end = "\n" if not terminal or self.done == self.total else ""
        text = f"\r{line:<{_WIDTH}}" if terminal else line
        print(text, end=end, file=self.stream, flush=True)


def _clock(seconds: float) -> str:
    """Return seconds as 1:02:03 or 02:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
