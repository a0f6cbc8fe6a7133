"""What the name of a file says: which reader takes it, or why it is skipped below a folder or in an archive."""

from __future__ import annotations

from auditor.readers.sniff import ADVICE
from auditor.records.skipped import OWN_MARK

# suffix → "module:function"; the function takes (data, source, sha256, limits) and returns a Document.
READERS = {
    ".md": "auditor.readers.text:read",
    ".markdown": "auditor.readers.text:read",
    ".txt": "auditor.readers.text:read",
    ".tsv": "auditor.readers.text:read",
    ".csv": "auditor.readers.csvfile:read",
    ".pdf": "auditor.readers.pdf:read",
    ".png": "auditor.readers.ocr:read",
    ".jpg": "auditor.readers.ocr:read",
    ".jpeg": "auditor.readers.ocr:read",
    ".tif": "auditor.readers.ocr:read",
    ".tiff": "auditor.readers.ocr:read",
    ".xlsx": "auditor.readers.office.xlsx:read",
    ".xlsm": "auditor.readers.office.xlsx:read",
    ".xls": "auditor.readers.office.xls:read",
    ".et": "auditor.readers.office.xls:read",
    ".docx": "auditor.readers.office.docx:read",
    ".docm": "auditor.readers.office.docx:read",
    ".html": "auditor.readers.html:read",
    ".htm": "auditor.readers.html:read",
    ".zip": "",
}
_SYSTEM = {"thumbs.db", "desktop.ini", ".ds_store", "__macosx"}
HIDDEN, LOCK, SYSTEM, OWN, UNKNOWN, AGAIN = (
    "隐藏文件",
    "办公软件的临时文件",
    "系统文件",
    "本工具的报告",
    "不能读的类型",
    "指向已读文件夹的链接",
)


def formats() -> str:
    """Return the suffixes that can be read, for messages (``.md、.txt``)."""
    return "、".join(READERS)


def is_known(name: str) -> bool:
    """Return whether a file of this name is worth opening: a reader takes it, or there is advice what to do with it."""
    stem, dot, ending = name.lower().rpartition("/")[2].rpartition(".")
    return bool(stem) and (dot + ending in READERS or dot + ending in ADVICE)


def is_archive(name: str) -> bool:
    """Return whether a name is that of an archive."""
    return name.lower().endswith(".zip")


def skipped_as(path: str) -> str:
    """Return the kind of file for which ``path``, below a folder or in an archive, is skipped, "" for a document."""
    *_, name = parts = [part for part in path.split("/") if part not in ("", ".")] or [""]
    kind = next((found for part in parts if (found := passed_over(part))), "")
    if kind:
        return kind
    if name.rpartition(".")[0].endswith(OWN_MARK):
        return OWN
    return "" if is_known(name) else UNKNOWN


def passed_over(name: str) -> str:
    """Return the kind for which a file or folder of this name is skipped whatever is in it, "" for any other."""
    if name.lower() in _SYSTEM:
        return SYSTEM
    if name.startswith(("~$", ".~")):
        return LOCK
    if name.startswith("."):
        return HIDDEN
    return OWN if name.endswith(OWN_MARK) else ""
