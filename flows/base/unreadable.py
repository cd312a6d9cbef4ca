"""A file that is there and cannot be read, in words: most often it lies in a cloud."""

from __future__ import annotations

import errno
from pathlib import Path

from flows.base.errors import (
    Problem,
    UnreadableError,
)
from flows.base.file_problems import shown_path
from flows.base.system_words import in_polish


def unreadable(path: Path, error: Exception) -> UnreadableError:
    """It is there, but reading fails."""
    causes = ["brak prawa do tego pliku", "plik jest otwarty w innym programie", "dysk lub pendrive odłączono"]
    following = "Proszę zamknąć programy, które mogą używać pliku, albo skopiować go do swojego folderu."
    if _may_be_in_a_cloud(error):
        causes.insert(0, "plik jest tylko w chmurze (OneDrive i podobne), a nie na tym dysku")
        following = (
            "Jeśli folder jest w OneDrive, proszę włączyć internet i OneDrive, kliknąć plik prawym przyciskiem i "
            f"wybrać „Zawsze zachowuj na tym urządzeniu”. {following}"
        )
    return UnreadableError(
        Problem(
            "file-unreadable",
            f"Plik „{shown_path(path)}” jest, ale nie udało się go odczytać: {_why(error)}.",
            tuple(causes),
            following,
            page="where-to-save",
        )
    )


_CLOUD = range(358, 406)
"""Of Windows (winerror.h): ERROR_CLOUD_FILE_PROVIDER_NOT_RUNNING and the like; Python calls most of them EINVAL."""


def _may_be_in_a_cloud(error: Exception) -> bool:
    number = getattr(error, "winerror", None)
    return number in _CLOUD or (
        isinstance(error, OSError) and error.errno in {errno.EINVAL, errno.EIO, errno.ETIMEDOUT}
    )


def _why(error: Exception) -> str:
    number = getattr(error, "winerror", None)
    if number in _CLOUD or (number is None and isinstance(error, OSError) and error.errno == errno.EINVAL):
        return "system nie podał jego treści"
    return in_polish(error)
