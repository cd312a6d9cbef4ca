"""Step 7: the new certificate in RaportNet, through its window where there is one to drive, or by hand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from flows import clock, standing
from flows.answers import MAX_PATH_CHARACTERS, bare_path, existing_password, find_folder, must_exist, work_folder
from flows.days import find_shown, read_shown
from flows.desktop.choose import is_here, open_desktop
from flows.errors import FlowError, Problem
from flows.model import Ask, AskSecret, ByHand, Do, Flow, Option
from flows.operations.raportnet_by_hand import CompareRaportNet, GuideRaportNet
from flows.operations.replace_raportnet import ReplaceInRaportNet
from flows.plan import Answers

WINDOW, HAND = "okno", "ręcznie"
_FEW_WORDS = 4
_AROUND = ' .„”"'
_WAYS = {"okno": WINDOW, "oknem": WINDOW, "ręcznie": HAND, "recznie": HAND, "sam": HAND, "sama": HAND}


def parse_way(text: str) -> str:
    """The way as ``WINDOW`` or ``HAND``. Raises FlowError ``bad-way``."""
    way = _WAYS.get(text.strip(_AROUND).lower())
    if way is None:
        raise FlowError(
            Problem(
                "bad-way",
                f"Nie rozumiem „{text[:40]}”.",
                (),
                "Proszę wpisać „okno” albo „ręcznie”.",
                page="raportnet-replace",
                ask="sposob",
            )
        )
    return way


def find_way(line: str) -> str | None:
    """The way in a sentence („zrób to ręcznie”); None without one, with both, or with „nie” before it."""
    said = [word.strip(".,;„”\"'") for word in line.lower().split()]
    ways = {_WAYS[word] for word in said if word in _WAYS}
    refused = any(before == "nie" and word in _WAYS for before, word in pairwise(said))
    return ways.pop() if len(ways) == 1 and not refused else None


def find_way_alone(line: str) -> str | None:
    """The way in a line that says hardly anything else („to ręcznie”), as at a later question of the step."""
    return find_way(line) if len(line.split()) <= _FEW_WORDS else None


def program_file(text: str) -> Path | None:
    """RaportNet's program, absolute; None for „okno”: its window is looked for. Raises FlowError ``bad-program``."""
    if _WAYS.get(text.strip(_AROUND).lower()) == WINDOW:
        return None
    cleaned = bare_path(text)
    if cleaned.lower().endswith(".lnk"):
        raise _bad_program(
            f"{cleaned[-60:]} to skrót, a nie sam program.",
            "Proszę kliknąć skrót prawym klawiszem, wybrać „Właściwości” i podać to, co jest w „Element docelowy”.",
        )
    try:
        path = Path(cleaned).expanduser()
        there = len(cleaned) <= MAX_PATH_CHARACTERS and path.is_absolute() and path.is_file()
    except (OSError, ValueError, RuntimeError):  # no name at all, a control character, „~ktoś”
        there = False
    if not there or path.suffix.lower() != ".exe":
        raise _bad_program(
            f"Nie ma takiego pliku programu: {cleaned[:100]}.",
            "Proszę podać cały plik, z folderem i końcówką .exe, albo upuścić go na to okno. Enter: poszukam okna "
            "jeszcze raz.",
        )
    return path


def find_program(line: str) -> str | None:
    """„okno”, or the path in the line."""
    return WINDOW if _WAYS.get(line.strip(_AROUND).lower()) == WINDOW else find_folder(line)


def _bad_program(what: str, following: str) -> FlowError:
    return FlowError(Problem("bad-program", what, (), following, page="raportnet-replace", ask="program"))


def by_window(answers: Answers) -> bool:
    """Whether we drive the window."""
    return answers.get("sposob") == WINDOW


def by_hand(answers: Answers) -> bool:
    """Whether a person does it all."""
    return not by_window(answers)


