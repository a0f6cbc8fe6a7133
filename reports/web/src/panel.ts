// The filters at the side, and what they say about the result.

import { effect } from "@preact/signals-core";
import { active, NO_FILTERS, toggled } from "./filter";
import { all, byId, one } from "./page";
import type { State } from "./state";

const TYPING = 100;

/** Connects the filters; returns what clears them. */
export function startPanel(state: State): () => void {
  const group = byId<HTMLSelectElement>("group");
  const decision = byId<HTMLSelectElement>("decision");
  const query = byId<HTMLInputElement>("query");
  const only = byId<HTMLInputElement>("only");
  let timer = 0;
  const apply = (): void => {
    clearTimeout(timer);
    state.filter({ group: group.value, decision: decision.value, query: query.value });
  };
  const reset = (): void => {
    clearTimeout(timer);
    group.value = decision.value = query.value = "";
    state.filter(NO_FILTERS);
  };
  const homes = new Map(state.findings.map((finding) => [finding.home, finding.group.replace(/^项目：/, "")]));
  for (const [home, word] of homes) group.append(new Option(word, home));
  for (const select of [group, decision]) select.addEventListener("change", apply);
  only.addEventListener("change", () => (state.only.value = only.checked));
  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(apply, TYPING);
  });
  byId("filters").addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  byId("reset").addEventListener("click", reset);
  one("#empty button").addEventListener("click", reset);
  effect(() => {
    only.checked = state.only.value;
  });
  startChips(state, all(".chip"));
  startCount(state);
  return reset;
}

function startChips(state: State, chips: HTMLElement[]): void {
  for (const chip of chips) {
    const { severity, family } = chip.dataset;
    chip.addEventListener("click", () => {
      const now = state.filters.value;
      state.filter(
        severity ? { severity: toggled(now.severity, severity) } : { family: toggled(now.family, family ?? "") },
      );
    });
    effect(() => {
      const { severity: severities, family: families } = state.filters.value;
      chip.setAttribute(
        "aria-pressed",
        String(severity ? severities.includes(severity) : families.includes(family ?? "")),
      );
    });
  }
}

function startCount(state: State): void {
  effect(() => {
    const filtering = active(state.filters.value);
    const shown = state.shown.value.length;
    const total = state.findings.length;
    byId("shown").textContent = filtering ? `显示 ${shown} / ${total} 条意见` : `共 ${total} 条意见`;
    byId("empty").hidden = !filtering || shown > 0;
  });
}
