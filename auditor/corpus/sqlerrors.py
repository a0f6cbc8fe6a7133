"""What DuckDB says against a statement, as one Chinese sentence: what is wrong, where, and the nearest name."""

from __future__ import annotations

import re

from auditor.render.words import one_line

_NAME = r'"?([^"!\n]+?)"?'
# Pattern of the message → the sentence; {0}, {1} are what the pattern takes.
_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (rf"syntax error at or near {_NAME}$", "“{0}”附近写法不对"),
        (r"syntax error at end of input", "语句没有写完"),
        (r"unterminated quoted string|unterminated string literal|unterminated quoted identifier", "引号没有成对"),
        (rf"(?:Table|View) with name {_NAME} does not exist", "没有表或视图“{0}”"),
        (rf"(?:Scalar |Aggregate |Table |)Function with name {_NAME} does not exist", "没有函数“{0}”"),
        (rf"Referenced column {_NAME} not found", "没有列“{0}”"),
        (rf"Referenced table {_NAME} not found", "语句里没有表“{0}”"),
        (rf"Values list {_NAME} does not have a column named {_NAME}$", "“{0}”没有列“{1}”"),
        (rf"Ambiguous reference to column name {_NAME} ", "列“{0}”在几个表里都有，请写明是哪个表的"),
        (rf"column {_NAME} must appear in the GROUP BY", "列“{0}”没有写进 GROUP BY，也没有汇总"),
        (r"WHERE clause cannot contain aggregates", "WHERE 里不能用汇总，请改用 HAVING"),
        (r"ORDER term out of range", "ORDER BY 的列号超出范围"),
        (r"No function matches the given name and argument types", "函数或运算的两边类型不合"),
        (r"Could not convert string '([^']*)' to (\w+)", "文字“{0}”不能换算成数或日期"),
        (r"Cannot compare values of type|Cannot mix values of type", "比较或合并的两边类型不合"),
        (r"read-only mode|read only", "数据库只供查询，不能修改"),
        (r"disabled (?:through|by) configuration|has been disabled|Permission Error", "不能读写数据库以外的文件"),
        (r"division by zero", "除数为零"),
    )
)
_KINDS = {
    "Parser Error": "语句的写法不对",
    "Binder Error": "列、表或函数用得不对",
    "Catalog Error": "没有这样的表、视图或函数",
    "Conversion Error": "数值换算不了",
    "Out of Range Error": "数值超出范围",
}
_NEAR = re.compile(r'Did you mean "([^"]+)"|Candidate bindings: ((?:"[^"]+"(?:, )?)+)|Candidate tables: ("[^"]+")')
_LINE = re.compile(r"LINE (\d+): (.*)")


def said(message: str) -> str:
    """Return what ``message`` of the database says, in Chinese; what is not known keeps the words of the database."""
    first = message.partition("\n")[0].strip()
    for pattern, sentence in _SAID:
        if found := pattern.search(first):
            return sentence.format(*found.groups()) + _hint(message) + _where(message)
    kind = next((word for start, word in _KINDS.items() if first.startswith(start)), "数据库不能执行")
    return f"{kind}（数据库原文：{one_line(first.partition(': ')[2] or first)[:200]}）{_where(message)}"


def _hint(message: str) -> str:
    """Return the names that are near, as the database found them."""
    found = _NEAR.search(message)
    names = re.findall(r'[^",\s][^",]*', next(filter(None, found.groups()), "")) if found else []
    return f"，是否想写{'、'.join(f'“{name}”' for name in names[:3])}" if names else ""


def _where(message: str) -> str:
    """Return in which line it is, of a statement of several lines."""
    found = _LINE.search(message)
    return f"（第 {found.group(1)} 行）" if found and found.group(1) != "1" else ""
