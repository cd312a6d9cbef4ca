"""What „cofnij” and „przywróć” say: what they would do, what that costs, what was done and how to turn it round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.screen.step_sentences import YES_OR_NO
from flows.base.polish import plural
from flows.folder.history import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flows.engine.redo import PutAway
    from flows.engine.undo import Taking

YES, KEYS = "tak", "cofnij klucze"
"""The words that agree: the second where the keys of an application would go that was or may have been sent."""
ASK_UNDO = f"Cofnąć? {YES_OR_NO} (Do poprzedniego pytania wraca „wróć”.)"
ASK_KEYS = f"Cofnąć mimo to? Proszę wpisać całe słowa „{KEYS}”; samo „tak” tu nie wystarczy. „nie” niczego nie zmienia."
ASK_MARK = f"Odwołać ten zapis? {YES_OR_NO}"
ASK_REDO = f"Przywrócić te pliki? {YES_OR_NO}"
NO_UNDO_FOLDER = "Nie wiem, w którym folderze cofać. Proszę wpisać tu pełną nazwę tego folderu, a potem „cofnij”."
NO_REDO_FOLDER = (
    "Nie wiem, w którym folderze przywracać. Proszę wpisać tu pełną nazwę tego folderu, a potem „przywróć”."
)
NOTHING_IN_STEP = "Niczego tu jeszcze nie zmieniłem, więc nie ma czego cofać. Do poprzedniego pytania wraca „wróć”."
NOT_NOTED = "W dzienniku nie ma zapisu, że to zrobiono, więc niczego nie trzeba odwoływać."
ONE_AT_A_TIME = "Cofam po jednej rzeczy, zawsze od ostatniej."
WHOLE_WORDS = "Samo „tak” tu nie wystarczy, nic nie cofam."


def word_for(cost: str) -> str:
    """What has to be typed to agree."""
    return KEYS if cost else YES


def ask_undo(folder: Path, taking: Taking, title: str, cost: str) -> str:
    """The question behind what would be undone; it names that, as it is asked again by itself."""
    if taking.kind == "mark":
        return _about(ASK_MARK, _entry(taking, title))
    what = f"{_count(taking.names)} w folderze {folder}" if taking.kind == "files" else ", ".join(taking.names)
    return _about(ASK_KEYS if cost else ASK_UNDO, what)


def ask_redo(folder: Path, found: PutAway) -> str:
    """The question behind what would be brought back; it names that."""
    return _about(ASK_REDO, f"{_count(found.names)} z {found.aside.name} do folderu {folder}")


def _about(question: str, what: str) -> str:
    head, mark, rest = question.partition("? ")
    return f"{head}{mark}Chodzi o: {what}. {rest}"


def would_undo(folder: Path, taking: Taking, title: str, cost: str = "") -> str:
    """Before „cofnij”: which files would move, what would be taken out of a store, or which entry would be withdrawn.

    ``title``: of the step that a by-hand entry is about. ``cost``: the sentence of ``flows.folder.undo_cost``.
    """
    if taking.kind == "mark":
        return (
            f"Ostatnia zapisana rzecz to nie plik, tylko {_entry(taking, title)}. Odwołam ten zapis; plików nie ruszam."
        )
    if taking.kind == "elsewhere":
        head = "Cofnę ostatnią czynność (pliki odnowienia zostają):"
    else:
        head = f"Odłożę {_count(taking.names)} do podfolderu w {folder} (nic nie kasuję):"
    return "\n".join([head, *(f"- {name}" for name in taking.names), *([cost] if cost else [])])


def undone(aside: Path | None, taking: Taking, title: str) -> str:
    """After „cofnij”: what was seen, and how to turn it round."""
    if taking.kind == "mark":
        return f"Odwołano {_entry(taking, title)}. Żaden plik nie został ruszony."
    rows = [f"- {name}" for name in taking.names]
    if aside is None:
        return "\n".join(["Cofnięto ostatnią czynność:", *rows])
    return "\n".join(
        [
            f"Cofnięto. Pliki odłożono do folderu {aside} (nic nie skasowano):",
            *rows,
            "Z powrotem przenosi je „przywróć”.",
        ]
    )


def would_redo(folder: Path, found: PutAway, newer: str = "") -> str:
    """Before „przywróć”."""
    head = f"Przeniosę {_count(found.names)} z {found.aside.name} z powrotem do {folder} (niczego nie zastępuję):"
    return "\n".join([head, *(f"- {name}" for name in found.names), *([newer] if newer else [])])


def redone(folder: Path, found: PutAway) -> str:
    """After „przywróć”; each file was read back."""
    return "\n".join(
        [f"Przywrócono i sprawdzono. W folderze {folder} są znowu:", *(f"- {name}" for name in found.names)]
    )


def open_now(title: str, flow: str) -> str:
    """After either, in the middle of a step: what the folder shows to be next."""
    return f"Do zrobienia jest teraz: {title}. Prowadzi do tego „{flow}”."


def lies_aside(found: Sequence[PutAway]) -> list[str]:
    """Lines of „stan” about what was put away, the set that „przywróć” would take first."""
    rows = [f"Odłożone przez „cofnij”: {each.aside.name} ({', '.join(each.names)})." for each in found]
    if found and found[0].half:
        return [*rows, "Przenoszenie tych plików przerwano; dokończy to „przywróć” albo „cofnij”."]
    return [*rows, "Z powrotem przenosi to „przywróć”."] if rows else []


def _entry(taking: Taking, title: str) -> str:
    day = day_of({"time": taking.begun})
    if taking.lines:
        return f"zapis z {day}: {taking.lines[0]}" + (f" („{title}”)" if title != taking.key else "")
    return f"zapis z {day}, według Państwa słów: „{title}” – wykonane"


def _count(names: Sequence[str]) -> str:
    return plural(len(names), "plik", "pliki", "plików")
