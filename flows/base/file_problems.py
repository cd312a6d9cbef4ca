"""What can go wrong with a file or a folder, in words."""

from __future__ import annotations

import errno
from pathlib import Path

from flows.base.errors import (
    FlowError,
    FolderFullError,
    MayPassError,
    Problem,
    TooLargeError,
    UnreadableError,
)
from flows.base.system_words import in_polish


def missing(path: Path) -> FlowError:
    """No such file."""
    return FlowError(
        Problem(
            "file-missing",
            f"Nie ma pliku „{path}”.",
            ("plik przeniesiono, usunięto albo ma inną nazwę", "w ścieżce jest literówka"),
            "Proszę sprawdzić nazwę i folder, a potem spróbować jeszcze raz.",
            page="where-to-save",
        )
    )


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
            f"Plik „{_shown(path)}” jest, ale nie udało się go odczytać: {_why(error)}.",
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


def not_a_file(path: Path, what: str) -> UnreadableError:
    """A folder, a pipe, a device: ``what`` says it in Polish."""
    return UnreadableError(
        Problem(
            "file-unreadable",
            f"Nie można odczytać „{path}”: {what}.",
            next="Proszę wskazać plik, na przykład .jks, .pem albo .p12.",
            page="file-types",
        )
    )


def too_large(path: Path, limit: int) -> TooLargeError:
    """More than ``limit`` bytes."""
    return TooLargeError(
        Problem(
            "file-too-large",
            f"Plik „{path.name}” jest za duży na certyfikat lub magazyn kluczy (przyjmuję najwyżej {limit // 1024} "
            "KiB).",
            ("to inny plik, na przykład instalator, archiwum albo zdjęcie",),
            "Proszę sprawdzić, czy to właściwy plik: prawdziwe pliki .jks, .pem i .p12 mają po kilka kilobajtów.",
            page="file-types",
        )
    )


def folder_is_file(folder: Path) -> FlowError:
    """A file stands where a folder is wanted."""
    return FlowError(
        Problem(
            "folder-is-file",
            f"„{folder}” to plik, a nie folder.",
            next="Proszę podać ścieżkę folderu, w którym mają leżeć pliki.",
            page="where-to-save",
            ask="folder",
        )
    )


def refused(error: OSError) -> FlowError:
    """What nobody expected of a file or folder that the error names: the last words before it would be our bug."""
    return FlowError(
        Problem(
            "file-refused",
            f"System nie pozwolił użyć „{_shown(Path(str(error.filename)))}”: {in_polish(error)}.",
            ("dysk, pendrive albo folder sieciowy jest odłączony, pełny lub tylko do odczytu", "brak prawa dostępu"),
            "Proszę sprawdzić, czy folder jest na miejscu, i spróbować jeszcze raz.",
            page="where-to-save",
        )
    )


def of_writing(error: OSError, path: Path) -> FlowError:
    """What an OSError of writing ``path`` means."""
    if isinstance(error, FileExistsError):
        return FlowError(
            Problem(
                "file-exists",
                f"Plik „{path.name}” już jest w folderze „{path.parent}”. Niczego nie nadpisałem.",
                ("ten krok wykonano już wcześniej",),
                "Proszę zostawić istniejący plik na miejscu (może zawierać klucz) i użyć go albo wybrać inny folder.",
                page="where-to-save",
                ask="folder",
            )
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(path.parent)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return folder_not_writable(path.parent)
    if isinstance(error, FileNotFoundError):
        return folder_missing(path.parent)
    return MayPassError(
        Problem(
            "write-failed",
            f"Nie udało się zapisać „{path}”: {in_polish(error)}.",
            (
                "dysk lub pendrive odłączono albo jest uszkodzony",
                "ścieżka jest za długa albo zawiera niedozwolony znak",
            ),
            "Proszę wybrać folder na dysku tego komputera, na przykład w Dokumentach, i spróbować ponownie.",
            page="where-to-save",
            ask="folder",
        )
    )


def folder_full(folder: Path) -> FolderFullError:
    """Too little space, before anything is written."""
    return FolderFullError(_no_space("folder-full", folder))


def disk_full(folder: Path) -> MayPassError:
    """No space left while writing."""
    return MayPassError(_no_space("disk-full", folder))


def _no_space(code: str, folder: Path) -> Problem:
    return Problem(
        code,
        f"Na dysku z folderem „{folder}” brakuje miejsca.",
        ("dysk albo pendrive jest pełny", "wyczerpał się przydział miejsca na koncie"),
        "Proszę zwolnić trochę miejsca (wystarczy kilka megabajtów) albo wybrać folder na innym dysku.",
        page="where-to-save",
        ask="folder",
    )


def folder_missing(
    folder: Path,
    following: str = "Proszę sprawdzić ścieżkę i podać ją jeszcze raz.",
    *,
    page: str = "where-to-save",
    known: bool = False,
) -> MayPassError:
    """The folder is not there; ``known``: it was before, so nothing is misspelt."""
    causes = ("folder przeniesiono, usunięto albo ma inną nazwę", "pendrive lub dysk sieciowy jest odłączony")
    return MayPassError(
        Problem(
            "folder-missing",
            f"Nie ma teraz folderu {folder}." if known else f"Nie ma folderu {folder}.",
            causes if known else ("w nazwie jest literówka", *causes),
            following,
            page=page,
            ask="folder",
        )
    )


def not_verified(
    what: str,
    following: str,
    *,
    page: str,
    causes: tuple[str, ...] = (
        "inny program zmienił albo usunął plik zaraz po zapisaniu",
        "uszkodzony dysk albo pendrive",
    ),
) -> FlowError:
    """What was just made is not there as it should be: ``what`` says it, ``following`` what to do."""
    return FlowError(Problem("not-verified", what, causes, following, page=page))


def folder_not_writable(folder: Path) -> MayPassError:
    """No right to write, or a read-only disk."""
    return MayPassError(
        Problem(
            "folder-not-writable",
            f"W folderze „{folder}” nie można zapisywać plików.",
            ("brak prawa zapisu w tym folderze", "dysk, płyta albo pendrive jest tylko do odczytu"),
            "Proszę wybrać folder w swoich Dokumentach albo poprosić o pomoc osobę, która zarządza komputerem.",
            page="where-to-save",
            ask="folder",
        )
    )


def folder_not_readable(folder: Path) -> MayPassError:
    """No right to look inside, or a failing disk."""
    return MayPassError(
        Problem(
            "folder-not-readable",
            f"Nie mogę zajrzeć do folderu „{folder}”.",
            ("brak prawa do tego folderu", "pendrive lub dysk sieciowy jest odłączony"),
            "Proszę wybrać folder w swoich Dokumentach albo poprosić o pomoc osobę, która zarządza komputerem.",
            page="where-to-save",
            ask="folder",
        )
    )


def folder_bad_name(path: Path, error: Exception) -> FlowError:
    """A path that no file of this system can have."""
    return FlowError(
        Problem(
            "folder-bad-name",
            f"Ścieżki „{_shown(path)}” nie da się użyć: {in_polish(error)}.",
            ("ścieżka jest za długa albo zawiera niedozwolony znak",),
            "Proszę podać krótszą ścieżkę, na przykład folder w Dokumentach.",
            page="where-to-save",
            ask="folder",
        )
    )


def _shown(path: Path) -> str:
    return str(path).replace("\0", "�")[:200]
