"""What files need of Windows itself: rights asked of the system, private folders, living processes. Only ctypes."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from pathlib import Path

assert sys.platform == "win32"  # noqa: S101  (so mypy checks this with --platform win32 only)

_FILE_ADD_FILE = 0x2
_SHARE_ALL = 0x7
_OPEN_EXISTING = 3
_BACKUP_SEMANTICS = 0x02000000  # without it CreateFileW does not open folders
_INVALID_HANDLE = ctypes.c_void_p(-1).value
_PERSISTENT_ACLS = 0x8
_PROTECTED_DACL = 0x80000004  # DACL_SECURITY_INFORMATION, and nothing inherited from above
_SDDL_REVISION = 1
_TOKEN_QUERY, _TOKEN_USER = 0x8, 1
_LONGEST_TOKEN_USER = 256  # bytes: the pointer, attributes and a SID of at most 68 bytes
_FIXED = 3  # GetDriveTypeW's answer for a disk that is neither taken out nor on another computer
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


def make_private(path: Path) -> None:
    """Leave a new file or folder, and all that is made in it later, to this user, the system and the administrators.

    Accounts are named by SID: "Administratorzy" is called differently elsewhere. Not on a stick or a share: there the
    SID of one computer's user means nobody on the next one, and nobody could open the files they were brought for. A
    FAT stick has no rights to set. Raises OSError.
    """
    if not _stays_here(path.parent):
        return
    flags = "OICI" if path.is_dir() else ""
    rights = "".join(f"(A;{flags};FA;;;{sid})" for sid in (_user_sid(), "SY", "BA"))
    advapi, descriptor = ctypes.WinDLL("advapi32", use_last_error=True), ctypes.c_void_p()
    convert = advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW
    if not convert(ctypes.c_wchar_p(f"D:P{rights}"), _SDDL_REVISION, ctypes.byref(descriptor), None):
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        if not advapi.SetFileSecurityW(ctypes.c_wchar_p(str(path)), _PROTECTED_DACL, descriptor):
            raise ctypes.WinError(ctypes.get_last_error())
    finally:
        ctypes.WinDLL("kernel32").LocalFree(descriptor)


def _user_sid() -> str:
    """Of whoever runs this program: the owner of a new file may be the administrators as a group instead."""
    advapi = ctypes.WinDLL("advapi32", use_last_error=True)
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    token, size, text = ctypes.c_void_p(), ctypes.c_ulong(), ctypes.c_wchar_p()
    if not advapi.OpenProcessToken(ctypes.c_void_p(kernel.GetCurrentProcess()), _TOKEN_QUERY, ctypes.byref(token)):
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        user = ctypes.create_string_buffer(_LONGEST_TOKEN_USER)
        if not advapi.GetTokenInformation(token, _TOKEN_USER, user, len(user), ctypes.byref(size)):
            raise ctypes.WinError(ctypes.get_last_error())
        sid = ctypes.c_void_p.from_buffer(user)  # TOKEN_USER begins with the pointer to the SID that lies behind it
        if not advapi.ConvertSidToStringSidW(sid, ctypes.byref(text)):
            raise ctypes.WinError(ctypes.get_last_error())
    finally:
        kernel.CloseHandle(token)
    try:
        return str(text.value)
    finally:
        kernel.LocalFree(text)


def _stays_here(folder: Path) -> bool:
    """Whether the folder lies on a disk of this computer that keeps access rights (NTFS does, FAT does not)."""
    kernel = ctypes.WinDLL("kernel32")
    volume = ctypes.create_unicode_buffer(_LONGEST_PATH)
    kernel.GetVolumePathNameW(ctypes.c_wchar_p(str(folder)), volume, _LONGEST_PATH)
    return kernel.GetDriveTypeW(volume) == _FIXED and _keeps_rights(volume.value)


@cache
def _keeps_rights(volume: str) -> bool:
    flags = ctypes.c_ulong()
    known = ctypes.WinDLL("kernel32").GetVolumeInformationW(
        ctypes.c_wchar_p(volume), None, 0, None, None, ctypes.byref(flags), None, 0
    )
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
