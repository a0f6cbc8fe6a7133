// The findings that the page was made with: one small record each, written by auditor/render/html_report.py.

import { fold } from "./text";

export interface Datum {
  n: number;
  doc: number;
  file: string;
  dept: string;
  severity: string;
  family: string;
  familyWord: string;
  code: string;
  rule: string;
  group: string;
  project: string;
  name: string;
  indicator: string;
  column: string;
  confidence: number;
  place: string;
  message: string;
  evidence: string;
  advice: string;
  print: string;
}

export interface Finding extends Readonly<Datum> {
  /** Fingerprint and department: what a decision is about. */
  readonly key: string;
  /** Document and project: what the project filter names. */
  readonly home: string;
  /** What the search looks in. */
  readonly text: string;
}

/** Returns the findings with what filters and decisions need, in the order of the page. */
export const prepared = (data: readonly Datum[]): Finding[] =>
  data.map((d) => ({
    ...d,
    key: d.print + "|" + d.dept,
    home: d.doc + "\n" + d.group,
    text: fold(
      [d.file, d.dept, d.code, d.rule, d.group, d.project, d.name, d.indicator, d.message, d.evidence, d.advice].join(
        "\n",
      ),
    ),
  }));
