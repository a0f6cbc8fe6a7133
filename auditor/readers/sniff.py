"""Which reader a file needs: by its content where that is certain, else by its suffix.

Exported “.xls” files are often web pages, XML spreadsheets or tab-separated text, and .doc files often docx.
"""

from __future__ import annotations

import io
import re
import zipfile

from auditor.errors import UnreadableError

# suffixes that no reader takes, and what to do about such a file
ADVICE = {
    ".doc": "这是旧版 Word 文件，请用 Word 或 WPS 另存为 docx 再试。",
    ".wps": "这是 WPS 文字文件，请另存为 docx 再试。",
    ".dot": "这是旧版 Word 模板，请另存为 docx 再试。",
    ".rtf": "这是 RTF 文件，请用 Word 或 WPS 另存为 docx 再试。",
    ".xlsb": "这是二进制 Excel 文件，请另存为 xlsx 再试。",
    ".ods": "这是 OpenDocument 表格，请另存为 xlsx 再试。",
    ".odt": "这是 OpenDocument 文档，请另存为 docx 再试。",
    ".ofd": "这是 OFD 版式文件，请另存为 PDF 或送审原始的 xlsx、docx 文件。",
    ".mht": "这是单个文件网页，请用浏览器打开后另存为 html 再试。",
    ".mhtml": "这是单个文件网页，请用浏览器打开后另存为 html 再试。",
    ".ppt": "这是演示文稿，不是预算文件。",
    ".pptx": "这是演示文稿，不是预算文件。",
    ".rar": "这是 RAR 压缩包，请解压后再试，或改用 zip。",
    ".7z": "这是 7z 压缩包，请解压后再试，或改用 zip。",
    ".gz": "这是 gz 压缩包，请解压后再试，或改用 zip。",
}
_MAGIC = (
    (b"Rar!\x1a\x07", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\x1f\x8b", ".gz"),
    (b"{\\rtf", ".rtf"),
    (b"\x09\x08\x10\x00", ".xls"),
    (b"\x09\x08\x08\x00", ".xls"),
    (b"\x09\x04\x06\x00", ".xls"),
    (b"\x09\x02\x06\x00", ".xls"),
    (b"\x09\x00\x04\x00", ".xls"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_ZIP = (("xl/workbook.bin", ".xlsb"), ("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"), ("OFD.xml", ".ofd"))
_IN_OLE = (("EncryptedPackage", ""), ("Workbook", ".xls"), ("Book", ".xls"), ("WordDocument", ".doc"),
           ("PowerPoint Document", ".ppt"))  # fmt: skip
_HEAD = 4096
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|meta|body|table)\b")
_WHOLE_PAGE = re.compile(r"<(?:!doctype\s+html|html)\b")
_OFFICE = {".xls", ".xlsx", ".xlsm", ".et", ".doc", ".docx", ".wps"}
_SHEETS = {".xls", ".xlsx", ".xlsm", ".et"}


def kind(data: bytes, suffix: str, source: str) -> str:
    """Return the suffix of the format that ``data`` is in; ``suffix`` (with dot, lower case) where that is not certain.

    Raises UnreadableError for a format that no reader takes, and for files that need a password.
    """
    found = _certain(data, suffix, source)
    if found in ADVICE:
        raise UnreadableError(ADVICE[found], source=source)
    return found


def _certain(data: bytes, suffix: str, source: str) -> str:
    if data.startswith(_ZIP):
        return _zipped(data, suffix, source)
    if data.startswith(_OLE):
        return _compound(data, source)
    magic = next((found for start, found in _MAGIC if data.startswith(start)), "")
    if magic:
        return magic
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return ".pdf"
    return _textual(data[:_HEAD], suffix)


def _zipped(data: bytes, suffix: str, source: str) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError("压缩包或 Office 文件已损坏或没有传输完整，请重新取得再试。", source=source) from error
    if "[Content_Types].xml" in names or "OFD.xml" in names:
        for start, found in _IN_ZIP:
            if any(name.startswith(start) for name in names):
                return found
    if "mimetype" in names and "content.xml" in names:
        return ".odt" if suffix == ".odt" else ".ods"
    return ".zip"


def _compound(data: bytes, source: str) -> str:
    """Return the format of an OLE compound file by the names in its directory, whose entries are 128 bytes apart."""
    for name, found in _IN_OLE:
        entry = name.encode("utf-16-le") + b"\x00\x00"
        at = data.find(entry)
        while at >= 0 and at % 128:
            at = data.find(entry, at + 1)
        if at >= 0 and not found:
            raise UnreadableError("文件加了打开密码，请取消密码后再试。", source=source)
        if at >= 0:
            return found
    raise UnreadableError("不认识的旧版 Office 文件，请另存为 xlsx 或 docx 再试。", source=source)


def _textual(head: bytes, suffix: str) -> str:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n").lower()
    if text.startswith("<") and "urn:schemas-microsoft-com:office:spreadsheet" in text and "<workbook" in text:
        return ".xml"
    if text.startswith("<") and (_WHOLE_PAGE if suffix not in _OFFICE else _PAGE).search(text):
        return ".html"
    if text.startswith("mime-version:"):
        return ".mht"
    if suffix in _SHEETS and text and "\x00" not in text:
        return ".tsv" if "\t" in text else ".csv"
    return suffix
