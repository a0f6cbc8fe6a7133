// The gate's verdict, as it was without decisions and as it is with those on this page: the words of auditor/engine/gate.py.

import { effect } from "@preact/signals-core";
import { all, byId } from "./page";
import type { State } from "./state";

/** What the gate knew, in words: what could not be judged ("" where all was), and what its policy looks at. */
export interface Judged {
  faults: string;
  level: string;
}

/** Returns the verdict's code and sentence for so many findings that block and so many that are waived. */
export function verdictOf(blocking: number, waived: number, { faults, level }: Judged): [number, string] {
  const spared = waived ? `（另有 ${waived} 处已豁免）` : "";
  if (faults) {
    const found = blocking ? `已读部分有 ${blocking} 处${level}须整改` : `已读部分没有发现须拦截的${level}`;
    return [2, `无法判断：${faults}；${found}${spared}。`];
  }
  if (blocking) return [1, `不通过：有 ${blocking} 处${level}须整改${spared}。`];
  return [0, `通过：没有发现须拦截的${level}${spared}。`];
}

/** Lets the verdict follow the decisions. */
export function startVerdict(state: State, judged: Judged | null): void {
  const section = all("#verdict")[0];
  if (!judged || !section) return;
  const counted = state.findings.filter((finding) => finding.gate);
  effect(() => {
    state.revision.value;
    const waived = counted.filter((finding) => state.decisions.dropped(finding)).length;
    const [code, sentence] = verdictOf(counted.length - waived, waived, judged);
    section.classList.remove("v0", "v1", "v2");
    section.classList.add("v" + code);
    const [word = "", rest = ""] = sentence.split("：", 2);
    const strong = document.createElement("strong");
    strong.textContent = word;
    byId("sofar").replaceChildren(strong, rest);
  });
}
