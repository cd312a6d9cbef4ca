"""Names with the time of their making in them, so that nothing takes another's place."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

STAMP_FORMAT: Final = "%Y%m%d-%H%M%S"


def is_taken(path: Path) -> bool:
    """Whether anything bears this name; a link that leads nowhere does, and nothing can be written in its place."""
    return os.path.lexists(path)


def free_name(folder: Path, before: str, now: datetime, after: str = "") -> Path:
    """``before``, the time, ``after``: moved on by seconds until there is nothing of that name in the folder."""
    while is_taken(path := folder / f"{before}{now:{STAMP_FORMAT}}{after}"):
        now += timedelta(seconds=1)
    return path
