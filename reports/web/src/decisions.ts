// Decisions: by finding (fingerprint and department) and by reviewer. Nobody's decision overwrites another's.

import { parseKept, type Row } from "./decision-file";
import type { Finding } from "./findings";
import type { Keep } from "./page";
import { visible } from "./text";

export interface Entry {
  decision: string;
  why: string;
  when: string;
  until: string;
}

export interface Signed extends Entry {
  who: string;
}

export interface Told {
  added: number;
  unmatched: number;
}

const NAMELESS = "";
const KEYS = ["fingerprint", "decision", "who", "when", "why", "until", "department", "note"] as const;
/** A row as it is written: no key without a value. */
export type FileRow = { [key in (typeof KEYS)[number]]?: string };

const waives = (entry: Entry): boolean => entry.decision === "误报" || !entry.decision;
const moment = (entry: Entry): number => Date.parse(entry.when) || 0;
const same = (a: Entry, b: Entry): boolean =>
  a.decision === b.decision && a.why === b.why && a.when === b.when && a.until === b.until;

export class Decisions {
  who: string;
  // Maps, because the names of reviewers come from files of others and may be those of a prototype's properties.
  private readonly made = new Map<string, Map<string, Entry>>();
  private readonly byPrint = new Map<string, Finding[]>();
  private readonly first = new Map<string, Finding>();
  private rest: Row[] = [];

  constructor(
    readonly findings: readonly Finding[],
    private readonly keep: Keep,
    private readonly clock: () => Date = () => new Date(),
  ) {
    this.who = keep.get("who") ?? NAMELESS;
    for (const finding of findings) {
      if (this.first.has(finding.key)) continue;
      this.first.set(finding.key, finding);
      this.byPrint.set(finding.print, [...(this.byPrint.get(finding.print) ?? []), finding]);
      const kept = parseKept(keep.get("decision:" + finding.key));
      if (kept.size) this.made.set(finding.key, kept);
    }
  }

  /** Returns everybody's decision on the finding. */
  on(finding: Finding): Signed[] {
    return Array.from(this.made.get(finding.key) ?? [], ([who, entry]) => ({ who, ...entry }));
  }

  mine(finding: Finding): Entry | undefined {
    return this.made.get(finding.key)?.get(this.who);
  }

  others(finding: Finding): Signed[] {
    return this.on(finding).filter((entry) => entry.who !== this.who);
  }

  /** Returns what the page shows: none, conflict (some waive and others do not), or the word of the last decision. */
  state(finding: Finding): string {
    const [one, ...more] = this.on(finding);
    if (!one) return "none";
    if (more.some((entry) => waives(entry) !== waives(one))) return "conflict";
    return more.reduce((last, entry) => (moment(entry) >= moment(last) ? entry : last), one).decision || "豁免";
  }

  /** Returns the same in words for the reader; nothing where nobody decided. */
  label(finding: Finding): string {
    const state = this.state(finding);
    return state === "none" ? "" : state === "conflict" ? "意见不一致" : state;
  }

  /** Returns whether the finding is waived, so that it is shown as struck out. */
  dropped(finding: Finding): boolean {
    const state = this.state(finding);
    return state === "误报" || state === "豁免";
  }

  /** Returns the findings that this reviewer calls false alarms without a reason. */
  unreasoned(): Finding[] {
    return this.findings.filter((finding) => {
      const mine = this.mine(finding);
      return mine?.decision === "误报" && !mine.why;
    });
  }

  decide(finding: Finding, decision: string, why = this.mine(finding)?.why ?? ""): void {
    this.put(finding.key, this.who, { decision, why, when: stamp(this.clock()), until: "" });
  }

  undo(finding: Finding): void {
    this.made.get(finding.key)?.delete(this.who);
    this.save(finding.key);
  }

  /** Takes the reviewer's name. A name given later signs what was decided before it. */
  sign(name: string): void {
    const before = this.who;
    this.who = name.trim();
    this.keep.set("who", this.who);
    if (before !== NAMELESS || this.who === NAMELESS) return;
    for (const [key, by] of Array.from(this.made)) {
      const nameless = by.get(NAMELESS);
      if (!nameless) continue;
      by.delete(NAMELESS);
      this.put(key, this.who, nameless);
      this.save(key);
    }
  }

  /** Takes in the rows of a file. Rows on findings of other reports are no business of the page, but they stay in its next export. */
  merge(rows: readonly Row[]): Told {
    const told: Told = { added: 0, unmatched: 0 };
    for (const row of rows) {
      const department = visible(row.department);
      const found = (this.byPrint.get(row.fingerprint) ?? []).filter(
        (finding) => !department || finding.dept === department,
      );
      const entry = { decision: row.decision, why: visible(row.why), when: row.when, until: row.until };
      for (const finding of found) if (this.put(finding.key, visible(row.who), entry)) told.added += 1;
      if (!found.length) {
        told.unmatched += 1;
        this.remember(row);
      }
    }
    return told;
  }

  /** Returns how many findings are in this state, or (without one) how many were decided on. */
  count(state?: string): number {
    return this.findings.filter((finding) => (state ? this.state(finding) === state : this.made.has(finding.key)))
      .length;
  }

  /** Returns the rows of the next file: one a finding and reviewer, then those that belong to other reports. */
  rows(): FileRow[] {
    const own = Array.from(this.first.values()).flatMap((finding) => {
      const note = [finding.code, finding.name, finding.indicator].filter(Boolean).join(" ");
      return this.on(finding).map((entry) => ({
        ...entry,
        fingerprint: finding.print,
        department: finding.dept,
        note,
      }));
    });
    return [...own, ...this.rest].map(bare);
  }

  private put(key: string, who: string, entry: Entry): boolean {
    const by = this.made.get(key) ?? new Map<string, Entry>();
    const before = by.get(who);
    if (before && (moment(before) > moment(entry) || same(before, entry))) return false;
    this.made.set(key, by.set(who, entry));
    this.save(key);
    return true;
  }

  private save(key: string): void {
    const by = this.made.get(key);
    if (by && !by.size) this.made.delete(key);
    this.keep.set("decision:" + key, by?.size ? JSON.stringify(Object.fromEntries(by)) : "");
  }

  private remember(row: Row): void {
    const at = this.rest.findIndex(
      (r) => r.fingerprint === row.fingerprint && r.who === row.who && r.department === row.department,
    );
    const before = this.rest[at];
    if (!before) this.rest.push(row);
    else if (moment(row) >= moment(before)) this.rest[at] = row;
  }
}

/** Returns the row without empty values, every unseen character shown. */
function bare(row: FileRow): FileRow {
  return Object.fromEntries(KEYS.filter((key) => row[key]).map((key) => [key, visible(row[key] ?? "")]));
}

/** Returns the moment as ISO 8601 with the offset of this place: a file is read by people, too. */
function stamp(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const zone = -now.getTimezoneOffset();
  const offset = (zone < 0 ? "-" : "+") + two(Math.floor(Math.abs(zone) / 60)) + ":" + two(Math.abs(zone) % 60);
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  return day + "T" + [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":") + offset;
}
