import assert from "node:assert/strict";
import { test } from "node:test";
import { FileError, KEYS, parseDecisions } from "../src/decision-file";
import { print } from "./made";

const good = { fingerprint: print(1), who: "甲" };
const file = (...rows: unknown[]): string => JSON.stringify({ decisions: rows });
const refused = (source: string, words: RegExp): void => {
  assert.throws(
    () => parseDecisions(source),
    (error: Error) => error instanceof FileError && words.test(error.message),
  );
};

test("a list, decisions and waivers are read; what is left out is empty", () => {
  for (const source of [JSON.stringify([good]), file(good), JSON.stringify({ waivers: [good] })]) {
    const [row] = parseDecisions(source);
    assert.deepEqual(row, {
      ...good,
      ...Object.fromEntries(KEYS.filter((key) => !(key in good)).map((key) => [key, key === "year" ? 0 : ""])),
    });
  }
});

test("a fingerprint is read in either case, names without the space around them", () => {
  const [row] = parseDecisions(file({ fingerprint: "ABCDEF0123456789", who: " 甲 " }));
  assert.equal(row?.fingerprint, "abcdef0123456789");
  assert.equal(row?.who, "甲");
});

test("what is no decisions file is told as such", () => {
  for (const source of ["", "{", "[]1", "null", "3", '"x"', '{"a": 1}', '{"decisions": {}}'])
    refused(source, /^不是处理意见文件$/);
});

test("a year is a number or its digits", () => {
  for (const [year, read] of [
    [2026, 2026],
    ["2026", 2026],
    ["2026年", 2026],
    ["", 0],
  ])
    assert.equal(parseDecisions(file({ ...good, year }))[0]?.year, read);
  for (const year of [26, "二〇二六", "1999", true]) refused(file({ ...good, year }), /“year”/);
});

test("a slip is told with its row and key", () => {
  refused(file(good, { ...good, decision: "同意" }), /第 2 条的“decision”/);
  refused(file({ ...good, fingerprint: "12" }), /第 1 条的“fingerprint”/);
  refused(file({ ...good, fingerprint: 12 }), /“fingerprint”/);
  refused(file({ ...good, who: "  " }), /“who”/);
  refused(file({ fingerprint: print(1) }), /“who”/);
  refused(file({ ...good, why: {} }), /“why”/);
  refused(file({ ...good, reason: "x" }), /“reason”/);
  refused(file("x"), /第 1 条无效/);
  refused(file(null), /第 1 条无效/);
});

test("moments and dates that the command line would refuse are refused here", () => {
  for (const when of [
    "2026-01-05",
    "2026-01-05T09:30",
    "2026-01-05T09:30:00+08:00",
    "2026-01-05T01:30:00.5Z",
    "20260105",
  ]) {
    assert.equal(parseDecisions(file({ ...good, when }))[0]?.when, when);
  }
  refused(file({ ...good, when: "昨天" }), /“when”/);
  refused(file({ ...good, until: "2026-12" }), /“until”/);
});

test("names of a prototype's properties are only names", () => {
  const [row] = parseDecisions(`[{"fingerprint": "${print(1)}", "who": "__proto__", "why": "constructor"}]`);
  assert.equal(row?.who, "__proto__");
  refused(`[{"fingerprint": "${print(1)}", "who": "甲", "__proto__": {"decision": "误报"}}]`, /第 1 条/);
  assert.equal(({} as { decision?: string }).decision, undefined);
});
