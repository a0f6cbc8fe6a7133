"""How much money a finding is about: the money of its project, weighed by severity and family (rules/stakes.txt)."""

from __future__ import annotations

from functools import cache

from auditor.corpus.store import Store, put
from auditor.resources import folder
from auditor.text.units import IN_WAN

# The money of a project under its code and under its name; findings on a whole document are about its largest.
_MONEY = (
    "SELECT document_id, known, max(total_wan) AS total FROM"
    " (SELECT document_id, unnest([code, name]) AS known, total_wan FROM projects) WHERE known <> '' GROUP BY ALL"
)
_STAKES = (
    "CREATE OR REPLACE TEMP TABLE stakes AS"
    f" WITH money AS ({_MONEY}), most AS (SELECT document_id, max(total_wan) AS total FROM projects GROUP BY ALL)"
    " SELECT f.document_id, f.across, f.fingerprint,"
    " coalesce(nullif(f.project_code, ''), f.project_name) AS project, max("
    " coalesce(s.weight, 0) * coalesce(y.weight, rest.weight, 0) * greatest("
    " CAST(coalesce(code.total, name.total, most.total, 0) AS DOUBLE),"
    " CASE WHEN a.name IS NULL THEN 0 ELSE coalesce(i.amount * u.wan, 0) END)) AS stakes"
    " FROM decided_findings f"
    " LEFT JOIN money code ON code.document_id = f.document_id AND code.known = f.project_code"
    " LEFT JOIN money name ON name.document_id = f.document_id AND name.known = f.project_name"
    " LEFT JOIN most ON most.document_id = f.document_id"
    " LEFT JOIN indicators i ON i.document_id = f.document_id AND i.row_order = f.row_order"
    " LEFT JOIN units_of_money u ON u.unit = i.unit"
    " LEFT JOIN weights s ON s.kind = 'severity' AND s.name = f.severity"
    " LEFT JOIN weights y ON y.kind = 'family' AND y.name = f.family"
    " LEFT JOIN weights rest ON rest.kind = 'family' AND rest.name = '*'"
    " LEFT JOIN weights a ON a.kind = 'amount' AND a.name = f.family"
    " WHERE f.state NOT IN ('误报', '豁免') GROUP BY ALL"
)


def weigh(store: Store) -> None:
    """Make the table ``stakes`` of this connection: in 万元, what every open finding is about, weighed."""
    run = store.connection.execute
    tables = {
        "weights": ({"kind": "VARCHAR", "name": "VARCHAR", "weight": "DOUBLE"}, weights()),
        "units_of_money": ({"unit": "VARCHAR", "wan": "DOUBLE"}, [(unit, float(wan)) for unit, wan in IN_WAN.items()]),
    }
    for table, (columns, rows) in tables.items():
        run(f"CREATE OR REPLACE TEMP TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
        put(store.connection, table, columns, rows)
    run(_STAKES)


@cache
def weights() -> tuple[tuple[str, str, float], ...]:
    """Return kind, name and weight of every line of rules/stakes.txt."""
    lines = (folder("rules") / "stakes.txt").read_text(encoding="utf-8").splitlines()
    parts = [line.partition("#")[0].split() for line in lines]
    return tuple((kind, name, float(weight)) for kind, name, weight in filter(None, parts))
