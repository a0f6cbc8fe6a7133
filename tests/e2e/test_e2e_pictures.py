"""The pictures of README come from the samples by one script, and README shows them."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
NAMES = ("terminal.png", "report.png", "batch.png")


def size(path: Path) -> tuple[int, int]:
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG")
    return struct.unpack(">II", data[16:24])


@pytest.mark.usefixtures("browser")
def test_the_script_takes_every_picture(tmp_path: Path) -> None:
    command = [sys.executable, str(PICTURES / "make.py"), str(tmp_path)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    for name in NAMES:
        assert size(tmp_path / name) == size(PICTURES / name)
        assert (tmp_path / name).stat().st_size > 30_000


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_readme_shows_them(readme: str) -> None:
    text: Any = (ROOT / readme).read_text(encoding="utf-8")
    assert all(f"](docs/pictures/{name})" in text for name in NAMES)
