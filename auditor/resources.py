"""Where rules/, models/ and reports/ are: beside the package in a checkout, inside it in an installed wheel.

And where what is made of them may be kept from run to run.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

_VARIABLE = "AUDITOR_CACHE"
_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """Return the folder ``name`` (rules, models, reports, samples) that came with this installation.

    Raises FileNotFoundError where the installation is incomplete.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise FileNotFoundError(f"安装不完整：缺少 {name} 目录，请重新安装 auditor。")


def cache_folder(name: str) -> Path | None:
    """Return where something made of the installation's own files may be kept, None for nowhere.

    That is in the user's folder for caches, or in the one that AUDITOR_CACHE names (empty: nowhere).
    """
    chosen = os.environ.get(_VARIABLE)
    if chosen is not None:
        return Path(chosen) / name if chosen else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "budget-indicator-auditor" / name
