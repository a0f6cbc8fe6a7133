import assert from "node:assert/strict";
import { test } from "node:test";
import { verdictOf } from "../src/verdict";

test("the verdict in the gate's words", () => {
  const judged = { faults: "", level: "错误" };
  assert.deepEqual(verdictOf(0, 0, judged), [0, "通过：没有发现须拦截的错误。"]);
  assert.deepEqual(verdictOf(0, 2, judged), [0, "通过：没有发现须拦截的错误（另有 2 处已豁免）。"]);
  assert.deepEqual(verdictOf(3, 1, judged), [1, "不通过：有 3 处错误须整改（另有 1 处已豁免）。"]);
  assert.deepEqual(verdictOf(3, 0, { faults: "1 个输入没有完整读出", level: "错误" }), [
    2,
    "无法判断：1 个输入没有完整读出；已读部分有 3 处错误须整改。",
  ]);
});
