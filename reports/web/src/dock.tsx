// The bar below: the finding in hand, the decisions on it, and the joint decision on those that are chosen.

import { effect } from "@preact/signals-core";
import { render } from "preact";
import { DECISIONS, type Row } from "./decision-file";
import type { Finding } from "./findings";
import type { Hand } from "./hand";
import { Choice, leave, Many, type Props } from "./many";
import { byId, copy } from "./page";
import type { State } from "./state";
import { SEVERITY_WORDS } from "./text";

/** Returns a text in one line, as a reader says it to a colleague. */
const told = (row: Row): string =>
  `${row.who || "未署名"}：${row.decision || "豁免"}${row.why && `（${row.why}）`}${row.remark && `；备注：${row.remark}`}` +
  `${row.to && `；交 ${row.to}`} ${row.when.slice(0, 10)}`;

/** Returns what is said of an earlier opinion: of which year, or that the content was another. */
function origin(row: Row, d: Finding): string {
  if (row.year && row.year !== d.subject.year) return `${row.year} 年意见`;
  if (row.fingerprint !== d.print) return "内容改动前的意见";
  return row.year ? "对另一份文件的意见" : "以往意见";
}

function Field({
  id,
  word,
  hint,
  value,
  put,
}: Record<"id" | "word" | "hint" | "value", string> & { put(text: string): void }) {
  return (
    <label class={id}>
      <span class="hide">{word}</span>
      <input
        type="text"
        id={id}
        maxLength={500}
        autocomplete="off"
        placeholder={hint}
        value={value}
        onInput={(event) => put(event.currentTarget.value)}
        onKeyDown={leave}
      />
    </label>
  );
}

function Earlier({ d, state, hand }: Props & { d: Finding }) {
  const { earlier } = state.decisions.on(d);
  if (!earlier.length) return null;
  return (
    <ul id="earlier">
      {earlier.map((row) => (
        <li>
          <b>{origin(row, d)}</b> {told(row)}
        </li>
      ))}
      <li>
        <button type="button" id="confirm" disabled={state.decisions.decided(d)} onClick={() => hand.confirm([d])}>
          确认沿用
        </button>
        <small>以往意见只供参考，确认后才是本次的意见</small>
      </li>
    </ul>
  );
}

function One({ d, state, hand }: Props & { d: Finding }) {
  const { decisions } = state;
  const mine = decisions.mine(d);
  const alike = state.shown.value.filter((each) => each.rule === d.rule).length;
  const link = location.href.replace(/#.*/, "") + "#fp-" + d.print;
  const text = `${SEVERITY_WORDS[d.severity]} ${d.code} ${d.name || d.group}：${d.message}${d.place && `（${d.place}）`}`;
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
            <Choice word={word} on={!!mine && word === (mine.decision || "误报")} hand={hand} />
          ))}
        </div>
        <Field id="why" word="理由" hint="理由（误报须写）" value={mine?.why ?? ""} put={(why) => hand.text({ why })} />
        <Field
          id="remark"
          word="备注"
          hint="备注（C，写入整改通知，不作为处理意见）"
          value={mine?.remark ?? ""}
          put={(remark) => hand.text({ remark })}
        />
        <Field id="to" word="交办" hint="交办给…" value={mine?.to ?? ""} put={(to) => hand.text({ to })} />
        <button type="button" id="close" aria-label="收起" onClick={() => (state.folded.value = true)}>
          ×
        </button>
      </div>
      <div class="row1 row2">
        <button type="button" id="undo" disabled={!decisions.able[0]} onClick={() => hand.undo()}>
          撤销 <kbd>U</kbd>
        </button>
        <button type="button" id="redo" disabled={!decisions.able[1]} onClick={() => hand.redo()}>
          重做 <kbd>⇧U</kbd>
        </button>
        <button type="button" id="next" onClick={() => hand.stepWaiting()}>
          下一条未处理 <kbd>N</kbd>
        </button>
        <button type="button" id="alike" disabled={alike < 2} onClick={() => hand.chooseRule()}>
          选中本规则同类 {alike} 条 <kbd>G</kbd>
        </button>
        <button
          type="button"
          id="original-open"
          aria-pressed={state.original.value}
          onClick={() => (state.original.value = !state.original.value)}
        >
          原件 <kbd>O</kbd>
        </button>
        <button type="button" id="copytext" onClick={() => copy(text)}>
          复制文字
        </button>
        <button type="button" id="copylink" onClick={() => copy(link)}>
          复制链接
        </button>
      </div>
      <Earlier d={d} state={state} hand={hand} />
      <ul id="said">
        {decisions.others(d).map((row) => (
          <li>{told(row)}</li>
        ))}
      </ul>
    </>
  );
}

/** Lets the bar follow the finding in hand, the choice and their decisions. */
export function startDock(state: State, hand: Hand): void {
  const dock = byId("dock");
  effect(() => {
    state.revision.value;
    state.pending.value;
    state.original.value;
    const many = state.selected.value.size > 0;
    const d = state.folded.value ? null : state.current.value;
    const open = many || !!d;
    render(many ? <Many state={state} hand={hand} /> : d && <One d={d} state={state} hand={hand} />, dock);
    dock.hidden = !open;
    dock.classList.toggle("conflict", !many && !!d && state.decisions.state(d) === "conflict");
    document.body.classList.toggle("docked", open);
  });
}
