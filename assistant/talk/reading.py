"""What a typed line is, before anybody searches for an answer: a command word, a correction, a path, a yes."""

from __future__ import annotations

import os
import re
import shlex
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flows.base.polish import fold
from flows.engine.answers import bare_path
from flows.engine.model import Flow

_PUNCTUATION = " .!,;:…"
_QUOTES = str.maketrans(dict.fromkeys("\"'`´„”“‟«»‹›‘’‚‛", " "))

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
    "new set": ("nowy komplet", "nowe pliki", "utworz nowy komplet", "chce nowy komplet"),
    "cancel": ("anuluj", "przerwij", "przerwa", "odloz", "stop", "rezygnuje", "zostaw"),
    "later": (
        *("pozniej", "potem", "nie teraz", "jutro", "na pozniej", "innym razem", "jednak pozniej", "jednak jutro"),
        *("nie jednak jutro", "nie, jednak jutro", "nie, jutro", "nie, pozniej", "zrobie to pozniej", "zrobie pozniej"),
        *("zrobie to jutro", "zrobie jutro", "dokoncze pozniej", "dokoncze jutro", "odloz na pozniej", "moze jutro"),
        *("odloz to", "wroce do tego pozniej", "wroce do tego jutro", "moze pozniej", "wroce do tego"),
    ),
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
    "undo": ("cofnij", "cofnij ostatnie", "cofnij ostatnia czynnosc", "cofnij klucze", "odkrec to"),
    "redo": (
        *(
            "przywroc",
            "przywroc pliki",
            "przywroc te pliki",
            "przywroc ostatnie",
            "przywroc odlozone",
            "przywroc klucze",
        ),
        *("przywroc odlozone pliki", "cofnij cofniecie", "cofnij cofniete", "jednak przywroc", "ponow", "redo"),
    ),
    "done": ("zrobione", "juz", "gotowe", "zrobilem", "zrobilam", "ok zrobione", "juz zrobione", "wykonane"),
    "quit": ("koniec", "wyjdz", "wyjscie", "exit", "quit", "zamknij", "do widzenia"),
    "runs": (
        *("raportnet dziala", "raportnet juz dziala", "raportnet pracuje", "raportnet znow dziala"),
        *("nacisnalem start", "nacisnelam start", "start nacisniety", "start wcisniety", "juz nacisnalem start"),
    ),
    "report": ("raport", "przekaz koledze", "przekaz", "podsumowanie", "kto co zrobil", "historia", "dziennik"),
    "diagnose": ("diagnoza", "diagnostyka", "zdiagnozuj", "sprawdz komputer", "sprawdz ten komputer"),
    "correct": ("popraw", "zmien", "pomylilem sie", "pomylilam sie", "pomylka", "blad", "zle wpisalem", "zle wpisalam"),
    "open": ("otworz folder",),
    "check": ("sprawdz plik", "sprawdz", "obejrzyj plik", "co to za plik"),
    "none": ("zadne z tych", "zadne", "zadna z tych", "inne", "cos innego"),
}
_ALMOST_YES = frozenset(
    [
        "tak",
        "t",
        "ta",
        "no",
        "no tak",
        "tka",
        "atk",
        "taak",
        "tsk",
        "y",
        "yes",
        "ok",
        "okej",
        "okay",
        "dobrze",
        "dobra",
        "zgoda",
        "potwierdzam",
        "jasne",
        "pewnie",
        "oczywiscie",
        "dawaj",
        "rob",
        "zrob to",
        "wykonaj",
        "prosze bardzo",
        "prosze",
        "zgadzam sie",
        "moze byc",
    ]
)
_PERHAPS = re.compile(r"(?:no |to )?(?:chyba|raczej|moze|byc moze|mysle ze|wydaje mi sie ze)(?: tak)?")
_FILLER = re.compile(r"^(?:(?:no|to|ok|dobra|dobrze|niech|wiec|a) )+")  # „no dobra”, „ok dawaj”
_ORDINALS = {"pierwsze": 1, "pierwszy": 1, "pierwsza": 1, "drugie": 2, "drugi": 2, "druga": 2}
_ORDINALS |= {"trzecie": 3, "trzeci": 3, "trzecia": 3, "czwarte": 4, "czwarty": 4, "czwarta": 4}
_NUMBER = re.compile(r"(?:nr |numer |punkt |to |ten |ta )?(?:(?P<digit>[1-9])|(?P<word>[a-z]+))")
_BY_PHRASE = {phrase: command for command, phrases in COMMANDS.items() for phrase in phrases}
_CORRECT = re.compile(
    r"(?:popraw(?:ic)?|(?:chce |prosze )?zmien(?:ic)?|podaj inn[ye]|pomyl(?:ilem|ilam|ilismy)(?: sie)?|nie ten|"
    r"(?:tak,? |nie,? )?(?:ale|jednak|tylko)?,? ?(?:do |w |na |z )?inn(?:y|ego|ym|e))"
    r" (?:w |z |na |ten |to )?(?:inn\w+ )?(?P<what>(?:folder|katalog|miejsc|hasl|drugi|(?:numer )?pwz|pesel|nip|regon|"
    r"identyfikator|nazwe|profil|e-?mail|adres|dat[ae]|wiadomosc|pobrane|sposob|program)\b.*|(?:folder|katalog|miejsc|hasl|komputer).*)"
)
_PASSWORD_FORMS = re.compile(r"hasl(?:em|a|e|u)\b")
_UNDO = re.compile(
    r"(?:cofnij|cofnac|odkrec)(?: mi)?(?: to)? "
    r"(?:wszystko|(?:krok )?(?:[1-7]|csr|sow|mail|p12|zsmopl|windows|raportnet))|"
    r"(?:chce |prosze )?(?:wszystko (?:cofnij|cofnac)|cofnac wszystko)"
)
_CHECK = re.compile(r"(?:sprawd[zź]|obejrzyj)(?: plik(?:i)?)? +(?P<what>.+)", re.IGNORECASE)
_QUOTED = re.compile(r"""["'„](?P<name>[^"'”]+)["'”]""")
_TODAY = re.compile(
    r"(?:a |to |powiedz |prosze )*(?:"
    r"(?:jaki|ktor(?:y|ego)) (?:(?:to|jest|mamy|masz|dzis|dzisiaj|teraz|my) )*(?:dzien|dzis|dzisiaj)"
    r"(?: tygodnia| miesiaca)?"
    r"|(?:jaka|ktora)(?: (?:jest|mamy|masz|to|dzis|dzisiaj|teraz))* data(?: komputera| w komputerze)?"
    r"|(?:dzis|dzisiaj) (?:jest )?(?:jaki|ktory)(?: (?:jest|mamy))?(?: dzien)?|(?:jaka )?dzisiejsza data"
    r"|(?:jaka data|ktora godzina)(?: jest)?)"
    r"(?: (?:jest|mamy|masz|dzis|dzisiaj|teraz|wedlug (?:ciebie|was|komputera|pana|pani|asystenta)|"
    r"u ciebie|jest teraz))*"
)
_ANEW = re.compile(
    r"(?:ale |to |wiec |czyli |no )*(?:czy )?(?:(?:ja|to|teraz|musze|musimy|mam|mamy|trzeba|bede|moze|zaczac|zaczynac|"
    r"zaczynamy|zaczynam|zrobic|robic|wszystko|calosc|znowu|skladac|zlozyc|wniosek|musial|musiala) )*"
    r"(?:od nowa|od (?:samego )?poczatku|od zera|od kroku 1)(?: (?:zaczac|zaczynac|robic|wszystko|wniosek))*"
)
_COPY = re.compile(r"(?:kopiuj|skopiuj) (?P<what>.+)")
_SPACED = re.compile(r"[a-z0-9](?: [a-z0-9]){2,}")
_LONGEST_WORDS = 30  # characters
_FLOW = re.compile(r"(?:krok )?(?P<name>[a-z0-9]+(?: [a-z]+){0,2})")


