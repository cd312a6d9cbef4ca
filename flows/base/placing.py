"""The mechanics of putting a finished file in its place; OSError comes out as it is (``files`` puts it in words)."""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import re
import shutil
import sys
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.patterns import regex

if sys.platform == "win32":
    from flows.base import windows_files

if TYPE_CHECKING:
    from collections.abc import Callable

PREFIX = ".asystent-p1-"
"""Every temporary file of ours begins so: PREFIX, host (CRC-32), process id, random part, ".tmp"."""

_OURS = regex(re.escape(PREFIX) + r"([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{12}\.tmp")
_STALE_SECONDS = 3600
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
_NO_FLAG = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}
_RENAME_NOREPLACE = 1  # linux/fs.h
_AT_FDCWD = -100  # linux/fcntl.h


def temporary_name() -> str:
    """A name that ``sweep`` knows for ours, never given twice."""
    return f"{PREFIX}{_host()}-{os.getpid()}-{os.urandom(6).hex()}.tmp"


def place(path: Path, data: bytes, settle: Callable[[Path, Path], None]) -> None:
    """Write ``data`` beside ``path``, flush it, let ``settle(temporary, path)`` give it its name, flush the folder."""
    temporary = path.parent / temporary_name()
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            _make_private(temporary)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        settle(temporary, path)
    finally:
        with contextlib.suppress(OSError):  # after a link the temporary name is left, after a rename it is not
            temporary.unlink()
    _flush_folder(path.parent)


def _make_private(path: Path) -> None:
    """What the mode at opening does on POSIX. Before the first byte is in it."""
    if sys.platform == "win32":
        windows_files.make_private(path)


def replacing(temporary: Path, final: Path) -> None:
    """Settle by replacing what is there, in one step."""
    _patiently(Path.replace, temporary, final)


def without_replacing(temporary: Path, final: Path) -> None:
    """Settle so that an existing ``final`` makes it fail with FileExistsError, decided by the system in one step.

    - POSIX: a hard link fails on an existing name; so does nothing else that is portable.
    - Linux where there are no links (FAT on a USB stick, some network drives): ``renameat2(RENAME_NOREPLACE)``.
    - Neither: reserve the name with an empty file made by O_EXCL, then rename over that file of our own. A crash
      between the two leaves an empty file, never half a key and never somebody else's file gone.
    - Windows: ``os.rename`` refuses an existing name (MoveFileExW without MOVEFILE_REPLACE_EXISTING).
    """
    if sys.platform == "win32":
        _patiently(Path.rename, temporary, final)
    else:
        try:
            os.link(temporary, final)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if not rename_noreplace(temporary, final):
                rename_over_placeholder(temporary, final)


def rename_noreplace(source: Path, target: Path) -> bool:
    """Linux's renameat2 with RENAME_NOREPLACE; False where the system or the file system does not have it."""
    import ctypes  # 5 ms, for who writes on Linux only

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)  # glibc from 2.28
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), _RENAME_NOREPLACE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_FLAG:
        return False
    raise OSError(number, os.strerror(number), str(target))


def rename_over_placeholder(source: Path, target: Path) -> None:
    """Reserve ``target`` with an empty file of our own (FileExistsError when taken), then rename over it."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        source.replace(target)
    except BaseException:
        target.unlink()
        raise


def _patiently(move: Callable[[Path, Path], object], source: Path, target: Path) -> None:
    """On Windows an antivirus holds a new file open for a moment: errors 5 and 32 are tried again for half a second."""
    for _ in range(10):
        try:
            move(source, target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in (5, 32):
                raise
            time.sleep(0.05)
        else:
            return
    move(source, target)


def _flush_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut. Windows has no such call; some file systems refuse."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
                raise
        finally:
            os.close(descriptor)


def sweep(folder: Path) -> int:
    """Remove what of ours is temporary and an hour old, or its writer gone; how many. Errors are left for later."""
    removed = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            ours = _OURS.fullmatch(entry.name)
            if ours is None:
                continue
            with contextlib.suppress(OSError):
                age = time.time() - entry.stat(follow_symlinks=False).st_mtime
                if age > _STALE_SECONDS or (ours[1] == _host() and not _is_alive(int(ours[2]))):
                    if entry.is_dir(follow_symlinks=False):
                        shutil.rmtree(entry.path)
                    else:
                        Path(entry.path).unlink()
                    removed += 1
    return removed


def _host() -> str:
    """This computer in eight hex digits: on a shared drive another computer's process ids mean nothing here."""
    return f"{zlib.crc32(platform.node().encode('utf-8', 'replace')):08x}"


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":
        return windows_files.is_alive(pid)  # os.kill(pid, 0) would end the process there
    else:  # noqa: RET505  (mypy takes what stands behind the return for unreachable on Windows)
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except (OSError, OverflowError):  # somebody else's process, or no process number at all: leave it to the age
            return True
        return True
