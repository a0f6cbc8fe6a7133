// The page as the report's template made it: looking things up, keeping and handing out.

/** Returns the first element below `from` (the page) that matches; raises where the template lost it. */
export function one<T extends HTMLElement = HTMLElement>(query: string, from: ParentNode = document): T {
  const element = from.querySelector<T>(query);
  if (!element) throw new Error(`no element ${query}`);
  return element;
}

/** Returns the element of the template with this id; raises where the template lost it. */
export const byId = <T extends HTMLElement = HTMLElement>(id: string): T => one<T>(`#${id}`);

/** Returns all elements below `from` (the page) that match. */
export const all = (query: string, from: ParentNode = document): HTMLElement[] =>
  Array.from(from.querySelectorAll<HTMLElement>(query));

export interface Keep {
  get(key: string): string | null;
  /** Returns whether it was kept. */
  set(key: string, value: string): boolean;
  works(): boolean;
  keys(prefix: string): string[];
}

const OURS = "auditor:";

/** What the browser keeps. Some refuse it for files opened by double-click: decisions then last as long as the page. */
export const browserKeep: Keep = {
  get(key) {
    try {
      return localStorage.getItem(OURS + key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value) localStorage.setItem(OURS + key, value);
      else localStorage.removeItem(OURS + key);
      return true;
    } catch {
      return false; // full or forbidden: see above
    }
  },
  works() {
    const kept = this.set("works", "1") && this.get("works") === "1";
    return this.set("works", "") && kept;
  },
  keys(prefix) {
    try {
      const all = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? "");
      return all.filter((key) => key.startsWith(OURS + prefix)).map((key) => key.slice(OURS.length));
    } catch {
      return [];
    }
  },
};

/** Calls with the key and the text that another tab kept (or null, where it took it away). */
export function otherTabs(changed: (key: string, text: string | null) => void): void {
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key?.startsWith(OURS)) changed(key.slice(OURS.length), newValue);
  });
}

/** Hands the text to the user as a file. */
export function download(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Puts a text on the clipboard; pages opened by double-click may only do it the old way. */
export function copy(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "hide";
  document.body.append(field);
  const before = document.activeElement as HTMLElement | null;
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}
