"""Step 2: the application in SOW, filled in by the manager from a card that was checked beforehand.

Personal data (PESEL, PWZ, e-mail) stays in memory: it is in no plan, journal or file. Facts about the pharmacy are kept
for the next application when the user agrees (``flows.folder.kept_form``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from flows.base.door import later
from flows.engine.folder_question import folder_question
from flows.engine.journal import entries_of
from flows.engine.model import Ask, ByHand, Do, Flow, OnDay, Option
from flows.engine.plan import Answers
from flows.engine.scripted import Scripted
from flows.engine.spoken_days import find_spoken, read_future_day
from flows.folder import history
from flows.sow.about import ABOUT, CALLED, STEP
from flows.sow.email_address import email
from flows.sow.form import email_in, name_in, number_in, pharmacy_name, same_email
from flows.sow.open_site import OpenSite

SITE = "https://sow.ezdrowie.gov.pl"
_PROPOSED = later("flows.folder.kept_form:proposed")
_KEPT_FILE = later("flows.folder.kept_form:kept_file")
_PHARMACY_ID = later("flows.sow.identifiers:pharmacy_id")
_PWZ = later("flows.sow.identifiers:pwz")
_PESEL = later("flows.sow.identifiers:pesel")
_NIP = later("flows.sow.identifiers:nip")
_REGON = later("flows.sow.identifiers:regon")


def _kept(name: str, parse: Callable[[str], object]) -> Callable[[Answers], str]:
    """Proposes what was kept after an earlier application."""

    def proposed(_answers: Answers) -> str:
        return str(_PROPOSED(name, parse, _KEPT_FILE()))

    return proposed


def _told_profile(answers: Answers) -> str:
    """Proposes the date that this folder's journal already knows."""
    folder = answers.get("folder")
    day = history.profile_end(entries_of(folder)) if isinstance(folder, Path) else None
    return f"{day:%d.%m.%Y}" if day is not None else ""


def _ask(name: str, question: str, parse: Any, hint: str = "", **more: Any) -> Ask:
    """A field of the form: from the conversation, or from ``--dane``: a value never stands on the command line."""
    find = {email: email_in, pharmacy_name: name_in}.get(parse, number_in)
    return Ask(name, question, parse=parse, flag="--dane", hint=hint, personal=True, in_form=True, find=find, **more)


def opened_before(folder: Path) -> str:
    """When the page of the application was opened last and nobody said since that it was sent; "" else."""
    entries = history.this_renewal(entries_of(folder))
    opened = history.last_finished(entries, "open-sow")
    if opened is None or STEP in history.said(entries) or history.last_finished(entries, history.LETTER) is not None:
        return ""
    return f"Strona wniosku była otwierana {history.day_of(opened)} o {history.hour_of(opened)}."


