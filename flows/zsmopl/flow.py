"""Step 5: the new WSS certificate in ZSMOPL, done by hand in the browser and checked by its date."""

from __future__ import annotations

from functools import partial

from flows.base.door import later
from flows.calendar.flow import OFFER, OFFER_OPTION
from flows.engine.days import find_correction, find_day, read_day
from flows.engine.folder_question import folder_question
from flows.engine.model import Ask, ByHand, Do, Flow
from flows.sow.open_site import OpenSite
from flows.zsmopl.about import ABOUT, CALLED, PASSING, STEP

SITE = "https://zsmopl.ezdrowie.gov.pl"


FLOW = Flow(
    STEP,
    5,
    "Krok 5. Nowy certyfikat w ZSMOPL",
    "zsmopl-replace",
    items=(
        folder_question("W którym folderze są pobrane pliki PEM?", "Z niego wskażę właściwy plik WSS."),
        Do(
            "portal",
            partial(OpenSite, "open-zsmopl", "ZSMOPL", lambda _answers: SITE, later("flows.zsmopl.card:card")),
            uses=("folder",),
            did="otwarto ZSMOPL",
            attended=True,
        ),
        ByHand(
            "import",
            "Najpierw proszę mieć pod ręką plik z karty, dopiero potem „Usuń certyfikat” "
            "(„Sukces: Usunięto certyfikat”), zaraz „Importuj certyfikat” i „Zapisz i wyślij”. "
            "Czy certyfikat jest zaimportowany i wysłany?",
            page="zsmopl-replace",
            recorded=False,
            instead=later("flows.zsmopl.card:only_import"),
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
        Do(
            "sprawdzenie",
            later("flows.zsmopl.compare_portal:ComparePortal"),
            uses=("folder", "data"),
            did="porównano datę w ZSMOPL",
        ),
        OFFER,
    ),
    options=(OFFER_OPTION,),
    about=ABOUT,
    called=CALLED,
    ready=later("flows.folder.readiness:with_keys"),
    proves=later("flows.zsmopl.proof:proves"),
    warns=later("flows.zsmopl.proof:warns"),
    after=("mail",),
    passing=PASSING,
)
