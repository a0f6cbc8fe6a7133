"""``python -m samples.make.reports`` writes reports/samples/: the reports of two samples; ``--check`` only compares."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "reports" / "samples"
SAMPLES = ("faulty-bureau.md", "clean-agency.md")
FORMATS = ("html", "json", "markdown", "text")


def built() -> Iterator[tuple[Path, bytes]]:
    """Yield (path, content) of every sample report, audited under the path that a reader of the README types."""
    from auditor import audit
    from auditor.render import FORMATS as KNOWN
    from auditor.render import render

    here = Path.cwd()
    os.chdir(ROOT)
    try:
        for name in SAMPLES:
            report = audit(f"samples/{name}")
            for form in FORMATS:
                yield OUT / f"{Path(name).stem}{KNOWN[form].suffix}", render(report, form)
    finally:
        os.chdir(here)


def main(arguments: list[str]) -> int:
    """Write what differs, or (``--check``) say what does; return 1 where a check found something stale."""
    stale = [(path, data) for path, data in built() if not path.is_file() or path.read_bytes() != data]
    for path, data in stale:
        print(path.relative_to(ROOT))
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
