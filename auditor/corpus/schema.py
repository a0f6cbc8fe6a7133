"""The tables of the store, its views and its migrations. docs/store.md says what each column means."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from auditor.corpus import questions

VERSION = 9
_TEXT, _INT, _REAL, _MONEY, _FLAG = "VARCHAR", "INTEGER", "DOUBLE", "DECIMAL(24, 8)", "BOOLEAN"
_PLACE = {"page": _INT, "line": _INT, "sheet": _TEXT, "cell": _TEXT}

TABLES: Mapping[str, Mapping[str, str]] = {
    "folders": {
        "folder": _TEXT,
        "place": _TEXT,
    },
    "documents": {
        "document_id": _TEXT,
        "folder": _TEXT,
        "source": _TEXT,
        "key": _TEXT,
        "sha256": _TEXT,
        "status": _TEXT,
        "department": _TEXT,
        "year": _INT,
        "projects": _INT,
        "indicators": _INT,
        "error": _INT,
        "warning": _INT,
        "info": _INT,
        "problems": _TEXT,
        "seconds": _REAL,
        "checked": _INT,
        "stamp": _TEXT,
    },
    "projects": {
        "document_id": _TEXT,
        "project": _TEXT,
        "code": _TEXT,
        "name": _TEXT,
        "agency": _TEXT,
        "total_wan": _MONEY,
        "fiscal_wan": _MONEY,
        "other_wan": _MONEY,
        "objective": _TEXT,
        **_PLACE,
        "project_order": _INT,
    },
    "indicators": {
        "document_id": _TEXT,
        "row_order": _INT,
        "budget_table": _INT,
        "project": _TEXT,
        "activity": _TEXT,
        "level1": _TEXT,
        "level2": _TEXT,
        "name": _TEXT,
        "operator": _TEXT,
        "value": _TEXT,
        "unit": _TEXT,
        "amount": _REAL,
        **_PLACE,
        "evaluated": _FLAG,
        "dimension": _TEXT,
        "standard": _REAL,
    },
    "findings": {
        "document_id": _TEXT,
        "across": _FLAG,
        "fingerprint": _TEXT,
        "rule": _TEXT,
        "code": _TEXT,
        "family": _TEXT,
        "severity": _TEXT,
        "confidence": _REAL,
        "message": _TEXT,
        "suggestion": _TEXT,
        "budget_table": _TEXT,
        "project_code": _TEXT,
        "project_name": _TEXT,
        "indicator": _TEXT,
        "column_name": _TEXT,
        "row_order": _INT,
        "evidence": _TEXT,
        "related": _TEXT,
        **_PLACE,
        "spot": _TEXT,
        "stage": _TEXT,
    },
    # The amounts of the tables beside 12 and 13.
    "amounts": {
        "document_id": _TEXT,
        "budget_table": _TEXT,
        "kind": _TEXT,
        "side": _TEXT,
        "code": _TEXT,
        "name": _TEXT,
        "row_level": _INT,
        "row_kind": _TEXT,
        "column_name": _TEXT,
        "role": _TEXT,
        "amount": _REAL,
        "unit": _TEXT,
        "amount_wan": _MONEY,
        "text": _TEXT,
        "placed": _TEXT,
        **_PLACE,
    },
    # What each batch found: the history of a folder.
    "runs": {
        "folder": _TEXT,
        "finished_at": _TEXT,
        "tool_version": _TEXT,
        "ruleset": _TEXT,
        "documents": _INT,
        "unread": _INT,
        "error": _INT,
        "warning": _INT,
        "info": _INT,
        "across": _INT,
    },
    "checks": {
        "document_id": _TEXT,
        "rule": _TEXT,
        "code": _TEXT,
        "family": _TEXT,
        "state": _TEXT,
        "reason": _TEXT,
    },
    "decisions": {
        "fingerprint": _TEXT,
        "who": _TEXT,
        "why": _TEXT,
        "until": _TEXT,
        "decision": _TEXT,
        "made_at": _TEXT,
        "department": _TEXT,
        "note": _TEXT,
        "year": _INT,
        "document": _TEXT,
        "sha256": _TEXT,
        "spot": _TEXT,
        "remark": _TEXT,
        "assigned_to": _TEXT,
    },
    # Which decision bears on which finding, and how: filled anew with every batch.
    "bearings": {
        "document_id": _TEXT,
        "across": _FLAG,
        "fingerprint": _TEXT,
        "bearing": _TEXT,
        "decision": _TEXT,
        "who": _TEXT,
        "why": _TEXT,
        "remark": _TEXT,
        "until": _TEXT,
        "moment": _REAL,
        "place": _INT,
    },
    # What the last run of a folder was made of: where all of it is the same, there is nothing to do.
    "settled": {
        "folder": _TEXT,
        "mark": _TEXT,
    },
    # What became of the findings of a document when its content changed: ``fresh`` came, ``gone`` went.
    "versions": {
        "document_id": _TEXT,
        "sha256": _TEXT,
        "sha256_before": _TEXT,
        "fresh": _INT,
        "gone": _INT,
    },
    # What the decisions in the page of a document were made of.
    "pages": {
        "document_id": _TEXT,
        "key": _TEXT,
        "decisions": _TEXT,
    },
}
# The tables whose rows belong to one document each.
OWNED: tuple[str, ...] = ("projects", "indicators", "amounts", "findings", "checks")
# An indicator with its document and project; the same indicator in two years that follow each other.
VIEWS: Mapping[str, str] = {
    "rows": (
        "SELECT d.department, d.year, d.folder, d.source, i.*, p.code AS project_code, p.name AS project_name,"
        " p.total_wan AS project_total_wan FROM indicators i JOIN documents d USING (document_id)"
        " LEFT JOIN projects p ON p.document_id = i.document_id AND p.project = i.project AND i.project <> ''"
    ),
    "years": (
        "SELECT a.department, a.project_name, a.activity, a.name, a.unit, b.year AS year_before, a.year,"
        " b.operator AS operator_before, a.operator, b.value AS value_before, a.value,"
        " b.amount AS amount_before, a.amount, b.source AS source_before, a.source"
        " FROM rows a JOIN rows b ON a.department = b.department AND a.year = b.year + 1 AND a.name = b.name"
        " AND coalesce(a.project_name, '') = coalesce(b.project_name, '') AND a.activity = b.activity"
        " AND a.unit = b.unit WHERE a.department <> ''"
    ),
    # The words of records.standing: the last decision of each reviewer, and whether they agree on letting it pass.
    "finding_states": (
        "WITH live AS (SELECT *, decision IN ('', '误报') AS waives FROM bearings WHERE bearing = 'holds'"
        " AND (until = '' OR CAST(until AS DATE) >= current_date)"
        " QUALIFY row_number() OVER (PARTITION BY document_id, across, fingerprint, who"
        " ORDER BY moment DESC, place DESC) = 1)"
        " SELECT document_id, across, fingerprint,"
        " CASE WHEN count(*) FILTER (decision <> '待核实') = 0 THEN '待核实'"
        " WHEN count(DISTINCT waives) FILTER (decision <> '待核实') > 1 THEN '意见不一致'"
        " ELSE last(CASE decision WHEN '' THEN '豁免' ELSE decision END ORDER BY moment, place)"
        " FILTER (decision <> '待核实') END AS state,"
        " string_agg(who, '、' ORDER BY place) AS who, string_agg(nullif(why, ''), '；' ORDER BY place) AS why,"
        " string_agg(nullif(remark, ''), '；' ORDER BY place) AS remark FROM live GROUP BY ALL"
    ),
    "decided_findings": (
        "SELECT f.*, coalesce(s.state, '') AS state, s.who AS decided_by, s.why, s.remark"
        " FROM findings f LEFT JOIN finding_states s USING (document_id, across, fingerprint)"
    ),
    "open_findings": "SELECT * FROM decided_findings WHERE state NOT IN ('误报', '豁免')",
    **questions.VIEWS,
}
# The name of a document in findings: its place within its folder, with the folder where two folders have it.
NAMED = "CASE WHEN count(*) OVER (PARTITION BY source) > 1 THEN concat(folder, '/', source) ELSE source END"


_LATER = {
    "projects": ["project_order"],
    "documents": ["checked", "stamp"],
    "findings": ["spot", "stage"],
    "indicators": ["evaluated"],
}
_NORMAL = ("dimension", "standard")
_LATER["indicators"] += _NORMAL
_LATER["decisions"] = [name for name in TABLES["decisions"] if name not in ("fingerprint", "who", "why", "until")]
_BLANK = {_INT: "0", _TEXT: "''", _FLAG: "false", _REAL: "NULL"}
_FIRST = ("folders", "documents", "projects", "indicators", "findings", "decisions")


def _created(name: str) -> str:
    """Return the statement that makes a table, without the columns that later versions add."""
    later = _LATER.get(name, [])
    columns = ", ".join(f"{column} {kind}" for column, kind in TABLES[name].items() if column not in later)
    return f"CREATE TABLE {name} ({columns})"


def _added(name: str, chosen: Collection[str] = ()) -> tuple[str, ...]:
    """Return the statements that add later columns of a table (all, or ``chosen``), blank for the rows there."""
    return tuple(
        f"ALTER TABLE {name} ADD COLUMN {column} {kind} DEFAULT {_BLANK[kind]}"
        for column, kind in TABLES[name].items()
        if column in (chosen or _LATER[name])
    )


# version → statements that lead to it from the version before; a store is never rebuilt to be read.
MIGRATIONS: Mapping[int, tuple[str, ...]] = {
    1: tuple(map(_created, _FIRST)),
    2: (
        "ALTER TABLE projects ADD COLUMN project_order INTEGER",
        "UPDATE projects SET project_order = known.place FROM (SELECT rowid AS line,"
        " row_number() OVER (PARTITION BY document_id ORDER BY rowid) - 1 AS place FROM projects) known"
        " WHERE projects.rowid = known.line",
    ),
    3: (_created("checks"), "ALTER TABLE documents ADD COLUMN checked INTEGER"),
    4: (*_added("findings", ("spot",)), *_added("decisions"), _created("bearings"), _created("pages")),
    5: (_created("versions"),),
    6: _added("indicators", ("evaluated",)),
    7: (*_added("indicators", _NORMAL), _created("amounts"), _created("runs")),
    8: (*_added("documents", ("stamp",)), _created("settled")),
    9: _added("findings", ("stage",)),
}
