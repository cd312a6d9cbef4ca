"""The desktop of Windows, through messages to other programs' controls: nothing is typed, moved or brought in front.

A program with higher rights than ours refuses them (UIPI, error 5): NotAllowed, and the user goes on by hand.

ctypes and not pywinauto: that brings pywin32 (6.9 MB packed, 15 MB unpacked; 312 lacks the mfc140u.dll which its own
win32ui needs) for what stands here. UI Automation is not tried where messages do not help: Wine 8 has no class for it
(CoCreateInstance answers 0x80040154), so code for it could not be run by our tests; then, too, it goes on by hand.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from ctypes import byref, create_string_buffer, create_unicode_buffer, memset, sizeof
from ctypes.wintypes import BOOL, DWORD, FILETIME, HANDLE, RECT
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import monotonic

from flows.base.secret import Secret
from flows.desktop import shapes
from flows.desktop import win32_api as api
from flows.desktop.shapes import Box
from flows.ports.desktop import Control, DesktopError, Gone, NotAllowed, Process, ServiceState, Window

assert sys.platform == "win32"  # noqa: S101  (so mypy checks this with --platform win32 only)

_SECONDS = 1.8
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)  # of FILETIME, which counts 100 ns


class WindowsDesktop:
    """``flows.ports.desktop.Desktop`` for the desktop that we run on."""

    def windows(self) -> tuple[Window, ...]:
        """Titles as the system keeps them: a program that hangs is listed like any other.

        Nothing that a person would not call a window: no tooltips, and none without a size (Delphi's application).
        """
        handles = (each for each in api.every_window() if not shapes.is_decoration(_class_name(each)))
        return tuple(_window(handle) for handle in handles if not _box(handle).is_empty)

    def processes(self) -> tuple[Process, ...]:
        """Through Toolhelp32."""
        snapshot = api.kernel32.CreateToolhelp32Snapshot(api.SNAP_PROCESS, 0)
        entry, numbers = api.ProcessEntry(size=sizeof(api.ProcessEntry)), []
        try:
            more = api.kernel32.Process32FirstW(snapshot, byref(entry))
            while more:
                numbers.append(entry.number)
                more = api.kernel32.Process32NextW(snapshot, byref(entry))
        finally:
            api.kernel32.CloseHandle(snapshot)
        return tuple(_process(number) for number in numbers if number)

    def controls(self, window: Window) -> tuple[Control, ...]:
        """Read top to bottom, left to right."""
        until = monotonic() + _SECONDS
        seen = []
        for handle in api.every_window(window.handle):
            style = api.user32.GetWindowLongW(handle, api.GWL_STYLE)
            seen.append((_box(handle), _control(handle, style, window.process, until)))
        if not api.user32.IsWindowVisible(window.handle):  # now: it may have closed while its controls were read
            raise Gone(f"window {window.handle}")
        seen.sort(key=lambda each: (each[0].top, each[0].left))
        labels = [(box, control.text) for box, control in seen if control.role == "text" and control.text]
        return tuple(_labelled(control, box, labels) for box, control in seen)

    def press(self, control: Control) -> None:
        """BM_CLICK, posted."""
        api.post(control.handle, api.BM_CLICK)

    def turn_to(self, control: Control, title: str) -> None:
        """TCM_SETCURFOCUS, posted: unlike TCM_SETCURSEL it tells the program, which may answer with a message box."""
        if title not in control.tabs:
            raise Gone(f"tab {title}")
        api.post(control.handle, api.TCM_SETCURFOCUS, control.tabs.index(title))

    def write(self, control: Control, text: str | Secret) -> None:
        """WM_SETTEXT; the buffer that held a Secret is wiped."""
        content = create_unicode_buffer(text.reveal() if isinstance(text, Secret) else text)
        try:
            api.send(control.handle, api.WM_SETTEXT, 0, content, monotonic() + _SECONDS)
        finally:
            memset(content, 0, sizeof(content))

    def close(self, window: Window) -> None:
        """WM_CLOSE, posted."""
        api.post(window.handle, api.WM_CLOSE)

    def start(self, program: Path) -> None:
        """As the Explorer does, in the program's folder; where Windows asks for an administrator, it waits for that."""
        try:
            os.startfile(program, cwd=program.parent)  # noqa: S606  (a double click is what the user means)
        except OSError as error:
            raise api.failure(f"start {program.name}", error.winerror or 0) from error

    def service(self, name: str) -> ServiceState:
        """As the service manager says."""
        status = api.ServiceStatus()
        try:
            with api.opened_service(name, api.SERVICE_QUERY) as service:
                api.check(api.advapi32.QueryServiceStatus(service, byref(status)), f"service {name}")
        except Gone:
            return "absent"
        states: dict[int, ServiceState] = {api.SERVICE_STOPPED: "stopped", api.SERVICE_RUNNING: "running"}
        return states.get(status.state, "changing")

    def start_service(self, name: str) -> None:
        """One that runs already is left alone."""
        _ask_service(
            name, api.SERVICE_START, lambda service: api.advapi32.StartServiceW(service, 0, None), api.ALREADY_RUNNING
        )

    def stop_service(self, name: str) -> None:
        """One that stands already is left alone. Raises NotAllowed also when others depend on it."""
        status = api.ServiceStatus()
        _ask_service(
            name,
            api.SERVICE_STOP,
            lambda service: api.advapi32.ControlService(service, api.CONTROL_STOP, byref(status)),
            api.NOT_RUNNING,
        )


def _class_name(handle: int) -> str:
    return api.name_by(api.user32.GetClassNameW, handle)


def _window(handle: int) -> Window:
    number = DWORD()
    api.user32.GetWindowThreadProcessId(handle, byref(number))
    return Window(
        handle,
        api.name_by(api.user32.InternalGetWindowText, handle),
        _process(number.value),
        api.user32.GetWindow(handle, api.GW_OWNER),
        bool(api.user32.IsWindowEnabled(handle)),
    )


def _process(number: int) -> Process:
    with api.opened_process(number, api.QUERY_LIMITED) as process:
        if process is None:
            return Process(number, None, None)
        path, size = create_unicode_buffer(32768), DWORD(32768)
        named = api.kernel32.QueryFullProcessImageNameW(process, 0, path, byref(size))
        born, *others = (FILETIME() for _ in range(4))
        timed = api.kernel32.GetProcessTimes(process, byref(born), *map(byref, others))
    ticks = (born.dwHighDateTime << 32) + born.dwLowDateTime
    since = (_EPOCH + timedelta(microseconds=ticks // 10)).astimezone() if timed and ticks else None
    return Process(number, Path(path.value) if named else None, since)


def _box(handle: int) -> Box:
    rect = RECT()
    api.user32.GetWindowRect(handle, byref(rect))
    return Box(rect.left, rect.top, rect.right, rect.bottom)


def _control(handle: int, style: int, process: Process, until: float) -> Control:
    """Without its label. The program's answers may take until then, all together."""
    role = shapes.role(_class_name(handle), style)
    enabled = bool(api.user32.IsWindowEnabled(handle))
    if role == "tabs":
        tabs = _tab_titles(handle, process, until)
        front = api.send(handle, api.TCM_GETCURSEL, 0, None, until)
        return Control(handle, role, "", enabled, tabs=tabs, tab=tabs[front] if front < len(tabs) else "")
    if role == "edit":
        hidden = bool(style & shapes.ES_PASSWORD)
        text = "" if hidden else _text(handle, until)
        return Control(handle, role, text, enabled and not style & shapes.ES_READONLY, hidden=hidden)
    return Control(handle, role, shapes.shown(_text(handle, until)), enabled)


def _labelled(control: Control, box: Box, labels: list[tuple[Box, str]]) -> Control:
    if control.role != "edit":
        return control
    return replace(control, label=shapes.label_of(box, labels))


def _text(handle: int, until: float) -> str:
    text = create_unicode_buffer(shapes.TEXT_LENGTH)
    api.send(handle, api.WM_GETTEXT, len(text), text, until)
    return text.value


def _tab_titles(handle: int, process: Process, until: float) -> tuple[str, ...]:
    """Read through memory of the other program's, where alone it can write them."""
    rights = api.QUERY_LIMITED | api.VM_OPERATION | api.VM_READ | api.VM_WRITE
    count = api.send(handle, api.TCM_GETITEMCOUNT, 0, None, until)
    with api.opened_process(process.number, rights) as opened:
        if opened is None:
            raise NotAllowed(f"memory of process {process.number}")
        size = 64 + 2 * shapes.TEXT_LENGTH
        there = api.check(api.kernel32.VirtualAllocEx(opened, None, size, api.MEM_COMMIT, api.READ_WRITE), "memory")
        titles = tuple(_tab_title(handle, number, opened, there, until) for number in range(count))
        # Not freed after an error: a question that timed out may still be answered, into this memory.
        api.kernel32.VirtualFreeEx(opened, there, 0, api.MEM_RELEASE)
        return titles


def _tab_title(handle: int, number: int, opened: HANDLE, there: int, until: float) -> str:
    narrow = BOOL()
    api.kernel32.IsWow64Process(opened, byref(narrow))
    item = shapes.tab_item(there + 64, wide=not narrow.value)
    api.check(api.kernel32.WriteProcessMemory(opened, there, item, len(item), None), "memory")
    api.send(handle, api.TCM_GETITEMW, number, there, until)
    text = create_string_buffer(2 * shapes.TEXT_LENGTH)
    api.check(api.kernel32.ReadProcessMemory(opened, there + 64, text, len(text), None), "memory")
    return shapes.shown(text.raw.decode("utf-16-le", "replace").partition("\0")[0])


def _ask_service(name: str, right: int, ask: Callable[[HANDLE], int], fine: int) -> None:
    """The service manager waits up to 30 s for a service that is slow to take an order; we look again instead."""
    errors: list[DesktopError] = []

    def work() -> None:
        try:
            with api.opened_service(name, right) as service:
                code = 0 if ask(service) else api.last_error()
            if code not in {0, fine}:
                errors.append(api.failure(f"service {name}", code))
        except DesktopError as error:
            errors.append(error)

    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(_SECONDS)
    if errors:
        raise errors[0]
