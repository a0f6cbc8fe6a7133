// The decisions file (docs/decisions.md): read with its closed schema, so that what is read can be written again.

import * as v from "valibot";

export const PENDING = "待核实";
export const DECISIONS = [PENDING, "采纳", "误报", "已整改"] as const;

const text = v.nullish(v.string(), "");
const DATE = /^(\d{4}-?\d\d-?\d\d)?$/;
const MOMENT = /^(\d{4}-?\d\d-?\d\d([T ]\d\d:?\d\d(:?\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?)?$/;
const hex = (form: RegExp) => v.pipe(text, v.trim(), v.regex(form), v.toLowerCase());
const year = v.pipe(
  v.nullish(v.union([v.string(), v.number()]), ""),
  v.transform((value) => String(value).trim().replace(/年$/, "")),
  v.regex(/^(20\d\d|0|)$/),
  v.transform(Number),
);

const Row = v.strictObject({
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/i), v.toLowerCase()),
  decision: v.nullish(v.picklist(["", ...DECISIONS]), ""),
  who: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  when: v.pipe(text, v.trim(), v.regex(MOMENT)),
  why: text,
  until: v.pipe(text, v.trim(), v.regex(DATE)),
  department: text,
  note: text,
  year,
  document: text,
  sha256: hex(/^([0-9a-f]{12,64})?$/i),
  spot: hex(/^([0-9a-f]{16})?$/i),
  remark: text,
  to: text,
});
/** What the browser keeps is the same, but that the reviewer may have no name yet. */
const Kept = v.strictObject({ ...Row.entries, who: text });

export type Row = v.InferOutput<typeof Row>;
export const KEYS = Object.keys(Row.entries) as readonly (keyof Row)[];

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

/** Returns the rows that the browser kept under one key; nothing of what is not as it was put there. */
export function parseKept(source: string | null): Row[] {
  let list: unknown;
  try {
    list = JSON.parse(source ?? "null");
  } catch {
    return [];
  }
  const made = (Array.isArray(list) ? list : []).map((item: unknown) => v.safeParse(Kept, item));
  return made.flatMap((one) => (one.success ? [one.output] : []));
}
