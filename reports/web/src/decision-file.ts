// The decisions file (docs/decisions.md): read with its closed schema, so that what is read can be written again.

import * as v from "valibot";

export const DECISIONS = ["采纳", "误报", "已整改"] as const;

const text = v.nullish(v.string(), "");
const DATE = /^(\d{4}-?\d\d-?\d\d)?$/;
const MOMENT = /^(\d{4}-?\d\d-?\d\d([T ]\d\d:?\d\d(:?\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?)?$/;

const Row = v.strictObject({
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/i), v.toLowerCase()),
  decision: v.nullish(v.picklist(["", ...DECISIONS]), ""),
  who: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  when: v.pipe(text, v.trim(), v.regex(MOMENT)),
  why: text,
  until: v.pipe(text, v.trim(), v.regex(DATE)),
  department: text,
  note: text,
});

/** What the browser keeps of one reviewer's decision on one finding. */
const Kept = v.object({ decision: v.nullish(v.picklist(["", ...DECISIONS]), ""), why: text, when: text, until: text });

export type Row = v.InferOutput<typeof Row>;

/** Raised for a file that is no decisions file; the message is what the user is told after the file's name. */
export class FileError extends Error {}

/** Returns the rows of a decisions file. Raises FileError, one Chinese clause, where it does not follow the schema. */
export function parseDecisions(source: string): Row[] {
  let data: unknown;
  try {
    data = JSON.parse(source);
  } catch {
    throw new FileError("不是处理意见文件");
  }
  const under = data as { decisions?: unknown; waivers?: unknown } | null;
  const list = Array.isArray(data) ? data : under && (under.decisions ?? under.waivers);
  if (!Array.isArray(list)) throw new FileError("不是处理意见文件");
  return list.map((item: unknown, at) => {
    const made = v.safeParse(Row, item);
    if (made.success) return made.output;
    const key = v.getDotPath(made.issues[0]);
    throw new FileError(`不是处理意见文件：第 ${at + 1} 条${key ? "的“" + key + "”" : ""}无效`);
  });
}

/** Returns what the browser kept of a finding, by reviewer; nothing of what is not as it was put there. */
export function parseKept(source: string | null): Map<string, v.InferOutput<typeof Kept>> {
  const found = new Map<string, v.InferOutput<typeof Kept>>();
  let by: unknown;
  try {
    by = JSON.parse(source ?? "null");
  } catch {
    return found;
  }
  for (const [who, entry] of Object.entries(by instanceof Object ? by : {})) {
    const made = v.safeParse(Kept, entry);
    if (made.success) found.set(who, made.output);
  }
  return found;
}
