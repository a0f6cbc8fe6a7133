// The documents of a folder: pure functions over what the page of a batch holds (auditor/corpus/summary.py writes it).

import { fold } from "./text";

export interface Order {
  readonly key: string;
  readonly down: boolean;
}

export const FIRST: Order = { key: "rank", down: false };

export interface Paper {
  readonly rank: number;
  readonly source: string;
  readonly department: string;
  readonly year: number;
  readonly status: string;
  readonly stakes: number;
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly decided: number;
  readonly waived: number;
  readonly earlier: number;
  readonly report: string;
  readonly notice: string;
  readonly change: string;
  readonly fresh: number;
  readonly rules: Readonly<Record<string, number>>;
  readonly families: readonly string[];
  readonly total: number;
  readonly left: number;
  readonly id: string;
  readonly text: string;
}

export interface Data {
  readonly statuses: Readonly<Record<string, string>>;
  readonly families: Readonly<Record<string, string>>;
  readonly documents: readonly (readonly never[])[];
}

const NAMES =
  "rank source department year status stakes error warning info decided waived earlier report notice change fresh rules".split(
    " ",
  );
export const FIELDS = ["query", "department", "family", "rule", "status", "progress", "change"] as const;
export type Asked = Record<(typeof FIELDS)[number], string>;

/** Returns a document of the list from its values in their order. */
export function paper(values: readonly never[], words: Data["families"]): Paper {
  const p = Object.fromEntries(NAMES.map((name, at) => [name, values[at]])) as unknown as Paper;
  const total = p.error + p.warning + p.info;
  const mark = /-([0-9a-f]+)\.html$/.exec(p.report)?.[1];
  const id = mark ? `r${mark}` : `n${p.rank}`;
  const families = Object.keys(p.rules).map((code) => words[code] ?? "");
  return { ...p, families, total, left: total - p.decided, id, text: fold(`${p.source}\n${p.department}`) };
}

const PROGRESS: Readonly<Record<string, (p: Paper) => boolean>> = {
  open: (p) => p.left > 0,
  none: (p) => p.total > 0 && p.decided === 0,
  done: (p) => p.left <= 0 && p.status !== "unreadable",
  earlier: (p) => p.earlier > 0,
};

/** Returns whether a document is among those that are asked for. */
export function passes(p: Paper, a: Asked, query: readonly string[]): boolean {
  return (
    query.every((word) => p.text.includes(word)) &&
    (!a.department || p.department === a.department) &&
    (!a.family || p.families.includes(a.family)) &&
    (!a.rule || a.rule in p.rules) &&
    (!a.status || p.status === a.status) &&
    (!a.progress || (PROGRESS[a.progress]?.(p) ?? true)) &&
    (!a.change || (a.change === "fresh" ? p.fresh > 0 : p.change !== ""))
  );
}

/** Returns the documents in this order; equal ones keep their rank. */
export function sorted(found: readonly Paper[], order: Order): readonly Paper[] {
  const key = order.key as keyof Paper;
  const sign = order.down ? -1 : 1;
  return found.slice().sort((a, b) => (a[key] < b[key] ? -sign : a[key] > b[key] ? sign : a.rank - b.rank));
}
