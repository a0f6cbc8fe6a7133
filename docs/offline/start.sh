#!/bin/sh
# Installs without network into a private environment and opens the page.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
unset PYTHONHOME PYTHONPATH
PYTHONUTF8=1 PYTHONNOUSERSITE=1
export PYTHONUTF8 PYTHONNOUSERSITE
for version in @PYTHONS@; do
    if command -v "python$version" >/dev/null 2>&1; then
        exec "python$version" "$here/install.py" "$@"
    fi
done
if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    exec python3 "$here/install.py" "$@"
fi
cat "$here/readme.txt" >&2
exit 2
