"""Step 3: the answer by e-mail — read, dated, its links opened on request, the downloaded certificates collected."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.door import later
from flows.base.errors import FlowError, Problem
from flows.engine.answers import work_folder
from flows.engine.folder_question import folder_question
from flows.engine.journal import entries_of
from flows.engine.model import Ask, Do, Flow, OnDay, Option
from flows.engine.plan import Answers
from flows.engine.scripted import Scripted
from flows.engine.spoken_days import find_spoken, find_spoken_correction, read_past_day
from flows.folder import history
from flows.mail.about import ABOUT, CALLED, DESPITE
from flows.mail.letters.looks import begins_letter
from flows.sow.open_site import Card, OpenSite

if TYPE_CHECKING:
    from flows.mail.letters.letter import Letter

_BOTH = "„otwórz oba” otwiera od razu oba."
_NOTE = "Otworzę tylko ten odnośnik; prowadzi do ezdrowie.gov.pl. Plik zapisze przeglądarka."


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
            parse=OnDay(later("flows.mail.given_letter:letter")),
            flag="--wiadomosc",
            is_path="file",
            hint="Po wklejeniu treści proszę nacisnąć Enter w pustym wierszu. Gdy wiadomości jeszcze nie ma: „anuluj”.",
            words=("wiadomość", "mail", "e-mail"),
            find=later("flows.mail.given_letter:find_letter"),
            several=later("flows.mail.given_letter:is_whole"),
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
            anytime=find_spoken_correction,
        ),
        Do(
            "zapis",
            later("flows.mail.record_letter:RecordLetter"),
            uses=("folder", "wiadomosc", "data_wiadomosci"),
            did="zapisano wiadomość z urzędu",
        ),
        Do(
            "odnosnik1",
            partial(
                OpenSite,
                "open-link-1",
                "pierwszy odnośnik",
                lambda answers: _link(0, answers),
                _links,
                f"{_NOTE} {_BOTH}",
            ),
            uses=("folder", "wiadomosc"),
            attended=True,
            when=_brings_files,
        ),
        Do(
            "odnosnik2",
            partial(
                OpenSite,
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
            default=later("flows.folder.download_places:proposed"),
            words=("pobrane", "folder z pobranymi"),
            find=later("flows.mail.saved_where:find_saved"),
            when=_brings_files,
        ),
        Do(
            "pobranie",
            later("flows.mail.collect_downloads:CollectDownloads"),
            uses=("folder", "pobrane"),
            did="skopiowano pobrane certyfikaty",
            when=_brings_files,
        ),
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
    ready=later("flows.folder.readiness:with_links"),
    known=known_letter,
    proves=later("flows.mail.proof:proves"),
    scripted=Scripted(
        later("flows.mail.scripted:message"),
        aloud=later("flows.mail.scripted:aloud"),
        waits=later("flows.mail.scripted:awaits_answer"),
        agreed=later("flows.mail.scripted:agreed"),
    ),
)
