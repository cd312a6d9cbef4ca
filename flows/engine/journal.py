"""The journal of a working folder: what was begun, verified, failed and taken back, by whom, on which computer.

One JSON object a line in ``asystent-p1.jsonl``, only ever appended. File names are relative to the folder, so that a
folder on a USB stick can be taken up on another computer. No secret can get in: a Secret refuses to be serialised.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.base.errors import FlowError, Problem
from flows.base.system_words import in_polish
from flows.ports.computer import Standpoint

FILE_NAME = "asystent-p1.jsonl"
MAX_BYTES = 2 * 1_048_576
MAX_LINES = 5_000
"""A longer journal was not written by us: a renewal takes about 60 lines. 16 MiB of line ends cost 42 s (measured)."""

OWN_FILE_ONLY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""How a file of ours is opened for writing: a link in its place leads to somebody else's file, a pipe to nobody's."""

_CLOSING = frozenset({"verified", "done", "abandoned"})
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of ``folder``. ``here`` gives the time of each entry, and who writes it."""

    folder: Path
    here: Standpoint

    @property
    def path(self) -> Path:
        """Where the journal stands; it may not exist yet."""
        return self.folder / FILE_NAME

    def append(self, event: str, operation_id: str, **fields: Any) -> None:
        """Writes one entry and waits until the disk has it. Raises FlowError ``journal-not-written``."""
        entry = {
            "time": self.here.now().astimezone().isoformat(timespec="seconds"),
            "computer": self.here.place.computer,
            "user": self.here.place.account,
            "event": event,
            "id": operation_id,
            **fields,
        }
        # A folder's name may hold bytes that are no text; as an escape they survive, and json reads them back.
        line = json.dumps(entry, ensure_ascii=False, sort_keys=False).encode("utf-8", "backslashreplace") + b"\n"
        try:
            append_line(self.path, line)
        except OSError as error:
            raise FlowError(
                Problem(
                    "journal-not-written",
                    f"Nie udało się dopisać do dziennika {self.path} ({in_polish(error)}).",
                    ("dysk jest pełny albo tylko do odczytu", "folder zniknął (np. wyjęto pendrive)"),
                    "Proszę sprawdzić, czy do folderu można zapisywać, i spróbować jeszcze raz.",
                    page="where-to-save",
                )
            ) from error

    def entries(self) -> tuple[Entry, ...]:
        """As ``entries_of``."""
        return entries_of(self.folder)


def entries_of(folder: Path) -> tuple[Entry, ...]:
    """All readable entries of its journal, oldest first. A torn or foreign line is skipped: the rest still counts."""
    return tuple(entry for entry in map(_parse, read_lines(folder / FILE_NAME)) if entry is not None)


def read_lines(path: Path) -> list[bytes]:
    """The lines of a file of ours; none when it is not there. Raises FlowError."""
    try:
        return _read(path).splitlines()
    except (FileNotFoundError, NotADirectoryError):  # no journal; whether the folder will do, others say better
        return []
    except OSError as error:
        raise FlowError(
            Problem(
                "journal-unreadable",
                f"Nie udało się odczytać dziennika {path} ({in_polish(error)}).",
                ("brak uprawnień do pliku", "folder sieciowy jest chwilowo niedostępny", "ktoś zamienił ten plik"),
                "Proszę sprawdzić dostęp do folderu i ten plik, a potem spróbować jeszcze raz.",
                page="where-to-save",
            )
        ) from error


def _read(path: Path) -> bytes:
    info = path.lstat()  # a link is no journal of ours: what is appended would land in somebody else's file
    if not stat.S_ISREG(info.st_mode):  # reading a pipe would wait for ever
        raise OSError(errno.EINVAL, "to nie jest zwykły plik")
    if info.st_size > MAX_BYTES:
        raise _too_large(path)
    data = path.read_bytes()
    if data.count(b"\n") + data.count(b"\r") > MAX_LINES:
        raise _too_large(path)
    return data


def _too_large(path: Path) -> FlowError:
    return FlowError(
        Problem(
            "journal-too-large",
            f"Dziennik {path} jest podejrzanie duży.",
            ("plik został zmieniony przez inny program",),
            "Proszę przenieść ten plik w inne miejsce i wywołać asystenta ponownie.",
            page="helpdesk-contact",
        )
    )


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's content, 64 hex digits: how the journal knows a file again."""
    with path.open("rb") as file:  # bit by bit: what was put in the file's place may be larger than the memory
        return hashlib.file_digest(file, "sha256").hexdigest()


def append_line(path: Path, line: bytes) -> None:
    """Adds a line, ended, to a file of ours and waits for the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | OWN_FILE_ONLY, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if size:
            os.lseek(descriptor, size - 1, os.SEEK_SET)
            if os.read(descriptor, 1) != b"\n":
                line = b"\n" + line  # the last write was torn: start on a line of our own
        written = os.write(descriptor, line)
        if written != len(line):
            raise OSError(errno.ENOSPC, "zapisano tylko część wiersza")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _parse(line: bytes) -> Entry | None:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    well_formed = isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in ("time", "event", "id"))
    return entry if well_formed else None


def unfinished(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The "started" entries that nothing closed, oldest first: work that was interrupted."""
    closed = {entry["id"] for entry in entries if entry["event"] in _CLOSING} | taken_back(entries)
    return tuple(entry for entry in entries if entry["event"] == "started" and entry["id"] not in closed)


def taken_back(entries: Sequence[Entry]) -> frozenset[str]:
    """The ids of what „cofnij” took back and „przywróć” did not bring again."""
    last = {entry["id"]: entry["event"] for entry in entries if entry["event"] in {"undone", "redone"}}
    return frozenset(each for each, event in last.items() if event == "undone")
