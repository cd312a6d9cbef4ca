"""Folders that another program copies to a cloud: keys put there leave the computer.

Known by what such programs say of themselves (environment, Windows' registry, Dropbox's own file), by the marks that
they put on files, and by the usual names.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.base.errors import FlowError
from flows.base.files import read_file
from flows.base.patterns import regex

if sys.platform == "win32":
    from flows.base.windows_clouds import synchronised

VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""In which Windows' OneDrive says where its folders are."""
_NAMES = (
    ("OneDrive", regex(r"onedrive(?:\s*[-–—(].*)?", re.IGNORECASE)),
    ("Dropbox", regex(r"dropbox(?:\s*\(.*)?", re.IGNORECASE)),
    ("Dysk Google", regex(r"google ?drive|dysk google", re.IGNORECASE)),
    ("iCloud", regex(r"icloud ?drive", re.IGNORECASE)),
    ("Nextcloud", regex(r"nextcloud|owncloud", re.IGNORECASE)),
    ("pCloud", regex(r"pcloud ?drive", re.IGNORECASE)),
    ("MEGA", regex(r"megasync", re.IGNORECASE)),
)
_GOOGLE_ROOTS = {"my drive", "mój dysk", "shared drives", "dyski współdzielone"}
"""The first folder of the drive that Google's program makes; elsewhere these are names like any other."""
_CLOUD_TAG, _CLOUD_MASK = 0x9000001A, 0xFFFF0FFF
"""IO_REPARSE_TAG_CLOUD to IO_REPARSE_TAG_CLOUD_F (ntifs.h, „Reparse Point Tags”): they differ in one digit."""
_RECALLED = 0x440000
"""FILE_ATTRIBUTE_RECALL_ON_OPEN and _ON_DATA_ACCESS (winnt.h): what is inside would be fetched first."""


@dataclass(frozen=True, slots=True)
class Root:
    """A folder that the program ``service`` keeps the same in a cloud."""

    service: str
    folder: Path


def cloud_of(path: Path) -> str:
    """The service that copies what lies there, „OneDrive”; "" for a folder that stays here as far as can be seen.

    The folder need not exist. Raises nothing.
    """
    return _named(path) or _within(path, tuple(_roots())) or _marked(path)


def _named(path: Path) -> str:
    parts = path.parts
    if len(parts) > 1 and parts[1].casefold() in _GOOGLE_ROOTS:
        return "Dysk Google"
    return next((service for part in parts for service, name in _NAMES if name.fullmatch(part)), "")


def _within(path: Path, roots: tuple[Root, ...]) -> str:
    """Where a folder leads elsewhere (a junction), its target counts, too."""
    try:
        places = {path, Path(os.path.realpath(path))} if not str(path).startswith(("\\\\", "//")) else {path}
    except (OSError, ValueError):
        places = {path}
    return next((root.service for root in roots for each in places if each.is_relative_to(root.folder)), "")


def _marked(path: Path) -> str:
    """By the marks on the nearest folder above that is there."""
    for each in (path, *path.parents):
        try:
            seen = os.lstat(each)
        except (OSError, ValueError):
            continue
        tag, attributes = getattr(seen, "st_reparse_tag", 0), getattr(seen, "st_file_attributes", 0)
        linked = attributes & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0) and tag & _CLOUD_MASK == _CLOUD_TAG
        return "chmura" if linked or attributes & _RECALLED else ""
    return ""


def _roots() -> Iterator[Root]:
    for name in VARIABLES:
        yield from _root("OneDrive", os.environ.get(name))
    if sys.platform == "win32":
        for service, folder in synchronised():
            yield from _root(service, folder)
    yield from _dropbox()


def _dropbox() -> Iterator[Root]:
    """Dropbox says in ``info.json`` where it keeps each account's files (its help on finding them by program)."""
    homes = [os.environ.get(name) for name in ("LOCALAPPDATA", "APPDATA")]
    places = [Path(home) / "Dropbox" for home in homes if home] if os.name == "nt" else [Path.home() / ".dropbox"]
    for place in places:
        try:
            kept = json.loads(read_file(place / "info.json"))
        except (FlowError, ValueError, RecursionError):
            continue
        for account in kept.values() if isinstance(kept, dict) else ():
            yield from _root("Dropbox", account.get("path") if isinstance(account, dict) else None)


def _root(service: str, folder: object) -> Iterator[Root]:
    """Never the whole home or a drive: a broken setting would put everything into a cloud."""
    if not isinstance(folder, str) or not folder.strip():
        return
    path = Path(folder)
    if path.is_absolute() and len(path.parts) > 1 and not Path.home().is_relative_to(path):
        yield Root(service, path)
