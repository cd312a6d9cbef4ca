"""A name out of a journal or a list becomes a file of one folder, or nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

MAX_NAME_BYTES: Final = 255
"""Longer names no usual file system takes; asking it about one is an error of its own."""


def inside(folder: Path, name: object) -> Path:
    """A file directly in ``folder``, by a name from a journal that may have been edited by hand: no way leads out.

    Raises ValueError for what names no file, such as "..", an empty or an endless text.
    """
    last = Path(str(name)).name
    if last in {"", ".", ".."} or "\0" in last or len(os.fsencode(last)) > MAX_NAME_BYTES:
        raise ValueError("not the name of a file")
    return folder / last


def exists(folder: Path) -> bool:
    """Whether the folder is there; one that may not be looked at counts: other words are due then.

    A name that is too long for the system is nobody's.
    """
    try:
        return folder.is_dir()
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
