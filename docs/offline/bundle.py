"""Collects what an offline machine needs: wheels for its system and Python, a start file, and the list of both.

python docs/offline/bundle.py -o OUT [--system windows|linux|arm]... [--python 3.11]... [--wheels DIR]

With --wheels nothing is fetched: all wheels must be in that folder. See docs/offline.md.
"""

from __future__ import annotations

import argparse
import email.parser
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAM = "budget-indicator-auditor"
# Distributions on the registry as a source only: pure Python, so one wheel serves every system.
SOURCES = ("jieba",)
NAME = "审核工具"


@dataclass(frozen=True)
class System:
    """A system that is served: the tags of its wheels, most special first, and what its Python says of itself."""

    name: str
    platforms: tuple[str, ...]
    markers: Mapping[str, str]
    start: str


def _linux(machine: str) -> tuple[str, ...]:
    # glibc 2.28 is that of Kylin V10, UOS 20 and every distribution since 2019.
    older = [f"manylinux_2_{minor}_{machine}" for minor in range(28, 16, -1)]
    return (*older, f"manylinux2014_{machine}", f"linux_{machine}")


SYSTEMS = {
    "windows": System(
        "Windows-x64",
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
        f"{NAME}.bat",
    ),
    "linux": System(
        "Linux-x64",
        _linux("x86_64"),
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
        f"{NAME}.sh",
    ),
    "arm": System(
        "Linux-ARM64",
        _linux("aarch64"),
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "aarch64"},
        f"{NAME}.sh",
    ),
}


class BundleError(Exception):
    """What keeps a bundle from being made, in one sentence."""


@dataclass(frozen=True)
class Target:
    """One Python on one system."""

    system: System
    python: str

    @property
    def tags(self) -> frozenset[Tag]:
        """Return the tags of the wheels that it takes."""
        major, minor = map(int, self.python.split("."))
        platforms = (*self.system.platforms, "any")
        own = {Tag(f"cp{major}{minor}", abi, name) for abi in (f"cp{major}{minor}", "none") for name in platforms}
        # The stable ABI of an older Python serves every later one.
        stable = {Tag(f"cp3{old}", "abi3", name) for old in range(2, minor + 1) for name in platforms}
        pure = {
            Tag(tag, "none", name)
            for tag in ("py3", "py2.py3", f"py{major}{minor}", *(f"py3{old}" for old in range(minor + 1)))
            for name in platforms
        }
        return frozenset(own | stable | pure)

    @property
    def environment(self) -> dict[str, str]:
        """Return what the markers of requirements are asked against."""
        return {
            **self.system.markers, "python_version": self.python, "python_full_version": f"{self.python}.0",
            "implementation_name": "cpython", "platform_python_implementation": "CPython",
            "implementation_version": f"{self.python}.0", "platform_release": "", "platform_version": "",
        }  # fmt: skip


@dataclass(frozen=True)
class Wheel:
    """A wheel file with what it says of itself."""

    path: Path
    name: str
    version: Version
    tags: frozenset[Tag]
    requires: tuple[Requirement, ...]


def wheel_of(path: Path) -> Wheel:
    """Return what the file says of itself; raises BundleError where it is no wheel."""
    try:
        name, version, _, tags = parse_wheel_filename(path.name)
        with zipfile.ZipFile(path) as archive:
            inner = next(one for one in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", one))
            told = email.parser.Parser().parsestr(archive.read(inner).decode())
    except (ValueError, zipfile.BadZipFile, StopIteration) as error:
        raise BundleError(f"{path.name} 不是完整的 wheel：{error}") from None
    requires = tuple(map(Requirement, told.get_all("Requires-Dist", [])))
    return Wheel(path, canonicalize_name(name), version, tags, requires)


def wheels_in(folder: Path) -> tuple[Wheel, ...]:
    """Return the wheels of a folder."""
    return tuple(wheel_of(path) for path in sorted(folder.glob("*.whl")))


def lacking(wheels: Iterable[Wheel], target: Target, wanted: Sequence[Requirement]) -> list[Requirement]:
    """Return what an installation on the target still lacks, following requirements from ``wanted``.

    pip asks markers of the machine that it runs on, so what only Windows needs is missing when Linux collects.
    """
    by: dict[str, list[Wheel]] = {}
    for wheel in wheels:
        if wheel.tags & target.tags:
            by.setdefault(wheel.name, []).append(wheel)
    missing: dict[str, Requirement] = {}
    seen: set[tuple[str, str]] = set()
    queue = list(wanted)
    while queue:
        need = queue.pop()
        fit = [one for one in by.get(canonicalize_name(need.name), []) if one.version in need.specifier]
        if not fit:
            missing.setdefault(str(need), need)
            continue
        best = max(fit, key=lambda one: one.version)
        for extra in ("", *need.extras):
            if (best.name, extra) not in seen:
                seen.add((best.name, extra))
                queue += [one for one in best.requires if _applies(one, target, extra)]
    return list(missing.values())


def _applies(need: Requirement, target: Target, extra: str) -> bool:
    environment = {**target.environment, "extra": extra}
    if need.marker is None:
        return not extra
    return need.marker.evaluate(environment) and (not extra or not need.marker.evaluate({**environment, "extra": ""}))


def useless(wheels: Iterable[Wheel], targets: Sequence[Target]) -> list[Wheel]:
    """Return the wheels that none of the targets takes."""
    tags = frozenset().union(*(target.tags for target in targets))
    return [wheel for wheel in wheels if not wheel.tags & tags]


def collect(folder: Path, targets: Sequence[Target], source: Path | None) -> tuple[Wheel, ...]:
    """Fill ``folder`` with all that the targets need; return it. Raises BundleError where something cannot be had."""
    wanted = [Requirement(f"{PROGRAM}[serve]"), Requirement("pip")]
    if source is None:
        _pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT), *SOURCES)
    else:
        for path in source.glob("*.whl"):
            shutil.copy(path, folder)
    for target in targets:
        while source is None and (missing := lacking(wheels_in(folder), target, wanted)):
            before = len(list(folder.iterdir()))
            _fetch(folder, target, missing)
            if len(list(folder.iterdir())) == before:
                break
        if missing := lacking(wheels_in(folder), target, wanted):
            names = "、".join(sorted(str(need) for need in missing))
            raise BundleError(f"{target.system.name} Python {target.python} 缺少：{names}")
    for wheel in useless(wheels_in(folder), targets):
        wheel.path.unlink()
    return wheels_in(folder)


