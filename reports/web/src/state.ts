// What the page is about right now. Views follow it by effects; a change of one value is one pass over what shows it.

import { batch, computed, signal } from "@preact/signals-core";
import type { Decisions } from "./decisions";
import { type Asked, FIRST_ORDER, type Filters, filtered, living, NO_FILTERS, type Order, sorted } from "./filter";
import type { Finding } from "./findings";
import { fold } from "./text";

export type View = "detail" | "list";
export const PAGE_SIZE = 50;

export class State {
  readonly filters = signal<Filters>(NO_FILTERS);
  readonly only = signal(false);
  readonly order = signal<Order>(FIRST_ORDER);
  readonly page = signal(0);
  readonly view = signal<View>("detail");
  readonly current = signal<Finding | null>(null);
  /** Whether the bar of the finding in hand is put away; the finding stays in hand. */
  readonly folded = signal(false);
  /** The findings chosen for a joint decision. */
  readonly selected = signal<ReadonlySet<Finding>>(new Set());
  /** The decision that is about to be made on them, until it is confirmed. */
  readonly pending = signal("");
  /** Whether a decision goes on to the next finding that waits for one. */
  readonly advance = signal(false);
  /** Whether the original is shown beside the finding in hand. */
  readonly original = signal(false);
  readonly printing = signal(false);
  /** Counts the changes of the decisions, so that what shows them follows. */
  readonly revision = signal(0);
  readonly byNumber: ReadonlyMap<number, Finding>;

  private readonly asked: Asked;
  readonly shown = computed(() => {
    if (living(this.filters.value)) this.revision.value;
    return filtered(this.findings, this.filters.value, this.asked);
  });
  readonly rows = computed(() => sorted(this.shown.value, this.order.value, this.asked));

  constructor(
    readonly findings: readonly Finding[],
    readonly decisions: Decisions,
  ) {
    this.byNumber = new Map(findings.map((finding) => [finding.n, finding]));
    this.asked = {
      state: (finding) => decisions.state(finding),
      said(finding) {
        const said = decisions.said(finding);
        return said && fold(said);
      },
      is: (finding, state) => {
        if (state === "none") return decisions.waiting(finding);
        if (state === "earlier") return decisions.on(finding).earlier.length > 0;
        return decisions.state(finding) === state;
      },
    };
  }

  /** Changes filters (or, with none named, applies them anew) and goes back to the first page of the list. */
  filter(change: Partial<Filters> = {}): void {
    batch(() => {
      this.filters.value = { ...this.filters.value, ...change };
      this.page.value = 0;
    });
  }

  sort(key: string): void {
    batch(() => {
      const order = this.order.value;
      this.order.value = { key, down: order.key === key && !order.down };
      this.page.value = 0;
    });
  }

  /** Does something to the decisions and lets everything that shows them follow. */
  change<T>(act: (decisions: Decisions) => T): T {
    const made = act(this.decisions);
    this.revision.value += 1;
    return made;
  }

  /** Takes a finding in hand (or none); in the list its page is turned to. */
  take(finding: Finding | null): void {
    batch(() => {
      this.current.value = finding;
      this.folded.value = false;
      const at = finding && this.view.value === "list" ? this.rows.value.indexOf(finding) : -1;
      if (at >= 0) this.page.value = Math.floor(at / PAGE_SIZE);
    });
  }

  /** Returns the findings in the order of the view. */
  get sequence(): readonly Finding[] {
    return this.view.value === "list" ? this.rows.value : this.shown.value;
  }

  /** Returns the finding `by` places after the one in hand, in the order of the view. */
  next(by: number): Finding | null {
    const order = this.sequence;
    const now = this.current.value;
    if (!now) return order[by > 0 ? 0 : order.length - 1] ?? null;
    const at = order.indexOf(now);
    // The filter may have let the finding in hand go: its neighbours are still those of its place.
    const from = at >= 0 ? at + by : this.placeOf(now) + (by > 0 ? by - 1 : by);
    return order[Math.min(Math.max(from, 0), order.length - 1)] ?? null;
  }

  /** Returns the next finding after the one in hand that waits for a decision, from the first where none follows. */
  nextWaiting(): Finding | null {
    const order = this.sequence;
    const now = this.current.value;
    const at = now ? order.indexOf(now) : -1;
    const from = now && at < 0 ? this.placeOf(now) : at + 1;
    const waits = (finding: Finding): boolean => finding !== now && this.decisions.waiting(finding);
    return order.slice(from).find(waits) ?? order.slice(0, from).find(waits) ?? null;
  }

  /** Returns where a finding that the filter does not show would stand. */
  private placeOf(finding: Finding): number {
    const rank = new Map(this.everything().map((each, at) => [each, at]));
    const own = rank.get(finding) ?? 0;
    const at = this.sequence.findIndex((each) => (rank.get(each) ?? 0) > own);
    return at < 0 ? this.sequence.length : at;
  }

  private everything(): readonly Finding[] {
    return this.view.value === "list" ? sorted(this.findings, this.order.value, this.asked) : this.findings;
  }
}
