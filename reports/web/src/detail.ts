// The view by project. The server made its cards (they print, and are there without scripts); here they are only shown and hidden:
// whole projects and what is near the screen at once, the rows of the others in slices.

import { effect } from "@preact/signals-core";
import { active, type Filters, NO_FILTERS } from "./filter";
import type { Finding } from "./findings";
import { Later } from "./later";
import { all, byId } from "./page";
import { any, type Block, blocksOf, cardOf, cardsIn, hide, near, type Piece, part, type RowOf } from "./parts";
import type { State } from "./state";
import { fold, words } from "./text";

const AT_ONCE = 100;

export class Detail {
  private readonly root = byId("detail");
  private readonly cards = new Map(all("#detail .card").map((element) => [Number(element.dataset.n), cardOf(element)]));
  private readonly items = new Map(all("nav [data-block]").map((item) => [item.dataset.block, part(item)]));
  private readonly blocks = blocksOf(this.cards, this.items);
  private readonly homes = new Map(this.blocks.flatMap((block) => block.cards.map((card) => [card.n, block])));
  private readonly places = new Map(
    this.blocks.flatMap(({ pieces }) =>
      pieces.flatMap((piece) => piece.rows.flatMap((row) => row.cards.map((card) => [card.n, piece] as const))),
    ),
  );
  private readonly documents = all("#detail .doc").map((element) => ({
    part: part(element),
    cards: cardsIn(element, this.cards),
  }));
  private readonly corpus = all("#corpus .card").map(
    (element) => this.cards.get(Number(element.dataset.n)) ?? cardOf(element),
  );
  private readonly badges: Map<number, string>;
  private readonly later = new Later<Block | Piece>(
    (part) => ("rows" in part ? this.showPiece(part) : this.showBlock(part)),
    (busy) => this.root.setAttribute("aria-busy", String(busy)),
  );
  private readonly badging = new Later<Finding>(
    (finding) => this.badge(finding),
    () => undefined,
  );
  private readonly choosing = new Later<Finding>(
    (finding) => this.mark(finding),
    () => undefined,
  );
  /** What the cards show as chosen. */
  private readonly chosen = new Set<Finding>();
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
      if (state.view.value !== "detail") return;
      // A joint decision on thousands is seen where the reader is; the others follow.
      const stale = state.findings.filter((finding) => this.badges.get(finding.n) !== this.badgeOf(finding).join());
      if (stale.length > AT_ONCE) this.badging.start(stale);
      else for (const finding of stale) this.badge(finding);
    });
    effect(() => {
      const now = state.selected.value;
      const stale = [...this.chosen, ...now].filter((finding) => this.chosen.has(finding) !== now.has(finding));
      if (stale.length > AT_ONCE) this.choosing.start(stale);
      else for (const finding of stale) this.mark(finding);
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
    this.later.now(this.places.get(finding.n));
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
    this.choosing.finish();
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
    const first = Math.max(
      left.findIndex(({ block }) => near(block)),
      0,
    );
    const here = left.filter(({ block }) => near(block));
    const pieces = here.flatMap((block) => block.pieces.filter(({ table }) => near(table)));
    const order = [...left.slice(first), ...left.slice(0, first), ...gone];
    this.later.start(order.flatMap((block) => [block, ...(block.block.hidden ? [] : block.pieces)]));
    for (const part of [...here, ...pieces]) this.later.now(part);
  }

  /** Shows and hides whole blocks and documents. */
  private showWhole(filtering: boolean, only: boolean): void {
    for (const card of this.corpus) hide(card, !this.shown.has(card.n));
    for (const block of this.blocks) {
      const hit = any(block.cards, this.shown) || this.saysAny(block);
      hide(block.block, (filtering || (only && !block.overall)) && !hit);
    }
    const open = new Set(this.blocks.filter((each) => !each.block.hidden).map((each) => each.document));
    for (const document of this.documents)
      hide(document.part, filtering && !open.has(document.part.element) && !any(document.cards, this.shown));
  }

  /** Brings the head of a block and its line in the table of contents up to date. */
  private showBlock(block: Block): void {
    hide(block.item, block.block.hidden);
    if (!block.block.hidden) for (const card of block.free) hide(card, !this.shown.has(card.n));
  }

  /** Brings some rows of a block up to date. */
  private showPiece({ rows, table }: Piece): void {
    let seen = 0;
    for (const each of rows) {
      const { row, notes, cards } = each;
      const hit = any(cards, this.shown);
      const left = hit || !this.narrow || (this.query.length > 0 && this.says(each));
      hide(notes, !hit);
      hide(row, !left);
      if (hit) for (const card of cards) hide(card, !this.shown.has(card.n));
      if (left) seen += 1;
    }
    hide(table, !seen);
  }

  private mark(finding: Finding): void {
    const chosen = this.state.selected.peek().has(finding);
    if (chosen) this.chosen.add(finding);
    else this.chosen.delete(finding);
    this.cards.get(finding.n)?.element.classList.toggle("chosen", chosen);
  }

  private saysAny({ pieces }: Block): boolean {
    return this.query.length > 0 && pieces.some(({ rows }) => rows.some((row) => this.says(row)));
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
