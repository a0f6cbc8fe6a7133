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
  set(key: string, value: string): void;
}

/** What the browser keeps. Some refuse it for files opened by double-click: decisions then last as long as the page. */
export const browserKeep: Keep = {
  get(key) {
    try {
      return localStorage.getItem("auditor:" + key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value) localStorage.setItem("auditor:" + key, value);
      else localStorage.removeItem("auditor:" + key);
    } catch {
      // full or forbidden: see above
    }
  },
};

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
