// What is shown, and in which order: pure functions over the findings.

import type { Finding } from "./findings";
import { initialsOf } from "./initials";
import { SEVERITY_RANK, words } from "./text";

export interface Filters {
  readonly severity: readonly string[];
  readonly family: readonly string[];
  readonly group: string;
  readonly doc: string;
  readonly rule: string;
  /** The least confidence, as text; "" for any. */
  readonly sure: string;
  /** none (nobody has decided), earlier (to be confirmed), or a state. */
  readonly decision: string;
  readonly query: string;
}

export const NO_FILTERS: Filters = {
  severity: [],
  family: [],
  group: "",
  doc: "",
  rule: "",
  sure: "",
  decision: "",
  query: "",
};

/** What filters and orders ask about the decisions on a finding. */
export interface Asked {
  is(finding: Finding, state: string): boolean;
  state(finding: Finding): string;
  said(finding: Finding): string;
}

export const active = (f: Filters): boolean =>
  Boolean(
    f.severity.length || f.family.length || f.group || f.doc || f.rule || f.sure || f.decision || words(f.query).length,
  );

/** Returns whether what is shown depends on the decisions. */
export const living = (f: Filters): boolean => Boolean(f.decision || words(f.query).length);

/** Returns the findings that pass, in their order. */
export function filtered(findings: readonly Finding[], f: Filters, asked: Asked): readonly Finding[] {
  if (!active(f)) return findings;
  const query = words(f.query);
  const sure = Number(f.sure);
  return findings.filter(
    (d) =>
      (!f.severity.length || f.severity.includes(d.severity)) &&
      (!f.family.length || f.family.includes(d.family)) &&
      (!f.group || d.home === f.group) &&
      (!f.doc || String(d.doc) === f.doc) &&
      (!f.rule || d.code === f.rule) &&
      (!sure || d.confidence >= sure) &&
      query.every((word) => found(d, word, asked)) &&
      (!f.decision || asked.is(d, f.decision)),
  );
}

/** Returns whether a word stands in a finding, in what was said on it, or as the first letters of its names' readings. */
function found(d: Finding, word: string, asked: Asked): boolean {
  if (d.text.includes(word) || asked.said(d).includes(word)) return true;
  return /^[a-z]{2,}$/.test(word) && initialsOf(d.name + d.indicator).includes(word);
}

/** Returns the choice with `word` taken in, or taken out where it was in. */
export const toggled = (chosen: readonly string[], word: string): readonly string[] =>
  chosen.includes(word) ? chosen.filter((each) => each !== word) : [...chosen, word];

export interface Order {
  readonly key: string;
  readonly down: boolean;
}

export const FIRST_ORDER: Order = { key: "n", down: false };
export const WORST_ORDER: Order = { key: "worst", down: false };

const VALUES: Readonly<Record<string, (d: Finding, asked: Asked) => string | number>> = {
  severity: (d) => SEVERITY_RANK[d.severity] ?? 0,
  // The gravest first, among them those that the gate looks at and that are surest.
  worst: (d) => (SEVERITY_RANK[d.severity] ?? 0) * 4 + (d.gate ? 0 : 2) + (1 - d.confidence),
  name: (d) => d.name + "\n" + d.indicator,
  message: (d) => d.message,
  family: (d) => d.code,
  confidence: (d) => d.confidence,
  decision: (d, asked) => asked.state(d),
};

/** Returns the findings in this order; equal ones keep the order of the page. */
export function sorted(findings: readonly Finding[], order: Order, asked: Asked): readonly Finding[] {
  const value = VALUES[order.key];
  if (!value) return order.down ? findings.slice().reverse() : findings;
  const sign = order.down ? -1 : 1;
  return findings
    .map((d) => ({ d, at: value(d, asked) }))
    .sort((a, b) => (a.at < b.at ? -sign : a.at > b.at ? sign : a.d.n - b.d.n))
    .map((pair) => pair.d);
}
