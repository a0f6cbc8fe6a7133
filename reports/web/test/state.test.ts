import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGE_SIZE, State } from "../src/state";
import { decisions, finding } from "./made";

const many = Array.from({ length: 120 }, (_, at) => finding(at + 1, { severity: at % 2 ? "error" : "info" }));
const fresh = (): State => new State(many, decisions(many, "甲"));

test("undecided is a living filter: what is decided goes, and the steps go on from its place", () => {
  const state = fresh();
  state.filter({ decision: "none" });
  assert.equal(state.shown.value.length, 120);
  state.take(many[4]!);
  state.change((made) => made.decide([many[4]!], { decision: "采纳" }));
  assert.equal(state.shown.value.length, 119);
  assert.equal(state.next(1), many[5]);
  assert.equal(state.next(-1), many[3]);
  assert.equal(state.nextWaiting(), many[5]);
  state.change((made) => made.decide([many[5]!], { remark: "问一下" }));
  assert.equal(state.shown.value.length, 119);
  state.change((made) => made.undo());
  state.change((made) => made.undo());
  assert.equal(state.shown.value.length, 120);
});

test("the next that waits comes from the front where none follows", () => {
  const state = fresh();
  state.take(many[119]!);
  assert.equal(state.nextWaiting(), many[0]);
  state.change((made) => made.decide(many.slice(0, 119), { decision: "采纳" }));
  assert.equal(state.nextWaiting(), null);
});

test("steps follow the order of the view and stop at its ends", () => {
  const state = fresh();
  assert.equal(state.next(1), many[0]);
  assert.equal(state.next(-1), many[119]);
  state.take(many[119]!);
  assert.equal(state.next(1), many[119]);
  state.view.value = "list";
  state.sort("severity");
  state.take(many[1]!);
  assert.equal(state.next(1), many[3]);
  state.filter({ query: "没有" });
  assert.equal(state.next(1), null);
});

test("the list turns to the page of the finding in hand, and back to the first by a filter", () => {
  const state = fresh();
  state.view.value = "list";
  state.take(many[2 * PAGE_SIZE]!);
  assert.equal(state.page.value, 2);
  state.filter({ severity: ["error"] });
  assert.equal(state.page.value, 0);
});
