"""What an operation is: the plan that it shows, the result that it saw, and what the runner asks of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, runtime_checkable

from flows.base.inside import inside
from flows.base.patterns import regex

if TYPE_CHECKING:
    from flows.ports.computer import Computer

Answers: TypeAlias = Mapping[str, Any]
"""Answers by the name of their item: parsed values, ``Secret`` for passwords, options with their defaults."""

Progress: TypeAlias = Callable[[str], None]
"""Receives one short Polish line each time a noticeable part of the work begins."""

_VERBS = {
    "cofnę": "cofnąć",
    "dokończę": "dokończyć",
    "otworzę": "otworzyć",
    "poprowadzę": "poprowadzić",
    "przygotuję": "przygotować",
    "przypomnę": "przypomnieć",
    "przywrócę": "przywrócić",
    "skopiuję": "skopiować",
    "utworzę": "utworzyć",
    "wyjmę": "wyjąć",
    "mogę zachować": "zachować",
    "zainstaluję": "zainstalować",
    "zapamiętam": "zapamiętać",
    "zapiszę": "zapisać",
    "zmienię": "zmienić",
}
"""What summaries say that will be done, and how one asks whether to do it."""
_WILL = regex(rf"\b(?:{'|'.join(_VERBS)})\b", re.IGNORECASE)

Probe: TypeAlias = Literal["done", "partly", "not"]


def counted(there: int, planned: int) -> Probe:
    """How much is there of what was planned."""
    return "not" if there == 0 else "done" if there == planned else "partly"


Written: TypeAlias = Mapping[Path, str]
"""Files that an operation has just written, each with the SHA-256 of what it meant to write."""


def _like(word: str, other: str) -> str:
    return other.capitalize() if word[:1].isupper() else other


@dataclass(frozen=True, slots=True)
class Plan:
    """What an operation is about to do: shown to the user, kept in the journal, executed as it stands.

    ``summary`` and ``lines`` say it in Polish, ``writes`` names the files that will appear, ``undo`` says how it can be
    taken back or why it cannot. ``details`` is plain JSON and holds what ``apply`` needs besides secrets; its operation
    reads it as ``details.Details`` of its own. ``nothing_to_do`` marks a result that is there and is only verified.
    """

    operation: str
    folder: Path
    summary: str
    lines: tuple[str, ...]
    writes: tuple[Path, ...]
    undo: str
    details: Mapping[str, Any] = field(default_factory=dict)
    nothing_to_do: bool = False
    card: tuple[tuple[str, str], ...] = ()
    """Labels and values to be copied elsewhere, shown by number. Personal data: never part of ``to_json``."""
    resumes: str | None = None
    """The journal's id of the interrupted operation that this plan completes."""
    changes: bool = True
    """False for what only shows or opens something: nothing here becomes different, but for a line in the journal.
    A script may confirm such a plan beforehand."""
    doubt: str = ""
    """Why a „tak” given beforehand does not count for it: the question names this, and a script needs a flag more."""
    found: bool = False
    """The folder was there when this was planned: if it is gone by then (a stick pulled out), it is not made anew."""

    @property
    def question(self) -> str:
        """The summary as a question: „Utworzę 6 plików w folderze X” → „Utworzyć 6 plików w folderze X?”."""
        asked = _WILL.sub(lambda match: _like(match[0], _VERBS[match[0].lower()]), self.summary)
        return f"{asked}?" if asked != self.summary else f"{asked}. Zrobić to?"

    @property
    def files_there(self) -> Probe:
        """How much of it is there, by the files that it writes."""
        return counted(sum(path.exists() for path in self.writes), len(self.writes))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON for the journal; file names relative to the folder, so that the folder may move."""
        return {
            "operation": self.operation,
            "summary": self.summary,
            "lines": list(self.lines),
            "writes": [path.name for path in self.writes],
            "undo": self.undo,
            "details": dict(self.details),
            "nothing_to_do": self.nothing_to_do,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], folder: Path) -> Plan:
        """The plan as the journal in ``folder`` keeps it; its files lie in the folder whatever their names say.

        Raises KeyError, TypeError or ValueError on anything else.
        """
        return cls(
            operation=str(data["operation"]),
            folder=folder,
            summary=str(data["summary"]),
            lines=tuple(str(line) for line in data["lines"]),
            writes=tuple(inside(folder, name) for name in data["writes"]),
            undo=str(data["undo"]),
            details=dict(data["details"]),
            nothing_to_do=bool(data["nothing_to_do"]),
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What was seen to be there after an operation. ``lines`` say it; ``files`` exist and were read back.

    ``seen`` is False for what no program can see (a browser's window): then nobody says "gotowe". ``card`` is the
    plan's, to copy from. ``facts`` are plain JSON that ``krok --json`` adds to its own keys.
    """

    files: tuple[Path, ...]
    lines: tuple[str, ...]
    seen: bool = True
    card: tuple[tuple[str, str], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    head: str = ""
    """What stands above the lines where neither "seen" nor "cannot be seen" is the truth of it."""


class Operation(Protocol):
    """A change of the real world that can be planned, made, verified, probed and taken back. Holds no state."""

    @property
    def name(self) -> str:
        """Stable identifier, kept in journals."""

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Looks, changes nothing. Raises FlowError when it could not work or must not."""

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Written | None:
        """Does it. Called again for the same plan it completes what is missing and repeats nothing.

        Returns what it wrote into files; None where its work lies elsewhere.
        """

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Reads the result back from where it went. Raises FlowError when it is not all there and right."""

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        """How much of the plan is there, judged without any secret."""

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """The interrupted plan as it has to be completed today; None when it makes no sense.

        ``plan`` comes from the journal, so nothing in it may be relied on. Looks, changes nothing. Raises FlowError,
        and ``details.DetailsError`` for a journal edited by hand.
        """


@runtime_checkable
class Undoable(Protocol):
    """An operation whose work lies elsewhere than in files of the folder, and that takes it back by itself."""

    def to_take_back(self, plan: Plan, computer: Computer) -> tuple[str, ...]:
        """What ``take_back`` would undo on this computer now, a Polish line each; () when there is nothing here."""

    def take_back(self, plan: Plan, computer: Computer) -> None:
        """Undoes what this plan's run did, and nothing else; again is harmless. Raises FlowError."""


@runtime_checkable
class Noting(Protocol):
    """An operation that may leave nothing but its entry in the journal: taking that back touches no file."""

    def noted(self, plan: Plan) -> str:
        """What the entry says, in Polish, to be read behind „zapis:”. Raises ``details.DetailsError``."""


@runtime_checkable
class Watching(Protocol):
    """An operation whose files somebody else brings: its plan raises ``not-downloaded-yet`` until they are there."""

    def watched(self, answers: Answers, computer: Computer) -> tuple[Path, ...]:
        """The folders in which they may appear; some need not exist yet."""


@runtime_checkable
class Settling(Protocol):
    """An operation that leaves something in the way while it works, and must put it right however its run ends."""

    def settle(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> None:
        """Called last, after a success, a failure and Ctrl-C alike. Raises nothing expected; says what it did."""
