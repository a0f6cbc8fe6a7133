// The page of a folder: its documents as a list to work through. A page of rows at a time, however many documents there are.

import { all, byId, one } from "./page";
import { type Asked, type Data, FIELDS, FIRST, type Paper, paper, passes, sorted } from "./papers";
import { words } from "./text";

const PAGE = 100;

const data: Data = JSON.parse(byId("data").textContent ?? "");
const papers = data.documents.map((values) => paper(values, data.families));
const body = one("#documents tbody");
const fields = FIELDS.map((key) => [key, byId<HTMLInputElement | HTMLSelectElement>(key)] as const);
const heads = all("#documents [data-sort]");
let order = FIRST;
let page = 0;
let shown: readonly Paper[] = papers;

function asked(): Asked {
  return Object.fromEntries(fields.map(([key, field]) => [key, field.value])) as Asked;
}

function cell(row: HTMLElement, text: string | number, kind = ""): HTMLElement {
  const made = document.createElement("td");
  made.className = kind;
  made.textContent = String(text);
  row.append(made);
  return made;
}

function link(parent: HTMLElement, href: string, text: string): void {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = text;
  parent.append(made);
}

function note(parent: HTMLElement, count: number, word: string, kind = ""): void {
  if (!count) return;
  const made = document.createElement("small");
  made.className = kind;
  made.textContent = `${count} ${word}`;
  parent.append(made);
}

function rowOf(p: Paper): HTMLElement {
  const row = document.createElement("tr");
  row.id = p.id;
  cell(row, p.rank, "n");
  const name = cell(row, p.report ? "" : p.source, "t");
  if (p.report) link(name, p.report, p.source);
  cell(row, p.department, "t");
  cell(row, p.year || "", "n");
  cell(row, p.stakes >= 1 ? Math.round(p.stakes).toLocaleString("en") : p.stakes ? "<1" : "0", "n");
  cell(row, p.error, "n error");
  cell(row, p.warning, "n warning");
  cell(row, p.info, "n info");
  const done = cell(row, `${p.decided}/${p.total}`, "n");
  note(done, p.waived, "条不再要求整改");
  note(done, p.earlier, "条以往意见待确认", "warning");
  cell(row, p.change);
  cell(row, data.statuses[p.status] ?? p.status, "s");
  const notice = cell(row, "", "s");
  if (p.notice) link(notice, p.notice, "整改通知");
  return row;
}

function draw(): void {
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  page = Math.min(page, pages - 1);
  body.replaceChildren(...shown.slice(page * PAGE, (page + 1) * PAGE).map(rowOf));
  byId("shown").textContent =
    shown.length === papers.length ? `共 ${papers.length} 份文件` : `显示 ${shown.length} / ${papers.length} 份文件`;
  byId("page").textContent = `第 ${page + 1} / ${pages} 页`;
  byId<HTMLButtonElement>("before").disabled = page === 0;
  byId<HTMLButtonElement>("after").disabled = page >= pages - 1;
  one(".pages").hidden = pages === 1;
  for (const head of heads)
    if (head.dataset.sort === order.key) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
}

/** Shows what the fields ask for, and puts it into the address: coming back from a report shows the same. */
function show(): void {
  const a = asked();
  const query = words(a.query);
  shown = sorted(
    papers.filter((p) => passes(p, a, query)),
    order,
  );
  draw();
  const parts = new URLSearchParams(Object.entries(a).filter(([, value]) => value.trim()));
  if (order.key !== "rank" || order.down) parts.set("order", (order.down ? "-" : "") + order.key);
  if (page) parts.set("page", String(page + 1));
  try {
    history.replaceState(null, "", parts.toString() ? `#${parts}` : location.pathname + location.search);
  } catch {
    // some browsers refuse it for files opened by double-click: the address then stays as it was
  }
}

function anew(): void {
  page = 0;
  show();
}

/** Goes where the address points: to a state of the list, or to the row that a report leads back to. */
function go(): void {
  const hash = location.hash.slice(1);
  const at = papers.findIndex(({ id }) => id === hash);
  if (at < 0) {
    const parts = new URLSearchParams(hash);
    for (const [key, field] of fields) field.value = parts.get(key) ?? "";
    const key = parts.get("order") ?? "rank";
    order = { key: key.replace(/^-/, ""), down: key.startsWith("-") };
    if (!heads.some((head) => head.dataset.sort === order.key)) order = FIRST;
    page = Math.max(0, Number(parts.get("page") ?? 1) - 1) || 0;
    show();
    return;
  }
  for (const [, field] of fields) field.value = "";
  order = FIRST;
  shown = papers;
  page = Math.floor(at / PAGE);
  draw();
  const row = document.getElementById(hash);
  row?.classList.add("now");
  row?.scrollIntoView({ block: "center" });
  row?.querySelector("a")?.focus({ preventScroll: true });
}

/** Offers the departments and rules that there are. */
function fill(): void {
  const department = byId<HTMLSelectElement>("department");
  const names = Array.from(new Set(papers.map((p) => p.department).filter(Boolean)));
  for (const name of names.sort((a, b) => a.localeCompare(b, "zh"))) department.append(new Option(name, name));
  for (const word of new Set(Object.values(data.families))) byId("family").append(new Option(word, word));
  const counts = new Map<string, number>();
  for (const p of papers) for (const code of Object.keys(p.rules)) counts.set(code, (counts.get(code) ?? 0) + 1);
  for (const code of Array.from(counts.keys()).sort())
    byId("rule").append(new Option(`${code} ${data.families[code] ?? ""}（${counts.get(code)} 份）`, code));
}

document.documentElement.classList.add("on");
fill();
let timer = 0;
for (const [key, field] of fields)
  field.addEventListener(key === "query" ? "input" : "change", () => {
    clearTimeout(timer);
    timer = window.setTimeout(anew, key === "query" ? 100 : 0);
  });
byId("tools").addEventListener("submit", (event) => {
  event.preventDefault();
  anew();
});
byId("reset").addEventListener("click", () => {
  for (const [, field] of fields) field.value = "";
  anew();
});
for (const head of heads)
  one("button", head).addEventListener("click", () => {
    const key = head.dataset.sort ?? "rank";
    // Numbers are looked at from the largest.
    const first = !["rank", "source", "department", "status"].includes(key);
    order = { key, down: order.key === key ? !order.down : first };
    anew();
  });
const turn = (by: number): void => {
  page += by;
  show();
  byId("ranking").scrollIntoView();
};
byId("before").addEventListener("click", () => turn(-1));
byId("after").addEventListener("click", () => turn(1));
window.addEventListener("hashchange", go);
go();
