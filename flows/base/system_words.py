"""What the system says of a failed file operation, in Polish: its own words come in the language of its makers."""

from __future__ import annotations

import errno

_WORDS = {
    "EACCES": "brak prawa dostępu",
    "EPERM": "brak prawa dostępu",
    "EROFS": "dysk jest tylko do odczytu",
    "ENOSPC": "brak miejsca na dysku",
    "EDQUOT": "wyczerpał się przydział miejsca na dysku",
    "EFBIG": "plik jest za duży dla tego dysku",
    "ENOENT": "nie ma takiego pliku ani folderu",
    "ENOTDIR": "w ścieżce stoi plik zamiast folderu",
    "EISDIR": "to folder, a nie plik",
    "EEXIST": "już jest coś o tej nazwie",
    "ENOTEMPTY": "folder nie jest pusty",
    "ELOOP": "w tym miejscu jest skrót zamiast pliku",
    "ENAMETOOLONG": "ścieżka jest za długa",
    "EINVAL": "to nie jest zwykły plik albo nazwa jest niedozwolona",
    "ENXIO": "to nie jest zwykły plik",
    "EBUSY": "plik jest zajęty przez inny program",
    "ETXTBSY": "plik jest zajęty przez inny program",
    "EAGAIN": "plik jest zajęty przez inny program",
    "EMFILE": "otwartych jest za dużo plików",
    "ENFILE": "otwartych jest za dużo plików",
    "ENOMEM": "brak pamięci",
    "EIO": "błąd dysku lub pendrive'a",
    "ENODEV": "dysk lub pendrive odłączono",
    "ESTALE": "połączenie z folderem sieciowym zostało przerwane",
    "ETIMEDOUT": "folder sieciowy nie odpowiada",
    "ENOTSUP": "ten dysk tego nie potrafi",
    "EOPNOTSUPP": "ten dysk tego nie potrafi",
    "ENOLCK": "ten dysk nie obsługuje blokad plików",
    "EXDEV": "to inny dysk",
}
_SHARING = {32: "plik jest zajęty przez inny program", 33: "plik jest zajęty przez inny program"}
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION (winerror.h), which Python calls EACCES."""


def in_polish(error: Exception) -> str:
    """Why it failed, as a piece of a sentence; a number for the helpdesk where no words are known."""
    if not isinstance(error, OSError):  # ValueError: a null byte, half a surrogate
        return "w nazwie jest niedozwolony znak"
    windows = getattr(error, "winerror", None)
    name = errno.errorcode.get(error.errno or 0, "")
    number = windows or error.errno
    unknown = f"błąd systemu nr {number}" if number else "nieznany błąd systemu"
    return _SHARING.get(windows or 0) or _WORDS.get(name) or unknown
