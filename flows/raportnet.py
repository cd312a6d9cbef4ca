"""Step 7: the new certificate in RaportNet, through its window where there is one to drive, or by hand."""

from __future__ import annotations

from pathlib import Path

from flows import clock, standing
from flows.answers import existing_password, find_folder, must_exist, work_folder
from flows.days import find_day, read_day
from flows.desktop.choose import is_here, open_desktop
from flows.errors import FlowError, Problem
from flows.model import Answers, Ask, AskSecret, ByHand, Do, Flow, Option
from flows.operations.raportnet_by_hand import CompareRaportNet, GuideRaportNet
from flows.operations.replace_raportnet import ReplaceInRaportNet

WINDOW, HAND = "okno", "ręcznie"
_WAYS = {"okno": WINDOW, "oknem": WINDOW, "ręcznie": HAND, "recznie": HAND, "sam": HAND, "sama": HAND}


def parse_way(text: str) -> str:
    """The way as ``WINDOW`` or ``HAND``. Raises FlowError ``bad-way``."""
    way = _WAYS.get(text.strip(' .„”"').lower())
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
    """The way in a sentence („zrób to ręcznie”); None without one, or with both."""
    said = (word.strip(".,;„”\"'") for word in line.lower().split())
    words = {_WAYS[word] for word in said if word in _WAYS}
    return words.pop() if len(words) == 1 else None


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
        Do(
            "okno",
            ReplaceInRaportNet(clock.now, open_desktop),
            uses=("folder", "haslo", "sposob", "profil_okien"),
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
            parse=read_day,
            flag="--data",
            hint="Na przykład 22.11.2028. Gdy pole jest puste, proszę najpierw wskazać plik WSS (punkt 3 z listy).",
            words=("data", "date"),
            find=find_day,
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
