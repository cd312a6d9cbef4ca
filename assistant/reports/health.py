"""What each thing seen on the computer means for the renewal, and what to do about it. Pure: nothing is looked at here.

Every judgement is a ``Check``: „w porządku”, „uwaga” (the assistant works, something deserves a look) or „źle”.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from assistant.screen.host import too_old, windows_name
from flows.base.errors import Problem
from flows.base.polish import plural

if TYPE_CHECKING:
    from flows.ports.store import Signing, Stored

State: TypeAlias = Literal["ok", "warning", "bad"]
POLISH_TEXT = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–…"
LITTLE_BYTES, PLENTY_BYTES = 5 * 2**20, 200 * 2**20
"""Below the first a step may fail half-way (the files of a renewal take 1 MB); from the second on all is well."""
_GRACE = timedelta(minutes=5)
"""So far may a right clock be behind the authority's (the same as for a signed request; page wrong-clock)."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: ``found`` is what was seen, ``means`` why it matters, ``page`` explains more."""

    name: str
    title: str
    state: State
    found: str
    means: str = ""
    advice: str = ""
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """A certificate that was found: which one it is, for people, and between which moments it is valid."""

    what: str
    start: datetime
    end: datetime


def of_problem(name: str, title: str, state: State, problem: Problem) -> Check:
    """A check that ended in a Problem."""
    return Check(name, title, state, problem.what, "; ".join(problem.causes), problem.next, problem.page)


def windows(version: tuple[int, int, int] | None) -> Check:
    """Whether this Windows is new enough; other systems are left to whoever chose them."""
    title = "Wersja systemu"
    if version is None:
        found = "to nie jest Windows; asystent tu działa, ale krok 6 dotyczy magazynu NSS"
        return Check("windows", title, "ok", found, page="windows-versions")
    if (old := too_old(version)) is not None:
        return of_problem("windows", title, "bad", old.problem)
    return Check("windows", title, "ok", windows_name(version), page="windows-versions")


def terminal(encoding: str, pages: tuple[int, int] | None, *, interactive: bool, draws: bool) -> Check:
    """Whether Polish letters get through, and what the window can do.

    ``pages``: the console's code page and that of old programs, on Windows.
    """
    title = "Okno i polskie litery"
    numbers = f", strona kodowa okna {pages[0] or 'brak'}, starych programów {pages[1]}" if pages else ""
    kind = "" if not interactive else ", okno rysuje się w pełni" if draws else ", okno starego rodzaju"
    found = f"kodowanie {encoding}{numbers}{kind or ', bez okna (wynik idzie do innego programu)'}"
    try:
        POLISH_TEXT.encode(encoding)
    except (UnicodeError, LookupError):
        return Check(
            "terminal",
            title,
            "warning",
            found,
            "to okno nie pokaże wszystkich polskich liter; zamiast nich będą znaki zapytania",
            "Proszę uruchamiać asystenta ze skrótu na pulpicie albo w programie Terminal Windows "
            "(w starym oknie: polecenie chcp 65001).",
            "assistant-help",
        )
    return Check("terminal", title, "ok", found, page="assistant-help")


def clock(now: datetime, built: date | None, certificates: Sequence[Validity], in_poland: datetime) -> Check:
    """The clock against the day of the program and the dates of certificates.

    ``in_poland`` is the same moment in Polish time.
    """
    title, page = "Zegar", "wrong-clock"
    shown = f"{now:%d.%m.%Y %H:%M}"
    advice = "Proszę porównać datę, godzinę i strefę z telefonem i poprawić je w ustawieniach systemu."
    future = [each for each in certificates if each.start > now + _GRACE]
    if built is not None and now.date() < built - timedelta(days=1):
        means = f"zegar się cofnął: ten program powstał później, {built:%d.%m.%Y}; P1 odrzuca zapytania ze złą godziną"
        return Check("clock", title, "bad", shown, means, advice, page)
    if future:
        latest = max(future, key=lambda each: each.start)
        means = (
            f"{latest.what} zaczyna być ważny dopiero {latest.start.astimezone(now.tzinfo):%d.%m.%Y %H:%M}, "
            "a wydano go już wcześniej: zegar się spóźnia"
        )
        return Check("clock", title, "bad", shown, means, advice, page)
    last = max((each.end for each in certificates), default=now)
    if last < now:
        means = (
            f"ostatni ze znalezionych certyfikatów stracił ważność {last.astimezone(now.tzinfo):%d.%m.%Y}: "
            "albo trzeba go odnowić, albo zegar się spieszy"
        )
        return Check("clock", title, "warning", shown, means, f"{advice} Gdy są dobre: proszę wpisać „co dalej”.", page)
    if now.utcoffset() != in_poland.utcoffset():
        means = f"strefa czasowa nie jest polska: w Polsce jest teraz {in_poland:%d.%m.%Y %H:%M}"
        return Check("clock", title, "warning", f"{shown} ({now:UTC%z})", means, advice, page)
    return Check("clock", title, "ok", f"{shown}, strefa polska", page=page)


