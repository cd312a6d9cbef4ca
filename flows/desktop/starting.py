"""RaportNet started, and seen at work: what it says by the way is read, and a start that falls back is none."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from flows.desktop import problems
from flows.desktop.raportnet import ANSWERS, MAX_DIALOGS, RaportNet, needed
from flows.desktop.scene import Sight

STARTS: Final = 15.0
"""Seconds until it is seen at work."""
HOLDS: Final = 3.0
"""Seconds for which it then has to be."""


def start(program: RaportNet) -> str:
    """Starts it where it stands and sees it work, with no new window over it; in Polish what was done and seen.

    Raises FlowError ``raportnet-not-running``.
    """
    before = {each.window.handle for each in program.scene().others}
    with problems.told():
        known = program.pace.until(lambda: _state(program), STARTS)
        if known is None:
            raise problems.not_running(program.seen(), "")
        stood = known == "stands"
        if stood:
            _press(program)
        said = _messages(program, before, stood=stood)
        if not program.pace.holds(lambda: _works(program, before, stood=stood), HOLDS, ANSWERS):
            raise problems.not_running(program.seen(), said)
    service, button = program.profile.service, program.profile.start
    how = (f"uruchomiłem usługę „{service}”" if service else f"nacisnąłem „{button}”") + " i " if stood else ""
    return f"RaportNet działa: {how}widzę, że pracuje.{f' Powiedział przy tym: „{said}”.' if said else ''}"


def _state(program: RaportNet) -> str | None:
    return {True: "stands", False: "works", None: None}[program.stands(program.now())]


def _press(program: RaportNet) -> None:
    scene = program.scene()
    if program.profile.service:
        program.desktop.start_service(program.profile.service)
    else:
        program.desktop.press(needed(scene.main.button(program.profile.start), (program.profile.start,), scene))


def _messages(program: RaportNet, before: AbstractSet[int], *, stood: bool) -> str:
    """What it said until it was seen at work, confirmed; "" for nothing."""
    said: list[str] = []
    for _ in range(MAX_DIALOGS):
        program.pace.until(lambda: _works(program, before, stood=stood) or _message(program), STARTS)
        if _message(program) is None:
            break
        said.append(program.confirm())
    return " ".join(said)


def _message(program: RaportNet) -> Sight | None:
    return program.now().first(program.profile, "message")


def _works(program: RaportNet, before: AbstractSet[int], *, stood: bool) -> bool:
    """Seen at work; where only START is known, it is enough that it went away after it was pressed."""
    scene, profile = program.now(), program.profile
    if any(each.window.handle not in before for each in scene.others):
        return False
    stands = program.stands(scene)
    only_start = not (profile.service or profile.working or profile.stop)
    return stands is False or (stands is None and stood and only_start)
