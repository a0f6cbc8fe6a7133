// The bar below: the finding in hand and the decisions on it.

import { effect } from "@preact/signals-core";
import { render } from "preact";
import { DECISIONS } from "./decision-file";
import type { Signed } from "./decisions";
import type { Finding } from "./findings";
import type { Hand } from "./hand";
import { byId } from "./page";
import type { State } from "./state";

const KEYS: Readonly<Record<string, string>> = { 采纳: "A", 误报: "W", 已整改: "D" };

function Said({ entry }: { entry: Signed }) {
  const why = entry.why && `（${entry.why}）`;
  return <li>{`${entry.who || "未署名"}：${entry.decision || "豁免"}${why} ${entry.when.slice(0, 10)}`}</li>;
}

function Dock({ d, state, hand }: { d: Finding; state: State; hand: Hand }) {
  const mine = state.decisions.mine(d);
  const leave = (event: KeyboardEvent): void => {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    hand.focus(d);
  };
  return (
    <>
      <p>
        <b id="dockno">
          {d.n} / {state.findings.length}
        </b>{" "}
        <span id="dockmsg">{d.message}</span>
      </p>
      <div class="row1">
        <div class="choice" role="group" aria-label="处理">
          {DECISIONS.map((word) => (
            <button
              type="button"
              data-decide={word}
              aria-pressed={!!mine && word === (mine.decision || "误报")}
              onClick={() => hand.choose(word)}
            >
              {word} <kbd>{KEYS[word]}</kbd>
            </button>
          ))}
        </div>
        <label>
          <span class="hide">备注或理由</span>
          <input
            type="text"
            id="why"
            maxLength={500}
            autocomplete="off"
            placeholder="备注；误报须写理由"
            value={mine?.why ?? ""}
            onInput={(event) => hand.comment(event.currentTarget.value)}
            onKeyDown={leave}
          />
        </label>
        <button type="button" id="undo" disabled={!mine} onClick={() => hand.undo()}>
          撤销 <kbd>U</kbd>
        </button>
        <button type="button" id="close" aria-label="收起" onClick={() => hand.focus(null)}>
          ×
        </button>
      </div>
      <ul id="said">
        {state.decisions.others(d).map((entry) => (
          <Said entry={entry} />
        ))}
      </ul>
    </>
  );
}

/** Lets the bar follow the finding in hand and its decisions. */
export function startDock(state: State, hand: Hand): void {
  const dock = byId("dock");
  effect(() => {
    state.revision.value;
    const d = state.current.value;
    render(d && <Dock d={d} state={state} hand={hand} />, dock);
    dock.hidden = !d;
    dock.classList.toggle("conflict", !!d && state.decisions.state(d) === "conflict");
    document.body.classList.toggle("docked", !!d);
  });
}
