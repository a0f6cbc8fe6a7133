// One list of cases for the page and for the gate (tests/engine/test_engine_standing.py).

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDecisions } from "../src/decision-file";
import { moment, standing } from "../src/standing";
import cases from "./standing.json";

const WORDS: Readonly<Record<string, string>> = { none: "", conflict: "意见不一致" };

for (const one of cases) {
  test(one.name, () => {
    const rows = parseDecisions(JSON.stringify(one.decisions));
    const finding = { print: one.fingerprint, spot: one.spot, coded: one.coded, subject: one.documents[one.at]! };
    const here = rows.filter((row) => row.fingerprint === one.fingerprint);
    const moved = rows.filter((row) => row.spot === one.spot && !one.present.includes(row.fingerprint));
    const made = standing(finding, here, moved, one.documents, one.today);
    assert.equal(WORDS[made.state] ?? made.state, one.state);
    assert.deepEqual(
      made.earlier.map((row) => row.who),
      one.earlier,
    );
  });
}

test("moments in all forms of ISO 8601", () => {
  const at = (when: string): number =>
    moment(parseDecisions(`[{"fingerprint": "${"a".repeat(16)}", "who": "x", "when": "${when}"}]`)[0]!);
  assert.equal(at("2026-01-05"), new Date(2026, 0, 5).getTime());
  assert.equal(at("20260105"), at("2026-01-05"));
  assert.equal(at("2026-01-05T09:30"), new Date(2026, 0, 5, 9, 30).getTime());
  assert.equal(at("2026-01-05 09:30:15,5"), new Date(2026, 0, 5, 9, 30, 15, 500).getTime());
  assert.equal(at("2026-01-05T0930"), at("2026-01-05T09:30"));
  assert.equal(at("2026-01-05T09:30:00+0800"), at("2026-01-05T01:30:00Z"));
  assert.equal(at("2026-01-05T09:30:00+08"), at("2026-01-05T01:30:00Z"));
  assert.equal(at(""), 0);
});
