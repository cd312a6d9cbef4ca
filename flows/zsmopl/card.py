"""What step 5 gives to be copied into the portal, and asks where the old certificate is gone already."""

from __future__ import annotations

from flows.base.clock import local
from flows.engine.plan import Answers
from flows.folder import portal_gap
from flows.sow.open_site import Card
from flows.zsmopl.compare_portal import wss_pair


def card(answers: Answers) -> Card:
    """What is copied into the portal: the file and the day that has to appear."""
    _, certificate, path = wss_pair(answers["folder"])
    end = local(certificate.not_valid_after_utc)
    return (("Plik do „Importuj certyfikat”", str(path)), ("Data, która ma się pojawić", f"{end:%d.%m.%Y}"))


def only_import(answers: Answers) -> str:
    """The question where the old certificate is deleted already: nothing may be deleted again."""
    if portal_gap.stands(answers.get("folder")) is None:
        return ""
    return (
        "Stary certyfikat jest już usunięty, więc niczego nie usuwamy. Zostało tylko: „Zaloguj”, „Moje konto”, na dole "
        f"„Importuj certyfikat” (plik {wss_pair(answers['folder'])[2].name}) i „Zapisz i wyślij”. "
        "Czy nowy certyfikat jest zaimportowany i wysłany?"
    )
