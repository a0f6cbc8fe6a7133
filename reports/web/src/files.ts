// Files in and out: decisions and the list.

import { effect } from "@preact/signals-core";
import { table } from "./csv";
import { FileError, parseDecisions } from "./decision-file";
import { byId, download, otherTabs } from "./page";
import type { State } from "./state";
import { json } from "./text";

/** Says something beside the buttons of the decisions. */
export function tell(text: string, bad = false): void {
  byId("told").textContent = text;
  byId("told").classList.toggle("bad", bad);
}

function save(state: State, ask: () => void): void {
  const { decisions } = state;
  const missing = decisions.unreasoned();
  if (missing[0]) {
    tell(`有 ${missing.length} 条误报没有写理由，写明后才能导出。`, true);
    state.take(missing[0]);
    ask();
    return;
  }
  const rows = decisions.rows();
  if (!rows.length) {
    tell("还没有处理意见。", true);
    return;
  }
  if (rows.some((row) => !row.who)) {
    tell("请先填写审核人。", true);
    byId("who").focus();
    return;
  }
  const name = (decisions.who || "合并").replace(/[\\/:*?"<>|\s]/g, "_");
  download(`处理意见-${name}.json`, "application/json", json({ decisions: rows }) + "\n");
  decisions.unsaved = false;
  tell(`已导出 ${rows.length} 条处理意见。`);
}

async function load(state: State, files: readonly File[]): Promise<void> {
  const sum = { added: 0, earlier: 0, unmatched: 0 };
  const refused: string[] = [];
  for (const file of files) {
    try {
      const told = state.decisions.merge(parseDecisions(await file.text()));
      sum.added += told.added;
      sum.earlier += told.earlier;
      sum.unmatched += told.unmatched;
    } catch (error) {
      refused.push(`“${file.name}”${error instanceof FileError ? error.message : "读不出来"}，没有读入。`);
    }
  }
  state.change(() => undefined);
  state.filter();
  const conflicts = state.decisions.count("conflict");
  const dispute = conflicts ? `，其中 ${conflicts} 条意见不一致` : "";
  const before = sum.earlier ? `；${sum.earlier} 条是上年或以往的意见，只供参考，可逐条或一并确认` : "";
  const rest = sum.unmatched ? `；${sum.unmatched} 条在本报告中没有对应的问题（内容已变或已整改），原样保留` : "";
  const read = refused.length < files.length ? `读入 ${sum.added} 条${dispute}${before}${rest}。` : "";
  tell(refused.join("") + read, refused.length > 0 || conflicts > 0);
}

/** Connects the buttons for decisions and the list; `ask` puts the cursor where a reason is written. */
export function startFiles(state: State, ask: () => void): void {
  const file = byId<HTMLInputElement>("file");
  const who = byId<HTMLInputElement>("who");
  who.value = state.decisions.who;
  who.addEventListener("change", () => state.change((decisions) => decisions.sign(who.value)));
  byId("export").addEventListener("click", () =>
    download("审核意见清单.csv", "text/csv;charset=utf-8", table(state.shown.value, state.decisions)),
  );
  byId("save").addEventListener("click", () => save(state, ask));
  byId("load").addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    void load(state, Array.from(file.files ?? []));
    file.value = "";
  });
  startLeaving(state);
  effect(() => {
    state.revision.value;
    const total = state.findings.length;
    const done = state.decisions.count();
    byId("done").textContent = `已处理 ${done} / ${total}`;
    byId("donebar").setAttribute("width", String(total ? (100 * done) / total : 0));
    byId("signed").textContent = state.decisions.who;
    const waiting = state.decisions.unconfirmed().length;
    byId("confirmall").hidden = !waiting;
    byId("confirmall").textContent = `一并确认以往意见（${waiting} 条）`;
    byId("refused").hidden = !state.decisions.refused;
  });
}

/** Says what the browser refuses to keep before it is lost, and keeps what is still to be kept. */
function startLeaving(state: State): void {
  byId("confirmall").addEventListener("click", () => {
    const count = state.change((decisions) => decisions.confirm(decisions.unconfirmed()));
    tell(`已确认 ${count} 条，可以撤销。`);
  });
  window.addEventListener("pagehide", () => state.decisions.flush());
  window.addEventListener("beforeunload", (event) => {
    if (state.decisions.refused && state.decisions.unsaved) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
  otherTabs((key, text) => {
    if (key === "who" && !text) return;
    if (key.startsWith("op:") && state.decisions.follow(key, text)) state.revision.value += 1;
  });
}
