"""The report as JUnit XML: a suite a document, a test case a family, so that a build server shows what is clean too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from auditor.records.finding import Finding
from auditor.records.report import DocumentReport, Report
from auditor.records.rule import FAMILIES, SEVERITY_WORDS
from auditor.render.decided import spared
from auditor.render.words import STATUS_WORDS, family_word, marked, place_word, visible, where_word

# XML 1.0 cannot hold these at all, not even as references.
_NOT_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


def render(report: Report) -> str:
    """Return the report as JUnit XML. Errors fail a family's test case; warnings, infos and waived are its output."""
    root = ET.Element("testsuites", name="auditor")
    waived = spared(report)
    for document in report.documents:
        root.append(_suite(document, waived))
    if report.corpus_findings:
        root.append(_families("跨文件比较", report.corpus_findings, waived))
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(document: DocumentReport, waived: Mapping[int, str]) -> ET.Element:
    """Return the suite of one document; that it was read in full is the first test case."""
    suite = _families(document.source, document.findings, waived, unread=document.status == "unreadable")
    case = ET.Element("testcase", classname=_safe(document.source), name="读取")
    if document.status != "ok":
        error = ET.SubElement(case, "error", message=STATUS_WORDS[document.status], type=document.status)
        error.text = _safe("\n".join(f"{problem.code}: {problem.message}" for problem in document.problems))
    suite.insert(0, case)
    return _count(suite)


def _families(name: str, findings: Sequence[Finding], waived: Mapping[int, str], *, unread: bool = False) -> ET.Element:
    suite = ET.Element("testsuite", name=_safe(name))
    families = dict.fromkeys((*FAMILIES, *(finding.family for finding in findings)))
    for family in families:
        case = ET.SubElement(suite, "testcase", classname=_safe(name), name=_safe(f"{family} {family_word(family)}"))
        if unread:
            ET.SubElement(case, "skipped", message=STATUS_WORDS["unreadable"])
        else:
            _judge(case, [finding for finding in findings if finding.family == family], waived)
    return _count(suite)


def _judge(case: ET.Element, findings: Sequence[Finding], waived: Mapping[int, str]) -> None:
    """Fill the test case of one family."""
    errors = [finding for finding in findings if finding.severity == "error" and id(finding) not in waived]
    others = [finding for finding in findings if finding.severity != "error" or id(finding) in waived]
    if errors:
        failure = ET.SubElement(case, "failure", message=f"{len(errors)} 条错误", type="error")
        failure.text = _safe("\n\n".join(_words(finding) for finding in errors))
    if others:
        ET.SubElement(case, "system-out").text = _safe(
            "\n\n".join(_words(finding, waived.get(id(finding), "")) for finding in others)
        )


def _words(finding: Finding, waived: str = "") -> str:
    state = f"，{waived}" if waived else ""
    head = f"[{SEVERITY_WORDS[finding.severity]} {finding.code}{state}] {finding.message}"
    place = " ".join(part for part in (where_word(finding.where), place_word(finding.where.place)) if part)
    lines = (head, place, f"证据：{marked(finding.evidence)}", f"建议：{finding.suggestion}")
    return "\n".join(line for line in lines if line and not line.endswith("："))


def _count(suite: ET.Element) -> ET.Element:
    """Return ``suite`` with its numbers of tests, failures, errors and skipped."""
    suite.set("tests", str(len(suite.findall("testcase"))))
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))
    return suite


def _safe(text: str) -> str:
    """Return ``text`` with unseen characters shown and what XML cannot hold replaced."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", visible(text))
