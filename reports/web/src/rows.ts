// Rows of decisions as they are written and compared: pure functions.

import { KEYS, PENDING, type Row } from "./decision-file";
import type { Finding } from "./findings";
import { moment, type Standing } from "./standing";
import { visible } from "./text";

/** A row as it is written: no key without a value. */
export type FileRow = { [key in keyof Row]?: Row[key] };

// Enough digits of a content's hash to name a document.
const DIGITS = 16;

/** Returns what one reviewer decides on once: a finding in a document of a year. */
export const keyOf = (row: Row): string =>
  `${row.fingerprint}\n${row.department}\n${row.who}\n${row.year}\n${row.sha256 || row.document}`;

export const same = (a: Row, b: Row): boolean => KEYS.every((key) => a[key] === b[key]);

/** What a reviewer changes of his row on a finding. */
export type Change = Partial<Pick<Row, "decision" | "why" | "remark" | "to">>;

/** Returns what a row says of the document it was made on. */
function homeOf({ subject, spot }: Finding): Pick<Row, "department" | "year" | "document" | "sha256" | "spot"> {
  const { department, year, source, sha256 } = subject;
  return { department, year, document: source, sha256: sha256.slice(0, DIGITS), spot };
}

/** Returns an empty row of a reviewer on a finding. */
function blank(finding: Finding, who: string): Row {
  const note = [finding.code, finding.name, finding.indicator].filter(Boolean).join(" ");
  const texts = { why: "", remark: "", until: "", to: "", note };
  return { fingerprint: finding.print, decision: PENDING, who, when: "", ...texts, ...homeOf(finding) };
}

/** Returns the row of a reviewer on a finding with a change of it. */
export function changed(finding: Finding, who: string, before: Row | undefined, change: Change): Row {
  const now = { ...blank(finding, who), ...before, ...homeOf(finding), ...change };
  // The reason of one decision is none of another: only what was written before any decision goes along.
  if (change.decision !== undefined && change.why === undefined && before) {
    const kept = before.decision === change.decision || before.decision === PENDING;
    now.why = kept ? before.why : "";
  }
  return now;
}

/** Returns the last row that decides, undefined where none does. */
export function lastSaid(rows: readonly Row[]): Row | undefined {
  const said = rows.filter((row) => row.decision !== PENDING);
  return said.reduce<Row | undefined>((last, row) => (last && moment(last) > moment(row) ? last : row), undefined);
}

/** Returns everything that was said on a finding, in one text. */
export function sayings({ held, earlier }: Standing, label: string): string {
  const rows = [...held, ...earlier];
  return rows.length ? [label, ...rows.map((row) => [row.who, row.why, row.remark, row.to].join(" "))].join(" ") : "";
}

/** Returns the row with every unseen character of a foreign text shown. */
export function shown(row: Row): Row {
  const [who, why, remark, to] = [row.who, row.why, row.remark, row.to].map(visible) as [
    string,
    string,
    string,
    string,
  ];
  return { ...row, who, why, remark, to, department: visible(row.department), document: visible(row.document) };
}

/** Returns the row without empty values, every unseen character shown. */
export function bare(row: Row): FileRow {
  const texts = KEYS.filter((key) => row[key]).map((key) => {
    const value = row[key];
    return [key, typeof value === "string" ? visible(value) : value];
  });
  return Object.fromEntries(texts);
}

let today = { minute: -1, text: "" };

/** Returns the day of a moment as 2026-01-05; thousands of findings ask for it at once. */
export function dayOf(now: Date): string {
  const minute = Math.floor(now.getTime() / 60_000);
  if (minute !== today.minute) today = { minute, text: stamp(now).slice(0, 10) };
  return today.text;
}

/** Returns the moment as ISO 8601 with the offset of this place: a file is read by people, too. */
export function stamp(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const zone = -now.getTimezoneOffset();
  const offset = (zone < 0 ? "-" : "+") + two(Math.floor(Math.abs(zone) / 60)) + ":" + two(Math.abs(zone) % 60);
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  return day + "T" + [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":") + offset;
}
