// The state of the page in its address, so that a link or a reload shows the same: #q=…&severity=error&view=list

import { batch, effect } from "@preact/signals-core";
import { FIRST_ORDER, type Filters, NO_FILTERS } from "./filter";
import type { State, View } from "./state";

const LISTS = ["severity", "family"] as const;
const TEXTS = ["group", "doc", "rule", "sure", "decision", "query"] as const;
/** Browsers refuse an address that changes with every key that is held down. */
const RESTED = 300;

/** Returns the state as the part of an address after #; nothing where it is as at first. */
export function written(state: State): string {
  const parts = new URLSearchParams();
  const filters = state.filters.value;
  for (const key of LISTS) if (filters[key].length) parts.set(key, filters[key].join(","));
  for (const key of TEXTS) if (filters[key]) parts.set(key, filters[key]);
  if (state.view.value === "list") parts.set("view", "list");
  const { key, down } = state.order.value;
  if (key !== FIRST_ORDER.key || down) parts.set("order", (down ? "-" : "") + key);
  return parts.toString();
}

/** Returns the same with the finding in hand, so that a reload goes on where it was. */
function placed(state: State): string {
  const now = state.current.value;
  const mark = now && state.shown.value.includes(now) ? `fp-${now.print}` : "";
  return [written(state), mark].filter(Boolean).join("&");
}

/** Takes the state from the part of an address after #; returns whether it was one. */
export function taken(state: State, hash: string): boolean {
  const text = hash.replace(/^#/, "").replace(/(^|&)fp-[0-9a-f]{16}$/, "");
  if (!/^(severity|family|group|doc|rule|sure|decision|query|view|order)=/.test(text)) return false;
  const parts = new URLSearchParams(text);
  const filters: Record<string, unknown> = { ...NO_FILTERS };
  for (const key of LISTS) filters[key] = (parts.get(key) ?? "").split(",").filter(Boolean);
  for (const key of TEXTS) filters[key] = parts.get(key) ?? "";
  const order = parts.get("order") ?? "";
  const known = ["worst", "severity", "name", "message", "family", "confidence", "decision", "n"];
  const key = order.replace(/^-/, "");
  // At once: the address follows the state, and half a state in it would be what a reload takes.
  batch(() => {
    state.filter(filters as unknown as Filters);
    state.view.value = (parts.get("view") === "list" ? "list" : "detail") as View;
    state.order.value = known.includes(key) ? { key, down: order.startsWith("-") } : FIRST_ORDER;
  });
  return true;
}

/** Lets the address follow the state. */
export function startAddress(state: State): void {
  let before = placed(state);
  let timer = 0;
  let filters = written(state);
  const put = (): void => {
    const now = placed(state);
    if (now === before) return;
    before = now;
    try {
      history.replaceState(null, "", now ? "#" + now : location.pathname + location.search);
    } catch {
      // some browsers refuse it for files opened by double-click: the address then stays as it was
    }
  };
  effect(() => {
    const now = written(state);
    placed(state);
    clearTimeout(timer);
    if (now === filters) timer = window.setTimeout(put, RESTED);
    else put();
    filters = now;
  });
}