def opened_by_a_person(answers: Answers) -> bool:
    """Whether the profile does not tell how to open the configuration. A spoilt one is told of with the plan."""
    from flows.desktop.profile import find_profile, load_profile  # start-up

    try:
        return by_window(answers) and not load_profile(find_profile(answers.get("profil_okien"))).by_ourselves
    except FlowError:
        return False


def profile_file(text: str) -> Path:
    """A profile of one's own; what is in it is read with the plan."""
    return Path(text).expanduser().absolute()


FLOW = Flow(
    "raportnet",
    7,
    "Krok 7. Certyfikat w RaportNet",
    "raportnet-replace",
    items=(
        Ask(
            "folder",
            "W którym folderze są pliki z certyfikatami?",
            parse=work_folder,
            check=must_exist,
            flag="--folder",
            hint="Potrzebny jest plik WSS: .p12 z kroku 4.",
            words=("folder", "katalog", "miejsce"),
            find=find_folder,
        ),
        Ask(
            "sposob",
            "Czy mam to zrobić przez okno RaportNetu na tym komputerze, czy zrobią to Państwo ręcznie, z moją pomocą?",
            parse=parse_way,
            flag="--sposob",
            hint="„okno”: znajdę program, pokażę każde naciśnięcie i zapytam o zgodę. „ręcznie”: lista czynności.",
            default=lambda _answers: WINDOW,
            words=("sposób", "sposob"),
            find=find_way,
            anytime=find_way_alone,
            when=lambda _answers: is_here(),
        ),
        AskSecret(
            "haslo",
            "Proszę podać hasło do plików .p12",
            parse=existing_password,
            flag="--haslo-plik",
            hint="Zwykle to hasło ustawione w kroku 1. To nie jest hasło do RaportNetu.",
            words=("hasło",),
            when=by_window,
        ),
        ByHand(
            "otwarta",
            "Proszę zatrzymać RaportNet, otworzyć jego konfigurację i zostawić ją otwartą. Zapyta o swój login "
            "(„RN_…”, z e-maila z wdrożenia) i hasło. Czy konfiguracja jest otwarta?",
            uses=("sposob",),
            page="raportnet-stop-start",
            recorded=False,
            event=standing.STOPPED,
            when=opened_by_a_person,
        ),
        Ask(
            "program",
            "Gdzie jest program RaportNet na tym komputerze?",
            parse=program_file,
            flag="--program",
            hint="Proszę upuścić plik programu na to okno albo wpisać całą ścieżkę. „okno”: poszukam jeszcze raz.",
            default=lambda _answers: WINDOW,
            optional=True,
            words=("program",),
            find=find_program,
            when=by_window,
        ),
        Do(
            "okno",
            ReplaceInRaportNet(clock.now, open_desktop),
            uses=("folder", "haslo", "sposob", "profil_okien", "program"),
            when=by_window,
        ),
        Do(
            "lista",
            GuideRaportNet(clock.now),
            uses=("folder", "haslo", "sposob", "profil_okien"),
            attended=True,
            when=by_hand,
        ),
        Ask(
            "data_raportnet",
            "Jaką datę pokazuje teraz RaportNet w polu „Ważny do:” (zakładka „CSIOZ”)?",
            parse=read_shown,
            flag="--data",
            hint="Na przykład 22.11.2028. Gdy niczego tam nie ma: „puste”.",
            words=("data", "date"),
            find=find_shown,
            personal=True,  # read anew whenever the step is: an old reading proves nothing
            when=by_hand,
        ),
        Do(
            "porownanie",
            CompareRaportNet(clock.now),
            uses=("folder", "haslo", "sposob", "profil_okien", "data_raportnet"),
            when=by_hand,
        ),
        ByHand(
            "start",
            "Proszę zamknąć konfigurację („OK”, „OK”) i nacisnąć „START” w głównym oknie. Czy RaportNet działa?",
            uses=("sposob", "porownanie"),
            page="raportnet-stop-start",
            event=standing.RUNNING,
            when=by_hand,
        ),
    ),
    options=(
        Option("profil_okien", "--profil", None, profile_file, "plik z napisami okien RaportNetu (raportnet.toml)"),
    ),
)
