"""The program in a real terminal: a pseudo-terminal, and pyte for what its screen shows."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pexpect
import pyte

SECONDS = 30.0  # a busy machine; a screen that shows the text is left at once
_PROGRAM = "import sys; from assistant.cli.main import main; sys.exit(main(sys.argv[1:]))"
F1, UP, TAB, CTRL_C, CTRL_D = "\x1bOP", "\x1b[A", "\t", "\x03", "\x04"
LEFT, RIGHT = "\x1b[D", "\x1b[C"


class Terminal:
    """A running program with its screen."""

    def __init__(self, process: Any, columns: int, rows: int) -> None:
        self._process = process
        self.screen = pyte.HistoryScreen(columns, rows, history=5_000)
        self._stream = pyte.Stream(self.screen)
        self.raw = ""

    def type(self, text: str) -> None:
        """Keys, as typed."""
        self._process.send(text)

    def type_at_once(self, text: str) -> None:
        """The same without the 50 ms that pexpect leaves before each."""
        os.write(self._process.fileno(), text.encode())

    def enter(self, text: str) -> None:
        """A line and Enter, when the prompt is there."""
        self.type(f"{text}\r")

    def see(self, text: str, *, times: int = 1) -> None:
        """Waits until the screen (or what scrolled off it) holds the text so many times, in any wrapping."""
        wanted = "".join(text.split())
        end = time.monotonic() + SECONDS
        while self.everything().count(wanted) < times:
            assert time.monotonic() < end, f"not on the screen: {text}\n" + self.text()
            self._read()

    def settle(self) -> None:
        """Until nothing more comes for a moment."""
        while self._read():
            pass

    def everything(self) -> str:
        """All text, also scrolled off, without spaces."""
        gone = "".join("".join(line[x].data for x in sorted(line)) for line in self.screen.history.top)
        return "".join((gone + "".join(self.screen.display)).split())

    def text(self) -> str:
        """The screen as rows."""
        return "\n".join(row.rstrip() for row in self.screen.display).rstrip()

    def cursor(self) -> tuple[int, int]:
        return self.screen.cursor.y, self.screen.cursor.x

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self._process.setwinsize(rows, columns)

    def stop(self) -> None:
        """The program stands still while something is typed."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self._process.pid, signal.SIGCONT)

    def kill(self) -> None:
        """As when the power goes."""
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.close(force=True)

    def status(self) -> int | None:
        """Waits for the end; the exit status."""
        end = time.monotonic() + SECONDS
        while self._process.isalive() and time.monotonic() < end:
            self._read()
        self._process.close()
        status: int | None = self._process.exitstatus
        return status

    def _read(self) -> bool:
        try:
            text = self._process.read_nonblocking(65_536, timeout=0.3)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.raw += text
        self._answer(text)
        self._stream.feed(text)
        return True

    def _answer(self, text: str) -> None:
        """prompt_toolkit asks where the cursor is (CPR), as it would ask a real terminal."""
        for _ in range(text.count("\x1b[6n")):
            self._process.send(f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R")


@contextmanager
def started(home: Path, *arguments: str, columns: int = 90, rows: int = 40, **environment: str) -> Iterator[Terminal]:
    """The program, ended at the end of the block whatever happens."""
    variables = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / "stan"),
        "XDG_CONFIG_HOME": str(home / "konfiguracja"),
        "XDG_DOCUMENTS_DIR": str(home / "Dokumenty"),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "BROWSER": "true",  # „otworzę w przeglądarce” opens nothing here
        **environment,
    }
    process = pexpect.spawn(
        sys.executable,
        ["-c", _PROGRAM, *arguments],
        env=variables,
        cwd=str(home),
        encoding="utf-8",
        dimensions=(rows, columns),
        timeout=SECONDS,
    )
    terminal = Terminal(process, columns, rows)
    try:
        yield terminal
    finally:
        process.close(force=True)
