"""Builds what people without Python get: a folder with the program, its ZIP and its setup.

    python packaging/windows/build.py freeze FOLDER [--trial]   by a Windows Python: the program's folder, below FOLDER
    python packaging/windows/build.py wrap FOLDER               by any Python, with makensis: ZIP, setup, SHA256SUMS

A release is frozen on Windows (.github/workflows/release.yml). Under Wine (tests/windows/) python3.dll is our own
make-shift, so there it must be ``--trial``, which stands in every name and in „Dodaj/Usuń programy”.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath

import icon

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
_TRIAL = "-proba"
_HELP = "ASYSTENT_P1_HELP_URL"
"""An address of whoever hands the program out: the link of „Aplikacje” in Settings. Without it there is none."""
_OLDEST_ZIP_TIME = 315_532_800  # 1980-01-01, the first moment that a ZIP can name


def main() -> None:
    """Does what the command line says; ends with a sentence where it cannot."""
    parser = argparse.ArgumentParser()
    parser.add_argument("stage", choices=("freeze", "wrap"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--trial", action="store_true")
    arguments = parser.parse_args()
    if arguments.stage == "freeze":
        freeze(arguments.folder, trial=arguments.trial)
    else:
        wrap(arguments.folder)


def freeze(folder: Path, *, trial: bool) -> None:
    """PyInstaller's one-folder program as FOLDER/asystent-p1-VERSION."""
    if sys.platform != "win32":
        sys.exit("freeze: only a Windows Python builds a Windows program")
    if hasattr(ctypes.WinDLL("ntdll"), "wine_get_version") and not trial:
        sys.exit("freeze: this is Wine; what is built here has made-up DLLs and must never be a release: --trial")
    import version

    target = folder / f"asystent-p1-{version.number(ROOT)}{_TRIAL if trial else ''}"
    if target.exists():
        sys.exit(f"freeze: {target} is there already")
    with tempfile.TemporaryDirectory() as temporary:
        work, made = Path(temporary) / "work", Path(temporary) / "made"
        options = ["--noconfirm", "--log-level", "ERROR", "--workpath", str(work), "--distpath", str(made)]
        subprocess.run(
            [sys.executable, "-m", "PyInstaller", *options, str(HERE / "asystent-p1.spec")],
            check=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(_epoch()), "PYTHONHASHSEED": "0"},
        )
        shutil.copy(work / "asystent-p1/LICENCJE.txt", made / "asystent-p1")
        shutil.copy(work / "asystent-p1/asystent-p1.ico", made / "asystent-p1/_internal")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.move(made / "asystent-p1", target)
    print(target.name)


def wrap(folder: Path) -> None:
    """The ZIP, the setup and SHA256SUMS of all that is handed out, beside the frozen program in FOLDER."""
    (program,) = (path for path in folder.glob("asystent-p1-*") if path.is_dir())
    files = sorted(path.relative_to(program) for path in program.rglob("*") if path.is_file())
    _zip(program, files)
    _setup(program, files)
    made = sorted(path for path in folder.glob("[!.]*") if path.is_file() and path.name != "SHA256SUMS")
    sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made)
    (folder / "SHA256SUMS").write_text(sums, encoding="ascii", newline="\n")


def _zip(program: Path, files: list[Path]) -> None:
    moment = time.gmtime(max(_epoch(), _OLDEST_ZIP_TIME))[:6]
    with zipfile.ZipFile(program.with_name(f"{program.name}.zip"), "w") as archive:
        for file in files:
            entry = zipfile.ZipInfo(str(PurePosixPath(program.name, *file.parts)), moment)
            archive.writestr(entry, (program / file).read_bytes(), zipfile.ZIP_DEFLATED, 9)


def _setup(program: Path, files: list[Path]) -> None:
    """Runs makensis; what the uninstaller deletes is exactly the list of what is installed."""
    version = program.name.removeprefix("asystent-p1-")
    folders = sorted({parent for file in files for parent in file.parents} - {Path()}, reverse=True)
    rows = [f'Delete "$INSTDIR\\{PureWindowsPath(*file.parts)}"' for file in files]
    rows += [f'RMDir "$INSTDIR\\{PureWindowsPath(*each.parts)}"' for each in folders]
    kilobytes = sum((program / file).stat().st_size for file in files) // 1024
    with tempfile.TemporaryDirectory() as temporary:
        listed = Path(temporary) / "installed.nsh"
        listed.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
        picture = Path(temporary) / "picture.bmp"
        picture.write_bytes(icon.side_picture())
        defined = {
            "VERSION": version,
            "NUMBER": version.removesuffix(_TRIAL),
            "PROGRAM": program,
            "INSTALLED": listed,
            "KILOBYTES": kilobytes,
            "PICTURE": picture,
            **({"HELP": os.environ[_HELP]} if os.environ.get(_HELP) else {}),
            "SETUP": program.with_name(f"{program.name}-setup.exe"),
        }
        subprocess.run(
            [
                shutil.which("makensis") or sys.exit("wrap: makensis (package nsis) is missing"),
                *("-V2", "-WX", "-INPUTCHARSET", "UTF8"),
                *(f"-D{name}={value}" for name, value in defined.items()),
                str(HERE / "setup.nsi"),
            ],
            check=True,
        )


def _epoch() -> int:
    """The moment that the files name as theirs: that of the last change, so that the same sources give the same."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        command = ["git", "log", "-1", "--format=%ct"]
        given = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return int(given)


if __name__ == "__main__":
    main()
