"""``python -m auditor`` and the program ``auditor``: the command line."""

from __future__ import annotations

import sys


def run() -> int:
    """Run the command line and return its exit code; an interrupt while it still loads is no traceback."""
    try:
        from auditor.cli.main import main

        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run())
