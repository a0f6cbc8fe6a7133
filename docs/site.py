"""Hooks of the site: the pages of the rules, which the rulebook writes, and the columns of the store."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
_SHIM = "https://unpkg.com/iframe-worker/shim"
# jieba tells how long its dictionary took to load; to a strict build that is no warning of ours.
logging.getLogger("jieba").setLevel(logging.ERROR)


def on_files(files: Any, config: Any) -> Any:
    """Return the files of the site with a page for each family of rules."""
    from mkdocs.structure.files import File

    for path in sorted((HERE / "rules").glob("*.md")):
        files.append(File.generated(config, f"rules/{path.name}", content=_inside(path.read_text(encoding="utf-8"))))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Return a page with the tables of the store where it asks for them."""
    return markdown.replace('--8<-- "schema"', schema())


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Return a page that loads nothing from outside: what its search needs for a double-click comes with the site."""
    return output.replace(_SHIM, f"{'../' * page.url.count('/')}assets/file-search.js")


def on_post_template(output_content: str, **_: Any) -> str:
    """Return a page without an address of its own (404) likewise."""
    return output_content.replace(_SHIM, "assets/file-search.js")


def schema() -> str:
    """Return every table of the store with its columns and their types."""
    from auditor.corpus.schema import TABLES

    parts = []
    for table, columns in TABLES.items():
        rows = "\n".join(f"| `{name}` | {kind} |" for name, kind in columns.items())
        parts.append(f"### {table}\n\n| 列 | 类型 |\n|---|---|\n{rows}")
    return "\n\n".join(parts)


def _inside(text: str) -> str:
    """Return a page of the rules without links that lead out of the site, and without what mkdocs takes for HTML."""
    text = re.sub(r"\[([^\]]+)\]\(\.\./[^)]*\)", r"\1", text)
    # mkdocs feeds the raw page to a parser of HTML, which a pattern like (?<![0-9]) brings down.
    return re.sub(r"`([^`\n]*<![^`\n]*)`", lambda found: f"<code>{_entities(found[1])}</code>", text)


def _entities(text: str) -> str:
    """Return a text of which neither HTML nor Markdown makes anything else."""
    return "".join(char if char.isalnum() else f"&#{ord(char)};" for char in text)
