"""Every layout carries examples, and `auditor rules test` runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import api
from auditor.cli.main import main
from auditor.engine.layout_test import layout_faults
from auditor.errors import ConfigError
from auditor.extract.layout.families import Family, known_families, read_family

BOOK = api.load_rules()
OWN = """name: own
title: 本县表
heads: [考核要点, 考核标准]
columns: {考核要点: name, 考核标准: value}
examples:
  - text: |
      项目支出绩效目标表

      | 项目名称 | 预算数 | 绩效目标 | 一级指标 | 二级指标 | 考核要点 | 考核标准 |
      |---|---|---|---|---|---|---|
      | 架桥补助 | 12 | 便利过河 | 产出指标 | 数量指标 | 新建桥梁 | 3座 |
    rows:
      - [架桥补助, 产出指标, 数量指标, 新建桥梁, "", "3", 座]
"""


@pytest.mark.parametrize("family", known_families(), ids=lambda family: family.name)
def test_a_layout_reads_its_examples(family: Family) -> None:
    assert list(layout_faults(family, BOOK)) == []


def test_what_is_wrong_with_an_example_is_said(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    path = tmp_path / "layouts" / "own.yaml"
    for text, said in (
        (OWN, []),
        (OWN.replace('"3", 座', '"4", 座'), ["没有读出这一行", "多读出一行"]),
        (OWN[: OWN.index("examples")], ["缺少样例"]),
        (OWN.replace("heads: [考核要点, 考核标准]", "heads: [考核要点, 权数, 得失]"), ["没有认作这种版式"]),
    ):
        path.write_text(text, encoding="utf-8")
        known_families.cache_clear()
        book = api.load_rules(("core", tmp_path))
        faults = list(layout_faults(read_family(path), book))
        assert len(faults) >= len(said)
        assert all(any(part in fault for fault in faults) for part in said)
        assert bool(faults) == bool(said)
        assert main(["rules", "test", str(tmp_path)]) == bool(said)


def test_an_example_without_rows_is_a_malformed_layout(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("name: own\nheads: [a]\nexamples: [{text: x}]\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        read_family(path)
