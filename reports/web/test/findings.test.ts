import assert from "node:assert/strict";
import { test } from "node:test";
import { unpacked } from "../src/findings";

test("a text that comes again is read from the words, an empty one is empty, numbers stay", () => {
  const packed = {
    words: ["河道清淤", "3"],
    rows: [
      { n: 1, doc: 2, name: 0, message: 1, confidence: 0.5, gate: true },
      { n: 2, name: 0, place: "第 2 行" },
    ],
  };
  const [first, second] = unpacked(packed);
  assert.deepEqual([first?.name, first?.message, first?.doc, first?.confidence], ["河道清淤", "3", 2, 0.5]);
  assert.deepEqual([second?.name, second?.place, second?.message, second?.doc], ["河道清淤", "第 2 行", "", 0]);
  assert.deepEqual([first?.gate, second?.gate], [true, false]);
});
