"""Files and folders that a line names: dropped on the window, or to be checked."""

from __future__ import annotations

import os
import re
import shlex
from contextlib import suppress
from pathlib import Path

from flows.base.patterns import regex
from flows.engine.answers import bare_path

_CHECK = regex(r"(?:sprawd[zź]|obejrzyj)(?: plik(?:i)?)? +(?P<what>.+)", re.IGNORECASE)
_QUOTED = regex(r"""["'„](?P<name>[^"'”]+)["'”]""")


def files_to_check(line: str) -> tuple[Path, ...]:
    """The files that the line names: those that are there (dropped on the window), or whatever „sprawdź” names."""
    asked = _CHECK.fullmatch(line.strip())
    names = _names(asked["what"] if asked else line.strip())
    paths = [path for name in names if (path := _path(name)) is not None]
    if asked and all(path.suffix for path in paths):
        return tuple(paths)  # one that is missing is told so
    return tuple(path for path in paths if path.is_file())


def dropped_files(line: str) -> tuple[Path, ...]:
    """Files that are there and that the line names by their whole paths, as windows do when files are dropped on them.

    Anything less could be the answer to a question.
    """
    files = files_to_check(line)
    return files if all(path.is_absolute() for path in files) and not _CHECK.fullmatch(line.strip()) else ()


def _names(text: str) -> list[str]:
    """The names in a line: quoted ones, addresses one after another, escaped as a shell does, or the whole line."""
    if not _QUOTED.sub("", text).strip():
        return [match["name"] for match in _QUOTED.finditer(text)]
    parts = text.split()
    if all(part.lower().startswith("file://") for part in parts):
        return parts
    if os.name != "nt" and "\\ " in text:  # some terminals write Moje\ pliki for a dropped file
        with suppress(ValueError):  # an open quote
            return shlex.split(text)
    return [text]


def existing_folder(line: str) -> Path | None:
    """The folder that the whole line names by its full path, when it is there: dropped on the window."""
    path = _path(line)
    return path if path is not None and path.is_absolute() and path.is_dir() else None


def _path(name: str) -> Path | None:
    cleaned = bare_path(name)
    try:
        path = Path(cleaned).expanduser()
        path.exists()  # too long, or no name at all: raises here, once
    except (OSError, ValueError, RuntimeError):
        return None
    return path if cleaned else None
