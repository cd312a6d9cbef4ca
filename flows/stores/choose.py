"""Which certificate store is meant: ``windows | nss:FOLDER | auto``."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.door import later
from flows.stores import problems

if TYPE_CHECKING:
    from flows.ports.store import CertificateStore

_NSS_FORMAT = "sql:"  # NSS's own prefix of the path, as certutil's -d takes it; the one format that it still has
_WINDOWS: Callable[[bool], CertificateStore] = later("flows.stores.windows:WindowsStore")
_FOLDER: Callable[[Path], CertificateStore] = later("flows.stores.folder:FolderStore")
_NSS: Callable[[Path], CertificateStore] = later("flows.stores.nss:NssStore")
AUTO, WINDOWS, MACHINE, NSS, FOLDER = "auto", "windows", "windows-maszyna", "nss:", "folder:"


def parse_store(text: str) -> str:
    """The name of a store as typed or as NSS's tools have it, with a whole path. Raises FlowError ``bad-store``."""
    cleaned = text.strip()
    if cleaned.lower().startswith(_NSS_FORMAT):
        cleaned = NSS + cleaned
    if cleaned.lower() in {AUTO, WINDOWS, MACHINE}:
        return cleaned.lower()
    for kind in (NSS, FOLDER):
        place = cleaned[len(kind) :].strip()
        if kind == NSS and place.lower().startswith(_NSS_FORMAT):
            place = place[len(_NSS_FORMAT) :].strip()
        if cleaned.lower().startswith(kind) and place:
            return f"{kind}{Path(place).expanduser().absolute()}"
    raise problems.unknown(cleaned)


def is_here() -> bool:
    """Whether this computer has a store that we can use without being told which."""
    return sys.platform == "win32" or (shutil.which("certutil") is not None and shutil.which("pk12util") is not None)


def open_store(name: str, *, machine: bool = False) -> CertificateStore:
    """The store of that name; ``machine`` means the computer's instead of the user's. Opens nothing yet.

    Raises FlowError ``bad-store``, ``store-not-here`` or ``store-tools-missing``.
    """
    name = parse_store(name)
    if name in {AUTO, WINDOWS, MACHINE} and sys.platform == "win32":
        return _WINDOWS(machine or name == MACHINE)
    if name in {WINDOWS, MACHINE} or machine:
        raise problems.no_windows()
    if name.startswith(FOLDER):
        return _FOLDER(Path(name.removeprefix(FOLDER)))
    if sys.platform == "win32":  # its certutil is another program
        raise problems.tools_missing(name)
    else:  # noqa: RET506  (mypy takes what stands behind the raise for unreachable on Windows)
        return _NSS(Path.home() / ".pki" / "nssdb" if name == AUTO else Path(name.removeprefix(NSS)))
