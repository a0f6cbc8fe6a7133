"""The parts of an office file and how they refer to each other (ECMA-376 part 2, Open Packaging Conventions)."""

from __future__ import annotations

import posixpath

from auditor.errors import UnreadableError
from auditor.readers.archive import Archive
from auditor.readers.xmlparts import attribute, tree

Parts = dict[str, tuple[str, str]]


def main_part(archive: Archive, source: str, usual: str) -> str:
    """Return the name of the main part of an office file. Raises UnreadableError where it has none."""
    if "_rels/.rels" in archive:
        for relation in tree(archive.read("_rels/.rels"), source):
            if attribute(relation, "Type").endswith("/officeDocument"):
                usual = posixpath.normpath(attribute(relation, "Target").lstrip("/"))
    if usual not in archive:
        raise UnreadableError("文件缺少主要内容，可能已损坏，请用原软件打开后另存再试。", source=source)
    return usual


def relations(archive: Archive, part: str, source: str) -> Parts:
    """Return id → (type, part name) of what ``part`` refers to inside the file; links to other files are left out."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if rels not in archive:
        return found
    for relation in tree(archive.read(rels), source):
        if attribute(relation, "TargetMode") == "External":
            continue
        target = attribute(relation, "Target")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = attribute(relation, "Type").rpartition("/")[2]
        found[attribute(relation, "Id")] = (kind, posixpath.normpath(path))
    return found
