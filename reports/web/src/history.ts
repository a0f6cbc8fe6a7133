// What was done, so that it can be taken back and done again: each act is the rows before and after it.

import type { Row } from "./decision-file";

/** One row before and after; undefined where there was none. */
export type Step = readonly [Row | undefined, Row | undefined];
export type Act = readonly Step[];

const MOST = 500;

export class History {
  private past: { steps: Act; text: string }[] = [];
  private future: { steps: Act; text: string }[] = [];

  get canBack(): boolean {
    return this.past.length > 0;
  }

  get canForth(): boolean {
    return this.future.length > 0;
  }

  /** Adds an act; the letters of one text (`text` names it) are one. */
  add(steps: Act, text = ""): void {
    this.future = [];
    const last = this.past[this.past.length - 1];
    if (text && last?.text === text) last.steps = last.steps.map(([before], at) => [before, steps[at]?.[1]] as const);
    else this.past.push({ steps, text });
    if (this.past.length > MOST) this.past.shift();
  }

  back(): Act | undefined {
    const act = this.past.pop();
    if (act) this.future.push({ ...act, text: "" });
    return act?.steps;
  }

  forth(): Act | undefined {
    const act = this.future.pop();
    if (act) this.past.push(act);
    return act?.steps;
  }

  clear(): void {
    this.past = [];
    this.future = [];
  }
}