def _fetch(folder: Path, target: Target, needs: Sequence[Requirement]) -> None:
    """Fetch the wheels of these requirements alone: what they require in turn is looked up for the target."""
    platforms = [part for name in target.system.platforms for part in ("--platform", name)]
    plain = [f"{need.name}{need.specifier}" for need in needs]
    _pip(
        "download", "--no-deps", "--only-binary=:all:", "--implementation", "cp", "--python-version", target.python,
        *platforms, "--find-links", str(folder), "--dest", str(folder), *plain,
    )  # fmt: skip


def _pip(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pip", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        last = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        raise BundleError(f"pip 没有取到所需的包：{' '.join(last[-2:])}")


def write(home: Path, system: System, pythons: Sequence[str], wheels: Sequence[Wheel]) -> Path:
    """Return the folder of the bundle, with wheels, start file, installer and list in it."""
    version = next(wheel.version for wheel in wheels if wheel.name == PROGRAM)
    folder = home / f"{NAME}-{version}-{system.name}"
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "wheels").mkdir(parents=True)
    for wheel in wheels:
        shutil.copy(wheel.path, folder / "wheels")
    sums = {wheel.path.name: hashlib.sha256(wheel.path.read_bytes()).hexdigest() for wheel in wheels}
    told = {
        "program": PROGRAM,
        "version": str(version),
        "system": system.name,
        "pythons": list(pythons),
        "wheels": sums,
    }
    _put(folder / "manifest.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    _put(folder / "install.py", (HERE / "install.py").read_text(encoding="utf-8"))
    windows = system.start.endswith(".bat")
    note = (HERE / "readme.txt").read_text(encoding="utf-8").format(start=system.start, pythons=" 或 ".join(pythons))
    _put(folder / "readme.txt", note, crlf=windows)
    start = (HERE / ("start.bat" if windows else "start.sh")).read_text(encoding="utf-8")
    _put(folder / system.start, start.replace("@PYTHONS@", " ".join(reversed(pythons))), crlf=windows)
    (folder / system.start).chmod(0o755)
    return folder


def _put(path: Path, text: str, *, crlf: bool = False) -> None:
    path.write_bytes(text.replace("\n", "\r\n" if crlf else "\n").encode())


def bundles(home: Path, systems: Sequence[str], pythons: Sequence[str], source: Path | None) -> Iterator[Path]:
    """Yield the folder of each bundle as it is done."""
    for name in systems:
        system = SYSTEMS[name]
        with tempfile.TemporaryDirectory() as work:
            wheels = collect(Path(work), [Target(system, python) for python in pythons], source)
            yield write(home, system, sorted(pythons, key=Version), wheels)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the bundles; return 0, or 1 where one could not be made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT")
    parser.add_argument("--system", action="append", choices=sorted(SYSTEMS))
    parser.add_argument("--python", action="append", metavar="X.Y")
    parser.add_argument("--wheels", type=Path, metavar="DIR")
    parser.add_argument(
        "--archive", action="store_true", help="also pack each folder: zip for Windows, tar.gz for Linux"
    )
    given = parser.parse_args(arguments)
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        for folder in bundles(given.output, given.system or list(SYSTEMS), given.python or [own], given.wheels):
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            print(f"{folder}  {size / 1048576:.0f} MB  {len(list((folder / 'wheels').iterdir()))} wheels", flush=True)
            if given.archive:
                kind = "zip" if "Windows" in folder.name else "gztar"
                print(shutil.make_archive(str(folder), kind, folder.parent, folder.name), flush=True)
    except BundleError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
