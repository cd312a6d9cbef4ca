"""Reminds of START for as long as RaportNet may be standing still: nothing that is said or done may hide it.

And, when its step is left and at the end, of a ZSMOPL without a certificate.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.screen.render import Reply
from flows.base.door import later
from flows.base.errors import FlowError
from flows.engine.journal import FILE_NAME, Entry
from flows.engine.lock import folder_lock
from flows.folder import portal_gap, stopped

if TYPE_CHECKING:
    from assistant.talk.session import Session
    from assistant.talk.world import World

_question: Callable[[Session], tuple[Reply, ...]] = later("assistant.talk.steps:question")
_STEP = "raportnet"
_MOST_FOLDERS = 20


class StartReminder:
    """Of one conversation: speaks when the step is left, and every ten minutes while the program stands that long.

    It keeps the folders that were worked in: whoever changes the folder after the stop is reminded all the same.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._last = world.now()
        self._folders: dict[Path, None] = {}

    def after(self, before: Session, session: Session) -> tuple[Reply, ...]:
        """What to add once a line was answered and its work is done; inside a step its question comes again."""
        now = self._world.now()
        self._keep(session)
        if _in_step(before, "zsmopl") and not _in_step(session, "zsmopl"):
            gaps = self._gaps()
            return (*gaps, *_question(session)) if gaps else ()
        left = _in_step(before) and not _in_step(session)
        if not left and now - self._last < stopped.LONG:
            return ()
        stops = self._standing()
        entries = [each for each in stops if left or stopped.is_long(each, now)]
        if entries or not stops:
            self._last = now
        inside = _in_step(session)
        said = tuple(Reply(stopped.warning(each, now, inside=inside), "problem") for each in entries)
        return (*said, *_question(session)) if said else ()

    def at_the_end(self, session: Session) -> tuple[Reply, ...]:
        """What the farewell adds."""
        self._keep(session)
        stops = tuple(Reply(stopped.warning(each, self._world.now()), "problem") for each in self._standing())
        return (*stops, *self._gaps())

    def _gaps(self) -> tuple[Reply, ...]:
        gaps = (portal_gap.stands(folder) for folder in self._folders if (folder / FILE_NAME).exists())
        return tuple(Reply(portal_gap.warning(each), "problem") for each in gaps if each is not None)

    def _keep(self, session: Session) -> None:
        if session.folder is not None and len(self._folders) < _MOST_FOLDERS:
            self._folders[session.folder] = None

    def _standing(self) -> list[Entry]:
        """The stops of all folders, once those that ended in another folder are noted as ended."""
        for folder in self._folders:
            self._note_end(folder)
        return [stop for folder in self._folders if (stop := stop_in(folder)) is not None]

    def _note_end(self, folder: Path) -> None:
        """Where the program that stands by this folder was seen to run by another one: written down here, too."""
        stop = stop_in(folder)
        others = [each for each in self._folders if each != folder]
        with suppress(FlowError):
            if stop is not None and any(stopped.runs_since(each, stop) for each in others):
                with folder_lock(folder):
                    stopped.note(stopped.RUNNING, folder, self._world.computer)


def stop_in(folder: Path | None) -> Entry | None:
    """The stop that the folder's journal tells of, read each time."""
    if folder is None or not (folder / FILE_NAME).exists():
        return None
    try:
        return stopped.stands(folder)
    except FlowError:  # a journal that cannot be read: whoever works with it will say so
        return None


def _in_step(session: Session, step: str = _STEP) -> bool:
    return session.state is not None and session.state.flow == step
