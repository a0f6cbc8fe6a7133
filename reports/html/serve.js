// The local page: hands files over one by one, shows how far they are, and keeps what is decided in a report.
"use strict";

const KEPT = "auditor:op:"; // the keys under which a report keeps decisions (reports/web/src/shelf.ts)
const byId = (id) => document.getElementById(id);
let shown = null; // the document in the frame: its address, and the timer of its next save
let count = 0;

function tell(text, bad = false) {
  byId("told").textContent = text;
  byId("told").classList.toggle("bad", bad);
}

async function ask(method, path, body) {
  const answer = await fetch(path, { method, body, headers: body ? { "content-type": "application/octet-stream" } : {} });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(said.message || said.refused || `出错（${answer.status}）`), { said });
  return said;
}

/** Returns the files below a dropped entry, each with its name in its folder. */
async function below(entry, above = "") {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [{ file, name: above + entry.name }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const one of some) found.push(...(await below(one, `${above}${entry.name}/`)));
  }
}

function section(title) {
  const made = byId("drop").content.firstElementChild.cloneNode(true);
  made.querySelector("h2").textContent = title;
  byId("drops").prepend(made);
  return made;
}

function step(part, value, most, text, bad = false) {
  const bar = part.querySelector("progress");
  bar.max = Math.max(1, most);
  bar.value = value;
  const said = part.querySelector(".state span");
  said.textContent = text;
  said.classList.toggle("bad", bad);
}

async function hand(files) {
  if (!files.length) return;
  tell("");
  const part = section(`第 ${++count} 批`);
  try {
    const { drop } = await ask("POST", "drops");
    clearing(part, drop);
    let at = 0;
    for (const { file, name } of files) {
      step(part, at++, files.length, `正在读入 ${at} / ${files.length}：${name}`);
      // What was refused is on the list that the server keeps.
      await ask("POST", `drops/${drop}/files?name=${encodeURIComponent(name)}`, file).catch((error) => {
        if (!error.said?.refused) throw error;
      });
    }
    await ask("POST", `drops/${drop}/start`);
    await follow(part, drop);
  } catch (error) {
    step(part, 0, 1, error.message, true);
  }
}

async function own() {
  const part = section(`第 ${++count} 批：工作文件夹`);
  try {
    const { drop } = await ask("POST", "folder");
    clearing(part, drop);
    await follow(part, drop);
  } catch (error) {
    step(part, 0, 1, error.message, true);
  }
}

function clearing(part, drop) {
  part.dataset.drop = drop;
  part.querySelector(".clear").addEventListener("click", async () => {
    await ask("DELETE", `drops/${drop}`).catch(() => ({}));
    part.remove();
  });
}

async function follow(part, drop) {
  for (;;) {
    if (!part.isConnected) return;
    const state = await ask("GET", `drops/${drop}`);
    fill(part, drop, state);
    if (state.state === "done" || state.state === "failed") return;
    await new Promise((done) => setTimeout(done, 400));
  }
}

function fill(part, drop, state) {
  const papers = state.documents;
  const done = papers.filter((one) => one.status).length;
  const words = {
    open: "正在读入",
    waiting: "排队等候",
    working: done && done === papers.length ? "正在汇总" : `正在审核 ${done} / ${papers.length}`,
    done: `已审核 ${papers.length} 份文件`,
    failed: state.message,
  };
  step(part, state.state === "done" ? 1 : done, state.state === "done" ? 1 : papers.length, words[state.state], state.state === "failed");
  const rows = [...papers].sort((a, b) => (b.error ?? -1) - (a.error ?? -1) || a.number - b.number).map((one) => row(drop, one));
  const refused = state.refused.map((one) => cells([one.label, "", "", "", "", "", "", one.why, ""], "bad"));
  part.querySelector("tbody").replaceChildren(...refused, ...rows);
  if (!state.overview) return;
  const overview = part.querySelector(".overview");
  overview.hidden = false;
  overview.onclick = () => open(`drops/${drop}/index.html`, "汇总和跨文件比较", null);
  const workbook = part.querySelector(".workbook");
  workbook.hidden = false;
  workbook.href = `drops/${drop}/summary.xlsx`;
}

function cells(values, name = "") {
  const tr = document.createElement("tr");
  for (const [at, value] of values.entries()) {
    const td = tr.insertCell();
    if (at > 2 && at < 7) td.className = "n";
    if (at === 7 && name) td.className = name;
    td.append(value instanceof Node ? value : String(value ?? ""));
  }
  return tr;
}

