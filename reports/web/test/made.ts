// Made-up findings, and a browser's store that only this test sees.

import { Decisions } from "../src/decisions";
import { type Datum, type Finding, prepared } from "../src/findings";
import type { Keep } from "../src/page";
import type { Subject } from "../src/standing";

export const print = (n: number): string => String(n).padStart(16, "0");

export const THIS: Subject = { source: "甲.md", sha256: "1".repeat(16), department: "甲局", year: 2026 };
export const DOCUMENTS: readonly Subject[] = [THIS, { ...THIS, source: "乙.md", sha256: "2".repeat(16) }];

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
  const marks = { print: print(n), spot: print(1000 + n), gate: true };
  const made = prepared([{ n, doc: 1, ...words, ...rule, ...texts, ...marks, ...change }], DOCUMENTS)[0]!;
  return { ...made, subject: { ...made.subject, department: change.dept ?? made.subject.department } };
}

export function memory(start: Record<string, string> = {}): Keep & { kept: Map<string, string> } {
  const kept = new Map(Object.entries(start));
  return {
    kept,
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => Boolean(value ? kept.set(key, value) : kept.delete(key) || true),
    works: () => true,
    keys: (prefix) => Array.from(kept.keys()).filter((key) => key.startsWith(prefix)),
  };
}

/** Returns decisions of `who` on the findings; every next decision is made a minute after the one before. */
export function decisions(findings: readonly Finding[], who = "", keep: Keep = memory()): Decisions {
  let minute = 0;
  const made = new Decisions(findings, keep, DOCUMENTS, () => new Date(2026, 0, 5, 9, minute++));
  if (who) made.sign(who);
  return made;
}
