"""Step 3: the answer by e-mail — read, dated, its links opened on request, the downloaded certificates collected."""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.errors import FlowError, Problem
from flows.base.patterns import regex
from flows.engine.answers import MAX_PATH_CHARACTERS, bare_path, find_folder, work_folder
from flows.engine.days import find_correction
from flows.engine.folder_question import folder_question
from flows.engine.journal import entries_of
from flows.engine.model import Ask, Do, Flow, OnDay, Option
from flows.engine.plan import Answers
from flows.engine.spoken_days import find_spoken, read_past_day
from flows.folder import history
from flows.folder.names import PURPOSES
from flows.folder.readiness import with_links
from flows.mail.about import ABOUT, CALLED
from flows.mail.collect_downloads import CollectDownloads
from flows.mail.letters.looks import begins_letter
from flows.mail.proof import proves
from flows.mail.record_letter import RecordLetter
from flows.mail.scripted import SCRIPTED
from flows.mail.telling import DESPITE
from flows.sow.open_site import Card, OpenSite

if TYPE_CHECKING:
    from flows.mail.letters.letter import Letter

_SUFFIXES = (".eml", ".msg", ".emlx", ".mbox", ".mht", ".mhtml", ".txt", ".html", ".htm", ".pdf", ".zip", ".p7m")
_PATH_LIKE = regex(r"[\\/]|\w\.\w+$")
_SHORTEST_PASTE = 200
_END = regex(r"z powa[żz]aniem|centrum e-?zdrowia|centrum system[óo]w informacyjnych", re.IGNORECASE)
_BOTH = "„otwórz oba” otwiera od razu oba."
_NOTE = "Otworzę tylko ten odnośnik; prowadzi do ezdrowie.gov.pl. Plik zapisze przeglądarka."


def letter(text: str, today: date) -> Letter:
    """An e-mail from the file that the text names, or the pasted text itself. Raises FlowError."""
    from flows.mail.letters.letter import read_letter, read_letter_file  # start-up

    path = _file_in(text)
    return read_letter(text.encode("utf-8", "replace"), today) if path is None else read_letter_file(path, today)


def _file_in(text: str) -> Path | None:
    """The file that the text names: one that is there, whatever its name, or a name that an e-mail's file has."""
    cleaned = bare_path(text)
    if not cleaned or "\n" in cleaned or len(cleaned) > MAX_PATH_CHARACTERS:
        return None
    try:
        path = Path(os.path.expandvars(cleaned)).expanduser()
        there = path.exists()
    except (OSError, ValueError, RuntimeError):  # longer than any name, or „~ktoś” whom the system does not know
        return None
    return path if there or cleaned.lower().endswith(_SUFFIXES) else None


def names_a_file(line: str) -> bool:
    """Whether the line is a file's name; a bare word that happens to be one in the present folder is a word."""
    return _file_in(line) is not None and (
        _PATH_LIKE.search(bare_path(line)) is not None or bare_path(line) != line.strip()
    )


def find_letter(line: str) -> str | None:
    """A file name of an e-mail or what looks like the start of a pasted one; None when it is rather a question."""
    if names_a_file(line) or len(line) >= _SHORTEST_PASTE or "\n" in line.strip():
        return line
    return line if begins_letter(line) else None


def is_whole(text: str) -> bool:
    """Whether pasted lines already hold all that is needed: letters have empty lines of their own.

    With one link there may be another one to come, unless the letter has taken its leave below it.
    """
    if _file_in(text) is not None or text.endswith("\n\n"):
        return True
    read = letter(text, date.max)  # its day is of no matter here
    if read.kind == "acknowledgement":
        return read.number is not None
    closed = bool(read.links) and _END.search(text, text.rfind("https://")) is not None
    return len(read.links) >= len(PURPOSES) or closed


def _links(answers: Answers) -> Card:
    found: Letter = answers["wiadomosc"]
    if not found.links:
        raise FlowError(
            Problem(
                "no-links",
                "W tej wiadomości nie ma odnośników do pobrania certyfikatów.",
                ("odnośniki zgubiły się przy przekazywaniu albo wklejaniu", "usunęła je ochrona poczty"),
                "Proszę podać wiadomość „System P1 nadał dostęp do Systemu P1”, najlepiej zapisaną jako plik .eml.",
                page="granted-email",
                ask="wiadomosc",
            )
        )
    return tuple((f"Odnośnik {number}", link) for number, link in enumerate(found.links, 1))


