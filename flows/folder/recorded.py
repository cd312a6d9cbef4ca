"""Which PKCS#12 files this program made for the renewal under way, by its journal, and what else is named like them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.errors import FlowError
from flows.base.files import read_file
from flows.engine.journal import entries_of
from flows.folder import history
from flows.folder.issued import is_finished
from flows.folder.recognise import scan_folder
from flows.folder.strangers import named

if TYPE_CHECKING:
    from flows.engine.journal import Entry


def recorded(folder: Path) -> frozenset[str]:
    """SHA-256 of the files that step 4 made here for this renewal, or that a kit brought."""
    entries = _entries(folder)
    return history.files_of(history.this_renewal(entries), history.PKCS12) | history.files_of(entries, history.KIT)


def left_alone(folder: Path, ready: Collection[str]) -> tuple[str, ...]:
    """The files that are none of any renewal here, where the ``ready`` ones are recorded: one sentence, or nothing.

    ``ready``: SHA-256 of each.
    """
    if not set(ready) <= recorded(folder):
        return ()
    ours = history.files_of(_entries(folder), history.PKCS12) | set(ready)
    names = []
    for item in scan_folder(folder):
        if is_finished(item.path):
            data = b""
            with suppress(FlowError):  # unreadable, too large: not ours in any case
                data = read_file(item.path)
            if hashlib.sha256(data).hexdigest() not in ours:
                names.append(item.path.name)
    return (named(names),) if names else ()


def _entries(folder: Path) -> Sequence[Entry]:
    try:
        return entries_of(folder)
    except FlowError:  # unreadable: then nothing is recorded
        return ()
