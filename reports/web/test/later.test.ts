import assert from "node:assert/strict";
import { test } from "node:test";
import { Later } from "../src/later";

Object.assign(globalThis, { window: globalThis });

function recorder() {
  const done: string[] = [];
  const busy: boolean[] = [];
  const later = new Later<string>(
    (item) => done.push(item),
    (now) => busy.push(now),
  );
  return { later, done, busy };
}

test("what is asked for at once comes first, the rest in its order, each once", () => {
  const { later, done, busy } = recorder();
  later.start(["a", "b", "c"]);
  assert.deepEqual(done, []);
  later.now("b");
  later.now("b");
  later.now(undefined);
  later.finish();
  assert.deepEqual(done, ["b", "a", "c"]);
  assert.deepEqual([busy[0], busy[busy.length - 1]], [true, false]);
});

test("a new start forgets what was waiting", () => {
  const { later, done } = recorder();
  later.start(["a", "b"]);
  later.start(["c"]);
  later.finish();
  assert.deepEqual(done, ["c"]);
});

test("nobody has to ask: it is done in the end", async () => {
  const made: string[] = [];
  await new Promise<void>((end) => {
    const later = new Later<string>(
      (item) => made.push(item),
      (busy) => busy || end(),
    );
    later.start(["a", "b"]);
  });
  assert.deepEqual(made, ["a", "b"]);
});
