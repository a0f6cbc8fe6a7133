"""Files that this program wrote itself, whatever they are called now: what they hold was read before."""

from __future__ import annotations

from itertools import islice

from auditor.records.document import Document, Grid

# Columns that only an export has: rows and amounts, the table of opinions, the list of a letter.
_HEADS = (
    frozenset({"document", "table", "page"}),
    frozenset({"指纹", "文件指纹", "位置指纹"}),
    frozenset({"项目、指标与位置", "修改建议", "整改情况"}),
)
_PAGE = "自动审核，供人工复核"
_MARKDOWN = ("绩效指标审核意见", "意见：错误 ")
# The page of a report says what it is behind its menus.
_LOOKED_AT = 100


def is_exported(document: Document) -> bool:
    """Return whether a document is an export or a report of this program, by its head."""
    blocks = tuple(islice(document.blocks, _LOOKED_AT))
    heads = (frozenset(block.rows[0].texts) for block in blocks if isinstance(block, Grid) and block.rows)
    if any(known <= head for head in heads for known in _HEADS):
        return True
    said = [block.text for block in blocks if not isinstance(block, Grid)]
    title, counts = _MARKDOWN
    return any(_PAGE in text or (said[0] == title and text.startswith(counts)) for text in said)
