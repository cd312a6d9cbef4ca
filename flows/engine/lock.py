"""One program at a time changes a working folder.

A lock of the operating system on a file in the folder: it falls by itself when its holder dies, so there is nothing
to clean up after a power cut. The file says who holds it; it stays behind, empty of meaning, and harms nothing.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.base import file_problems
from flows.base.errors import FlowError, MayPassError, Problem
from flows.base.system_words import in_polish
from flows.engine.journal import OWN_FILE_ONLY
from flows.ports.place import this_place

FILE_NAME = "asystent-p1.lock"
_HOLDER_BYTES = 200
_UNKNOWN = "na tym albo na innym komputerze"
_NAMED = b"komputer "
"""Every name of a holder begins so: what begins otherwise was not written by us, and is not written over."""
_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
"""Somebody holds it: flock says the first, Windows the last two. Anything else: this drive cannot lock at all."""

if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 1_000_000  # far behind the holder's name: Windows forbids reading bytes that another process locked

    def _acquire(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _acquire(descriptor: int) -> None:
        # Not lockf: that lock falls as soon as the same process opens and closes the file once more, as a scan of the
        # folder does (tried: two processes then made two sets).
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderInUseError(FlowError):
    """Another assistant works in the folder."""


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Holds the folder's lock for the duration. Raises FlowError ``folder-in-use`` with the holder's name."""
    path = folder / FILE_NAME
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | OWN_FILE_ONLY, 0o600)
    except OSError as error:
        if path.is_symlink() or path.is_dir():
            raise _not_ours(path) from error
        if isinstance(error, FileNotFoundError):
            raise file_problems.of_writing(error, path) from error
        raise MayPassError(
            Problem(
                "folder-not-writable",
                f"Do folderu {folder} nie można zapisywać ({in_polish(error)}).",
                ("folder jest tylko do odczytu", "dysk jest pełny", "folder zniknął (np. wyjęto pendrive)"),
                "Proszę wybrać inny folder albo poprosić informatyka o prawo zapisu.",
                page="where-to-save",
                ask="folder",
            )
        ) from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _not_ours(path)
        try:
            _acquire(descriptor)
        except OSError as error:
            if error.errno not in _HELD:
                raise _cannot_lock(folder, error) from error
            os.lseek(descriptor, 0, os.SEEK_SET)
            holder = os.read(descriptor, _HOLDER_BYTES).decode("utf-8", "replace").strip() or _UNKNOWN
            raise FolderInUseError(
                Problem(
                    "folder-in-use",
                    f"W folderze {folder} pracuje teraz inny asystent: {holder}.",
                    ("asystent jest otwarty w drugim oknie", "ktoś pracuje w tym folderze na innym komputerze"),
                    "Proszę dokończyć albo zamknąć tamto okno i spróbować jeszcze raz. "
                    "Po zamknięciu tamtego programu blokada znika sama.",
                    page="operation-safety",
                )
            ) from error
        with suppress(OSError):  # the name is for people; the lock holds without it
            _sign(descriptor)
        yield
    finally:
        os.close(descriptor)


def _sign(descriptor: int) -> None:
    """Writes the holder's name over an earlier one, and over nothing else.

    The name of the lock may have become another name of a keystore, by a hard link or by whoever gave it that name.
    """
    os.lseek(descriptor, 0, os.SEEK_SET)
    before = os.read(descriptor, _HOLDER_BYTES + 1)
    if len(before) <= _HOLDER_BYTES and before[: len(_NAMED)] in {b"", _NAMED}:
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{_holder()}\n".ljust(_HOLDER_BYTES - 1).encode()[:_HOLDER_BYTES])


def _not_ours(path: Path) -> FlowError:
    return FlowError(
        Problem(
            "lock-failed",
            f"{path} nie jest plikiem blokady asystenta, tylko czymś innym o tej nazwie (skrótem, folderem…).",
            ("ktoś albo inny program zamienił ten plik",),
            f"Nic nie zostało zmienione. Proszę przenieść {path.name} w inne miejsce i spróbować jeszcze raz.",
            page="operation-safety",
        )
    )


def _cannot_lock(folder: Path, error: OSError) -> FlowError:
    return FlowError(
        Problem(
            "lock-failed",
            f"W folderze {folder} nie da się założyć blokady ({in_polish(error)}), a bez niej dwa programy mogłyby "
            "pisać naraz.",
            ("dysk sieciowy nie obsługuje blokad plików", "dysk albo pendrive jest uszkodzony lub odłączony"),
            "Proszę wybrać folder na dysku tego komputera, na przykład w Dokumentach.",
            page="where-to-save",
            ask="folder",
        )
    )


def _holder() -> str:
    place = this_place()
    return f"{_NAMED.decode()}{place.computer}, użytkownik {place.account}, program nr {os.getpid()}"
