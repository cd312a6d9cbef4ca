"""The working folders used last, so that the next start can go on where we were. Nothing else is kept."""

from __future__ import annotations

import json
from pathlib import Path

KEPT = 8
MAX_BYTES = 65_536


def recent_file() -> Path:
    """Where the list stands."""
    from platformdirs import user_state_path  # start-up

    return Path(user_state_path("asystent-p1", appauthor=False)) / "foldery.json"


def recent_folders() -> tuple[Path, ...]:
    """Folders that still exist, the latest first. A missing or broken list is an empty one."""
    path = recent_file()
    try:
        if path.stat().st_size > MAX_BYTES:
            return ()
        listed = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Path(each) for each in listed if isinstance(each, str) and Path(each).is_dir())
    except (OSError, ValueError, TypeError):
        return ()


def remember(folder: Path) -> None:
    """Puts the folder first. Failing to is no reason to stop: the next start asks for the folder."""
    from flows.errors import FlowError
    from flows.operations.files import make_folder, replace_private  # start-up

    listed = [folder, *(each for each in recent_folders() if each != folder)][:KEPT]
    try:
        make_folder(recent_file().parent)
        replace_private(recent_file(), json.dumps([str(each) for each in listed], ensure_ascii=False).encode())
    except FlowError:
        return
