// Decisions: by finding (fingerprint and department) and by reviewer. Nobody's decision overwrites another's.
(function () {
  const WORDS = ["采纳", "误报", "已整改"], NAMELESS = "";
  // Names come from files of others: no object here has a prototype that a name could meet.
  const bare = (from) => Object.assign(Object.create(null), from);
  const store = bare(), rest = [], byPrint = bare(), keys = bare();
  A.data.forEach(function (d) {
    if (keys[d.key]) { return; }
    keys[d.key] = d;
    (byPrint[d.print] = byPrint[d.print] || []).push(d.key);
    let kept = null;
    try { kept = JSON.parse(A.keep.get("decision:" + d.key)); } catch (e) { kept = null; }
    if (kept && typeof kept === "object") { store[d.key] = bare(kept); }
  });
  A.who = A.keep.get("who") || NAMELESS;

  const waives = (entry) => entry.decision === "误报" || !entry.decision;
  function entries(key) {
    const by = store[key] || bare();
    return Object.keys(by).map((who) => Object.assign({ who: who }, by[who]));
  }
  const moment = (entry) => Date.parse(entry.when || "") || 0;
  // What the page shows for a finding: the last decision, or that the reviewers do not agree.
  A.decision = function (d) {
    const made = entries(d.key);
    if (!made.length) { return "none"; }
    if (made.some(waives) && !made.every(waives)) { return "conflict"; }
    return made.reduce((last, entry) => (moment(entry) >= moment(last) ? entry : last)).decision || "豁免";
  };
  A.dropped = (d) => { const made = A.decision(d); return made === "误报" || made === "豁免"; };
  A.mine = (d) => (store[d.key] || bare())[A.who] || null;
  A.others = (d) => entries(d.key).filter((entry) => entry.who !== A.who);
  function save(key) {
    if (store[key] && !Object.keys(store[key]).length) { delete store[key]; }
    A.keep.set("decision:" + key, store[key] ? JSON.stringify(store[key]) : "");
  }
  function put(key, entry) {
    const by = (store[key] = store[key] || bare()), before = by[entry.who];
    if (before && moment(before) > moment(entry)) { return false; }
    const kept = { decision: entry.decision || "", why: entry.why || "", when: entry.when || "" };
    if (entry.until) { kept.until = entry.until; }
    by[entry.who] = kept;
    save(key);
    return !before || JSON.stringify(before) !== JSON.stringify(kept);
  }
  A.decide = function (d, decision, why) {
    const before = A.mine(d);
    put(d.key, { who: A.who, decision: decision, why: why === undefined ? (before ? before.why : "") : why, when: now() });
    A.changed(d.key);
  };
  A.undo = function (d) {
    if (store[d.key]) { delete store[d.key][A.who]; }
    save(d.key);
    A.changed(d.key);
  };
  function now() {
    const d = new Date(), two = (n) => String(n).padStart(2, "0"), zone = -d.getTimezoneOffset();
    const offset = (zone < 0 ? "-" : "+") + two(Math.floor(Math.abs(zone) / 60)) + ":" + two(Math.abs(zone) % 60);
    return d.getFullYear() + "-" + two(d.getMonth() + 1) + "-" + two(d.getDate()) + "T" + two(d.getHours()) + ":" + two(d.getMinutes()) + ":" + two(d.getSeconds()) + offset;
  }
  // A name given later signs what was decided before it.
  A.sign = function (name) {
    const before = A.who;
    A.who = name.trim();
    A.keep.set("who", A.who);
    if (before === A.who || before !== NAMELESS) { A.changed(); return; }
    Object.keys(store).forEach(function (key) {
      const nameless = store[key][NAMELESS];
      if (nameless) { delete store[key][NAMELESS]; put(key, Object.assign({ who: A.who }, nameless)); save(key); }
    });
    A.changed();
  };

  A.unreasoned = () => A.data.filter((d) => A.mine(d) && A.mine(d).decision === "误报" && !A.mine(d).why);
  A.exportable = function () {
    const rows = [], seen = {};
    A.data.forEach(function (d) {
      if (seen[d.key]) { return; }
      seen[d.key] = true;
      entries(d.key).forEach(function (entry) {
        const note = [d.code, d.name, d.indicator].filter(Boolean).join(" ");
        rows.push(clean({ fingerprint: d.print, decision: entry.decision, who: entry.who, when: entry.when, why: entry.why, until: entry.until, department: d.dept, note: note }));
      });
    });
    return rows.concat(rest.map(clean));
  };
  function clean(row) {
    const made = {};
    ["fingerprint", "decision", "who", "when", "why", "until", "department", "note"].forEach((k) => { if (row[k]) { made[k] = A.visible(row[k]); } });
    return made;
  }
  A.read = function (text) {
    const data = JSON.parse(text), list = Array.isArray(data) ? data : data && (data.decisions || data.waivers);
    const fault = (item) => !item || typeof item !== "object" || !/^[0-9a-f]{16}$/i.test(item.fingerprint) || typeof item.who !== "string" || !item.who.trim() ||
      (item.decision && WORDS.indexOf(item.decision) < 0) || ["when", "why", "until", "department", "note"].some((k) => item[k] !== undefined && typeof item[k] !== "string");
    if (!Array.isArray(list) || list.some(fault)) { throw new Error("format"); }
    const told = { added: 0, unmatched: 0, conflicts: 0 };
    list.forEach(function (item) {
      const entry = Object.assign({}, item, { who: A.visible(item.who.trim()), why: A.visible(item.why || "") });
      const found = (byPrint[item.fingerprint.toLowerCase()] || []).filter((key) => !item.department || keys[key].dept === A.visible(item.department));
      found.forEach((key) => { told.added += put(key, entry) ? 1 : 0; });
      if (!found.length) { told.unmatched += 1; remember(entry); }
    });
    told.conflicts = A.data.filter((d) => A.decision(d) === "conflict").length;
    return told;
  };
  // Decisions on findings that are not in this report are no business of the page, but they stay in the file.
  function remember(entry) {
    const same = rest.findIndex((r) => r.fingerprint === entry.fingerprint && r.who === entry.who && (r.department || "") === (entry.department || ""));
    if (same < 0) { rest.push(entry); } else if (moment(entry) >= moment(rest[same])) { rest[same] = entry; }
  }
  const brought = A.$("made").textContent.trim();
  A.changed = function () { return; };
  if (brought && brought !== "[]") { A.read(brought); }
}());
