"""What is true here of the application, the letters and what people did: what was written down, and what never is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.reports.here import Here
from flows.base.polish import long_date
from flows.engine.model import Do
from flows.folder import history
from flows.folder.kept_form import kept_file, read

if TYPE_CHECKING:
    from flows.engine.journal import Entry

_LAST = 3
_SAID = {
    "by-hand": "zapisano jako wykonane",
    "skipped": "pominięto",
    "not-applicable": "oznaczono jako „nie dotyczy”",
}
_PRIVATE = (
    "Numerów PWZ i PESEL ani adresu e-mail program nie zapisuje, to dane osobowe. PWZ kierownika jest w Centralnym "
    "Rejestrze Farmaceutów, a odpowiedź przychodzi na adres podany we wniosku."
)
_ASKED = {"email": ("email",), "personal": ("pwz", "pesel", "nip", "regon"), "pharmacy": ("identyfikator", "podmiot")}
_LABELS = {
    "email": "Adres e-mail", "pwz": "PWZ", "pesel": "PESEL", "nip": "NIP", "regon": "REGON",
    "identyfikator": "Identyfikator apteki", "podmiot": "Apteka",
}  # fmt: skip


def _typed(topic: str, here: Here) -> str:
    """What was typed in the step under way: it is still in memory."""
    shown = [f"{_LABELS[name]}: {here.answers[name]}" for name in _ASKED[topic] if name in here.answers]
    return f"W tym kroku wpisano: {', '.join(shown)}. „zmień” poprawia." if shown else ""


def _personal(topic: str) -> Callable[[Here], str]:
    return lambda here: _typed(topic, here) or f"Nie zapisano. {_PRIVATE}"


def _pharmacy(here: Here) -> str:
    if typed := _typed("pharmacy", here):
        return typed
    kept = read(kept_file())
    shown = [f"{_LABELS[name]}: {kept[name]}" for name in ("podmiot", "identyfikator") if name in kept]
    known = f"{', '.join(shown)} (zachowane z wniosku)." if shown else "Nazwy ani identyfikatora apteki nie zapisano."
    return f"{known} Folder odnowienia: {here.folder}"


def _number(here: Here) -> str:
    if here.seen.number is not None:
        return f"Numer wniosku: {here.seen.number}."
    return (
        "Numeru wniosku jeszcze nie zapisano. Jest w pierwszej wiadomości z urzędu (potwierdzeniu); po wpisaniu „mail” "
        "można ją wkleić, a zapiszę numer."
    )


def _sent(here: Here) -> str | None:
    step = next(each for each in here.seen.steps if each.flow == "sow")
    entry = history.said(here.entries).get("sow")
    if entry is not None:
        return f"Według Państwa słów wniosek wysłano {_when(entry)}. {_proof(here)}".rstrip()
    if step.state == "done":
        return f"Wniosek jest wysłany: {step.evidence}. Dnia wysłania nie zapisano."
    return "Wysłania wniosku nie zapisano. Dowodem jest komunikat „Wniosek został przyjęty…” i wiadomość z numerem."


def _proof(here: Here) -> str:
    return f"Numer z potwierdzenia: {here.seen.number}." if here.seen.number else ""


def _mail(here: Here) -> str:
    link = history.link_deadline(here.entries)
    letter = history.last_finished(here.entries, history.LETTER)
    if link is not None:
        return f"Wiadomość z linkami jest zapisana; linki działają do {long_date(link, here.now.date())}."
    if letter is not None:
        return (
            f"Potwierdzenie zapisano {_when(letter)}. Wiadomości z linkami jeszcze nie zapisano, a poczty program sam "
            "nie widzi: gdy przyjdzie, proszę wpisać „mail”."
        )
    if next(each for each in here.seen.steps if each.flow == "mail").state == "done":
        return "Wiadomości nie zapisano, ale jest już niepotrzebna: oba certyfikaty są w folderze."
    return (
        "Żadnej wiadomości jeszcze nie zapisano, a poczty program sam nie widzi. Proszę zajrzeć do skrzynki i do "
        "spamu; gdy przyjdzie, proszę wpisać „mail”."
    )


def _profile(here: Here) -> str | None:
    day = history.profile_end(here.entries)
    return f"Profil Zaufany jest ważny do {long_date(day, here.now.date())}, tak zapisano." if day is not None else None


def _oid(_here: Here) -> str:
    return "OID apteki nie jest zapisany. Stoi w wiadomości „System P1 nadał dostęp do Systemu P1”, jako węzeł OID."


def _last(here: Here) -> str:
    done = [each for each in here.entries if each["event"] in {"verified", "done", "undone", *_SAID}]
    if not done:
        return "W dzienniku tego folderu nie ma jeszcze żadnej czynności."
    rows = [f"{_when(each)}: {_deed(each, here)}" for each in done[-_LAST:]]
    following = here.seen.next
    after = f" Następny: {here.flows[following].title}." if following else ""
    return f"Ostatnio zapisano: {'; '.join(rows)}.{after} Kto to robił, program nie rozróżnia."


def _deed(entry: Entry, here: Here) -> str:
    if entry["event"] == "undone":
        return "cofnięto czynność"
    flow = here.flows.get(str(entry.get("flow")))
    if entry["event"] in _SAID:
        return f"{_SAID[entry['event']]}: {flow.title if flow else 'krok'}"
    items = (item for each in here.flows.values() for item in each.items)
    deeds = {item.operation.name: item.did for item in items if isinstance(item, Do) and item.did}
    return deeds.get(str(entry.get("operation")), "wykonano czynność")


def _when(entry: Entry) -> str:
    try:
        return f"{datetime.fromisoformat(entry['time']):%d.%m.%Y o %H:%M}"
    except ValueError:
        return history.day_of(entry)


TOPICS: Mapping[str, Callable[[Here], str | None]] = {
    "number": _number,
    "sent": _sent,
    "mail": _mail,
    "profile": _profile,
    "oid": _oid,
    "last": _last,
    "email": _personal("email"),
    "personal": _personal("personal"),
    "pharmacy": _pharmacy,
}
