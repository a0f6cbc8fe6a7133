"""The script of the HTML report: the product of reports/web, for browsers from 2020 on, with the licences it needs."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from auditor.resources import folder

REPORTS = Path(__file__).resolve().parents[2] / "reports"
WEB = REPORTS / "web"
BUILT_FROM = ("build.mjs", "package.json", "package-lock.json", "tsconfig.json")
PERMISSIVE = {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"}
# What Chrome 86, Firefox 78 or Safari 14.1 lack: functions, for the bundler only sees to syntax (build.mjs).
NEWER_SCRIPT = {
    "Array.prototype.at": r"\.at\(",
    "findLast": r"\.findLast(Index)?\(",
    "copying array methods": r"\.to(Sorted|Reversed|Spliced)\(",
    "Object.hasOwn": r"\bObject\.hasOwn\(",
    "groupBy": r"\b(Object|Map)\.groupBy\(",
    "structuredClone": r"\bstructuredClone\(",
    "Promise.any": r"\bPromise\.(any|withResolvers|try)\(",
    "WeakRef": r"\b(WeakRef|FinalizationRegistry)\b",
    "lookbehind": r"\(\?<[=!]",
    "regular expression flags d and v": r"(?<=[^\w/)\]]/)(?:[^/\n\\]|\\.)+/[gimsuy]*[dv][dgimsuvy]*(?=[.,;)])",
    "Array.fromAsync": r"\bArray\.fromAsync\(",
    "set algebra": r"\.(isSubsetOf|isSupersetOf|symmetricDifference|isDisjointFrom)\(",
    "Intl.Segmenter": r"\bIntl\.Segmenter\b",
    "randomUUID": r"\brandomUUID\(",
    "requestSubmit": r"\.requestSubmit\(",
    "dialog": r"\.showModal\(|\.showPopover\(",
    "abortable listeners": r"\bAbortSignal\b",
    "requestIdleCallback": r"\brequestIdleCallback\(",
    "checkVisibility": r"\.checkVisibility\(",
    "isWellFormed": r"\.(isWellFormed|toWellFormed)\(",
}
NEWER_STYLE = {
    "inset": r"[;{\s]inset(-[a-z-]+)?:",
    ":has, :is, :where": r":(has|is|where|any-link|user-(in)?valid)\(?",
    "selector list in :not": r":not\([^()]*,",
    "nesting": r"&",
    "layers, containers, scopes": r"@(layer|container|scope|starting-style)\b",
    "colour functions": r"\b(color-mix|oklch|oklab|lab|lch|hwb|light-dark)\(",
    "units of the small, large and dynamic viewport": r"\d[sld]v[hwib]\b",
    "aspect-ratio": r"[;{\s]aspect-ratio:",
    "overflow: clip": r"overflow(-[xy])?:\s*clip",
    "single transforms": r"[;{\s](translate|rotate|scale):",
    "logical shorthands": r"(margin|padding|border)-(inline|block):",
    "subgrid": r"\bsubgrid\b",
    "style queries": r"@(supports selector|when)\b",
}


PRODUCTS = ("report.js", "batch.js")


def product(name: str = "report.js") -> str:
    """Return a committed script."""
    return (folder("reports") / "html" / name).read_text(encoding="utf-8")


def styles() -> str:
    """Return every style of the reports."""
    style = re.compile(r"<style>(.*?)</style>", re.DOTALL)
    pages = [style.findall(page.read_text(encoding="utf-8")) for page in sorted((REPORTS / "html").glob("*.html"))]
    files = sorted((REPORTS / "html").glob("*.css"))
    texts = [*(file.read_text(encoding="utf-8") for file in files), *(text for page in pages for text in page)]
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}|/\*.*?\*/", "", "\n".join(texts), flags=re.DOTALL)


def digest() -> str:
    """Return the digest of what the script is built from, as build.mjs makes it."""
    names = sorted([*BUILT_FROM, *(f"src/{file.name}" for file in (WEB / "src").iterdir())])
    made = hashlib.sha256()
    for name in names:
        text = (WEB / name).read_text(encoding="utf-8")  # with \n at every end of a line
        made.update(f"{name}\n{text}\n".encode())
    return made.hexdigest()


def npm(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Return what npm says; the test is skipped where node or the packages are missing."""
    program, node = shutil.which("npm"), shutil.which("node")
    if program is None or node is None:
        pytest.skip("no node on this machine")
    version = subprocess.run([node, "-p", "process.versions.node"], capture_output=True, text=True, check=True).stdout
    if int(version.partition(".")[0]) < 18:
        pytest.skip(f"node {version.strip()} is older than the 18 that the build asks for")
    if not (WEB / "node_modules" / "esbuild").is_dir():
        pytest.skip("reports/web/node_modules is missing: npm ci")
    return subprocess.run([program, *arguments], cwd=WEB, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("name", PRODUCTS)
def test_the_script_belongs_to_its_sources(name: str) -> None:
    found = re.search(r"^// sources sha256: ([0-9a-f]{64})$", product(name), re.MULTILINE)
    assert product(name).startswith("// Built from reports/web/src by `npm run build`; edit there.\n")
    assert found is not None
    assert found[1] == digest(), f"reports/html/{name} is stale: cd reports/web && npm ci && npm run build"


@pytest.mark.parametrize(
    "command", [("run", "build", "--", "--check"), ("run", "check"), ("test",)], ids=lambda c: c[-1]
)
def test_the_build_and_its_own_tests(command: tuple[str, ...]) -> None:
    done = npm(*command)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_the_lock_is_whole_names_no_registry_and_every_licence_is_permissive() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "resolved" in package or "integrity" not in package] == []
    wanted = {
        f"node_modules/{name}"
        for package in packages.values()
        for name in {**package.get("dependencies", {}), **package.get("optionalDependencies", {})}
    }
    assert sorted(wanted - set(packages)) == [], "npm ci would fail: write the lock anew without node_modules"
    licences = {package["license"] for package in packages.values()}
    assert [licence for licence in licences if not PERMISSIVE & set(licence.split(" OR "))] == []


