// Built from reports/web/src by `npm run build`; edit there.
// sources sha256: d351487c174b8c7071d39525df6c63cca641d1b99fb98b04c7f650ac74b9bdab
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
  function object(entries$1, message$1) {
    return _standardSchema({
      kind: "schema",
      type: "object",
      reference: object,
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
        } else _addIssue(this, "type", dataset, config$1);
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
  var DECISIONS = ["采纳", "误报", "已整改"];
  var text = nullish(string(), "");
  var DATE = /^(\d{4}-?\d\d-?\d\d)?$/;
  var MOMENT = /^(\d{4}-?\d\d-?\d\d([T ]\d\d:?\d\d(:?\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?)?$/;
  var Row = strictObject({
    fingerprint: pipe(string(), regex(/^[0-9a-f]{16}$/i), toLowerCase()),
    decision: nullish(picklist(["", ...DECISIONS]), ""),
    who: pipe(string(), trim(), nonEmpty()),
    when: pipe(text, trim(), regex(MOMENT)),
    why: text,
    until: pipe(text, trim(), regex(DATE)),
    department: text,
    note: text
  });
  var Kept = object({ decision: nullish(picklist(["", ...DECISIONS]), ""), why: text, when: text, until: text });
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
    const found = /* @__PURE__ */ new Map();
    let by;
    try {
      by = JSON.parse(source ?? "null");
    } catch {
      return found;
    }
    for (const [who, entry] of Object.entries(by instanceof Object ? by : {})) {
      const made = safeParse(Kept, entry);
      if (made.success) found.set(who, made.output);
    }
    return found;
  }

  // src/text.ts
  var SEVERITY_WORDS = { error: "错误", warning: "警告", info: "提示" };
  var SEVERITY_RANK = { error: 0, warning: 1, info: 2 };
  var UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\uffff]/g;
  var hex = (char) => ("000" + char.charCodeAt(0).toString(16)).slice(-4);
  var fold = (text2) => text2.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  var visible = (text2) => text2.replace(UNSEEN, (char) => "⟨U+" + hex(char).toUpperCase() + "⟩");
  var json = (value) => JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (char) => "\\u" + hex(char));

  // src/decisions.ts
  var NAMELESS = "";
  var KEYS = ["fingerprint", "decision", "who", "when", "why", "until", "department", "note"];
  var waives = (entry) => entry.decision === "误报" || !entry.decision;
  var moment = (entry) => Date.parse(entry.when) || 0;
  var same = (a4, b2) => a4.decision === b2.decision && a4.why === b2.why && a4.when === b2.when && a4.until === b2.until;
  var Decisions = class {
    constructor(findings2, keep, clock = () => /* @__PURE__ */ new Date()) {
      this.findings = findings2;
      this.keep = keep;
      this.clock = clock;
      // Maps, because the names of reviewers come from files of others and may be those of a prototype's properties.
      this.made = /* @__PURE__ */ new Map();
      this.byPrint = /* @__PURE__ */ new Map();
      this.first = /* @__PURE__ */ new Map();
      this.rest = [];
      this.who = keep.get("who") ?? NAMELESS;
      for (const finding of findings2) {
        if (this.first.has(finding.key)) continue;
        this.first.set(finding.key, finding);
        this.byPrint.set(finding.print, [...this.byPrint.get(finding.print) ?? [], finding]);
        const kept = parseKept(keep.get("decision:" + finding.key));
        if (kept.size) this.made.set(finding.key, kept);
      }
    }
    /** Returns everybody's decision on the finding. */
    on(finding) {
      return Array.from(this.made.get(finding.key) ?? [], ([who, entry]) => ({ who, ...entry }));
    }
    mine(finding) {
      var _a;
      return (_a = this.made.get(finding.key)) == null ? void 0 : _a.get(this.who);
    }
    others(finding) {
      return this.on(finding).filter((entry) => entry.who !== this.who);
    }
    /** Returns what the page shows: none, conflict (some waive and others do not), or the word of the last decision. */
    state(finding) {
      const [one2, ...more] = this.on(finding);
      if (!one2) return "none";
      if (more.some((entry) => waives(entry) !== waives(one2))) return "conflict";
      return more.reduce((last, entry) => moment(entry) >= moment(last) ? entry : last, one2).decision || "豁免";
    }
    /** Returns the same in words for the reader; nothing where nobody decided. */
    label(finding) {
      const state2 = this.state(finding);
      return state2 === "none" ? "" : state2 === "conflict" ? "意见不一致" : state2;
    }
    /** Returns whether the finding is waived, so that it is shown as struck out. */
    dropped(finding) {
      const state2 = this.state(finding);
      return state2 === "误报" || state2 === "豁免";
    }
    /** Returns the findings that this reviewer calls false alarms without a reason. */
    unreasoned() {
      return this.findings.filter((finding) => {
        const mine = this.mine(finding);
        return (mine == null ? void 0 : mine.decision) === "误报" && !mine.why;
      });
    }
    decide(finding, decision, why = ((_a) => (_a = this.mine(finding)) == null ? void 0 : _a.why)() ?? "") {
      this.put(finding.key, this.who, { decision, why, when: stamp(this.clock()), until: "" });
    }
    undo(finding) {
      var _a;
      (_a = this.made.get(finding.key)) == null ? void 0 : _a.delete(this.who);
      this.save(finding.key);
    }
    /** Takes the reviewer's name. A name given later signs what was decided before it. */
    sign(name) {
      const before = this.who;
      this.who = name.trim();
      this.keep.set("who", this.who);
      if (before !== NAMELESS || this.who === NAMELESS) return;
      for (const [key, by] of Array.from(this.made)) {
        const nameless = by.get(NAMELESS);
        if (!nameless) continue;
        by.delete(NAMELESS);
        this.put(key, this.who, nameless);
        this.save(key);
      }
    }
    /** Takes in the rows of a file. Rows on findings of other reports are no business of the page, but they stay in its next export. */
    merge(rows) {
      const told = { added: 0, unmatched: 0 };
      for (const row of rows) {
        const department = visible(row.department);
        const found = (this.byPrint.get(row.fingerprint) ?? []).filter(
          (finding) => !department || finding.dept === department
        );
        const entry = { decision: row.decision, why: visible(row.why), when: row.when, until: row.until };
        for (const finding of found) if (this.put(finding.key, visible(row.who), entry)) told.added += 1;
        if (!found.length) {
          told.unmatched += 1;
          this.remember(row);
        }
      }
      return told;
    }
    /** Returns how many findings are in this state, or (without one) how many were decided on. */
    count(state2) {
      return this.findings.filter((finding) => state2 ? this.state(finding) === state2 : this.made.has(finding.key)).length;
    }
    /** Returns the rows of the next file: one a finding and reviewer, then those that belong to other reports. */
    rows() {
      const own = Array.from(this.first.values()).flatMap((finding) => {
        const note = [finding.code, finding.name, finding.indicator].filter(Boolean).join(" ");
        return this.on(finding).map((entry) => ({
          ...entry,
          fingerprint: finding.print,
          department: finding.dept,
          note
        }));
      });
      return [...own, ...this.rest].map(bare);
    }
    put(key, who, entry) {
      const by = this.made.get(key) ?? /* @__PURE__ */ new Map();
      const before = by.get(who);
      if (before && (moment(before) > moment(entry) || same(before, entry))) return false;
      this.made.set(key, by.set(who, entry));
      this.save(key);
      return true;
    }
    save(key) {
      const by = this.made.get(key);
      if (by && !by.size) this.made.delete(key);
      this.keep.set("decision:" + key, (by == null ? void 0 : by.size) ? JSON.stringify(Object.fromEntries(by)) : "");
    }
    remember(row) {
      const at = this.rest.findIndex(
        (r3) => r3.fingerprint === row.fingerprint && r3.who === row.who && r3.department === row.department
      );
      const before = this.rest[at];
      if (!before) this.rest.push(row);
      else if (moment(row) >= moment(before)) this.rest[at] = row;
    }
  };
  function bare(row) {
    return Object.fromEntries(KEYS.filter((key) => row[key]).map((key) => [key, visible(row[key] ?? "")]));
  }
  function stamp(now) {
    const two = (n3) => String(n3).padStart(2, "0");
    const zone = -now.getTimezoneOffset();
    const offset = (zone < 0 ? "-" : "+") + two(Math.floor(Math.abs(zone) / 60)) + ":" + two(Math.abs(zone) % 60);
    const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
    return day + "T" + [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":") + offset;
  }

  // src/filter.ts
  var NO_FILTERS = { severity: [], family: [], group: "", decision: "", query: "" };
  var active = (f4) => Boolean(f4.severity.length || f4.family.length || f4.group || f4.decision || fold(f4.query));
  function filtered(findings2, f4, state2) {
    if (!active(f4)) return findings2;
    const query = fold(f4.query);
    return findings2.filter(
      (d3) => (!f4.severity.length || f4.severity.includes(d3.severity)) && (!f4.family.length || f4.family.includes(d3.family)) && (!f4.group || d3.home === f4.group) && (!query || d3.text.includes(query)) && (!f4.decision || state2(d3) === f4.decision)
    );
  }
  var toggled = (chosen, word) => chosen.includes(word) ? chosen.filter((each) => each !== word) : [...chosen, word];
  var FIRST_ORDER = { key: "n", down: false };
  var VALUES = {
    severity: (d3) => SEVERITY_RANK[d3.severity] ?? 0,
    name: (d3) => d3.name + "\n" + d3.indicator,
    message: (d3) => d3.message,
    family: (d3) => d3.code,
    confidence: (d3) => d3.confidence,
    decision: (d3, state2) => state2(d3)
  };
  function sorted(findings2, order, state2) {
    const value = VALUES[order.key];
    if (!value) return order.down ? findings2.slice().reverse() : findings2;
    const sign = order.down ? -1 : 1;
    return findings2.map((d3) => ({ d: d3, at: value(d3, state2) })).sort((a4, b2) => a4.at < b2.at ? -sign : a4.at > b2.at ? sign : a4.d.n - b2.d.n).map((pair) => pair.d);
  }

  // src/later.ts
  var SLICE = 4;
  var PAUSE = 25;
  var Later = class {
    constructor(act, tell2) {
      this.act = act;
      this.tell = tell2;
      this.waiting = /* @__PURE__ */ new Set();
      this.timer = 0;
    }
    /** Does these from now on, in their order, and forgets what else was waiting. */
    start(items) {
      this.waiting = new Set(items);
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
      if (this.waiting.size) this.timer = window.setTimeout(() => this.work(SLICE), PAUSE);
      this.tell(this.waiting.size > 0);
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
  var browserKeep = {
    get(key) {
      try {
        return localStorage.getItem("auditor:" + key);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        if (value) localStorage.setItem("auditor:" + key, value);
        else localStorage.removeItem("auditor:" + key);
      } catch {
      }
    }
  };
  function download(name, type, text2) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text2], { type }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1e3);
  }

  // src/detail.ts
  var part = (element) => ({ element, hidden: element.hasAttribute("hidden") });
  var cardOf = (element) => ({ ...part(element), n: Number(element.dataset.n) });
  var any = (cards, shown) => cards.some((card) => shown.has(card.n));
  function hide(what, hidden) {
    if (!what || what.hidden === hidden) return;
    what.hidden = hidden;
    what.element.hidden = hidden;
  }
  function near({ block }) {
    const { top, bottom } = block.element.getBoundingClientRect();
    return bottom > -window.innerHeight && top < 2 * window.innerHeight;
  }
  var Detail = class {
    constructor(state2) {
      this.state = state2;
      this.root = byId("detail");
      // Looked up once: asking the page again at every key takes too long.
      this.cards = new Map(all("#detail .card").map((element) => [Number(element.dataset.n), cardOf(element)]));
      this.items = new Map(all("nav [data-block]").map((item) => [item.dataset.block, part(item)]));
      this.blocks = all("#detail .block").map((element) => this.block(element));
      this.homes = new Map(this.blocks.flatMap((block) => block.cards.map((card) => [card.n, block])));
      this.documents = all("#detail .doc").map((element) => ({
        part: part(element),
        cards: this.within(element)
      }));
      this.corpus = all("#corpus .card").map((element) => this.known(element));
      this.badges = /* @__PURE__ */ new Map();
      this.later = new Later(
        (block) => this.showBlock(block),
        (busy) => this.root.setAttribute("aria-busy", String(busy))
      );
      this.shown = /* @__PURE__ */ new Set();
      this.narrow = false;
      this.done = [];
      x(() => {
        if (state2.view.value === "detail") this.show(state2.shown.value, active(state2.filters.value), state2.only.value);
      });
      x(() => {
        if (state2.printing.value) this.finish();
      });
      x(() => {
        state2.revision.value;
        for (const finding of state2.findings) this.badge(finding);
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
      return (_a = this.cards.get(finding.n)) == null ? void 0 : _a.element;
    }
    /** Brings everything up to date, off the screen too. */
    finish() {
      this.later.finish();
    }
    known(element) {
      return this.cards.get(Number(element.dataset.n)) ?? cardOf(element);
    }
    within(element) {
      return all(".card", element).map((card) => this.known(card));
    }
    block(element) {
      const rows = all(".row", element).map((row) => {
        const next = row.nextElementSibling;
        const notes = (next == null ? void 0 : next.classList.contains("notes")) ? next : null;
        return { row: part(row), notes: notes && part(notes), cards: notes ? this.within(notes) : [] };
      });
      const cards = this.within(element);
      const under = new Set(rows.flatMap((row) => row.cards));
      const free = cards.filter((card) => !under.has(card));
      const table2 = all(".rows", element).map(part)[0] ?? null;
      const item = this.items.get(element.id) ?? null;
      return { block: part(element), item, table: table2, rows, free, cards, overall: element.classList.contains("overall") };
    }
    show(findings2, filtering, only) {
      const done = [findings2, filtering, only];
      if (done.every((value, at) => value === this.done[at])) return;
      this.done = done;
      this.shown = new Set(findings2.map((finding) => finding.n));
      this.narrow = filtering || only;
      for (const card of this.corpus) hide(card, !this.shown.has(card.n));
      for (const block of this.blocks)
        hide(block.block, (filtering || only && !block.overall) && !any(block.cards, this.shown));
      for (const document2 of this.documents) hide(document2.part, filtering && !any(document2.cards, this.shown));
      const left = this.blocks.filter((block) => !block.block.hidden);
      const gone = this.blocks.filter((block) => block.block.hidden);
      const first = Math.max(left.findIndex(near), 0);
      const here = left.filter(near);
      this.later.start([...left.slice(first), ...left.slice(0, first), ...gone]);
      for (const block of here) this.later.now(block);
    }
    /** Brings the rows of a block and its line in the table of contents up to date. */
    showBlock(block) {
      hide(block.item, block.block.hidden);
      if (block.block.hidden) return;
      let rows = 0;
      for (const card of block.free) hide(card, !this.shown.has(card.n));
      for (const { row, notes, cards } of block.rows) {
        const hit = any(cards, this.shown);
        hide(notes, !hit);
        hide(row, this.narrow && !hit);
        if (hit) for (const card of cards) hide(card, !this.shown.has(card.n));
        if (hit || !this.narrow) rows += 1;
      }
      hide(block.table, !rows);
    }
    badge(finding) {
      var _a, _b;
      const { decisions } = this.state;
      const state2 = decisions.state(finding);
      const why = state2 === "conflict" ? "" : ((_a = decisions.mine(finding)) == null ? void 0 : _a.why) ?? "";
      const text2 = decisions.label(finding) + (why && "：" + why);
      if ((this.badges.get(finding.n) ?? "none") === state2 + text2) return;
      this.badges.set(finding.n, state2 + text2);
      const card = (_b = this.cards.get(finding.n)) == null ? void 0 : _b.element;
      const slot = card == null ? void 0 : card.querySelector(".decided");
      if (!card || !slot) return;
      slot.className = "decided is-" + state2;
      slot.textContent = text2;
      card.classList.toggle("dropped", decisions.dropped(finding));
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

  // src/dock.tsx
  var KEYS2 = { 采纳: "A", 误报: "W", 已整改: "D" };
  function Said({ entry }) {
    const why = entry.why && `（${entry.why}）`;
    return /* @__PURE__ */ a3("li", { children: `${entry.who || "未署名"}：${entry.decision || "豁免"}${why} ${entry.when.slice(0, 10)}` });
  }
  function Dock({ d: d3, state: state2, hand: hand2 }) {
    const mine = state2.decisions.mine(d3);
    const leave = (event) => {
      if (event.isComposing || event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      hand2.focus(d3);
    };
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
        /* @__PURE__ */ a3("div", { class: "choice", role: "group", "aria-label": "处理", children: DECISIONS.map((word) => /* @__PURE__ */ a3(
          "button",
          {
            type: "button",
            "data-decide": word,
            "aria-pressed": !!mine && word === (mine.decision || "误报"),
            onClick: () => hand2.choose(word),
            children: [
              word,
              " ",
              /* @__PURE__ */ a3("kbd", { children: KEYS2[word] })
            ]
          }
        )) }),
        /* @__PURE__ */ a3("label", { children: [
          /* @__PURE__ */ a3("span", { class: "hide", children: "备注或理由" }),
          /* @__PURE__ */ a3(
            "input",
            {
              type: "text",
              id: "why",
              maxLength: 500,
              autocomplete: "off",
              placeholder: "备注；误报须写理由",
              value: (mine == null ? void 0 : mine.why) ?? "",
              onInput: (event) => hand2.comment(event.currentTarget.value),
              onKeyDown: leave
            }
          )
        ] }),
        /* @__PURE__ */ a3("button", { type: "button", id: "undo", disabled: !mine, onClick: () => hand2.undo(), children: [
          "撤销 ",
          /* @__PURE__ */ a3("kbd", { children: "U" })
        ] }),
        /* @__PURE__ */ a3("button", { type: "button", id: "close", "aria-label": "收起", onClick: () => hand2.focus(null), children: "×" })
      ] }),
      /* @__PURE__ */ a3("ul", { id: "said", children: state2.decisions.others(d3).map((entry) => /* @__PURE__ */ a3(Said, { entry })) })
    ] });
  }
  function startDock(state2, hand2) {
    const dock = byId("dock");
    x(() => {
      state2.revision.value;
      const d3 = state2.current.value;
      Q(d3 && /* @__PURE__ */ a3(Dock, { d: d3, state: state2, hand: hand2 }), dock);
      dock.hidden = !d3;
      dock.classList.toggle("conflict", !!d3 && state2.decisions.state(d3) === "conflict");
      document.body.classList.toggle("docked", !!d3);
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
      var _a;
      const why = ((_a = decisions.mine(d3)) == null ? void 0 : _a.why) ?? "";
      const at = [d3.n, d3.file, d3.dept, SEVERITY_WORDS[d3.severity] ?? "", d3.code, d3.project, d3.name, d3.indicator, d3.place];
      return [...at, d3.message, d3.evidence, d3.advice, decisions.label(d3), why, d3.print];
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
    tell(`已导出 ${rows.length} 条处理意见。`);
  }
  async function load(state2, files) {
    const sum = { added: 0, unmatched: 0 };
    const refused = [];
    for (const file of files) {
      try {
        const told = state2.decisions.merge(parseDecisions(await file.text()));
        sum.added += told.added;
        sum.unmatched += told.unmatched;
      } catch (error) {
        refused.push(`“${file.name}”${error instanceof FileError ? error.message : "读不出来"}，没有读入。`);
      }
    }
    state2.change(() => void 0);
    state2.filter();
    const conflicts = state2.decisions.count("conflict");
    const dispute = conflicts ? `，其中 ${conflicts} 条意见不一致` : "";
    const rest = sum.unmatched ? `；${sum.unmatched} 条在本报告中没有对应的问题（内容已变或已整改），原样保留` : "";
    const read = refused.length < files.length ? `读入 ${sum.added} 条${dispute}${rest}。` : "";
    tell(refused.join("") + read, refused.length > 0 || conflicts > 0);
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
    x(() => {
      state2.revision.value;
      const total = state2.findings.length;
      const done = state2.decisions.count();
      byId("done").textContent = `已处理 ${done} / ${total}`;
      byId("donebar").setAttribute("width", String(total ? 100 * done / total : 0));
      byId("signed").textContent = state2.decisions.who;
    });
  }

  // src/findings.ts
  var prepared = (data) => data.map((d3) => ({
    ...d3,
    key: d3.print + "|" + d3.dept,
    home: d3.doc + "\n" + d3.group,
    text: fold(
      [d3.file, d3.dept, d3.code, d3.rule, d3.group, d3.project, d3.name, d3.indicator, d3.message, d3.evidence, d3.advice].join(
        "\n"
      )
    )
  }));

  // src/hand.ts
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
      at.focus({ preventScroll: true });
    }
    /** Goes to the finding `by` places further. */
    step(by) {
      const d3 = this.state.next(by);
      if (d3) this.focus(d3);
    }
    /** Decides; without a finding in hand takes the first. A false alarm asks for its reason. */
    choose(word) {
      var _a;
      const d3 = this.state.current.value;
      if (!d3) {
        this.step(1);
        return;
      }
      this.state.change((decisions) => decisions.decide(d3, word));
      if (word === "误报" && !((_a = this.state.decisions.mine(d3)) == null ? void 0 : _a.why)) this.write();
    }
    /** Puts the cursor where a reason is written. */
    write() {
      var _a;
      (_a = document.getElementById("why")) == null ? void 0 : _a.focus();
    }
    /** Keeps the comment; who only comments agrees with the finding. */
    comment(why) {
      const d3 = this.state.current.value;
      if (d3) this.state.change((decisions) => {
        var _a;
        return decisions.decide(d3, ((_a = decisions.mine(d3)) == null ? void 0 : _a.decision) ?? "采纳", why);
      });
    }
    undo() {
      const d3 = this.state.current.value;
      if (d3) this.state.change((decisions) => decisions.undo(d3));
    }
    /** Turns to a view, from its first page, and to the finding in hand in it. */
    turn(view) {
      this.state.page.value = 0;
      this.state.view.value = view;
      if (this.state.current.value) this.focus(this.state.current.value);
    }
    /** Goes where the address points, even where a filter, a fold or the other view hides it. */
    follow(hash) {
      const target = aim(hash);
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
      target.focus({ preventScroll: true });
      byId("panel").classList.remove("open");
      byId("fold").setAttribute("aria-expanded", "false");
    }
    element(d3) {
      if (this.state.view.value === "detail") return this.detail.card(d3);
      return byId("list").querySelector(`[data-n="${d3.n}"]`);
    }
  };
  function aim(hash) {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  }
  function unfold(inner) {
    for (let e3 = inner; e3; e3 = e3.parentElement) if (e3 instanceof HTMLDetailsElement) e3.open = true;
  }

  // src/keys.ts
  var WRITES = /^(INPUT|SELECT|TEXTAREA)$/;
  function startKeys(hand2, acts) {
    const keys = /* @__PURE__ */ new Map([
      ["j", () => hand2.step(1)],
      ["k", () => hand2.step(-1)],
      ["a", () => hand2.choose("采纳")],
      ["w", () => hand2.choose("误报")],
      ["d", () => hand2.choose("已整改")],
      ["u", () => hand2.undo()],
      ["c", () => hand2.write()],
      ["v", () => acts.turn()],
      ["/", () => acts.search()]
    ]);
    document.addEventListener("keydown", (event) => {
      var _a;
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const at = event.target;
      if (event.key === "Escape") {
        acts.escape();
        (_a = at.blur) == null ? void 0 : _a.call(at);
        return;
      }
      if (WRITES.test(at.tagName ?? "") && at.type !== "checkbox") return;
      const act = keys.get(event.key.toLowerCase());
      if (act) {
        event.preventDefault();
        act();
      }
    });
  }

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
      this.printing = y(false);
      /** Counts the changes of the decisions, so that what shows them follows. */
      this.revision = y(0);
      // Decisions are read here without following them: a finding does not vanish under the hand that decides on it.
      this.decided = (finding) => this.decisions.state(finding);
      this.shown = O(() => filtered(this.findings, this.filters.value, this.decided));
      this.rows = O(() => sorted(this.shown.value, this.order.value, this.decided));
      this.byNumber = new Map(findings2.map((finding) => [finding.n, finding]));
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
      act(this.decisions);
      this.revision.value += 1;
    }
    /** Takes a finding in hand (or none); in the list its page is turned to. */
    take(finding) {
      r(() => {
        this.current.value = finding;
        const at = finding && this.view.value === "list" ? this.rows.value.indexOf(finding) : -1;
        if (at >= 0) this.page.value = Math.floor(at / PAGE_SIZE);
      });
    }
    /** Returns the finding `by` places after the one in hand, in the order of the view. */
    next(by) {
      const order = this.view.value === "list" ? this.rows.value : this.shown.value;
      const at = this.current.value ? order.indexOf(this.current.value) : -1;
      const to = at >= 0 ? Math.min(Math.max(at + by, 0), order.length - 1) : by > 0 ? 0 : order.length - 1;
      return order[to] ?? null;
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
    const classes = [decisions.dropped(d3) && "dropped", now && "now"].filter(Boolean).join(" ");
    return /* @__PURE__ */ a3("tr", { "data-n": d3.n, tabIndex: -1, class: classes, children: [
      /* @__PURE__ */ a3("td", { class: "n", children: /* @__PURE__ */ a3("a", { href: "#f" + d3.n, "aria-label": `到第 ${d3.n} 条`, children: d3.n }) }),
      /* @__PURE__ */ a3("td", { class: "s", children: /* @__PURE__ */ a3("span", { class: "sev " + d3.severity, children: SEVERITY_WORDS[d3.severity] }) }),
      /* @__PURE__ */ a3("td", { class: "at", children: /* @__PURE__ */ a3(Two, { first: d3.name || d3.group, second: d3.indicator }) }),
      /* @__PURE__ */ a3("td", { class: "what", children: /* @__PURE__ */ a3(Two, { first: d3.message, second: d3.advice }) }),
      /* @__PURE__ */ a3("td", { class: "f", children: /* @__PURE__ */ a3(Two, { first: d3.familyWord, second: d3.code }) }),
      /* @__PURE__ */ a3("td", { class: "c", children: [
        Math.round(d3.confidence * 100),
        "%"
      ] }),
      /* @__PURE__ */ a3("td", { class: "d", children: /* @__PURE__ */ a3("span", { class: "decided is-" + decisions.state(d3), children: decisions.label(d3) }) })
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

  // src/panel.ts
  var TYPING = 100;
  function startPanel(state2) {
    const group = byId("group");
    const decision = byId("decision");
    const query = byId("query");
    const only = byId("only");
    let timer = 0;
    const apply = () => {
      clearTimeout(timer);
      state2.filter({ group: group.value, decision: decision.value, query: query.value });
    };
    const reset2 = () => {
      clearTimeout(timer);
      group.value = decision.value = query.value = "";
      state2.filter(NO_FILTERS);
    };
    const homes = new Map(state2.findings.map((finding) => [finding.home, finding.group.replace(/^项目：/, "")]));
    for (const [home, word] of homes) group.append(new Option(word, home));
    for (const select of [group, decision]) select.addEventListener("change", apply);
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
      const shown = state2.shown.value.length;
      const total = state2.findings.length;
      byId("shown").textContent = filtering ? `显示 ${shown} / ${total} 条意见` : `共 ${total} 条意见`;
      byId("empty").hidden = !filtering || shown > 0;
    });
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

  // src/main.ts
  document.documentElement.classList.add("on");
  var findings = prepared(JSON.parse(byId("data").textContent ?? "[]"));
  var state = new State(findings, new Decisions(findings, browserKeep));
  bring(byId("made").textContent ?? "");
  var detail = new Detail(state);
  var reset = startPanel(state);
  var hand = new Hand(state, detail, reset);
  startList(state);
  startFiles(state, () => hand.write());
  startDock(state, hand);
  startTheme(browserKeep);
  startViews();
  startPointing();
  startPrint();
  startKeys(hand, {
    turn: () => hand.turn(state.view.value === "list" ? "detail" : "list"),
    search() {
      byId("panel").classList.add("open");
      byId("query").focus();
    },
    escape: () => state.current.value ? hand.focus(null) : reset()
  });
  window.addEventListener("hashchange", () => hand.follow(location.hash));
  hand.follow(location.hash);
  function bring(made) {
    if (!made.trim()) return;
    try {
      state.decisions.merge(parseDecisions(made));
    } catch (error) {
      tell(`报告带来的处理意见${error instanceof FileError ? error.message : "读不出来"}，没有读入。`, true);
    }
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
      hand.focus(state.byNumber.get(Number(chosen.dataset.n)) ?? null, true);
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
