"""Plays a conversation of tests/conversations with a program behind pipes: all is typed at once, then read.

So only what needs no key but Enter and no change on the way can be played; piped.txt lists what is. A „tak” is typed as
a script has to: with the name of what it confirms (docs/interface.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from support.scenery import Place, prepare
from support.scripted import HUNDRED_KB, _flat, _rows

from flows.catalogue import EVERY

_DAY = "2026-12-15"
"""The certificates of prepare() are valid then, those of the future are not yet; no page is younger."""
_PROMPT = re.compile(r"^((?:ĆWICZENIE )?(?:\[krok \d z 7(?:, hasło)?\] )?>|…(?: \(.*\))?) \r?$", re.MULTILINE)


class Piped:
    """One conversation, prepared: ``arguments`` and ``typed`` for the program; then ``check`` of what it said."""

    def __init__(self, place: Place, script: str, named: dict[str, str]) -> None:
        self.arguments: tuple[str, ...] = ("--dzis", _DAY)
        self._place = place
        named = named | {"{100kB}": HUNDRED_KB}
        self._rows = [self._filled(row, named) for row in _rows(script)]
        while self._rows and self._rows[0].startswith(("with ", "known")):
            self._prepare(self._rows.pop(0), named)
        self.typed = "".join(f"{line}\n" for line in _named(row[2:] for row in self._rows if row[0] in ">*"))

    def check(self, status: int, output: str) -> None:
        """Raises AssertionError with the row that does not hold."""
        said, *rest = _PROMPT.split(output)
        turns = [("", said), *zip(rest[::2], rest[1::2], strict=True)]
        typed = [row for row in self._rows if row.startswith((">", "*"))]
        assert len(turns) > len(typed), f"it ended before everything was typed:\n{output}"
        number = 0
        for row in self._rows:
            kind, _, text = row.partition(" ")
            heard, last = _flat(turns[number][1]), number == len(typed)
            label = turns[number + 1][0] if number + 1 < len(turns) else ""
            match kind:
                case ">" | "*":
                    assert ("hasło" in label) == (kind == "*"), f"{row}: typed at {label}"
                    number += 1
                    continue
                case "<" | "?":
                    holds = _flat(text) in heard
                case "!<":
                    holds = _flat(text) not in heard
                case "=":
                    holds = ("hasło" in label) == (text == "hidden")
                case "[":
                    holds = text in label
                case "files" if last:
                    holds = len(self._place.files()) == int(text)
                case "file" if last:
                    holds = bool(list(self._place.folder.glob(text)))
                case "no" if last and text.startswith("file "):
                    holds = not list(self._place.folder.glob(text.removeprefix("file ")))
                case "no" if last and text == "journal":
                    holds = not self._place.entries()
                case "ended" if last:
                    holds = status == int(text)
                case _:
                    raise NotImplementedError(row)
            assert holds, f"{row}\n{turns[number][1]}"

    def foreign(self) -> list[str]:
        """Rows that cannot be played here: something happens between two lines, or is looked at in between."""
        lines = [number for number, row in enumerate(self._rows) if row.startswith((">", "*"))]
        last = lines[-1] if lines else 0
        anywhere, at_the_end = {">", "*", "<", "?", "!<", "=", "["}, {"files", "file", "no", "ended"}
        return [
            row
            for number, row in enumerate(self._rows)
            if row.partition(" ")[0] not in (anywhere | at_the_end if number > last else anywhere)
        ]

    def _prepare(self, row: str, named: dict[str, str]) -> None:
        if row == "known":
            self.arguments = (*self.arguments, "--folder", named["{folder}"])
        else:
            prepare(self._place, row.removeprefix("with "))

    @staticmethod
    def _filled(row: str, named: dict[str, str]) -> str:
        for name, value in named.items():
            row = row.replace(name, value)
        return row


def _named(lines: Iterable[str]) -> Iterator[str]:
    """The lines, each „tak” with the step that was begun last, or the word just before it that asks to be confirmed."""
    step = before = ""
    for line in lines:
        step = line if line in EVERY else step
        name = {"cofnij": "cofnij", "anuluj": "anuluj", "stop": "anuluj"}.get(before, step)
        yield f"tak {name}".strip() if line == "tak" else line
        before = line


def conversation(name: str) -> str:
    """The script of a conversation by its name below tests/conversations."""
    return (Path(__file__).parents[1] / "conversations" / f"{name}.txt").read_text(encoding="utf-8")