@dataclass(frozen=True, slots=True)
class Command:
    """A command word; ``argument`` is what a correction is about, folded; ``rest`` the line as it was typed."""

    name: str
    argument: str = ""
    rest: str = ""


def words(line: str) -> str:
    """The line as words of ours are compared: folded, without quotation marks and closing punctuation.

    Letters typed one by one („s t a n”) are the word that they make.
    """
    plain = " ".join(fold(line.translate(_QUOTES)).translate(_QUOTES).split()).strip(_PUNCTUATION)
    return plain.replace(" ", "") if _SPACED.fullmatch(plain) else plain


def read_command(line: str) -> Command | None:
    """The command that the whole line is, or None. Diacritics, case and closing punctuation do not matter."""
    phrase = words(line)
    if phrase in _BY_PHRASE:
        return Command(_BY_PHRASE[phrase], rest=line)
    bare = phrase.strip("?").strip(_PUNCTUATION).removeprefix("a ")  # „a po co to?”
    if bare in _BY_PHRASE and _BY_PHRASE[bare] in {"next", "look", "explain", "help", "report", "diagnose"}:
        return Command(_BY_PHRASE[bare], rest=line)  # natural as questions; „tak?” and „cofnij?” are not orders
    if _TODAY.fullmatch(bare):
        return Command("today", rest=line)
    if is_question(line) and _ANEW.fullmatch(bare):
        return Command("anew", rest=line)
    if _UNDO.fullmatch(phrase):
        return Command("undo", "more", line)
    copied = _COPY.fullmatch(phrase)
    if copied:
        return Command("copy", copied["what"], line)
    correction = _CORRECT.fullmatch(phrase)
    return Command("correct", _PASSWORD_FORMS.sub("haslo", correction["what"]), line) if correction else None


