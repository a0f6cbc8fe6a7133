"""Cache keys: what a result depends on, so that nothing is computed twice and nothing stale is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath

from auditor.config import Limits
from auditor.resources import folder

_PACKAGE = Path(__file__).resolve().parent.parent
# What shapes a result beside the rules: word tables of the readers, and the models by their manifests.
_DATA = (("rules", "units.txt"), ("rules", "layouts/*"), ("rules", "layouts/families/*"), ("models", "*/manifest.json"))
_LIBRARIES = ("spacy", "jieba", "scikit-learn", "pypdfium2", "openpyxl", "lxml")


def system_key(ruleset: str, max_bytes: int, limits: Limits) -> str:
    """Return 16 hex digits over program, rules, word tables, model manifests, libraries and limits of reading."""
    return hashlib.sha256(f"{ruleset}|{max_bytes}|{limits}|{program()}".encode()).hexdigest()[:16]


@cache
def program() -> str:
    """Return the sha256 over the program, its data and its libraries: once, for the program that runs is loaded."""
    digest = hashlib.sha256(_versions().encode())
    for path in (*sorted(_PACKAGE.rglob("*.py")), *_data()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def content_key(sha256: str, name: str, system: str) -> str:
    """Return 32 hex digits for a content under a file name: the name shows in its report and may pick the reader."""
    base = PurePosixPath(name.replace("\\", "/")).name
    return hashlib.sha256(f"{sha256}|{base}|{system}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def content_hash(path: str, limits: Limits) -> str:
    """Return the sha256 (hex) of the file ``path``, of a member for ``a.zip!/b.xlsx``; "" where it cannot be opened."""
    from auditor.errors import AuditorError
    from auditor.readers import zipped

    outer, inside, inner = path.partition(zipped.SEPARATOR)
    try:
        if inside and not Path(path).exists():
            data, _ = zipped.content(Path(outer), inner.split(zipped.SEPARATOR), limits)
            return hashlib.sha256(data).hexdigest()
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, AuditorError):
        return ""


def _data() -> Iterable[Path]:
    """Return the data files that results depend on beside the rules."""
    for name, pattern in _DATA:
        yield from sorted(path for path in folder(name).glob(pattern) if path.is_file())


def _versions() -> str:
    """Return the versions of the libraries that read and judge, "-" for one that is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in _LIBRARIES:
        try:
            found.append(version(name))
        except PackageNotFoundError:
            found.append("-")
    return ",".join(found)
