// The page: its parts made and connected.

import { effect } from "@preact/signals-core";
import { startAddress, taken } from "./address";
import { FileError, parseDecisions } from "./decision-file";
import { Decisions } from "./decisions";
import { Detail } from "./detail";
import { startDock } from "./dock";
import { startFiles, tell } from "./files";
import { FIRST_ORDER, NO_FILTERS, WORST_ORDER } from "./filter";
import { prepared, unpacked } from "./findings";
import { Hand } from "./hand";
import { learn } from "./initials";
import { startKeys } from "./keys";
import { startList } from "./list";
import { startOriginal } from "./original";
import { all, browserKeep, byId, one } from "./page";
import { startPanel } from "./panel";
import type { Subject } from "./standing";
import { State, type View } from "./state";
import { startTally } from "./tally";
import { startTheme } from "./theme";
import { type Judged, startVerdict } from "./verdict";

document.documentElement.classList.add("on");
interface Known {
  documents: Subject[];
  judged: Judged | null;
  letters: Record<string, string>;
}

const { documents, judged, letters }: Known = JSON.parse(byId("main").dataset.known ?? "");
const findings = prepared(unpacked(JSON.parse(byId("data").textContent ?? "")), documents);
const state = new State(findings, new Decisions(findings, browserKeep, documents));
learn(letters);
bring(byId("made").textContent ?? "");
const detail = new Detail(state);
const reset = startPanel(state);
const hand = new Hand(state, detail, reset);
startList(state);
startVerdict(state, judged);
startTally(state, detail);
startFiles(state, () => hand.write("why"));
startDock(state, hand);
startOriginal(state, browserKeep);
effect(() => {
  state.original.value;
  requestAnimationFrame(() => hand.bring());
});
startTheme(browserKeep);
startViews();
startOrder();
startPointing();
startPrint();
startKeys(hand, {
  turn: () => hand.turn(state.view.value === "list" ? "detail" : "list"),
  search() {
    byId("panel").classList.add("open");
    byId("query").focus();
  },
  original: () => (state.original.value = !state.original.value),
  escape: leave,
});
window.addEventListener("hashchange", go);
go();
startAddress(state);

/** Goes where the address points: to a state of the page, to one of its places, or both. */
function go(): void {
  const [, block, family] = /^#at=(\w+)&family=([\w-]+)$/.exec(location.hash) ?? [];
  const found = block && state.findings.find((finding) => detail.blockOf(finding) === block);
  if (found) {
    state.filter({ ...NO_FILTERS, group: found.home, family: [family ?? ""] });
    state.current.value = null;
    byId("detail").scrollIntoView();
    return;
  }
  // The browser would scroll back to where the page was, whatever stands there now.
  history.scrollRestoration = /fp-\w+$/.test(location.hash) ? "manual" : "auto";
  if (taken(state, location.hash)) hand.resume(location.hash);
  else hand.follow(location.hash);
}

/** Leaves one thing at a time, the finding in hand stays in hand. */
function leave(): void {
  if (state.pending.value) state.pending.value = "";
  else if (state.selected.value.size) hand.chooseNone();
  else if (state.current.value && !state.folded.value) state.folded.value = true;
  else reset();
}

/** Takes in the decisions that the report was made with. The command line has read them already. */
function bring(source: string): void {
  if (!source.trim()) return;
  try {
    state.decisions.bring(parseDecisions(source));
  } catch (error) {
    tell(`报告带来的处理意见${error instanceof FileError ? error.message : "读不出来"}，没有读入。`, true);
  }
}

function startOrder(): void {
  const worst = byId("worstfirst");
  worst.addEventListener("click", () => {
    const on = state.order.value.key === WORST_ORDER.key;
    state.order.value = on ? FIRST_ORDER : WORST_ORDER;
    hand.turn("list");
  });
  effect(() => worst.setAttribute("aria-pressed", String(state.order.value.key === WORST_ORDER.key)));
  byId("choose").addEventListener("click", () => hand.chooseShown());
  const advance = byId<HTMLInputElement>("advance");
  advance.checked = state.advance.value = browserKeep.get("advance") === "1";
  advance.addEventListener("change", () => {
    state.advance.value = advance.checked;
    browserKeep.set("advance", advance.checked ? "1" : "");
  });
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
    const d = state.byNumber.get(Number(chosen.dataset.n)) ?? null;
    if (at.closest(".choose")) {
      hand.toggle(d);
      return;
    }
    hand.focus(d, true);
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
