// The joint decision on the findings that are chosen: what it would change is shown before it is made.

import { DECISIONS } from "./decision-file";
import type { Finding } from "./findings";
import type { Hand } from "./hand";
import { byId } from "./page";
import type { State } from "./state";
import { SEVERITY_WORDS } from "./text";

const KEYS: Readonly<Record<string, string>> = { 待核实: "Q", 采纳: "A", 误报: "W", 已整改: "D" };
const PREVIEWED = 8;

export interface Props {
  state: State;
  hand: Hand;
}

/** Leaves a field by Enter or Esc; what was written stays. */
export function leave(event: KeyboardEvent): void {
  if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
  event.preventDefault();
  event.stopPropagation();
  (event.currentTarget as HTMLElement).blur();
}

export function Choice({ word, on, hand }: { word: string; on: boolean; hand: Hand }) {
  return (
    <button type="button" data-decide={word} aria-pressed={on} onClick={() => hand.decide(word)}>
      {word} <kbd>{KEYS[word]}</kbd>
    </button>
  );
}

/** Returns how many of each there are, most first. */
function tally(words: readonly string[]): string {
  const by = new Map<string, number>();
  for (const word of words) by.set(word, (by.get(word) ?? 0) + 1);
  const most = Array.from(by).sort((a, b) => b[1] - a[1]);
  return (
    most
      .slice(0, 6)
      .map(([word, count]) => `${word} ${count}`)
      .join("，") + (most.length > 6 ? "…" : "")
  );
}

function Preview({ chosen, state, hand }: Props & { chosen: readonly Finding[] }) {
  const word = state.pending.value;
  const changed = chosen.filter((d) => state.decisions.mine(d)?.decision && state.decisions.mine(d)?.decision !== word);
  const apply = (): void => {
    const field = byId<HTMLInputElement>("bulkwhy");
    if (hand.confirmAll(field.value)) return;
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };
  return (
    <div id="preview">
      <p>
        将 {chosen.length} 条记为“{word}”{changed.length ? `，其中 ${changed.length} 条原有本人意见将被改写` : ""}：
      </p>
      <ul>
        {chosen.slice(0, PREVIEWED).map((d) => (
          <li>
            {d.n}. {d.message}
          </li>
        ))}
        {chosen.length > PREVIEWED && <li>……等 {chosen.length} 条</li>}
      </ul>
      <div class="row1">
        <label class="why">
          <span class="hide">共同的理由</span>
          <input
            type="text"
            id="bulkwhy"
            maxLength={500}
            autocomplete="off"
            placeholder={word === "误报" ? "共同的理由（必填）" : "共同的理由（可不填）"}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.isComposing) apply();
              else leave(event);
            }}
          />
        </label>
        <button type="button" id="apply" onClick={apply}>
          确定（{chosen.length} 条）
        </button>
        <button type="button" id="dismiss" onClick={() => (state.pending.value = "")}>
          取消
        </button>
      </div>
    </div>
  );
}

export function Many({ state, hand }: Props) {
  const chosen = Array.from(state.selected.value).sort((a, b) => a.n - b.n);
  const shown = new Set(state.shown.value);
  const unseen = chosen.filter((d) => !shown.has(d)).length;
  return (
    <>
      <p>
        <b id="chosen">已选 {chosen.length} 条</b> {tally(chosen.map((d) => SEVERITY_WORDS[d.severity] ?? ""))}；
        {tally(chosen.map((d) => d.code))}
        {unseen > 0 && <b id="unseen">；其中 {unseen} 条不在当前筛选中，也会一并处理</b>}
      </p>
      <div class="row1">
        <div class="choice" role="group" aria-label="对选中的一并处理">
          {DECISIONS.map((word) => (
            <Choice word={word} on={state.pending.value === word} hand={hand} />
          ))}
        </div>
        <button type="button" id="none" onClick={() => hand.chooseNone()}>
          取消选择 <kbd>Esc</kbd>
        </button>
      </div>
      {state.pending.value && <Preview chosen={chosen} state={state} hand={hand} />}
    </>
  );
}
