"""The log of our own bugs: where the program was, never what it was holding."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flows.base.door import later
from flows.base.errors import FlowError
from flows.base.user_files import in_logs

_MAKE_FOLDER: Callable[[Path], None] = later("flows.base.files:make_folder")
_APPEND_LINE: Callable[[Path, bytes], None] = later("flows.engine.journal:append_line")


def write_bug(error: BaseException) -> Path:
    """Appends files, lines and types of the exception to the user's log; its message could hold a secret.

    Returns the log's path, also when it could not be written.
    """
    path = in_logs("bledy.log")
    frames = traceback.extract_tb(error.__traceback__)
    rows = [f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {type(error).__name__}"]
    rows += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    try:
        _MAKE_FOLDER(path.parent)
        _APPEND_LINE(path, "\n".join([*rows, ""]).encode("utf-8", "backslashreplace"))
    except (OSError, FlowError):
        pass  # a full disk must not hide the sentence for the user
    return path
