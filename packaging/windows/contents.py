"""What belongs into the frozen program and what does not; read by asystent-p1.spec."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch
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


def data_files(root: Path) -> list[tuple[str, str]]:
    """Source and target folder of our own data, for ``Analysis``."""
    return [(str(root / folder), folder) for folder in DATA]


def needed(entries: Iterable[Entry]) -> list[Entry]:
    """Without what some hook collects and nothing reads."""
    return [entry for entry in entries if _is_needed(entry[0].replace("\\", "/"))]


def _is_needed(name: str) -> bool:
    return name in _NEEDED or not any(fnmatch(name, pattern) for pattern in _NOT_NEEDED)
