// The list as a table for a spreadsheet.

import type { Decisions } from "./decisions";
import type { Finding } from "./findings";
import { SEVERITY_WORDS } from "./text";

const HEAD = [
  "序号",
  "文件",
  "部门",
  "严重程度",
  "编号",
  "项目编码",
  "项目名称",
  "指标",
  "位置",
  "问题",
  "证据",
  "建议",
  "处理",
  "审核人",
  "理由",
  "备注",
  "指纹",
];

/** Returns the value as a CSV field; a text that a spreadsheet would take for a formula gets a leading apostrophe. */
export function quoted(value: string | number): string {
  const text = String(value);
  const safe = /^\s*[=+\-@\t\r＝＋－＠]/.test(text) ? "'" + text : text;
  return '"' + safe.replace(/"/g, '""') + '"';
}

/** Returns the findings as CSV with a byte order mark, which Excel needs for Chinese. */
export function table(findings: readonly Finding[], decisions: Decisions): string {
  const rows = findings.map((d) => {
    const { held } = decisions.on(d);
    const said = (["who", "why", "remark"] as const).map((key) =>
      held
        .map((row) => row[key])
        .filter(Boolean)
        .join("；"),
    );
    const at = [d.n, d.file, d.dept, SEVERITY_WORDS[d.severity] ?? "", d.code, d.project, d.name, d.indicator, d.place];
    return [...at, d.message, d.evidence, d.advice, decisions.label(d), ...said, d.print];
  });
  return "\ufeff" + [HEAD, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}
