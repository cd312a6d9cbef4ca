#!/usr/bin/env bash
# Builds a CPython 3.11 for Windows that runs under Wine, from PyPI and apt only: provision.sh DEST
# DEST/py: python.exe with the product's dependencies. DEST/prefix: a clean WINEPREFIX, to be copied for each test.
# panda3d's wheel carries python311.dll and every stdlib .pyd; its version must be that of this machine's stdlib.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
DEST=$(mkdir -p "${1:?folder to fill}" && cd "$1" && pwd)
PYTHON=${PYTHON:-python3}
PANDA=1.10.14 # python311.dll 3.11.7
PY=$DEST/py SITE=$DEST/py/Lib/site-packages
export PIP_DISABLE_PIP_VERSION_CHECK=1 WINEDEBUG=-all WINEPREFIX=$DEST/prefix WINEARCH=win64 WINEDLLOVERRIDES="mscoree,mshtml="
unset DISPLAY

WIN=(--no-deps --no-cache-dir --platform win_amd64 --python-version 3.11 --implementation cp
     --abi cp311 --abi abi3 --abi none --only-binary=:all:)
"$PYTHON" -m pip download -q "${WIN[@]}" -d "$DEST/dl" "panda3d==$PANDA" msvc-runtime==14.44.35112 2>&1 | grep -v ^WARNING || true
rm -rf "$PY" "$DEST/prefix"
mkdir -p "$SITE" "$PY/DLLs"
"$PYTHON" "$HERE/assemble.py" "$DEST"
x86_64-w64-mingw32-gcc -O2 -s -municode -o "$PY/python.exe" "$HERE/launcher.c"

localedef -i pl_PL -f UTF-8 pl_PL.UTF-8 2>/dev/null || true # Wine then has the Polish code pages 1250 and 852
export LC_ALL=pl_PL.UTF-8
wineboot -i </dev/null >/dev/null 2>&1
wineserver -w
wine winecfg -v win10 </dev/null 2>&1 | cat
wineserver -w
"$PYTHON" "$HERE/assemble.py" "$DEST" --libraries

"$PYTHON" -m pip install -q "${WIN[@]}" --root-user-action=ignore --target "$SITE" -r "$DEST/requirements.txt" 2>&1 | grep -v ^WARNING || true
SAYS=$(: | wine "$PY/python.exe" -c "import ssl, cryptography.x509, platform; print(platform.python_version())" 2>/dev/null | tr -d '\r')
[ "$SAYS" = "$("$PYTHON" -c 'import platform; print(platform.python_version())')" ] || { echo "python under Wine says: '$SAYS'" >&2; exit 1; }
wineserver -w
touch "$DEST/ready"
