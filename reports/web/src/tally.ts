// Counts and bars: what is still open after the decisions, everywhere on the page.

import { effect } from "@preact/signals-core";
import type { Detail } from "./detail";
import { all } from "./page";
import type { State } from "./state";

interface Count {
  readonly element: HTMLElement;
  readonly key: string;
  readonly total: string;
  shown: string;
}

/** Lets every count of the page and every bar (data-open="scope|severity") follow the decisions. */
export function startTally(state: State, detail: Detail): void {
  const marked = all("[data-open]");
  const counts = marked.filter((element) => element.tagName !== "rect").map(counted);
  const bars = marked.filter((element) => element.tagName === "rect");
  const scopes = state.findings.map((finding) => {
    const block = detail.blockOf(finding);
    const names = ["all", `family:${finding.family}`, `doc:${finding.doc}`, `block:${block}`];
    return [
      ...names.flatMap((scope) => [`${scope}|${finding.severity}`, `${scope}|`]),
      `heat:${block}:${finding.family}|`,
    ];
  });
  effect(() => {
    state.revision.value;
    const open = new Map<string, number>();
    state.findings.forEach((finding, at) => {
      if (state.decisions.dropped(finding)) return;
      for (const key of scopes[at] ?? []) open.set(key, (open.get(key) ?? 0) + 1);
    });
    for (const count of counts) show(count, String(open.get(count.key) ?? 0));
    draw(bars, open);
  });
}

function counted(element: HTMLElement): Count {
  const total = element.textContent?.trim() ?? "";
  return { element, key: element.dataset.open ?? "", total, shown: total };
}

function show(count: Count, now: string): void {
  if (now === count.shown) return;
  count.shown = now;
  count.element.textContent = now;
  count.element.title = now === count.total ? "" : `原有 ${count.total}，其余不再要求整改`;
}

/** Puts the pieces of every bar side by side, as long as there are findings. */
function draw(bars: readonly HTMLElement[], open: ReadonlyMap<string, number>): void {
  const ends = new Map<string, number>();
  for (const bar of bars) {
    const key = bar.dataset.open ?? "";
    const scope = key.replace(/\|.*/, "");
    const from = ends.get(scope) ?? 0;
    const width = (open.get(key) ?? 0) * Number(bar.dataset.unit);
    bar.setAttribute("x", from.toFixed(2));
    bar.setAttribute("width", width.toFixed(2));
    ends.set(scope, from + width);
  }
}
