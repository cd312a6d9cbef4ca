"""What can go wrong with a file or a folder, in words."""

from __future__ import annotations

import errno
from pathlib import Path

from flows.base.errors import Problem
from flows.base.system_words import in_polish


def missing(path: Path) -> Problem:
    """No such file."""
    return Problem(
        "file-missing",
        f"Nie ma pliku „{path}”.",
        ("plik przeniesiono, usunięto albo ma inną nazwę", "w ścieżce jest literówka"),
        "Proszę sprawdzić nazwę i folder, a potem spróbować jeszcze raz.",
        page="where-to-save",
    )


def unreadable(path: Path, error: Exception) -> Problem:
    """It is there, but reading fails."""
    causes = ["brak prawa do tego pliku", "plik jest otwarty w innym programie", "dysk lub pendrive odłączono"]
    following = "Proszę zamknąć programy, które mogą używać pliku, albo skopiować go do swojego folderu."
    if _may_be_in_a_cloud(error):
        causes.insert(0, "plik jest tylko w chmurze (OneDrive i podobne), a nie na tym dysku")
        following = (
            "Jeśli folder jest w OneDrive, proszę włączyć internet i OneDrive, kliknąć plik prawym przyciskiem i "
            f"wybrać „Zawsze zachowuj na tym urządzeniu”. {following}"
        )
    return Problem(
        "file-unreadable",
        f"Plik „{_shown(path)}” jest, ale nie udało się go odczytać: {_why(error)}.",
        tuple(causes),
        following,
        page="where-to-save",
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


def not_a_file(path: Path, what: str) -> Problem:
    """A folder, a pipe, a device: ``what`` says it in Polish."""
    return Problem(
        "file-unreadable",
        f"Nie można odczytać „{path}”: {what}.",
        next="Proszę wskazać plik, na przykład .jks, .pem albo .p12.",
        page="file-types",
    )


def too_large(path: Path, limit: int) -> Problem:
    """More than ``limit`` bytes."""
    return Problem(
        "file-too-large",
        f"Plik „{path.name}” jest za duży na certyfikat lub magazyn kluczy (przyjmuję najwyżej {limit // 1024} KiB).",
        ("to inny plik, na przykład instalator, archiwum albo zdjęcie",),
        "Proszę sprawdzić, czy to właściwy plik: prawdziwe pliki .jks, .pem i .p12 mają po kilka kilobajtów.",
        page="file-types",
    )


def folder_is_file(folder: Path) -> Problem:
    """A file stands where a folder is wanted."""
    return Problem(
        "folder-is-file",
        f"„{folder}” to plik, a nie folder.",
        next="Proszę podać ścieżkę folderu, w którym mają leżeć pliki.",
        page="where-to-save",
        ask="folder",
    )


def refused(error: OSError) -> Problem:
    """What nobody expected of a file or folder that the error names: the last words before it would be our bug."""
    return Problem(
        "file-refused",
        f"System nie pozwolił użyć „{_shown(Path(str(error.filename)))}”: {in_polish(error)}.",
        ("dysk, pendrive albo folder sieciowy jest odłączony, pełny lub tylko do odczytu", "brak prawa dostępu"),
        "Proszę sprawdzić, czy folder jest na miejscu, i spróbować jeszcze raz.",
        page="where-to-save",
    )


def of_writing(error: OSError, path: Path) -> Problem:
    """What an OSError of writing ``path`` means."""
    if isinstance(error, FileExistsError):
        return Problem(
            "file-exists",
            f"Plik „{path.name}” już jest w folderze „{path.parent}”. Niczego nie nadpisałem.",
            ("ten krok wykonano już wcześniej",),
            "Proszę zostawić istniejący plik na miejscu (może zawierać klucz) i użyć go albo wybrać inny folder.",
            page="where-to-save",
            ask="folder",
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full("disk-full", path.parent)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return folder_not_writable(path.parent)
    if isinstance(error, FileNotFoundError):
        return folder_missing(path.parent)
    return Problem(
        "write-failed",
        f"Nie udało się zapisać „{path}”: {in_polish(error)}.",
        ("dysk lub pendrive odłączono albo jest uszkodzony", "ścieżka jest za długa albo zawiera niedozwolony znak"),
        "Proszę wybrać folder na dysku tego komputera, na przykład w Dokumentach, i spróbować ponownie.",
        page="where-to-save",
        ask="folder",
    )


def disk_full(code: str, folder: Path) -> Problem:
    """No space left; ``code`` says whether before or while writing."""
    return Problem(
        code,
        f"Na dysku z folderem „{folder}” brakuje miejsca.",
        ("dysk albo pendrive jest pełny", "wyczerpał się przydział miejsca na koncie"),
        "Proszę zwolnić trochę miejsca (wystarczy kilka megabajtów) albo wybrać folder na innym dysku.",
        page="where-to-save",
        ask="folder",
    )


def folder_missing(folder: Path) -> Problem:
    """The folder is not there."""
    return Problem(
        "folder-missing",
        f"Nie ma folderu „{folder}”.",
        ("w ścieżce jest literówka", "folder przeniesiono albo usunięto", "pendrive lub dysk sieciowy jest odłączony"),
        "Proszę sprawdzić ścieżkę i podać ją jeszcze raz.",
        page="where-to-save",
        ask="folder",
    )


def folder_not_writable(folder: Path) -> Problem:
    """No right to write, or a read-only disk."""
    return Problem(
        "folder-not-writable",
        f"W folderze „{folder}” nie można zapisywać plików.",
        ("brak prawa zapisu w tym folderze", "dysk, płyta albo pendrive jest tylko do odczytu"),
        "Proszę wybrać folder w swoich Dokumentach albo poprosić o pomoc osobę, która zarządza komputerem.",
        page="where-to-save",
        ask="folder",
    )


def folder_not_readable(folder: Path) -> Problem:
    """No right to look inside, or a failing disk."""
    return Problem(
        "folder-not-readable",
        f"Nie mogę zajrzeć do folderu „{folder}”.",
        ("brak prawa do tego folderu", "pendrive lub dysk sieciowy jest odłączony"),
        "Proszę wybrać folder w swoich Dokumentach albo poprosić o pomoc osobę, która zarządza komputerem.",
        page="where-to-save",
        ask="folder",
    )


def folder_bad_name(path: Path, error: Exception) -> Problem:
    """A path that no file of this system can have."""
    return Problem(
        "folder-bad-name",
        f"Ścieżki „{_shown(path)}” nie da się użyć: {in_polish(error)}.",
        ("ścieżka jest za długa albo zawiera niedozwolony znak",),
        "Proszę podać krótszą ścieżkę, na przykład folder w Dokumentach.",
        page="where-to-save",
        ask="folder",
    )


def _shown(path: Path) -> str:
    return str(path).replace("\0", "�")[:200]
