"""The time, in one place, so that ``--dzis``, tests and practice can set the day."""

from __future__ import annotations

from datetime import date, datetime

_pretended: list[date] = []


def pretend(day: date) -> None:
    """From now on it is that day, at the present hour: for scripts and rehearsals."""
    _pretended[:] = [day]


def now() -> datetime:
    """Local time with its zone."""
    present = datetime.now().astimezone()
    return datetime.combine(_pretended[0], present.timetz()) if _pretended else present
