// The list: a page of rows at a time, so that 5,000 findings cost no more than fifty.

import { effect } from "@preact/signals-core";
import { type ComponentChildren, render } from "preact";
import type { Finding } from "./findings";
import { all, byId, one } from "./page";
import { PAGE_SIZE, type State } from "./state";
import { SEVERITY_WORDS } from "./text";

function Two({ first, second }: { first: ComponentChildren; second: string }) {
  return (
    <>
      {first}
      {second && <small>{second}</small>}
    </>
  );
}

function Row({ d, state, now }: { d: Finding; state: State; now: boolean }) {
  const { decisions } = state;
  const chosen = state.selected.value.has(d);
  const classes = [decisions.dropped(d) && "dropped", now && "now", chosen && "chosen"].filter(Boolean).join(" ");
  const mine = decisions.mine(d);
  return (
    <tr data-n={d.n} tabIndex={-1} class={classes}>
      <td class="n">
        <input type="checkbox" class="choose" checked={chosen} aria-label={`选中第 ${d.n} 条`} />
        <a href={"#f" + d.n} aria-label={`到第 ${d.n} 条`}>
          {d.n}
        </a>
      </td>
      <td class="s">
        <span class={"sev " + d.severity}>{SEVERITY_WORDS[d.severity]}</span>
      </td>
      <td class="at">
        <Two first={d.name || d.group} second={d.indicator} />
      </td>
      <td class="what">
        <Two first={d.message} second={d.advice} />
      </td>
      <td class="f">
        <Two first={d.familyWord} second={d.code} />
      </td>
      <td class="c">{Math.round(d.confidence * 100)}%</td>
      <td class="d">
        <Two
          first={<span class={"decided is-" + decisions.state(d)}>{decisions.label(d)}</span>}
          second={[mine?.why, mine?.remark, mine?.to && `交 ${mine.to}`].filter(Boolean).join("；")}
        />
      </td>
    </tr>
  );
}

/** Lets the list follow the state while it is the view. */
export function startList(state: State): void {
  const list = byId("list");
  const body = one("tbody", list);
  const before = byId<HTMLButtonElement>("before");
  const after = byId<HTMLButtonElement>("after");
  effect(() => {
    if (state.view.value !== "list") return;
    state.revision.value;
    state.selected.value;
    const rows = state.rows.value;
    const from = state.printing.value ? 0 : state.page.value * PAGE_SIZE;
    const piece = state.printing.value ? rows : rows.slice(from, from + PAGE_SIZE);
    render(
      piece.map((d) => <Row key={d.n} d={d} state={state} now={d === state.current.value} />),
      body,
    );
    const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
    byId("page").textContent = `第 ${state.page.value + 1} / ${pages} 页`;
    before.disabled = state.page.value === 0;
    after.disabled = state.page.value >= pages - 1;
    one(".pages", list).hidden = pages === 1;
  });
  const turn = (by: number): void => {
    state.page.value += by;
    list.scrollIntoView();
  };
  before.addEventListener("click", () => turn(-1));
  after.addEventListener("click", () => turn(1));
  startHeads(state, all("[data-sort]"));
}

function startHeads(state: State, heads: HTMLElement[]): void {
  for (const head of heads) one("button", head).addEventListener("click", () => state.sort(head.dataset.sort ?? ""));
  effect(() => {
    const { key, down } = state.order.value;
    for (const head of heads) {
      if (head.dataset.sort === key) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  });
}
