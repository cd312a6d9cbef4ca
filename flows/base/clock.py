"""The time, as this computer knows it or as ``--dzis`` has it. Who needs it is handed a clock, or the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime


def on(day: date) -> Callable[[], datetime]:
    """A clock that shows that day, at the present hour: for scripts and rehearsals."""
    return lambda: datetime.combine(day, now().timetz())


def local(moment: datetime) -> datetime:
    """The moment on this computer's clock; the end of the year 9999 ("never", RFC 5280, 4.1.2.5) as it stands."""
    try:
        return moment.astimezone()
    except OverflowError:
        return moment


def now() -> datetime:
    """Local time with its zone."""
    return datetime.now().astimezone()
