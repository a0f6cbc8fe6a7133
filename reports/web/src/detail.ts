// The view by project. The server made its cards (they print, and are there without scripts); here they are only shown and hidden:
// whole projects and what is near the screen at once, the rows of the others in slices.

import { effect } from "@preact/signals-core";
import { active, type Filters, NO_FILTERS } from "./filter";
import type { Finding } from "./findings";
import { Later } from "./later";
import { all, byId } from "./page";
import type { State } from "./state";
import { fold, words } from "./text";

const AT_ONCE = 100;

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
  /** What is searched in a row without findings; made when it is first asked for. */
  text?: string;
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
  document: Element | null;
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
  private readonly badges: Map<number, string>;
  private readonly later = new Later<Block>(
    (block) => this.showBlock(block),
    (busy) => this.root.setAttribute("aria-busy", String(busy)),
  );
  private readonly badging = new Later<Finding>(
    (finding) => this.badge(finding),
    () => undefined,
  );
  private shown: ReadonlySet<number> = new Set();
  private narrow = false;
  private query: readonly string[] = [];
  private done: unknown[] = [];

  constructor(private readonly state: State) {
    this.badges = new Map(state.findings.map((finding) => [finding.n, "none,"]));
    // Only the view that is seen is brought up to date; the other one when it is turned to.
    effect(() => {
      if (state.view.value === "detail") this.show(state.shown.value, state.filters.value, state.only.value);
    });
    effect(() => {
      if (state.printing.value) this.finish();
    });
    effect(() => {
      state.revision.value;
      // A joint decision on thousands is seen where the reader is; the others follow.
      const stale = state.findings.filter((finding) => this.badges.get(finding.n) !== this.badgeOf(finding).join());
      if (stale.length > AT_ONCE) this.badging.start(stale);
      else for (const finding of stale) this.badge(finding);
    });
    let chosen: ReadonlySet<Finding> = new Set();
    effect(() => {
      const now = state.selected.value;
      for (const finding of chosen) if (!now.has(finding)) this.mark(finding, false);
      for (const finding of now) if (!chosen.has(finding)) this.mark(finding, true);
      chosen = now;
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

  /** Returns the anchor of the block in which a finding stands. */
  blockOf(finding: Finding): string {
    return this.homes.get(finding.n)?.block.element.id ?? "";
  }

  /** Brings everything up to date, off the screen too. */
  finish(): void {
    this.later.finish();
    this.badging.finish();
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
    const overall = element.classList.contains("overall");
    return { block: part(element), item, table, rows, free, cards, overall, document: element.closest(".doc") };
  }

  private show(findings: readonly Finding[], filters: Filters, only: boolean): void {
    const filtering = active(filters);
    const done = [findings, filters, only];
    if (done.every((value, at) => value === this.done[at])) return;
    this.done = done;
    this.shown = new Set(findings.map((finding) => finding.n));
    this.narrow = filtering || only;
    // Rows without findings are found where only words are looked for: other filters are about findings.
    const { query } = filters;
    this.query = query && !active({ ...filters, query: "" }) && !only ? words(query) : NO_FILTERS.family;
    this.showWhole(filtering, only);
    const left = this.blocks.filter((block) => !block.block.hidden);
    const gone = this.blocks.filter((block) => block.block.hidden);
    const first = Math.max(left.findIndex(near), 0);
    const here = left.filter(near);
    this.later.start([...left.slice(first), ...left.slice(0, first), ...gone]);
    for (const block of here) this.later.now(block);
  }

  /** Shows and hides whole blocks and documents. */
  private showWhole(filtering: boolean, only: boolean): void {
    for (const card of this.corpus) hide(card, !this.shown.has(card.n));
    for (const block of this.blocks) {
      const hit = any(block.cards, this.shown) || (this.query.length > 0 && block.rows.some((row) => this.says(row)));
      hide(block.block, (filtering || (only && !block.overall)) && !hit);
    }
    const open = new Set(this.blocks.filter((each) => !each.block.hidden).map((each) => each.document));
    for (const document of this.documents)
      hide(document.part, filtering && !open.has(document.part.element) && !any(document.cards, this.shown));
  }

  /** Brings the rows of a block and its line in the table of contents up to date. */
  private showBlock(block: Block): void {
    hide(block.item, block.block.hidden);
    if (block.block.hidden) return;
    let rows = 0;
    for (const card of block.free) hide(card, !this.shown.has(card.n));
    for (const each of block.rows) {
      const { row, notes, cards } = each;
      const hit = any(cards, this.shown);
      const seen = hit || !this.narrow || (this.query.length > 0 && this.says(each));
      hide(notes, !hit);
      hide(row, !seen);
      if (hit) for (const card of cards) hide(card, !this.shown.has(card.n));
      if (seen) rows += 1;
    }
    hide(block.table, !rows);
  }

  private mark(finding: Finding, chosen: boolean): void {
    this.cards.get(finding.n)?.element.classList.toggle("chosen", chosen);
  }

  /** Returns whether a row of the source holds all words that are looked for. */
  private says(of: RowOf): boolean {
    of.text ??= fold(of.row.element.textContent ?? "");
    return this.query.every((word) => of.text?.includes(word));
  }

  /** Returns what the badge of a finding shows: its state, and words. */
  private badgeOf(finding: Finding): [string, string] {
    const { decisions } = this.state;
    const state = decisions.state(finding);
    const mine = decisions.mine(finding);
    const why = state === "conflict" ? "" : (mine?.why ?? "");
    const remark = mine?.remark ? "；备注：" + mine.remark : "";
    const earlier = !decisions.decided(finding) && decisions.on(finding).earlier.length ? "（有以往意见，待确认）" : "";
    return [state, decisions.label(finding) + (why && "：" + why) + remark + earlier];
  }

  private badge(finding: Finding): void {
    const [state, text] = this.badgeOf(finding);
    this.badges.set(finding.n, [state, text].join());
    const card = this.cards.get(finding.n)?.element;
    const slot = card?.querySelector(".decided");
    if (!card || !slot) return;
    slot.className = "decided is-" + state;
    slot.textContent = text;
    card.classList.toggle("dropped", this.state.decisions.dropped(finding));
  }
}