FLOW = Flow(
    STEP,
    2,
    "Krok 2. Wniosek w SOW",
    "sow-application",
    items=(
        folder_question("W którym folderze są pliki CSR z kroku 1?", "Z tego folderu wskażę pliki do dołączenia."),
        ByHand(
            "rejestry",
            "Czy kierownik ma poprawny numer PWZ w Rejestrze Aptek oraz PESEL i PWZ w Centralnym Rejestrze Farmaceutów?"
            " Bez tego wniosek nie przejdzie.",
            page="sow-find-identifiers",
            word="tak",
            recorded=False,
        ),
        ByHand(
            "podpis",
            "Czy wniosek podpisze kierownik (ten, czyj PWZ będzie we wniosku, a nie właściciel) i czy ma ważny Profil "
            "Zaufany, e-dowód albo podpis kwalifikowany?",
            page="sow-signing",
            word="tak",
            recorded=False,
        ),
        Ask(
            "profil",
            "Do kiedy jest ważny Profil Zaufany kierownika?",
            parse=OnDay(read_future_day),
            flag="--profil-do",
            hint="Na przykład 3.01.2028; data jest widoczna po zalogowaniu do profilu. Przypomnę o niej. Można też "
            "pominąć: Enter albo „pomiń”.",
            default=_told_profile,
            skippable=True,
            words=("profil", "profil zaufany"),
            find=find_spoken,
        ),
        Do(
            "zapis_profilu",
            later("flows.sow.record_profile:RecordProfile"),
            uses=("folder", "profil"),
            did="zapisano datę Profilu Zaufanego",
            offered="profil",
            note=True,
        ),
        _ask(
            "podmiot",
            "Jaka jest nazwa apteki?",
            pharmacy_name,
            optional=True,
            words=("nazwa", "nazwę", "podmiot"),
            default=_kept("podmiot", pharmacy_name),
        ),
        _ask(
            "identyfikator",
            "Jaki jest „Identyfikator apteki/punktu aptecznego”?",
            _PHARMACY_ID,
            "Same cyfry, zwykle 7; jest w Rejestrze Aptek.",
            words=("identyfikator",),
            default=_kept("identyfikator", _PHARMACY_ID),
        ),
        _ask(
            "pwz",
            "Jaki jest numer PWZ kierownika?",
            _PWZ,
            "8 cyfr, jest w Centralnym Rejestrze Farmaceutów.",
            words=("pwz", "numer pwz"),
        ),
        _ask(
            "email",
            "Na jaki adres e-mail ma przyjść odpowiedź?",
            email,
            "Proszę podać skrzynkę, do której na pewno jest dostęp.",
            words=("email", "e-mail", "mail", "adres"),
        ),
        _ask(
            "email2",
            "Proszę wpisać ten sam adres e-mail jeszcze raz.",
            email,
            "Formularz ma na adres dwa pola. Muszą być jednakowe.",
            check=same_email,
            uses=("email",),
            optional=True,
            words=("drugi email", "drugi adres"),
        ),
        _ask(
            "pesel",
            "Jaki jest PESEL kierownika?",
            _PESEL,
            "11 cyfr. Zostaje tylko w pamięci programu, nigdzie go nie zapisuję. Można pominąć: Enter albo „pomiń”; "
            "wtedy wpisuje się go dopiero w formularzu.",
            skippable=True,
            words=("pesel",),
        ),
        _ask(
            "nip",
            "Jaki jest NIP?",
            _NIP,
            optional=True,
            words=("nip",),
            default=_kept("nip", _NIP),
        ),
        _ask(
            "regon",
            "Jaki jest REGON?",
            _REGON,
            optional=True,
            words=("regon",),
            default=_kept("regon", _REGON),
        ),
        Do(
            "karta",
            partial(OpenSite, "open-sow", "wniosek w SOW", lambda _answers: SITE, later("flows.sow.card:card")),
            uses=("folder", "podmiot", "identyfikator", "pwz", "email", "email2", "pesel", "nip", "regon"),
            did="otwarto stronę wniosku",
            attended=True,
        ),
        ByHand(
            "wyslany",
            "Po wypełnieniu: zgody na samym dole, „Podpisz podpisem zaufanym”, kod SMS, po powrocie „Wyślij wniosek”. "
            "Czy pojawił się komunikat „Wniosek został przyjęty i przekazany do realizacji. Wynik przetwarzania "
            "wniosku zostanie wysłany na adres e-mail zawarty we wniosku.”?",
            uses=("karta",),
        ),
        Do(
            "zachowanie",
            later("flows.sow.keep_form:KeepForm"),
            uses=("folder", "identyfikator", "podmiot", "nip", "regon"),
            did="zachowano dane apteki",
            offered="zachowaj",
        ),
    ),
    options=(
        Option(
            "zachowaj",
            "--zachowaj",
            default=False,
            parse=bool,
            help="zachowuje dane apteki (bez PESEL, PWZ i e-maila) na następny wniosek",
        ),
    ),
    about=ABOUT,
    called=CALLED,
    heeds=("profile",),
    ready=later("flows.sow.attachments:ready"),
    begun=opened_before,
    proves=later("flows.sow.proof:proves"),
    scripted=Scripted(later("flows.sow.attachments:attached"), later("flows.sow.attachments:attached_lines")),
)
