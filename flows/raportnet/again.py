"""RaportNet found again after a failure: one that hangs is waited for, one that has ended is begun anew."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from flows.base.errors import FlowError
from flows.desktop import problems
from flows.desktop.profile import Profile
from flows.desktop.raportnet import RaportNet
from flows.engine.plan import Plan
from flows.ports.desktop import Desktop, DesktopError
from flows.ports.pace import Pace
from flows.raportnet.plans import Replacement

APPEARS = 15.0
"""Seconds until it answers or shows its window."""


def find_again(desktop: Desktop, profile: Profile, pace: Pace, plan: Plan) -> RaportNet:
    """The program of the plan, which keeps its file and its number. Raises FlowError."""
    try:
        return RaportNet.find(desktop, profile, pace)
    except FlowError as error:
        wanted = Replacement.of(plan)
        if isinstance(error, problems.NotThereError) and wanted.program:
            with problems.told():
                if any(each.number == wanted.process for each in desktop.processes()):
                    raise
                desktop.start(Path(wanted.program))
        elif not isinstance(error, problems.HangsError):
            raise
        with suppress(FlowError, DesktopError):
            pace.until(lambda: _appears(desktop, profile, pace), APPEARS)
        return RaportNet.find(desktop, profile, pace)


def _appears(desktop: Desktop, profile: Profile, pace: Pace) -> RaportNet | None:
    with suppress(FlowError):
        return RaportNet.find(desktop, profile, pace)
    return None
