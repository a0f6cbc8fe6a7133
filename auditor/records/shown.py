"""How records show themselves to a person at a prompt or in a notebook: a short line, a small table in HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

MOST = 20


def brief(name: str, **facts: object) -> str:
    """Return ``<name fact=value …>`` without the facts that say nothing."""
    told = " ".join(f"{key}={value!r}" for key, value in facts.items() if value not in (None, "", ()))
    return f"<{name} {told}>" if told else f"<{name}>"


def html_table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]], count: int) -> str:
    """Return a table in HTML with the first rows of ``count``, every text escaped; the caption says what is cut."""
    shown = [row for row, _ in zip(rows, range(MOST), strict=False)]
    rest = f"（前 {len(shown)} 条，共 {count} 条）" if count > len(shown) else ""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in shown)
    return (
        f"<table><caption>{escape(caption + rest)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
