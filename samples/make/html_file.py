"""Tables → a web page as a government site publishes it: navigation, layout tables, attachments, footer."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from samples.make.boxes import Box, Table

_BEFORE = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>td {{ border: 1px solid #999; }}</style>
<script>var site = "<table><tr><td>1</td></tr></table>";</script>
</head>
<body>
<div class="nav"><ul><li><a href="#">首页</a></li><li><a href="#">政务公开</a></li></ul></div>
<table width="100%"><tr><td width="20%"><ul><li>栏目导航</li><li>部门预算</li></ul></td><td>
<h1>{title}</h1>
<p>来源:财务科&nbsp;&nbsp;字号:[大 中 小]</p>
"""
_AFTER = """</td></tr></table>
<p>附件:</p><ul><li><a href="#">部门预算公开表</a></li></ul>
<div class="footer">主办单位&nbsp;网站地图&nbsp;&copy;</div>
</body>
</html>
"""


def html(tables: Sequence[Table], title: str) -> str:
    """Return a page with the tables inside a layout table."""
    parts = [_BEFORE.format(title=escape(title))]
    for table in tables:
        parts += [f"<p>{escape(line)}</p>\n" for line in table.titles]
        parts += ["<table>\n<tbody>\n", *map(_row, table.rows), "</tbody>\n</table>\n"]
    return "".join([*parts, _AFTER])


def _row(row: Sequence[Box | None]) -> str:
    return f"<tr>{''.join(_cell(box) for box in row if box)}</tr>\n"


def _cell(box: Box) -> str:
    rows = f' rowspan="{box.rows}"' if box.rows > 1 else ""
    columns = f' colspan="{box.columns}"' if box.columns > 1 else ""
    text = escape(box.text).replace("\n", "<br>")
    return f"<td{rows}{columns}>{text or '&nbsp;'}</td>"
