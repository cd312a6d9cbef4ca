"""Keys and lines that come early, in bursts or hidden; run by a Windows Python with a console (test_console.py)."""

from __future__ import annotations

import ctypes
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from ctypes import wintypes
from pathlib import Path
from typing import TextIO

import pytest
from inside_keys import Key, keys

from assistant.screen import sentences
from assistant.screen.choose_intake import keyboard
from assistant.screen.console import PlainConsole, Prompt
from assistant.screen.dots import DOT, read_with_dots
from assistant.screen.intake import Typed
from assistant.screen.windows_console import WindowsConsole

ENTER, MOUSE, SIZE, FOCUS, ALT, LEFT = 2, 2, 4, 16, 0x12, 0x25
PROMPT = Prompt(">")
WORDS = "kot pije mleko rano"
PASSWORD = "zażółć gęślą"


def typed(text: str) -> list[Key]:
    """What the keyboard reports for the text; „\\r” is Enter."""
    pressed: list[Key] = []
    for line in text.split("\r"):
        pressed += keys(line)
    return pressed[:-ENTER]


def key(letter: str, *, code: int = 0, down: bool = True, repeat: int = 1) -> Key:
    return Key(1, down, repeat, code, 0, letter, 0)


NO_KEYS = [
    *(Key(kind, True, 1, 65, 65, "a", 0) for kind in (MOUSE, SIZE, FOCUS)),
    *(key(letter, code=ord(letter.upper()), down=False) for letter in "tak\r"),
    *(key("\0", code=code, down=down) for code in (LEFT, ALT) for down in (True, False)),
]


class Person:
    """Somebody at the console: the stream that is read, and what is pressed when a line is waited for."""

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self.then: list[list[Key]] = []
        self.encoding = source.encoding
        self.fileno, self.isatty = source.fileno, source.isatty

    @property
    def handle(self) -> int:
        import msvcrt

        return int(msvcrt.get_osfhandle(self.fileno()))

    def press(self, pressed: list[Key]) -> None:
        """All at once, as a paste comes."""
        records, written = (Key * len(pressed))(*pressed), wintypes.DWORD()
        assert ctypes.windll.kernel32.WriteConsoleInputW(self.handle, records, len(pressed), ctypes.byref(written))
        assert written.value == len(pressed)

    def readline(self, size: int = -1) -> str:
        if self.then:
            self.press(self.then.pop(0))
        return self._source.readline(size)

    def left(self) -> int:
        """How many records nobody has read."""
        count = wintypes.DWORD()
        assert ctypes.windll.kernel32.GetNumberOfConsoleInputEvents(self.handle, ctypes.byref(count))
        return count.value

    def mode(self) -> int:
        mode = wintypes.DWORD()
        assert ctypes.windll.kernel32.GetConsoleMode(self.handle, ctypes.byref(mode))
        return mode.value


class Paper(io.StringIO):
    """What the program writes; to Windows it is the console's screen. A label makes the person press keys."""

    def __init__(self, screen: TextIO) -> None:
        super().__init__()
        self.fileno, self.isatty = screen.fileno, screen.isatty  # type: ignore[method-assign]
        self.at: dict[str, Callable[[], None]] = {}

    def write(self, text: str) -> int:
        if act := self.at.pop(text, None):
            act()
        return super().write(text)


@pytest.fixture
def person() -> Iterator[Person]:
    with Path("CONIN$").open(encoding="utf-8") as source:
        made = Person(source)
        yield made
        ctypes.windll.kernel32.FlushConsoleInputBuffer(made.handle)


@pytest.fixture
def paper() -> Iterator[Paper]:
    with Path("CONOUT$").open("w", encoding="utf-8") as screen:
        yield Paper(screen)


@pytest.fixture
def console(person: Person, paper: Paper) -> PlainConsole:
    return PlainConsole(person, paper)  # type: ignore[arg-type]


def echoed(paper: Paper) -> str:
    """The console's screen, where Windows itself would show keys."""
    import msvcrt

    rows, seen = ctypes.create_unicode_buffer(8_000), wintypes.DWORD()
    ctypes.windll.kernel32.ReadConsoleOutputCharacterW(
        msvcrt.get_osfhandle(paper.fileno()), rows, len(rows) - 1, 0, ctypes.byref(seen)
    )
    return rows[: seen.value]


def test_it_is_this_console(person: Person) -> None:
    assert isinstance(keyboard(person), WindowsConsole)  # type: ignore[arg-type]


# --- typed too early ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("early", ["tak\r", "tak\rtak\r", "ta", "ż", "\r\r5"])
def test_what_was_typed_before_is_gone_and_said(console: PlainConsole, person: Person, early: str) -> None:
    person.press(typed(early))
    assert console.discard()
    assert person.left() == 0
    assert not console.discard()
    person.then.append(typed("nie\r"))
    assert console.ask(PROMPT) == Typed("nie")