def folder(name: str, title: str, path: Path | None, problem: Problem | None, *, there: bool, cloud: str = "") -> Check:
    """A folder that was written to on trial; not ``there``: it could be made. ``cloud``: the service that copies it."""
    if path is None:
        return Check(name, title, "ok", "jeszcze nie wybrany", page="where-to-save")
    if problem is not None:
        found = f"{path} – {problem.what}"
        return Check(name, title, "bad", found, "; ".join(problem.causes), problem.next, problem.page)
    if cloud:
        means = f"jego zawartość jest wysyłana do chmury ({cloud}), także klucze apteki"
        advice = "Proszę przenieść go w inne miejsce na tym komputerze i wpisać „zmień folder”."
        return Check(name, title, "warning", str(path), means, advice, "where-to-save")
    return Check(
        name, title, "ok", f"{path} – {'da się zapisywać' if there else 'da się utworzyć'}", page="where-to-save"
    )


def disk(free: int | None) -> Check:
    """Free bytes where the work is done; None where the system cannot tell."""
    title = "Wolne miejsce na dysku"
    if free is None:
        return Check("disk", title, "ok", "system go nie podaje", page="where-to-save")
    found = f"{free / 2**30:.1f} GB".replace(".", ",") if free >= 2**30 else f"{free // 2**20} MB"
    if free >= PLENTY_BYTES:
        return Check("disk", title, "ok", found, page="where-to-save")
    means = "plików mogłoby się nie dać zapisać do końca" if free < LITTLE_BYTES else "wkrótce może go zabraknąć"
    advice = "Proszę zwolnić miejsce, na przykład opróżnić kosz, albo wybrać inny folder."
    return Check("disk", title, "bad" if free < LITTLE_BYTES else "warning", found, means, advice, "where-to-save")


def store(count: int | None, problem: Problem | None) -> Check:
    """The certificate store of this computer: how many it lists, or why it does not; None without any store."""
    title = "Magazyn certyfikatów"
    if problem is not None:
        return of_problem("store", title, "bad", problem)
    if count is None:
        return Check(
            "store",
            title,
            "warning",
            "na tym komputerze nie ma magazynu, który asystent zna",
            "krok 6 trzeba wykonać na komputerze z Windows",
            "Proszę pokazać ten wiersz informatykowi, jeśli to komputer apteki.",
            "windows-install",
        )
    listed = plural(count, "certyfikat", "certyfikaty", "certyfikatów")
    return Check("store", title, "ok", f"odczytany, {listed}", page="windows-check-installed")


def key(certificate: Stored, signing: Signing) -> Check:
    """The key of a P1 certificate in the store: who holds it and what it signs; named by its kind and last day only."""
    title = f"Klucz certyfikatu {certificate.name[:6]} (ważny do {certificate.not_after:%d.%m.%Y})"
    holder = signing.holder or "magazyn"
    if signing.sha256:
        pss = {True: "SHA-256 i RSA-PSS", False: "SHA-256, bez RSA-PSS (TLS 1.3)", None: "SHA-256"}[signing.pss]
        return Check("key", title, "ok", f"{holder}; podpisuje: {pss}", page="windows-check-installed")
    return Check(
        "key",
        title,
        "warning",
        f"{holder}; próbny podpis SHA-256 się nie udał",
        "programy nie użyją tego certyfikatu",
        "Jeśli to certyfikat w użyciu: proszę wpisać „windows”, zainstaluję go ponownie z pliku .p12.",
        "windows-check-installed",
    )


def packages(versions: Mapping[str, str | None]) -> Check:
    """The libraries with their versions; None for one that is not there."""
    title = "Biblioteki"
    missing = [name for name, version in versions.items() if version is None]
    found = ", ".join(f"{name} {version}" for name, version in versions.items() if version) or "nieznane"
    if missing:
        means = f"brakuje: {', '.join(missing)}"
        return Check("packages", title, "bad", found, means, _REINSTALL, "assistant-help")
    if not versions:
        return Check("packages", title, "warning", found, "nie wiem, które wersje są zainstalowane", _REINSTALL)
    return Check("packages", title, "ok", found)


def crypto(failed: str | None, error: str) -> Check:
    """The trial of keys and files in memory: the part that did not work (None: all did), and the exception's type."""
    title = "Próba kluczy i podpisu"
    if failed is None:
        return Check("crypto", title, "ok", "klucz RSA, CSR, .jks i .p12 działają, podpis się zgadza")
    means = "bez tego nie da się utworzyć ani sprawdzić plików certyfikatów"
    return Check("crypto", title, "bad", f"nie działa: {failed} ({error})", means, _REINSTALL, "helpdesk-contact")


_REINSTALL = "Proszę zainstalować asystenta jeszcze raz; pliki certyfikatów przy tym zostają."
