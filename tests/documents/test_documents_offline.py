"""The offline bundle: what is collected, what is written, and that it installs where there is no network."""

from __future__ import annotations

import ensurepip
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("packaging", reason="没有安装 packaging")

ROOT = Path(__file__).resolve().parents[2]
OFFLINE = ROOT / "docs" / "offline"
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


def _module() -> Any:
    spec = spec_from_file_location("bundle", OFFLINE / "bundle.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["bundle"] = module
    spec.loader.exec_module(module)
    return module


bundle = _module()


def wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    requires: Sequence[str] = (),
    tags: str = "py3-none-any",
    code: str = "",
) -> Path:
    """Write a wheel of one module."""
    path = folder / f"{name}-{version}-{tags}.whl"
    info = f"{name}-{version}.dist-info"
    extras = sorted({extra for need in requires for extra in re.findall(r'extra == "(\w+)"', need)})
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Provides-Extra: {extra}" for extra in extras] + [f"Requires-Dist: {need}" for need in requires]
    with zipfile.ZipFile(path, "w") as archive:
        package = "auditor" if name == "budget_indicator_auditor" else name
        archive.writestr(f"{package}/__init__.py", "")
        archive.writestr(f"{package}/__main__.py", code)
        archive.writestr(f"{info}/METADATA", "\n".join(lines) + "\n")
        archive.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: {tags}\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """A folder with the program (as small as can be) and all that it needs on every system."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    needs = ["tiny>=1", 'page>=1; extra == "serve"', 'unused; extra == "ocr"', 'colour; sys_platform == "win32"']
    said = "import sys, tiny, page\nprint('started', *sys.argv[1:])\n"
    wheel(folder, "budget_indicator_auditor", "9.9", needs, code=said)
    wheel(folder, "page")
    wheel(folder, "colour")
    short = HERE.replace(".", "")
    for platform in ("win_amd64", "manylinux2014_x86_64", "manylinux_2_28_aarch64", "macosx_11_0_arm64"):
        wheel(folder, "tiny", tags=f"cp{short}-cp{short}-{platform}")
    wheel(folder, "pip", "99.0")
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "wheels").iterdir()}


def made(wheels: Path, out: Path, *systems: str) -> list[Path]:
    found: list[Path] = list(bundle.bundles(out, systems, [HERE], wheels))
    return found


def test_each_system_gets_its_own_wheels(wheels: Path, tmp_path: Path) -> None:
    folders = made(wheels, tmp_path / "out", "windows", "linux", "arm")
    assert [folder.name for folder in folders] == [
        "审核工具-9.9-Windows-x64",
        "审核工具-9.9-Linux-x64",
        "审核工具-9.9-Linux-ARM64",
    ]
    tiny = [{name.rpartition("-")[2] for name in names(folder) if name.startswith("tiny")} for folder in folders]
    assert tiny == [{"win_amd64.whl"}, {"manylinux2014_x86_64.whl"}, {"manylinux_2_28_aarch64.whl"}]


def test_what_only_windows_needs_is_missed_there_alone(wheels: Path, tmp_path: Path) -> None:
    next(wheels.glob("colour*")).unlink()
    made(wheels, tmp_path / "out", "linux")
    with pytest.raises(bundle.BundleError, match=r"Windows-x64.*colour"):
        made(wheels, tmp_path / "out", "windows")


@pytest.mark.parametrize(("name", "system"), [("page", "linux"), ("pip", "arm"), ("tiny", "windows")])
def test_what_is_missing_is_named(wheels: Path, tmp_path: Path, name: str, system: str) -> None:
    for path in wheels.glob(f"{name}-*"):
        path.unlink()
    with pytest.raises(bundle.BundleError, match=name):
        made(wheels, tmp_path / "out", system)


def test_a_wheel_of_a_newer_system_or_another_python_does_not_count(wheels: Path, tmp_path: Path) -> None:
    next(wheels.glob("tiny*manylinux2014_x86_64*")).unlink()
    short = HERE.replace(".", "")
    for tags in (f"cp{short}-cp{short}-manylinux_2_39_x86_64", "cp38-cp38-manylinux2014_x86_64"):
        wheel(wheels, "tiny", tags=tags)
    with pytest.raises(bundle.BundleError, match="tiny"):
        made(wheels, tmp_path / "out", "linux")
    wheel(wheels, "tiny", tags="cp38-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64")
    made(wheels, tmp_path / "out", "linux")


def test_a_broken_wheel_is_said(wheels: Path, tmp_path: Path) -> None:
    next(wheels.glob("page*")).write_bytes(b"PK broken")
    assert bundle.main(["-o", str(tmp_path / "out"), "--system", "linux", "--wheels", str(wheels)]) == 1


def test_the_start_file_of_windows_is_what_cmd_takes(wheels: Path, tmp_path: Path) -> None:
    (folder,) = made(wheels, tmp_path / "out", "windows")
    data = (folder / "审核工具.bat").read_bytes()
    text = data.decode("ascii")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 10
    lines = text.split("\r\n")
    assert lines[0] == "@echo off"
    assert all(line.count('"') % 2 == 0 for line in lines)
    # A path may hold blanks, brackets and ampersands: it stands in quotes wherever it is used.
    for found in re.finditer(r"%~dp0", text):
        assert text[found.start() - 1] == '"'
    assert all(text.count(f"\r\n:{label}\r\n") == 1 for label in re.findall(r"goto (\w+)", text))
    depth = [line.count("(") - line.count(")") for line in lines if not line.startswith("rem")]
    assert set(depth) == {0}
    assert "@" not in text[1:]
    assert f"in ({HERE})" in text
    note = (folder / "readme.txt").read_bytes()
    assert note.count(b"\n") == note.count(b"\r\n")
    assert "审核工具.bat" in note.decode("utf-8")


def test_the_start_file_of_linux_is_what_sh_takes(wheels: Path, tmp_path: Path) -> None:
    (folder,) = made(wheels, tmp_path / "out", "linux")
    start = folder / "审核工具.sh"
    assert b"\r" not in start.read_bytes()
    assert os.access(start, os.X_OK)
    assert subprocess.run(["sh", "-n", start], check=False).returncode == 0


@pytest.fixture
def real_pip(wheels: Path) -> None:
    """Put Python's own pip in the place of the empty one."""
    found = sorted((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"))
    if not found:
        pytest.skip("这个 Python 没有自带 pip 的 wheel")
    next(wheels.glob("pip-*")).unlink()
    shutil.copy(found[-1], wheels)


def start(folder: Path, *arguments: str, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run the start file with nothing of this environment but the Python that runs the test."""
    path = f"{Path(sys.base_prefix, 'bin')}{os.pathsep}/usr/bin{os.pathsep}/bin"
    environment = {"PATH": path, "HOME": str(folder.parent), "LANG": "C.UTF-8"}
    command = [*before, str(folder / "审核工具.sh"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="启动文件是 sh 脚本")
@pytest.mark.usefixtures("real_pip")
def test_it_installs_without_a_route(wheels: Path, tmp_path: Path) -> None:
    alone = ["unshare", "-rn"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("这里不允许建立没有网络的命名空间（unshare -rn）")
    (folder,) = made(wheels, tmp_path / "审核 (1) & 工具", "linux")
    route = subprocess.run([*alone, "cat", "/proc/net/route"], capture_output=True, text=True, check=False)
    assert len(route.stdout.splitlines()) <= 1
    first = start(folder, before=alone)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "正在安装" in first.stdout
    assert f"started serve {folder / '工作文件夹'}" in first.stdout
    again = start(folder, "audit", "预 算.xlsx", before=alone)
    assert again.stdout == "started audit 预 算.xlsx\n"


@pytest.mark.skipif(sys.platform == "win32", reason="启动文件是 sh 脚本")
@pytest.mark.usefixtures("real_pip")
def test_a_damaged_bundle_and_a_broken_installation(wheels: Path, tmp_path: Path) -> None:
    (folder,) = made(wheels, tmp_path / "out", "linux")
    page = next((folder / "wheels").glob("page-*"))
    whole = page.read_bytes()
    page.write_bytes(whole[:100])
    broken = start(folder)
    assert (broken.returncode, "已损坏" in broken.stdout, page.name in broken.stdout) == (2, True, True)
    page.write_bytes(whole)
    assert start(folder).returncode == 0
    # An installation that broke off, or a folder that was moved, is made anew.
    next(folder.glob("env-*/installed.txt")).unlink()
    shutil.rmtree(next(folder.glob("env-*/lib")))
    assert start(folder).returncode == 0
    moved = folder.rename(folder.with_name("搬走"))
    done = start(moved)
    assert (done.returncode, "正在安装" in done.stdout) == (0, True)


@pytest.mark.skipif(sys.platform == "win32", reason="启动文件是 sh 脚本")
def test_another_python_is_a_sentence(wheels: Path, tmp_path: Path) -> None:
    (folder,) = made(wheels, tmp_path / "out", "linux")
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(f'"{HERE}"', '"3.99"'), encoding="utf-8")
    done = start(folder)
    assert (done.returncode, "3.99" in done.stdout) == (2, True)
    bare = subprocess.run(
        ["/bin/sh", str(folder / "审核工具.sh")], env={"PATH": str(_tools(tmp_path))}, capture_output=True, check=False
    )
    assert (bare.returncode, "离线安装包" in bare.stderr.decode()) == (2, True)


def _tools(where: Path) -> Path:
    """Return a folder of programs without any Python."""
    folder = where / "tools"
    folder.mkdir()
    for name in ("dirname", "cat"):
        (folder / name).symlink_to(shutil.which(name) or "")
    return folder