def test_what_is_bundled_brings_its_licence() -> None:
    package = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    script = product()
    for name, version in package["dependencies"].items():
        assert re.search(rf"^{re.escape(name)} {re.escape(version)}: Copyright", script, re.MULTILINE), name
        assert f"node_modules/{name}/" in script, f"{name} is not used"
    assert "The above copyright notice and this permission notice shall be included" in script.replace("\n", " ")


@pytest.mark.parametrize("name", NEWER_SCRIPT)
def test_the_script_asks_for_nothing_newer_than_2020(name: str) -> None:
    assert [re.findall(f"(?:{NEWER_SCRIPT[name]}).*", product(file)) for file in PRODUCTS] == [[], []]


@pytest.mark.parametrize("name", NEWER_STYLE)
def test_the_style_asks_for_nothing_newer_than_2020(name: str) -> None:
    assert re.findall(f"(?:{NEWER_STYLE[name]}).*", styles()) == []


@pytest.mark.parametrize(
    ("table", "text", "seen"),
    [
        (NEWER_SCRIPT, "x.at(-1)", 1),
        (NEWER_SCRIPT, "a = /(?<=x)y/;", 1),
        (NEWER_SCRIPT, "f(/[a]/v)", 1),
        (NEWER_SCRIPT, "f(/[a]\\/d/gi); x / d / v; 'a/b/d'", 0),
        (NEWER_SCRIPT, "[].includes(x.flat())", 0),
        (NEWER_STYLE, "a{inset:0}", 1),
        (NEWER_STYLE, "a:has(b){color:red}", 1),
        (NEWER_STYLE, "a{height:100dvh}", 1),
        (NEWER_STYLE, "a:not(.b){margin-inline-start:1px;transform:scale(2)}", 0),
    ],
)
def test_the_lists_see_what_is_newer(table: dict[str, str], text: str, seen: int) -> None:
    assert sum(re.search(pattern, text) is not None for pattern in table.values()) == seen


def test_the_sources_make_no_markup_and_run_no_text() -> None:
    """Texts reach the page as text only; the content policy would stop scripts, but not markup."""
    risky = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\bfetch\(|XMLHttpRequest"
    )
    sources = sorted((WEB / "src").iterdir())
    assert len(sources) > 10
    hits = [f"{file.name}: {hit[0]}" for file in sources if (hit := risky.search(file.read_text(encoding="utf-8")))]
    assert hits == []


def test_a_source_stays_small() -> None:
    lines = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in (WEB / "src").iterdir()}
    assert [name for name, count in lines.items() if count > 250] == []
