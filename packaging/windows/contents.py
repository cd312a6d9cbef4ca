"""What belongs into the frozen program and what does not; read by asystent-p1.spec."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatch
from importlib.metadata import distribution
from pathlib import Path

Entry = tuple[str, str, str]
"""Of PyInstaller: name in the program's folder, file it comes from, kind."""

DATA = ("kb/data", "kb/pages", "flows/data")

EXCLUDED = [
    "tkinter", "_tkinter", "unittest", "doctest", "lib2to3", "idlelib", "ensurepip", "venv",  # of the stdlib, unused
    "pydoc_data", "xmlrpc", "multiprocessing", "distutils", "optparse",
    "setuptools", "pygments", "cffi", "pycparser", "packaging",  # optional for libraries, which do without
    "numpy", "pytz", "babel", "PIL", "requests", "zeep", "suds",  # named by libraries, in no list of ours
]  # fmt: skip

AS_SOURCE = {"stdnum": "py"}
"""Lies in the folder as plain files: LGPL, so that whoever wants to can replace it."""

_NOT_NEEDED = (
    "tzdata/zoneinfo/*",  # but _NEEDED
    "stdnum/*.dat",  # numbers of other countries
    "Cryptodome/PublicKey/_*",  # elliptic curves: of pycryptodomex only digests and DES3 serve pyjks
    "rapidfuzz/fuzz_cpp*",  # only distances of words are asked for; rapidfuzz falls back to Python for the rest
    "rapidfuzz/process_cpp*",
    "*/sboms/*",
    "bcryptprimitives.dll",  # the system's own; under Wine it is ours (tests/windows)
    "*.pyi",
    "*/py.typed",
)
_NEEDED = ("tzdata/zoneinfo/Europe/Warsaw", "tzdata/zoneinfo/__init__.py", "tzdata/zoneinfo/Europe/__init__.py")


_DOOR = re.compile(r"""\b(?:later|Door)\(\s*["']([\w.]+):\w+["']""")


def behind_doors(root: Path) -> list[str]:
    """The modules that are named as texts, for ``flows.base.door``: PyInstaller sees only what is imported."""
    sources = [path for room in ("assistant", "flows", "kb") for path in (root / room).rglob("*.py")]
    return sorted({name for path in sources for name in _DOOR.findall(path.read_text(encoding="utf-8"))})


def data_files(root: Path) -> list[tuple[str, str]]:
    """Source and target folder of our own data, for ``Analysis``."""
    return [(str(root / folder), folder) for folder in DATA]


def metadata(root: Path, version: str, made: Path) -> list[tuple[str, str]]:
    """What ``diagnoza`` reads: our own metadata, written below ``made``, and that of each library that we name."""
    wanted = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    rows = [
        "Metadata-Version: 2.1",
        "Name: asystent-p1",
        f"Version: {version}",
        *(f"Requires-Dist: {w}" for w in wanted),
    ]
    ours = made / f"asystent_p1-{version}.dist-info"
    ours.mkdir(parents=True, exist_ok=True)
    (ours / "METADATA").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    names = (re.match(r"[\w.-]+", each) for each in wanted)
    files = [Path(str(distribution(match[0]).locate_file(""))) / _metadata_of(match[0]) for match in names if match]
    return [(str(path), path.parent.name) for path in (ours / "METADATA", *files)]


def _metadata_of(name: str) -> str:
    return next(str(file) for file in distribution(name).files or () if str(file).endswith("METADATA"))


def needed(entries: Iterable[Entry]) -> list[Entry]:
    """Without what some hook collects and nothing reads."""
    return [entry for entry in entries if _is_needed(entry[0].replace("\\", "/"))]


def _is_needed(name: str) -> bool:
    return name in _NEEDED or not any(fnmatch(name, pattern) for pattern in _NOT_NEEDED)
