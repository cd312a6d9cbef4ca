"""The working folder as questions about the renewal here look at it, and what can be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from flows.engine.journal import Entry, entries_of
from flows.folder import history
from flows.folder.recognise import scan_folder
from flows.ports.computer import Standpoint
from flows.survey import survey

if TYPE_CHECKING:
    from flows.engine.model import Flow
    from flows.folder.recognise import Contents
    from flows.survey import StepEvidence, Survey

Topic: TypeAlias = Literal[
    "today", "password", "password saved", "oid", "email", "personal", "pharmacy", "number", "sent", "computers",
    "here", "link", "profile", "old end", "new end", "end", "mail", "missing", "files", "pems", "fit", "old files",
    "dates", "folder", "waiting", "time", "last", "done", "left", "finished", "step",
    "one step", "new p12",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Here:
    """The working folder as it is now; ``step`` is the flow under way, ``answers`` what was typed in it."""

    seen: Survey
    found: Sequence[Contents]
    entries: Sequence[Entry]
    flows: Mapping[str, Flow]
    now: datetime
    step: Flow | None
    answers: Mapping[str, Any]

    @property
    def folder(self) -> Path:
        """The working folder; it may not exist."""
        return self.seen.folder

    @property
    def open(self) -> tuple[StepEvidence, ...]:
        """The steps that are not done, in order."""
        return tuple(each for each in self.seen.steps if not each.is_closed)

    @property
    def total(self) -> int:
        """How many steps this pharmacy has."""
        return len(self.seen.steps) - len(self.seen.foreign)

    def named(self, each: StepEvidence) -> str:
        """„krok 3 (mail)”: as the user can type it."""
        flow = self.flows[each.flow]
        return f"krok {flow.number} ({each.flow})"


def look(
    folder: Path,
    point: Standpoint,
    flows: Mapping[str, Flow],
    step: Flow | None = None,
    answers: Mapping[str, Any] | None = None,
) -> Here:
    """Looks at the folder; changes nothing."""
    entries = history.this_renewal(entries_of(folder)) if folder.is_dir() else ()
    found = scan_folder(folder) if folder.is_dir() else ()
    return Here(survey(folder, point), found, entries, flows, point.now(), step, answers or {})
