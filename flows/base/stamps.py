"""Names with the time of their making in them, so that nothing takes another's place."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

STAMP_FORMAT: Final = "%Y%m%d-%H%M%S"


def free_name(folder: Path, before: str, now: datetime, after: str = "") -> Path:
    """``before``, the time, ``after``: moved on by seconds until there is nothing of that name in the folder."""
    while (path := folder / f"{before}{now:{STAMP_FORMAT}}{after}").exists():
        now += timedelta(seconds=1)
    return path
