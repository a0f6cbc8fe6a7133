import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDecisions } from "../src/decision-file";
import { decisions, finding, memory, print } from "./made";

const one = finding(1);
const two = finding(2);
const rows = (...given: object[]) => parseDecisions(JSON.stringify(given));
const by = (who: string, decision: string, more: object = {}) => ({ fingerprint: print(1), who, decision, ...more });

test("a decision is kept, changed and undone", () => {
  const keep = memory();
  const made = decisions([one, two], "甲", keep);
  made.decide(one, "误报");
  assert.equal(made.state(one), "误报");
  assert.deepEqual(made.unreasoned(), [one]);
  made.decide(one, "误报", "另有批复");
  assert.deepEqual(made.unreasoned(), []);
  made.decide(one, "采纳");
  assert.equal(made.mine(one)?.why, "另有批复");
  assert.equal(made.count(), 1);
  assert.equal(decisions([one, two], "", keep).state(one), "采纳");
  made.undo(one);
  assert.equal(made.state(one), "none");
  assert.equal(keep.kept.has("decision:" + one.key), false);
});

test("two reviewers merge without loss, and a conflict is a state of its own", () => {
  const made = decisions([one, two], "甲");
  made.decide(one, "采纳");
  const told = made.merge(
    rows(by("乙", "误报", { why: "是特例", when: "2026-01-06" }), { ...by("乙", "采纳"), fingerprint: print(2) }),
  );
  assert.deepEqual(told, { added: 2, unmatched: 0 });
  assert.equal(made.state(one), "conflict");
  assert.equal(made.label(one), "意见不一致");
  assert.equal(made.dropped(one), false);
  assert.equal(made.state(two), "采纳");
  assert.equal(made.count("conflict"), 1);
  assert.deepEqual(
    made.rows().map((row) => [row.who, row.decision]),
    [
      ["甲", "采纳"],
      ["乙", "误报"],
      ["乙", "采纳"],
    ],
  );
});

test("reviewers who agree on the waiver do not conflict; the last decision is shown", () => {
  const made = decisions([one]);
  made.merge(
    rows(
      by("甲", "采纳", { when: "2026-01-06" }),
      by("乙", "已整改", { when: "2026-01-07" }),
      by("丙", "采纳", { when: "2026-01-05" }),
    ),
  );
  assert.equal(made.state(one), "已整改");
  const waived = decisions([one]);
  waived.merge(
    rows(by("甲", "误报", { when: "2026-01-06", why: "x" }), by("乙", "", { when: "2026-01-07", why: "y" })),
  );
  assert.equal(waived.state(one), "豁免");
  assert.equal(waived.dropped(one), true);
});

test("a reviewer's later decision replaces the earlier, whichever is read first", () => {
  const early = by("甲", "采纳", { when: "2026-01-05T09:00:00+08:00" });
  const late = by("甲", "已整改", { when: "2026-01-05T02:00:00Z" });
  for (const order of [
    [early, late],
    [late, early],
  ]) {
    const made = decisions([one]);
    made.merge(rows(...order));
    assert.equal(made.state(one), "已整改");
    assert.equal(made.on(one).length, 1);
  }
});

test("reading the same file again adds nothing", () => {
  const made = decisions([one]);
  const file = rows(by("甲", "采纳", { when: "2026-01-05" }));
  assert.equal(made.merge(file).added, 1);
  assert.equal(made.merge(file).added, 0);
});

test("a name given later signs what was decided before; changing it does not", () => {
  const keep = memory();
  const made = decisions([one, two], "", keep);
  made.decide(one, "采纳");
  assert.equal(made.rows()[0]?.who, undefined);
  made.sign(" 甲 ");
  assert.deepEqual(
    made.rows().map((row) => row.who),
    ["甲"],
  );
  made.sign("乙");
  assert.equal(made.mine(one), undefined);
  assert.deepEqual(
    made.others(one).map((entry) => entry.who),
    ["甲"],
  );
  assert.equal(keep.get("who"), "乙");
});

test("decisions on findings of other reports stay in the next file, the later one of a reviewer", () => {
  const made = decisions([one]);
  const other = { fingerprint: print(9), who: "甲", why: "别处的", department: "乙局" };
  assert.deepEqual(
    made.merge(
      rows({ ...other, decision: "误报", when: "2026-01-06" }, { ...other, decision: "采纳", when: "2026-01-05" }),
    ),
    { added: 0, unmatched: 2 },
  );
  assert.equal(made.count(), 0);
  assert.deepEqual(made.rows(), [{ ...other, decision: "误报", when: "2026-01-06" }]);
});

test("a department's decision holds in that department only; without one it holds in all", () => {
  const there = finding(3, { dept: "乙局", print: print(1) });
  const made = decisions([one, there]);
  made.merge(rows(by("甲", "采纳", { department: "乙局" })));
  assert.deepEqual([made.state(one), made.state(there)], ["none", "采纳"]);
  assert.equal(made.merge(rows(by("乙", "采纳"))).added, 2);
  assert.equal(made.merge(rows(by("乙", "采纳", { department: "丙局" }))).unmatched, 1);
});

test("names of a prototype's properties are reviewers like others, also after the browser kept them", () => {
  const keep = memory();
  const names = ["__proto__", "constructor", "toString"];
  decisions([one], "", keep).merge(rows(...names.map((who) => by(who, "采纳"))));
  const again = decisions([one], "", keep);
  assert.deepEqual(
    again
      .on(one)
      .map((entry) => entry.who)
      .sort(),
    [...names].sort(),
  );
  assert.deepEqual(
    again
      .rows()
      .map((row) => row.who)
      .sort(),
    [...names].sort(),
  );
  const odd = finding(4, { print: "constructor", dept: "__proto__" });
  assert.equal(decisions([odd]).state(odd), "none");
});

test("unseen characters of a file are shown", () => {
  const made = decisions([one]);
  made.merge(rows(by("甲\u202e", "误报", { why: "<b>\u200b" })));
  assert.deepEqual(
    made.on(one).map((entry) => [entry.who, entry.why]),
    [["甲⟨U+202E⟩", "<b>⟨U+200B⟩"]],
  );
  made.merge(rows({ ...by("乙\u202e", "采纳"), fingerprint: print(9) }));
  assert.deepEqual(
    made.rows().map((row) => row.who),
    ["甲⟨U+202E⟩", "乙⟨U+202E⟩"],
  );
});

test("what the browser kept and cannot be read is as if nobody had decided", () => {
  for (const kept of ["{", "null", "3", '"x"', '{"甲": null}', "[]"]) {
    assert.equal(decisions([one], "", memory({ ["decision:" + one.key]: kept })).state(one), "none");
  }
});

test("what is written can be read again, and says the same", () => {
  const made = decisions([one, two], "甲");
  made.decide(one, "误报", "另有批复");
  made.decide(two, "已整改");
  const again = decisions([one, two]);
  assert.equal(again.merge(rows(...made.rows())).added, 2);
  assert.deepEqual(again.rows(), made.rows());
  assert.match(made.rows()[0]?.when ?? "", /^2026-01-05T09:00:00[+-]\d\d:\d\d$/);
});
