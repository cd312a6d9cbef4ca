"""Plays a conversation written as data through the real loop. The format: tests/conversations/README.md."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import tools
from support.advice import advised, refused
from support.file_systems import away, full, read_only
from support.scenery import Place, download, helpdesk, let_rest, pack, prepare, with_store

from assistant.screen.console import Arrived, HelpWanted, Prompt
from assistant.screen.intake import Typed
from assistant.screen.recent import recent_folders
from assistant.screen.render import Reply, lines, text_of
from assistant.talk.conversation import _read as read
from assistant.talk.conversation import converse, hidden
from assistant.talk.session import Session
from assistant.talk.world import World
from flows.catalogue import EVERY
from flows.engine.lock import folder_lock
from flows.practice.practice import practice_flows, practice_root

AT_THE_TOP = {"with", "known", "practice", "storeless", "administrator"}
HUNDRED_KB = "certyfikat " * 9_100
INPUTS = (">", "*", "~", "+", "^C", "^D", "F1", "arrives")
SYSTEM_WORDS = sorted({os.strerror(number) for number in errno.errorcode} | {"Errno", "Traceback"})
SHORTEST_SECRET = 6  # characters: a shorter mistyped password stands in any text by chance


class Killed(BaseException):
    """The power goes: nothing of the program may handle it."""


@dataclass
class ScriptedConsole:
    """Answers from a script and checks it on the way: ``steps`` yields the next thing the user does."""

    play: Play
    said: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)  # everything, for the search for secrets
    prompt: Prompt | None = None
    hidden: bool = False
    early: bool = False  # something was typed before the next question that „tak” answers

    def show(self, reply: Reply) -> None:
        text = "\n".join(text_of(line) for line in lines(reply, None))
        self.said.append(text)
        self.shown.append(text)

    def ask(self, prompt: Prompt) -> Typed:
        kind, text = self._next(prompt, hidden=False)
        return Typed(text, waited=kind == "~", pasted=kind == "+" or "\n" in text)

    def secret(self, prompt: Prompt) -> str:
        return self._next(prompt, hidden=True)[1]

    def discard(self) -> bool:
        early, self.early = self.early, False
        return early

    def progress(self, text: str) -> None:
        self.shown.append(text)
        self.play.happen(text)

    def news(self) -> bool:
        """What the prompt says when a moment has passed, so that nothing is being written any more."""
        assert self.prompt is not None, "no prompt"
        assert self.prompt.news is not None, self.play.tell("nothing is waited for")
        let_rest(self.play.place)
        return self.prompt.news()

    def _next(self, prompt: Prompt, *, hidden: bool) -> tuple[str, str]:
        self.prompt, self.hidden = prompt, hidden
        self.shown.append(f"{prompt.label} {prompt.status} {' '.join(prompt.words)}")
        kind, text = self.play.until_input()
        self.said.clear()
        if kind == "^C":
            raise KeyboardInterrupt
        if kind == "^D":
            raise EOFError
        if kind == "arrives":
            assert self.news(), self.play.tell("nothing new was seen")
            raise Arrived
        if kind == "F1":
            if hidden:
                raise HelpWanted
            return ">", "pomoc"
        assert hidden == (kind == "*"), f"„{text}” typed at a {'hidden' if hidden else 'visible'} prompt"
        if hidden:
            self.play.hidden_lines.add(text)
        return kind, text


class Play:
    """One conversation file, being played."""

    def __init__(self, place: Place, script: str) -> None:
        self.place = place
        self.hidden_lines: set[str] = set()
        self.console = ScriptedConsole(self)
        self._rows = deque(_rows(script))
        self._known: dict[str, Any] = {}
        self._status: int | None = None
        self._proposed = ""
        self._events: dict[str, str] = {}
        self._held = ExitStack()
        self._copied: dict[Path, bytes] = {}
        self._tried: set[tuple[Any, ...]] = set()
        self._row = ""

    def run(self) -> None:
        """Plays it all; raises AssertionError with the row at fault."""
        with self._held, patch("assistant.talk.conversation._read", self._read):
            while self._rows and self._rows[0].split(" ")[0] in AT_THE_TOP:
                self._direct(self._rows.popleft())
            while True:
                self._start()
                self._check_rows()  # after the end: what was said last, files, „ended”
                if not self._rows:
                    break
                row = self._rows.popleft()
                assert row.startswith("restart"), f"the conversation is over at: {row}"
                self._known = {}
                if row != "restart":
                    self._known = {"folder": Path(self._filled(row.removeprefix("restart ")))}
        self._find_no_secret()

    def _read(self, session: Session, world: World) -> Any:
        """Every advice that stands on the screen is tried where it stands, before the user does anything."""
        if not hidden(session):
            for word in advised(self.console.said):
                place = (word, session.state and session.state.flow, session.pending and session.pending.name)
                if place not in self._tried:
                    self._tried.add(place)
                    refusal = refused(session, word, world)
                    assert not refusal, self.tell(f"„{word}” is advised and refused: {refusal}")
        return read(session, world)

    def until_input(self) -> tuple[str, str]:
        """Checks rows up to the next thing the user does."""
        self._check_rows()
        if not self._rows or self._rows[0].startswith("restart"):
            return "^D", ""
        kind, _, text = self._rows.popleft().partition(" ")
        self._row = f"{kind} {text}"
        return kind, self._filled(text)

    def happen(self, text: str) -> None:
        for part, event in list(self._events.items()):
            if part in text:
                del self._events[part]
                raise Killed if event == "kill" else KeyboardInterrupt

    def _start(self) -> None:
        place = self.place
        recent = [each.folder for each in recent_folders()]
        known = self._known or ({"folder": recent[0]} if recent else {})
        flows = with_store(place.store, EVERY) if place.store else EVERY
        if place.practice:
            root = practice_root(place.folder.parent)
            known, flows = {"folder": place.folder}, practice_flows(root)
        session = Session(flows=flows, known=known, practice=place.practice)
        self.console.said.clear()
        world = World(self.console, place.computer, helpdesk(), waits=True, show_folder=Path.is_dir)
        try:
            self._status = converse(world, session)
        except Killed:
            self._status = None

    def _check_rows(self) -> None:
        assert not any("błąd w samym programie" in text for text in self.console.said), self.tell("it has a bug")
        words = next((each for each in SYSTEM_WORDS for text in self.console.said if each in text), None)
        assert words is None, self.tell(f"the system's own words: {words}")
        for text in self.console.said:
            if found := re.search(r"Propozycja hasła.*\n\s+(.+)", text):
                self._proposed = found[1]
        while self._rows and self._rows[0].split(" ")[0] not in INPUTS and not self._rows[0].startswith("restart"):
            self._direct(self._rows.popleft())

    def _direct(self, row: str) -> None:
        kind, _, text = row.partition(" ")
        text = self._filled(text)
        said = _flat(" ".join(self.console.said))
        place, console = self.place, self.console
        match kind:
            case "<":
                assert _flat(text) in said, self.tell(row)
            case "^":
                assert said.startswith(_flat(text)), self.tell(row)
            case "!<":
                assert _flat(text) not in said, self.tell(row)
            case "?":
                assert console.said, self.tell(row)
                assert _flat(text) in _flat(console.said[-1]), self.tell(row)
            case "=":
                assert (text == "hidden") == console.hidden, self.tell(row)
            case "[":
                assert console.prompt is not None, self.tell(row)
                assert text in console.prompt.label, self.tell(row)
            case "files":
                assert len(place.files()) == int(text), self.tell(f"{row}: {place.files()}")
            case "file":
                assert list(place.folder.glob(text)), self.tell(f"{row}: {place.files()}")
            case "no" if text.startswith("file "):
                assert not list(place.folder.glob(text.removeprefix("file "))), self.tell(f"{row}: {place.files()}")
            case "bar":
                assert console.prompt is not None, self.tell(row)
                assert text in console.prompt.status, self.tell(f"{row}: {console.prompt.status}")
            case "no" if text.startswith("bar "):
                assert console.prompt is not None, self.tell(row)
                assert text.removeprefix("bar ") not in console.prompt.status, self.tell(row)
            case "no":
                assert text == "journal", row
                assert not place.entries(), self.tell(row)
            case "journal":
                assert place.entries()[-1]["event"] == text, self.tell(f"{row}: {place.entries()[-1]}")
            case "quiet":
                assert not console.news(), self.tell(row)
            case "ended":
                assert self._status == int(text), self.tell(f"{row}: {self._status}")
            case _:
                self._change(row, kind, text)

    def _change(self, row: str, kind: str, text: str) -> None:
        place = self.place
        match kind:
            case "nowhere":
                files = [path for path in place.root.rglob("*") if path.is_file()]
                assert not any(text.encode() in path.read_bytes() for path in files), self.tell(row)
            case "at":
                part, _, event = text.rpartition(": ")
                self._events[part] = event
            case "ahead":
                self.console.early = True
            case "known":
                self._known = {"folder": place.folder}
            case "practice":
                place.practice = True
            case "administrator":
                if os.geteuid():
                    tools.lack("only root is let so far into a folder that cannot be written to")
            case "storeless":
                os.environ["PATH"] = ""  # put back with the place
            case "wait":
                amount, _, unit = text.partition(" ")
                place.clock.moment += dt.timedelta(**{unit or "days": int(amount)})
            case "packed":
                pack(place, text)
            case "downloaded":
                download(place, text)
            case "delete":
                for path in list(place.folder.glob(text)):
                    path.unlink()
            case "spoil":
                path = next(place.folder.glob(text))
                path.write_bytes(path.read_bytes()[:-40])
            case "occupy":
                self._held.enter_context(folder_lock(place.folder))
            case "vacate":
                self._held.close()
            case "copy":
                self._copied = {path: path.read_bytes() for path in place.folder.glob(text)}
            case "paste":
                for path, data in self._copied.items():
                    path.write_bytes(data)
            case "disk" if text == "back":
                self._held.close()
            case "disk":
                states = {"read-only": read_only, "full": full, "away": away}
                self._held.enter_context(states[text](place.folder))
            case "with":
                prepare(place, text)
            case _:
                raise AssertionError(f"unknown row: {row}")

    def _filled(self, text: str) -> str:
        place = self.place
        values = {
            "{folder}": str(place.folder),
            "{other}": str(place.other),
            "{raportnet}": str(place.raportnet),
            "{downloads}": str(place.downloads),
            "{documents}": str(place.root / "home/Dokumenty"),
            "{proposed}": self._proposed,
            "{100kB}": HUNDRED_KB,
            "{bell}": "\a\x1b[31m\x00",
            "{csi}": "\x9b",
            "{newline}": "\n",
        }
        for name, value in values.items():
            text = text.replace(name, value)
        return text

    def tell(self, what: str) -> str:
        """The message of a failure: where the script stands, and what was said."""
        return f"{what}\nafter: {self._row[:200]}\nit said:\n" + "\n--\n".join(self.console.said)

    def _find_no_secret(self) -> None:
        secrets = {each for each in self.hidden_lines if len(each) >= SHORTEST_SECRET and each != self._proposed}
        texts = "\n".join(self.console.shown)
        for secret in secrets:
            assert secret not in texts, "a password was shown"
            for path in self.place.root.rglob("*"):
                assert not path.is_file() or secret.encode() not in path.read_bytes(), f"a password in {path}"


def _rows(script: str) -> Iterator[str]:
    for line in script.splitlines():
        row = line if line.startswith((">", "*", "~", "+")) else line.strip()
        if row and not row.startswith("#"):
            yield row


def _flat(text: str) -> str:
    return " ".join(text.split())
