// Which decisions hold for a finding: those on this document of this year. All others are earlier opinions.
// auditor/records/standing.py does the same for the gate; both are tested on one list of cases (test/standing.json).

import { PENDING, type Row } from "./decision-file";

/** A document as decisions know it; "" and 0 where it does not say. */
export interface Subject {
  readonly source: string;
  readonly sha256: string;
  readonly department: string;
  readonly year: number;
}

/** A finding as decisions know it; `coded` where its project has a code. */
export interface Marked {
  readonly print: string;
  readonly spot: string;
  readonly coded: boolean;
  readonly subject: Subject;
}

/** What was decided on one finding: `held` counts (one a reviewer), `earlier` is shown and waives nothing. */
export interface Standing {
  readonly held: readonly Row[];
  readonly earlier: readonly Row[];
  readonly state: string;
}

export const NOBODY: Standing = { held: [], earlier: [], state: "none" };
// From July on a decision may be about the budget of the coming year.
const SEASON = 7;

export const waives = (row: Row): boolean => row.decision === "误报" || !row.decision;
export const expired = (row: Row, today: string): boolean => Boolean(row.until) && dashed(row.until) < today;

// A joint decision gives thousands of rows one moment: it is read once.
const moments = new Map<string, number>();

/** Returns when a decision was made in milliseconds (without a zone it is local time), 0 where it does not say. */
export function moment({ when }: Row): number {
  const known = moments.get(when) ?? read(when);
  moments.set(when, known);
  return known;
}

function read(when: string): number {
  const [day = "", time = "00:00"] = when.split(/[T ]/);
  const clock = time.replace(/^(\d\d)(\d\d)(\d\d)?/, (_, h, m, s) => `${h}:${m}${s ? ":" + s : ""}`);
  return (
    Date.parse(
      `${dashed(day)}T${clock.replace(",", ".").replace(/([+-]\d\d)(\d\d)?$/, (_, h, m) => `${h}:${m ?? "00"}`)}`,
    ) || 0
  );
}

/** Returns the file name without its folders, those of an archive too. */
export const short = (source: string): string => source.replace(/\\/g, "/").replace(/^.*\//, "");

export type Bearing = "holds" | "earlier" | "none";

/** Returns what a decision on this fingerprint is to a document; `documents` are all of the report. */
export function bearing(row: Row, { subject, coded }: Marked, documents: readonly Subject[], today: string): Bearing {
  if (row.department && row.department !== subject.department) return "none";
  if (isOf(row, subject)) return "holds";
  if (!ofYear(row, subject, today)) return "earlier";
  if (!row.sha256 && !row.document) return "holds";
  if (!subject.year) return "earlier";
  if (coded) return "holds";
  if (documents.some((other) => isOf(row, other))) return "none";
  const name = short(row.document);
  const like = ({ department, year }: Subject): boolean => department === subject.department && year === subject.year;
  const named = documents.filter((other) => short(other.source) === name && like(other));
  return short(subject.source) === name && named.length <= 1 ? "holds" : "earlier";
}

// A row names a content by its first digits, and the page knows no more of them either.
const isOf = (row: Row, { sha256 }: Subject): boolean =>
  Boolean(row.sha256 && sha256) && (sha256.startsWith(row.sha256) || row.sha256.startsWith(sha256));

/** Returns the standing of a finding: of the rows on its fingerprint, and of those on its spot that are about another content. */
export function standing(
  finding: Marked,
  rows: readonly Row[],
  moved: readonly Row[],
  documents: readonly Subject[],
  today: string,
): Standing {
  const found: Record<Bearing, Row[]> = { holds: [], earlier: [], none: [] };
  for (const row of rows) if (!expired(row, today)) found[bearing(row, finding, documents, today)].push(row);
  for (const row of moved)
    if (!expired(row, today) && ["", finding.subject.department].includes(row.department)) found.earlier.push(row);
  const held = latest(found.holds);
  return { held, earlier: latest(found.earlier), state: stateOf(held) };
}

/** Returns none, 待核实, conflict (some waive and others do not), or the word of the last decision. */
function stateOf(held: readonly Row[]): string {
  const said = held.filter((row) => row.decision !== PENDING);
  const [one] = said;
  if (!one) return held.length ? PENDING : "none";
  if (said.some((row) => waives(row) !== waives(one))) return "conflict";
  return said.reduce(later).decision || "豁免";
}

const later = (last: Row, row: Row): Row => (moment(row) >= moment(last) ? row : last);

/** Returns the last decision of each reviewer: another version of a document makes nobody disagree with himself. */
function latest(rows: readonly Row[]): readonly Row[] {
  if (rows.length < 2) return rows;
  const by = new Map<string, Row>();
  for (const row of rows) {
    const before = by.get(row.who);
    by.set(row.who, before ? later(before, row) : row);
  }
  return Array.from(by.values());
}

function ofYear(row: Row, subject: Subject, today: string): boolean {
  if (row.year) return row.year === subject.year;
  if (!row.when) return true;
  const years = subject.year ? [subject.year] : seasons(today);
  return seasons(dashed(row.when.slice(0, 10))).some((year) => years.includes(year));
}

/** Returns the years whose budgets are reviewed on a day. */
function seasons(day: string): readonly number[] {
  const year = Number(day.slice(0, 4));
  return Number(day.slice(5, 7)) >= SEASON ? [year, year + 1] : [year];
}

/** Returns a date as 2026-01-05, also where it was written without strokes. */
const dashed = (day: string): string => day.replace(/^(\d{4})-?(\d\d)-?(\d\d)/, "$1-$2-$3");
