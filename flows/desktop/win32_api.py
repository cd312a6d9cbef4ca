"""What ``windows.py`` uses of user32, kernel32 and advapi32, with their types (winuser.h, winsvc.h, tlhelp32.h)."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, byref, c_long, c_size_t, c_ssize_t, c_void_p, create_unicode_buffer
from ctypes.wintypes import BOOL, DWORD, FILETIME, HANDLE, HWND, LPARAM, LPCWSTR, LPWSTR, RECT, UINT, WPARAM
from time import monotonic
from typing import Any

from flows.ports.desktop import DesktopError, Gone, NotAllowed, NotResponding

assert sys.platform == "win32"  # noqa: S101  (so mypy checks this with --platform win32 only)

WM_GETTEXT, WM_SETTEXT, WM_CLOSE, BM_CLICK = 0x000D, 0x000C, 0x0010, 0x00F5
TCM_GETITEMCOUNT, TCM_GETCURSEL, TCM_SETCURFOCUS, TCM_GETITEMW = 0x1304, 0x130B, 0x1330, 0x133C
ABORT_IF_HUNG = 0x2
GW_OWNER, GWL_STYLE = 4, -16
SNAP_PROCESS = 0x2
QUERY_LIMITED, VM_OPERATION, VM_READ, VM_WRITE = 0x1000, 0x8, 0x10, 0x20
MEM_COMMIT, MEM_RELEASE, READ_WRITE = 0x3000, 0x8000, 0x4
SC_CONNECT, SERVICE_QUERY, SERVICE_START, SERVICE_STOP, CONTROL_STOP = 0x1, 0x4, 0x10, 0x20, 0x1
SERVICE_STOPPED, SERVICE_RUNNING = 1, 4
NO_SUCH_SERVICE, ALREADY_RUNNING, NOT_RUNNING = 1060, 1056, 1062
_DENIED = {5, 740, 1052, 1058, 1223}  # access, elevation, control not taken, disabled, the user said no to UAC
_NOT_THERE = {2, 3, 6, 1400, NO_SUCH_SERVICE}  # file, path, handle, window, service


class ProcessEntry(Structure):
    """PROCESSENTRY32W."""

    _fields_ = [
        ("size", DWORD),
        ("usage", DWORD),
        ("number", DWORD),
        ("heap", c_size_t),
        ("module", DWORD),
        ("threads", DWORD),
        ("parent", DWORD),
        ("priority", c_long),
        ("flags", DWORD),
        ("name", ctypes.c_wchar * 260),
    ]


class ServiceStatus(Structure):
    """SERVICE_STATUS."""

    _fields_ = [
        (name, DWORD) for name in ("kind", "state", "accepts", "exit_code", "own_exit_code", "check_point", "wait_hint")
    ]


EnumProc = ctypes.WINFUNCTYPE(BOOL, HWND, LPARAM)
user32 = ctypes.WinDLL("user32", use_last_error=True)
kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
advapi32 = ctypes.WinDLL("advapi32", use_last_error=True)


def _declare(library: ctypes.WinDLL, name: str, result: Any, *arguments: Any) -> None:
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments


_declare(user32, "EnumWindows", BOOL, EnumProc, LPARAM)
_declare(user32, "EnumChildWindows", BOOL, HWND, EnumProc, LPARAM)
_declare(user32, "IsWindow", BOOL, HWND)
_declare(user32, "IsWindowVisible", BOOL, HWND)
_declare(user32, "IsWindowEnabled", BOOL, HWND)
_declare(user32, "GetWindow", HWND, HWND, UINT)
_declare(user32, "GetWindowRect", BOOL, HWND, POINTER(RECT))
_declare(user32, "GetWindowLongW", c_long, HWND, ctypes.c_int)
_declare(user32, "GetClassNameW", ctypes.c_int, HWND, LPWSTR, ctypes.c_int)
_declare(user32, "InternalGetWindowText", ctypes.c_int, HWND, LPWSTR, ctypes.c_int)
_declare(user32, "GetWindowThreadProcessId", DWORD, HWND, POINTER(DWORD))
_declare(user32, "PostMessageW", BOOL, HWND, UINT, WPARAM, LPARAM)
_declare(user32, "SendMessageTimeoutW", c_ssize_t, HWND, UINT, WPARAM, c_void_p, UINT, UINT, POINTER(c_size_t))
_declare(kernel32, "OpenProcess", HANDLE, DWORD, BOOL, DWORD)
_declare(kernel32, "CloseHandle", BOOL, HANDLE)
_declare(kernel32, "IsWow64Process", BOOL, HANDLE, POINTER(BOOL))
_declare(kernel32, "QueryFullProcessImageNameW", BOOL, HANDLE, DWORD, LPWSTR, POINTER(DWORD))
_declare(kernel32, "GetProcessTimes", BOOL, HANDLE, *[POINTER(FILETIME)] * 4)
_declare(kernel32, "CreateToolhelp32Snapshot", HANDLE, DWORD, DWORD)
_declare(kernel32, "Process32FirstW", BOOL, HANDLE, POINTER(ProcessEntry))
_declare(kernel32, "Process32NextW", BOOL, HANDLE, POINTER(ProcessEntry))
_declare(kernel32, "VirtualAllocEx", c_void_p, HANDLE, c_void_p, c_size_t, DWORD, DWORD)
_declare(kernel32, "VirtualFreeEx", BOOL, HANDLE, c_void_p, c_size_t, DWORD)
_declare(kernel32, "ReadProcessMemory", BOOL, HANDLE, c_void_p, c_void_p, c_size_t, c_void_p)
_declare(kernel32, "WriteProcessMemory", BOOL, HANDLE, c_void_p, c_void_p, c_size_t, c_void_p)
_declare(advapi32, "OpenSCManagerW", HANDLE, LPCWSTR, LPCWSTR, DWORD)
_declare(advapi32, "OpenServiceW", HANDLE, HANDLE, LPCWSTR, DWORD)
_declare(advapi32, "CloseServiceHandle", BOOL, HANDLE)
_declare(advapi32, "QueryServiceStatus", BOOL, HANDLE, POINTER(ServiceStatus))
_declare(advapi32, "ControlService", BOOL, HANDLE, DWORD, POINTER(ServiceStatus))
_declare(advapi32, "StartServiceW", BOOL, HANDLE, DWORD, c_void_p)


def last_error() -> int:
    """The error of this thread's last call here."""
    return ctypes.get_last_error()


