"""RaportNet on paper: a stand-in with the windows that the instruction describes, for practice and tests on any system.

What it is and shows stands in a JSON file, so that it goes on where it was after the assistant was killed. The password
typed into its field stays in memory only. ``Behaviour`` makes it as awkward as a real program may be.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flows.base.secret import Secret
from flows.desktop.paper import (
    CANCEL,
    CONFIGURE,
    INSTALL,
    LABELS,
    MAIN,
    OK,
    START,
    STOP,
    TAB,
    TITLE,
    Behaviour,
    certificate_in,
    controls_of,
)
from flows.ports.desktop import Control, Gone, NotResponding, Process, ServiceState, Window


class PaperDesktop:
    """``flows.ports.desktop.Desktop`` with one program on it, kept in ``file``; ``clock`` counts its seconds."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._file = file
        self._clock = clock
        self._behaviour = Behaviour()
        self._password = ""

    def install(self, *, until: str, name: str = "Apteka ćwiczebna", behaviour: Behaviour | None = None) -> None:
        """Puts the program there, at work, with the certificate that it has now (``until`` "" for none)."""
        odd = asdict(behaviour or Behaviour())
        self._write(
            {
                "running": True,
                "name": name if until else "",
                "until": until,
                "dialogs": [],
                "next": 10,
                "log": [],
                "odd": odd,
            }
        )

    @property
    def state(self) -> dict[str, Any]:
        """What it is now: ``running``, ``until`` as saved, ``dialogs`` (the front one last), ``log`` of its presses."""
        loaded: dict[str, Any] = json.loads(self._file.read_text("utf-8"))
        self._behaviour = Behaviour(**loaded["odd"])
        return loaded

    def windows(self) -> tuple[Window, ...]:
        """Dialogs in front of the main window. A hanging program is listed like any other."""
        processes = self.processes()
        if not processes:
            return ()
        dialogs = self.state["dialogs"]
        handles = [MAIN, *(each["handle"] for each in dialogs)]
        titles = [self._label(TITLE), *(each["title"] for each in dialogs)]
        found = [
            Window(handle, title, processes[0], handles[number - 1] if number else None, enabled=number == len(dialogs))
            for number, (handle, title) in enumerate(zip(handles, titles, strict=True))
        ]
        return tuple(reversed(found))

    def processes(self) -> tuple[Process, ...]:
        """The one program, unless it has ended."""
        if not self._file.is_file() or self.state.get("ended"):
            return ()
        return (Process(4321, self._file.with_suffix(".exe"), None),)

    def controls(self, window: Window) -> tuple[Control, ...]:
        """As drawn by ``flows.desktop.paper``."""
        state = self._answering()
        dialog = next((each for each in state["dialogs"] if each["handle"] == window.handle), None)
        if dialog is None and window.handle != MAIN:
            raise Gone("window")
        return controls_of(window.handle, state, dialog, self._label)

    def press(self, control: Control) -> None:
        """Modal: only the front window takes a press."""
        handle, label = control.handle // 100, control.text
        with self._change() as state:
            front = state["dialogs"][-1] if state["dialogs"] else None
            if (front["handle"] if front else MAIN) != handle:
                return
            state["log"].append(f"press {label}")
            if front is None:
                self._press_main(state, label)
            elif front["kind"] != "settings":
                self._press_box(state, front, label)
            elif label == self._label("instaluj"):
                self._install(state, front)
            elif label == self._label("ok"):
                state["name"], state["until"] = front["name"], front["until"]
                state["dialogs"].pop()
                if self._behaviour.saved:
                    self._box(state, "Ustawienia zapisano.")
                self._point(state, OK)
            elif label == CANCEL:
                state["dialogs"].pop()

    def turn_to(self, control: Control, title: str) -> None:
        """The tab in front."""
        with self._change() as state:
            self._dialog(state, control)["tab"] = title
            state["log"].append(f"tab {title}")
            self._point(state, TAB)

    def write(self, control: Control, text: str | Secret) -> None:
        """The file's name is kept with the window, the password in memory."""
        with self._change() as state:
            dialog = self._dialog(state, control)
            if control.hidden:
                self._password = text.reveal() if isinstance(text, Secret) else text
                state["log"].append("write password" if self._password else "clear password")
            elif isinstance(text, str):
                dialog["location"] = text
                state["log"].append("write location")

    def close(self, window: Window) -> None:
        """The X of the front dialog: nothing is saved. A box that asks has none."""
        with self._change() as state:
            front = state["dialogs"][-1] if state["dialogs"] else None
            if front and front["handle"] == window.handle and len(front.get("buttons", ())) <= 1:
                state["log"].append(f"close {front['kind']}")
                state["dialogs"].pop()

    def start(self, program: Path) -> None:
        """Up again, standing."""
        state = self.state
        if state.pop("ended", False):
            self._write({**state, "running": False, "dialogs": []})

    def service(self, name: str) -> ServiceState:
        """No services on paper."""
        return "absent"

    def start_service(self, name: str) -> None:
        """No services on paper."""

    def stop_service(self, name: str) -> None:
        """No services on paper."""

    def _press_main(self, state: dict[str, Any], label: str) -> None:
        if label == self._label("start") and not state["running"]:
            state["running"] = not self._behaviour.stubborn
            self._point(state, START)
        elif label == self._label("zatrzymaj") and state["running"]:
            state["running"] = False
            self._point(state, STOP)
        elif label == self._label("konfiguracja") and not state["running"]:
            if self._behaviour.login:
                self._open(state, "login", "Logowanie")
            else:
                self._settings(state)
            self._point(state, CONFIGURE)

    def _press_box(self, state: dict[str, Any], front: Mapping[str, Any], label: str) -> None:
        state["dialogs"].pop()
        if front["kind"] == "login" and label == "Zaloguj":
            self._settings(state)

    def _settings(self, state: dict[str, Any]) -> None:
        self._open(
            state, "settings", "Konfiguracja", tab="Ogólne", name=state["name"], until=state["until"], location=""
        )

    def _install(self, state: dict[str, Any], dialog: dict[str, Any]) -> None:
        self._point(state, INSTALL)
        found = None if self._behaviour.refuses else certificate_in(Path(dialog["location"]), self._password)
        if found is None:
            told = f" ({self._password})" if self._behaviour.echo else ""
            self._box(state, f"Nie udało się otworzyć pliku: złe hasło{told}.")
            return
        if not self._behaviour.idle:
            dialog["name"], dialog["until"] = found
        self._box(state, "Certyfikat został zainstalowany.")

    def _point(self, state: dict[str, Any], point: str) -> None:
        if self._behaviour.box_at == point:
            self._box(state, "Przypominamy o aktualizacji programu.", self._behaviour.buttons)
        if self._behaviour.ends_at == point and "ended" not in state["log"]:
            state["ended"] = True
            state["log"].append("ended")
        wait = self._behaviour.slow
        if self._behaviour.hangs_at == point and not state.get("hung"):
            wait = self._behaviour.hangs
            state["hung"] = True
        if wait:
            state["busy"] = self._clock() + wait

    def _box(self, state: dict[str, Any], text: str, buttons: Sequence[str] = ("OK",)) -> None:
        self._open(state, "message", "RaportNet", text=text, buttons=list(buttons))

    def _open(self, state: dict[str, Any], kind: str, title: str, **more: Any) -> None:
        state["dialogs"].append({"kind": kind, "title": title, "handle": state["next"], **more})
        state["next"] += 1

    def _dialog(self, state: dict[str, Any], control: Control) -> dict[str, Any]:
        for each in state["dialogs"]:
            if each["handle"] == control.handle // 100:
                found: dict[str, Any] = each
                return found
        raise Gone("dialog")

    def _label(self, name: str) -> str:
        return self._behaviour.labels.get(name, LABELS[name])

    def _answering(self) -> dict[str, Any]:
        state = self.state
        if state.get("ended"):
            raise Gone("ended")
        if self._clock() < state.get("busy", 0.0):
            raise NotResponding("busy")
        return state

    @contextmanager
    def _change(self) -> Iterator[dict[str, Any]]:
        state = self._answering()
        yield state
        self._write(state)

    def _write(self, state: Mapping[str, Any]) -> None:
        """Whole or not at all: a kill leaves a program, not half of one."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps(state, ensure_ascii=False), "utf-8")
        fresh.replace(self._file)
