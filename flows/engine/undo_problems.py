"""Why „cofnij” and „przywróć” move nothing, or not all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeAlias

from flows.base.errors import FlowError, NothingToUndoError, Problem
from flows.base.system_words import in_polish

Way: TypeAlias = Literal["undo", "redo"]
"""„Cofnij” or „przywróć”; codes begin with it."""

_WORD: Mapping[Way, str] = {"undo": "cofnij", "redo": "przywróć"}
_I_DO_NOT: Mapping[Way, str] = {"undo": "Nie cofam", "redo": "Nie przywracam"}
_TO_MOVE: Mapping[Way, str] = {"undo": "odłożyć", "redo": "przywrócić"}
_AFTER: Mapping[Way, str] = {"undo": "odłożeniu", "redo": "przywróceniu"}


def nothing(folder: Path) -> NothingToUndoError:
    """No operation that could be taken back."""
    return NothingToUndoError(
        Problem(
            "nothing-to-undo",
            f"W folderze {folder} nie ma czego cofać.",
            ("asystent nic tu jeszcze nie utworzył", "ostatnia czynność została już cofnięta"),
            "Proszę wpisać „stan”, aby zobaczyć, co jest w folderze.",
            page="operation-safety",
        )
    )


def no_such_mark(folder: Path) -> NothingToUndoError:
    """Nothing of the kind is written down."""
    return NothingToUndoError(
        Problem(
            "nothing-to-undo",
            f"W dzienniku folderu {folder} nie ma zapisu, że to zrobiono, więc nie ma czego odwoływać.",
            ("tego jeszcze nie zapisano", "zapis jest już odwołany", "ten krok poznaję po plikach, a nie po zapisie"),
            "Proszę wpisać „stan”, aby zobaczyć, co jest zapisane.",
            page="operation-safety",
        )
    )


def nothing_aside(folder: Path) -> FlowError:
    """No files that were put aside."""
    return FlowError(
        Problem(
            "nothing-to-redo",
            f"W folderze {folder} nie ma odłożonych plików, które można przywrócić.",
            ("niczego tu nie cofnięto", "wszystko, co cofnięto, jest już przywrócone"),
            "Proszę wpisać „stan”, aby zobaczyć, co jest w folderze.",
            page="operation-safety",
        )
    )


def another(way: Way) -> FlowError:
    """What was shown and agreed to is not what would be done now."""
    return FlowError(
        Problem(
            f"{way}-other",
            f"{_I_DO_NOT[way]}: w tym czasie w folderze zmieniło się to, czego miało to dotyczyć.",
            ("ktoś pracuje w tym samym folderze w drugim oknie albo na innym komputerze",),
            f"Nic nie zostało ruszone. Proszę wpisać „{_WORD[way]}” jeszcze raz i obejrzeć, czego teraz dotyczy.",
            page="operation-safety",
        )
    )


def missing(path: Path, way: Way) -> FlowError:
    """A file is neither here nor there."""
    return FlowError(
        Problem(
            f"{way}-missing",
            f"{_I_DO_NOT[way]}: brakuje pliku {path.name}.",
            ("plik został przeniesiony albo usunięty",),
            f"Proszę przywrócić plik do folderu {path.parent} albo zostawić wszystko tak, jak jest.",
            page="lost-keystore",
        )
    )


def changed(path: Path, way: Way) -> FlowError:
    """It is not what we wrote any more."""
    return FlowError(
        Problem(
            f"{way}-changed",
            f"{_I_DO_NOT[way]}: plik {path.name} zmienił się od czasu, gdy powstał.",
            ("zmienił go inny program albo inna osoba",),
            "Nic nie zostało ruszone. Proszę porównać pliki lub zapytać osobę, która je zmieniła.",
            page="operation-safety",
        )
    )


def exists(path: Path, way: Way) -> FlowError:
    """Another file has the name: nothing of the user's is ever replaced."""
    return FlowError(
        Problem(
            f"{way}-exists",
            f"{_I_DO_NOT[way]}: w folderze {path.parent} jest już inny plik o nazwie {path.name}.",
            ("ten krok zrobiono w tym czasie jeszcze raz", "plik skopiowano tu ręcznie"),
            "Nic nie zostało ruszone. Proszę przenieść ten drugi plik gdzie indziej albo zostawić wszystko tak, "
            "jak jest.",
            page="operation-safety",
        )
    )


def not_moved(source: Path, target: Path, error: OSError, way: Way) -> FlowError:
    """The system refused."""
    return FlowError(
        Problem(
            f"{way}-failed",
            f"Nie udało się {_TO_MOVE[way]} pliku {source.name} ({in_polish(error)}).",
            ("plik jest otwarty w innym programie", "folder jest tylko do odczytu"),
            f"Plik jest nadal w {source.parent} lub już w {target.parent}. Proszę zamknąć inne programy "
            f"i wpisać „{_WORD[way]}” jeszcze raz.",
            page="operation-safety",
        )
    )


def not_seen(path: Path, target: Path, way: Way) -> FlowError:
    """It was moved, and is not where and what it should be."""
    return FlowError(
        Problem(
            f"{way}-failed",
            f"Po {_AFTER[way]} nie widzę pliku {path.name} w folderze {target} w takiej postaci, jak powinien być.",
            ("inny program przenosi albo zmienia te pliki", "uszkodzony dysk albo pendrive"),
            f"Proszę zamknąć inne programy i wpisać „{_WORD[way]}” jeszcze raz.",
            page="operation-safety",
        )
    )
