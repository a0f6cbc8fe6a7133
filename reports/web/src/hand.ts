// The finding in hand: how it is reached, brought into sight and decided on; and the findings chosen for one decision.

import { batch } from "@preact/signals-core";
import { PENDING } from "./decision-file";
import type { Detail } from "./detail";
import type { Finding } from "./findings";
import { byId } from "./page";
import type { Change } from "./rows";
import type { State, View } from "./state";

const LINK = /(?:^#?|&)fp-([0-9a-f]{16})$/;

export class Hand {
  constructor(
    private readonly state: State,
    private readonly detail: Detail,
    private readonly clearFilters: () => void,
  ) {}

  /** Takes a finding in hand and brings it into sight; `still` where it is in sight already. */
  focus(d: Finding | null, still = false): void {
    this.state.take(d);
    const at = d && this.element(d);
    if (!at) return;
    unfold(at);
    if (still) return;
    at.scrollIntoView({ block: "center", behavior: "instant" });
    reach(at);
  }

  /** Goes to the finding `by` places further; `choosing` takes those on the way into the choice. */
  step(by: number, choosing = false): void {
    const before = this.state.current.value;
    const d = this.state.next(by);
    if (!d) return;
    if (choosing) this.choose([before, d].filter((each) => each !== null));
    this.focus(d);
  }

  /** Goes to the next finding that nobody has decided on. */
  stepWaiting(): void {
    const d = this.state.nextWaiting();
    if (d) this.focus(d);
  }

  /** Decides on the finding in hand, or asks to confirm it for all that are chosen. A false alarm asks for its reason. */
  decide(word: string): void {
    if (this.state.selected.value.size) {
      this.state.pending.value = word;
      document.getElementById("bulkwhy")?.focus();
      return;
    }
    const d = this.state.current.value;
    if (!d) {
      this.step(1);
      return;
    }
    this.state.folded.value = false;
    const next = this.state.advance.value ? this.state.nextWaiting() : null;
    this.state.change((decisions) => decisions.decide([d], { decision: word as Change["decision"] & string }));
    if (word === "误报" && !this.state.decisions.mine(d)?.why) this.write("why");
    else if (next && word !== PENDING) this.focus(next);
  }

  /** Makes the decision that was asked for on all that are chosen, as one act. */
  confirmAll(why: string): boolean {
    const { selected, pending } = this.state;
    const word = pending.value as Change["decision"] & string;
    if (word === "误报" && !why.trim()) return false;
    const change: Change = why.trim() ? { decision: word, why: why.trim() } : { decision: word };
    const chosen = Array.from(selected.value);
    batch(() => {
      this.state.change((decisions) => decisions.decide(chosen, change));
      selected.value = new Set();
      pending.value = "";
    });
    if (this.state.advance.value) this.stepWaiting();
    return true;
  }

  /** Takes findings into the choice. */
  choose(findings: readonly Finding[]): void {
    this.state.selected.value = new Set([...this.state.selected.value, ...findings]);
  }

  /** Takes the finding in hand into the choice, or out of it. */
  toggle(d: Finding | null = this.state.current.value): void {
    if (!d) return;
    const chosen = new Set(this.state.selected.value);
    if (!chosen.delete(d)) chosen.add(d);
    this.state.selected.value = chosen;
  }

  /** Chooses what the rule of the finding in hand found among what is shown. */
  chooseRule(): void {
    const d = this.state.current.value;
    if (d) this.choose(this.state.shown.value.filter((each) => each.rule === d.rule));
  }

  chooseShown(): void {
    this.choose(this.state.shown.value);
  }

  chooseNone(): void {
    batch(() => {
      this.state.selected.value = new Set();
      this.state.pending.value = "";
    });
  }

  /** Puts the cursor where a reason or a note is written. */
  write(field: "why" | "remark"): void {
    if (!this.state.current.value) return;
    this.state.folded.value = false;
    document.getElementById(field)?.focus();
  }

  /** Keeps what is written; a note decides nothing. */
  text(change: Change): void {
    const d = this.state.current.value;
    if (d) this.state.change((decisions) => decisions.decide([d], change, Object.keys(change).join()));
  }

  /** Makes the earlier opinions on these findings decisions of today; returns how many. */
  confirm(findings: readonly Finding[]): number {
    return this.state.change((decisions) => decisions.confirm(findings));
  }

  undo(): void {
    this.show(this.state.change((decisions) => decisions.undo()));
  }

  redo(): void {
    this.show(this.state.change((decisions) => decisions.redo()));
  }

  /** Turns to a view, from its first page, and to the finding in hand in it. */
  turn(view: View): void {
    this.state.page.value = 0;
    this.state.view.value = view;
    if (this.state.current.value) this.focus(this.state.current.value);
  }

  /** Goes where the address points, even where a filter, a fold or the other view hides it. */
  follow(hash: string): void {
    const target = this.aim(hash);
    if (!target) return;
    if (target.closest("#detail")) this.turn("detail");
    if (target.closest("[hidden]")) {
      this.state.only.value = false;
      this.clearFilters();
    }
    this.detail.finish();
    unfold(target);
    if (target.classList.contains("card")) {
      this.focus(this.state.byNumber.get(Number(target.dataset.n)) ?? null);
      return;
    }
    target.scrollIntoView({ block: target.classList.contains("doc") ? "start" : "center", behavior: "instant" });
    reach(target);
    byId("panel").classList.remove("open");
    byId("fold").setAttribute("aria-expanded", "false");
  }

  /** Takes up the state of an address again: its finding in the view that is open, where the filter shows it. */
  resume(hash: string): void {
    const d = this.named(hash);
    if (d && this.state.shown.value.includes(d)) this.focus(d);
    else this.follow(hash);
  }

  /** Brings the finding in hand back into sight after the page was laid out anew. */
  bring(): void {
    const d = this.state.current.value;
    if (d) this.element(d)?.scrollIntoView({ block: "center", behavior: "instant" });
  }

  /** Brings one of the findings of an act into sight, the one in hand where it is among them. */
  private show(findings: readonly Finding[]): void {
    const now = this.state.current.value;
    const d = findings.find((each) => each === now) ?? findings[0];
    if (d && d !== now) this.focus(d);
  }

  private element(d: Finding): HTMLElement | null | undefined {
    if (this.state.view.value === "detail") return this.detail.card(d);
    return byId("list").querySelector<HTMLElement>(`[data-n="${d.n}"]`);
  }

  /** Returns the element that the address names by its id, or by the fingerprint of its finding. */
  private aim(hash: string): HTMLElement | null {
    let name: string;
    try {
      name = decodeURIComponent(hash.slice(1));
    } catch {
      return null; // a broken escape: not one of our links
    }
    const d = this.named(name);
    return document.getElementById(d ? `f${d.n}` : name);
  }

  /** Returns the finding that an address names by its fingerprint. */
  private named(hash: string): Finding | undefined {
    const print = LINK.exec(hash)?.[1];
    return print ? this.state.findings.find((finding) => finding.print === print) : undefined;
  }
}

/** Puts the focus on something that is no control. */
function reach(element: HTMLElement): void {
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

function unfold(inner: HTMLElement): void {
  for (let e: HTMLElement | null = inner; e; e = e.parentElement) if (e instanceof HTMLDetailsElement) e.open = true;
}
