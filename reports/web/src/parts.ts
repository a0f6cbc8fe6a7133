// The elements of the view by project, looked up once: asking the page again at every key takes too long.

import { all } from "./page";

/** An element and whether it is hidden: asking the page takes longer than to remember it. */
export interface Part {
  element: HTMLElement;
  hidden: boolean;
}

export interface Card extends Part {
  n: number;
}

export interface RowOf {
  row: Part;
  /** What is searched in a row without findings; made when it is first asked for. */
  text?: string;
  notes: Part | null;
  cards: Card[];
}

/** Some rows of a project: a browser lays out only the pieces of a long table that are seen, and so do we. */
export interface Piece {
  table: Part;
  rows: RowOf[];
}

/** A project: its line in the table of contents, its table, all its cards, and those of them that stand under no row. */
export interface Block {
  block: Part;
  item: Part | null;
  cards: Card[];
  free: Card[];
  pieces: Piece[];
  overall: boolean;
  document: Element | null;
}

export const part = (element: HTMLElement): Part => ({ element, hidden: element.hasAttribute("hidden") });
export const cardOf = (element: HTMLElement): Card => ({ ...part(element), n: Number(element.dataset.n) });
export const any = (cards: readonly Card[], shown: ReadonlySet<number>): boolean =>
  cards.some((card) => shown.has(card.n));

export function hide(what: Part | null, hidden: boolean): void {
  if (!what || what.hidden === hidden) return;
  what.hidden = hidden;
  what.element.hidden = hidden;
}

/** Returns whether something is on the screen, or less than a screen away. */
export function near({ element }: Part): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > -window.innerHeight && top < 2 * window.innerHeight;
}

/** Returns the projects of the page; `known` are the cards, `items` the lines of the table of contents, by the anchor of their project. */
export function blocksOf(known: ReadonlyMap<number, Card>, items: ReadonlyMap<string | undefined, Part>): Block[] {
  return all("#detail .block").map((element) => {
    const cards = cardsIn(element, known);
    const block: Block = {
      block: part(element),
      item: items.get(element.id) ?? null,
      cards,
      free: [],
      pieces: [],
      overall: element.classList.contains("overall"),
      document: element.closest(".doc"),
    };
    block.pieces = all(".piece", element).map((piece) => ({
      table: part(piece),
      rows: all(".row", piece).map((row) => rowOf(row, known)),
    }));
    const under = new Set(block.pieces.flatMap(({ rows }) => rows.flatMap((row) => row.cards)));
    block.free = cards.filter((card) => !under.has(card));
    return block;
  });
}

/** Returns the cards within an element. */
export const cardsIn = (element: ParentNode, known: ReadonlyMap<number, Card>): Card[] =>
  all(".card", element).map((card) => known.get(Number(card.dataset.n)) ?? cardOf(card));

function rowOf(element: HTMLElement, known: ReadonlyMap<number, Card>): RowOf {
  const next = element.nextElementSibling as HTMLElement | null;
  const notes = next?.classList.contains("notes") ? next : null;
  return { row: part(element), notes: notes && part(notes), cards: notes ? cardsIn(notes, known) : [] };
}
