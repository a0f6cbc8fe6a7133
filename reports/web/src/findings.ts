// The findings that the page was made with: one small record each, written by auditor/render/html_report.py.

import type { Marked, Subject } from "./standing";
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
  spot: string;
  /** Whether the gate's policy looks at it. */
  gate: boolean;
}

export interface Finding extends Readonly<Datum>, Marked {
  /** Document and project: what the project filter names. */
  readonly home: string;
  /** What the search looks in. */
  readonly text: string;
}

/** The records as the page holds them: their keys once, a text that comes again by its number in `words`. */
export interface Packed {
  readonly words: readonly string[];
  readonly keys: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

const NUMBERS = ["n", "doc", "confidence", "gate"];

/** Returns the records with every value in its place. */
export function unpacked({ words, keys, rows }: Packed): Datum[] {
  const numbers = keys.map((key) => NUMBERS.includes(key));
  return rows.map((row) => {
    const whole: Record<string, unknown> = {};
    keys.forEach((key, at) => {
      const value = row[at];
      whole[key] = typeof value === "number" && !numbers[at] ? words[value] : value;
    });
    return { ...whole, gate: Boolean(whole.gate) } as unknown as Datum;
  });
}

const NOWHERE: Subject = { source: "", sha256: "", department: "", year: 0 };

/** Returns the findings with what filters and decisions need, in the order of the page. */
export function prepared(data: readonly Datum[], documents: readonly Subject[] = []): Finding[] {
  const years = Array.from(new Set(documents.map((one) => one.year).filter(Boolean)));
  // What is found across documents is of their year, if it is one, and of no department.
  const across = { ...NOWHERE, year: years.length === 1 ? (years[0] ?? 0) : 0 };
  return data.map((d) => ({
    ...d,
    coded: Boolean(d.project),
    subject: documents[d.doc - 1] ?? across,
    home: d.doc + "\n" + d.group,
    text: fold(
      [d.file, d.dept, d.code, d.rule, d.group, d.project, d.name, d.indicator, d.message, d.evidence, d.advice].join(
        "\n",
      ),
    ),
  }));
}

/** Returns the findings by a key. */
export function grouped<K>(findings: readonly Finding[], key: (finding: Finding) => K): Map<K, Finding[]> {
  const by = new Map<K, Finding[]>();
  for (const finding of findings) {
    const group = by.get(key(finding));
    if (group) group.push(finding);
    else by.set(key(finding), [finding]);
  }
  return by;
}
