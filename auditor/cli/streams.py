"""The three streams of the program: UTF-8, there even where the caller closed them, and lost without a traceback."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, NoReturn

_WORDS = {0: "标准输入已关闭", 1: "标准输出已关闭"}


class _Closed(io.RawIOBase):
    """Stands for a stream that the caller closed: to use it is an OSError that says so."""

    def __init__(self, number: int) -> None:
        self._number = number

    def _refuse(self) -> NoReturn:
        raise OSError(errno.EBADF, _WORDS[self._number])

    def readable(self) -> bool:
        return self._number == 0

    def writable(self) -> bool:
        return self._number == 1

    def readinto(self, _: Any, /) -> NoReturn:
        self._refuse()

    def write(self, _: Any, /) -> NoReturn:
        self._refuse()


def prepare() -> None:
    """Make both outputs UTF-8, and stand in for streams that are closed.

    A Windows console page such as 936 cannot print every sign that we use. A file that is opened later must not take
    the number of a closed stream, or what a library prints would end in it.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = TextIOWrapper(io.BufferedReader(_Closed(0)))
    if sys.stdout is None:
        sys.stdout = TextIOWrapper(io.BufferedWriter(_Closed(1)), encoding="utf-8", errors="replace")
    if sys.stderr is None:
        sys.stderr = TextIOWrapper(io.FileIO(2, "w", closefd=False), encoding="utf-8", errors="replace")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def forget_output() -> None:
    """Send what is still to be written to standard output nowhere: it is full, closed, or its reader is gone."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.stdout = TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8", errors="replace")
