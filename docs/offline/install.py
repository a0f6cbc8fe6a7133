"""Installs the program from the wheels beside this file into an environment of its own, without network, and starts it.

Runs on a bare Python 3.11 or newer: it needs neither pip nor ensurepip.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
DONE = "installed.txt"


def say(text: str) -> None:
    """Print a line that no console can refuse."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def faults(manifest: dict) -> list[str]:
    """Return what keeps the installation from beginning, in sentences."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if version not in manifest["pythons"]:
        return [f"这里的 Python 是 {version}，安装包只适用于 {'、'.join(manifest['pythons'])}，请安装其中一个版本。"]
    if sys.maxsize < 2**32:
        return ["这里的 Python 是 32 位的，请安装 64 位的 Python。"]
    damaged = [name for name, digest in manifest["wheels"].items() if sha256(HERE / "wheels" / name) != digest]
    return [f"安装包不完整或已损坏（{'、'.join(damaged[:3])}），请重新复制整个文件夹。"] if damaged else []


def sha256(path: Path) -> str:
    """Return the digest of a file, "" where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def home() -> Path:
    """Return a folder that can be written: this one, else one of the user's own."""
    own = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    for folder in (HERE, Path(own) / "auditor-offline"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".probe"
            probe.write_bytes(b"")
            probe.unlink()
            return folder
        except OSError:
            continue
    raise OSError(f"没有可以写入的文件夹：{HERE}")


def python_in(environment: Path) -> Path:
    """Return the interpreter of an environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install(environment: Path, manifest: dict, mark: str) -> int:
    """Make the environment anew; return pip's exit code."""
    shutil.rmtree(environment, ignore_errors=True)
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(environment)
    wheels = HERE / "wheels"
    # pip runs from its own wheel, so that a Python without ensurepip (Debian, Kylin) is enough.
    pip = next(wheels.glob("pip-*.whl")) / "pip"
    wanted = f"{manifest['program']}[serve]=={manifest['version']}"
    command = [
        python_in(environment), "-I", pip, "--isolated", "--disable-pip-version-check", "install", "--quiet",
        "--no-index", "--no-cache-dir", "--find-links", wheels, wanted,
    ]  # fmt: skip
    code = subprocess.run([str(part) for part in command], check=False).returncode
    if code == 0:
        (environment / DONE).write_text(mark, encoding="utf-8")
    return code


def main() -> int:
    """Install where needed, then start the program; return its exit code."""
    try:
        manifest = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
        environment = home() / f"env-{sys.version_info.major}.{sys.version_info.minor}"
        mark = f"{manifest['version']} {sha256(HERE / 'manifest.json')} {sys.base_prefix} {environment}"
        done = environment / DONE
        if not done.exists() or done.read_text(encoding="utf-8") != mark:
            say("第一次使用，正在安装（不联网，要几分钟）……")
            wrong = faults(manifest)
            if wrong:
                say("\n".join(wrong))
                return 2
            if install(environment, manifest, mark):
                say("安装没有完成，请把上面的文字发给技术人员。")
                return 2
        work = environment.parent / "工作文件夹"
        work.mkdir(exist_ok=True)
    except (OSError, ValueError, KeyError) as error:
        say(f"安装没有完成：{error}")
        return 2
    arguments = sys.argv[1:] or ["serve", str(work)]
    try:
        return subprocess.run([str(python_in(environment)), "-P", "-m", "auditor", *arguments], check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
