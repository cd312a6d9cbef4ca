"""„Cofnij”: the files of the last operation are set aside in a dated subfolder. Nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from flows.errors import FlowError, Problem
from flows.journal import Journal, file_sha256, undoable
from flows.lock import folder_lock


def undo_last(folder: Path, now: Callable[[], datetime]) -> tuple[Path, tuple[str, ...]]:
    """Takes back the last verified operation of the folder: its files are set aside, never deleted.

    Returns the subfolder they were moved to and their names. Raises FlowError ``nothing-to-undo``, ``undo-missing``
    (a file is gone) or ``undo-changed`` (a file was changed since: it is not ours to move any more).
    """
    from flows.operations.files import make_folder  # start-up

    journal = Journal(folder, now)
    if undoable(journal.entries()) is None:
        raise FlowError(
            Problem(
                "nothing-to-undo",
                f"W folderze {folder} nie ma czego cofać.",
                ("asystent nic tu jeszcze nie utworzył", "ostatnia czynność została już cofnięta"),
                "Proszę wpisać „stan”, aby zobaczyć, co jest w folderze.",
            )
        )
    with folder_lock(folder):
        entry = undoable(journal.entries())
        if entry is None:  # taken back by somebody else while we waited for the lock
            return undo_last(folder, now)
        files = {folder / Path(str(name)).name: str(digest) for name, digest in dict(entry["files"]).items()}
        _check_unchanged(files)
        aside = folder / f"Cofniete-{now():%Y%m%d-%H%M%S}"
        make_folder(aside)
        for path in files:
            _move(path, aside / path.name)
        journal.append("undone", str(entry["id"]), moved_to=aside.name)
        return aside, tuple(path.name for path in files)


def _check_unchanged(files: Mapping[Path, str]) -> None:
    for path, digest in files.items():
        if not path.exists():
            raise FlowError(
                Problem(
                    "undo-missing",
                    f"Nie cofam: brakuje pliku {path.name}.",
                    ("plik został przeniesiony albo usunięty",),
                    "Proszę przywrócić plik do folderu albo zostawić wszystko tak, jak jest.",
                    page="lost-keystore",
                )
            )
        if file_sha256(path) != digest:
            raise FlowError(
                Problem(
                    "undo-changed",
                    f"Nie cofam: plik {path.name} zmienił się od czasu, gdy powstał.",
                    ("zmienił go inny program albo inna osoba",),
                    "Nic nie zostało ruszone. Proszę porównać pliki lub zapytać osobę, która je zmieniła.",
                )
            )


def _move(source: Path, target: Path) -> None:
    """Gives the file its new name, never over an existing one, then takes the old name away."""
    from flows.operations.placing import without_replacing  # start-up

    try:
        without_replacing(source, target)
        source.unlink(missing_ok=True)  # gone already where the name was moved, still there after a hard link
    except OSError as error:
        raise FlowError(
            Problem(
                "undo-failed",
                f"Nie udało się odłożyć pliku {source.name} ({error.strerror or error}).",
                ("plik jest otwarty w innym programie", "folder jest tylko do odczytu"),
                f"Plik jest nadal w {source.parent} lub już w {target.parent}. Proszę zamknąć inne programy "
                "i wpisać „cofnij” jeszcze raz.",
            )
        ) from error
