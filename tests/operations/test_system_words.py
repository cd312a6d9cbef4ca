"""No English word of the system reaches the screen, whatever fails."""

import errno
import os

import pytest

from flows.base import file_problems
from flows.base.system_words import in_polish


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_polish_for_every_error_of_the_system(number: int) -> None:
    error = OSError(number, os.strerror(number), "plik.jks")
    said = in_polish(error)
    assert os.strerror(number) not in said
    assert said
    problem = file_problems.refused(error).problem
    assert os.strerror(number) not in problem.what
    assert "plik.jks" in problem.what


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EROFS, "Read-only file system"), "tylko do odczytu"),
        (OSError(errno.ENOSPC, "No space left on device"), "brak miejsca"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "nie ma takiego pliku"),
        (PermissionError(errno.EACCES, "Permission denied"), "brak prawa"),
        (ValueError("embedded null byte"), "niedozwolony znak"),
        (OSError(), "błąd systemu"),
    ],
)
def test_what_it_says(error: Exception, words: str) -> None:
    assert words in in_polish(error)


def test_windows_holds_a_file() -> None:
    """ERROR_SHARING_VIOLATION (winerror.h): Python calls it EACCES, and no right is missing."""
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    assert in_polish(error) == "plik jest zajęty przez inny program"
