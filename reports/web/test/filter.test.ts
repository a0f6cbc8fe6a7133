import assert from "node:assert/strict";
import { test } from "node:test";
import { type Asked, active, type Filters, filtered, NO_FILTERS, sorted, toggled } from "../src/filter";
import type { Finding } from "../src/findings";
import { learn } from "../src/initials";
import { finding } from "./made";

const all = [
  finding(1, { severity: "info", family: "typo", confidence: 0.5, name: "乙" }),
  finding(2, { severity: "error", family: "unit", confidence: 0.9, name: "甲", message: "ＡＢ 12 万元" }),
  finding(3, { severity: "warning", family: "unit", confidence: 0.5, name: "丙", doc: 2 }),
];
const of = (d: Finding): string => (d.n === 2 ? "误报" : "none");
const state: Asked = { state: of, is: (d, word) => of(d) === word, said: (d) => (d.n === 3 ? "王审核另有批复" : "") };
learn({ x: "巡", c: "查" });
const numbers = (change: Partial<Filters>): number[] =>
  filtered(all, { ...NO_FILTERS, ...change }, state).map((d) => d.n);

test("without a filter everything passes, and no time is spent", () => {
  assert.equal(filtered(all, NO_FILTERS, state), all);
  assert.equal(active({ ...NO_FILTERS, query: " \t" }), false);
});

test("words of one filter add up, different filters narrow", () => {
  assert.deepEqual(numbers({ severity: ["info", "error"] }), [1, 2]);
  assert.deepEqual(numbers({ severity: ["info", "error"], family: ["unit"] }), [2]);
  assert.deepEqual(numbers({ group: "2\n项目：巡查" }), [3]);
  assert.deepEqual(numbers({ decision: "误报" }), [2]);
  assert.deepEqual(numbers({ decision: "none" }), [1, 3]);
});

test("the search knows no width, case or space", () => {
  for (const query of ["ab12万", "ＡＢ　１２", "Ab 12 万元"]) assert.deepEqual(numbers({ query }), [2]);
  assert.deepEqual(numbers({ query: "没有" }), []);
  assert.deepEqual(numbers({ query: ".*" }), []);
});

test("several words have to stand somewhere: in the finding, in its decisions, as first letters", () => {
  assert.deepEqual(numbers({ query: "万元 甲" }), [2]);
  assert.deepEqual(numbers({ query: "万元 批复" }), []);
  assert.deepEqual(numbers({ query: "批复 王" }), [3]);
  assert.deepEqual(numbers({ query: "xc" }), [1, 2, 3]);
  assert.deepEqual(numbers({ query: "xcxx" }), []);
});

test("files, rules and confidence narrow", () => {
  assert.deepEqual(numbers({ doc: "2" }), [3]);
  assert.deepEqual(numbers({ rule: "U01", sure: "0.9" }), [2]);
  assert.deepEqual(numbers({ rule: "U02" }), []);
});

test("a choice goes in and out", () => {
  assert.deepEqual(toggled(["a"], "b"), ["a", "b"]);
  assert.deepEqual(toggled(["a", "b"], "a"), ["b"]);
});

test("sorting goes both ways, equal ones keep the order of the page", () => {
  const order = (key: string, down = false) => sorted(all, { key, down }, state).map((d) => d.n);
  assert.deepEqual(order("n"), [1, 2, 3]);
  assert.deepEqual(order("n", true), [3, 2, 1]);
  assert.deepEqual(order("severity"), [2, 3, 1]);
  assert.deepEqual(order("severity", true), [1, 3, 2]);
  assert.deepEqual(order("confidence"), [1, 3, 2]);
  assert.deepEqual(order("confidence", true), [2, 1, 3]);
  assert.deepEqual(order("decision"), [1, 3, 2]);
  assert.deepEqual(order("worst"), [2, 3, 1]);
  assert.deepEqual(order("constructor"), [1, 2, 3]);
  assert.deepEqual(
    all.map((d) => d.n),
    [1, 2, 3],
  );
});
