"""Puts the Windows Python of provision.sh together: assemble.py DEST, later assemble.py DEST --libraries."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

GCC = "x86_64-w64-mingw32-gcc"
NOT_NEEDED = {"__pycache__", "lib-dynload", "site-packages", "test", "tests", "idlelib", "turtledemo", "lib2to3"}


def unpack(dest: Path) -> None:
    """python311.dll and the extension modules out of panda3d's wheel, the stdlib out of this machine's Python."""
    py = dest / "py"
    (wheel,) = (dest / "dl").glob("panda3d-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            base = name.rpartition("/")[2]
            if not name.startswith("deploy_libs/") or base.lower().startswith("api-ms-win-"):  # Wine has its own ucrt
                continue
            beside = base.lower() in {"python311.dll", "python3.dll"} or base.lower().startswith("vcruntime")
            if base.endswith((".pyd", ".dll")):
                (py / base.lower() if beside else py / "DLLs" / base).write_bytes(archive.read(name))
    (runtime,) = (dest / "dl").glob("msvc_runtime-*.whl")
    with zipfile.ZipFile(runtime) as archive:  # rapidfuzz needs it and panda3d lacks it
        (name,) = (name for name in archive.namelist() if name.endswith("/Scripts/vcruntime140_1.dll"))
        (py / "vcruntime140_1.dll").write_bytes(archive.read(name))
    shutil.copytree(
        sysconfig.get_path("stdlib"),
        py / "Lib",
        ignore=lambda _folder, names: [
            name
            for name in names
            if name in NOT_NEEDED or name.startswith(("_sysconfigdata", "config-3")) or name.endswith((".so", ".a"))
        ],
        dirs_exist_ok=True,
    )


def requirements(dest: Path) -> None:
    """All that product and tests import, written out: pip would judge environment markers by this machine.

    The versions are those of pyproject.toml.
    """
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    pins = dict(line.split("==") for line in project["tool"]["uv"]["constraint-dependencies"])
    pins |= {"six": "1.17.0", "colorama": "0.4.6"} | {name.replace("-", "_"): version for name, version in pins.items()}
    lines = (f"{name}=={pins[name.lower()]}" for name in (Path(__file__).parent / "packages.txt").read_text().split())
    (dest / "requirements.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def libraries(dest: Path) -> None:
    """python3.dll, which forwards to python311.dll, and bcryptprimitives.dll with ProcessPrng, absent from Wine 8."""
    py = dest / "py"
    dump = subprocess.run(
        ["x86_64-w64-mingw32-objdump", "-p", py / "python311.dll"], capture_output=True, text=True, check=True
    ).stdout
    table = dump.split("[Ordinal/Name Pointer] Table")[1]
    names = re.findall(r"^\s*\[\s*\d+\]\s+(?:\+base\[\s*\d+\]\s+)?(?:[0-9a-f]+\s+)?(_?Py\w+)\s*$", table, re.MULTILINE)
    if len(names) < 1000:
        sys.exit(f"only {len(names)} exports read from python311.dll")
    source, exports = dest / "library.c", dest / "python3.def"
    exports.write_text("LIBRARY python3.dll\nEXPORTS\n" + "".join(f"  {name}=python311.{name}\n" for name in names))
    source.write_text("int __stdcall DllMainCRTStartup(void *a, unsigned long b, void *c) { return 1; }\n")
    subprocess.run([GCC, "-shared", "-nostdlib", "-s", "-o", py / "python3.dll", source, exports], check=True)
    source.write_text(
        "#include <windows.h>\nBOOLEAN NTAPI SystemFunction036(PVOID, ULONG);\n"
        "__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *p, SIZE_T n)"
        " { return SystemFunction036(p, (ULONG)n); }\n"
    )
    target = dest / "prefix/drive_c/windows/system32/bcryptprimitives.dll"
    subprocess.run([GCC, "-shared", "-s", "-o", target, source, "-ladvapi32"], check=True)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    if "--libraries" in sys.argv:
        libraries(folder)
    else:
        unpack(folder)
        requirements(folder)
