"""What a typed line is, before anybody searches for an answer: a command word, a correction, a path, a yes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.polish import fold

_PUNCTUATION = " .!,;:…"

COMMANDS: dict[str, tuple[str, ...]] = {
    "yes": ("tak",),
    "no": ("nie", "n", "nie chce", "jeszcze nie"),
    "help": ("pomoc", "pomocy", "help", "?", "co moge wpisac", "jakie sa polecenia", "komendy", "f1"),
    "next": (
        "co dalej",
        "dalej",
        "co teraz",
        "i co teraz",
        "nastepny krok",
        "start",
        "zacznij",
        "zaczynamy",
    ),
    "look": (
        "stan",
        "gdzie jestem",
        "na jakim jestem etapie",
        "na czym skonczylismy",
        "ile jeszcze",
        "ile zostalo",
        "ile jeszcze zostalo",
        "co juz zrobione",
    ),
    "back": ("wroc", "wstecz", "cofnij sie", "poprzednie", "poprzednie pytanie"),
    "restart": ("od nowa", "od poczatku", "zacznij od nowa", "zacznij od poczatku", "jeszcze raz od poczatku"),
    "cancel": ("anuluj", "przerwij", "przerwa", "odloz", "stop", "rezygnuje", "zostaw"),
    "repeat": ("powtorz", "jeszcze raz", "co", "slucham", "powtorz prosze"),
    "skip": ("pomin", "pomijam", "pomin krok", "przeskocz"),
    "explain": (
        "nie rozumiem",
        "co to znaczy",
        "co to",
        "po co",
        "po co to",
        "dlaczego",
        "wyjasnij",
        "jak to",
        "nie wiem",
        "nie wiem co wpisac",
    ),
    "undo": ("cofnij", "cofnij ostatnie", "cofnij ostatnia czynnosc", "odkrec to"),
    "done": ("zrobione", "juz", "gotowe", "zrobilem", "zrobilam", "ok zrobione", "juz zrobione", "wykonane"),
    "quit": ("koniec", "wyjdz", "wyjscie", "exit", "quit", "zamknij", "do widzenia"),
    "report": ("raport", "przekaz koledze", "przekaz", "podsumowanie", "kto co zrobil", "historia", "dziennik"),
    "correct": ("popraw", "zmien", "pomylilem sie", "pomylilam sie", "pomylka", "blad", "zle wpisalem", "zle wpisalam"),
    "none": ("zadne z tych", "zadne", "zadna z tych", "inne", "cos innego"),
}
_BY_PHRASE = {phrase: command for command, phrases in COMMANDS.items() for phrase in phrases}
_CORRECT = re.compile(
    r"(?:popraw|zmien|zmienic|chce zmienic|podaj inn[ye]) (?P<what>(?:folder|katalog|miejsce|haslo).*)"
)
_FLOW = re.compile(r"(?:krok )?(?P<name>[a-z0-9]+)")


@dataclass(frozen=True, slots=True)
class Command:
    """A command word; ``argument`` is what a correction is about, folded; ``rest`` the line as it was typed."""

    name: str
    argument: str = ""
    rest: str = ""


def read_command(line: str) -> Command | None:
    """The command that the whole line is, or None. Diacritics, case and closing punctuation do not matter."""
    folded = fold(line)
    phrase = folded.strip(_PUNCTUATION)
    if folded == "?" or phrase in _BY_PHRASE:
        return Command(_BY_PHRASE.get(phrase, "help"))
    bare = phrase.strip("?").strip(_PUNCTUATION)
    if bare in _BY_PHRASE and _BY_PHRASE[bare] in {"next", "look", "explain", "help"}:
        return Command(_BY_PHRASE[bare])  # these are natural as questions; „tak?” and „cofnij?” are not orders
    correction = _CORRECT.fullmatch(phrase)
    return Command("correct", correction["what"], line) if correction else None


def read_flow(line: str, names: dict[str, str]) -> str | None:
    """The flow that the whole line names („csr”, „krok 4”, „krok p12”); ``names`` maps folded words to flows."""
    match = _FLOW.fullmatch(fold(line).strip(_PUNCTUATION))
    if not match or (match["name"].isdigit() and not fold(line).startswith("krok")):
        return None
    return names.get(match["name"])


def is_yes(line: str) -> bool:
    """Only „tak” typed in full; „tak, ale…” is none."""
    return fold(line).strip(" .!") == "tak"


def is_question(line: str) -> bool:
    """A line that ends in a question mark is never an answer."""
    return line.rstrip().endswith("?")


def existing_files(line: str) -> tuple[Path, ...]:
    """The file that the line names, when it is there: dropped on the window or typed after „sprawdź”."""
    text = line.strip()
    if fold(text).startswith("sprawdz "):
        text = text.split(" ", 1)[1]
    text = text.strip().strip("\"'„”")
    try:
        path = Path(text).expanduser()
        return (path,) if text and path.is_file() else ()
    except (OSError, ValueError):  # too long, or not a name at all
        return ()
