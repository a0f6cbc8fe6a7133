"""Libraries imported without those of their parts that an audit never calls."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import RLock
from types import ModuleType
from typing import Any

_lock = RLock()


@cache
def jieba_module() -> Any:
    """Return jieba, imported without ``pkg_resources`` (0.15 s that only its optional paths need)."""
    with _instead({"pkg_resources": None}):
        import jieba
    jieba.setLogLevel(60)
    return jieba


@cache
def spacy_module() -> Any:
    """Return spaCy, imported without its command line (0.2 s for a downloader, a web client and a project runner).

    ``spacy.info`` and ``import spacy.cli`` work as ever: they are imported when they are asked for. The old interface
    of pydantic, which confection would convert and spaCy does not use, is left out, too, and no plug-in is looked for
    that would watch spaCy's own schemas.
    """
    package, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    info.info = _info  # type: ignore[attr-defined]
    absent = {"spacy.cli": package, "spacy.cli.info": info, "pydantic.v1": None}
    with _instead(absent if "spacy" not in sys.modules else {}), _environment("PYDANTIC_DISABLE_PLUGINS", "__all__"):
        import spacy
    return spacy


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Set a variable of the environment for a while."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before


def _info(*given: Any, **named: Any) -> Any:
    """Return what ``spacy.info`` returns."""
    from spacy.cli.info import info

    return info(*given, **named)


@contextmanager
def _instead(modules: dict[str, ModuleType | None]) -> Iterator[None]:
    """Let imports find these modules, as long as they are not there yet."""
    with _lock:
        put = {name: module for name, module in modules.items() if name not in sys.modules}
        sys.modules.update(put)  # type: ignore[arg-type]
        try:
            yield
        finally:
            for name in put:
                del sys.modules[name]
