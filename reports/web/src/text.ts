// Words and texts: pure functions.

export const SEVERITY_WORDS: Readonly<Record<string, string>> = { error: "错误", warning: "警告", info: "提示" };
export const SEVERITY_RANK: Readonly<Record<string, number>> = { error: 0, warning: 1, info: 2 };

// Characters that change what a reader sees without being seen; a comment or a file of others may bring them.
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\uffff]/g;

const hex = (char: string): string => ("000" + char.charCodeAt(0).toString(16)).slice(-4);

/** Returns the text as it is searched: width and case folded, no white space. */
export const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

/** Returns the words of a query, folded: all of them have to be found. */
export const words = (query: string): string[] => query.normalize("NFKC").split(/\s+/).map(fold).filter(Boolean);

/** Returns the text with every unseen character shown as ⟨U+202E⟩. */
export const visible = (text: string): string => text.replace(UNSEEN, (char) => "⟨U+" + hex(char).toUpperCase() + "⟩");

/** Returns JSON in which the characters that end a line or a text for some readers are escaped. */
export const json = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (char) => "\\u" + hex(char));
