// Built from reports/web/src by `npm run build`; edit there.
// sources sha256: b5884b7ea513fd643c0b11a6e0b3b36b122651554dd5ec678a87594890ed8ed4
/*
@preact/signals-core 1.14.5: Copyright (c) 2022-present Preact Team
preact 11.2.0: Copyright (c) 2015-present Jason Miller
valibot 1.5.0: Copyright (c) Fabian Hiller

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the
following conditions: The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
*/
"use strict";
(() => {
	// node_modules/@preact/signals-core/dist/signals-core.module.js
	var i = /* @__PURE__ */ Symbol.for("preact-signals");
	function t() {
		if (!(v > 1)) {
			var i3, t3 = false;
			!(function() {
				var i4 = c;
				c = void 0;
				while (void 0 !== i4) {
					var t4 = i4.S;
					if (t4.v === i4.v) {
						for (var r4 = t4.t; void 0 !== r4; r4 = r4.x) if (r4.i === i4.i) r4.i = t4.i;
					}
					i4 = i4.o;
				}
			})();
			while (void 0 !== h) {
				var r3 = h;
				h = void 0;
				s++;
				while (void 0 !== r3) {
					var n3 = r3.u;
					r3.u = void 0;
					r3.f &= -3;
					if (!(8 & r3.f) && w(r3)) try {
						r3.c();
					} catch (r4) {
						if (!t3) {
							i3 = r4;
							t3 = true;
						}
					}
					r3 = n3;
				}
			}
			s = 0;
			v--;
			if (t3) throw i3;
		} else v--;
	}
	function r(i3) {
		if (v > 0) return i3();
		u = ++e;
		v++;
		try {
			return i3();
		} finally {
			t();
		}
	}
	var n;
	var o = void 0;
	function f(i3) {
		var t3 = o, r3 = n;
		o = void 0;
		n = void 0;
		try {
			return i3();
		} finally {
			o = t3;
			n = r3;
		}
	}
	var h = void 0;
	var v = 0;
	var s = 0;
	var e = 0;
	var u = 0;
	var c = void 0;
	var a = 0;
	function d(i3) {
		if (void 0 !== o) {
			var t3 = i3.n;
			if (void 0 === t3 || t3.t !== o) {
				t3 = { i: 0, S: i3, p: o.s, n: void 0, t: o, e: void 0, x: void 0, r: t3 };
				if (void 0 !== o.s) o.s.n = t3;
				o.s = t3;
				i3.n = t3;
				if (32 & o.f) i3.S(t3);
				return t3;
			} else if (-1 === t3.i) {
				t3.i = 0;
				if (void 0 !== t3.n) {
					t3.n.p = t3.p;
					if (void 0 !== t3.p) t3.p.n = t3.n;
					t3.p = o.s;
					t3.n = void 0;
					o.s.n = t3;
					o.s = t3;
				}
				return t3;
			}
		}
	}
	function l(i3, t3) {
		this.v = i3;
		this.i = 0;
		this.n = void 0;
		this.t = void 0;
		this.l = 0;
		this.W = null == t3 ? void 0 : t3.watched;
		this.Z = null == t3 ? void 0 : t3.unwatched;
		this.name = null == t3 ? void 0 : t3.name;
	}
	l.prototype.brand = i;
	l.prototype.h = function() {
		return true;
	};
	l.prototype.S = function(i3) {
		var t3 = this, r3 = this.t;
		if (r3 !== i3 && void 0 === i3.e) {
			i3.x = r3;
			this.t = i3;
			if (void 0 !== r3) r3.e = i3;
			else f(function() {
				var i4;
				null == (i4 = t3.W) || i4.call(t3);
			});
		}
	};
	l.prototype.U = function(i3) {
		var t3 = this;
		if (void 0 !== this.t) {
			var r3 = i3.e, n3 = i3.x;
			if (void 0 !== r3) {
				r3.x = n3;
				i3.e = void 0;
			}
			if (void 0 !== n3) {
				n3.e = r3;
				i3.x = void 0;
			}
			if (i3 === this.t) {
				this.t = n3;
				if (void 0 === n3) f(function() {
					var i4;
					null == (i4 = t3.Z) || i4.call(t3);
				});
			}
		}
	};
	l.prototype.subscribe = function(i3) {
		var t3 = this;
		return x(function() {
			var r3 = t3.value;
			f(function() {
				return i3(r3);
			});
		}, { name: "sub" });
	};
	l.prototype.valueOf = function() {
		return this.value;
	};
	l.prototype.toString = function() {
		return this.value + "";
	};
	l.prototype.toJSON = function() {
		return this.value;
	};
	l.prototype.peek = function() {
		var i3 = this;
		return f(function() {
			return i3.value;
		});
	};
	Object.defineProperty(l.prototype, "value", { get: function() {
		var i3 = d(this);
		if (void 0 !== i3) i3.i = this.i;
		return this.v;
	}, set: function(i3) {
		if (i3 !== this.v) {
			if (s > 100) throw new Error("Cycle detected");
			!(function(i4) {
				if (0 !== v && 0 === s) {
					if (i4.l !== u) {
						i4.l = u;
						c = { S: i4, v: i4.v, i: i4.i, o: c };
					}
				}
			})(this);
			this.v = i3;
			this.i++;
			a++;
			v++;
			try {
				for (var r3 = this.t; void 0 !== r3; r3 = r3.x) r3.t.N();
			} finally {
				t();
			}
		}
	} });
	function y(i3, t3) {
		return new l(i3, t3);
	}
	function w(i3) {
		for (var t3 = i3.s; void 0 !== t3; t3 = t3.n) if (t3.S.i !== t3.i || !t3.S.h() || t3.S.i !== t3.i) return true;
		return false;
	}
	function b(i3) {
		for (var t3 = i3.s; void 0 !== t3; t3 = t3.n) {
			var r3 = t3.S.n;
			if (void 0 !== r3) t3.r = r3;
			t3.S.n = t3;
			t3.i = -1;
			if (void 0 === t3.n) {
				i3.s = t3;
				break;
			}
		}
	}
	function _(i3) {
		var t3 = i3.s, r3 = void 0;
		while (void 0 !== t3) {
			var n3 = t3.p;
			if (-1 === t3.i) {
				t3.S.U(t3);
				if (void 0 !== n3) n3.n = t3.n;
				if (void 0 !== t3.n) t3.n.p = n3;
			} else r3 = t3;
			t3.S.n = t3.r;
			if (void 0 !== t3.r) t3.r = void 0;
			t3 = n3;
		}
		i3.s = r3;
	}
	function j(i3, t3) {
		l.call(this, void 0, t3);
		this.x = i3;
		this.s = void 0;
		this.g = a - 1;
		this.f = 4;
	}
	j.prototype = new l();
	j.prototype.h = function() {
		this.f &= -3;
		if (1 & this.f) return false;
		if (32 == (36 & this.f)) return true;
		this.f &= -5;
		if (this.g === a) return true;
		this.g = a;
		this.f |= 1;
		if (this.i > 0 && !w(this)) {
			this.f &= -2;
			return true;
		}
		var i3 = o;
		try {
			b(this);
			o = this;
			var t3 = this.x();
			if (16 & this.f || this.v !== t3 || 0 === this.i) {
				this.v = t3;
				this.f &= -17;
				this.i++;
			}
		} catch (i4) {
			this.v = i4;
			this.f |= 16;
			this.i++;
		}
		o = i3;
		_(this);
		this.f &= -2;
		return true;
	};
	j.prototype.S = function(i3) {
		if (void 0 === this.t) {
			this.f |= 36;
			for (var t3 = this.s; void 0 !== t3; t3 = t3.n) t3.S.S(t3);
		}
		l.prototype.S.call(this, i3);
	};
	j.prototype.U = function(i3) {
		if (void 0 !== this.t) {
			l.prototype.U.call(this, i3);
			if (void 0 === this.t) {
				this.f &= -33;
				for (var t3 = this.s; void 0 !== t3; t3 = t3.n) t3.S.U(t3);
			}
		}
	};
	j.prototype.N = function() {
		if (!(2 & this.f)) {
			this.f |= 6;
			for (var i3 = this.t; void 0 !== i3; i3 = i3.x) i3.t.N();
		}
	};
	Object.defineProperty(j.prototype, "value", { get: function() {
		if (1 & this.f) throw new Error("Cycle detected");
		var i3 = d(this);
		this.h();
		if (void 0 !== i3) i3.i = this.i;
		if (16 & this.f) throw this.v;
		return this.v;
	} });
	function O(i3, t3) {
		return new j(i3, t3);
	}
	function p(i3) {
		var r3 = i3.j;
		i3.j = void 0;
		if ("function" == typeof r3) {
			v++;
			var n3 = o;
			o = void 0;
			try {
				r3();
			} catch (t3) {
				i3.f &= -2;
				i3.f |= 8;
				g(i3);
				throw t3;
			} finally {
				o = n3;
				t();
			}
		}
	}
	function g(i3) {
		for (var t3 = i3.s; void 0 !== t3; t3 = t3.n) t3.S.U(t3);
		i3.x = void 0;
		i3.s = void 0;
		p(i3);
	}
	function S(i3) {
		if (o !== this) throw new Error("Out-of-order effect");
		_(this);
		o = i3;
		this.f &= -2;
		try {
			if (8 & this.f) g(this);
		} finally {
			t();
		}
	}
	function m(i3, t3) {
		this.x = i3;
		this.j = void 0;
		this.s = void 0;
		this.u = void 0;
		this.f = 32;
		this.name = null == t3 ? void 0 : t3.name;
		if (n) n.push(this);
	}
	m.prototype.c = function() {
		var i3 = this.S();
		try {
			if (8 & this.f) return;
			if (void 0 === this.x) return;
			var t3 = this.x();
			if ("function" == typeof t3) this.j = t3;
		} finally {
			i3();
		}
	};
	m.prototype.S = function() {
		if (1 & this.f) throw new Error("Cycle detected");
		this.f |= 1;
		this.f &= -9;
		p(this);
		b(this);
		v++;
		var i3 = o;
		o = this;
		return S.bind(this, i3);
	};
	m.prototype.N = function() {
		if (!(2 & this.f)) {
			this.f |= 2;
			this.u = h;
			h = this;
		}
	};
	m.prototype.d = function() {
		this.f |= 8;
		if (!(1 & this.f)) g(this);
	};
	m.prototype.dispose = function() {
		this.d();
	};
	function x(i3, t3) {
		var r3 = new m(i3, t3);
		try {
			r3.c();
		} catch (i4) {
			r3.d();
			throw i4;
		}
		var n3 = r3.d.bind(r3);
		n3[Symbol.dispose] = n3;
		return n3;
	}

	// src/initials.ts
	var LETTERS = /* @__PURE__ */ new Map();
	var MADE = /* @__PURE__ */ new Map();
	function learn(letters2) {
		for (const [letter, characters] of Object.entries(letters2))
			for (const character of characters) LETTERS.set(character, letter);
	}
	function initialsOf(text2) {
		let made = MADE.get(text2);
		if (made === void 0) {
			made = "";
			for (const character of text2)
				made += LETTERS.get(character) ?? (/[a-z0-9]/i.test(character) ? character.toLowerCase() : "");
			MADE.set(text2, made);
		}
		return made;
	}

	// src/text.ts
	var SEVERITY_WORDS = { error: "错误", warning: "警告", info: "提示" };
	var SEVERITY_RANK = { error: 0, warning: 1, info: 2 };
	var UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\uffff]/g;
	var hex = (char) => ("000" + char.charCodeAt(0).toString(16)).slice(-4);
	var fold = (text2) => text2.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
	var words = (query) => query.normalize("NFKC").split(/\s+/).map(fold).filter(Boolean);
	var visible = (text2) => text2.replace(UNSEEN, (char) => "⟨U+" + hex(char).toUpperCase() + "⟩");
	var json = (value) => JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (char) => "\\u" + hex(char));

	// src/filter.ts
	var NO_FILTERS = {
		severity: [],
		family: [],
		group: "",
		doc: "",
		rule: "",
		sure: "",
		decision: "",
		query: ""
	};
	var active = (f4) => Boolean(
		f4.severity.length || f4.family.length || f4.group || f4.doc || f4.rule || f4.sure || f4.decision || words(f4.query).length
	);
	var living = (f4) => Boolean(f4.decision || words(f4.query).length);
	function filtered(findings2, f4, asked) {
		if (!active(f4)) return findings2;
		const query = words(f4.query);
		const sure = Number(f4.sure);
		return findings2.filter(
			(d3) => (!f4.severity.length || f4.severity.includes(d3.severity)) && (!f4.family.length || f4.family.includes(d3.family)) && (!f4.group || d3.home === f4.group) && (!f4.doc || String(d3.doc) === f4.doc) && (!f4.rule || d3.code === f4.rule) && (!sure || d3.confidence >= sure) && query.every((word) => found(d3, word, asked)) && (!f4.decision || asked.is(d3, f4.decision))
		);
	}
	function found(d3, word, asked) {
		if (d3.text.includes(word) || asked.said(d3).includes(word)) return true;
		return /^[a-z]{2,}$/.test(word) && initialsOf(d3.name + d3.indicator).includes(word);
	}
	var toggled = (chosen, word) => chosen.includes(word) ? chosen.filter((each) => each !== word) : [...chosen, word];
	var FIRST_ORDER = { key: "n", down: false };
	var WORST_ORDER = { key: "worst", down: false };
	var VALUES = {
		severity: (d3) => SEVERITY_RANK[d3.severity] ?? 0,
		// The gravest first, among them those that the gate looks at and that are surest.
		worst: (d3) => (SEVERITY_RANK[d3.severity] ?? 0) * 4 + (d3.gate ? 0 : 2) + (1 - d3.confidence),
		name: (d3) => d3.name + "\n" + d3.indicator,
		message: (d3) => d3.message,
		family: (d3) => d3.code,
		confidence: (d3) => d3.confidence,
		decision: (d3, asked) => asked.state(d3)
	};
	function sorted(findings2, order, asked) {
		const value = VALUES[order.key];
		if (!value) return order.down ? findings2.slice().reverse() : findings2;
		const sign = order.down ? -1 : 1;
		return findings2.map((d3) => ({ d: d3, at: value(d3, asked) })).sort((a4, b2) => a4.at < b2.at ? -sign : a4.at > b2.at ? sign : a4.d.n - b2.d.n).map((pair) => pair.d);
	}

	// src/address.ts
	var LISTS = ["severity", "family"];
	var TEXTS = ["group", "doc", "rule", "sure", "decision", "query"];
	var RESTED = 300;
	function written(state2) {
		const parts = new URLSearchParams();
		const filters = state2.filters.value;
		for (const key2 of LISTS) if (filters[key2].length) parts.set(key2, filters[key2].join(","));
		for (const key2 of TEXTS) if (filters[key2]) parts.set(key2, filters[key2]);
		if (state2.view.value === "list") parts.set("view", "list");
		const { key, down } = state2.order.value;
		if (key !== FIRST_ORDER.key || down) parts.set("order", (down ? "-" : "") + key);
		return parts.toString();
	}
	function placed(state2) {
		const now = state2.current.value;
		const mark = now && state2.shown.value.includes(now) ? `fp-${now.print}` : "";
		return [written(state2), mark].filter(Boolean).join("&");
	}
	function taken(state2, hash) {
		const text2 = hash.replace(/^#/, "").replace(/(^|&)fp-[0-9a-f]{16}$/, "");
		if (!/^(severity|family|group|doc|rule|sure|decision|query|view|order)=/.test(text2)) return false;
		const parts = new URLSearchParams(text2);
		const filters = { ...NO_FILTERS };
		for (const key2 of LISTS) filters[key2] = (parts.get(key2) ?? "").split(",").filter(Boolean);
		for (const key2 of TEXTS) filters[key2] = parts.get(key2) ?? "";
		const order = parts.get("order") ?? "";
		const known = ["worst", "severity", "name", "message", "family", "confidence", "decision", "n"];
		const key = order.replace(/^-/, "");
		r(() => {
			state2.filter(filters);
			state2.view.value = parts.get("view") === "list" ? "list" : "detail";
			state2.order.value = known.includes(key) ? { key, down: order.startsWith("-") } : FIRST_ORDER;
		});
		return true;
	}
	function startAddress(state2) {
		let before = placed(state2);
		let timer = 0;
		let filters = written(state2);
		const put = () => {
			const now = placed(state2);
			if (now === before) return;
			before = now;
			try {
				history.replaceState(null, "", now ? "#" + now : location.pathname + location.search);
			} catch {
			}
		};
		x(() => {
			const now = written(state2);
			placed(state2);
			clearTimeout(timer);
			if (now === filters) timer = window.setTimeout(put, RESTED);
			else put();
			filters = now;
		});
	}

	// node_modules/valibot/dist/index.mjs
	var store$4;
	var DEFAULT_CONFIG = {
		lang: void 0,
		message: void 0,
		abortEarly: void 0,
		abortPipeEarly: void 0
	};
	// @__NO_SIDE_EFFECTS__
	function getGlobalConfig(config$1) {
		if (!config$1 && !store$4) return DEFAULT_CONFIG;
		return {
			lang: (config$1 == null ? void 0 : config$1.lang) ?? (store$4 == null ? void 0 : store$4.lang),
			message: config$1 == null ? void 0 : config$1.message,
			abortEarly: (config$1 == null ? void 0 : config$1.abortEarly) ?? (store$4 == null ? void 0 : store$4.abortEarly),
			abortPipeEarly: (config$1 == null ? void 0 : config$1.abortPipeEarly) ?? (store$4 == null ? void 0 : store$4.abortPipeEarly)
		};
	}
	var store$3;
	// @__NO_SIDE_EFFECTS__
	function getGlobalMessage(lang) {
		return store$3 == null ? void 0 : store$3.get(lang);
	}
	var store$2;
	// @__NO_SIDE_EFFECTS__
	function getSchemaMessage(lang) {
		return store$2 == null ? void 0 : store$2.get(lang);
	}
	var store$1;
	// @__NO_SIDE_EFFECTS__
	function getSpecificMessage(reference, lang) {
		var _a;
		return (_a = store$1 == null ? void 0 : store$1.get(reference)) == null ? void 0 : _a.get(lang);
	}
	// @__NO_SIDE_EFFECTS__
	function _stringify(input) {
		var _a, _b;
		const type = typeof input;
		if (type === "string") return `"${input}"`;
		if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
		if (type === "object" || type === "function") return (input && ((_b = (_a = Object.getPrototypeOf(input)) == null ? void 0 : _a.constructor) == null ? void 0 : _b.name)) ?? "null";
		return type;
	}
	function _addIssue(context, label, dataset, config$1, other) {
		const input = other && "input" in other ? other.input : dataset.value;
		const expected = (other == null ? void 0 : other.expected) ?? context.expects ?? null;
		const received = (other == null ? void 0 : other.received) ?? /* @__PURE__ */ _stringify(input);
		const issue = {
			kind: context.kind,
			type: context.type,
			input,
			expected,
			received,
			message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
			requirement: context.requirement,
			path: other == null ? void 0 : other.path,
			issues: other == null ? void 0 : other.issues,
			lang: config$1.lang,
			abortEarly: config$1.abortEarly,
			abortPipeEarly: config$1.abortPipeEarly
		};
		const isSchema = context.kind === "schema";
		const message$1 = (other == null ? void 0 : other.message) ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
		if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
		if (isSchema) dataset.typed = false;
		if (dataset.issues) dataset.issues.push(issue);
		else dataset.issues = [issue];
	}
	// @__NO_SIDE_EFFECTS__
	function _joinExpects(values$1, separator) {
		const list = [...new Set(values$1)];
		if (list.length > 1) return `(${list.join(` ${separator} `)})`;
		return list[0] ?? "never";
	}
	function _standardSchema(schema) {
		schema["~standard"] = {
			version: 1,
			vendor: "valibot",
			validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
		};
		return schema;
	}
	// @__NO_SIDE_EFFECTS__
	function getDotPath(issue) {
		if (issue.path) {
			let key = "";
			for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
			else key += item.key;
			else return null;
			return key;
		}
		return null;
	}
	var EMOJI_REGEX = new RegExp("^(?:[\\u{1F1E6}-\\u{1F1FF}]{2}|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{1,3}\\u{E007F}|(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation})(?:\\u200D(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation}))*)+$", "u");
	// @__NO_SIDE_EFFECTS__
	function nonEmpty(message$1) {
		return {
			kind: "validation",
			type: "non_empty",
			reference: nonEmpty,
			async: false,
			expects: "!0",
			message: message$1,
			"~run"(dataset, config$1) {
				if (dataset.typed && dataset.value.length === 0) _addIssue(this, "length", dataset, config$1, { received: "0" });
				return dataset;
			}
		};
	}
	// @__NO_SIDE_EFFECTS__
	function regex(requirement, message$1) {
		return {
			kind: "validation",
			type: "regex",
			reference: regex,
			async: false,
			expects: `${requirement}`,
			requirement,
			message: message$1,
			"~run"(dataset, config$1) {
				if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
				return dataset;
			}
		};
	}
	// @__NO_SIDE_EFFECTS__
	function toLowerCase() {
		return {
			kind: "transformation",
			type: "to_lower_case",
			reference: toLowerCase,
			async: false,
			"~run"(dataset) {
				dataset.value = dataset.value.toLowerCase();
				return dataset;
			}
		};
	}
	// @__NO_SIDE_EFFECTS__
	function transform(operation) {
		return {
			kind: "transformation",
			type: "transform",
			reference: transform,
			async: false,
			operation,
			"~run"(dataset) {
				dataset.value = this.operation(dataset.value);
				return dataset;
			}
		};
	}
	// @__NO_SIDE_EFFECTS__
	function trim() {
		return {
			kind: "transformation",
			type: "trim",
			reference: trim,
			async: false,
			"~run"(dataset) {
				dataset.value = dataset.value.trim();
				return dataset;
			}
		};
	}
	// @__NO_SIDE_EFFECTS__
	function getFallback(schema, dataset, config$1) {
		return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
	}
	// @__NO_SIDE_EFFECTS__
	function getDefault(schema, dataset, config$1) {
		return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
	}
	// @__NO_SIDE_EFFECTS__
	function nullish(wrapped, default_) {
		return _standardSchema({
			kind: "schema",
			type: "nullish",
			reference: nullish,
			expects: `(${wrapped.expects} | null | undefined)`,
			async: false,
			wrapped,
			default: default_,
			"~run"(dataset, config$1) {
				if (dataset.value === null || dataset.value === void 0) {
					if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
					if (dataset.value === null || dataset.value === void 0) {
						dataset.typed = true;
						return dataset;
					}
				}
				return this.wrapped["~run"](dataset, config$1);
			}
		});
	}
	// @__NO_SIDE_EFFECTS__
	function number(message$1) {
		return _standardSchema({
			kind: "schema",
			type: "number",
			reference: number,
			expects: "number",
			async: false,
			message: message$1,
			"~run"(dataset, config$1) {
				if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
				else _addIssue(this, "type", dataset, config$1);
				return dataset;
			}
		});
	}
	// @__NO_SIDE_EFFECTS__
	function picklist(options, message$1) {
		return _standardSchema({
			kind: "schema",
			type: "picklist",
			reference: picklist,
			expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
			async: false,
			options,
			message: message$1,
			"~run"(dataset, config$1) {
				if (this.options.includes(dataset.value)) dataset.typed = true;
				else _addIssue(this, "type", dataset, config$1);
				return dataset;
			}
		});
	}
	// @__NO_SIDE_EFFECTS__
	function strictObject(entries$1, message$1) {
		return _standardSchema({
			kind: "schema",
			type: "strict_object",
			reference: strictObject,
			expects: "Object",
			async: false,
			entries: entries$1,
			message: message$1,
			"~run"(dataset, config$1) {
				var _a;
				const input = dataset.value;
				if (input && typeof input === "object") {
					dataset.typed = true;
					dataset.value = {};
					for (const key in this.entries) {
						const valueSchema = this.entries[key];
						if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
							const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
							const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
							if (valueDataset.issues) {
								const pathItem = {
									type: "object",
									origin: "value",
									input,
									key,
									value: value$1
								};
								for (const issue of valueDataset.issues) {
									if (issue.path) issue.path.unshift(pathItem);
									else issue.path = [pathItem];
									(_a = dataset.issues) == null ? void 0 : _a.push(issue);
								}
								if (!dataset.issues) dataset.issues = valueDataset.issues;
								if (config$1.abortEarly) {
									dataset.typed = false;
									break;
								}
							}
							if (!valueDataset.typed) dataset.typed = false;
							dataset.value[key] = valueDataset.value;
						} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
						else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
							_addIssue(this, "key", dataset, config$1, {
								input: void 0,
								expected: `"${key}"`,
								path: [{
									type: "object",
									origin: "key",
									input,
									key,
									value: input[key]
								}]
							});
							if (config$1.abortEarly) break;
						}
					}
					if (!dataset.issues || !config$1.abortEarly) {
						for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
							_addIssue(this, "key", dataset, config$1, {
								input: key,
								expected: "never",
								path: [{
									type: "object",
									origin: "key",
									input,
									key,
									value: input[key]
								}]
							});
							break;
						}
					}
				} else _addIssue(this, "type", dataset, config$1);
				return dataset;
			}
		});
	}
	// @__NO_SIDE_EFFECTS__
	function string(message$1) {
		return _standardSchema({
			kind: "schema",
			type: "string",
			reference: string,
			expects: "string",
			async: false,
			message: message$1,
			"~run"(dataset, config$1) {
				if (typeof dataset.value === "string") dataset.typed = true;
				else _addIssue(this, "type", dataset, config$1);
				return dataset;
			}
		});
	}
	// @__NO_SIDE_EFFECTS__
	function _subIssues(datasets) {
		let issues;
		if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
		else issues = dataset.issues;
		return issues;
	}
	// @__NO_SIDE_EFFECTS__
	function union(options, message$1) {
		return _standardSchema({
			kind: "schema",
			type: "union",
			reference: union,
			expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
			async: false,
			options,
			message: message$1,
			"~run"(dataset, config$1) {
				let validDataset;
				let typedDatasets;
				let untypedDatasets;
				for (const schema of this.options) {
					const optionDataset = schema["~run"]({ value: dataset.value }, config$1);
					if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
					else typedDatasets = [optionDataset];
					else {
						validDataset = optionDataset;
						break;
					}
					else if (untypedDatasets) untypedDatasets.push(optionDataset);
					else untypedDatasets = [optionDataset];
				}
				if (validDataset) return validDataset;
				if (typedDatasets) {
					if (typedDatasets.length === 1) return typedDatasets[0];
					_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
					dataset.typed = true;
				} else if ((untypedDatasets == null ? void 0 : untypedDatasets.length) === 1) return untypedDatasets[0];
				else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
				return dataset;
			}
		});
	}
	// @__NO_SIDE_EFFECTS__
	function pipe(...pipe$1) {
		return _standardSchema({
			...pipe$1[0],
			pipe: pipe$1,
			"~run"(dataset, config$1) {
				for (const item of pipe$1) if (item.kind !== "metadata") {
					if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
						dataset.typed = false;
						break;
					}
					if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
				}
				return dataset;
			}
		});
	}
	// @__NO_SIDE_EFFECTS__
	function safeParse(schema, input, config$1) {
		const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
		return {
			typed: dataset.typed,
			success: !dataset.issues,
			output: dataset.value,
			issues: dataset.issues
		};
	}

	// src/decision-file.ts
	var PENDING = "待核实";
	var DECISIONS = [PENDING, "采纳", "误报", "已整改"];
	var text = nullish(string(), "");
	var DATE = /^(\d{4}-?\d\d-?\d\d)?$/;
	var MOMENT = /^(\d{4}-?\d\d-?\d\d([T ]\d\d:?\d\d(:?\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?)?$/;
	var hex2 = (form) => pipe(text, trim(), regex(form), toLowerCase());
	var year = pipe(
		nullish(union([string(), number()]), ""),
		transform((value) => String(value).trim().replace(/年$/, "")),
		regex(/^(20\d\d|0|)$/),
		transform(Number)
	);
	var Row = strictObject({
		fingerprint: pipe(string(), regex(/^[0-9a-f]{16}$/i), toLowerCase()),
		decision: nullish(picklist(["", ...DECISIONS]), ""),
		who: pipe(string(), trim(), nonEmpty()),
		when: pipe(text, trim(), regex(MOMENT)),
		why: text,
		until: pipe(text, trim(), regex(DATE)),
		department: text,
		note: text,
		year,
		document: text,
		sha256: hex2(/^([0-9a-f]{12,64})?$/i),
		spot: hex2(/^([0-9a-f]{16})?$/i),
		remark: text,
		to: text
	});
	var Kept = strictObject({ ...Row.entries, who: text });
	var KEYS = Object.keys(Row.entries);
	var FileError = class extends Error {
	};
	function parseDecisions(source) {
		let data;
		try {
			data = JSON.parse(source);
		} catch {
			throw new FileError("不是处理意见文件");
		}
		const under = data;
		const list = Array.isArray(data) ? data : under && (under.decisions ?? under.waivers);
		if (!Array.isArray(list)) throw new FileError("不是处理意见文件");
		return list.map((item, at) => {
			const made = safeParse(Row, item);
			if (made.success) return made.output;
			const key = getDotPath(made.issues[0]);
			throw new FileError(`不是处理意见文件：第 ${at + 1} 条${key ? "的“" + key + "”" : ""}无效`);
		});
	}
	function parseKept(source) {
		let list;
		try {
			list = JSON.parse(source ?? "null");
		} catch {
			return [];
		}
		const made = (Array.isArray(list) ? list : []).map((item) => safeParse(Kept, item));
		return made.flatMap((one2) => one2.success ? [one2.output] : []);
	}

	// src/findings.ts
	var NUMBERS = ["n", "doc", "confidence", "gate"];
	function unpacked({ words: words2, keys, rows }) {
		const numbers = keys.map((key) => NUMBERS.includes(key));
		return rows.map((row) => {
			const whole = {};
			keys.forEach((key, at) => {
				const value = row[at];
				whole[key] = typeof value === "number" && !numbers[at] ? words2[value] : value;
			});
			return { ...whole, gate: Boolean(whole.gate) };
		});
	}
	var NOWHERE = { source: "", sha256: "", department: "", year: 0 };
	function prepared(data, documents2 = []) {
		const years = Array.from(new Set(documents2.map((one2) => one2.year).filter(Boolean)));
		const across = { ...NOWHERE, year: years.length === 1 ? years[0] ?? 0 : 0 };
		return data.map((d3) => ({
			...d3,
			coded: Boolean(d3.project),
			subject: documents2[d3.doc - 1] ?? across,
			home: d3.doc + "\n" + d3.group,
			text: fold(
				[d3.file, d3.dept, d3.code, d3.rule, d3.group, d3.project, d3.name, d3.indicator, d3.message, d3.evidence, d3.advice].join(
					"\n"
				)
			)
		}));
	}
	function grouped(findings2, key) {
		const by = /* @__PURE__ */ new Map();
		for (const finding of findings2) {
			const group = by.get(key(finding));
			if (group) group.push(finding);
			else by.set(key(finding), [finding]);
		}
		return by;
	}

	// src/history.ts
	var MOST = 500;
	var History = class {
		constructor() {
			this.past = [];
			this.future = [];
		}
		get canBack() {
			return this.past.length > 0;
		}
		get canForth() {
			return this.future.length > 0;
		}
		/** Adds an act; the letters of one text (`text` names it) are one. */
		add(steps, text2 = "") {
			this.future = [];
			const last = this.past[this.past.length - 1];
			if (text2 && (last == null ? void 0 : last.text) === text2) last.steps = last.steps.map(([before], at) => {
				var _a;
				return [before, (_a = steps[at]) == null ? void 0 : _a[1]];
			});
			else this.past.push({ steps, text: text2 });
			if (this.past.length > MOST) this.past.shift();
		}
		back() {
			const act = this.past.pop();
			if (act) this.future.push({ ...act, text: "" });
			return act == null ? void 0 : act.steps;
		}
		forth() {
			const act = this.future.pop();
			if (act) this.past.push(act);
			return act == null ? void 0 : act.steps;
		}
		clear() {
			this.past = [];
			this.future = [];
		}
	};

	// src/standing.ts
	var NOBODY = { held: [], earlier: [], state: "none" };
	var SEASON = 7;
	var waives = (row) => row.decision === "误报" || !row.decision;
	var expired = (row, today2) => Boolean(row.until) && dashed(row.until) < today2;
	var moments = /* @__PURE__ */ new Map();
	function moment({ when }) {
		const known = moments.get(when) ?? read(when);
		moments.set(when, known);
		return known;
	}
	function read(when) {
		const [day = "", time = "00:00"] = when.split(/[T ]/);
		const clock = time.replace(/^(\d\d)(\d\d)(\d\d)?/, (_3, h3, m3, s3) => `${h3}:${m3}${s3 ? ":" + s3 : ""}`);
		return Date.parse(
			`${dashed(day)}T${clock.replace(",", ".").replace(/([+-]\d\d)(\d\d)?$/, (_3, h3, m3) => `${h3}:${m3 ?? "00"}`)}`
		) || 0;
	}
	var short = (source) => source.replace(/\\/g, "/").replace(/^.*\//, "");
	function bearing(row, { subject, coded }, documents2, today2) {
		if (row.department && row.department !== subject.department) return "none";
		if (isOf(row, subject)) return "holds";
		if (!ofYear(row, subject, today2)) return "earlier";
		if (!row.sha256 && !row.document) return "holds";
		if (!subject.year) return "earlier";
		if (coded) return "holds";
		if (documents2.some((other) => isOf(row, other))) return "none";
		const name = short(row.document);
		const like = ({ department, year: year2 }) => department === subject.department && year2 === subject.year;
		const named = documents2.filter((other) => short(other.source) === name && like(other));
		return short(subject.source) === name && named.length <= 1 ? "holds" : "earlier";
	}
	var isOf = (row, { sha256 }) => Boolean(row.sha256 && sha256) && (sha256.startsWith(row.sha256) || row.sha256.startsWith(sha256));
	function standing(finding, rows, moved, documents2, today2) {
		const found2 = { holds: [], earlier: [], none: [] };
		for (const row of rows) if (!expired(row, today2)) found2[bearing(row, finding, documents2, today2)].push(row);
		for (const row of moved)
			if (!expired(row, today2) && ["", finding.subject.department].includes(row.department)) found2.earlier.push(row);
		const held = latest(found2.holds);
		return { held, earlier: latest(found2.earlier), state: stateOf(held) };
	}
	function stateOf(held) {
		const said = held.filter((row) => row.decision !== PENDING);
		const [one2] = said;
		if (!one2) return held.length ? PENDING : "none";
		if (said.some((row) => waives(row) !== waives(one2))) return "conflict";
		return said.reduce(later).decision || "豁免";
	}
	var later = (last, row) => moment(row) >= moment(last) ? row : last;
	function latest(rows) {
		if (rows.length < 2) return rows;
		const by = /* @__PURE__ */ new Map();
		for (const row of rows) {
			const before = by.get(row.who);
			by.set(row.who, before ? later(before, row) : row);
		}
		return Array.from(by.values());
	}
	function ofYear(row, subject, today2) {
		if (row.year) return row.year === subject.year;
		if (!row.when) return true;
		const years = subject.year ? [subject.year] : seasons(today2);
		return seasons(dashed(row.when.slice(0, 10))).some((year2) => years.includes(year2));
	}
	function seasons(day) {
		const year2 = Number(day.slice(0, 4));
		return Number(day.slice(5, 7)) >= SEASON ? [year2, year2 + 1] : [year2];
	}
	var dashed = (day) => day.replace(/^(\d{4})-?(\d\d)-?(\d\d)/, "$1-$2-$3");

	// src/rows.ts
	var DIGITS = 16;
	var keyOf = (row) => `${row.fingerprint}
${row.department}
${row.who}
${row.year}
${row.sha256 || row.document}`;
	var same = (a4, b2) => KEYS.every((key) => a4[key] === b2[key]);
	function homeOf({ subject, spot }) {
		const { department, year: year2, source, sha256 } = subject;
		return { department, year: year2, document: source, sha256: sha256.slice(0, DIGITS), spot };
	}
	function blank(finding, who) {
		const note = [finding.code, finding.name, finding.indicator].filter(Boolean).join(" ");
		const texts = { why: "", remark: "", until: "", to: "", note };
		return { fingerprint: finding.print, decision: PENDING, who, when: "", ...texts, ...homeOf(finding) };
	}
	function changed(finding, who, before, change) {
		const now = { ...blank(finding, who), ...before, ...homeOf(finding), ...change };
		if (change.decision !== void 0 && change.why === void 0 && before) {
			const kept = before.decision === change.decision || before.decision === PENDING;
			now.why = kept ? before.why : "";
		}
		return now;
	}
	function lastSaid(rows) {
		const said = rows.filter((row) => row.decision !== PENDING);
		return said.reduce((last, row) => last && moment(last) > moment(row) ? last : row, void 0);
	}
	function sayings({ held, earlier }, label) {
		const rows = [...held, ...earlier];
		return rows.length ? [label, ...rows.map((row) => [row.who, row.why, row.remark, row.to].join(" "))].join(" ") : "";
	}
	function shown(row) {
		const [who, why, remark, to] = [row.who, row.why, row.remark, row.to].map(visible);
		return { ...row, who, why, remark, to, department: visible(row.department), document: visible(row.document) };
	}
	function bare(row) {
		const texts = KEYS.filter((key) => row[key]).map((key) => {
			const value = row[key];
			return [key, typeof value === "string" ? visible(value) : value];
		});
		return Object.fromEntries(texts);
	}
	var today = { minute: -1, text: "" };
	function dayOf(now) {
		const minute = Math.floor(now.getTime() / 6e4);
		if (minute !== today.minute) today = { minute, text: stamp(now).slice(0, 10) };
		return today.text;
	}
	function stamp(now) {
		const two = (n3) => String(n3).padStart(2, "0");
		const zone = -now.getTimezoneOffset();
		const offset = (zone < 0 ? "-" : "+") + two(Math.floor(Math.abs(zone) / 60)) + ":" + two(Math.abs(zone) % 60);
		const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
		return day + "T" + [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":") + offset;
	}

	// src/later.ts
	var SLICE = 4;
	var PAUSE = 25;
	var Later = class {
		constructor(act, tell2) {
			this.act = act;
			this.tell = tell2;
			this.waiting = /* @__PURE__ */ new Set();
		}
		/** Does these from now on, in their order, and forgets what else was waiting. */
		start(items) {
			this.waiting = new Set(items);
			this.work(0);
		}
		/** Does these too, after what is waiting. */
		add(items) {
			for (const item of items) this.waiting.add(item);
			this.work(0);
		}
		/** Does one at once, if it is waiting. */
		now(item) {
			if (item !== void 0 && this.waiting.delete(item)) this.act(item);
		}
		/** Does everything that is waiting. */
		finish() {
			this.work(Number.POSITIVE_INFINITY);
		}
		work(milliseconds) {
			const start = performance.now();
			for (const item of this.waiting) {
				if (performance.now() - start >= milliseconds) break;
				this.waiting.delete(item);
				this.act(item);
			}
			clearTimeout(this.timer);
			if (this.waiting.size) this.timer = setTimeout(() => this.work(SLICE), PAUSE);
			this.tell(this.waiting.size > 0);
		}
	};

	// src/shelf.ts
	var KEPT = "op:";
	var AT_ONCE = 20;
	var Shelf = class {
		constructor(keep, prints, spots, changed2) {
			this.keep = keep;
			this.prints = prints;
			this.spots = spots;
			this.changed = changed2;
			this.byPrint = /* @__PURE__ */ new Map();
			this.bySpot = /* @__PURE__ */ new Map();
			this.brought = /* @__PURE__ */ new Map();
			this.later = new Later(
				(print) => this.write(print),
				() => void 0
			);
			this.refused = !keep.works();
			for (const key of keep.keys(KEPT)) {
				const [, spot = "", print = ""] = key.split(":");
				if (!prints.has(print) && !spots.has(spot)) continue;
				for (const row of parseKept(keep.get(key))) this.set(row);
			}
		}
		/** Returns the rows on a fingerprint. */
		on(print) {
			var _a;
			return Array.from(((_a = this.byPrint.get(print)) == null ? void 0 : _a.values()) ?? []);
		}
		/** Returns the rows on a place, whatever their content. */
		of(spot) {
			const prints = Array.from(this.bySpot.get(spot) ?? []);
			return prints.flatMap((print) => this.on(print).filter((row) => row.spot === spot));
		}
		all() {
			return Array.from(this.byPrint.keys()).flatMap((print) => this.on(print));
		}
		/** Returns the row that stands where this one would. */
		like(row) {
			var _a;
			return (_a = this.byPrint.get(row.fingerprint)) == null ? void 0 : _a.get(keyOf(row));
		}
		/** Takes a row that comes with the report: it comes again with it, so the browser does not keep it. */
		bring(row) {
			this.brought.set(keyOf(row), row);
			this.add(row);
		}
		/** Puts a row in the place of an older one. */
		add(row) {
			const before = this.like(row);
			if (!before || moment(row) >= moment(before)) this.set(row);
		}
		set(row) {
			const rows = this.byPrint.get(row.fingerprint) ?? /* @__PURE__ */ new Map();
			this.byPrint.set(row.fingerprint, rows);
			rows.delete(keyOf(row));
			rows.set(keyOf(row), row);
			if (row.spot) this.bySpot.set(row.spot, (this.bySpot.get(row.spot) ?? /* @__PURE__ */ new Set()).add(row.fingerprint));
			this.changed(row);
		}
		drop(row) {
			var _a;
			(_a = this.byPrint.get(row.fingerprint)) == null ? void 0 : _a.delete(keyOf(row));
			this.changed(row);
		}
		/** Takes what another tab kept under a key; returns whether it is about this report. */
		follow(key, text2) {
			const [, spot = "", print = ""] = key.split(":");
			if (!key.startsWith(KEPT) || !this.prints.has(print) && !this.spots.has(spot)) return false;
			const here = (row) => row.fingerprint === print && row.spot === spot;
			for (const row of this.on(print)) if (here(row)) this.drop(row);
			for (const row of this.brought.values()) if (here(row)) this.set(row);
			for (const row of parseKept(text2)) this.set(row);
			return true;
		}
		/** Lets the browser keep what was decided: few at once, many after the page has shown them. */
		save(prints) {
			if (prints.size > AT_ONCE) this.later.add(prints);
			else for (const print of prints) this.write(print);
		}
		/** Keeps all that is still to be kept. */
		flush() {
			this.later.finish();
		}
		put(key, text2) {
			if (!this.keep.set(key, text2)) this.refused = true;
		}
		/** Keeps the rows on a fingerprint but those that come with the report. */
		write(print) {
			const by = /* @__PURE__ */ new Map();
			for (const row of this.on(print)) {
				const brought = this.brought.get(keyOf(row));
				if (!brought || !same(row, brought)) by.set(row.spot, [...by.get(row.spot) ?? [], row]);
			}
			const spots = (this.prints.get(print) ?? []).map((finding) => finding.spot);
			for (const spot of /* @__PURE__ */ new Set(["", ...spots, ...by.keys()])) {
				const kept = by.get(spot);
				this.put(`${KEPT}${spot}:${print}`, kept ? JSON.stringify(kept) : "");
			}
		}
	};

	// src/decisions.ts
	var NAMELESS = "";
	var Decisions = class {
		constructor(findings2, keep, documents2 = [], clock = () => /* @__PURE__ */ new Date()) {
			this.findings = findings2;
			this.documents = documents2;
			this.clock = clock;
			/** Whether something was decided that no file holds yet. */
			this.unsaved = false;
			this.history = new History();
			this.read = /* @__PURE__ */ new Set();
			this.known = /* @__PURE__ */ new Map();
			this.flush = () => this.shelf.flush();
			this.who = keep.get("who") ?? NAMELESS;
			this.prints = grouped(findings2, (finding) => finding.print);
			this.spots = grouped(findings2, (finding) => finding.spot);
			this.shelf = new Shelf(keep, this.prints, this.spots, (row) => this.forget(row));
		}
		/** Whether the browser refuses to keep what is decided. */
		get refused() {
			return this.shelf.refused;
		}
		/** Returns what was decided on a finding. */
		on(finding) {
			let known = this.known.get(finding);
			if (!known) {
				const rows = this.shelf.on(finding.print);
				const stands = (row) => {
					var _a;
					return (_a = this.prints.get(row.fingerprint)) == null ? void 0 : _a.some(({ doc }) => doc === finding.doc);
				};
				const moved = this.shelf.of(finding.spot).filter((row) => !stands(row));
				const some = rows.length || moved.length;
				known = some ? standing(finding, rows, moved, this.documents, dayOf(this.clock())) : NOBODY;
				this.known.set(finding, known);
			}
			return known;
		}
		mine(finding) {
			return this.on(finding).held.find((row) => row.who === this.who);
		}
		others(finding) {
			return this.on(finding).held.filter((row) => row.who !== this.who);
		}
		/** Returns what the page shows: none, 待核实, conflict, or the word of the last decision. */
		state(finding) {
			return this.on(finding).state;
		}
		/** Returns the same in words for the reader; nothing where nobody said anything. */
		label(finding) {
			const state2 = this.state(finding);
			return state2 === "none" ? "" : state2 === "conflict" ? "意见不一致" : state2;
		}
		/** Returns everything that was said, for the search. */
		said(finding) {
			return sayings(this.on(finding), this.label(finding));
		}
		/** Returns whether the finding passes the gate, so that it is shown as struck out. */
		dropped(finding) {
			const state2 = this.state(finding);
			return state2 === "误报" || state2 === "豁免";
		}
		/** Returns whether somebody decided: a note alone decides nothing. */
		decided(finding) {
			const state2 = this.state(finding);
			return state2 !== "none" && state2 !== PENDING;
		}
		/** Returns whether it still has to be decided on: nobody has, or reviewers differ. */
		waiting(finding) {
			return !this.decided(finding) || this.state(finding) === "conflict";
		}
		/** Returns the findings that this reviewer calls false alarms without a reason. */
		unreasoned() {
			return this.findings.filter((finding) => {
				const mine = this.mine(finding);
				return (mine == null ? void 0 : mine.decision) === "误报" && !mine.why.trim();
			});
		}
		/** Returns the findings with an earlier opinion on which nobody has decided yet. */
		unconfirmed() {
			return this.findings.filter(
				(finding) => !this.decided(finding) && this.on(finding).earlier.some((row) => row.decision !== PENDING)
			);
		}
		/** Decides on all of these in one act. `text` names the field that is being typed in: its letters are one act. */
		decide(findings2, change, text2 = "") {
			this.act(
				findings2.map((finding) => {
					return changed(finding, this.who, this.mine(finding), change);
				}),
				text2 && `${text2}:${findings2.map((finding) => finding.n)}`
			);
		}
		/** Makes earlier opinions this reviewer's decisions of today, in one act; returns how many. */
		confirm(findings2) {
			const rows = findings2.flatMap((finding) => {
				const last = lastSaid(this.on(finding).earlier);
				const change = { decision: (last == null ? void 0 : last.decision) || "误报", why: (last == null ? void 0 : last.why) ?? "" };
				return last ? [changed(finding, this.who, this.mine(finding), change)] : [];
			});
			this.act(rows);
			return rows.length;
		}
		/** Takes the last act back; returns the findings it was about. */
		undo() {
			return this.replay(this.history.back(), 0);
		}
		redo() {
			return this.replay(this.history.forth(), 1);
		}
		/** Whether there is an act to take back, and one to do again. */
		get able() {
			return [this.history.canBack, this.history.canForth];
		}
		/** Takes the reviewer's name. A name given later signs what was decided before it. */
		sign(name) {
			const before = this.who;
			this.who = name.trim();
			this.shelf.put("who", this.who);
			if (before !== NAMELESS || this.who === NAMELESS) return;
			for (const row of this.shelf.all()) {
				if (row.who !== NAMELESS) continue;
				this.shelf.drop(row);
				this.shelf.add({ ...row, who: this.who });
				this.shelf.save(/* @__PURE__ */ new Set([row.fingerprint]));
			}
			this.history.clear();
		}
		/** Takes in rows that the report was made with: they come again with it, so the browser does not keep them. */
		bring(rows) {
			for (const row of rows.map(shown)) {
				this.read.add(keyOf(row));
				this.shelf.bring(row);
			}
		}
		/** Takes in the rows of a file, in one act. Rows that hold on nothing here stay in the next export. */
		merge(rows) {
			const told2 = { added: 0, earlier: 0, unmatched: 0 };
			const news = rows.map(shown).filter((row) => this.isNews(row));
			for (const row of news) this.read.add(keyOf(row));
			this.act(news, "", true);
			const held = new Set(this.findings.flatMap((finding) => this.on(finding).held));
			const earlier = new Set(this.findings.flatMap((finding) => this.on(finding).earlier));
			for (const row of news)
				if (held.has(row)) told2.added += 1;
				else if (earlier.has(row)) told2.earlier += 1;
				else told2.unmatched += 1;
			return told2;
		}
		/** Takes what another tab kept under a key; returns whether it is about this report. */
		follow(key, text2) {
			return this.shelf.follow(key, text2);
		}
		/** Returns how many findings are in this state, or (without one) how many were decided on. */
		count(state2) {
			return this.findings.filter((finding) => state2 ? this.state(finding) === state2 : this.decided(finding)).length;
		}
		/** Returns the rows of the next file: what holds here, then what was read and belongs to other reports or years. */
		rows() {
			const own = /* @__PURE__ */ new Map();
			for (const finding of this.findings) for (const row of this.on(finding).held) own.set(keyOf(row), row);
			const rest = this.shelf.all().filter((row) => this.read.has(keyOf(row)) && !own.has(keyOf(row)));
			return [...Array.from(own.values()), ...rest].map(bare);
		}
		isNews(row) {
			const before = this.shelf.like(row);
			return !before || moment(row) >= moment(before) && !same(row, before);
		}
		act(rows, text2 = "", asRead = false) {
			const when = stamp(this.clock());
			const steps = rows.map((row) => {
				const after = asRead ? row : { ...row, when, until: "" };
				return [this.shelf.like(row), after];
			});
			if (!steps.length) return;
			this.history.add(steps, text2);
			for (const [, after] of steps) asRead ? this.shelf.add(after) : this.shelf.set(after);
			this.shelf.save(new Set(steps.map(([, after]) => after.fingerprint)));
			this.unsaved = true;
		}
		replay(act, side) {
			const prints = /* @__PURE__ */ new Set();
			for (const step of act ?? []) {
				const [now, other] = [step[side], step[1 - side]];
				const row = now ?? other;
				if (!row) continue;
				if (now) this.shelf.set(now);
				else this.shelf.drop(row);
				prints.add(row.fingerprint);
			}
			this.shelf.save(prints);
			if (prints.size) this.unsaved = true;
			return this.findings.filter((finding) => prints.has(finding.print));
		}
		forget(row) {
			for (const finding of this.prints.get(row.fingerprint) ?? []) this.known.delete(finding);
			for (const finding of row.spot && this.spots.get(row.spot) || []) this.known.delete(finding);
		}
	};

	// src/page.ts
	function one(query, from = document) {
		const element = from.querySelector(query);
		if (!element) throw new Error(`no element ${query}`);
		return element;
	}
	var byId = (id) => one(`#${id}`);
	var all = (query, from = document) => Array.from(from.querySelectorAll(query));
	var OURS = "auditor:";
	var browserKeep = {
		get(key) {
			try {
				return localStorage.getItem(OURS + key);
			} catch {
				return null;
			}
		},
		set(key, value) {
			try {
				if (value) localStorage.setItem(OURS + key, value);
				else localStorage.removeItem(OURS + key);
				return true;
			} catch {
				return false;
			}
		},
		works() {
			const kept = this.set("works", "1") && this.get("works") === "1";
			return this.set("works", "") && kept;
		},
		keys(prefix) {
			try {
				const all2 = Array.from({ length: localStorage.length }, (_3, at) => localStorage.key(at) ?? "");
				return all2.filter((key) => key.startsWith(OURS + prefix)).map((key) => key.slice(OURS.length));
			} catch {
				return [];
			}
		}
	};
	function otherTabs(changed2) {
		window.addEventListener("storage", ({ key, newValue }) => {
			if (key == null ? void 0 : key.startsWith(OURS)) changed2(key.slice(OURS.length), newValue);
		});
	}
	function download(name, type, text2) {
		const link = document.createElement("a");
		link.href = URL.createObjectURL(new Blob([text2], { type }));
		link.download = name;
		document.body.append(link);
		link.click();
		link.remove();
		setTimeout(() => URL.revokeObjectURL(link.href), 1e3);
	}
	function copy(text2) {
		const field = document.createElement("textarea");
		field.value = text2;
		field.className = "hide";
		document.body.append(field);
		const before = document.activeElement;
		field.select();
		const done = document.execCommand("copy");
		field.remove();
		before == null ? void 0 : before.focus({ preventScroll: true });
		return done;
	}

	// src/parts.ts
	var part = (element) => ({ element, hidden: element.hasAttribute("hidden") });
	var cardOf = (element) => ({ ...part(element), n: Number(element.dataset.n) });
	var any = (cards, shown2) => cards.some((card) => shown2.has(card.n));
	function hide(what, hidden) {
		if (!what || what.hidden === hidden) return;
		what.hidden = hidden;
		what.element.hidden = hidden;
	}
	function near({ element }) {
		const { top, bottom } = element.getBoundingClientRect();
		return bottom > -window.innerHeight && top < 2 * window.innerHeight;
	}
	function blocksOf(known, items) {
		return all("#detail .block").map((element) => {
			const cards = cardsIn(element, known);
			const block = {
				block: part(element),
				item: items.get(element.id) ?? null,
				cards,
				free: [],
				pieces: [],
				overall: element.classList.contains("overall"),
				document: element.closest(".doc")
			};
			block.pieces = all(".piece", element).map((piece) => ({
				table: part(piece),
				rows: all(".row", piece).map((row) => rowOf(row, known))
			}));
			const under = new Set(block.pieces.flatMap(({ rows }) => rows.flatMap((row) => row.cards)));
			block.free = cards.filter((card) => !under.has(card));
			return block;
		});
	}
	var cardsIn = (element, known) => all(".card", element).map((card) => known.get(Number(card.dataset.n)) ?? cardOf(card));
	function rowOf(element, known) {
		const next = element.nextElementSibling;
		const notes = (next == null ? void 0 : next.classList.contains("notes")) ? next : null;
		return { row: part(element), notes: notes && part(notes), cards: notes ? cardsIn(notes, known) : [] };
	}

	// src/detail.ts
	var AT_ONCE2 = 100;
	var Detail = class {
		constructor(state2) {
			this.state = state2;
			this.root = byId("detail");
			this.cards = new Map(all("#detail .card").map((element) => [Number(element.dataset.n), cardOf(element)]));
			this.items = new Map(all("nav [data-block]").map((item) => [item.dataset.block, part(item)]));
			this.blocks = blocksOf(this.cards, this.items);
			this.homes = new Map(this.blocks.flatMap((block) => block.cards.map((card) => [card.n, block])));
			this.places = new Map(
				this.blocks.flatMap(
					({ pieces }) => pieces.flatMap((piece) => piece.rows.flatMap((row) => row.cards.map((card) => [card.n, piece])))
				)
			);
			this.documents = all("#detail .doc").map((element) => ({
				part: part(element),
				cards: cardsIn(element, this.cards)
			}));
			this.corpus = all("#corpus .card").map(
				(element) => this.cards.get(Number(element.dataset.n)) ?? cardOf(element)
			);
			this.later = new Later(
				(part2) => "rows" in part2 ? this.showPiece(part2) : this.showBlock(part2),
				(busy) => this.root.setAttribute("aria-busy", String(busy))
			);
			this.badging = new Later(
				(finding) => this.badge(finding),
				() => void 0
			);
			this.choosing = new Later(
				(finding) => this.mark(finding),
				() => void 0
			);
			/** What the cards show as chosen. */
			this.chosen = /* @__PURE__ */ new Set();
			this.shown = /* @__PURE__ */ new Set();
			this.narrow = false;
			this.query = [];
			this.done = [];
			this.badges = new Map(state2.findings.map((finding) => [finding.n, "none,"]));
			x(() => {
				if (state2.view.value === "detail") this.show(state2.shown.value, state2.filters.value, state2.only.value);
			});
			x(() => {
				if (state2.printing.value) this.finish();
			});
			x(() => {
				state2.revision.value;
				if (state2.view.value !== "detail") return;
				const stale = state2.findings.filter((finding) => this.badges.get(finding.n) !== this.badgeOf(finding).join());
				if (stale.length > AT_ONCE2) this.badging.start(stale);
				else for (const finding of stale) this.badge(finding);
			});
			x(() => {
				const now = state2.selected.value;
				const stale = [...this.chosen, ...now].filter((finding) => this.chosen.has(finding) !== now.has(finding));
				if (stale.length > AT_ONCE2) this.choosing.start(stale);
				else for (const finding of stale) this.mark(finding);
			});
			let marked;
			x(() => {
				marked == null ? void 0 : marked.classList.remove("now");
				marked = this.card(state2.current.value);
				marked == null ? void 0 : marked.classList.add("now");
			});
		}
		/** Returns the card of a finding, shown or hidden as the filters have it. */
		card(finding) {
			var _a;
			if (!finding) return void 0;
			this.later.now(this.homes.get(finding.n));
			this.later.now(this.places.get(finding.n));
			return (_a = this.cards.get(finding.n)) == null ? void 0 : _a.element;
		}
		/** Returns the anchor of the block in which a finding stands. */
		blockOf(finding) {
			var _a;
			return ((_a = this.homes.get(finding.n)) == null ? void 0 : _a.block.element.id) ?? "";
		}
		/** Brings everything up to date, off the screen too. */
		finish() {
			this.later.finish();
			this.badging.finish();
			this.choosing.finish();
		}
		show(findings2, filters, only) {
			const filtering = active(filters);
			const done = [findings2, filters, only];
			if (done.every((value, at) => value === this.done[at])) return;
			this.done = done;
			this.shown = new Set(findings2.map((finding) => finding.n));
			this.narrow = filtering || only;
			const { query } = filters;
			this.query = query && !active({ ...filters, query: "" }) && !only ? words(query) : NO_FILTERS.family;
			this.showWhole(filtering, only);
			const left = this.blocks.filter((block) => !block.block.hidden);
			const gone = this.blocks.filter((block) => block.block.hidden);
			const first = Math.max(
				left.findIndex(({ block }) => near(block)),
				0
			);
			const here = left.filter(({ block }) => near(block));
			const pieces = here.flatMap((block) => block.pieces.filter(({ table: table2 }) => near(table2)));
			const order = [...left.slice(first), ...left.slice(0, first), ...gone];
			this.later.start(order.flatMap((block) => [block, ...block.block.hidden ? [] : block.pieces]));
			for (const part2 of [...here, ...pieces]) this.later.now(part2);
		}
		/** Shows and hides whole blocks and documents. */
		showWhole(filtering, only) {
			for (const card of this.corpus) hide(card, !this.shown.has(card.n));
			for (const block of this.blocks) {
				const hit = any(block.cards, this.shown) || this.saysAny(block);
				hide(block.block, (filtering || only && !block.overall) && !hit);
			}
			const open = new Set(this.blocks.filter((each) => !each.block.hidden).map((each) => each.document));
			for (const document2 of this.documents)
				hide(document2.part, filtering && !open.has(document2.part.element) && !any(document2.cards, this.shown));
		}
		/** Brings the head of a block and its line in the table of contents up to date. */
		showBlock(block) {
			hide(block.item, block.block.hidden);
			if (!block.block.hidden) for (const card of block.free) hide(card, !this.shown.has(card.n));
		}
		/** Brings some rows of a block up to date. */
		showPiece({ rows, table: table2 }) {
			let seen = 0;
			for (const each of rows) {
				const { row, notes, cards } = each;
				const hit = any(cards, this.shown);
				const left = hit || !this.narrow || this.query.length > 0 && this.says(each);
				hide(notes, !hit);
				hide(row, !left);
				if (hit) for (const card of cards) hide(card, !this.shown.has(card.n));
				if (left) seen += 1;
			}
			hide(table2, !seen);
		}
		mark(finding) {
			var _a;
			const chosen = this.state.selected.peek().has(finding);
			if (chosen) this.chosen.add(finding);
			else this.chosen.delete(finding);
			(_a = this.cards.get(finding.n)) == null ? void 0 : _a.element.classList.toggle("chosen", chosen);
		}
		saysAny({ pieces }) {
			return this.query.length > 0 && pieces.some(({ rows }) => rows.some((row) => this.says(row)));
		}
		/** Returns whether a row of the source holds all words that are looked for. */
		says(of) {
			of.text ?? (of.text = fold(of.row.element.textContent ?? ""));
			return this.query.every((word) => {
				var _a;
				return (_a = of.text) == null ? void 0 : _a.includes(word);
			});
		}
		/** Returns what the badge of a finding shows: its state, and words. */
		badgeOf(finding) {
			const { decisions } = this.state;
			const state2 = decisions.state(finding);
			const mine = decisions.mine(finding);
			const why = state2 === "conflict" ? "" : (mine == null ? void 0 : mine.why) ?? "";
			const remark = (mine == null ? void 0 : mine.remark) ? "；备注：" + mine.remark : "";
			const earlier = !decisions.decided(finding) && decisions.on(finding).earlier.length ? "（有以往意见，待确认）" : "";
			return [state2, decisions.label(finding) + (why && "：" + why) + remark + earlier];
		}
		badge(finding) {
			var _a;
			const [state2, text2] = this.badgeOf(finding);
			this.badges.set(finding.n, [state2, text2].join());
			const card = (_a = this.cards.get(finding.n)) == null ? void 0 : _a.element;
			const slot = card == null ? void 0 : card.querySelector(".decided");
			if (!card || !slot) return;
			slot.className = "decided is-" + state2;
			slot.textContent = text2;
			card.classList.toggle("dropped", this.state.decisions.dropped(finding));
		}
	};

	// node_modules/preact/dist/preact.mjs
	var n2;
	var t2;
	var r2;
	var u2;
	var i2;
	var f2;
	var o2;
	var e2;
	var l2;
	var c2;
	var a2;
	var s2;
	var h2 = /* @__PURE__ */ Symbol.for("pv");
	var p2 = {};
	var y2 = [];
	var v2 = /^m(i|n|o|s|text|space)$/;
	var w2 = Array.isArray;
	var d2 = y2.slice;
	var _2 = Object.assign;
	function g2(n3) {
		n3 && n3.parentNode && n3.remove();
	}
	function m2(r3, u3, i3, f4, o4) {
		var e3 = { type: r3, props: u3, key: i3, ref: f4, __k: null, __: null, __b: 0, __e: null, __c: null, constructor: h2, __v: o4 || ++t2, __i: -1, __u: 0 };
		return !o4 && n2.vnode && n2.vnode(e3), e3;
	}
	function $(n3) {
		return n3.children;
	}
	function x2(n3, t3) {
		this.props = n3, this.context = t3, this.__g = 0;
	}
	function S2(n3, t3) {
		if (null == t3) return n3.__ && S2(n3.__, n3.__i + 1);
		for (var r3; t3 < n3.__k.length; t3++) if ((r3 = n3.__k[t3]) && r3.__e) return r3.__e;
		return "function" != typeof n3.type || n3.props.__P ? null : S2(n3);
	}
	function C(t3) {
		var r3, u3 = t3.__v, i3 = u3.__e, f4 = [], o4 = [], e3 = t3.__P;
		e3 && ((r3 = _2({ constructor: h2 }, u3)).__v = u3.__v + 1, n2.vnode && n2.vnode(r3), z(e3, r3, u3, t3.__n, e3.namespaceURI, 32 & u3.__u ? [i3] : null, f4, i3 || S2(u3), 32 & u3.__u, o4), r3.__v = u3.__v, r3.__.__k[r3.__i] = r3, E(f4, r3, o4), u3.__ = u3.__e = null, r3.__e != i3 && j2(r3));
	}
	function j2(n3) {
		if ((n3 = n3.__) && n3.__c && !n3.props.__P) return n3.__e = null, n3.__k.some(function(t3) {
			return t3 && (n3.__e = t3.__e);
		}), j2(n3);
	}
	function L(t3) {
		(8 & t3.__g || (t3.__g |= 8, u2.push(t3), f2++)) && i2 == n2.debounceRendering || ((i2 = n2.debounceRendering) || queueMicrotask)(H);
	}
	function H() {
		try {
			for (var n3, t3 = 1; u2.length; ) u2.length > t3 && u2.sort(o2), n3 = u2.shift(), t3 = u2.length, 8 & n3.__g && C(n3);
		} finally {
			(f2 = u2.length) && (i2 || queueMicrotask)(H);
		}
	}
	function I(n3, t3, r3, u3, i3, f4, o4, e3, l3, c3, a4) {
		var s3, h3, v3, w3, d3, _3, g3 = u3.__k || y2, k = t3.length;
		for (l3 = q(r3, t3, g3, l3, k), s3 = 0; s3 < k; s3++) null != (v3 = r3.__k[s3]) && (h3 = ~v3.__i && g3[v3.__i] || p2, v3.__i = s3, _3 = z(n3, v3, h3, i3, f4, o4, e3, l3, c3, a4), w3 = v3.__e, (h3.ref != v3.ref || 8 & h3.__u) && (h3.ref && G(h3.ref, null, v3, h3), v3.ref && a4.push(v3.ref, v3.__c || w3, v3)), d3 = d3 || w3, 4 & v3.__u ? (l3 = A(v3, l3, n3, !h3.__v), h3.__e && (h3.__e = null)) : "function" == typeof v3.type && void 0 !== _3 ? l3 = _3 : w3 && (l3 = w3.nextSibling), v3.__u &= -21);
		return r3.__e = d3, l3;
	}
	function q(n3, t3, r3, u3, i3) {
		var f4, o4, e3, l3, c3, a4, s3, p3, y3, v3 = r3.length, d3 = v3, _3 = 0, g3 = 0, k = n3.__k = Array(i3);
		for (f4 = 0; f4 < i3; f4++) null != (o4 = t3[f4]) && "boolean" != typeof o4 && "function" != typeof o4 ? ("object" != typeof o4 || o4.constructor === String ? o4 = k[f4] = m2(null, o4) : w2(o4) ? o4 = k[f4] = m2($, { children: o4 }) : o4.constructor === h2 && o4.__b ? o4 = k[f4] = m2(o4.type, o4.props, o4.key, o4.ref, o4.__v) : k[f4] = o4, l3 = f4 + _3, o4.__ = n3, o4.__b = n3.__b + 1, e3 = null, ~(c3 = o4.__i = P(o4, r3, l3, d3)) && (d3--, (e3 = r3[c3]) && (e3.__u |= 2)), e3 && e3.__v ? (o4.__u |= 16, c3 == l3 - 1 ? _3-- : c3 == l3 + 1 ? _3++ : c3 != l3 && (c3 > l3 ? _3-- : _3++, g3 = 1)) : (~c3 || (i3 > v3 ? _3-- : i3 < v3 && _3++), "function" != typeof o4.type && (o4.__u |= 4))) : k[f4] = null;
		if (g3) {
			for (a4 = [], s3 = [], f4 = 0; f4 < i3; f4++) if ((o4 = k[f4]) && 16 & o4.__u) {
				for (_3 = 0, p3 = a4.length; _3 < p3; ) a4[y3 = _3 + p3 >> 1] < o4.__i ? _3 = y3 + 1 : p3 = y3;
				a4[_3] = o4.__i, s3[f4] = _3 + 1;
			}
			for (_3 = a4.length; f4--; ) s3[f4] && (s3[f4] == _3 ? _3-- : k[f4].__u |= 4);
		}
		if (d3) for (f4 = 0; f4 < v3; f4++) !(e3 = r3[f4]) || 2 & e3.__u || (e3.__e == u3 && (u3 = S2(e3)), J(e3, e3));
		return u3;
	}
	function A(n3, t3, r3, u3) {
		var i3, f4, o4, e3;
		if ("function" == typeof n3.type) {
			if (n3.props.__P) return t3;
			if (i3 = n3.__k) for (f4 = 0; f4 < i3.length; f4++) i3[f4] && (i3[f4].__ = n3, t3 = A(i3[f4], t3, r3, false));
			return t3;
		}
		for (t3 && !t3.parentNode && (t3 = S2(n3)) && !t3.parentNode && (t3 = null), o4 = n3.__e, e3 = t3; e3 && 8 == e3.nodeType; ) e3 = e3.nextSibling;
		for (o4 != e3 && (!u3 && r3.moveBefore && o4.parentNode ? r3.moveBefore(o4, t3) : r3.insertBefore(o4, t3 || null)), t3 = o4; (t3 = t3 && t3.nextSibling) && 8 == t3.nodeType && !t3.data.startsWith("$s"); ) ;
		return t3;
	}
	function P(n3, t3, r3, u3) {
		var i3, f4 = n3.key, o4 = n3.type, e3 = t3[r3], l3 = e3 && !(2 & e3.__u);
		if (null === e3 && null == f4 || l3 && f4 == e3.key && o4 == e3.type) return r3;
		if (u3 > (l3 ? 1 : 0)) {
			for (i3 = r3 - 1; i3 >= 0; i3--) if ((e3 = t3[i3]) && !(2 & e3.__u) && f4 == e3.key && o4 == e3.type) return i3;
			for (i3 = r3 + 1; i3 < t3.length; i3++) if ((e3 = t3[i3]) && !(2 & e3.__u) && f4 == e3.key && o4 == e3.type) return i3;
		}
		return -1;
	}
	function T(n3, t3, r3) {
		null == r3 && (r3 = ""), "-" == t3[0] ? n3.setProperty(t3, r3) : n3[t3] = r3;
	}
	function N(n3, t3, r3, u3, i3) {
		var f4, o4;
		if ("style" == t3) if ("string" == typeof r3) n3.style.cssText = r3;
		else {
			if ("string" == typeof u3 && (n3.style.cssText = u3 = ""), u3) for (t3 in u3) r3 && t3 in r3 || T(n3.style, t3);
			if (r3) for (t3 in r3) u3 && r3[t3] == u3[t3] || T(n3.style, t3, r3[t3]);
		}
		else if ("o" == t3[0] && "n" == t3[1]) "function" != typeof r3 && (r3 = null), "function" != typeof u3 && (u3 = null), (n3.__e || (n3.__e = {}))[t3] = r3, r3 && u3 || (o4 = a2[t3] || (a2[t3] = V(t3)), (n3.__a || (n3.__a = {}))[t3] = c2, f4 = t3 != (t3 = t3.replace(l2, "$1")), (t3 = t3.slice(2))[0] < "a" && (t3 = t3.toLowerCase()), r3 ? n3.addEventListener(t3, o4, f4) : n3.removeEventListener(t3, o4, f4));
		else {
			if ("http://www.w3.org/2000/svg" == i3) t3 = t3.replace(/xlink(H|:h)/, "h").replace(/sName$/, "s");
			else if ("width" != t3 && "height" != t3 && "href" != t3 && "list" != t3 && "form" != t3 && "tabIndex" != t3 && "download" != t3 && "rowSpan" != t3 && "colSpan" != t3 && "role" != t3 && "popover" != t3 && t3 in n3) try {
				return void (n3[t3] = null == r3 ? "" : r3);
			} catch (n4) {
			}
			if ("function" == typeof r3) return;
			null == r3 || false === r3 && "-" != t3[4] ? n3.removeAttribute(t3) : n3.setAttribute(t3, "popover" == t3 && 1 == r3 ? "" : r3);
		}
	}
	function V(t3) {
		return function(r3) {
			var u3 = this.__e;
			if (u3) {
				if (u3 = u3[t3], null == r3[e2]) r3[e2] = c2++;
				else if (r3[e2] < this.__a[t3]) return;
				return u3(n2.event ? n2.event(r3) : r3);
			}
		};
	}
	function z(t3, r3, u3, i3, f4, o4, e3, l3, c3, a4) {
		var s3, p3, v3, d3, k, b2, m3, M, C2, j3, L2, H2, q2, A2, O2, P2, T2, N2, V2 = r3.type;
		if (r3.constructor !== h2) return null;
		128 & u3.__u && (c3 = 32 & u3.__u, s3 = u3.__c.__z) && (r3.__u |= c3, p3 = o4 = [], 8 == s3.nodeType ? l3 = B(s3, o4) : o4.push(s3), l3 = o4[0] || l3), (s3 = n2.__b) && s3(r3);
		n: if ("function" == typeof V2) {
			v3 = e3.length;
			try {
				if (M = r3.props, C2 = (s3 = V2.prototype) && s3.render, j3 = (s3 = V2.contextType) && i3[s3.__c], L2 = s3 ? j3 ? j3.props.value : s3.__ : i3, (d3 = u3.__c) ? (r3.__c = d3, 2 & d3.__g && (d3.__g |= 1)) : (C2 ? r3.__c = d3 = new V2(M, L2) : (r3.__c = d3 = new x2(M, L2), d3.constructor = V2, d3.render = K), j3 && j3.sub(d3), d3.state || (d3.state = {}), d3.__n = i3, d3.__g |= 8, d3.__h = [], d3.__k = []), C2 && (d3.__s || (d3.__s = d3.state), V2.getDerivedStateFromProps && (d3.__s == d3.state && (d3.__s = _2({}, d3.__s)), _2(d3.__s, V2.getDerivedStateFromProps(M, d3.__s)))), k = d3.props, b2 = d3.state, d3.__v = r3, u3.__c) {
					if (M !== k && C2 && !V2.getDerivedStateFromProps && d3.componentWillReceiveProps && d3.componentWillReceiveProps(M, L2), r3.__v == u3.__v && !(8 & d3.__g) || !(4 & d3.__g) && d3.shouldComponentUpdate && false === d3.shouldComponentUpdate(M, d3.__s, L2)) {
						r3.__v != u3.__v && (d3.props = M, d3.state = d3.__s, d3.__g &= -9), r3.__e = u3.__e, r3.__k = u3.__k, r3.__k.some(function(n3) {
							n3 && (n3.__ = r3);
						}), y2.push.apply(d3.__h, d3.__k), d3.__k = [], d3.__h.length && e3.push(d3), l3 = S2(u3);
						break n;
					}
					d3.componentWillUpdate && d3.componentWillUpdate(M, d3.__s, L2), C2 && d3.componentDidUpdate && d3.__h.push(function() {
						d3.componentDidUpdate(k, b2, m3);
					});
				} else C2 && !V2.getDerivedStateFromProps && d3.componentWillMount && d3.componentWillMount(), C2 && d3.componentDidMount && d3.__h.push(d3.componentDidMount);
				d3.context = L2, d3.props = M, d3.__P = t3, d3.__g &= -5, H2 = n2.__r, q2 = C2 ? 25 : 0;
				do {
					d3.__g &= -9, H2 && H2(r3), s3 = d3.render(d3.props, d3.state = d3.__s, d3.context);
				} while (8 & d3.__g && ++q2 < 25);
				C2 && (y2.push.apply(d3.__h, d3.__k), d3.__k = []), d3.state = d3.__s, d3.getChildContext && (i3 = _2({}, i3, d3.getChildContext())), C2 && u3.__c && d3.getSnapshotBeforeUpdate && (m3 = d3.getSnapshotBeforeUpdate(k, b2)), A2 = s3 && s3.type === $ && null == s3.key ? s3.props.children : s3, M.__P && (s3 = l3, f4 = (t3 = M.__P).namespaceURI, c3 = o4 = null, u3.props && u3.props.__P != t3 && (u3.__k.some(function(n3) {
					n3 && J(n3, n3);
				}), u3.__k = null), l3 = u3.__k ? S2(u3, 0) : null), l3 = I(t3, w2(A2) ? A2 : [A2], r3, u3, i3, f4, o4, e3, l3, c3, a4), M.__P && (r3.__e = null, l3 = s3), r3.__u &= -161, p3 && p3.some(g2), d3.__h.length && e3.push(d3), 1 & d3.__g && (d3.__g &= -4);
			} catch (t4) {
				if (e3.length = v3, r3.__v = null, c3 || o4) if (t4 && t4.then) {
					if (r3.__u |= 128 | c3, o4) {
						for (~(T2 = o4.indexOf(l3 || void 0)) || (T2 = o4.length); (N2 = o4[T2 - 1]) && 8 == N2.nodeType; ) T2--;
						for (; T2 < o4.length; T2++) if (N2 = o4[T2]) if (o4[T2] = null, O2) {
							if (N2 == P2) break;
						} else {
							if (8 != N2.nodeType) break;
							N2.data.startsWith("$s") && (P2 = B(O2 = N2));
						}
					}
					if (!O2) {
						for (; l3 && 8 == l3.nodeType && l3.nextSibling; ) l3 = l3.nextSibling;
						O2 = l3;
					}
					(s3 = B(O2 = r3.__c.__z || (r3.__c.__z = O2))) ? (r3.__e = O2, l3 = s3) : r3.__e = l3, l3 = l3 && l3.nextSibling;
				} else o4 && o4.some(g2);
				else r3.__e = u3.__e;
				r3.__k || (r3.__k = u3.__k || []), t4 && t4.then || D(r3), n2.__e(t4, r3, u3);
			}
		} else l3 = r3.__e = F(u3.__e, r3, u3, i3, f4, o4, e3, c3, a4, t3);
		return (s3 = n2.diffed) && s3(r3), l3;
	}
	function B(n3, t3) {
		if (n3 && 8 == n3.nodeType && n3.data.startsWith("$s")) for (var r3 = 1; n3 = n3.nextSibling; ) {
			if (8 == n3.nodeType) {
				if (n3.data.startsWith("$s")) r3++;
				else if (n3.data.startsWith("/$s") && !--r3) return n3;
			}
			t3 && t3.push(n3);
		}
	}
	function D(n3) {
		n3 && (n3.__c && (n3.__c.__g |= 4), n3.__k && n3.__k.some(D));
	}
	function E(t3, r3, u3) {
		for (var i3 = 0; i3 < u3.length; ) G(u3[i3++], u3[i3++], u3[i3++]);
		n2.__c && n2.__c(r3, t3), t3.some(function(r4) {
			try {
				t3 = r4.__h, r4.__h = [], t3.some(function(n3) {
					n3.call(r4);
				});
			} catch (t4) {
				n2.__e(t4, r4.__v);
			}
		});
	}
	function F(t3, r3, u3, i3, f4, o4, e3, l3, c3, a4) {
		var s3, h3, y3, _3, k, b2, m3, M, $2 = u3.props || p2, x3 = r3.props, C2 = r3.type;
		if ("svg" == C2 ? f4 = "http://www.w3.org/2000/svg" : "math" == C2 ? f4 = "http://www.w3.org/1998/Math/MathML" : f4 || (f4 = "http://www.w3.org/1999/xhtml"), o4) {
			for (s3 = 0; s3 < o4.length; s3++) if ((k = o4[s3]) && (C2 ? k.localName == C2 : 3 == k.nodeType)) {
				t3 = k, o4[s3] = null;
				break;
			}
		}
		if (!t3) {
			if (M = a4.ownerDocument || document, !C2) return M.createTextNode(x3);
			t3 = M.createElementNS(f4, C2, x3.is ? x3 : a4), l3 && (n2.__m && n2.__m(r3, o4), l3 = false), o4 = null;
		}
		if (C2) {
			if (a4 = "template" == C2 && t3.content || t3, o4 = "textarea" == C2 && null != x3.defaultValue ? null : o4 && d2.call(a4.childNodes), !l3 && o4) for ($2 = {}, s3 = 0; s3 < t3.attributes.length; s3++) $2[(k = t3.attributes[s3]).name] = k.value;
			for (s3 in $2) k = $2[s3], "dangerouslySetInnerHTML" == s3 ? y3 = k : "children" == s3 || s3 in x3 || "value" == s3 && "defaultValue" in x3 || "checked" == s3 && "defaultChecked" in x3 || N(t3, s3, null, k, f4);
			for (s3 in x3) k = x3[s3], "children" == s3 ? _3 = k : "dangerouslySetInnerHTML" == s3 ? h3 = k : "value" == s3 ? b2 = k : "checked" == s3 ? m3 = k : l3 && "function" != typeof k || $2[s3] === k || N(t3, s3, k, $2[s3], f4);
			h3 ? (l3 || y3 && (h3.__html == y3.__html || h3.__html == t3.innerHTML) || (t3.innerHTML = h3.__html), r3.__k = []) : (y3 && (t3.textContent = ""), ("foreignObject" == C2 || "http://www.w3.org/1998/Math/MathML" == f4 && v2.test(C2)) && (f4 = "http://www.w3.org/1999/xhtml"), I(a4, w2(_3) ? _3 : [_3], r3, u3, i3, f4, o4, e3, o4 ? o4[0] : u3.__k && S2(u3, 0), l3, c3), o4 && o4.some(g2)), l3 && "textarea" != C2 || (s3 = "value", "progress" == C2 && null == b2 ? t3.removeAttribute(s3) : null == b2 || b2 === t3[s3] && ("progress" != C2 || b2) || N(t3, s3, b2, $2[s3], f4), s3 = "checked", null != m3 && m3 != t3[s3] && N(t3, s3, m3, $2[s3], f4));
		} else $2 === x3 || l3 && t3.data == x3 || (t3.data = x3);
		return t3;
	}
	function G(t3, r3, u3, i3) {
		try {
			"function" == typeof t3 ? r3 ? r3.__x = t3(r3) || 1 : i3 && (i3 = i3.__c || i3.__e) && (r3 = i3.__x) && (i3.__x = null, "function" == typeof r3 ? r3() : t3(null)) : t3.current = r3;
		} catch (t4) {
			n2.__e(t4, u3);
		}
	}
	function J(t3, r3, u3) {
		var i3, f4, o4, e3;
		if (n2.unmount && n2.unmount(t3), !(i3 = t3.ref) || i3.current && i3.current != t3.__e || G(i3, null, r3, t3), i3 = t3.__c) {
			if (i3.componentWillUnmount) try {
				i3.componentWillUnmount();
			} catch (t4) {
				n2.__e(t4, r3);
			}
			i3.__P = i3.__n = null;
		}
		if (i3 = t3.__k) for (e3 = 0; e3 < i3.length; e3++) i3[e3] && J(i3[e3], r3, "function" != typeof t3.type || u3 && !t3.props.__P);
		!u3 && (i3 = t3.__c) && (i3 = i3.__z) && (f4 = B(i3, o4 = [])) && (i3 == t3.__e && o4.some(g2), g2(f4), g2(i3)), u3 || g2(t3.__e), t3.__e = t3.__c = t3.__ = null;
	}
	function K(n3, t3, r3) {
		return this.constructor(n3, r3);
	}
	function Q(t3, r3) {
		var u3, i3, f4, o4;
		n2.__ && n2.__(t3, r3), 9 == r3.nodeType && (r3 = r3.documentElement), i3 = (u3 = t3 && 32 & t3.__u) ? null : r3.__k, r3.__k = m2($, { children: [t3] }), f4 = [], o4 = [], z(r3, r3.__k, i3 || p2, p2, r3.namespaceURI, i3 ? null : r3.firstChild ? d2.call(r3.childNodes) : null, f4, i3 ? i3.__e : r3.firstChild, u3, o4), E(f4, r3.__k, o4), r3.__k.props.children = null;
	}
	n2 = { __e: function(n3, t3, r3, u3) {
		for (var i3, o4, e3; t3 = t3.__; ) if ((i3 = t3.__c) && !(1 & i3.__g)) {
			i3.__g |= 4;
			try {
				if ((e3 = (o4 = i3.constructor) && o4.getDerivedStateFromError) && i3.setState(o4.getDerivedStateFromError(n3)), i3.componentDidCatch && (i3.componentDidCatch(n3, u3 || {}), e3 = 1), e3 && 8 & i3.__g) return void (i3.__g |= 2);
			} catch (t4) {
				n3 = t4;
			}
		}
		throw f2 = 0, n3;
	} }, t2 = 0, r2 = function(n3) {
		return null != n3 && n3.constructor === h2;
	}, x2.prototype.setState = function(n3, t3) {
		var r3 = this.__s;
		r3 && r3 != this.state || (r3 = this.__s = _2({}, this.state)), "function" == typeof n3 && (n3 = n3(_2({}, r3), this.props)), n3 && (_2(r3, n3), this.__v && (t3 && this.__k.push(t3), L(this)));
	}, x2.prototype.forceUpdate = function(n3) {
		this.__v && (this.__g |= 4, n3 && this.__h.push(n3), L(this));
	}, x2.prototype.render = $, u2 = [], f2 = 0, o2 = function(n3, t3) {
		return n3.__v.__b - t3.__v.__b;
	}, e2 = /* @__PURE__ */ Symbol(), l2 = /(PointerCapture)$|Capture$/i, c2 = 0, a2 = {}, s2 = 0;

	// node_modules/preact/jsx-runtime/dist/jsxRuntime.mjs
	var f3 = /* @__PURE__ */ Symbol.for("pv");
	var o3 = 0;
	function a3(t3, e3, n3, u3, a4, i3) {
		e3 || (e3 = {});
		var c3, l3, p3 = e3;
		if ("ref" in p3 && "function" != typeof t3) for (l3 in p3 = {}, e3) "ref" == l3 ? c3 = e3[l3] : p3[l3] = e3[l3];
		var s3 = { type: t3, props: p3, key: n3, ref: c3, __k: null, __: null, __b: 0, __e: null, __c: null, constructor: f3, __v: --o3, __i: -1, __u: 0 };
		return (a4 || i3) && (s3.__source = a4, s3.__self = i3), n2.vnode && n2.vnode(s3), s3;
	}

	// src/many.tsx
	var KEYS2 = { 待核实: "Q", 采纳: "A", 误报: "W", 已整改: "D" };
	var PREVIEWED = 8;
	function leave(event) {
		if (event.isComposing || event.key !== "Enter" && event.key !== "Escape") return;
		event.preventDefault();
		event.stopPropagation();
		event.currentTarget.blur();
	}
	function Choice({ word, on, hand: hand2 }) {
		return /* @__PURE__ */ a3("button", { type: "button", "data-decide": word, "aria-pressed": on, onClick: () => hand2.decide(word), children: [
			word,
			" ",
			/* @__PURE__ */ a3("kbd", { children: KEYS2[word] })
		] });
	}
	function tally(words2) {
		const by = /* @__PURE__ */ new Map();
		for (const word of words2) by.set(word, (by.get(word) ?? 0) + 1);
		const most = Array.from(by).sort((a4, b2) => b2[1] - a4[1]);
		return most.slice(0, 6).map(([word, count]) => `${word} ${count}`).join("，") + (most.length > 6 ? "…" : "");
	}
	function Preview({ chosen, state: state2, hand: hand2 }) {
		const word = state2.pending.value;
		const changed2 = chosen.filter((d3) => {
			var _a, _b;
			return ((_a = state2.decisions.mine(d3)) == null ? void 0 : _a.decision) && ((_b = state2.decisions.mine(d3)) == null ? void 0 : _b.decision) !== word;
		});
		const apply = () => {
			const field = byId("bulkwhy");
			if (hand2.confirmAll(field.value)) return;
			field.setAttribute("aria-invalid", "true");
			field.focus();
		};
		return /* @__PURE__ */ a3("div", { id: "preview", children: [
			/* @__PURE__ */ a3("p", { children: [
				"将 ",
				chosen.length,
				" 条记为“",
				word,
				"”",
				changed2.length ? `，其中 ${changed2.length} 条原有本人意见将被改写` : "",
				"："
			] }),
			/* @__PURE__ */ a3("ul", { children: [
				chosen.slice(0, PREVIEWED).map((d3) => /* @__PURE__ */ a3("li", { children: [
					d3.n,
					". ",
					d3.message
				] })),
				chosen.length > PREVIEWED && /* @__PURE__ */ a3("li", { children: [
					"……等 ",
					chosen.length,
					" 条"
				] })
			] }),
			/* @__PURE__ */ a3("div", { class: "row1", children: [
				/* @__PURE__ */ a3("label", { class: "why", children: [
					/* @__PURE__ */ a3("span", { class: "hide", children: "共同的理由" }),
					/* @__PURE__ */ a3(
						"input",
						{
							type: "text",
							id: "bulkwhy",
							maxLength: 500,
							autocomplete: "off",
							placeholder: word === "误报" ? "共同的理由（必填）" : "共同的理由（可不填）",
							onKeyDown: (event) => {
								if (event.key === "Enter" && !event.isComposing) apply();
								else leave(event);
							}
						}
					)
				] }),
				/* @__PURE__ */ a3("button", { type: "button", id: "apply", onClick: apply, children: [
					"确定（",
					chosen.length,
					" 条）"
				] }),
				/* @__PURE__ */ a3("button", { type: "button", id: "dismiss", onClick: () => state2.pending.value = "", children: "取消" })
			] })
		] });
	}
	function Many({ state: state2, hand: hand2 }) {
		const chosen = Array.from(state2.selected.value).sort((a4, b2) => a4.n - b2.n);
		const shown2 = new Set(state2.shown.value);
		const unseen = chosen.filter((d3) => !shown2.has(d3)).length;
		return /* @__PURE__ */ a3($, { children: [
			/* @__PURE__ */ a3("p", { children: [
				/* @__PURE__ */ a3("b", { id: "chosen", children: [
					"已选 ",
					chosen.length,
					" 条"
				] }),
				" ",
				tally(chosen.map((d3) => SEVERITY_WORDS[d3.severity] ?? "")),
				"；",
				tally(chosen.map((d3) => d3.code)),
				unseen > 0 && /* @__PURE__ */ a3("b", { id: "unseen", children: [
					"；其中 ",
					unseen,
					" 条不在当前筛选中，也会一并处理"
				] })
			] }),
			/* @__PURE__ */ a3("div", { class: "row1", children: [
				/* @__PURE__ */ a3("div", { class: "choice", role: "group", "aria-label": "对选中的一并处理", children: DECISIONS.map((word) => /* @__PURE__ */ a3(Choice, { word, on: state2.pending.value === word, hand: hand2 })) }),
				/* @__PURE__ */ a3("button", { type: "button", id: "none", onClick: () => hand2.chooseNone(), children: [
					"取消选择 ",
					/* @__PURE__ */ a3("kbd", { children: "Esc" })
				] })
			] }),
			state2.pending.value && /* @__PURE__ */ a3(Preview, { chosen, state: state2, hand: hand2 })
		] });
	}

	// src/dock.tsx
	var told = (row) => `${row.who || "未署名"}：${row.decision || "豁免"}${row.why && `（${row.why}）`}${row.remark && `；备注：${row.remark}`}${row.to && `；交 ${row.to}`} ${row.when.slice(0, 10)}`;
	function origin(row, d3) {
		if (row.year && row.year !== d3.subject.year) return `${row.year} 年意见`;
		if (row.fingerprint !== d3.print) return "内容改动前的意见";
		return row.year ? "对另一份文件的意见" : "以往意见";
	}
	function Field({
		id,
		word,
		hint,
		value,
		put
	}) {
		return /* @__PURE__ */ a3("label", { class: id, children: [
			/* @__PURE__ */ a3("span", { class: "hide", children: word }),
			/* @__PURE__ */ a3(
				"input",
				{
					type: "text",
					id,
					maxLength: 500,
					autocomplete: "off",
					placeholder: hint,
					value,
					onInput: (event) => put(event.currentTarget.value),
					onKeyDown: leave
				}
			)
		] });
	}
	function Earlier({ d: d3, state: state2, hand: hand2 }) {
		const { earlier } = state2.decisions.on(d3);
		if (!earlier.length) return null;
		return /* @__PURE__ */ a3("ul", { id: "earlier", children: [
			earlier.map((row) => /* @__PURE__ */ a3("li", { children: [
				/* @__PURE__ */ a3("b", { children: origin(row, d3) }),
				" ",
				told(row)
			] })),
			/* @__PURE__ */ a3("li", { children: [
				/* @__PURE__ */ a3("button", { type: "button", id: "confirm", disabled: state2.decisions.decided(d3), onClick: () => hand2.confirm([d3]), children: "确认沿用" }),
				/* @__PURE__ */ a3("small", { children: "以往意见只供参考，确认后才是本次的意见" })
			] })
		] });
	}
	function One({ d: d3, state: state2, hand: hand2 }) {
		const { decisions } = state2;
		const mine = decisions.mine(d3);
		const alike = state2.shown.value.filter((each) => each.rule === d3.rule).length;
		const link = location.href.replace(/#.*/, "") + "#fp-" + d3.print;
		const text2 = `${SEVERITY_WORDS[d3.severity]} ${d3.code} ${d3.name || d3.group}：${d3.message}${d3.place && `（${d3.place}）`}`;
		return /* @__PURE__ */ a3($, { children: [
			/* @__PURE__ */ a3("p", { children: [
				/* @__PURE__ */ a3("b", { id: "dockno", children: [
					d3.n,
					" / ",
					state2.findings.length
				] }),
				" ",
				/* @__PURE__ */ a3("span", { id: "dockmsg", children: d3.message })
			] }),
			/* @__PURE__ */ a3("div", { class: "row1", children: [
				/* @__PURE__ */ a3("div", { class: "choice", role: "group", "aria-label": "处理", children: DECISIONS.map((word) => /* @__PURE__ */ a3(Choice, { word, on: !!mine && word === (mine.decision || "误报"), hand: hand2 })) }),
				/* @__PURE__ */ a3(Field, { id: "why", word: "理由", hint: "理由（误报须写）", value: (mine == null ? void 0 : mine.why) ?? "", put: (why) => hand2.text({ why }) }),
				/* @__PURE__ */ a3(
					Field,
					{
						id: "remark",
						word: "备注",
						hint: "备注（C，写入整改通知，不作为处理意见）",
						value: (mine == null ? void 0 : mine.remark) ?? "",
						put: (remark) => hand2.text({ remark })
					}
				),
				/* @__PURE__ */ a3(Field, { id: "to", word: "交办", hint: "交办给…", value: (mine == null ? void 0 : mine.to) ?? "", put: (to) => hand2.text({ to }) }),
				/* @__PURE__ */ a3("button", { type: "button", id: "close", "aria-label": "收起", onClick: () => state2.folded.value = true, children: "×" })
			] }),
			/* @__PURE__ */ a3("div", { class: "row1 row2", children: [
				/* @__PURE__ */ a3("button", { type: "button", id: "undo", disabled: !decisions.able[0], onClick: () => hand2.undo(), children: [
					"撤销 ",
					/* @__PURE__ */ a3("kbd", { children: "U" })
				] }),
				/* @__PURE__ */ a3("button", { type: "button", id: "redo", disabled: !decisions.able[1], onClick: () => hand2.redo(), children: [
					"重做 ",
					/* @__PURE__ */ a3("kbd", { children: "⇧U" })
				] }),
				/* @__PURE__ */ a3("button", { type: "button", id: "next", onClick: () => hand2.stepWaiting(), children: [
					"下一条未处理 ",
					/* @__PURE__ */ a3("kbd", { children: "N" })
				] }),
				/* @__PURE__ */ a3("button", { type: "button", id: "alike", disabled: alike < 2, onClick: () => hand2.chooseRule(), children: [
					"选中本规则同类 ",
					alike,
					" 条 ",
					/* @__PURE__ */ a3("kbd", { children: "G" })
				] }),
				/* @__PURE__ */ a3(
					"button",
					{
						type: "button",
						id: "original-open",
						"aria-pressed": state2.original.value,
						onClick: () => state2.original.value = !state2.original.value,
						children: [
							"原件 ",
							/* @__PURE__ */ a3("kbd", { children: "O" })
						]
					}
				),
				/* @__PURE__ */ a3("button", { type: "button", id: "copytext", onClick: () => copy(text2), children: "复制文字" }),
				/* @__PURE__ */ a3("button", { type: "button", id: "copylink", onClick: () => copy(link), children: "复制链接" })
			] }),
			/* @__PURE__ */ a3(Earlier, { d: d3, state: state2, hand: hand2 }),
			/* @__PURE__ */ a3("ul", { id: "said", children: decisions.others(d3).map((row) => /* @__PURE__ */ a3("li", { children: told(row) })) })
		] });
	}
	function startDock(state2, hand2) {
		const dock = byId("dock");
		x(() => {
			state2.revision.value;
			state2.pending.value;
			state2.original.value;
			const many = state2.selected.value.size > 0;
			const d3 = state2.folded.value ? null : state2.current.value;
			const open = many || !!d3;
			Q(many ? /* @__PURE__ */ a3(Many, { state: state2, hand: hand2 }) : d3 && /* @__PURE__ */ a3(One, { d: d3, state: state2, hand: hand2 }), dock);
			dock.hidden = !open;
			dock.classList.toggle("conflict", !many && !!d3 && state2.decisions.state(d3) === "conflict");
			document.body.classList.toggle("docked", open);
		});
	}

	// src/csv.ts
	var HEAD = [
		"序号",
		"文件",
		"部门",
		"严重程度",
		"编号",
		"项目编码",
		"项目名称",
		"指标",
		"位置",
		"问题",
		"证据",
		"建议",
		"处理",
		"审核人",
		"理由",
		"备注",
		"指纹"
	];
	function quoted(value) {
		const text2 = String(value);
		const safe = /^\s*[=+\-@\t\r＝＋－＠]/.test(text2) ? "'" + text2 : text2;
		return '"' + safe.replace(/"/g, '""') + '"';
	}
	function table(findings2, decisions) {
		const rows = findings2.map((d3) => {
			const { held } = decisions.on(d3);
			const said = ["who", "why", "remark"].map(
				(key) => held.map((row) => row[key]).filter(Boolean).join("；")
			);
			const at = [d3.n, d3.file, d3.dept, SEVERITY_WORDS[d3.severity] ?? "", d3.code, d3.project, d3.name, d3.indicator, d3.place];
			return [...at, d3.message, d3.evidence, d3.advice, decisions.label(d3), ...said, d3.print];
		});
		return "\uFEFF" + [HEAD, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
	}

	// src/files.ts
	function tell(text2, bad = false) {
		byId("told").textContent = text2;
		byId("told").classList.toggle("bad", bad);
	}
	function save(state2, ask) {
		const { decisions } = state2;
		const missing = decisions.unreasoned();
		if (missing[0]) {
			tell(`有 ${missing.length} 条误报没有写理由，写明后才能导出。`, true);
			state2.take(missing[0]);
			ask();
			return;
		}
		const rows = decisions.rows();
		if (!rows.length) {
			tell("还没有处理意见。", true);
			return;
		}
		if (rows.some((row) => !row.who)) {
			tell("请先填写审核人。", true);
			byId("who").focus();
			return;
		}
		const name = (decisions.who || "合并").replace(/[\\/:*?"<>|\s]/g, "_");
		download(`处理意见-${name}.json`, "application/json", json({ decisions: rows }) + "\n");
		decisions.unsaved = false;
		tell(`已导出 ${rows.length} 条处理意见。`);
	}
	async function load(state2, files) {
		const sum = { added: 0, earlier: 0, unmatched: 0 };
		const refused = [];
		for (const file of files) {
			try {
				const told2 = state2.decisions.merge(parseDecisions(await file.text()));
				sum.added += told2.added;
				sum.earlier += told2.earlier;
				sum.unmatched += told2.unmatched;
			} catch (error) {
				refused.push(`“${file.name}”${error instanceof FileError ? error.message : "读不出来"}，没有读入。`);
			}
		}
		state2.change(() => void 0);
		state2.filter();
		const conflicts = state2.decisions.count("conflict");
		const dispute = conflicts ? `，其中 ${conflicts} 条意见不一致` : "";
		const before = sum.earlier ? `；${sum.earlier} 条是上年或以往的意见，只供参考，可逐条或一并确认` : "";
		const rest = sum.unmatched ? `；${sum.unmatched} 条在本报告中没有对应的问题（内容已变或已整改），原样保留` : "";
		const read2 = refused.length < files.length ? `读入 ${sum.added} 条${dispute}${before}${rest}。` : "";
		tell(refused.join("") + read2, refused.length > 0 || conflicts > 0);
	}
	function startFiles(state2, ask) {
		const file = byId("file");
		const who = byId("who");
		who.value = state2.decisions.who;
		who.addEventListener("change", () => state2.change((decisions) => decisions.sign(who.value)));
		byId("export").addEventListener(
			"click",
			() => download("审核意见清单.csv", "text/csv;charset=utf-8", table(state2.shown.value, state2.decisions))
		);
		byId("save").addEventListener("click", () => save(state2, ask));
		byId("load").addEventListener("click", () => file.click());
		file.addEventListener("change", () => {
			void load(state2, Array.from(file.files ?? []));
			file.value = "";
		});
		startLeaving(state2);
		x(() => {
			state2.revision.value;
			const total = state2.findings.length;
			const done = state2.decisions.count();
			byId("done").textContent = `已处理 ${done} / ${total}`;
			byId("donebar").setAttribute("width", String(total ? 100 * done / total : 0));
			byId("signed").textContent = state2.decisions.who;
			const waiting = state2.decisions.unconfirmed().length;
			byId("confirmall").hidden = !waiting;
			byId("confirmall").textContent = `一并确认以往意见（${waiting} 条）`;
			byId("refused").hidden = !state2.decisions.refused;
		});
	}
	function startLeaving(state2) {
		byId("confirmall").addEventListener("click", () => {
			const count = state2.change((decisions) => decisions.confirm(decisions.unconfirmed()));
			tell(`已确认 ${count} 条，可以撤销。`);
		});
		window.addEventListener("pagehide", () => state2.decisions.flush());
		window.addEventListener("beforeunload", (event) => {
			if (state2.decisions.refused && state2.decisions.unsaved) {
				event.preventDefault();
				event.returnValue = "";
			}
		});
		otherTabs((key, text2) => {
			if (key === "who" && !text2) return;
			if (key.startsWith("op:") && state2.decisions.follow(key, text2)) state2.revision.value += 1;
		});
	}

	// src/hand.ts
	var LINK = /(?:^#?|&)fp-([0-9a-f]{16})$/;
	var Hand = class {
		constructor(state2, detail2, clearFilters) {
			this.state = state2;
			this.detail = detail2;
			this.clearFilters = clearFilters;
		}
		/** Takes a finding in hand and brings it into sight; `still` where it is in sight already. */
		focus(d3, still = false) {
			this.state.take(d3);
			const at = d3 && this.element(d3);
			if (!at) return;
			unfold(at);
			if (still) return;
			at.scrollIntoView({ block: "center", behavior: "instant" });
			reach(at);
		}
		/** Goes to the finding `by` places further; `choosing` takes those on the way into the choice. */
		step(by, choosing = false) {
			const before = this.state.current.value;
			const d3 = this.state.next(by);
			if (!d3) return;
			if (choosing) this.choose([before, d3].filter((each) => each !== null));
			this.focus(d3);
		}
		/** Goes to the next finding that nobody has decided on. */
		stepWaiting() {
			const d3 = this.state.nextWaiting();
			if (d3) this.focus(d3);
		}
		/** Decides on the finding in hand, or asks to confirm it for all that are chosen. A false alarm asks for its reason. */
		decide(word) {
			var _a, _b;
			if (this.state.selected.value.size) {
				this.state.pending.value = word;
				(_a = document.getElementById("bulkwhy")) == null ? void 0 : _a.focus();
				return;
			}
			const d3 = this.state.current.value;
			if (!d3) {
				this.step(1);
				return;
			}
			this.state.folded.value = false;
			const next = this.state.advance.value ? this.state.nextWaiting() : null;
			this.state.change((decisions) => decisions.decide([d3], { decision: word }));
			if (word === "误报" && !((_b = this.state.decisions.mine(d3)) == null ? void 0 : _b.why)) this.write("why");
			else if (next && word !== PENDING) this.focus(next);
		}
		/** Makes the decision that was asked for on all that are chosen, as one act. */
		confirmAll(why) {
			const { selected, pending } = this.state;
			const word = pending.value;
			if (word === "误报" && !why.trim()) return false;
			const change = why.trim() ? { decision: word, why: why.trim() } : { decision: word };
			const chosen = Array.from(selected.value);
			r(() => {
				this.state.change((decisions) => decisions.decide(chosen, change));
				selected.value = /* @__PURE__ */ new Set();
				pending.value = "";
			});
			if (this.state.advance.value) this.stepWaiting();
			return true;
		}
		/** Takes findings into the choice. */
		choose(findings2) {
			this.state.selected.value = /* @__PURE__ */ new Set([...this.state.selected.value, ...findings2]);
		}
		/** Takes the finding in hand into the choice, or out of it. */
		toggle(d3 = this.state.current.value) {
			if (!d3) return;
			const chosen = new Set(this.state.selected.value);
			if (!chosen.delete(d3)) chosen.add(d3);
			this.state.selected.value = chosen;
		}
		/** Chooses what the rule of the finding in hand found among what is shown. */
		chooseRule() {
			const d3 = this.state.current.value;
			if (d3) this.choose(this.state.shown.value.filter((each) => each.rule === d3.rule));
		}
		chooseShown() {
			this.choose(this.state.shown.value);
		}
		chooseNone() {
			r(() => {
				this.state.selected.value = /* @__PURE__ */ new Set();
				this.state.pending.value = "";
			});
		}
		/** Puts the cursor where a reason or a note is written. */
		write(field) {
			var _a;
			if (!this.state.current.value) return;
			this.state.folded.value = false;
			(_a = document.getElementById(field)) == null ? void 0 : _a.focus();
		}
		/** Keeps what is written; a note decides nothing. */
		text(change) {
			const d3 = this.state.current.value;
			if (d3) this.state.change((decisions) => decisions.decide([d3], change, Object.keys(change).join()));
		}
		/** Makes the earlier opinions on these findings decisions of today; returns how many. */
		confirm(findings2) {
			return this.state.change((decisions) => decisions.confirm(findings2));
		}
		undo() {
			this.show(this.state.change((decisions) => decisions.undo()));
		}
		redo() {
			this.show(this.state.change((decisions) => decisions.redo()));
		}
		/** Turns to a view, from its first page, and to the finding in hand in it. */
		turn(view) {
			this.state.page.value = 0;
			this.state.view.value = view;
			if (this.state.current.value) this.focus(this.state.current.value);
		}
		/** Goes where the address points, even where a filter, a fold or the other view hides it. */
		follow(hash) {
			const target = this.aim(hash);
			if (!target) return;
			if (target.closest("#detail")) this.turn("detail");
			if (target.closest("[hidden]")) {
				this.state.only.value = false;
				this.clearFilters();
			}
			this.detail.finish();
			unfold(target);
			if (target.classList.contains("card")) {
				this.focus(this.state.byNumber.get(Number(target.dataset.n)) ?? null);
				return;
			}
			target.scrollIntoView({ block: target.classList.contains("doc") ? "start" : "center", behavior: "instant" });
			reach(target);
			byId("panel").classList.remove("open");
			byId("fold").setAttribute("aria-expanded", "false");
		}
		/** Takes up the state of an address again: its finding in the view that is open, where the filter shows it. */
		resume(hash) {
			const d3 = this.named(hash);
			if (d3 && this.state.shown.value.includes(d3)) this.focus(d3);
			else this.follow(hash);
		}
		/** Brings the finding in hand back into sight after the page was laid out anew. */
		bring() {
			var _a;
			const d3 = this.state.current.value;
			if (d3) (_a = this.element(d3)) == null ? void 0 : _a.scrollIntoView({ block: "center", behavior: "instant" });
		}
		/** Brings one of the findings of an act into sight, the one in hand where it is among them. */
		show(findings2) {
			const now = this.state.current.value;
			const d3 = findings2.find((each) => each === now) ?? findings2[0];
			if (d3 && d3 !== now) this.focus(d3);
		}
		element(d3) {
			if (this.state.view.value === "detail") return this.detail.card(d3);
			return byId("list").querySelector(`[data-n="${d3.n}"]`);
		}
		/** Returns the element that the address names by its id, or by the fingerprint of its finding. */
		aim(hash) {
			let name;
			try {
				name = decodeURIComponent(hash.slice(1));
			} catch {
				return null;
			}
			const d3 = this.named(name);
			return document.getElementById(d3 ? `f${d3.n}` : name);
		}
		/** Returns the finding that an address names by its fingerprint. */
		named(hash) {
			var _a;
			const print = (_a = LINK.exec(hash)) == null ? void 0 : _a[1];
			return print ? this.state.findings.find((finding) => finding.print === print) : void 0;
		}
	};
	function reach(element) {
		if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
		element.focus({ preventScroll: true });
	}
	function unfold(inner) {
		for (let e3 = inner; e3; e3 = e3.parentElement) if (e3 instanceof HTMLDetailsElement) e3.open = true;
	}

	// src/keys.ts
	var WRITES = /^(INPUT|SELECT|TEXTAREA)$/;
	var TICKS = /^(checkbox|radio)$/;
	function startKeys(hand2, acts) {
		const keys = /* @__PURE__ */ new Map([
			["j", () => hand2.step(1)],
			["k", () => hand2.step(-1)],
			["J", () => hand2.step(1, true)],
			["K", () => hand2.step(-1, true)],
			["n", () => hand2.stepWaiting()],
			["a", () => hand2.decide("采纳")],
			["w", () => hand2.decide("误报")],
			["d", () => hand2.decide("已整改")],
			["q", () => hand2.decide(PENDING)],
			["u", () => hand2.undo()],
			["U", () => hand2.redo()],
			["c", () => hand2.write("remark")],
			["x", () => hand2.toggle()],
			["g", () => hand2.chooseRule()],
			["*", () => hand2.chooseShown()],
			["v", () => acts.turn()],
			["o", () => acts.original()],
			["/", () => acts.search()]
		]);
		const controls = /* @__PURE__ */ new Map([
			["z", () => hand2.undo()],
			["Z", () => hand2.redo()],
			["y", () => hand2.redo()]
		]);
		const chosen = (event) => event.ctrlKey || event.metaKey ? controls : keys;
		document.addEventListener("keydown", (event) => {
			if (event.altKey || event.isComposing) return;
			const at = event.target;
			if (event.key === "Escape") {
				event.preventDefault();
				if (writes(at)) at.blur();
				else acts.escape();
				return;
			}
			const act = writes(at) ? void 0 : meant(chosen(event), event.key);
			if (act) event.preventDefault();
			act == null ? void 0 : act();
		});
	}
	var writes = (at) => WRITES.test(at.tagName ?? "") && !TICKS.test(at.type);
	var meant = (known, key) => known.get(key) ?? known.get(key.toLowerCase());

	// src/state.ts
	var PAGE_SIZE = 50;
	var State = class {
		constructor(findings2, decisions) {
			this.findings = findings2;
			this.decisions = decisions;
			this.filters = y(NO_FILTERS);
			this.only = y(false);
			this.order = y(FIRST_ORDER);
			this.page = y(0);
			this.view = y("detail");
			this.current = y(null);
			/** Whether the bar of the finding in hand is put away; the finding stays in hand. */
			this.folded = y(false);
			/** The findings chosen for a joint decision. */
			this.selected = y(/* @__PURE__ */ new Set());
			/** The decision that is about to be made on them, until it is confirmed. */
			this.pending = y("");
			/** Whether a decision goes on to the next finding that waits for one. */
			this.advance = y(false);
			/** Whether the original is shown beside the finding in hand. */
			this.original = y(false);
			this.printing = y(false);
			/** Counts the changes of the decisions, so that what shows them follows. */
			this.revision = y(0);
			this.shown = O(() => {
				if (living(this.filters.value)) this.revision.value;
				return filtered(this.findings, this.filters.value, this.asked);
			});
			this.rows = O(() => sorted(this.shown.value, this.order.value, this.asked));
			this.byNumber = new Map(findings2.map((finding) => [finding.n, finding]));
			this.asked = {
				state: (finding) => decisions.state(finding),
				said(finding) {
					const said = decisions.said(finding);
					return said && fold(said);
				},
				is: (finding, state2) => {
					if (state2 === "none") return decisions.waiting(finding);
					if (state2 === "earlier") return decisions.on(finding).earlier.length > 0;
					return decisions.state(finding) === state2;
				}
			};
		}
		/** Changes filters (or, with none named, applies them anew) and goes back to the first page of the list. */
		filter(change = {}) {
			r(() => {
				this.filters.value = { ...this.filters.value, ...change };
				this.page.value = 0;
			});
		}
		sort(key) {
			r(() => {
				const order = this.order.value;
				this.order.value = { key, down: order.key === key && !order.down };
				this.page.value = 0;
			});
		}
		/** Does something to the decisions and lets everything that shows them follow. */
		change(act) {
			const made = act(this.decisions);
			this.revision.value += 1;
			return made;
		}
		/** Takes a finding in hand (or none); in the list its page is turned to. */
		take(finding) {
			r(() => {
				this.current.value = finding;
				this.folded.value = false;
				const at = finding && this.view.value === "list" ? this.rows.value.indexOf(finding) : -1;
				if (at >= 0) this.page.value = Math.floor(at / PAGE_SIZE);
			});
		}
		/** Returns the findings in the order of the view. */
		get sequence() {
			return this.view.value === "list" ? this.rows.value : this.shown.value;
		}
		/** Returns the finding `by` places after the one in hand, in the order of the view. */
		next(by) {
			const order = this.sequence;
			const now = this.current.value;
			if (!now) return order[by > 0 ? 0 : order.length - 1] ?? null;
			const at = order.indexOf(now);
			const from = at >= 0 ? at + by : this.placeOf(now) + (by > 0 ? by - 1 : by);
			return order[Math.min(Math.max(from, 0), order.length - 1)] ?? null;
		}
		/** Returns the next finding after the one in hand that waits for a decision, from the first where none follows. */
		nextWaiting() {
			const order = this.sequence;
			const now = this.current.value;
			const at = now ? order.indexOf(now) : -1;
			const from = now && at < 0 ? this.placeOf(now) : at + 1;
			const waits = (finding) => finding !== now && this.decisions.waiting(finding);
			return order.slice(from).find(waits) ?? order.slice(0, from).find(waits) ?? null;
		}
		/** Returns where a finding that the filter does not show would stand. */
		placeOf(finding) {
			const rank = new Map(this.everything().map((each, at2) => [each, at2]));
			const own = rank.get(finding) ?? 0;
			const at = this.sequence.findIndex((each) => (rank.get(each) ?? 0) > own);
			return at < 0 ? this.sequence.length : at;
		}
		everything() {
			return this.view.value === "list" ? sorted(this.findings, this.order.value, this.asked) : this.findings;
		}
	};

	// src/list.tsx
	function Two({ first, second }) {
		return /* @__PURE__ */ a3($, { children: [
			first,
			second && /* @__PURE__ */ a3("small", { children: second })
		] });
	}
	function Row2({ d: d3, state: state2, now }) {
		const { decisions } = state2;
		const chosen = state2.selected.value.has(d3);
		const classes = [decisions.dropped(d3) && "dropped", now && "now", chosen && "chosen"].filter(Boolean).join(" ");
		const mine = decisions.mine(d3);
		return /* @__PURE__ */ a3("tr", { "data-n": d3.n, tabIndex: -1, class: classes, children: [
			/* @__PURE__ */ a3("td", { class: "n", children: [
				/* @__PURE__ */ a3("input", { type: "checkbox", class: "choose", checked: chosen, "aria-label": `选中第 ${d3.n} 条` }),
				/* @__PURE__ */ a3("a", { href: "#f" + d3.n, "aria-label": `到第 ${d3.n} 条`, children: d3.n })
			] }),
			/* @__PURE__ */ a3("td", { class: "s", children: /* @__PURE__ */ a3("span", { class: "sev " + d3.severity, children: SEVERITY_WORDS[d3.severity] }) }),
			/* @__PURE__ */ a3("td", { class: "at", children: /* @__PURE__ */ a3(Two, { first: d3.name || d3.group, second: d3.indicator }) }),
			/* @__PURE__ */ a3("td", { class: "what", children: /* @__PURE__ */ a3(Two, { first: d3.message, second: d3.advice }) }),
			/* @__PURE__ */ a3("td", { class: "f", children: /* @__PURE__ */ a3(Two, { first: d3.familyWord, second: d3.code }) }),
			/* @__PURE__ */ a3("td", { class: "c", children: [
				Math.round(d3.confidence * 100),
				"%"
			] }),
			/* @__PURE__ */ a3("td", { class: "d", children: /* @__PURE__ */ a3(
				Two,
				{
					first: /* @__PURE__ */ a3("span", { class: "decided is-" + decisions.state(d3), children: decisions.label(d3) }),
					second: [mine == null ? void 0 : mine.why, mine == null ? void 0 : mine.remark, (mine == null ? void 0 : mine.to) && `交 ${mine.to}`].filter(Boolean).join("；")
				}
			) })
		] });
	}
	function startList(state2) {
		const list = byId("list");
		const body = one("tbody", list);
		const before = byId("before");
		const after = byId("after");
		x(() => {
			if (state2.view.value !== "list") return;
			state2.revision.value;
			state2.selected.value;
			const rows = state2.rows.value;
			const from = state2.printing.value ? 0 : state2.page.value * PAGE_SIZE;
			const piece = state2.printing.value ? rows : rows.slice(from, from + PAGE_SIZE);
			Q(
				piece.map((d3) => /* @__PURE__ */ a3(Row2, { d: d3, state: state2, now: d3 === state2.current.value }, d3.n)),
				body
			);
			const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
			byId("page").textContent = `第 ${state2.page.value + 1} / ${pages} 页`;
			before.disabled = state2.page.value === 0;
			after.disabled = state2.page.value >= pages - 1;
			one(".pages", list).hidden = pages === 1;
		});
		const turn = (by) => {
			state2.page.value += by;
			list.scrollIntoView();
		};
		before.addEventListener("click", () => turn(-1));
		after.addEventListener("click", () => turn(1));
		startHeads(state2, all("[data-sort]"));
	}
	function startHeads(state2, heads) {
		for (const head of heads) one("button", head).addEventListener("click", () => state2.sort(head.dataset.sort ?? ""));
		x(() => {
			const { key, down } = state2.order.value;
			for (const head of heads) {
				if (head.dataset.sort === key) head.setAttribute("aria-sort", down ? "descending" : "ascending");
				else head.removeAttribute("aria-sort");
			}
		});
	}

	// src/original.tsx
	var KEPT2 = "original";
	function Sheet({ piece, row, column, words: words2 }) {
		const [, columns, rows] = piece;
		return /* @__PURE__ */ a3("div", { class: "sheet", children: /* @__PURE__ */ a3("table", { children: [
			/* @__PURE__ */ a3("thead", { children: /* @__PURE__ */ a3("tr", { children: [
				/* @__PURE__ */ a3("th", { scope: "col", children: /* @__PURE__ */ a3("span", { class: "hide", children: "行" }) }),
				columns.map((name) => /* @__PURE__ */ a3("th", { scope: "col", children: name }))
			] }) }),
			/* @__PURE__ */ a3("tbody", { children: rows.map(([label, cells], at) => /* @__PURE__ */ a3("tr", { class: at === row ? "here" : "", children: [
				/* @__PURE__ */ a3("th", { scope: "row", children: label }),
				columns.map((_3, each) => /* @__PURE__ */ a3("td", { class: at === row && (column < 0 || each === column) ? "framed" : "", children: words2[cells[each] ?? -1] ?? "" }))
			] })) })
		] }) });
	}
	function Picture({ box, images }) {
		const [at, left, top, width, height] = box;
		const [title, data, file] = images[at] ?? ["", ""];
		const frame = { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` };
		return /* @__PURE__ */ a3("div", { class: "paper", children: [
			/* @__PURE__ */ a3(
				"img",
				{
					src: file ?? `data:image/webp;base64,${data}`,
					alt: file ? `${title}的页面图像，在 ${decodeURIComponent(file)}；看不到时请把这个文件夹与报告放在一起` : `${title}的页面图像`
				},
				at
			),
			width < 100 && /* @__PURE__ */ a3("i", { class: "frame", style: frame })
		] });
	}
	function Original({ d: d3, known, close }) {
		var _a;
		const key = d3 ? `${d3.doc}:${d3.print}` : "";
		const cell = known.cells[key];
		const box = known.boxes[key];
		const piece = cell && known.pieces[cell[0]];
		const title = [d3 == null ? void 0 : d3.file, box && ((_a = known.images[box[0]]) == null ? void 0 : _a[0]) || (piece == null ? void 0 : piece[0])].filter(Boolean).join(" · ");
		return /* @__PURE__ */ a3($, { children: [
			/* @__PURE__ */ a3("header", { children: [
				/* @__PURE__ */ a3("b", { children: "原件" }),
				/* @__PURE__ */ a3("span", { children: title }),
				/* @__PURE__ */ a3("button", { type: "button", onClick: close, "aria-label": "收起原件", children: "×" })
			] }),
			box && /* @__PURE__ */ a3(Picture, { box, images: known.images }),
			cell && piece && !(box && box[3] < 100) && /* @__PURE__ */ a3(Sheet, { piece, row: cell[1], column: cell[2], words: known.words }),
			!box && !cell && /* @__PURE__ */ a3("p", { children: d3 ? "这条意见没有单独的原件位置。" : "按 J 选一条意见，这里显示它在原件中的位置。" }),
			d3 && known.notes[d3.doc] && /* @__PURE__ */ a3("p", { children: known.notes[d3.doc] })
		] });
	}
	function startOriginal(state2, keep) {
		const known = JSON.parse(byId("originals").textContent ?? "");
		const panel = byId("beside");
		state2.original.value = keep.get(KEPT2) === "1";
		const close = () => {
			state2.original.value = false;
		};
		x(() => {
			const open = state2.original.value;
			const d3 = state2.current.value;
			keep.set(KEPT2, open ? "1" : "");
			panel.hidden = !open;
			document.body.classList.toggle("beside", open);
			Q(open ? /* @__PURE__ */ a3(Original, { d: d3, known, close }) : null, panel);
			const framed = panel.querySelector(".frame, .framed");
			if (framed) framed.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
		});
	}

	// src/panel.ts
	var TYPING = 100;
	var PICKS = ["group", "doc", "rule", "sure", "decision"];
	function startPanel(state2) {
		const selects = PICKS.map((key) => [key, byId(key)]);
		const query = byId("query");
		const only = byId("only");
		let timer = 0;
		const apply = () => {
			clearTimeout(timer);
			state2.filter({ ...Object.fromEntries(selects.map(([key, select]) => [key, select.value])), query: query.value });
		};
		const reset2 = () => {
			clearTimeout(timer);
			state2.filter(NO_FILTERS);
		};
		fill(state2);
		for (const [, select] of selects) select.addEventListener("change", apply);
		x(() => {
			const now = state2.filters.value;
			for (const [key, select] of selects) if (select.value !== now[key]) select.value = now[key];
			if (query.value.trim() !== now.query.trim()) query.value = now.query;
		});
		only.addEventListener("change", () => state2.only.value = only.checked);
		query.addEventListener("input", () => {
			clearTimeout(timer);
			timer = window.setTimeout(apply, TYPING);
		});
		byId("filters").addEventListener("submit", (event) => {
			event.preventDefault();
			apply();
		});
		byId("reset").addEventListener("click", reset2);
		one("#empty button").addEventListener("click", reset2);
		x(() => {
			only.checked = state2.only.value;
		});
		startChips(state2, all(".chip"));
		startCount(state2);
		return reset2;
	}
	function fill(state2) {
		const { findings: findings2 } = state2;
		const options = {
			group: new Map(findings2.map((d3) => [d3.home, d3.group.replace(/^项目：/, "")])),
			doc: new Map(findings2.map((d3) => [String(d3.doc), d3.file])),
			rule: new Map(
				Array.from(new Set(findings2.map((d3) => d3.code))).sort().map((code) => [code, ruleWord(findings2, code)])
			)
		};
		for (const [id, known] of Object.entries(options)) {
			const select = byId(id);
			for (const [value, word] of known) select.append(new Option(word, value));
			const label = select.closest("label");
			if (label && known.size < 2) label.hidden = true;
		}
	}
	function ruleWord(findings2, code) {
		var _a;
		const found2 = findings2.filter((d3) => d3.code === code);
		return `${code} ${((_a = found2[0]) == null ? void 0 : _a.familyWord) ?? ""}（${found2.length}）`;
	}
	function startChips(state2, chips) {
		for (const chip of chips) {
			const { severity, family } = chip.dataset;
			chip.addEventListener("click", () => {
				const now = state2.filters.value;
				state2.filter(
					severity ? { severity: toggled(now.severity, severity) } : { family: toggled(now.family, family ?? "") }
				);
			});
			x(() => {
				const { severity: severities, family: families } = state2.filters.value;
				chip.setAttribute(
					"aria-pressed",
					String(severity ? severities.includes(severity) : families.includes(family ?? ""))
				);
			});
		}
	}
	function startCount(state2) {
		x(() => {
			const filtering = active(state2.filters.value);
			const shown2 = state2.shown.value.length;
			const total = state2.findings.length;
			byId("choose").disabled = !shown2;
			byId("shown").textContent = filtering ? `显示 ${shown2} / ${total} 条意见` : `共 ${total} 条意见`;
			byId("empty").hidden = !filtering || shown2 > 0;
		});
	}

	// src/tally.ts
	function startTally(state2, detail2) {
		const marked = all("[data-open]");
		const counts = marked.filter((element) => element.tagName !== "rect").map(counted);
		const bars = marked.filter((element) => element.tagName === "rect");
		const scopes = state2.findings.map((finding) => {
			const block = detail2.blockOf(finding);
			const names = ["all", `family:${finding.family}`, `doc:${finding.doc}`, `block:${block}`];
			return [
				...names.flatMap((scope) => [`${scope}|${finding.severity}`, `${scope}|`]),
				`heat:${block}:${finding.family}|`
			];
		});
		x(() => {
			state2.revision.value;
			const open = /* @__PURE__ */ new Map();
			state2.findings.forEach((finding, at) => {
				if (state2.decisions.dropped(finding)) return;
				for (const key of scopes[at] ?? []) open.set(key, (open.get(key) ?? 0) + 1);
			});
			for (const count of counts) show(count, String(open.get(count.key) ?? 0));
			draw(bars, open);
		});
	}
	function counted(element) {
		var _a;
		const total = ((_a = element.textContent) == null ? void 0 : _a.trim()) ?? "";
		return { element, key: element.dataset.open ?? "", total, shown: total };
	}
	function show(count, now) {
		if (now === count.shown) return;
		count.shown = now;
		count.element.textContent = now;
		count.element.title = now === count.total ? "" : `原有 ${count.total}，其余不再要求整改`;
	}
	function draw(bars, open) {
		const ends = /* @__PURE__ */ new Map();
		for (const bar of bars) {
			const key = bar.dataset.open ?? "";
			const scope = key.replace(/\|.*/, "");
			const from = ends.get(scope) ?? 0;
			const width = (open.get(key) ?? 0) * Number(bar.dataset.unit);
			bar.setAttribute("x", from.toFixed(2));
			bar.setAttribute("width", width.toFixed(2));
			ends.set(scope, from + width);
		}
	}

	// src/theme.ts
	function startTheme(keep) {
		const { dataset } = document.documentElement;
		const kept = keep.get("theme");
		if (kept) dataset.theme = kept;
		byId("theme").addEventListener("click", () => {
			const dark = dataset.theme ? dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
			dataset.theme = dark ? "light" : "dark";
			keep.set("theme", dataset.theme);
		});
	}

	// src/verdict.ts
	function verdictOf(blocking, waived, { faults, level }) {
		const spared = waived ? `（另有 ${waived} 处已豁免）` : "";
		if (faults) {
			const found2 = blocking ? `已读部分有 ${blocking} 处${level}须整改` : `已读部分没有发现须拦截的${level}`;
			return [2, `无法判断：${faults}；${found2}${spared}。`];
		}
		if (blocking) return [1, `不通过：有 ${blocking} 处${level}须整改${spared}。`];
		return [0, `通过：没有发现须拦截的${level}${spared}。`];
	}
	function startVerdict(state2, judged2) {
		const section = all("#verdict")[0];
		if (!judged2 || !section) return;
		const counted2 = state2.findings.filter((finding) => finding.gate);
		x(() => {
			state2.revision.value;
			const waived = counted2.filter((finding) => state2.decisions.dropped(finding)).length;
			const [code, sentence] = verdictOf(counted2.length - waived, waived, judged2);
			section.classList.remove("v0", "v1", "v2");
			section.classList.add("v" + code);
			const [word = "", rest = ""] = sentence.split("：", 2);
			const strong = document.createElement("strong");
			strong.textContent = word;
			byId("sofar").replaceChildren(strong, rest);
		});
	}

	// src/main.ts
	document.documentElement.classList.add("on");
	var { documents, judged, letters } = JSON.parse(byId("main").dataset.known ?? "");
	var findings = prepared(unpacked(JSON.parse(byId("data").textContent ?? "")), documents);
	var state = new State(findings, new Decisions(findings, browserKeep, documents));
	learn(letters);
	bring(byId("made").textContent ?? "");
	var detail = new Detail(state);
	var reset = startPanel(state);
	var hand = new Hand(state, detail, reset);
	startList(state);
	startVerdict(state, judged);
	startTally(state, detail);
	startFiles(state, () => hand.write("why"));
	startDock(state, hand);
	startOriginal(state, browserKeep);
	x(() => {
		state.original.value;
		requestAnimationFrame(() => hand.bring());
	});
	startTheme(browserKeep);
	startViews();
	startOrder();
	startPointing();
	startPrint();
	startKeys(hand, {
		turn: () => hand.turn(state.view.value === "list" ? "detail" : "list"),
		search() {
			byId("panel").classList.add("open");
			byId("query").focus();
		},
		original: () => state.original.value = !state.original.value,
		escape: leave2
	});
	window.addEventListener("hashchange", go);
	go();
	startAddress(state);
	function go() {
		const [, block, family] = /^#at=(\w+)&family=([\w-]+)$/.exec(location.hash) ?? [];
		const found2 = block && state.findings.find((finding) => detail.blockOf(finding) === block);
		if (found2) {
			state.filter({ ...NO_FILTERS, group: found2.home, family: [family ?? ""] });
			state.current.value = null;
			byId("detail").scrollIntoView();
			return;
		}
		history.scrollRestoration = /fp-\w+$/.test(location.hash) ? "manual" : "auto";
		if (taken(state, location.hash)) hand.resume(location.hash);
		else hand.follow(location.hash);
	}
	function leave2() {
		if (state.pending.value) state.pending.value = "";
		else if (state.selected.value.size) hand.chooseNone();
		else if (state.current.value && !state.folded.value) state.folded.value = true;
		else reset();
	}
	function bring(source) {
		if (!source.trim()) return;
		try {
			state.decisions.bring(parseDecisions(source));
		} catch (error) {
			tell(`报告带来的处理意见${error instanceof FileError ? error.message : "读不出来"}，没有读入。`, true);
		}
	}
	function startOrder() {
		const worst = byId("worstfirst");
		worst.addEventListener("click", () => {
			const on = state.order.value.key === WORST_ORDER.key;
			state.order.value = on ? FIRST_ORDER : WORST_ORDER;
			hand.turn("list");
		});
		x(() => worst.setAttribute("aria-pressed", String(state.order.value.key === WORST_ORDER.key)));
		byId("choose").addEventListener("click", () => hand.chooseShown());
		const advance = byId("advance");
		advance.checked = state.advance.value = browserKeep.get("advance") === "1";
		advance.addEventListener("change", () => {
			state.advance.value = advance.checked;
			browserKeep.set("advance", advance.checked ? "1" : "");
		});
	}
	function startViews() {
		const buttons = all(".views button");
		for (const button of buttons) button.addEventListener("click", () => hand.turn(button.dataset.view));
		x(() => {
			document.body.dataset.view = state.view.value;
			for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.view === state.view.value));
		});
		const fold2 = byId("fold");
		fold2.addEventListener("click", () => {
			fold2.setAttribute("aria-expanded", String(byId("panel").classList.toggle("open")));
		});
	}
	function startPointing() {
		document.addEventListener("click", (event) => {
			var _a;
			const at = event.target;
			const card = (_a = at.closest(".open")) == null ? void 0 : _a.closest(".card");
			const row = at.closest("a") ? null : at.closest("#list tr[data-n]");
			const chosen = card ?? row;
			if (!chosen) return;
			const d3 = state.byNumber.get(Number(chosen.dataset.n)) ?? null;
			if (at.closest(".choose")) {
				hand.toggle(d3);
				return;
			}
			hand.focus(d3, true);
			if (card) one("#dock button").focus();
		});
	}
	function startPrint() {
		window.addEventListener("beforeprint", () => {
			for (const fold2 of all(".card details")) fold2.open = true;
			state.printing.value = true;
		});
		window.addEventListener("afterprint", () => {
			state.printing.value = false;
		});
	}
})();
