// Where rows stand: by fingerprint and by spot, kept by the browser under one key each.

import { parseKept, type Row } from "./decision-file";
import type { Finding } from "./findings";
import { Later } from "./later";
import type { Keep } from "./page";
import { keyOf, same } from "./rows";
import { moment } from "./standing";

const KEPT = "op:";
const AT_ONCE = 20;

export class Shelf {
  /** Whether the browser refuses to keep what is decided. */
  refused: boolean;
  private readonly byPrint = new Map<string, Map<string, Row>>();
  private readonly bySpot = new Map<string, Set<string>>();
  private readonly brought = new Map<string, Row>();
  private readonly later = new Later<string>(
    (print) => this.write(print),
    () => undefined,
  );

  constructor(
    private readonly keep: Keep,
    private readonly prints: ReadonlyMap<string, readonly Finding[]>,
    private readonly spots: ReadonlyMap<string, readonly Finding[]>,
    private readonly changed: (row: Row) => void,
  ) {
    this.refused = !keep.works();
    for (const key of keep.keys(KEPT)) {
      const [, spot = "", print = ""] = key.split(":");
      if (!prints.has(print) && !spots.has(spot)) continue;
      for (const row of parseKept(keep.get(key))) this.set(row);
    }
  }

  /** Returns the rows on a fingerprint. */
  on(print: string): Row[] {
    return Array.from(this.byPrint.get(print)?.values() ?? []);
  }

  /** Returns the rows on a place, whatever their content. */
  of(spot: string): Row[] {
    const prints = Array.from(this.bySpot.get(spot) ?? []);
    return prints.flatMap((print) => this.on(print).filter((row) => row.spot === spot));
  }

  all(): Row[] {
    return Array.from(this.byPrint.keys()).flatMap((print) => this.on(print));
  }

  /** Returns the row that stands where this one would. */
  like(row: Row): Row | undefined {
    return this.byPrint.get(row.fingerprint)?.get(keyOf(row));
  }

  /** Takes a row that comes with the report: it comes again with it, so the browser does not keep it. */
  bring(row: Row): void {
    this.brought.set(keyOf(row), row);
    this.add(row);
  }

  /** Puts a row in the place of an older one. */
  add(row: Row): void {
    const before = this.like(row);
    if (!before || moment(row) >= moment(before)) this.set(row);
  }

  set(row: Row): void {
    const rows = this.byPrint.get(row.fingerprint) ?? new Map<string, Row>();
    this.byPrint.set(row.fingerprint, rows);
    // Given last stands last: of equal moments that one counts.
    rows.delete(keyOf(row));
    rows.set(keyOf(row), row);
    if (row.spot) this.bySpot.set(row.spot, (this.bySpot.get(row.spot) ?? new Set()).add(row.fingerprint));
    this.changed(row);
  }

  drop(row: Row): void {
    this.byPrint.get(row.fingerprint)?.delete(keyOf(row));
    this.changed(row);
  }

  /** Takes what another tab kept under a key; returns whether it is about this report. */
  follow(key: string, text: string | null): boolean {
    const [, spot = "", print = ""] = key.split(":");
    if (!key.startsWith(KEPT) || (!this.prints.has(print) && !this.spots.has(spot))) return false;
    const here = (row: Row): boolean => row.fingerprint === print && row.spot === spot;
    for (const row of this.on(print)) if (here(row)) this.drop(row);
    for (const row of this.brought.values()) if (here(row)) this.set(row);
    for (const row of parseKept(text)) this.set(row);
    return true;
  }

  /** Lets the browser keep what was decided: few at once, many after the page has shown them. */
  save(prints: ReadonlySet<string>): void {
    if (prints.size > AT_ONCE) this.later.add(prints);
    else for (const print of prints) this.write(print);
  }

  /** Keeps all that is still to be kept. */
  flush(): void {
    this.later.finish();
  }

  put(key: string, text: string): void {
    if (!this.keep.set(key, text)) this.refused = true;
  }

  /** Keeps the rows on a fingerprint but those that come with the report. */
  private write(print: string): void {
    const by = new Map<string, Row[]>();
    for (const row of this.on(print)) {
      const brought = this.brought.get(keyOf(row));
      if (!brought || !same(row, brought)) by.set(row.spot, [...(by.get(row.spot) ?? []), row]);
    }
    const spots = (this.prints.get(print) ?? []).map((finding) => finding.spot);
    for (const spot of new Set(["", ...spots, ...by.keys()])) {
      const kept = by.get(spot);
      this.put(`${KEPT}${spot}:${print}`, kept ? JSON.stringify(kept) : "");
    }
  }
}
