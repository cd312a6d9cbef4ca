"""The time, in one place, so that ``--dzis``, tests and practice can set the day."""

from __future__ import annotations

from datetime import date, datetime

_pretended: list[date] = []


def pretend(day: date) -> None:
    """From now on it is that day, at the present hour: for scripts and rehearsals."""
    _pretended[:] = [day]


def local(moment: datetime) -> datetime:
    """The moment on this computer's clock; the end of the year 9999 ("never", RFC 5280, 4.1.2.5) as it stands."""
    try:
        return moment.astimezone()
    except OverflowError:
        return moment


def now() -> datetime:
    """Local time with its zone."""
    present = datetime.now().astimezone()
    return datetime.combine(_pretended[0], present.timetz()) if _pretended else present
