"""A folder of downloads: what came lately, what is still being written, and a look that costs next to nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from flows.base.errors import FlowError

if TYPE_CHECKING:
    from flows.folder.recognise import Contents

SETTLED_SECONDS = 0.5
"""A file changed more recently may still be growing: browsers write the final name before the last byte."""
RECENT_DAYS = 31
"""Older files are of another renewal: the e-mail's links live 30 days."""
CLOCK_ERROR_SECONDS = 60
"""A server's clock may be so far ahead of ours; a file of a later day only has a wrong date and is not growing."""
MAX_BYTES = 65_536
"""A certificate takes 2 kB, a chain 8 kB; photographs and films of the folder are not opened."""
_PARTIAL = (".crdownload", ".part", ".partial", ".download", ".tmp")

Snapshot: TypeAlias = frozenset[tuple[str, int, int]]


def snapshot(folder: Path) -> Snapshot:
    """Names, sizes and times of all files: equal as long as nothing changes. An absent folder is empty."""
    result = set()
    with suppress(OSError), os.scandir(folder) as entries:  # no such folder yet
        for entry in entries:
            with suppress(OSError):  # gone between two looks, or a link that leads nowhere
                info = entry.stat()
                result.add((entry.name, info.st_size, info.st_mtime_ns))
    return frozenset(result)


def candidates(seen: Snapshot) -> Snapshot:
    """What may become a certificate: small files, and that a browser is still at work on one, however it grows."""
    return frozenset(
        (name, 0, 0) if name.endswith(_PARTIAL) else (name, size, changed)
        for name, size, changed in seen
        if size <= MAX_BYTES or name.endswith(_PARTIAL)
    )


def settled(seen: Snapshot) -> bool:
    """Whether nothing was written in the last half second."""
    return not any(_fresh(changed) for _, _, changed in seen)


def _fresh(changed: int) -> bool:
    return -CLOCK_ERROR_SECONDS <= time.time() - changed / 1e9 < SETTLED_SECONDS


def recent(folder: Path, now: datetime) -> tuple[Contents, ...]:
    """What the small files of the last month are, oldest first; those still being written are left out."""
    from flows.base.files import read_file  # start-up
    from flows.folder.recognise import recognise

    oldest = (now.timestamp() - RECENT_DAYS * 86_400) * 1e9
    seen = snapshot(folder)
    names = {name for name, _, _ in seen}
    found = []
    for name, size, changed in sorted(seen, key=lambda each: each[2]):
        growing = _fresh(changed) or any(name + suffix in names for suffix in _PARTIAL)
        path = folder / name
        if size <= MAX_BYTES and changed >= oldest and not growing and not name.endswith(_PARTIAL) and path.is_file():
            with suppress(FlowError):  # gone since, or somebody else's: the others still count
                found.append(recognise(path, read_file(path, MAX_BYTES)))
    return tuple(found)


def let_settle(folders: Iterable[Path], seconds: float) -> None:
    """Waits a moment, at most so many seconds, where something was written just now: it may be the last bytes."""
    end = time.monotonic() + seconds
    for folder in folders:
        while time.monotonic() < end and not settled(candidates(snapshot(folder))):
            time.sleep(0.1)