def _link(number: int, answers: Answers) -> str:
    links = answers["wiadomosc"].links
    return str(links[min(number, len(links) - 1)])


def _brings_files(answers: Answers) -> bool:
    """After an acknowledgement there is nothing to fetch: the step is put off until the second letter comes."""
    found: Letter | None = answers.get("wiadomosc")
    return found is None or found.kind != "acknowledgement"


def _only_one(answers: Answers) -> str:
    return "W tej wiadomości jest tylko jeden odnośnik" if len(answers["wiadomosc"].links) == 1 else ""


def default_downloads(_answers: Answers) -> str:
    """The likeliest folder for downloads."""
    from flows.folder.download_places import likeliest  # start-up

    return str(likeliest())


def known_letter(folder: Path, moment: datetime) -> tuple[str, str] | None:
    """A letter with links that live still: it was recorded, and need not be given again."""
    entries = history.this_renewal(entries_of(folder))
    day, last = history.letter_day(entries), history.link_deadline(entries)
    if last is None or last < moment.date():
        return None
    of = f" z {day:%d.%m.%Y}" if day is not None else ""
    return "wiadomosc", (
        f"Wiadomość{of} jest już zapisana, więc o nią nie pytam; odnośniki działają do {last:%d.%m.%Y}. Aby otworzyć "
        "je jeszcze raz, proszę wpisać „zmień wiadomość”."
    )


FLOW = Flow(
    "mail",
    3,
    "Krok 3. Odpowiedź i pliki PEM",
    "granted-email",
    items=(
        folder_question("W którym folderze są pliki z kroku 1?", "Do niego trafią certyfikaty."),
        Ask(
            "wiadomosc",
            "Proszę podać wiadomość z Centrum e-Zdrowia: plik .eml albo .msg, albo wkleić jej treść.",
            parse=OnDay(letter),
            flag="--wiadomosc",
            is_path="file",
            hint="Po wklejeniu treści proszę nacisnąć Enter w pustym wierszu. Gdy wiadomości jeszcze nie ma: „anuluj”.",
            words=("wiadomość", "mail", "e-mail"),
            find=find_letter,
            several=is_whole,
            begins=begins_letter,
            personal=True,
        ),
        Ask(
            "data_wiadomosci",
            "Z którego dnia jest ta wiadomość?",
            parse=OnDay(read_past_day),
            flag="--data-wiadomosci",
            hint="Na przykład 20.11.2026 albo „wczoraj”. Od tego dnia liczy się 30 dni.",
            optional=True,
            words=("data wiadomości", "data"),
            find=find_spoken,
            anytime=find_correction,
        ),
        Do("zapis", RecordLetter(), uses=("folder", "wiadomosc", "data_wiadomosci")),
        Do(
            "odnosnik1",
            OpenSite("open-link-1", "pierwszy odnośnik", lambda answers: _link(0, answers), _links, f"{_NOTE} {_BOTH}"),
            uses=("folder", "wiadomosc"),
            attended=True,
            when=_brings_files,
        ),
        Do(
            "odnosnik2",
            OpenSite(
                "open-link-2",
                "drugi odnośnik",
                lambda answers: _link(1, answers),
                _links,
                _NOTE,
                needless=_only_one,
            ),
            uses=("folder", "wiadomosc"),
            attended=True,
            when=_brings_files,
        ),
        Ask(
            "pobrane",
            "W którym folderze przeglądarka zapisała pliki?",
            parse=work_folder,
            flag="--pobrane",
            is_path="folder",
            hint="Enter: folder z pobranymi plikami.",
            default=default_downloads,
            words=("pobrane", "folder z pobranymi"),
            find=find_folder,
            when=_brings_files,
        ),
        Do("pobranie", CollectDownloads(), uses=("folder", "pobrane"), when=_brings_files),
    ),
    options=(
        Option(
            "mimo_watpliwosci",
            DESPITE,
            default=False,
            parse=bool,
            help="razem z --tak: zapisuje termin także z podejrzanej wiadomości",
        ),
    ),
    about=ABOUT,
    called=CALLED,
    ready=with_links,
    known=known_letter,
    proves=proves,
    scripted=SCRIPTED,
)