function row(drop, one) {
  const address = `drops/${drop}/documents/${one.number}`;
  const readable = one.status && one.status !== "unreadable";
  const name = readable ? document.createElement("button") : document.createElement("span");
  name.textContent = one.label;
  if (readable) name.onclick = () => open(`${address}/report.html`, one.label, address);
  const status = document.createElement("span");
  status.textContent = { ok: "完整", partial: "只读出一部分", unreadable: "无法读取" }[one.status] ?? "等候";
  if (one.status && one.status !== "ok") status.className = "error";
  for (const text of [...(one.problems ?? []).slice(0, 3), one.note ?? ""]) {
    if (!text) continue;
    const small = document.createElement("small");
    small.textContent = text;
    status.append(small);
  }
  const links = document.createElement("span");
  if (readable) links.append(link("审核意见表", `${address}/opinions.xlsx`), link("整改通知", `${address}/notice.docx`));
  const tr = cells([name, one.department, one.year, one.error, one.warning, one.info, one.decided || "", status, links]);
  for (const [at, level] of [[3, "error"], [4, "warning"], [5, "info"]]) if (one[level]) tr.cells[at].classList.add(level);
  return tr;
}

function link(text, href) {
  const made = document.createElement("a");
  made.textContent = text;
  made.href = href;
  made.addEventListener("click", (event) => fetched(event, made));
  return made;
}

/** Saves a file, or says why there is none: a link alone would leave the page for an error. */
async function fetched(event, made) {
  event.preventDefault();
  const answer = await fetch(made.href);
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({}));
    return note(said.message || `出错（${answer.status}）`, true);
  }
  const name = /filename\*=UTF-8''(.+)$/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "文件";
  const saving = document.createElement("a");
  saving.href = URL.createObjectURL(await answer.blob());
  saving.download = decodeURIComponent(name);
  saving.click();
  setTimeout(() => URL.revokeObjectURL(saving.href), 1000);
}

function note(text, bad = false) {
  if (!shown) return tell(text, bad);
  byId("kept").textContent = text;
  byId("kept").classList.toggle("bad", bad);
}

function open(address, name, document) {
  shown = { document, timer: 0 };
  byId("name").textContent = name;
  for (const [id, file] of [["opinions", "opinions.xlsx"], ["notice", "notice.docx"]]) {
    byId(id).hidden = !document;
    byId(id).href = document ? `${document}/${file}` : "";
  }
  note(document ? "处理意见会自动保存在工作文件夹" : "");
  byId("frame").src = address;
  byId("viewer").hidden = false;
  byId("desk").hidden = true;
  byId("back").focus();
}

async function back() {
  await save();
  shown = null;
  byId("frame").src = "about:blank";
  byId("viewer").hidden = true;
  byId("desk").hidden = false;
  for (const part of document.querySelectorAll(".drop[data-drop]")) {
    ask("GET", `drops/${part.dataset.drop}`).then((state) => fill(part, part.dataset.drop, state), () => undefined);
  }
}

/** Returns the decisions that reports keep in this browser. */
function rows() {
  const found = [];
  for (let at = 0; at < localStorage.length; at++) {
    const key = localStorage.key(at) ?? "";
    if (!key.startsWith(KEPT)) continue;
    try {
      found.push(...JSON.parse(localStorage.getItem(key) ?? "[]"));
    } catch {
      // not written by a report
    }
  }
  return found;
}

async function save() {
  if (!shown?.document) return;
  clearTimeout(shown.timer);
  try {
    const told = await ask("POST", `${shown.document}/decisions`, JSON.stringify({ rows: rows() }));
    const lacking = told.lacking ? `；${told.lacking} 条还没有保存：请填写审核人，误报还要写明理由` : "";
    if (told.saved || told.lacking) note(`已保存 ${told.saved} 条到 ${told.file}${lacking}`, told.lacking > 0);
  } catch (error) {
    note(error.message === "Failed to fetch" ? "程序已经退出，处理意见没有保存，请在报告里导出" : error.message, true);
  }
}

// A report in the frame keeps a decision; this page, which is another document of the same address, is told.
window.addEventListener("storage", (event) => {
  if (!shown?.document || !event.key?.startsWith("auditor:")) return;
  clearTimeout(shown.timer);
  shown.timer = setTimeout(save, 300);
});

const zone = byId("zone");
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    if (name === "drop" || !event.relatedTarget) zone.classList.remove("over");
  });
}
document.addEventListener("drop", async (event) => {
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const plain = [...event.dataTransfer.files].map((file) => ({ file, name: file.name }));
  try {
    hand(entries.length ? (await Promise.all(entries.map((entry) => below(entry)))).flat() : plain);
  } catch {
    tell("有文件读不出来，请用“选择文件”再试。", true);
  }
});
for (const [button, input] of [["pick", "files"], ["pickfolder", "folder"]]) {
  byId(button).addEventListener("click", () => byId(input).click());
  byId(input).addEventListener("change", (event) => {
    const files = [...event.target.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
    event.target.value = "";
    hand(files);
  });
}
byId("own").addEventListener("click", own);
byId("back").addEventListener("click", back);
for (const id of ["opinions", "notice"]) {
  byId(id).addEventListener("click", async (event) => {
    event.preventDefault();
    await save();
    await fetched(event, byId(id));
  });
}
byId("quit").addEventListener("click", async () => {
  await save();
  await ask("POST", "quit").catch(() => ({}));
  document.body.replaceChildren(Object.assign(document.createElement("p"), { textContent: "程序已经退出，可以关闭本页。" }));
});
