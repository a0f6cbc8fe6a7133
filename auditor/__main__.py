"""``python -m auditor`` and the program ``auditor``: the command line."""

from __future__ import annotations

import gc
import sys


def run() -> int:
    """Run the command line and return its exit code; an interrupt while it still loads is no traceback."""
    try:
        from auditor.cli.main import main

        return main()
    except KeyboardInterrupt:
        return 130
    finally:
        # The interpreter would look for cycles in all that is held before it leaves: a tenth of an audit.
        gc.freeze()


if __name__ == "__main__":
    sys.exit(run())
