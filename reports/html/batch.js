// Built from reports/web/src by `npm run build`; edit there.
// sources sha256: b5884b7ea513fd643c0b11a6e0b3b36b122651554dd5ec678a87594890ed8ed4
"use strict";
(() => {
	// src/page.ts
	function one(query, from = document) {
		const element = from.querySelector(query);
		if (!element) throw new Error(`no element ${query}`);
		return element;
	}
	var byId = (id) => one(`#${id}`);
	var all = (query, from = document) => Array.from(from.querySelectorAll(query));

	// src/text.ts
	var fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
	var words = (query) => query.normalize("NFKC").split(/\s+/).map(fold).filter(Boolean);

	// src/papers.ts
	var FIRST = { key: "rank", down: false };
	var NAMES = "rank source department year status stakes error warning info decided waived earlier report notice change fresh rules".split(
		" "
	);
	var FIELDS = ["query", "department", "family", "rule", "status", "progress", "change"];
	function paper(values, words2) {
		var _a;
		const p = Object.fromEntries(NAMES.map((name, at) => [name, values[at]]));
		const total = p.error + p.warning + p.info;
		const mark = (_a = /-([0-9a-f]+)\.html$/.exec(p.report)) == null ? void 0 : _a[1];
		const id = mark ? `r${mark}` : `n${p.rank}`;
		const families = Object.keys(p.rules).map((code) => words2[code] ?? "");
		return { ...p, families, total, left: total - p.decided, id, text: fold(`${p.source}
${p.department}`) };
	}
	var PROGRESS = {
		open: (p) => p.left > 0,
		none: (p) => p.total > 0 && p.decided === 0,
		done: (p) => p.left <= 0 && p.status !== "unreadable",
		earlier: (p) => p.earlier > 0
	};
	function passes(p, a, query) {
		var _a;
		return query.every((word) => p.text.includes(word)) && (!a.department || p.department === a.department) && (!a.family || p.families.includes(a.family)) && (!a.rule || a.rule in p.rules) && (!a.status || p.status === a.status) && (!a.progress || (((_a = PROGRESS[a.progress]) == null ? void 0 : _a.call(PROGRESS, p)) ?? true)) && (!a.change || (a.change === "fresh" ? p.fresh > 0 : p.change !== ""));
	}
	function sorted(found, order2) {
		const key = order2.key;
		const sign = order2.down ? -1 : 1;
		return found.slice().sort((a, b) => a[key] < b[key] ? -sign : a[key] > b[key] ? sign : a.rank - b.rank);
	}

	// src/batch.ts
	var PAGE = 100;
	var data = JSON.parse(byId("data").textContent ?? "");
	var papers = data.documents.map((values) => paper(values, data.families));
	var body = one("#documents tbody");
	var fields = FIELDS.map((key) => [key, byId(key)]);
	var heads = all("#documents [data-sort]");
	var order = FIRST;
	var page = 0;
	var shown = papers;
	function asked() {
		return Object.fromEntries(fields.map(([key, field]) => [key, field.value]));
	}
	function cell(row, text, kind = "") {
		const made = document.createElement("td");
		made.className = kind;
		made.textContent = String(text);
		row.append(made);
		return made;
	}
	function link(parent, href, text) {
		const made = document.createElement("a");
		made.href = href;
		made.textContent = text;
		parent.append(made);
	}
	function note(parent, count, word, kind = "") {
		if (!count) return;
		const made = document.createElement("small");
		made.className = kind;
		made.textContent = `${count} ${word}`;
		parent.append(made);
	}
	function rowOf(p) {
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
	function draw() {
		const pages = Math.max(1, Math.ceil(shown.length / PAGE));
		page = Math.min(page, pages - 1);
		body.replaceChildren(...shown.slice(page * PAGE, (page + 1) * PAGE).map(rowOf));
		byId("shown").textContent = shown.length === papers.length ? `共 ${papers.length} 份文件` : `显示 ${shown.length} / ${papers.length} 份文件`;
		byId("page").textContent = `第 ${page + 1} / ${pages} 页`;
		byId("before").disabled = page === 0;
		byId("after").disabled = page >= pages - 1;
		one(".pages").hidden = pages === 1;
		for (const head of heads)
			if (head.dataset.sort === order.key) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
			else head.removeAttribute("aria-sort");
	}
	function show() {
		const a = asked();
		const query = words(a.query);
		shown = sorted(
			papers.filter((p) => passes(p, a, query)),
			order
		);
		draw();
		const parts = new URLSearchParams(Object.entries(a).filter(([, value]) => value.trim()));
		if (order.key !== "rank" || order.down) parts.set("order", (order.down ? "-" : "") + order.key);
		if (page) parts.set("page", String(page + 1));
		try {
			history.replaceState(null, "", parts.toString() ? `#${parts}` : location.pathname + location.search);
		} catch {
		}
	}
	function anew() {
		page = 0;
		show();
	}
	function go() {
		var _a;
		const hash = location.hash.slice(1);
		const at = papers.findIndex(({ id }) => id === hash);
		if (at < 0) {
			const parts = new URLSearchParams(hash);
			for (const [key2, field] of fields) field.value = parts.get(key2) ?? "";
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
		row == null ? void 0 : row.classList.add("now");
		row == null ? void 0 : row.scrollIntoView({ block: "center" });
		(_a = row == null ? void 0 : row.querySelector("a")) == null ? void 0 : _a.focus({ preventScroll: true });
	}
	function fill() {
		const department = byId("department");
		const names = Array.from(new Set(papers.map((p) => p.department).filter(Boolean)));
		for (const name of names.sort((a, b) => a.localeCompare(b, "zh"))) department.append(new Option(name, name));
		for (const word of new Set(Object.values(data.families))) byId("family").append(new Option(word, word));
		const counts = /* @__PURE__ */ new Map();
		for (const p of papers) for (const code of Object.keys(p.rules)) counts.set(code, (counts.get(code) ?? 0) + 1);
		for (const code of Array.from(counts.keys()).sort())
			byId("rule").append(new Option(`${code} ${data.families[code] ?? ""}（${counts.get(code)} 份）`, code));
	}
	document.documentElement.classList.add("on");
	fill();
	var timer = 0;
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
			const first = !["rank", "source", "department", "status"].includes(key);
			order = { key, down: order.key === key ? !order.down : first };
			anew();
		});
	var turn = (by) => {
		page += by;
		show();
		byId("ranking").scrollIntoView();
	};
	byId("before").addEventListener("click", () => turn(-1));
	byId("after").addEventListener("click", () => turn(1));
	window.addEventListener("hashchange", go);
	go();
})();
