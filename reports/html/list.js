// The list: sorted, a page of rows at a time, so that 5,000 findings cost no more than fifty.
(function () {
  const SIZE = 50, body = A.$("list").querySelector("tbody");
  let rows = [], page = 0, sort = { key: "n", down: false };
  const orders = {
    n: (d) => d.n,
    severity: (d) => A.rank[d.severity],
    name: (d) => d.name + "\n" + d.indicator,
    message: (d) => d.message,
    family: (d) => d.code,
    confidence: (d) => d.confidence,
    decision: (d) => A.decision(d)
  };
  A.badge = { none: "", conflict: "意见不一致" };
  A.label = (d) => { const made = A.decision(d); return made in A.badge ? A.badge[made] : made; };
  function sorted(list) {
    if (sort.key === "n") { return sort.down ? list.slice().reverse() : list; }
    const key = orders[sort.key], sign = sort.down ? -1 : 1;
    const made = list.map((d) => [key(d), d]);
    made.sort((a, b) => (a[0] < b[0] ? -sign : a[0] > b[0] ? sign : a[1].n - b[1].n));
    return made.map((pair) => pair[1]);
  }
  function item(d) {
    const cell = (name, ...inside) => A.make("td", { class: name }, ...inside);
    const small = (text) => (text ? A.make("small", {}, text) : "");
    const link = A.make("a", { href: "#f" + d.n, "aria-label": "到第 " + d.n + " 条" }, String(d.n));
    const row = A.make("tr", { "data-n": d.n, tabindex: "-1", class: A.dropped(d) ? "dropped" : "" },
      cell("n", link), cell("s", A.make("span", { class: "sev " + d.severity }, A.words[d.severity])),
      cell("at", d.name || d.group, small(d.indicator)), cell("what", d.message, small(d.advice)),
      cell("f", d.familyWord, small(d.code)), cell("c", Math.round(d.confidence * 100) + "%"),
      cell("d", A.make("span", { class: "decided is-" + A.decision(d) }, A.label(d))));
    return row;
  }
  function show() {
    const all = document.body.dataset.print === "on", from = all ? 0 : page * SIZE, to = all ? rows.length : from + SIZE;
    const piece = document.createDocumentFragment();
    rows.slice(from, to).forEach((d) => piece.append(item(d)));
    body.textContent = "";
    body.append(piece);
    const pages = Math.max(1, Math.ceil(rows.length / SIZE));
    A.$("page").textContent = "第 " + (page + 1) + " / " + pages + " 页";
    A.$("before").disabled = page === 0;
    A.$("after").disabled = page >= pages - 1;
    A.$("before").parentElement.hidden = pages === 1;
  }
  A.list = {
    set(visible) { rows = sorted(visible); page = 0; show(); },
    show: show,
    order: () => rows,
    refresh(key) {
      A.all("tr", body).forEach(function (row) {
        const d = A.byNumber[row.dataset.n];
        if (!key || d.key === key) { const fresh = item(d); if (row.classList.contains("now")) { fresh.classList.add("now"); } row.replaceWith(fresh); }
      });
    },
    // Return the row of a finding, turning to its page.
    row(n) {
      const at = rows.findIndex((d) => d.n === n);
      if (at >= 0 && Math.floor(at / SIZE) !== page) { page = Math.floor(at / SIZE); show(); }
      return body.querySelector("[data-n='" + n + "']");
    }
  };
  function turn(by) { page += by; show(); A.$("list").scrollIntoView(); }
  A.$("before").addEventListener("click", () => turn(-1));
  A.$("after").addEventListener("click", () => turn(1));
  A.all("[data-sort]").forEach(function (head) {
    head.querySelector("button").addEventListener("click", function () {
      sort = { key: head.dataset.sort, down: sort.key === head.dataset.sort && !sort.down };
      A.all("[data-sort]").forEach((h) => h.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
      A.list.set(A.visibleData);
    });
  });
}());
