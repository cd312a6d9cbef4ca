"""Why „cofnij” moves nothing, or not all."""

from __future__ import annotations

from pathlib import Path

from flows.base.errors import FlowError, Problem


def nothing(folder: Path) -> FlowError:
    """No operation that could be taken back."""
    return FlowError(
        Problem(
            "nothing-to-undo",
            f"W folderze {folder} nie ma czego cofać.",
            ("asystent nic tu jeszcze nie utworzył", "ostatnia czynność została już cofnięta"),
            "Proszę wpisać „stan”, aby zobaczyć, co jest w folderze.",
            page="operation-safety",
        )
    )


def missing(path: Path) -> FlowError:
    """A file is neither here nor set aside."""
    return FlowError(
        Problem(
            "undo-missing",
            f"Nie cofam: brakuje pliku {path.name}.",
            ("plik został przeniesiony albo usunięty",),
            "Proszę przywrócić plik do folderu albo zostawić wszystko tak, jak jest.",
            page="lost-keystore",
        )
    )


def changed(path: Path) -> FlowError:
    """It is not what we wrote any more."""
    return FlowError(
        Problem(
            "undo-changed",
            f"Nie cofam: plik {path.name} zmienił się od czasu, gdy powstał.",
            ("zmienił go inny program albo inna osoba",),
            "Nic nie zostało ruszone. Proszę porównać pliki lub zapytać osobę, która je zmieniła.",
            page="operation-safety",
        )
    )


def not_moved(source: Path, target: Path, error: OSError) -> FlowError:
    """The system refused."""
    return FlowError(
        Problem(
            "undo-failed",
            f"Nie udało się odłożyć pliku {source.name} ({error.strerror or error}).",
            ("plik jest otwarty w innym programie", "folder jest tylko do odczytu"),
            f"Plik jest nadal w {source.parent} lub już w {target.parent}. Proszę zamknąć inne programy "
            "i wpisać „cofnij” jeszcze raz.",
            page="operation-safety",
        )
    )


def not_seen_aside(path: Path, aside: Path) -> FlowError:
    """It was moved, and is not where and what it should be."""
    return FlowError(
        Problem(
            "undo-failed",
            f"Po odłożeniu nie widzę pliku {path.name} w folderze {aside} w takiej postaci, jak powinien być.",
            ("inny program przenosi albo zmienia te pliki", "uszkodzony dysk albo pendrive"),
            "Proszę zamknąć inne programy i wpisać „cofnij” jeszcze raz.",
            page="operation-safety",
        )
    )
