// Made-up findings, and a browser's store that only this test sees.

import { Decisions } from "../src/decisions";
import { type Datum, type Finding, prepared } from "../src/findings";
import type { Keep } from "../src/page";

export const print = (n: number): string => String(n).padStart(16, "0");

export function finding(n: number, change: Partial<Datum> = {}): Finding {
  const words = {
    file: "甲.md",
    dept: "甲局",
    group: "项目：巡查",
    project: "P1",
    name: "巡查",
    indicator: "巡查次数",
    column: "指标值",
    place: "第 1 行",
  };
  const rule = {
    severity: "error",
    family: "unit",
    familyWord: "单位",
    code: "U01",
    rule: "unit.made-up",
    confidence: 0.9,
  };
  const texts = { message: `第${n}件`, evidence: "≥十", advice: "改写" };
  return prepared([{ n, doc: 1, ...words, ...rule, ...texts, print: print(n), ...change }])[0]!;
}

export function memory(start: Record<string, string> = {}): Keep & { kept: Map<string, string> } {
  const kept = new Map(Object.entries(start));
  return {
    kept,
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void (value ? kept.set(key, value) : kept.delete(key)),
  };
}

/** Returns decisions of `who` on the findings; every next decision is made a minute after the one before. */
export function decisions(findings: readonly Finding[], who = "", keep: Keep = memory()): Decisions {
  let minute = 0;
  const made = new Decisions(findings, keep, () => new Date(2026, 0, 5, 9, minute++));
  if (who) made.sign(who);
  return made;
}
