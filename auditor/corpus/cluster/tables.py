"""The tables of a batch as Parquet on a cluster: written from the results, read back as documents to compare."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.corpus import schema
from auditor.corpus.load import place_of
from auditor.records.corpus import Corpus, CorpusProject, CorpusRow, CorpusSource

if TYPE_CHECKING:
    import pandas
    from pyspark.sql import DataFrame, SparkSession

# A document of the corpus: its place in the order of all, and a pickled Corpus that holds nothing else.
DOCUMENTS = "place string, document binary"
_KINDS = {
    "VARCHAR": "string",
    "INTEGER": "int",
    "DOUBLE": "double",
    "BOOLEAN": "boolean",
    "DECIMAL(24, 8)": "decimal(24,8)",
}
_CELLS = [(name, name) for name in ("activity", "level1", "level2", "name", "value", "unit")] + [("sign", "operator")]
_HEAD = ("folder", "source", "department", "year", "sha256")
_TABLES = ("documents", *schema.OWNED)


def write_tables(session: SparkSession, home: Path, folder: str) -> None:
    """Write the tables of the results in ``home``/audited as Parquet into ``home``/tables, typed as in the store."""
    lines = session.read.parquet((home / "audited").as_uri()).select("label", "name", "result")
    for name in _TABLES:
        columns = schema.TABLES[name]
        texts = ", ".join(f"{column} string" for column in columns)
        frame = lines.mapInPandas(_Rows(name, folder), texts)
        typed = [frame[column].cast(_KINDS[kind]).alias(column) for column, kind in columns.items()]
        frame.select(typed).write.mode("overwrite").parquet((home / "tables" / name).as_uri())


class _Rows:
    """Turns results into the rows of one table, every cell as text; pickles by name."""

    def __init__(self, table: str, folder: str) -> None:
        self._table = table
        self._folder = folder

    def __call__(self, frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        import pandas

        columns = list(schema.TABLES[self._table])
        for frame in frames:
            rows = [row for line in frame.itertuples(index=False) for row in self._rows(*line)]
            texts = [[None if cell is None else _text(cell) for cell in row] for row in rows]
            yield pandas.DataFrame(texts, columns=columns, dtype=object)

    def _rows(self, label: str, name: str, result: Any) -> Iterable[list[Any]]:
        from auditor.corpus.store import identity

        payload = json.loads(gzip.decompress(bytes(result)))
        own = identity(self._folder, label)
        if self._table == "documents":
            key = name.partition(".json")[0]
            head = {"document_id": own, "folder": self._folder, "source": label, "key": key, "stamp": ""}
            return [[(payload["document"] | head)[column] for column in schema.TABLES["documents"]]]
        return ([own, *row] for row in payload[self._table])


def read_documents(session: SparkSession, home: Path) -> DataFrame:
    """Return the documents of ``home``/tables and ``home``/others joined with their projects and rows (``DOCUMENTS``).

    Of documents with the same content only the first counts, as in ``corpus.load``.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    documents = _both(session, home, "documents").select("document_id", *_HEAD)
    content = f.when(f.col("sha256") == "", f.col("document_id")).otherwise(f.col("sha256"))
    first = Window.partitionBy(content).orderBy("folder", "source")
    documents = documents.withColumn("name", f.expr(schema.NAMED)).withColumn("nth", f.row_number().over(first))
    documents = documents.where("nth = 1")
    for name in ("projects", "indicators"):
        documents = documents.join(_lists(_both(session, home, name), name), "document_id", "left")
    place = f.concat_ws("\0", "folder", "source").alias("place")
    wanted = documents.select(place, "name", "department", "year", "sha256", "projects", "indicators")
    return wanted.mapInPandas(_pickled, DOCUMENTS)


def _both(session: SparkSession, home: Path, name: str) -> DataFrame:
    """Return a table of this batch and of the other batches in the store."""
    ours = session.read.parquet((home / "tables" / name).as_uri())
    return ours.unionByName(session.read.parquet((home / "others" / f"{name}.parquet").as_uri()))


def _lists(frame: DataFrame, name: str) -> DataFrame:
    """Return document_id and its lines as a list of JSON texts; money is text, so that no digit is lost."""
    from pyspark.sql import functions as f

    cells = [f.col(column).cast("string").alias(column) for column in frame.columns if column != "document_id"]
    line = f.to_json(f.struct(*cells), {"ignoreNullFields": "false"})
    return (
        frame.select("document_id", line.alias("line")).groupBy("document_id").agg(f.collect_list("line").alias(name))
    )


def _pickled(frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
    """Yield frames of ``DOCUMENTS``."""
    import pickle

    import pandas

    for frame in frames:
        made = [(line.place, pickle.dumps(_document(line))) for line in frame.itertuples(index=False)]
        yield pandas.DataFrame(made, columns=["place", "document"])


def _document(line: Any) -> Corpus:
    """Return one document as the corpus that it is in ``corpus.load``."""
    from decimal import Decimal

    import pandas

    year = None if pandas.isna(line.year) else int(line.year)
    source = CorpusSource(line.name, line.department, year, line.sha256)
    projects: list[CorpusProject] = []
    places: dict[str, int] = {}
    rows: list[CorpusRow] = []
    for one in sorted(_lines(line.projects), key=lambda one: int(one["project_order"] or 0)):
        places[one["project"]] = len(projects)
        total = None if one["total_wan"] is None else Decimal(one["total_wan"])
        head = (0, one["project"], one["code"], one["name"], total, one["objective"])
        projects.append(CorpusProject(*head, _place(one), int(one["project_order"] or 0)))
    for one in sorted(
        _lines(line.indicators), key=lambda one: (int(one["budget_table"]), one["project"], int(one["row_order"]))
    ):
        table = int(one["budget_table"])
        home = places.get(one["project"], -1) if table == 12 else -1
        cells = {name: one[column] for name, column in _CELLS}
        told = one["evaluated"] in {"true", True}
        rows.append(CorpusRow(0, int(one["row_order"]), table, home, **cells, place=_place(one), evaluated=told))
    return Corpus((source,), tuple(projects), tuple(rows))


def _lines(texts: Any) -> list[dict[str, Any]]:
    """Return the lines of a list of JSON texts; a document without any has none."""
    return [json.loads(text) for text in texts] if hasattr(texts, "__len__") else []


def _place(one: dict[str, Any]) -> Any:
    page, line = (None if one[name] is None else int(one[name]) for name in ("page", "line"))
    return place_of((page, line, one["sheet"], one["cell"]))


def _text(value: Any) -> str:
    return str(value).encode("utf-8", "replace").decode()
