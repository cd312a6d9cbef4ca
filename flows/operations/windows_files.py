"""What files need of Windows itself: rights asked of the system, private folders, living processes. Only ctypes."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

assert sys.platform == "win32"  # noqa: S101  (so mypy checks this with --platform win32 only)

_FILE_ADD_FILE = 0x2
_SHARE_ALL = 0x7
_OPEN_EXISTING = 3
_BACKUP_SEMANTICS = 0x02000000  # without it CreateFileW does not open folders
_INVALID_HANDLE = ctypes.c_void_p(-1).value
_PERSISTENT_ACLS = 0x8
_LONGEST_PATH = 1024  # of a volume's own name, in characters
_QUERY_LIMITED = 0x1000
_STILL_ACTIVE = 259
_ERROR_INVALID_PARAMETER = 87  # OpenProcess's answer for a process that does not exist


def may_add_files(folder: Path) -> bool:
    """Whether this user may create files in the folder, by opening it with just that right; nothing is changed.

    ``os.access`` looks at the read-only attribute only, which means nothing on a folder.
    """
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(
        ctypes.c_wchar_p(str(folder)), _FILE_ADD_FILE, _SHARE_ALL, None, _OPEN_EXISTING, _BACKUP_SEMANTICS, None
    )
    if handle in (None, _INVALID_HANDLE):
        return False
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return True


def make_private(folder: Path) -> None:
    """Leave a new folder to its owner, the system and the administrators.

    ``os.mkdir(mode=0o700)`` of Python from 3.11.10 and 3.12.4 on does it by itself (CVE-2024-4030). Names of accounts
    are localised ("Administratorzy"): SIDs are not. A FAT stick has no rights to set. Raises OSError
    when icacls refuses.
    """
    if sys.version_info >= (3, 12, 4) or (3, 11, 10) <= sys.version_info < (3, 12) or not _has_rights(folder):
        return
    icacls = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "icacls.exe")
    everything = "(OI)(CI)F"
    owner, system, administrators = "*S-1-3-4", "*S-1-5-18", "*S-1-5-32-544"
    command = [str(icacls), str(folder), "/inheritance:r", "/grant:r"]
    command += [f"{sid}:{everything}" for sid in (owner, system, administrators)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=30)  # noqa: S603  (fixed program, no shell)
    except subprocess.SubprocessError as error:
        folder.rmdir()
        raise OSError(f"icacls: {error}") from error


def _has_rights(folder: Path) -> bool:
    """Whether the folder's file system keeps access rights at all (NTFS does, FAT does not)."""
    kernel = ctypes.WinDLL("kernel32")
    volume, flags = ctypes.create_unicode_buffer(_LONGEST_PATH), ctypes.c_ulong()
    kernel.GetVolumePathNameW(ctypes.c_wchar_p(str(folder)), volume, _LONGEST_PATH)
    known = kernel.GetVolumeInformationW(volume, None, 0, None, None, ctypes.byref(flags), None, 0)
    return not known or bool(flags.value & _PERSISTENT_ACLS)


def is_alive(pid: int) -> bool:
    """Whether a process with this number runs now."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(_QUERY_LIMITED, False, pid)
    if not handle:
        return ctypes.get_last_error() != _ERROR_INVALID_PARAMETER
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(ctypes.c_void_p(handle), ctypes.byref(code))
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return not known or code.value == _STILL_ACTIVE