def failure(what: str, code: int) -> DesktopError:
    """The error of ours for one of Windows'. Without a code it was a time-out: SendMessageTimeout may leave none."""
    if code in _DENIED:
        return NotAllowed(f"{what}: error {code}")
    if code in _NOT_THERE:
        return Gone(f"{what}: error {code}")
    return NotResponding(f"{what}: error {code}")


def check(result: Any, what: str) -> Any:
    """What a function returned; raises DesktopError when it is nothing."""
    if not result:
        raise failure(what, last_error())
    return result


def send(handle: int, message: int, first: int, second: Any, until: float) -> int:
    """Sends a message to another program's window; its answer, by ``until`` (monotonic). Raises DesktopError.

    A message that timed out may still be handled later.
    """
    answer, left = c_size_t(), max(1, int((until - monotonic()) * 1000))
    ctypes.set_last_error(0)
    if not user32.SendMessageTimeoutW(handle, message, first, second, ABORT_IF_HUNG, left, byref(answer)):
        error = failure(f"message {message:#x}", last_error())
        raise error if user32.IsWindow(handle) else Gone(str(error))  # Wine says "refused" of one that closed meanwhile
    return answer.value


def post(handle: int, message: int, first: int = 0) -> None:
    """Leaves a message for another program's window. Raises DesktopError."""
    check(user32.PostMessageW(handle, message, first, 0), f"posting {message:#x}")


def every_window(parent: int | None = None) -> Iterator[int]:
    """Handles of the visible top-level windows, front to back, or of the visible children of ``parent``."""
    found: list[int] = []

    def take(handle: int, _nothing: int) -> bool:
        found.append(handle)
        return True

    if parent is None:
        user32.EnumWindows(EnumProc(take), 0)
    else:
        user32.EnumChildWindows(parent, EnumProc(take), 0)
    return (handle for handle in found if user32.IsWindowVisible(handle))


def name_by(function: Callable[..., Any], handle: int) -> str:
    """What a function like GetClassNameW says of a window."""
    text = create_unicode_buffer(512)
    function(handle, text, len(text))
    return text.value


@contextmanager
def opened_process(number: int, rights: int) -> Iterator[HANDLE | None]:
    """A process' handle; None when we may not have it."""
    handle = kernel32.OpenProcess(rights, False, number)
    try:
        yield handle or None
    finally:
        if handle:
            kernel32.CloseHandle(handle)


@contextmanager
def opened_service(name: str, rights: int) -> Iterator[HANDLE]:
    """A service's handle. Raises NotAllowed or Gone."""
    manager = check(advapi32.OpenSCManagerW(None, None, SC_CONNECT), "service manager")
    try:
        service = check(advapi32.OpenServiceW(manager, name, rights), f"service {name}")
        try:
            yield service
        finally:
            advapi32.CloseServiceHandle(service)
    finally:
        advapi32.CloseServiceHandle(manager)
