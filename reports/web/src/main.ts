// The page: its parts made and connected.

import { effect } from "@preact/signals-core";
import { FileError, parseDecisions } from "./decision-file";
import { Decisions } from "./decisions";
import { Detail } from "./detail";
import { startDock } from "./dock";
import { startFiles, tell } from "./files";
import { prepared } from "./findings";
import { Hand } from "./hand";
import { startKeys } from "./keys";
import { startList } from "./list";
import { all, browserKeep, byId, one } from "./page";
import { startPanel } from "./panel";
import { State, type View } from "./state";
import { startTheme } from "./theme";

document.documentElement.classList.add("on");
const findings = prepared(JSON.parse(byId("data").textContent ?? "[]"));
const state = new State(findings, new Decisions(findings, browserKeep));
bring(byId("made").textContent ?? "");
const detail = new Detail(state);
const reset = startPanel(state);
const hand = new Hand(state, detail, reset);
startList(state);
startFiles(state, () => hand.write());
startDock(state, hand);
startTheme(browserKeep);
startViews();
startPointing();
startPrint();
startKeys(hand, {
  turn: () => hand.turn(state.view.value === "list" ? "detail" : "list"),
  search() {
    byId("panel").classList.add("open");
    byId("query").focus();
  },
  escape: () => (state.current.value ? hand.focus(null) : reset()),
});
window.addEventListener("hashchange", () => hand.follow(location.hash));
hand.follow(location.hash);

/** Takes in the decisions that the report was made with. The command line has read them already. */
function bring(made: string): void {
  if (!made.trim()) return;
  try {
    state.decisions.merge(parseDecisions(made));
  } catch (error) {
    tell(`报告带来的处理意见${error instanceof FileError ? error.message : "读不出来"}，没有读入。`, true);
  }
}

function startViews(): void {
  const buttons = all(".views button");
  for (const button of buttons) button.addEventListener("click", () => hand.turn(button.dataset.view as View));
  effect(() => {
    document.body.dataset.view = state.view.value;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.view === state.view.value));
  });
  const fold = byId("fold");
  fold.addEventListener("click", () => {
    fold.setAttribute("aria-expanded", String(byId("panel").classList.toggle("open")));
  });
}

function startPointing(): void {
  document.addEventListener("click", (event) => {
    const at = event.target as Element;
    const card = at.closest(".open")?.closest<HTMLElement>(".card");
    const row = at.closest("a") ? null : at.closest<HTMLElement>("#list tr[data-n]");
    const chosen = card ?? row;
    if (!chosen) return;
    hand.focus(state.byNumber.get(Number(chosen.dataset.n)) ?? null, true);
    if (card) one("#dock button").focus();
  });
}

function startPrint(): void {
  window.addEventListener("beforeprint", () => {
    for (const fold of all(".card details")) (fold as HTMLDetailsElement).open = true;
    state.printing.value = true;
  });
  window.addEventListener("afterprint", () => {
    state.printing.value = false;
  });
}