def test_a_letter_of_alt_and_its_number_counts(console: PlainConsole, person: Person) -> None:
    person.press([key("\0", code=ALT), key("ą", code=ALT, down=False)])
    assert console.discard()


@pytest.mark.parametrize("pressed", [NO_KEYS, typed("\r"), typed("\r\r \x1b")], ids=["none", "enter", "enters"])
def test_nothing_that_a_person_would_miss(console: PlainConsole, person: Person, pressed: list[Key]) -> None:
    person.press(pressed)
    assert not console.discard()
    assert person.left() == 0


# --- lines ----------------------------------------------------------------------------------------------------------


def test_lines_typed_ahead_are_read_one_by_one(console: PlainConsole, person: Person) -> None:
    person.press(typed("csr\rŁąka i las\r"))
    assert [console.ask(PROMPT), console.ask(PROMPT)] == [Typed("csr"), Typed("Łąka i las")]


@pytest.mark.parametrize(
    ("burst", "text"),
    [
        ("tak\rtak\r", "tak\ntak\n"),
        ("Dzień dobry,\r\rczy wysłać?\rtak", "Dzień dobry,\n\nczy wysłać?\ntak"),
        ("tak\rà la carte\r", "tak\nà la carte\n"),
    ],
)
def test_a_burst_is_one_paste(console: PlainConsole, person: Person, burst: str, text: str) -> None:
    person.then.append(typed(burst))
    assert console.ask(PROMPT) == Typed(text, pasted=True)
    assert person.left() == 0


def test_a_burst_after_half_a_line_is_one_paste(console: PlainConsole, person: Person) -> None:
    person.press(typed("t"))
    person.then.append(typed("ak\rtak\r"))
    assert console.ask(PROMPT) == Typed("tak\ntak\n", pasted=True)


def test_the_release_of_enter_is_no_paste(console: PlainConsole, person: Person) -> None:
    person.then.append([*typed("tak\r"), *NO_KEYS, *typed("\r")])
    assert console.ask(PROMPT) == Typed("tak")


def test_the_end(console: PlainConsole, person: Person) -> None:
    person.then.append(typed("\x1a\r"))
    with pytest.raises(EOFError):
        console.ask(PROMPT)


# --- hidden ---------------------------------------------------------------------------------------------------------


def hidden(person: Person, pressed: list[Key]) -> tuple[str, str]:
    """The line, and what was written."""
    written: list[str] = []
    person.press(pressed)
    return read_with_dots("hasło> ", keyboard(person), written.append), "".join(written)  # type: ignore[arg-type]


def test_a_dot_for_each_character_and_no_echo(person: Person, paper: Paper) -> None:
    mode = person.mode()
    assert hidden(person, typed(f"{PASSWORD}\r")) == (PASSWORD, f"hasło> {DOT * len(PASSWORD)}\n")
    assert PASSWORD not in echoed(paper)
    assert person.mode() == mode


@pytest.mark.parametrize(
    ("pressed", "text"),
    [
        (typed("kott\b \b\r"), "kot"),
        (typed("\b\bkot\r"), "kot"),
        (typed("pies\x15kot\r"), "kot"),
        (typed("xàzàà\r"), "xàzàà"),
        ([*typed("k"), *NO_KEYS, *typed("ot\r")], "kot"),
        ([*typed("\x1b[200~kot\x1b[201~\r")], "kot"),
        ([key("a", repeat=3), *typed("\r")], "aaa"),
        ([key("\0", code=ALT), key("ą", code=ALT, down=False), *typed("\r")], "ą"),
        ([key("\ud83d"), key("\ude00"), *typed("\r")], "😀"),
        (typed("\r"), ""),
    ],
)
def test_what_a_hidden_line_is(person: Person, pressed: list[Key], text: str) -> None:
    assert hidden(person, pressed)[0] == text


def test_ctrl_c_leads_out(person: Person) -> None:
    """As a character: no signal would wake who waits for a key."""

    def press_at_the_dot(text: str) -> None:
        if text == DOT:
            person.press([key("\x03"), *typed("\r")])

    mode = person.mode()
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        person.press(typed("k"))
        with pytest.raises(KeyboardInterrupt):
            read_with_dots("> ", keyboard(person), press_at_the_dot)  # type: ignore[arg-type]
    finally:
        signal.signal(signal.SIGINT, usual)
    assert person.mode() == mode


def test_ctrl_z_is_the_end(person: Person) -> None:
    with pytest.raises(EOFError):
        hidden(person, [key("\x1a")])


