"""The card of the application: what is copied into the form, and which file goes where."""

from __future__ import annotations

from flows.engine.plan import Answers
from flows.sow import identifiers
from flows.sow.attachments import attachments
from flows.sow.open_site import Card

_PESEL = "PESEL kierownika („Dane administratora danych systemu usługodawcy”)"


def card(answers: Answers) -> Card:
    """Labels of the form, letter for letter where they are known, with the values to be copied.

    Raises FlowError ``no-requests``; ``emails-differ`` when only one of the two addresses was corrected.
    """
    email, again = answers["email"], answers.get("email2", answers["email"])  # the form asks for it twice, we do not
    identifiers.same_email(email.value, again.value)
    pairs = attachments(answers["folder"])
    rows = (
        ("Identyfikator apteki/punktu aptecznego", answers["identyfikator"].value),
        ("Numer PWZ kierownika", answers["pwz"].value),
        ("Adres e-mail", email.value),
        ("Adres e-mail (drugie pole)", again.value),
        (_PESEL, answers["pesel"].value if "pesel" in answers else "(proszę wpisać w formularzu)"),
        *((label, answers[name].value) for name, label in (("nip", "NIP"), ("regon", "REGON")) if name in answers),
    )
    files = ((f"Plik do pola {purpose.upper()}", str(pairs[purpose].request)) for purpose in ("wss", "tls"))
    return (*rows, *files)
