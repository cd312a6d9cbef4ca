"""Step 5: the new WSS certificate in ZSMOPL, done by hand in the browser and checked by its date."""

from __future__ import annotations

from flows.base.clock import local
from flows.calendar.flow import OFFER, OFFER_OPTION
from flows.engine.days import find_correction, find_day, read_day
from flows.engine.folder_question import folder_question
from flows.engine.model import Ask, ByHand, Do, Flow
from flows.engine.plan import Answers
from flows.folder import portal_gap
from flows.folder.readiness import with_keys
from flows.sow.open_site import Card, OpenSite
from flows.zsmopl.about import ABOUT, CALLED, PASSING
from flows.zsmopl.compare_portal import ComparePortal, wss_pair
from flows.zsmopl.proof import STEP, proves, warns

SITE = "https://zsmopl.ezdrowie.gov.pl"


def _card(answers: Answers) -> Card:
    _, certificate, path = wss_pair(answers["folder"])
    end = local(certificate.not_valid_after_utc)
    return (("Plik do „Importuj certyfikat”", str(path)), ("Data, która ma się pojawić", f"{end:%d.%m.%Y}"))


def _only_import(answers: Answers) -> str:
    """The question where the old certificate is deleted already: nothing may be deleted again."""
    if portal_gap.stands(answers.get("folder")) is None:
        return ""
    return (
        "Stary certyfikat jest już usunięty, więc niczego nie usuwamy. Zostało tylko: „Zaloguj”, „Moje konto”, na dole "
        f"„Importuj certyfikat” (plik {wss_pair(answers['folder'])[2].name}) i „Zapisz i wyślij”. "
        "Czy nowy certyfikat jest zaimportowany i wysłany?"
    )


FLOW = Flow(
    STEP,
    5,
    "Krok 5. Nowy certyfikat w ZSMOPL",
    "zsmopl-replace",
    items=(
        folder_question("W którym folderze są pobrane pliki PEM?", "Z niego wskażę właściwy plik WSS."),
        Do("portal", OpenSite("open-zsmopl", "ZSMOPL", lambda _answers: SITE, _card), uses=("folder",), attended=True),
        ByHand(
            "import",
            "Najpierw proszę mieć pod ręką plik z karty, dopiero potem „Usuń certyfikat” "
            "(„Sukces: Usunięto certyfikat”), zaraz „Importuj certyfikat” i „Zapisz i wyślij”. "
            "Czy certyfikat jest zaimportowany i wysłany?",
            page="zsmopl-replace",
            recorded=False,
            instead=_only_import,
        ),
        Ask(
            "data",
            "Do kiedy, według ZSMOPL („Moje konto”, na dole), jest ważny certyfikat?",
            parse=read_day,
            flag="--data",
            hint="Na przykład 22.11.2028.",
            words=("data", "date"),
            find=find_day,
            anytime=find_correction,
        ),
        Do("sprawdzenie", ComparePortal(), uses=("folder", "data")),
        OFFER,
    ),
    options=(OFFER_OPTION,),
    about=ABOUT,
    called=CALLED,
    ready=with_keys,
    proves=proves,
    warns=warns,
    after=("mail",),
    passing=PASSING,
)
