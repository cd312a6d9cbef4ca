"""The licences of everything that is in the frozen program, as one text."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path

_NAMES = ("licen", "copying", "notice", "authors")
_BUILDER = "pyinstaller"
"""Its loader is the program's first code."""
_RULE = "=" * 100


def text(sources: Iterable[str], root: Path) -> str:
    """The licences of ourselves, Python and every distribution that one of the files ``sources`` comes from.

    Raises:
        SystemExit: a distribution carries no licence.
    """
    parts = [
        _part("Asystent P1", [root / "LICENSE", root / "kb/data/NOTICE"]),
        _part(f"Python {sys.version.split()[0]}", [_of_python()]),
    ]
    parts += [_part(f"{each.name} {each.version}", _files(each)) for each in _used(sources)]
    return "\n\n".join(parts) + "\n"


def _used(sources: Iterable[str]) -> list[Distribution]:
    owners = {_key(each.locate_file(file)): each for each in distributions() for file in each.files or ()}
    found = {owners[key].name: owners[key] for key in map(_key, sources) if key in owners}
    found |= {each.name: each for each in distributions() if each.name.lower() == _BUILDER}
    return sorted(found.values(), key=lambda each: each.name.lower())


def _key(path: object) -> str:
    return os.path.normcase(os.path.abspath(str(path)))  # noqa: PTH100  (no look at the disk: thousands of them)


def _files(distribution: Distribution) -> list[Path]:
    inside = [file for file in distribution.files or () if ".dist-info/" in file.as_posix()]
    return [
        Path(str(distribution.locate_file(file)))
        for file in sorted(inside)
        if any(file.name.lower().startswith(name) for name in _NAMES)
    ]


def _of_python() -> Path:
    places = (Path(sys.base_prefix) / "LICENSE.txt", Path(sysconfig.get_path("stdlib")) / "LICENSE.txt")
    return next((path for path in places if path.is_file()), places[0])


def _part(title: str, files: list[Path]) -> str:
    present = [path for path in files if path.is_file()]
    if not present:
        sys.exit(f"no licence found for {title}")
    texts = [path.read_text(encoding="utf-8", errors="replace").strip() for path in present]
    return "\n\n".join([f"{_RULE}\n{title}\n{_RULE}", *texts])
