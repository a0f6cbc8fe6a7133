// Filters, views, the current finding and its keys.
(function () {
  const root = document.documentElement, body = document.body, $ = A.$, all = A.all;
  const pressed = { severity: {}, family: {} };
  let now = null;

  const groups = $("group"), seen = {};
  A.data.forEach(function (d) {
    d.home = d.doc + "\n" + d.group;
    if (seen[d.home]) { return; }
    seen[d.home] = true;
    groups.append(A.make("option", { value: d.home }, d.group.replace(/^项目：/, "")));
  });
  // What the detail view is made of, looked up once: asking the page again at every key takes too long.
  const cards = {};
  all("#detail .card").forEach((e) => { cards[e.dataset.n] = e; });
  const items = {};
  all("nav [data-block]").forEach((e) => { items[e.dataset.block] = e; });
  const blocks = all("#detail .block").map(function (e) {
    const rows = all(".row", e).map(function (row) {
      const next = row.nextElementSibling, notes = next && next.classList.contains("notes") ? next : null;
      return { row: row, notes: notes, numbers: notes ? all(".card", notes).map((c) => c.dataset.n) : [] };
    });
    const own = all(".card", e);
    return {
      element: e, rows: rows, table: e.querySelector(".rows"), cards: own, numbers: own.map((c) => c.dataset.n),
      overall: e.classList.contains("overall"), item: items[e.id]
    };
  });
  const corpus = all("#corpus .card");
  const documents = all(".doc").map((e) => ({ element: e, numbers: all(".card", e).map((c) => c.dataset.n) }));
  const hide = (element, hidden) => { if (element && element.hidden !== hidden) { element.hidden = hidden; } };

  function chosen(kind) { return Object.keys(pressed[kind]).filter((k) => pressed[kind][k]); }
  function state() {
    return { severity: chosen("severity"), family: chosen("family"), group: groups.value, decision: $("decision").value, query: A.fold($("query").value) };
  }
  function passes(d, s) {
    return (!s.severity.length || s.severity.indexOf(d.severity) >= 0) && (!s.family.length || s.family.indexOf(d.family) >= 0) &&
      (!s.group || d.home === s.group) && (!s.decision || A.decision(d) === s.decision) && (!s.query || d.text.indexOf(s.query) >= 0);
  }
  function active(s) { return Boolean(s.severity.length || s.family.length || s.group || s.decision || s.query); }
  let stale = true;
  function apply() {
    const s = state();
    A.filtering = active(s);
    A.visibleData = A.filtering ? A.data.filter((d) => passes(d, s)) : A.data;
    stale = true;
    paint();
    $("shown").textContent = A.filtering ? "显示 " + A.visibleData.length + " / " + A.data.length + " 条意见" : "共 " + A.data.length + " 条意见";
    $("empty").hidden = !(A.filtering && !A.visibleData.length);
  }
  // Only the view that is seen is brought up to date; the other one when it is turned to.
  function paint() {
    if (body.dataset.view === "list") { A.list.set(A.visibleData); } else if (stale) { detail(); stale = false; }
  }
  function detail() {
    const shown = {}, only = $("only").checked, narrow = A.filtering || only;
    A.visibleData.forEach((d) => { shown[d.n] = true; });
    corpus.forEach((card) => hide(card, !shown[card.dataset.n]));
    const any = (numbers) => numbers.some((n) => shown[n]);
    blocks.forEach(function (block) {
      const gone = (A.filtering || (only && !block.overall)) && !any(block.numbers);
      hide(block.element, gone);
      hide(block.item, gone);
      if (gone) { return; }
      let rows = 0;
      block.cards.forEach((card) => hide(card, !shown[card.dataset.n]));
      block.rows.forEach(function (r) {
        const hit = any(r.numbers);
        hide(r.notes, !hit);
        hide(r.row, narrow && !hit);
        rows += narrow && !hit ? 0 : 1;
      });
      hide(block.table, !rows);
    });
    documents.forEach((d) => hide(d.element, A.filtering && !any(d.numbers)));
  }
  function reset() {
    pressed.severity = {}; pressed.family = {};
    all(".chip").forEach((b) => b.setAttribute("aria-pressed", "false"));
    groups.value = ""; $("decision").value = ""; $("query").value = "";
    apply();
  }
  function view(name) {
    body.dataset.view = name;
    all(".views button").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.view === name)));
    paint();
    if (now) { focus(now); }
  }
  function unfold(e) { for (; e; e = e.parentElement) { if (e.tagName === "DETAILS") { e.open = true; } } }
  // A link must reach its target even where a filter, a fold or the other view hides it.
  function reveal() {
    const target = location.hash.length > 1 && $(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    if (target.closest("#detail")) { view("detail"); }
    if (target.closest("[hidden]")) { $("only").checked = false; reset(); }
    unfold(target);
    if (target.classList.contains("card")) { focus(A.byNumber[target.dataset.n]); return; }
    target.scrollIntoView({ behavior: "instant", block: target.classList.contains("doc") ? "start" : "center" });
    target.focus({ preventScroll: true });
    $("panel").classList.remove("open");
    $("fold").setAttribute("aria-expanded", "false");
  }

  // The finding in hand: outlined, and shown in the bar below with its decisions.
  function focus(d, still) {
    all(".now").forEach((e) => e.classList.remove("now"));
    now = d;
    dock();
    if (!d) { return; }
    const element = body.dataset.view === "list" ? A.list.row(d.n) : cards[d.n];
    if (!element) { return; }
    unfold(element);
    element.classList.add("now");
    if (still) { return; }
    element.scrollIntoView({ block: "center", behavior: "instant" });
    element.focus({ preventScroll: true });
  }
  function step(by) {
    const order = body.dataset.view === "list" ? A.list.order() : A.visibleData;
    if (!order.length) { return; }
    const at = order.indexOf(now);
    focus(order[at < 0 ? (by > 0 ? 0 : order.length - 1) : Math.min(Math.max(at + by, 0), order.length - 1)]);
  }
  function dock() {
    $("dock").hidden = !now;
    body.classList.toggle("docked", Boolean(now));
    if (!now) { return; }
    const mine = A.mine(now), others = A.others(now);
    $("dockno").textContent = now.n + " / " + A.data.length;
    $("dockmsg").textContent = now.message;
    all("[data-decide]").forEach((b) => b.setAttribute("aria-pressed", String(Boolean(mine) && b.dataset.decide === (mine.decision || "误报"))));
    if (document.activeElement !== $("why")) { $("why").value = mine ? mine.why : ""; }
    $("undo").disabled = !mine;
    $("said").textContent = "";
    others.forEach(function (o) {
      const words = (o.who || "未署名") + "：" + (o.decision || "豁免") + (o.why ? "（" + o.why + "）" : "") + (o.when ? " " + o.when.slice(0, 10) : "");
      $("said").append(A.make("li", {}, words));
    });
    $("dock").classList.toggle("conflict", A.decision(now) === "conflict");
  }
  function choose(word) {
    if (!now) { step(1); return; }
    A.decide(now, word);
    if (word === "误报" && !A.mine(now).why) { $("why").focus(); }
  }
  function badge(d) {
    const card = cards[d.n], slot = card && card.querySelector(".decided"), made = A.decision(d), mine = A.mine(d);
    if (!slot) { return; }
    const why = mine && mine.why ? mine.why : "";
    slot.className = "decided is-" + made;
    slot.textContent = A.label(d) + (made !== "conflict" && why ? "：" + why : "");
    card.classList.toggle("dropped", A.dropped(d));
  }
  A.changed = function (key) {
    A.data.forEach((d) => { if (!key || d.key === key) { badge(d); } });
    if (body.dataset.view === "list") { A.list.refresh(key); }
    const done = A.data.filter((d) => A.decision(d) !== "none").length;
    $("done").textContent = "已处理 " + done + " / " + A.data.length;
    $("donebar").setAttribute("width", A.data.length ? 100 * done / A.data.length : 0);
    $("signed").textContent = A.who;
    dock();
  };

  // A text that a spreadsheet would take for a formula gets a leading apostrophe.
  function quote(value) {
    let text = String(value);
    if (/^\s*[=+\-@\t\r＝＋－＠]/.test(text)) { text = "'" + text; }
    return "\"" + text.replace(/"/g, "\"\"") + "\"";
  }
  function table() {
    const rows = [["序号", "文件", "部门", "严重程度", "编号", "项目编码", "项目名称", "指标", "位置", "问题", "证据", "建议", "处理", "备注", "指纹"]];
    A.visibleData.forEach(function (d) {
      const mine = A.mine(d);
      rows.push([d.n, d.file, d.dept, A.words[d.severity], d.code, d.project, d.name, d.indicator, d.place, d.message, d.evidence, d.advice, A.label(d), mine ? mine.why : "", d.print]);
    });
    return "\ufeff" + rows.map((row) => row.map(quote).join(",")).join("\r\n") + "\r\n";
  }
  function tell(text, bad) { $("told").textContent = text; $("told").classList.toggle("bad", Boolean(bad)); }
  function saveDecisions() {
    const missing = A.unreasoned();
    if (missing.length) { tell("有 " + missing.length + " 条误报没有写理由，写明后才能导出。", true); focus(missing[0]); $("why").focus(); return; }
    const rows = A.exportable();
    if (!rows.length) { tell("还没有处理意见。", true); return; }
    if (rows.some((row) => !row.who)) { tell("请先填写审核人。", true); $("who").focus(); return; }
    const control = /[\u007f-\u009f\u2028\u2029\ufeff]/g;
    const text = JSON.stringify({ decisions: rows }, null, 2).replace(control, (c) => "\\u" + ("000" + c.charCodeAt(0).toString(16)).slice(-4));
    A.download("处理意见-" + (A.who || "合并").replace(/[\\/:*?"<>|\s]/g, "_") + ".json", "application/json", text + "\n");
    tell("已导出 " + rows.length + " 条处理意见。");
  }
  function loadDecisions(files) {
    const sum = { added: 0, unmatched: 0, conflicts: 0 };
    let left = files.length;
    Array.from(files).forEach(function (file) {
      const reader = new FileReader();
      reader.onload = function () {
        try {
          const told = A.read(reader.result);
          sum.added += told.added; sum.unmatched += told.unmatched; sum.conflicts = told.conflicts;
        } catch (e) { tell("“" + file.name + "”不是处理意见文件，没有读入。", true); left = -1; }
        left -= 1;
        if (left === 0) {
          tell("读入 " + sum.added + " 条" + (sum.conflicts ? "，其中 " + sum.conflicts + " 条意见不一致" : "") + (sum.unmatched ? "；" + sum.unmatched + " 条在本报告中没有对应的问题（内容已变或已整改），原样保留" : "") + "。", sum.conflicts);
        }
        A.changed();
        apply();
      };
      reader.readAsText(file, "utf-8");
    });
  }

  all(".chip").forEach(function (button) {
    button.addEventListener("click", function () {
      const kind = button.dataset.severity ? "severity" : "family", key = button.dataset[kind];
      pressed[kind][key] = !pressed[kind][key];
      button.setAttribute("aria-pressed", String(pressed[kind][key]));
      apply();
    });
  });
  [groups, $("decision"), $("only")].forEach((e) => e.addEventListener("change", apply));
  let timer = 0;
  $("query").addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(apply, 100); });
  $("filters").addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  $("reset").addEventListener("click", reset);
  $("empty").querySelector("button").addEventListener("click", reset);
  $("export").addEventListener("click", () => A.download("审核意见清单.csv", "text/csv;charset=utf-8", table()));
  $("save").addEventListener("click", saveDecisions);
  $("load").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", function () { loadDecisions(this.files); this.value = ""; });
  $("who").value = A.who;
  $("who").addEventListener("change", function () { A.sign(this.value); });
  all("[data-decide]").forEach((b) => b.addEventListener("click", () => choose(b.dataset.decide)));
  $("undo").addEventListener("click", () => { if (now) { A.undo(now); } });
  $("close").addEventListener("click", () => focus(null));
  $("why").addEventListener("input", function () {
    const mine = now && A.mine(now);
    if (now) { A.decide(now, mine ? mine.decision : "采纳", this.value); }
  });
  $("why").addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); focus(now); }
    if (event.key === "Escape") { event.stopPropagation(); focus(now); }
  });
  document.addEventListener("click", function (event) {
    const open = event.target.closest(".open"), row = event.target.closest("#list tr[data-n]");
    if (open) { focus(A.byNumber[open.closest(".card").dataset.n], true); $("dock").querySelector("button").focus(); }
    if (row && !event.target.closest("a")) { focus(A.byNumber[row.dataset.n], true); }
  });
  all(".views button").forEach((b) => b.addEventListener("click", () => view(b.dataset.view)));
  $("fold").addEventListener("click", function () {
    this.setAttribute("aria-expanded", String($("panel").classList.toggle("open")));
  });
  $("theme").addEventListener("click", function () {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    A.keep.set("theme", root.dataset.theme);
  });
  if (A.keep.get("theme")) { root.dataset.theme = A.keep.get("theme"); }
  const keys = {
    j: () => step(1), k: () => step(-1), a: () => choose("采纳"), w: () => choose("误报"), d: () => choose("已整改"),
    u: () => { if (now) { A.undo(now); } }, c: () => { if (now) { $("why").focus(); } },
    v: () => view(body.dataset.view === "list" ? "detail" : "list"),
    "/": () => { $("panel").classList.add("open"); $("query").focus(); }
  };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    if (event.key === "Escape") { if (now) { focus(null); } else { reset(); } event.target.blur(); return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox") { return; }
    const act = keys[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    body.dataset.print = "on";
    all(".card details").forEach((e) => { e.open = true; });
    if (body.dataset.view === "list") { A.list.show(); }
  });
  window.addEventListener("afterprint", function () {
    delete body.dataset.print;
    if (body.dataset.view === "list") { A.list.show(); }
  });
  body.dataset.view = "detail";
  apply();
  A.changed();
  reveal();
}());
