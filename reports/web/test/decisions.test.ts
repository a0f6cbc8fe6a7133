import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDecisions } from "../src/decision-file";
import { Decisions } from "../src/decisions";
import { DOCUMENTS, decisions, finding, memory, print } from "./made";

const one = finding(1);
const two = finding(2);
const rows = (...given: object[]) => parseDecisions(JSON.stringify(given));
const by = (who: string, decision: string, more: object = {}) => ({ fingerprint: print(1), who, decision, ...more });

const key = (n: number): string => `op:${print(1000 + n)}:${print(n)}`;

test("a decision is kept, changed and taken back, and done again", () => {
  const keep = memory();
  const made = decisions([one, two], "甲", keep);
  made.decide([one], { decision: "误报" });
  assert.equal(made.state(one), "误报");
  assert.deepEqual(made.unreasoned(), [one]);
  made.decide([one], { why: "另有批复" });
  assert.deepEqual(made.unreasoned(), []);
  made.decide([one], { decision: "采纳" });
  assert.equal(made.mine(one)?.why, "");
  assert.equal(decisions([one, two], "", keep).state(one), "采纳");
  assert.deepEqual(made.undo(), [one]);
  assert.deepEqual([made.state(one), made.mine(one)?.why], ["误报", "另有批复"]);
  made.undo();
  made.undo();
  assert.equal(made.state(one), "none");
  assert.equal(keep.kept.has(key(1)), false);
  assert.deepEqual(made.undo(), []);
  for (let times = 0; times < 3; times++) made.redo();
  assert.deepEqual([made.state(one), made.able[1]], ["采纳", false]);
});

test("a note is a note: no decision, and no reason of a later one", () => {
  const made = decisions([one], "甲");
  made.decide([one], { remark: "问一下张科" });
  assert.deepEqual([made.state(one), made.decided(one), made.waiting(one), made.count()], ["待核实", false, true, 0]);
  made.decide([one], { decision: "误报" });
  assert.deepEqual([made.mine(one)?.why, made.mine(one)?.remark], ["", "问一下张科"]);
  assert.deepEqual(made.unreasoned(), [one]);
  assert.equal(made.rows()[0]?.remark, "问一下张科");
});

test("the reason of one decision is none of another", () => {
  const made = decisions([one], "甲");
  made.decide([one], { decision: "采纳", why: "请改" });
  made.decide([one], { decision: "误报" });
  assert.equal(made.mine(one)?.why, "");
  made.undo();
  assert.equal(made.mine(one)?.why, "请改");
});

test("a joint act is taken back as one, and gives back what was there", () => {
  const made = decisions([one, two], "甲");
  made.decide([one], { decision: "误报", why: "特例" });
  made.decide([one, two], { decision: "采纳" });
  assert.deepEqual([made.state(one), made.state(two)], ["采纳", "采纳"]);
  assert.deepEqual(made.undo(), [one, two]);
  assert.deepEqual([made.state(one), made.mine(one)?.why, made.state(two)], ["误报", "特例", "none"]);
});

test("the letters of a text are one act", () => {
  const made = decisions([one], "甲");
  made.decide([one], { decision: "误报" });
  for (const why of ["另", "另有", "另有批复"]) made.decide([one], { why }, "why");
  made.undo();
  assert.deepEqual([made.state(one), made.mine(one)?.why], ["误报", ""]);
  made.redo();
  assert.equal(made.mine(one)?.why, "另有批复");
});

test("last year's decisions are shown and waive nothing, until they are confirmed one by one or together", () => {
  const made = decisions([one, two], "甲");
  const last = { department: "甲局", year: 2025, document: "去年.md", sha256: "9".repeat(16), when: "2025-01-10" };
  const told = made.merge(
    rows(by("王", "误报", { why: "去年已核", ...last }), { ...by("王", "采纳", last), fingerprint: print(2) }),
  );
  assert.deepEqual(told, { added: 0, earlier: 2, unmatched: 0 });
  assert.deepEqual([made.count(), made.state(one), made.dropped(one)], [0, "none", false]);
  assert.deepEqual(made.unconfirmed(), [one, two]);
  assert.equal(made.confirm([one]), 1);
  assert.deepEqual([made.state(one), made.mine(one)?.why, made.mine(one)?.year], ["误报", "去年已核", 2026]);
  assert.equal(made.confirm(made.unconfirmed()), 1);
  assert.deepEqual([made.count(), made.unconfirmed()], [2, []]);
  made.undo();
  assert.deepEqual([made.count(), made.unconfirmed()], [1, [two]]);
  assert.deepEqual(
    made.rows().map((row) => row.year),
    [2026, 2025, 2025],
  );
});