def is_phrase(line: str) -> bool:
    """Whether the whole line is one of the command words, as they stand in the list."""
    return words(line) in _BY_PHRASE


def is_cancel(line: str) -> bool:
    """„anuluj” and its like, with or without quotes."""
    command = read_command(line.strip(" \"'„”«»"))
    return command is not None and command.name == "cancel"


FLOW_PHRASES = {
    "stare certyfikaty": "stare",
    "zainstaluj na nastepnym": "zestaw",
    "do kalendarza": "kalendarz",
    "terminy w kalendarzu": "kalendarz",
    "zapisz w kalendarzu": "kalendarz",
}


def flow_words(flows: Mapping[str, Flow]) -> dict[str, str]:
    """What names a flow, folded: its name, its number, and a few phrases."""
    named = {phrase: name for phrase, name in FLOW_PHRASES.items() if name in flows}
    for name, flow in flows.items():
        named[name] = name
        if flow.number:
            named.setdefault(str(flow.number), name)  # the step itself comes first, then what belongs to it
    return named


def read_flow(line: str, names: dict[str, str]) -> str | None:
    """The flow that the whole line names („csr”, „krok 4”, „krok p12”); ``names`` maps folded words to flows."""
    match = _FLOW.fullmatch(words(line))
    if not match or (match["name"].isdigit() and not words(line).startswith("krok")):
        return None
    return names.get(match["name"])


def is_yes(line: str) -> bool:
    """Only „tak” typed in full, also in quotation marks; „tak, ale…”, „tak…”, „T A K” and „tąk” are none."""
    return line.translate(_QUOTES).strip(" .!,").casefold() == "tak"


def is_almost_yes(line: str) -> bool:
    """What people type for a yes („ok”, „t”, „tak, ale…”, „tak?”) and what here confirms nothing."""
    folded = " ".join(re.sub(r"[,.;!]+", " ", words(line).strip(_PUNCTUATION + "?")).split())
    core = _FILLER.sub("", folded)
    return (
        not {folded, core}.isdisjoint(_ALMOST_YES)
        or bool(_PERHAPS.fullmatch(folded))
        or (folded.startswith("tak") and not is_question(line))
    )


def in_another_alphabet(line: str) -> bool:
    """Whether it is a word or two in Cyrillic or Greek letters, some of which look like ours; a path may be."""
    if len(line) > _LONGEST_WORDS or "/" in line or "\\" in line:
        return False
    return any(unicodedata.name(sign, "").startswith(("CYRILLIC", "GREEK")) for sign in line)


def is_question(line: str) -> bool:
    """A line that ends in a question mark is never an answer."""
    return line.rstrip().endswith("?")


def read_number(line: str) -> int:
    """The number that the whole line is („2”, „nr 2”, „to drugie”); 0 when it is none."""
    match = _NUMBER.fullmatch(words(line).strip(_PUNCTUATION + ")"))
    if not match:
        return 0
    return int(match["digit"]) if match["digit"] else _ORDINALS.get(match["word"], 0)


def files_to_check(line: str) -> tuple[Path, ...]:
    """The files that the line names: those that are there (dropped on the window), or whatever „sprawdź” names."""
    asked = _CHECK.fullmatch(line.strip())
    names = _names(asked["what"] if asked else line.strip())
    paths = [path for name in names if (path := _path(name)) is not None]
    if asked and all(path.suffix for path in paths):
        return tuple(paths)  # one that is missing is told so
    return tuple(path for path in paths if path.is_file())


def dropped_files(line: str) -> tuple[Path, ...]:
    """Files that are there and that the line names by their whole paths, as windows do when files are dropped on them.

    Anything less could be the answer to a question.
    """
    files = files_to_check(line)
    return files if all(path.is_absolute() for path in files) and not _CHECK.fullmatch(line.strip()) else ()


def _names(text: str) -> list[str]:
    """The names in a line: quoted ones, addresses one after another, escaped as a shell does, or the whole line."""
    if not _QUOTED.sub("", text).strip():
        return [match["name"] for match in _QUOTED.finditer(text)]
    parts = text.split()
    if all(part.lower().startswith("file://") for part in parts):
        return parts
    if os.name != "nt" and "\\ " in text:  # some terminals write Moje\ pliki for a dropped file
        with suppress(ValueError):  # an open quote
            return shlex.split(text)
    return [text]


def existing_folder(line: str) -> Path | None:
    """The folder that the whole line names by its full path, when it is there: dropped on the window."""
    path = _path(line)
    return path if path is not None and path.is_absolute() and path.is_dir() else None


def _path(name: str) -> Path | None:
    cleaned = bare_path(name)
    try:
        path = Path(cleaned).expanduser()
        path.exists()  # too long, or no name at all: raises here, once
    except (OSError, ValueError, RuntimeError):
        return None
    return path if cleaned else None
