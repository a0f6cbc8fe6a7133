// `npm run build`: bundles src/ into reports/html/*.js, which are committed, so that who uses the program needs no node.
// `npm run build -- --check` only compares. The head holds a digest of what the product was made of (tests/render reads it).

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
// The page of a report, and the page of a folder of them.
const PRODUCTS = { "report.js": "src/main.ts", "batch.js": "src/batch.ts" };
const FLOOR = ["chrome86", "firefox78", "safari14.1"];
const OWN = ["build.mjs", "package.json", "package-lock.json", "tsconfig.json"];

/** Returns sha256 over path and text of every file that the product is made of, in the order of their names. */
function digest() {
  const files = [...OWN, ...readdirSync(join(HERE, "src")).map((name) => "src/" + name)].sort();
  const hash = createHash("sha256");
  for (const file of files)
    hash.update(file + "\n" + readFileSync(join(HERE, file), "utf8").replace(/\r\n/g, "\n") + "\n");
  return hash.digest("hex");
}

/** Returns the names of the packages whose files went into the bundle. */
function bundled(metafile) {
  const names = Object.keys(metafile.inputs).map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(names.filter(Boolean))].sort();
}

/** Returns the licences of these packages as one comment: their copyright lines, and each text once. */
function licences(names) {
  const texts = new Map();
  for (const name of names) {
    const folder = join(HERE, "node_modules", name);
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = ["LICENSE", "LICENSE.md"].map((each) => join(folder, each)).find(existsSync);
    const lines = readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.trim());
    const owner = lines.find((line) => line.startsWith("Copyright"));
    const body = lines
      .slice(lines.indexOf(owner) + 1)
      .join(" ")
      .replace(/\s+/g, " ")
      .trim();
    texts.set(body, [...(texts.get(body) ?? []), `${name} ${version}: ${owner}`]);
  }
  return [...texts].map(([body, owners]) => `/*\n${owners.join("\n")}\n\n${folded(body)}\n*/\n`).join("");
}

const folded = (text) => text.replace(/(.{1,140})(?: |$)/g, "$1\n").trim();

/** Returns a product. */
async function built(entry) {
  const made = await esbuild.build({
    absWorkingDir: HERE,
    entryPoints: [entry],
    bundle: true,
    format: "iife",
    target: FLOOR,
    charset: "utf8",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    metafile: true,
    write: false,
  });
  const head = `// Built from reports/web/src by \`npm run build\`; edit there.\n// sources sha256: ${digest()}\n`;
  // A tab for each step of the indentation: the script is in every report.
  const code = made.outputFiles[0].text.replace(/^(?: {2})+/gm, (spaces) => "\t".repeat(spaces.length / 2));
  return head + licences(bundled(made.metafile)) + code;
}

for (const [name, entry] of Object.entries(PRODUCTS)) {
  const path = join(HERE, "..", "html", name);
  const product = await built(entry);
  if (process.argv.includes("--check")) {
    const same = existsSync(path) && readFileSync(path, "utf8") === product;
    console.log(same ? `${name} is the product of these sources` : `${name} is stale: npm run build`);
    if (!same) process.exitCode = 1;
  } else {
    writeFileSync(path, product);
    console.log(`${name}: ${product.length} characters`);
  }
}
