"""The bounds of one document: so many seconds, so much memory, in every command."""

from __future__ import annotations

import ctypes
import gc
import signal
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import FrameType

# A library may swallow what is raised within a callback of its own: it is raised again after so many seconds.
_AGAIN = 1.0
_MIB = 1024 * 1024
# The codes of problems of documents that were too much.
OVER_TIME, OVER_MEMORY = "audit.over-time", "audit.over-memory"


class OverTimeError(BaseException):
    """The time of a document is over. No Exception: what isolates the fault of one rule or table must let it pass."""


def collect_rarely() -> None:
    """Look for cycles seldom: records hold none, and to look as often as usual costs a sixth of an audit."""
    gc.set_threshold(200_000, 20, 100)


def time_message(seconds: float) -> str:
    """Return the problem of a document that needed too much time."""
    return f"处理超过时间上限 {seconds:g} 秒，没有结果；请拆分文件，或用 --timeout 提高上限。"


def memory_message(memory: int) -> str:
    """Return the problem of a document that needed more than ``memory`` MiB, or than there was (0)."""
    if not memory:
        return "处理这份文件时内存不足，没有结果；请拆分文件，或关闭其他程序后再试。"
    return f"处理这份文件所需内存超过上限 {memory} MB，没有结果；请拆分文件，或用 --memory 提高上限。"


@contextmanager
def bounded(seconds: float, memory: int) -> Iterator[None]:
    """Raise OverTimeError in the body of a ``with`` after ``seconds``, MemoryError where it takes ``memory`` MiB.

    0 is without bound. Time holds between two steps of Python: a library that never comes back from a call is not
    stopped. Memory counts above what the process has, where the system bounds it for a process (Linux).
    """
    before = bound_memory(memory)
    try:
        with _clock(seconds), _collecting_rarely():
            yield
    finally:
        if before is not None:
            _set_memory(before)


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """Look for cycles seldom in the body of a ``with``, and as before after it: a library leaves its caller's ways."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def bound_memory(memory: int) -> int | None:
    """Let this process take ``memory`` MiB more than it has; return the bound before, None where none was set."""
    status = Path("/proc/self/statm")
    if not memory or not status.exists():
        return None
    import resource

    now = int(status.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    known = [bound for bound in (before, hard, now + memory * _MIB) if bound != resource.RLIM_INFINITY]
    _set_memory(min(known))
    return before


def _set_memory(bound: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (bound, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _clock(seconds: float) -> AbstractContextManager[None]:
    if not seconds:
        return nullcontext()
    return _alarm(seconds) if _has_alarm() else _watch(seconds)


def _has_alarm() -> bool:
    """Return whether the system's alarm is ours to use: it alone interrupts a regular expression."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getsignal(signal.SIGALRM) in (signal.SIG_DFL, None)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise OverTimeError in the body when ``seconds`` are over, by a signal."""
    over = False

    def ring(number: int, frame: FrameType | None) -> None:
        if not over:
            raise OverTimeError

    before = signal.signal(signal.SIGALRM, ring)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
            yield
        finally:
            # A ring from here on would break off the tidying below.
            over = True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _watch(seconds: float) -> Iterator[None]:
    """Raise OverTimeError in the body when ``seconds`` are over, from a thread (Windows, and threads of a server)."""
    done, ours = threading.Event(), ctypes.c_ulong(threading.get_ident())
    throw = ctypes.pythonapi.PyThreadState_SetAsyncExc

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            throw(ours, ctypes.py_object(OverTimeError))
            wait = _AGAIN

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        try:
            yield
        finally:
            done.set()
    finally:
        done.set()
        _ended(thread)


def _ended(thread: threading.Thread) -> None:
    """Wait for the end of a thread that throws OverTimeError at this one, and take what it threw last.

    One that is thrown but not yet raised would strike the next document. It is let happen here: to throw None instead
    takes it back, too, but leaves CPython 3.11 looking for it before every step from then on.
    """
    while True:
        try:
            thread.join()
            for _ in range(2):  # what is thrown is raised where a loop goes on
                pass
            return
        except OverTimeError:
            continue
