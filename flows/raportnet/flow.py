"""Step 7: the new certificate in RaportNet, through its window where there is one to drive, or by hand."""

from __future__ import annotations

from pathlib import Path

from flows.base.door import later
from flows.desktop.choose import is_here
from flows.engine.days import find_correction, find_shown, read_shown
from flows.engine.folder_question import folder_question
from flows.engine.model import Ask, AskSecret, ByHand, Do, Flow, Option
from flows.engine.plan import Answers
from flows.engine.scripted import Scripted
from flows.folder import stopped
from flows.raportnet.about import ABOUT, CALLED, PASSING, STEP
from flows.raportnet.answers import WINDOW, find_program, find_way, find_way_alone, parse_way, program_file


def by_window(answers: Answers) -> bool:
    """Whether we drive the window."""
    return answers.get("sposob") == WINDOW


def by_hand(answers: Answers) -> bool:
    """Whether a person does it all."""
    return not by_window(answers)


def profile_file(text: str) -> Path:
    """A profile of one's own; what is in it is read with the plan."""
    return Path(text).expanduser().absolute()


FLOW = Flow(
    STEP,
    7,
    "Krok 7. Certyfikat w RaportNet",
    "raportnet-replace",
    items=(
        folder_question("W którym folderze są pliki z certyfikatami?", "Potrzebny jest plik WSS: .p12 z kroku 4."),
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
            anew=True,  # who left for want of the password goes on by hand
            when=lambda _answers: is_here(),
        ),
        AskSecret(
            "haslo",
            "Proszę podać hasło do plików .p12",
            parse=later("flows.engine.passwords:existing_password"),
            flag="--haslo-plik",
            hint="Zwykle z kroku 1; to nie jest hasło do RaportNetu. Bez hasła: Ctrl-C, „raportnet”, „ręcznie”.",
            words=("hasło",),
            when=by_window,
        ),
        Do(
            "zatrzymanie",
            later("flows.raportnet.by_hand:OpenByHand"),
            uses=("folder", "sposob", "profil_okien"),
            attended=True,
            when=later("flows.raportnet.by_hand:opened_by_a_person"),
        ),
        ByHand(
            "otwarta",
            "Czy RaportNet jest zatrzymany, a jego konfiguracja otwarta?",
            uses=("sposob", "zatrzymanie"),
            page="raportnet-stop-start",
            recorded=False,
            when=later("flows.raportnet.by_hand:opened_by_a_person"),
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
            later("flows.raportnet.replace_raportnet:ReplaceInRaportNet"),
            uses=("folder", "haslo", "sposob", "profil_okien", "program"),
            did="zmieniono certyfikat w RaportNecie",
            when=by_window,
        ),
        Do(
            "lista",
            later("flows.raportnet.by_hand:GuideRaportNet"),
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
            anytime=find_correction,
            anew=True,  # an old reading proves nothing
            uses=("sposob",),
            when=by_hand,
        ),
        Do(
            "porownanie",
            later("flows.raportnet.by_hand:CompareRaportNet"),
            uses=("folder", "haslo", "sposob", "profil_okien", "data_raportnet"),
            did="porównano datę w RaportNecie",
            when=by_hand,
        ),
        ByHand(
            "start",
            "Proszę zamknąć konfigurację („OK”, „OK”) i nacisnąć „START” w głównym oknie. Czy RaportNet działa?",
            uses=("sposob", "porownanie"),
            page="raportnet-stop-start",
            event=stopped.RUNNING,
            when=by_hand,
        ),
    ),
    options=(
        Option("profil_okien", "--profil", None, profile_file, "plik z napisami okien RaportNetu (raportnet.toml)"),
    ),
    about=ABOUT,
    called=CALLED,
    ready=later("flows.folder.readiness:with_keys"),
    proves=later("flows.raportnet.proof:proves"),
    warns=later("flows.raportnet.proof:warns"),
    passing=PASSING,
    scripted=Scripted(later("flows.raportnet.scripted:warning")),
)
