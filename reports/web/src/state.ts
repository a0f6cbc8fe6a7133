// What the page is about right now. Views follow it by effects; a change of one value is one pass over what shows it.

import { batch, computed, signal } from "@preact/signals-core";
import type { Decisions } from "./decisions";
import { FIRST_ORDER, type Filters, filtered, NO_FILTERS, type Order, sorted } from "./filter";
import type { Finding } from "./findings";

export type View = "detail" | "list";
export const PAGE_SIZE = 50;

export class State {
  readonly filters = signal<Filters>(NO_FILTERS);
  readonly only = signal(false);
  readonly order = signal<Order>(FIRST_ORDER);
  readonly page = signal(0);
  readonly view = signal<View>("detail");
  readonly current = signal<Finding | null>(null);
  readonly printing = signal(false);
  /** Counts the changes of the decisions, so that what shows them follows. */
  readonly revision = signal(0);
  readonly byNumber: ReadonlyMap<number, Finding>;

  // Decisions are read here without following them: a finding does not vanish under the hand that decides on it.
  private readonly decided = (finding: Finding): string => this.decisions.state(finding);
  readonly shown = computed(() => filtered(this.findings, this.filters.value, this.decided));
  readonly rows = computed(() => sorted(this.shown.value, this.order.value, this.decided));

  constructor(
    readonly findings: readonly Finding[],
    readonly decisions: Decisions,
  ) {
    this.byNumber = new Map(findings.map((finding) => [finding.n, finding]));
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
  change(act: (decisions: Decisions) => void): void {
    act(this.decisions);
    this.revision.value += 1;
  }

  /** Takes a finding in hand (or none); in the list its page is turned to. */
  take(finding: Finding | null): void {
    batch(() => {
      this.current.value = finding;
      const at = finding && this.view.value === "list" ? this.rows.value.indexOf(finding) : -1;
      if (at >= 0) this.page.value = Math.floor(at / PAGE_SIZE);
    });
  }

  /** Returns the finding `by` places after the one in hand, in the order of the view. */
  next(by: number): Finding | null {
    const order = this.view.value === "list" ? this.rows.value : this.shown.value;
    const at = this.current.value ? order.indexOf(this.current.value) : -1;
    const to = at >= 0 ? Math.min(Math.max(at + by, 0), order.length - 1) : by > 0 ? 0 : order.length - 1;
    return order[to] ?? null;
  }
}
