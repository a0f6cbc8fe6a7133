import assert from "node:assert/strict";
import { test } from "node:test";
import { unpacked } from "../src/findings";

test("a text that comes again is read from the words, an empty one is empty, numbers stay", () => {
  const packed = {
    words: ["河道清淤", "3"],
    keys: ["n", "doc", "name", "message", "place", "confidence", "gate"],
    rows: [
      [1, 2, 0, 1, "", 0.5, 1],
      [2, 0, 0, "", "第 2 行", 1, 0],
    ],
  };
  const [first, second] = unpacked(packed);
  assert.deepEqual([first?.name, first?.message, first?.doc, first?.confidence], ["河道清淤", "3", 2, 0.5]);
  assert.deepEqual([second?.name, second?.place, second?.message, second?.doc], ["河道清淤", "第 2 行", "", 0]);
  assert.deepEqual([first?.gate, second?.gate], [true, false]);
});
