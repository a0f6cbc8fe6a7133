import assert from "node:assert/strict";
import { test } from "node:test";
import { type Asked, FIRST, paper, passes, sorted } from "../src/papers";
import { words } from "../src/text";

const NONE: Asked = { query: "", department: "", family: "", rule: "", status: "", progress: "", change: "" };
const values = (rank: number, change: Record<number, unknown> = {}): never[] => {
  const made = [rank, `${rank}.md`, "甲局", 2026, "ok", 10 * rank, 2, 1, 0, 1, 0, 0, `reports/甲局-${rank}a.html`, ""];
  const all: unknown[] = [...made, "", 0, { U01: 2 }];
  for (const [at, value] of Object.entries(change)) all[Number(at)] = value;
  return all as never[];
};
const made = (all: never[]): ReturnType<typeof paper> => paper(all, { U01: "单位", T01: "错别字" });
const passing = (asked: Partial<Asked>, ...papers: ReturnType<typeof paper>[]): number[] =>
  papers.filter((p) => passes(p, { ...NONE, ...asked }, words(asked.query ?? ""))).map((p) => p.rank);

test("a row knows its id, what is left, and what it is searched by", () => {
  const p = made(values(1));
  assert.deepEqual([p.id, p.total, p.left], ["r1a", 3, 2]);
  assert.equal(made(values(2, { 12: "" })).id, "n2");
});

test("words, department, rule, reading, progress and change each filter", () => {
  const a = made(values(1));
  const b = made(values(2, { 2: "乙局", 4: "partial", 9: 3, 14: "比上一版新增 1 条", 15: 1, 16: { T01: 1 } }));
  assert.deepEqual(passing({ query: "乙局 2" }, a, b), [2]);
  assert.deepEqual(passing({ department: "甲局" }, a, b), [1]);
  assert.deepEqual(passing({ rule: "T01" }, a, b), [2]);
  assert.deepEqual(passing({ family: "单位" }, a, b), [1]);
  assert.deepEqual(passing({ status: "partial" }, a, b), [2]);
  assert.deepEqual(passing({ progress: "open" }, a, b), [1]);
  assert.deepEqual(passing({ progress: "done" }, a, b), [2]);
  assert.deepEqual(passing({ change: "fresh" }, a, b), [2]);
  assert.deepEqual(passing({}, a, b), [1, 2]);
});

test("equal ones keep their rank, whichever way it is sorted", () => {
  const papers = [made(values(1)), made(values(2)), made(values(3, { 6: 9 }))];
  const ranks = (key: string, down: boolean): number[] => sorted(papers, { key, down }).map((p) => p.rank);
  assert.deepEqual(ranks("error", true), [3, 1, 2]);
  assert.deepEqual(ranks("error", false), [1, 2, 3]);
  assert.deepEqual(ranks(FIRST.key, FIRST.down), [1, 2, 3]);
});
