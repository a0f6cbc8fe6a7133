// The filters at the side, and what they say about the result.

import { effect } from "@preact/signals-core";
import { active, NO_FILTERS, toggled } from "./filter";
import type { Finding } from "./findings";
import { all, byId, one } from "./page";
import type { State } from "./state";

const TYPING = 100;
const PICKS = ["group", "doc", "rule", "sure", "decision"] as const;

/** Connects the filters; returns what clears them. */
export function startPanel(state: State): () => void {
  const selects = PICKS.map((key) => [key, byId<HTMLSelectElement>(key)] as const);
  const query = byId<HTMLInputElement>("query");
  const only = byId<HTMLInputElement>("only");
  let timer = 0;
  const apply = (): void => {
    clearTimeout(timer);
    state.filter({ ...Object.fromEntries(selects.map(([key, select]) => [key, select.value])), query: query.value });
  };
  const reset = (): void => {
    clearTimeout(timer);
    state.filter(NO_FILTERS);
  };
  fill(state);
  for (const [, select] of selects) select.addEventListener("change", apply);
  // The fields follow the filters, however these came about: by a field, by the address, by clearing them.
  effect(() => {
    const now = state.filters.value;
    for (const [key, select] of selects) if (select.value !== now[key]) select.value = now[key];
    if (query.value.trim() !== now.query.trim()) query.value = now.query;
  });
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

/** Offers what there is to choose from. */
function fill(state: State): void {
  const { findings } = state;
  const options: Record<string, Map<string, string>> = {
    group: new Map(findings.map((d) => [d.home, d.group.replace(/^项目：/, "")])),
    doc: new Map(findings.map((d) => [String(d.doc), d.file])),
    rule: new Map(
      Array.from(new Set(findings.map((d) => d.code)))
        .sort()
        .map((code) => [code, ruleWord(findings, code)]),
    ),
  };
  for (const [id, known] of Object.entries(options)) {
    const select = byId<HTMLSelectElement>(id);
    for (const [value, word] of known) select.append(new Option(word, value));
    const label = select.closest("label");
    if (label && known.size < 2) label.hidden = true;
  }
}

function ruleWord(findings: readonly Finding[], code: string): string {
  const found = findings.filter((d) => d.code === code);
  return `${code} ${found[0]?.familyWord ?? ""}（${found.length}）`;
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
    byId<HTMLButtonElement>("choose").disabled = !shown;
    byId("shown").textContent = filtering ? `显示 ${shown} / ${total} 条意见` : `共 ${total} 条意见`;
    byId("empty").hidden = !filtering || shown > 0;
  });
}
