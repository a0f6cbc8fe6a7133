"""Compiled templates, kept from run to run in the user's folder for caches: to compile takes longer than to render.

What is kept counts for the same template under the same versions of Python, of jinja2 and of the modules beside this.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from pickle import PickleError

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from auditor.resources import cache_folder


class _Kept(FileSystemBytecodeCache):
    """What cannot be read or written is compiled again, without a word: it is no input of the user's."""

    def get_source_checksum(self, source: str) -> str:
        """Return what a template is compiled from: its text and, with what it is set up, our own modules."""
        digest = hashlib.sha256(source.encode())
        for path in sorted(Path(__file__).parent.glob("*.py")):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template where it is kept whole."""
        try:
            super().load_bytecode(bucket)
        except (OSError, ValueError, EOFError, TypeError, PickleError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template where there is a place for it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def kept_templates() -> FileSystemBytecodeCache | None:
    """Return where templates are kept, None for nowhere."""
    home = cache_folder("templates")
    if home is None:
        return None
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return _Kept(str(home))
