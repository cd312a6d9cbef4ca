"""The time, in one place, so that tests and practice can set it."""

from __future__ import annotations

from datetime import datetime


def now() -> datetime:
    """Local time with its zone."""
    return datetime.now().astimezone()
