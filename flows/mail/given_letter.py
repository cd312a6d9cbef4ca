"""The e-mail as a person gives it: the name of its file, or pasted lines."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

from flows.base.patterns import regex
from flows.engine.answers import MAX_PATH_CHARACTERS, bare_path
from flows.folder.names import PURPOSES
from flows.mail.letters.letter import Letter, read_letter, read_letter_file
from flows.mail.letters.looks import begins_letter

_SUFFIXES = (".eml", ".msg", ".emlx", ".mbox", ".mht", ".mhtml", ".txt", ".html", ".htm", ".pdf", ".zip", ".p7m")
_PATH_LIKE = regex(r"[\\/]|\w\.\w+$")
_WHOLE_PATH = regex(r"(?:[A-Za-z]:[\\/]|\\\\|[~.]{0,2}/)[^\s\\/]")  # from a drive, a share, the root, home or here
_SHORTEST_PASTE = 200
_END = regex(r"z powa[żz]aniem|centrum e-?zdrowia|centrum system[óo]w informacyjnych", re.IGNORECASE)


def letter(text: str, today: date) -> Letter:
    """An e-mail from the file that the text names, or the pasted text itself. Raises FlowError."""
    path = _file_in(text)
    return read_letter(text.encode("utf-8", "replace"), today) if path is None else read_letter_file(path, today)


def _file_in(text: str) -> Path | None:
    """The file that the text names: one that is there, whatever its name, or what can be nothing but a file's name."""
    cleaned = bare_path(text)
    if not cleaned or "\n" in cleaned or len(cleaned) > MAX_PATH_CHARACTERS:
        return None
    try:
        path = Path(os.path.expandvars(cleaned)).expanduser()
        there = path.exists()
    except (OSError, ValueError, RuntimeError):  # longer than any name, or „~ktoś” whom the system does not know
        return None
    return path if there or cleaned.lower().endswith(_SUFFIXES) or _WHOLE_PATH.match(cleaned) else None


def names_a_file(line: str) -> bool:
    """Whether the line is a file's name; a bare word that happens to be one in the present folder is a word."""
    return _file_in(line) is not None and (
        _PATH_LIKE.search(bare_path(line)) is not None or bare_path(line) != line.strip()
    )


def find_letter(line: str) -> str | None:
    """A file name of an e-mail or what looks like the start of a pasted one; None when it is rather a question."""
    if names_a_file(line) or len(line) >= _SHORTEST_PASTE or "\n" in line.strip():
        return line
    return line if begins_letter(line) else None


def is_whole(text: str) -> bool:
    """Whether pasted lines already hold all that is needed: letters have empty lines of their own.

    With one link there may be another one to come, unless the letter has taken its leave below it.
    """
    if _file_in(text) is not None or text.endswith("\n\n"):
        return True
    read = letter(text, date.max)  # its day is of no matter here
    if read.kind == "acknowledgement":
        return read.number is not None
    closed = bool(read.links) and _END.search(text, text.rfind("https://")) is not None
    return len(read.links) >= len(PURPOSES) or closed