def test_what_waits_is_no_password(console: PlainConsole, person: Person, paper: Paper) -> None:
    person.press(typed("tak\r"))
    paper.at["> "] = lambda: person.press(typed("kot\r"))
    assert console.secret(PROMPT) == "kot"
    assert paper.getvalue() == f"{sentences.DISCARDED}\n> {DOT * 3}\n"


# --- pipes and files ------------------------------------------------------------------------------------------------


@pytest.fixture
def pipe(paper: Paper) -> Iterator[tuple[PlainConsole, Callable[[bytes], object], Callable[[], None]]]:
    """What reads, what sends, what ends."""
    reading, writing = os.pipe()
    sender = open(writing, "wb", buffering=0)  # noqa: PTH123, SIM115  (closed below)
    with open(reading, encoding="utf-8") as source, sender:  # noqa: PTH123
        yield PlainConsole(source, paper), sender.write, sender.close


Pipe = tuple[PlainConsole, Callable[[bytes], object], Callable[[], None]]


def test_a_line_in_a_pipe_waited_or_came_later(pipe: Pipe) -> None:
    console, send, _ = pipe
    send("tak\r\nżółw\nnie".encode())
    assert not console.discard()
    assert console.ask(PROMPT) == Typed("tak", waited=True)
    assert console.ask(PROMPT) == Typed("żółw")  # no question that „tak” answers
    assert not console.discard()
    send(b"\n")
    assert console.ask(PROMPT) == Typed("nie", waited=True)
    assert not console.discard()
    send(b"tak\r\n")
    assert console.ask(PROMPT) == Typed("tak")


def test_the_end_of_a_pipe(pipe: Pipe) -> None:
    console, send, end = pipe
    send(b"tak")
    end()
    assert not console.discard()
    assert console.ask(PROMPT) == Typed("tak", waited=True)
    for _ in range(2):
        console.discard()
        with pytest.raises(EOFError):
            console.ask(PROMPT)


def test_a_file_always_waits(tmp_path: Path, paper: Paper) -> None:
    (tmp_path / "linie.txt").write_bytes(b"tak\r\n")
    with (tmp_path / "linie.txt").open(encoding="utf-8") as source:
        console = PlainConsole(source, paper)
        console.discard()
        assert console.ask(PROMPT) == Typed("tak", waited=True)
    with Path("NUL").open(encoding="utf-8") as nothing, pytest.raises(EOFError):
        PlainConsole(nothing, paper).ask(PROMPT)


def test_a_script_that_waits_for_the_plan(tmp_path: Path) -> None:
    """The whole program behind a pipe of Windows (one of Linux, as under Wine from outside, cannot be looked into)."""
    folder = tmp_path / "certy"
    program = [sys.executable, "-c", "from assistant.cli.main import run; run()", "--prosto"]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        sender, reader = running.stdin, running.stdout
        assert sender is not None
        assert reader is not None

        def say(lines: str, wanted: str) -> None:
            sender.write(lines.encode())
            sender.flush()
            said = b""
            while wanted.encode() not in said or not said.endswith(b"> "):
                read = os.read(reader.fileno(), 65_536)
                assert read, said.decode()
                said += read

        say(f"csr\n{folder}\n{WORDS}\n{WORDS}\ntak\n", sentences.waited("csr"))
        assert not folder.exists()
        say("tak\n", "Gotowe i sprawdzone")
        assert len(list(folder.glob("*.jks"))) == 2
        sender.close()


def _mode(change: Callable[[int], int] = lambda mode: mode) -> int:
    """The console's, after a change of it."""
    import msvcrt

    kernel, mode = ctypes.windll.kernel32, ctypes.c_ulong()
    with Path("CONIN$").open("rb", buffering=0) as keyboard:
        handle = msvcrt.get_osfhandle(keyboard.fileno())
        assert kernel.GetConsoleMode(handle, ctypes.byref(mode))
        assert kernel.SetConsoleMode(handle, change(mode.value))
        assert kernel.GetConsoleMode(handle, ctypes.byref(mode))
    return mode.value


@pytest.mark.parametrize("before", [True, False])
def test_a_click_does_not_stop_the_program(before: bool) -> None:
    """QuickEdit (0x40) is off from the first line of the program to its last, and then as it was."""
    was = _mode()
    try:
        started = _mode(lambda mode: (mode | 0x40 if before else mode & ~0x40) | 0x80)
        code = (
            "import sys\nfrom assistant.cli import main as entry\nfrom assistant.screen.own_window import quick_edit\n"
            "entry.main = lambda argv: int(quick_edit(on=False))\nentry.run()"
        )
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0, "it was on meanwhile"
        assert _mode() & 0x40 == started & 0x40
    finally:
        _mode(lambda _mode: was)
