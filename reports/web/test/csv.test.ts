import assert from "node:assert/strict";
import { test } from "node:test";
import { quoted, table } from "../src/csv";
import { json, visible } from "../src/text";
import { decisions, finding } from "./made";

test("what a spreadsheet would take for a formula is text", () => {
  for (const text of ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "＋1", "－1", "＠x"])
    assert.equal(quoted(text), `"'${text}"`);
  assert.equal(quoted("≥10"), '"≥10"');
  assert.equal(quoted(3), '"3"');
});

test("quotes, commas and line breaks stay inside their field", () => {
  assert.equal(quoted('他说"好",\n再说'), '"他说""好"",\n再说"');
});

test("the table has a mark for Excel, a head, and a row a finding with what was decided", () => {
  const made = finding(1, { message: "=危险" });
  const decided = decisions([made], "甲");
  decided.decide([made], { decision: "误报", why: "-理由", remark: "=备注" });
  const lines = table([made], decided).split("\r\n");
  assert.match(lines[0] ?? "", /^\ufeff"序号","文件"/);
  assert.match(lines[1] ?? "", /"'=危险".*"误报","甲","'-理由","'=备注","0{15}1"$/);
  assert.equal(lines[0]?.split(",").length, lines[1]?.split(",").length);
  assert.deepEqual(lines.slice(2), [""]);
});

test("unseen characters are shown, and escaped in JSON", () => {
  assert.equal(visible("a\u202eb\u0000\ufeff"), "a⟨U+202E⟩b⟨U+0000⟩⟨U+FEFF⟩");
  assert.equal(visible("换行\n和\t制表"), "换行\n和\t制表");
  assert.equal(json("\u2028\u007f\ufeff"), '"\\u2028\\u007f\\ufeff"');
});
