// The keyboard.

import { PENDING } from "./decision-file";
import type { Hand } from "./hand";

export interface PageActs {
  turn(): void;
  search(): void;
  original(): void;
  escape(): void;
}

const WRITES = /^(INPUT|SELECT|TEXTAREA)$/;
const TICKS = /^(checkbox|radio)$/;

/** Lets the keys act wherever nobody writes. */
export function startKeys(hand: Hand, acts: PageActs): void {
  const keys = new Map<string, () => void>([
    ["j", () => hand.step(1)],
    ["k", () => hand.step(-1)],
    ["J", () => hand.step(1, true)],
    ["K", () => hand.step(-1, true)],
    ["n", () => hand.stepWaiting()],
    ["a", () => hand.decide("采纳")],
    ["w", () => hand.decide("误报")],
    ["d", () => hand.decide("已整改")],
    ["q", () => hand.decide(PENDING)],
    ["u", () => hand.undo()],
    ["U", () => hand.redo()],
    ["c", () => hand.write("remark")],
    ["x", () => hand.toggle()],
    ["g", () => hand.chooseRule()],
    ["*", () => hand.chooseShown()],
    ["v", () => acts.turn()],
    ["o", () => acts.original()],
    ["/", () => acts.search()],
  ]);
  const controls = new Map<string, () => void>([
    ["z", () => hand.undo()],
    ["Z", () => hand.redo()],
    ["y", () => hand.redo()],
  ]);
  const chosen = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey ? controls : keys);
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.isComposing) return;
    const at = event.target as HTMLElement;
    if (event.key === "Escape") {
      // A search field would empty itself by this key, and the filter would go on without saying so.
      event.preventDefault();
      if (writes(at)) at.blur();
      else acts.escape();
      return;
    }
    const act = writes(at) ? undefined : meant(chosen(event), event.key);
    if (act) event.preventDefault();
    act?.();
  });
}

const writes = (at: HTMLElement): boolean =>
  WRITES.test(at.tagName ?? "") && !TICKS.test((at as HTMLInputElement).type);

/** Returns what a key does: with the shift key a letter acts as itself where no other act is its capital. */
const meant = (known: ReadonlyMap<string, () => void>, key: string): (() => void) | undefined =>
  known.get(key) ?? known.get(key.toLowerCase());
