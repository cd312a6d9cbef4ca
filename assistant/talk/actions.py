"""What a turn may ask the outside world to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.reports.here import Topic
    from flows.engine.plan import Plan
    from flows.folder.spoken_computers import Said


@dataclass(frozen=True, slots=True)
class GetReady:
    """Look whether the step that was entered can be done in its folder, before anything else is asked."""


@dataclass(frozen=True, slots=True)
class Today:
    """Say which day the computer shows."""


@dataclass(frozen=True, slots=True)
class Practise:
    """Practise in between: a conversation of its own, then back to this one."""


@dataclass(frozen=True, slots=True)
class Anew:
    """Say whether the renewal has to be begun anew, as the folder shows it."""


@dataclass(frozen=True, slots=True)
class Start:
    """Begin the step of this name in place of the one under way."""

    flow: str


@dataclass(frozen=True, slots=True)
class MakePlan:
    """Prepare the pending operation and show what it would do. ``opening``: a page is opened at once, as was asked."""

    opening: bool = False


@dataclass(frozen=True, slots=True)
class Execute:
    """Carry the shown plan out: it was confirmed. ``opening``: and then open the page that comes next."""

    opening: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Write into the journal that the user says the item ``item`` of the step ``flow`` is done, as ``event``.

    ``item`` "": the whole step, reported before it was asked about.
    """

    flow: str
    item: str
    event: str = "by-hand"


@dataclass(frozen=True, slots=True)
class Runs:
    """Write into the journal that the user says RaportNet works again, where it is known to stand."""


@dataclass(frozen=True, slots=True)
class Look:
    """Look at the working folder and say which steps are done and what is next.

    ``brief``: only what is next; ``news``: the steps only where they were not told like that before. ``begin``: and
    begin with it, where it is a step.
    """

    brief: bool = False
    news: bool = False
    begin: bool = False


@dataclass(frozen=True, slots=True)
class Tell:
    """Say what is true here about ``topic``; ``general``: what nothing here shows, the knowledge base answers.

    ``step``: the flow that it is about, where it is about one.
    """

    topic: Topic
    text: str
    general: bool = False
    step: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last thing done in the working folder back; without ``agreed``: say what that would be, and ask.

    ``agreed`` is its id in the journal. ``mark``: only an entry about something done by hand, of this step ("": any).
    """

    agreed: str = ""
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Redo:
    """Bring back what was put away last; ``agreed`` as with ``Undo``."""

    agreed: str = ""


@dataclass(frozen=True, slots=True)
class OpenFolder:
    """Show the working folder in the system's file manager."""


@dataclass(frozen=True, slots=True)
class Inspect:
    """Say what the named files and folders are, and whether they hold certificates of ours.

    ``instead``: what a folder answers where it holds none: that question, "" for the working folder; None: nothing.
    """

    paths: tuple[Path, ...]
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Copy certificates out of files that were dropped, as ``plan`` showed and „tak” confirmed."""

    plan: Plan
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class PortalEmpty:
    """Write into the journal that ZSMOPL has no certificate now: the old one deleted, the new one not imported."""


@dataclass(frozen=True, slots=True)
class PortalFile:
    """Say which file ZSMOPL takes; ``paths`` are files that were shown."""

    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class ComputersSaid:
    """Write down what the user says of the pharmacy's computers."""

    said: Said


@dataclass(frozen=True, slots=True)
class Report:
    """Show the report that is safe to paste."""


@dataclass(frozen=True, slots=True)
class Diagnose:
    """Check this computer and say what is in order."""


@dataclass(frozen=True, slots=True)
class Leave:
    """End the conversation with this exit status."""

    status: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """Put a value of the card into the clipboard."""

    label: str
    value: str


Action: TypeAlias = (
    GetReady
    | Start
    | Today
    | Anew
    | Practise
    | MakePlan
    | Execute
    | Note
    | Runs
    | ComputersSaid
    | Look
    | Tell
    | OpenFolder
    | Undo
    | Redo
    | Inspect
    | TakeIn
    | Report
    | Diagnose
    | Copy
    | Leave
    | PortalEmpty
    | PortalFile
)
