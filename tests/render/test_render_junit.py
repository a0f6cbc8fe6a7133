"""JUnit XML: errors fail, unread documents are errors, clean families pass."""

from __future__ import annotations

import dataclasses
from xml.etree import ElementTree as ET

from auditor.records.report import Report, Waiver
from auditor.records.rule import FAMILIES
from auditor.render import render


def test_a_suite_a_document_a_case_a_family(report: Report) -> None:
    root = ET.fromstring(render(report, "junit"))
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites][1:] == ["云溪区应急管理局.xlsx", "云溪区档案馆.pdf", "跨文件比较"]
    for suite in suites[:3]:
        assert len(suite.findall("testcase")) == len(FAMILIES) + 1 == int(suite.get("tests", ""))
    for key in ("tests", "failures", "errors", "skipped"):
        assert root.get(key) == str(sum(int(suite.get(key, "")) for suite in suites))


def test_errors_fail_warnings_do_not(report: Report) -> None:
    suite = ET.fromstring(render(report, "junit")).findall("testsuite")[1]
    cases = {(case.get("name") or "").split()[0]: case for case in suite.findall("testcase")}
    failure = cases["unit"].find("failure")
    assert failure is not None
    assert "建议：结合工作计划核实。" in (failure.text or "")
    assert cases["typo"].find("failure") is None
    assert "[警告 T01]" in (cases["typo"].findtext("system-out") or "")
    assert list(cases["missing"]) == []
    assert suite.get("failures") == "1"


def test_unread_document_could_not_be_judged(report: Report) -> None:
    suite = ET.fromstring(render(report, "junit")).findall("testsuite")[2]
    assert (suite.get("errors"), suite.get("skipped"), suite.get("failures")) == ("1", str(len(FAMILIES)), "0")
    assert "加密" in (suite.findtext("testcase/error") or "")


def test_hostile_text_is_well_formed_xml(hostile: Report) -> None:
    root = ET.fromstring(render(hostile, "junit"))
    assert "<img src=x onerror=alert(1)>" in "".join(root.itertext())


def test_what_is_waived_fails_nothing(report: Report) -> None:
    errors = tuple(f for d in report.documents for f in d.findings if f.severity == "error")
    made = tuple(Waiver(f.fingerprint, "李四", "另有批复", decision="误报") for f in errors)
    judged = dataclasses.replace(report, decisions=made)
    text = render(judged, "junit").decode()
    assert "<failure" in render(report, "junit").decode()
    assert "<failure" not in text
    assert text.count("，已豁免]") == len(errors)
    assert len(render(judged, "github").splitlines()) == len(render(report, "github").splitlines()) - len(errors)