test("what a browser kept of last year is an earlier opinion, too", () => {
  const keep = memory();
  decisions([one], "甲", keep).decide([one], { decision: "误报", why: "特例" });
  const later = [{ ...DOCUMENTS[0]!, year: 2027, sha256: "7".repeat(16) }];
  const next = { ...one, subject: later[0]! };
  const made = new Decisions([next], keep, later, () => new Date(2027, 0, 5));
  assert.deepEqual([made.state(next), made.on(next).earlier.length], ["none", 1]);
  assert.deepEqual(made.rows(), []);
});

test("another tab's decisions are followed, and taken back", () => {
  const keep = memory();
  const [here, there] = [decisions([one, two], "甲", keep), decisions([one, two], "甲", keep)];
  there.decide([one], { decision: "采纳" });
  assert.equal(here.follow(key(1), keep.get(key(1))), true);
  assert.equal(here.state(one), "采纳");
  there.undo();
  assert.equal(here.follow(key(1), keep.get(key(1))), true);
  assert.equal(here.state(one), "none");
  assert.equal(here.follow(key(9), "[]"), false);
});

test("what the browser refuses to keep is known", () => {
  const made = decisions([one], "甲", { ...memory(), works: () => false, set: () => false });
  assert.equal(made.refused, true);
  assert.equal(made.unsaved, false);
  made.decide([one], { decision: "采纳" });
  assert.deepEqual([made.unsaved, made.state(one)], [true, "采纳"]);
  const full = decisions([one], "", { ...memory(), set: () => false });
  assert.equal(full.refused, false);
  full.decide([one], { decision: "采纳" });
  assert.equal(full.refused, true);
});

test("what came with the report can be changed, and the change taken back", () => {
  const keep = memory();
  const brought = rows(by("甲", "误报", { why: "x", when: "2026-01-01" }));
  const open = (): Decisions => {
    const made = decisions([one], "甲", keep);
    made.bring(brought);
    return made;
  };
  const first = open();
  assert.equal(keep.kept.has(key(1)), false);
  first.decide([one], { decision: "待核实" });
  assert.equal(open().state(one), "待核实");
  first.undo();
  assert.equal(open().state(one), "误报");
});

test("a page of many decisions at once keeps them all", () => {
  const keep = memory();
  const many = Array.from({ length: 300 }, (_, at) => finding(at + 1));
  const made = decisions(many, "甲", keep);
  made.decide(many, { decision: "采纳" });
  made.flush();
  assert.equal(decisions(many, "", keep).count("采纳"), 300);
});

test("two reviewers merge without loss, and a conflict is a state of its own", () => {
  const made = decisions([one, two], "甲");
  made.decide([one], { decision: "采纳" });
  const told = made.merge(
    rows(by("乙", "误报", { why: "是特例", when: "2026-01-06" }), { ...by("乙", "采纳"), fingerprint: print(2) }),
  );
  assert.deepEqual(told, { added: 2, earlier: 0, unmatched: 0 });
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
    assert.equal(made.on(one).held.length, 1);
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
  made.decide([one], { decision: "采纳" });
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
    { added: 0, earlier: 0, unmatched: 2 },
  );
  assert.equal(made.count(), 0);
  assert.deepEqual(made.rows(), [{ ...other, decision: "误报", when: "2026-01-06" }]);
});

test("a department's decision holds in that department only; without one it holds in all", () => {
  const there = finding(3, { dept: "乙局", print: print(1) });
  const made = decisions([one, there]);
  made.merge(rows(by("甲", "采纳", { department: "乙局" })));
  assert.deepEqual([made.state(one), made.state(there)], ["none", "采纳"]);
  assert.equal(made.merge(rows(by("乙", "采纳"))).added, 1);
  assert.deepEqual([made.state(one), made.state(there)], ["采纳", "采纳"]);
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
      .held.map((entry) => entry.who)
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
    made.on(one).held.map((entry) => [entry.who, entry.why]),
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
    assert.equal(decisions([one], "", memory({ [key(1)]: kept })).state(one), "none");
  }
});

test("what is written can be read again, and says the same", () => {
  const made = decisions([one, two], "甲");
  made.decide([one], { decision: "误报", why: "另有批复" });
  made.decide([two], { decision: "已整改" });
  const again = decisions([one, two]);
  assert.equal(again.merge(rows(...made.rows())).added, 2);
  assert.deepEqual(again.rows(), made.rows());
  assert.match(made.rows()[0]?.when ?? "", /^2026-01-05T09:00:00[+-]\d\d:\d\d$/);
});
