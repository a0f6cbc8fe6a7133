"use strict";
(function () {
  var root = document.documentElement, body = document.body;
  root.classList.add("on");
  var data = JSON.parse(document.getElementById("data").textContent);
  var byNumber = {}, pressed = { severity: {}, family: {} }, decisions = {};
  var $ = function (id) { return document.getElementById(id); };
  var all = function (query, from) { return Array.prototype.slice.call((from || document).querySelectorAll(query)); };
  var fold = function (text) { return text.normalize("NFKC").toLowerCase().replace(/\s+/g, ""); };
  // Some browsers refuse storage for files opened by double-click: decisions then last as long as the page.
  var keep = {
    get: function (key) { try { return localStorage.getItem("auditor:" + key); } catch (e) { return null; } },
    set: function (key, value) {
      try { if (value) { localStorage.setItem("auditor:" + key, value); } else { localStorage.removeItem("auditor:" + key); } } catch (e) { return; }
    }
  };
  data.forEach(function (d) {
    byNumber[d.n] = d;
    d.text = fold([d.file, d.dept, d.code, d.group, d.project, d.name, d.indicator, d.message, d.evidence, d.advice].join("\n"));
    decisions[d.print] = keep.get(d.print) || "";
  });

  var groups = $("group"), seen = {};
  data.forEach(function (d) {
    var key = d.file + "\n" + d.group;
    if (seen[key]) { return; }
    seen[key] = true;
    var option = document.createElement("option");
    option.value = key;
    option.textContent = d.group.replace(/^项目：/, "");
    groups.appendChild(option);
  });

  function chosen(kind) { return Object.keys(pressed[kind]).filter(function (k) { return pressed[kind][k]; }); }
  function passes(d, state) {
    return (!state.severity.length || state.severity.indexOf(d.severity) >= 0) &&
      (!state.family.length || state.family.indexOf(d.family) >= 0) &&
      (!state.group || d.file + "\n" + d.group === state.group) &&
      (!state.decision || (decisions[d.print] || "none") === state.decision) &&
      (!state.query || d.text.indexOf(state.query) >= 0);
  }
  function active(s) { return Boolean(s.severity.length || s.family.length || s.group || s.decision || s.query); }
  function state() {
    return { severity: chosen("severity"), family: chosen("family"), group: groups.value, decision: $("decision").value, query: fold($("query").value) };
  }
  var visible = data;
  function apply() {
    var s = state(), filtering = active(s), shown = {};
    visible = data.filter(function (d) { return passes(d, s); });
    visible.forEach(function (d) { shown[d.n] = true; });
    all("[data-n]").forEach(function (e) { e.hidden = !shown[e.dataset.n]; });
    all(".notes").forEach(function (e) { e.hidden = !e.querySelector(".card:not([hidden])"); });
    all(".row").forEach(function (e) {
      var next = e.nextElementSibling;
      var hit = next && next.classList.contains("notes") && !next.hidden;
      e.hidden = ($("only").checked || filtering) && !hit;
    });
    all(".block").forEach(function (e) {
      var hit = e.querySelector(".card:not([hidden])");
      e.hidden = (filtering || ($("only").checked && !e.classList.contains("overall"))) && !hit;
      var table = e.querySelector(".rows");
      if (table) { table.hidden = !table.querySelector(".row:not([hidden])"); }
      all("nav [data-block='" + e.id + "']").forEach(function (item) { item.hidden = e.hidden; });
    });
    all(".doc").forEach(function (e) {
      e.hidden = filtering && !e.querySelector(".card:not([hidden])");
    });
    $("shown").textContent = filtering ? "显示 " + visible.length + " / " + data.length + " 条意见" : "共 " + data.length + " 条意见";
    $("empty").hidden = !(filtering && !visible.length);
  }
  function reset() {
    pressed = { severity: {}, family: {} };
    all(".chip").forEach(function (b) { b.setAttribute("aria-pressed", "false"); });
    groups.value = ""; $("decision").value = ""; $("query").value = "";
    apply();
  }
  function view(name) {
    body.dataset.view = name;
    all("[data-view]").forEach(function (b) { if (b !== body) { b.setAttribute("aria-pressed", String(b.dataset.view === name)); } });
  }
  // A link must reach its target even where a filter, a fold or the other view hides it.
  function reveal() {
    var target = location.hash.length > 1 && $(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    if (target.closest("#detail")) { view("detail"); }
    if (target.closest("[hidden]")) { $("only").checked = false; reset(); }
    for (var e = target; e; e = e.parentElement) { if (e.tagName === "DETAILS") { e.open = true; } }
    target.scrollIntoView({ block: target.classList.contains("doc") ? "start" : "center" });
    target.focus({ preventScroll: true });
    $("panel").classList.remove("open");
    $("fold").setAttribute("aria-expanded", "false");
  }
  var now = null;
  function step(by) {
    var scope = body.dataset.view === "list" ? "#list tr[data-n]" : "#detail .card";
    var cards = all(scope).filter(function (e) { return !e.hidden && !e.closest("[hidden]"); });
    if (!cards.length) { return; }
    var at = cards.indexOf(now);
    at = at < 0 ? (by > 0 ? 0 : cards.length - 1) : Math.min(Math.max(at + by, 0), cards.length - 1);
    if (now) { now.classList.remove("now"); }
    now = cards[at];
    for (var e = now; e; e = e.parentElement) { if (e.tagName === "DETAILS") { e.open = true; } }
    now.classList.add("now");
    now.scrollIntoView({ block: "center" });
    now.focus({ preventScroll: true });
  }

  function decide(slot) {
    var print = slot.dataset.print;
    ["退回修改", "不采纳"].forEach(function (word) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = word;
      button.addEventListener("click", function () {
        decisions[print] = decisions[print] === word ? "" : word;
        keep.set(print, decisions[print]);
        all(".decide").forEach(function (other) { if (other.dataset.print === print) { paint(other); } });
        if ($("decision").value) { apply(); }
      });
      slot.appendChild(button);
    });
    paint(slot);
  }
  function paint(slot) {
    var decision = decisions[slot.dataset.print];
    all("button", slot).forEach(function (b) { b.setAttribute("aria-pressed", String(b.textContent === decision)); });
    slot.closest(".card").classList.toggle("dropped", decision === "不采纳");
  }

  // A text that a spreadsheet would take for a formula gets a leading apostrophe.
  function quote(value) {
    var text = String(value);
    if (/^\s*[=+\-@]/.test(text)) { text = "'" + text; }
    return "\"" + text.replace(/"/g, "\"\"") + "\"";
  }
  function exported() {
    var words = { error: "错误", warning: "警告", info: "提示" };
    var rows = [["序号", "文件", "部门", "严重程度", "编号", "项目编码", "项目名称", "指标", "位置", "问题", "证据", "建议", "处理", "指纹"]];
    visible.forEach(function (d) {
      rows.push([d.n, d.file, d.dept, words[d.severity], d.code, d.project, d.name, d.indicator, d.place, d.message, d.evidence, d.advice, decisions[d.print], d.print]);
    });
    return "\ufeff" + rows.map(function (row) { return row.map(quote).join(","); }).join("\r\n") + "\r\n";
  }
  function save() {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([exported()], { type: "text/csv;charset=utf-8" }));
    link.download = "审核意见清单.csv";
    body.appendChild(link);
    link.click();
    body.removeChild(link);
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  all(".chip").forEach(function (button) {
    button.addEventListener("click", function () {
      var kind = button.dataset.severity ? "severity" : "family", key = button.dataset[kind];
      pressed[kind][key] = !pressed[kind][key];
      button.setAttribute("aria-pressed", String(pressed[kind][key]));
      apply();
    });
  });
  [groups, $("decision"), $("only")].forEach(function (e) { e.addEventListener("change", apply); });
  var timer = 0;
  $("query").addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(apply, 120); });
  $("filters").addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  $("reset").addEventListener("click", reset);
  $("empty").querySelector("button").addEventListener("click", reset);
  $("export").addEventListener("click", save);
  all(".views button").forEach(function (b) { b.addEventListener("click", function () { view(b.dataset.view); }); });
  all(".decide").forEach(decide);
  $("fold").addEventListener("click", function () {
    this.setAttribute("aria-expanded", String($("panel").classList.toggle("open")));
  });
  $("theme").addEventListener("click", function () {
    var dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    keep.set("theme", root.dataset.theme);
  });
  if (keep.get("theme")) { root.dataset.theme = keep.get("theme"); }
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "Escape") { reset(); event.target.blur(); }
    if (typing) { return; }
    if (event.key === "/") { event.preventDefault(); $("panel").classList.add("open"); $("query").focus(); }
    if (event.key === "j" || event.key === "J") { step(1); }
    if (event.key === "k" || event.key === "K") { step(-1); }
  });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    all(".card details").forEach(function (e) { e.open = true; });
  });
  view("detail");
  apply();
  reveal();
}());
