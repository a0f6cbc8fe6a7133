"use strict";
// The findings, and small helpers that every part of the page uses. The parts share one object, A.
const A = {};
(function () {
  document.documentElement.classList.add("on");
  A.$ = (id) => document.getElementById(id);
  A.all = (query, from) => Array.from((from || document).querySelectorAll(query));
  A.fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  A.words = { error: "错误", warning: "警告", info: "提示" };
  A.rank = { error: 0, warning: 1, info: 2 };
  // Some browsers refuse storage for files opened by double-click: decisions then last as long as the page.
  A.keep = {
    get(key) { try { return localStorage.getItem("auditor:" + key); } catch (e) { return null; } },
    set(key, value) {
      try { if (value) { localStorage.setItem("auditor:" + key, value); } else { localStorage.removeItem("auditor:" + key); } } catch (e) { return; }
    }
  };
  A.make = function (tag, attributes, ...children) {
    const element = document.createElement(tag);
    Object.keys(attributes || {}).forEach((name) => { if (attributes[name] !== "") { element.setAttribute(name, attributes[name]); } });
    children.forEach((child) => { if (child !== "") { element.append(child); } });
    return element;
  };
  // Characters that change what a reader sees without being seen; a comment or file of others may bring them.
  const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\uffff]/g;
  A.visible = (text) => String(text).replace(unseen, (c) => "⟨U+" + ("000" + c.charCodeAt(0).toString(16).toUpperCase()).slice(-4) + "⟩");
  A.data = JSON.parse(A.$("data").textContent);
  A.byNumber = {};
  A.data.forEach(function (d) {
    A.byNumber[d.n] = d;
    d.key = d.print + "|" + d.dept;
    d.text = A.fold([d.file, d.dept, d.code, d.rule, d.group, d.project, d.name, d.indicator, d.message, d.evidence, d.advice].join("\n"));
  });
  A.download = function (name, type, text) {
    const link = A.make("a", { href: URL.createObjectURL(new Blob([text], { type: type })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
}());
