// Decisions: rows as the file has them, by finding, document, year and reviewer. Nobody's decision overwrites another's.

import { PENDING, type Row } from "./decision-file";
import { type Finding, grouped } from "./findings";
import { type Act, History } from "./history";
import type { Keep } from "./page";
import { bare, type Change, changed, dayOf, type FileRow, keyOf, lastSaid, same, sayings, shown, stamp } from "./rows";
import { Shelf } from "./shelf";
import { moment, NOBODY, type Standing, type Subject, standing } from "./standing";

export interface Told {
  added: number;
  earlier: number;
  unmatched: number;
}

const NAMELESS = "";

export class Decisions {
  who: string;
  /** Whether something was decided that no file holds yet. */
  unsaved = false;
  private readonly history = new History();
  private readonly shelf: Shelf;
  private readonly read = new Set<string>();
  private readonly prints: ReadonlyMap<string, Finding[]>;
  private readonly spots: ReadonlyMap<string, Finding[]>;
  private readonly known = new Map<Finding, Standing>();

  constructor(
    readonly findings: readonly Finding[],
    keep: Keep,
    private readonly documents: readonly Subject[] = [],
    private readonly clock: () => Date = () => new Date(),
  ) {
    this.who = keep.get("who") ?? NAMELESS;
    this.prints = grouped(findings, (finding) => finding.print);
    this.spots = grouped(findings, (finding) => finding.spot);
    this.shelf = new Shelf(keep, this.prints, this.spots, (row) => this.forget(row));
  }

  /** Whether the browser refuses to keep what is decided. */
  get refused(): boolean {
    return this.shelf.refused;
  }

  /** Returns what was decided on a finding. */
  on(finding: Finding): Standing {
    let known = this.known.get(finding);
    if (!known) {
      const rows = this.shelf.on(finding.print);
      // What still stands in the document as it was is not what this finding was before.
      const stands = (row: Row) => this.prints.get(row.fingerprint)?.some(({ doc }) => doc === finding.doc);
      const moved = this.shelf.of(finding.spot).filter((row) => !stands(row));
      const some = rows.length || moved.length;
      known = some ? standing(finding, rows, moved, this.documents, dayOf(this.clock())) : NOBODY;
      this.known.set(finding, known);
    }
    return known;
  }

  mine(finding: Finding): Row | undefined {
    return this.on(finding).held.find((row) => row.who === this.who);
  }

  others(finding: Finding): readonly Row[] {
    return this.on(finding).held.filter((row) => row.who !== this.who);
  }

  /** Returns what the page shows: none, 待核实, conflict, or the word of the last decision. */
  state(finding: Finding): string {
    return this.on(finding).state;
  }

  /** Returns the same in words for the reader; nothing where nobody said anything. */
  label(finding: Finding): string {
    const state = this.state(finding);
    return state === "none" ? "" : state === "conflict" ? "意见不一致" : state;
  }

  /** Returns everything that was said, for the search. */
  said(finding: Finding): string {
    return sayings(this.on(finding), this.label(finding));
  }

  /** Returns whether the finding passes the gate, so that it is shown as struck out. */
  dropped(finding: Finding): boolean {
    const state = this.state(finding);
    return state === "误报" || state === "豁免";
  }

  /** Returns whether somebody decided: a note alone decides nothing. */
  decided(finding: Finding): boolean {
    const state = this.state(finding);
    return state !== "none" && state !== PENDING;
  }

  /** Returns whether it still has to be decided on: nobody has, or reviewers differ. */
  waiting(finding: Finding): boolean {
    return !this.decided(finding) || this.state(finding) === "conflict";
  }

  /** Returns the findings that this reviewer calls false alarms without a reason. */
  unreasoned(): Finding[] {
    return this.findings.filter((finding) => {
      const mine = this.mine(finding);
      return mine?.decision === "误报" && !mine.why.trim();
    });
  }

  /** Returns the findings with an earlier opinion on which nobody has decided yet. */
  unconfirmed(): Finding[] {
    return this.findings.filter(
      (finding) => !this.decided(finding) && this.on(finding).earlier.some((row) => row.decision !== PENDING),
    );
  }

  /** Decides on all of these in one act. `text` names the field that is being typed in: its letters are one act. */
  decide(findings: readonly Finding[], change: Change, text = ""): void {
    this.act(
      findings.map((finding) => {
        return changed(finding, this.who, this.mine(finding), change);
      }),
      text && `${text}:${findings.map((finding) => finding.n)}`,
    );
  }

