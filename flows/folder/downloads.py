"""A folder of downloads: what came lately, and what is still being written."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.errors import FlowError
from flows.base.files import read_file
from flows.folder.recognise import recognise
from flows.folder.snapshots import MAX_BYTES, PARTIAL, candidates, is_fresh, settled, snapshot

if TYPE_CHECKING:
    from flows.folder.recognise import Contents

RECENT_DAYS = 31
"""Older files are of another renewal: the e-mail's links live 30 days."""


def recent(folder: Path, now: datetime) -> tuple[Contents, ...]:
    """What the small files of the last month are, oldest first; those still being written are left out."""
    oldest = (now.timestamp() - RECENT_DAYS * 86_400) * 1e9
    seen = snapshot(folder)
    names = {name for name, _, _ in seen}
    found = []
    for name, size, changed in sorted(seen, key=lambda each: each[2]):
        growing = is_fresh(changed) or any(name + suffix in names for suffix in PARTIAL)
        path = folder / name
        if size <= MAX_BYTES and changed >= oldest and not growing and not name.endswith(PARTIAL) and path.is_file():
            with suppress(FlowError):  # gone since, or somebody else's: the others still count
                found.append(recognise(path, read_file(path, MAX_BYTES)))
    return tuple(found)


def let_settle(folders: Iterable[Path], seconds: float) -> None:
    """Waits a moment, at most so many seconds, where something was written just now: it may be the last bytes."""
    end = time.monotonic() + seconds
    for folder in folders:
        while time.monotonic() < end and not settled(candidates(snapshot(folder))):
            time.sleep(0.1)
