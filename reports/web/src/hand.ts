// The finding in hand: how it is reached, brought into sight and decided on.

import type { Detail } from "./detail";
import type { Finding } from "./findings";
import { byId } from "./page";
import type { State, View } from "./state";

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
    at.focus({ preventScroll: true });
  }

  /** Goes to the finding `by` places further. */
  step(by: number): void {
    const d = this.state.next(by);
    if (d) this.focus(d);
  }

  /** Decides; without a finding in hand takes the first. A false alarm asks for its reason. */
  choose(word: string): void {
    const d = this.state.current.value;
    if (!d) {
      this.step(1);
      return;
    }
    this.state.change((decisions) => decisions.decide(d, word));
    if (word === "误报" && !this.state.decisions.mine(d)?.why) this.write();
  }

  /** Puts the cursor where a reason is written. */
  write(): void {
    document.getElementById("why")?.focus();
  }

  /** Keeps the comment; who only comments agrees with the finding. */
  comment(why: string): void {
    const d = this.state.current.value;
    if (d) this.state.change((decisions) => decisions.decide(d, decisions.mine(d)?.decision ?? "采纳", why));
  }

  undo(): void {
    const d = this.state.current.value;
    if (d) this.state.change((decisions) => decisions.undo(d));
  }

  /** Turns to a view, from its first page, and to the finding in hand in it. */
  turn(view: View): void {
    this.state.page.value = 0;
    this.state.view.value = view;
    if (this.state.current.value) this.focus(this.state.current.value);
  }

  /** Goes where the address points, even where a filter, a fold or the other view hides it. */
  follow(hash: string): void {
    const target = aim(hash);
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
    target.focus({ preventScroll: true });
    byId("panel").classList.remove("open");
    byId("fold").setAttribute("aria-expanded", "false");
  }

  private element(d: Finding): HTMLElement | null | undefined {
    if (this.state.view.value === "detail") return this.detail.card(d);
    return byId("list").querySelector<HTMLElement>(`[data-n="${d.n}"]`);
  }
}

function aim(hash: string): HTMLElement | null {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null; // a broken escape: not one of our links
  }
}

function unfold(inner: HTMLElement): void {
  for (let e: HTMLElement | null = inner; e; e = e.parentElement) if (e instanceof HTMLDetailsElement) e.open = true;
}
