// Dark or light: the system's choice until the reader makes another.

import { byId, type Keep } from "./page";

export function startTheme(keep: Keep): void {
  const { dataset } = document.documentElement;
  const kept = keep.get("theme");
  if (kept) dataset.theme = kept;
  byId("theme").addEventListener("click", () => {
    const dark = dataset.theme ? dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    dataset.theme = dark ? "light" : "dark";
    keep.set("theme", dataset.theme);
  });
}
