// What is shown, and in which order: pure functions over the findings.

import type { Finding } from "./findings";
import { fold, SEVERITY_RANK } from "./text";

export interface Filters {
  readonly severity: readonly string[];
  readonly family: readonly string[];
  readonly group: string;
  readonly decision: string;
  readonly query: string;
}

export const NO_FILTERS: Filters = { severity: [], family: [], group: "", decision: "", query: "" };

export const active = (f: Filters): boolean =>
  Boolean(f.severity.length || f.family.length || f.group || f.decision || fold(f.query));

/** Returns the findings that pass, in their order; `state` says what was decided on one. */
export function filtered(
  findings: readonly Finding[],
  f: Filters,
  state: (finding: Finding) => string,
): readonly Finding[] {
  if (!active(f)) return findings;
  const query = fold(f.query);
  return findings.filter(
    (d) =>
      (!f.severity.length || f.severity.includes(d.severity)) &&
      (!f.family.length || f.family.includes(d.family)) &&
      (!f.group || d.home === f.group) &&
      (!query || d.text.includes(query)) &&
      (!f.decision || state(d) === f.decision),
  );
}

/** Returns the choice with `word` taken in, or taken out where it was in. */
export const toggled = (chosen: readonly string[], word: string): readonly string[] =>
  chosen.includes(word) ? chosen.filter((each) => each !== word) : [...chosen, word];

export interface Order {
  readonly key: string;
  readonly down: boolean;
}

export const FIRST_ORDER: Order = { key: "n", down: false };

const VALUES: Readonly<Record<string, (d: Finding, state: (d: Finding) => string) => string | number>> = {
  severity: (d) => SEVERITY_RANK[d.severity] ?? 0,
  name: (d) => d.name + "\n" + d.indicator,
  message: (d) => d.message,
  family: (d) => d.code,
  confidence: (d) => d.confidence,
  decision: (d, state) => state(d),
};

/** Returns the findings in this order; equal ones keep the order of the page. */
export function sorted(
  findings: readonly Finding[],
  order: Order,
  state: (finding: Finding) => string,
): readonly Finding[] {
  const value = VALUES[order.key];
  if (!value) return order.down ? findings.slice().reverse() : findings;
  const sign = order.down ? -1 : 1;
  return findings
    .map((d) => ({ d, at: value(d, state) }))
    .sort((a, b) => (a.at < b.at ? -sign : a.at > b.at ? sign : a.d.n - b.d.n))
    .map((pair) => pair.d);
}
