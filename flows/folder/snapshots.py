"""How the files of a folder stand: a look that costs next to nothing and opens none of them."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

SETTLED_SECONDS = 0.5
"""A file changed more recently may still be growing: browsers write the final name before the last byte."""
CLOCK_ERROR_SECONDS = 60
"""A server's clock may be so far ahead of ours; a file of a later day only has a wrong date and is not growing."""
MAX_BYTES = 65_536
"""A certificate takes 2 kB, a chain 8 kB; photographs and films of the folder are not opened."""
PARTIAL = (".crdownload", ".part", ".partial", ".download", ".tmp")

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
        (name, 0, 0) if name.endswith(PARTIAL) else (name, size, changed)
        for name, size, changed in seen
        if size <= MAX_BYTES or name.endswith(PARTIAL)
    )


def settled(seen: Snapshot) -> bool:
    """Whether nothing was written in the last half second."""
    return not any(is_fresh(changed) for _, _, changed in seen)


def is_fresh(changed: int) -> bool:
    """Whether that was in the last half second, by the file's own time in nanoseconds."""
    return -CLOCK_ERROR_SECONDS <= time.time() - changed / 1e9 < SETTLED_SECONDS