  /** Makes earlier opinions this reviewer's decisions of today, in one act; returns how many. */
  confirm(findings: readonly Finding[]): number {
    const rows = findings.flatMap((finding) => {
      const last = lastSaid(this.on(finding).earlier);
      const change = { decision: last?.decision || "误报", why: last?.why ?? "" } as const;
      return last ? [changed(finding, this.who, this.mine(finding), change)] : [];
    });
    this.act(rows);
    return rows.length;
  }

  /** Takes the last act back; returns the findings it was about. */
  undo(): Finding[] {
    return this.replay(this.history.back(), 0);
  }

  redo(): Finding[] {
    return this.replay(this.history.forth(), 1);
  }

  /** Whether there is an act to take back, and one to do again. */
  get able(): readonly [boolean, boolean] {
    return [this.history.canBack, this.history.canForth];
  }

  /** Takes the reviewer's name. A name given later signs what was decided before it. */
  sign(name: string): void {
    const before = this.who;
    this.who = name.trim();
    this.shelf.put("who", this.who);
    if (before !== NAMELESS || this.who === NAMELESS) return;
    for (const row of this.shelf.all()) {
      if (row.who !== NAMELESS) continue;
      this.shelf.drop(row);
      this.shelf.add({ ...row, who: this.who });
      this.shelf.save(new Set([row.fingerprint]));
    }
    this.history.clear();
  }

  /** Takes in rows that the report was made with: they come again with it, so the browser does not keep them. */
  bring(rows: readonly Row[]): void {
    for (const row of rows.map(shown)) {
      this.read.add(keyOf(row));
      this.shelf.bring(row);
    }
  }

  /** Takes in the rows of a file, in one act. Rows that hold on nothing here stay in the next export. */
  merge(rows: readonly Row[]): Told {
    const told: Told = { added: 0, earlier: 0, unmatched: 0 };
    const news = rows.map(shown).filter((row) => this.isNews(row));
    for (const row of news) this.read.add(keyOf(row));
    this.act(news, "", true);
    const held = new Set(this.findings.flatMap((finding) => this.on(finding).held));
    const earlier = new Set(this.findings.flatMap((finding) => this.on(finding).earlier));
    for (const row of news)
      if (held.has(row)) told.added += 1;
      else if (earlier.has(row)) told.earlier += 1;
      else told.unmatched += 1;
    return told;
  }

  /** Takes what another tab kept under a key; returns whether it is about this report. */
  follow(key: string, text: string | null): boolean {
    return this.shelf.follow(key, text);
  }

  flush = (): void => this.shelf.flush();

  /** Returns how many findings are in this state, or (without one) how many were decided on. */
  count(state?: string): number {
    return this.findings.filter((finding) => (state ? this.state(finding) === state : this.decided(finding))).length;
  }

  /** Returns the rows of the next file: what holds here, then what was read and belongs to other reports or years. */
  rows(): FileRow[] {
    const own = new Map<string, Row>();
    for (const finding of this.findings) for (const row of this.on(finding).held) own.set(keyOf(row), row);
    const rest = this.shelf.all().filter((row) => this.read.has(keyOf(row)) && !own.has(keyOf(row)));
    return [...Array.from(own.values()), ...rest].map(bare);
  }

  private isNews(row: Row): boolean {
    const before = this.shelf.like(row);
    return !before || (moment(row) >= moment(before) && !same(row, before));
  }

  private act(rows: readonly Row[], text = "", asRead = false): void {
    const when = stamp(this.clock());
    const steps = rows.map((row) => {
      const after = asRead ? row : { ...row, when, until: "" };
      return [this.shelf.like(row), after] as const;
    });
    if (!steps.length) return;
    this.history.add(steps, text);
    // What is decided here stands whatever the clocks of others said; what is read gives way to what is later.
    for (const [, after] of steps) asRead ? this.shelf.add(after) : this.shelf.set(after);
    this.shelf.save(new Set(steps.map(([, after]) => after.fingerprint)));
    this.unsaved = true;
  }

  private replay(act: Act | undefined, side: 0 | 1): Finding[] {
    const prints = new Set<string>();
    for (const step of act ?? []) {
      const [now, other] = [step[side], step[1 - side]];
      const row = now ?? other;
      if (!row) continue;
      if (now) this.shelf.set(now);
      else this.shelf.drop(row);
      prints.add(row.fingerprint);
    }
    this.shelf.save(prints);
    if (prints.size) this.unsaved = true;
    return this.findings.filter((finding) => prints.has(finding.print));
  }

  private forget(row: Row): void {
    for (const finding of this.prints.get(row.fingerprint) ?? []) this.known.delete(finding);
    for (const finding of (row.spot && this.spots.get(row.spot)) || []) this.known.delete(finding);
  }
}
