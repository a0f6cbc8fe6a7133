// The view by project. The server made its cards (they print, and are there without scripts); here they are only shown and hidden:
// whole projects and what is near the screen at once, the rows of the others in slices.

import { effect } from "@preact/signals-core";
import { active } from "./filter";
import type { Finding } from "./findings";
import { Later } from "./later";
import { all, byId } from "./page";
import type { State } from "./state";

/** An element and whether it is hidden: asking the page takes longer than to remember it. */
interface Part {
  element: HTMLElement;
  hidden: boolean;
}

interface Card extends Part {
  n: number;
}

interface RowOf {
  row: Part;
  notes: Part | null;
  cards: Card[];
}

/** A project: its line in the table of contents, its table, all its cards, and those of them that stand under no row. */
interface Block {
  block: Part;
  item: Part | null;
  table: Part | null;
  cards: Card[];
  free: Card[];
  rows: RowOf[];
  overall: boolean;
}

const part = (element: HTMLElement): Part => ({ element, hidden: element.hasAttribute("hidden") });
const cardOf = (element: HTMLElement): Card => ({ ...part(element), n: Number(element.dataset.n) });
const any = (cards: readonly Card[], shown: ReadonlySet<number>): boolean => cards.some((card) => shown.has(card.n));

function hide(what: Part | null, hidden: boolean): void {
  if (!what || what.hidden === hidden) return;
  what.hidden = hidden;
  what.element.hidden = hidden;
}

/** Returns whether a block is on the screen, or less than a screen away. */
function near({ block }: Block): boolean {
  const { top, bottom } = block.element.getBoundingClientRect();
  return bottom > -window.innerHeight && top < 2 * window.innerHeight;
}

export class Detail {
  private readonly root = byId("detail");
  // Looked up once: asking the page again at every key takes too long.
  private readonly cards = new Map(all("#detail .card").map((element) => [Number(element.dataset.n), cardOf(element)]));
  private readonly items = new Map(all("nav [data-block]").map((item) => [item.dataset.block, part(item)]));
  private readonly blocks = all("#detail .block").map((element) => this.block(element));
  private readonly homes = new Map(this.blocks.flatMap((block) => block.cards.map((card) => [card.n, block])));
  private readonly documents = all("#detail .doc").map((element) => ({
    part: part(element),
    cards: this.within(element),
  }));
  private readonly corpus = all("#corpus .card").map((element) => this.known(element));
  private readonly badges = new Map<number, string>();
  private readonly later = new Later<Block>(
    (block) => this.showBlock(block),
    (busy) => this.root.setAttribute("aria-busy", String(busy)),
  );
  private shown: ReadonlySet<number> = new Set();
  private narrow = false;
  private done: unknown[] = [];

  constructor(private readonly state: State) {
    // Only the view that is seen is brought up to date; the other one when it is turned to.
    effect(() => {
      if (state.view.value === "detail") this.show(state.shown.value, active(state.filters.value), state.only.value);
    });
    effect(() => {
      if (state.printing.value) this.finish();
    });
    effect(() => {
      state.revision.value;
      for (const finding of state.findings) this.badge(finding);
    });
    let marked: HTMLElement | undefined;
    effect(() => {
      marked?.classList.remove("now");
      marked = this.card(state.current.value);
      marked?.classList.add("now");
    });
  }

  /** Returns the card of a finding, shown or hidden as the filters have it. */
  card(finding: Finding | null): HTMLElement | undefined {
    if (!finding) return undefined;
    this.later.now(this.homes.get(finding.n));
    return this.cards.get(finding.n)?.element;
  }

  /** Brings everything up to date, off the screen too. */
  finish(): void {
    this.later.finish();
  }

  private known(element: HTMLElement): Card {
    return this.cards.get(Number(element.dataset.n)) ?? cardOf(element);
  }

  private within(element: ParentNode): Card[] {
    return all(".card", element).map((card) => this.known(card));
  }

  private block(element: HTMLElement): Block {
    const rows = all(".row", element).map((row) => {
      const next = row.nextElementSibling as HTMLElement | null;
      const notes = next?.classList.contains("notes") ? next : null;
      return { row: part(row), notes: notes && part(notes), cards: notes ? this.within(notes) : [] };
    });
    const cards = this.within(element);
    const under = new Set(rows.flatMap((row) => row.cards));
    const free = cards.filter((card) => !under.has(card));
    const table = all(".rows", element).map(part)[0] ?? null;
    const item = this.items.get(element.id) ?? null;
    return { block: part(element), item, table, rows, free, cards, overall: element.classList.contains("overall") };
  }

  private show(findings: readonly Finding[], filtering: boolean, only: boolean): void {
    const done = [findings, filtering, only];
    if (done.every((value, at) => value === this.done[at])) return;
    this.done = done;
    this.shown = new Set(findings.map((finding) => finding.n));
    this.narrow = filtering || only;
    for (const card of this.corpus) hide(card, !this.shown.has(card.n));
    for (const block of this.blocks)
      hide(block.block, (filtering || (only && !block.overall)) && !any(block.cards, this.shown));
    for (const document of this.documents) hide(document.part, filtering && !any(document.cards, this.shown));
    const left = this.blocks.filter((block) => !block.block.hidden);
    const gone = this.blocks.filter((block) => block.block.hidden);
    const first = Math.max(left.findIndex(near), 0);
    const here = left.filter(near);
    this.later.start([...left.slice(first), ...left.slice(0, first), ...gone]);
    for (const block of here) this.later.now(block);
  }

  /** Brings the rows of a block and its line in the table of contents up to date. */
  private showBlock(block: Block): void {
    hide(block.item, block.block.hidden);
    if (block.block.hidden) return;
    let rows = 0;
    for (const card of block.free) hide(card, !this.shown.has(card.n));
    for (const { row, notes, cards } of block.rows) {
      const hit = any(cards, this.shown);
      hide(notes, !hit);
      hide(row, this.narrow && !hit);
      if (hit) for (const card of cards) hide(card, !this.shown.has(card.n));
      if (hit || !this.narrow) rows += 1;
    }
    hide(block.table, !rows);
  }

  private badge(finding: Finding): void {
    const { decisions } = this.state;
    const state = decisions.state(finding);
    const why = state === "conflict" ? "" : (decisions.mine(finding)?.why ?? "");
    const text = decisions.label(finding) + (why && "：" + why);
    if ((this.badges.get(finding.n) ?? "none") === state + text) return;
    this.badges.set(finding.n, state + text);
    const card = this.cards.get(finding.n)?.element;
    const slot = card?.querySelector(".decided");
    if (!card || !slot) return;
    slot.className = "decided is-" + state;
    slot.textContent = text;
    card.classList.toggle("dropped", decisions.dropped(finding));
  }
}
