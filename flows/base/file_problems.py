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
            f"System nie pozwolił użyć „{shown_path(Path(str(error.filename)))}”: {in_polish(error)}.",
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
        return not_creatable(path) if path.parent.is_dir() else folder_missing(path.parent)
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


_LONGEST = 259
"""Characters of a path that Windows takes where long ones are not switched on (Microsoft, „Maximum Path Length”)."""


def not_creatable(path: Path) -> MayPassError:
    """„Nie ma takiego pliku” for a new file in a folder that is there: Windows says so of two other things."""
    long = len(str(path)) > _LONGEST
    guarded = (
        "działa „Kontrolowany dostęp do folderów”: Windows pozwala tam zapisywać tylko znanym programom",
        "zapis blokuje program antywirusowy",
    )
    return MayPassError(
        Problem(
            "write-blocked",
            f"Folder „{path.parent}” jest, ale system nie pozwolił utworzyć w nim „{path.name}”.",
            (f"ścieżka ma {len(str(path))} znaków, a Windows przyjmuje zwykle najwyżej {_LONGEST}",)
            if long
            else guarded,
            "Proszę wybrać folder o krótszej ścieżce, na przykład „Certyfikaty P1” wprost na dysku."
            if long
            else "Proszę wybrać folder poza Dokumentami i pulpitem albo poprosić informatyka, aby w Zabezpieczeniach "
            "Windows („Ochrona przed oprogramowaniem wymuszającym okup”) dopuścił ten program.",
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
            f"Ścieżki „{shown_path(path)}” nie da się użyć: {in_polish(error)}.",
            ("ścieżka jest za długa albo zawiera niedozwolony znak",),
            "Proszę podać krótszą ścieżkę, na przykład folder w Dokumentach.",
            page="where-to-save",
            ask="folder",
        )
    )


def shown_path(path: Path) -> str:
    """As it stands in a sentence."""
    return str(path).replace("\0", "�")[:200]
