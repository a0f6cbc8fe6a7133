// Work that may wait, done in slices between frames: changing thousands of rows at once takes the browser longer than
// a person waits for an answer.

const SLICE = 4; // milliseconds of a slice
const PAUSE = 25; // and between two

export class Later<Item> {
  private waiting = new Set<Item>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly act: (item: Item) => void,
    private readonly tell: (busy: boolean) => void,
  ) {}

  /** Does these from now on, in their order, and forgets what else was waiting. */
  start(items: Iterable<Item>): void {
    this.waiting = new Set(items);
    this.work(0);
  }

  /** Does these too, after what is waiting. */
  add(items: Iterable<Item>): void {
    for (const item of items) this.waiting.add(item);
    this.work(0);
  }

  /** Does one at once, if it is waiting. */
  now(item: Item | undefined): void {
    if (item !== undefined && this.waiting.delete(item)) this.act(item);
  }

  /** Does everything that is waiting. */
  finish(): void {
    this.work(Number.POSITIVE_INFINITY);
  }

  private work(milliseconds: number): void {
    const start = performance.now();
    for (const item of this.waiting) {
      if (performance.now() - start >= milliseconds) break;
      this.waiting.delete(item);
      this.act(item);
    }
    clearTimeout(this.timer);
    if (this.waiting.size) this.timer = setTimeout(() => this.work(SLICE), PAUSE);
    this.tell(this.waiting.size > 0);
  }
}
