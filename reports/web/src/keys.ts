// The keyboard.

import type { Hand } from "./hand";

export interface PageActs {
  turn(): void;
  search(): void;
  escape(): void;
}

const WRITES = /^(INPUT|SELECT|TEXTAREA)$/;

/** Lets the keys act wherever nobody writes. */
export function startKeys(hand: Hand, acts: PageActs): void {
  const keys = new Map<string, () => void>([
    ["j", () => hand.step(1)],
    ["k", () => hand.step(-1)],
    ["a", () => hand.choose("采纳")],
    ["w", () => hand.choose("误报")],
    ["d", () => hand.choose("已整改")],
    ["u", () => hand.undo()],
    ["c", () => hand.write()],
    ["v", () => acts.turn()],
    ["/", () => acts.search()],
  ]);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = event.target as HTMLElement;
    if (event.key === "Escape") {
      acts.escape();
      at.blur?.();
      return;
    }
    if (WRITES.test(at.tagName ?? "") && (at as HTMLInputElement).type !== "checkbox") return;
    const act = keys.get(event.key.toLowerCase());
    if (act) {
      event.preventDefault();
      act();
    }
  });
}
