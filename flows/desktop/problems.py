"""What can stand in the way at RaportNet's window. All lead on by hand: each asks ``sposob`` again, or ``program``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flows.base.errors import FlowError, Problem
from flows.desktop.scene import Several
from flows.ports.desktop import DesktopError, NotAllowed, NotResponding


class NotThereError(FlowError):
    """RaportNet is not started, or shows no window."""


class HangsError(FlowError):
    """RaportNet does not answer."""


_ON = "Proszę wpisać „ręcznie”: poprowadzę przez ten krok bez dotykania okien. „okno” próbuje jeszcze raz."


def _problem(
    code: str, what: str, causes: Sequence[str] = (), first: str = "", page: str = "raportnet-replace"
) -> FlowError:
    following = f"{first} {_ON}" if first else _ON
    return FlowError(Problem(code, what, tuple(causes), following, page, ask="sposob"))


def no_desktop() -> FlowError:
    """Not Windows."""
    return _problem(
        "raportnet-no-desktop",
        "Na tym komputerze nie mogę obsługiwać okien innych programów, bo to nie Windows.",
        ("RaportNet działa na innym komputerze apteki",),
    )


def not_found(title: str, seen: Sequence[str]) -> FlowError:
    """No window of the profile; ``seen`` are those of its title or program that show other buttons."""
    others = f" Widzę tylko takie, bez znanych mi przycisków: {'; '.join(seen)}." if seen else ""
    return NotThereError(
        Problem(
            "raportnet-not-found",
            f"Nie widzę na tym komputerze okna programu „{title}”.{others}",
            (
                "RaportNet działa na innym komputerze apteki",
                "jest zamknięty albo schowany przy zegarze",
                "jego okno ma inny tytuł lub inne napisy, niż asystent zna (plik raportnet.toml)",
            ),
            "Jeśli RaportNet jest na tym komputerze, proszę otworzyć jego okno i nacisnąć Enter albo podać plik "
            "programu. Jeśli na innym, proszę uruchomić asystenta tam. „ręcznie”: poprowadzę bez dotykania okien.",
            "raportnet-replace",
            ask="program",
        )
    )


def not_started(program: str) -> FlowError:
    """The file is known, and nothing of it runs. Asks nothing again: the path stays."""
    return NotThereError(
        Problem(
            "raportnet-not-started",
            f"Program {program} nie jest teraz uruchomiony.",
            ("ktoś go zamknął", "RaportNet uruchamia się z innego pliku"),
            "Proszę go uruchomić i wpisać „dalej”. Inny plik podaje się przez „zmień program”. „ręcznie”: poprowadzę "
            "przez ten krok bez dotykania okien.",
            "raportnet-replace",
        )
    )


def without_window(program: str) -> FlowError:
    """The program runs, but shows nothing."""
    return _problem(
        "raportnet-without-window",
        f"Program {program} działa, ale nie pokazuje okna.",
        ("okno jest schowane w ikonie przy zegarze", "uruchomił go inny użytkownik komputera"),
        "Proszę otworzyć jego okno, na przykład ikoną przy zegarze.",
    )


def no_service(name: str) -> FlowError:
    """The profile names a service that is not here."""
    return _problem(
        "raportnet-no-service",
        f"Na tym komputerze nie ma usługi „{name}” z profilu.",
        ("RaportNet działa na innym komputerze apteki", "w profilu jest literówka"),
    )


def several(windows: Sequence[str]) -> FlowError:
    """Two programs could be it."""
    return _problem(
        "raportnet-several",
        f"Kilka programów wygląda jak RaportNet: {', '.join(f'„{each}”' for each in windows)}.",
        ("program uruchomiono dwa razy",),
        "Proszę zostawić otwarty tylko jeden z nich.",
    )


def strange(seen: Sequence[str]) -> FlowError:
    """A window or label that the profile does not know."""
    return _problem(
        "raportnet-looks-different",
        f"RaportNet wygląda inaczej, niż opisuje profil, więc przerywam. Widzę: {'; '.join(seen)}.",
        ("inna wersja programu niż w instrukcji", "otwarte jest okno, o którym instrukcja nie mówi"),
        "Jeśli to zwykły komunikat, proszę go przeczytać i zamknąć.",
    )


def missing(label: str, seen: Sequence[str]) -> FlowError:
    """One label or field that is needed is not there."""
    return _problem(
        "raportnet-label-missing",
        f"Nie znajduję w oknie RaportNetu: „{label}”, więc przerywam. Widzę: {'; '.join(seen)}.",
        ("inna wersja programu niż w instrukcji", "to pole jest teraz zablokowane"),
        "Napisy można poprawić w profilu (opis w pliku raportnet.toml).",
    )


def asks_login(title: str) -> FlowError:
    """Its own login stands before the configuration; we neither know nor want it."""
    return _problem(
        "raportnet-asks-login",
        f"RaportNet pyta o swój login i hasło (okno „{title}”). Tych danych asystent nie zna i nie wpisuje.",
        ("konfiguracja jest chroniona loginem, który zaczyna się od „RN_”",),
        "Login przyszedł e-mailem przy wdrożeniu: proszę szukać w poczcie „RN_”; zapomniane hasło ustawia się w "
        "Sertum. Można zatrzymać RaportNet, otworzyć jego konfigurację samemu i wtedy wpisać „okno”; zatrzymany nie "
        "wysyła raportów, więc przed odejściem proszę nacisnąć w nim „START”.",
        page="raportnet-login",
    )


def open_it_first(tab: str) -> FlowError:
    """The profile does not tell how, so the user opens the configuration."""
    return _problem(
        "raportnet-settings-closed",
        f"Konfiguracja RaportNetu nie jest otwarta: nie widzę zakładki „{tab}”.",
        ("RaportNet nie jest jeszcze zatrzymany", "konfiguracja czeka na login, który zaczyna się od „RN_”"),
        "Profil nie mówi, którymi przyciskami się ją otwiera, więc proszę zatrzymać RaportNet i otworzyć ją samemu.",
        page="raportnet-login",
    )


def did_not(what: str, seen: Sequence[str]) -> FlowError:
    """A press without the effect that it should have."""
    return _problem(
        "raportnet-no-effect",
        f"{what} Widzę: {'; '.join(seen)}.",
        ("program pracuje bardzo wolno", "inna wersja programu niż w instrukcji"),
    )


def unreadable(label: str) -> FlowError:
    """The date field shows something that is no date of the profile."""
    return _problem(
        "raportnet-date-unreadable",
        f"Pola „{label}” nie potrafię odczytać jako daty, więc niczego nie zmieniam.",
        ("program zapisuje datę inaczej niż w profilu",),
        "Wzór daty można dopisać w profilu (część [daty]).",
        page="raportnet-check",
    )


def newer(shown: str, ours: str) -> FlowError:
    """A later certificate than ours is there already."""
    return _problem(
        "raportnet-newer",
        f"RaportNet ma certyfikat ważny do {shown}, czyli dłużej niż ten z folderu (do {ours}). Niczego nie zmieniam.",
        ("w folderze jest poprzedni komplet plików", "ktoś wymienił już certyfikat na jeszcze nowszy"),
        "Proszę sprawdzić, czy to właściwy folder („zmień folder”).",
        page="raportnet-check",
    )


def refused(message: str, shown: str) -> FlowError:
    """Installed, and the date is not the new one."""
    told = f"Program pokazał komunikat: „{message}”." if message else "Program nie pokazał żadnego komunikatu."
    return _problem(
        "raportnet-refused",
        f"Po „Instaluj certyfikat” pole z datą pokazuje {shown}, a nie nowy certyfikat. {told}",
        ("RaportNet nie przyjął hasła albo pliku", "instalacja jeszcze trwa"),
        page="raportnet-old-date",
    )


def not_kept(shown: str) -> FlowError:
    """It was there before the configuration was closed, or should have been."""
    return _problem(
        "raportnet-not-kept",
        f"Po zapisaniu konfiguracji pole z datą pokazuje {shown}, a nie nowy certyfikat.",
        ("RaportNet nie zapisał zmiany", "ktoś zmienił ją w tym samym czasie"),
        page="raportnet-old-date",
    )


def not_running(seen: Sequence[str], said: str) -> FlowError:
    """Nothing tells that it works, or it fell back; ``said``: its messages, if any."""
    told = f" Powiedział: „{said}”." if said else ""
    return _problem(
        "raportnet-not-running",
        f"Nie widzę, żeby RaportNet działał.{told} Widzę: {'; '.join(seen)}.",
        ("program nie ruszył", "pokazuje pracę inaczej, niż mówi profil (część [stan])"),
        "Proszę spojrzeć na jego okno i w razie potrzeby nacisnąć „START”: zatrzymany nie wysyła raportów.",
        page="raportnet-stop-start",
    )


@contextmanager
def told() -> Iterator[None]:
    """Turns what the desktop does not do into something a person can act on."""
    try:
        yield
    except Several as error:
        raise several([each.title for each in error.windows]) from error
    except NotAllowed as error:
        raise _problem(
            "raportnet-not-allowed",
            "System nie pozwala asystentowi sięgnąć do okna RaportNetu.",
            ("RaportNet działa z uprawnieniami administratora, a asystent bez nich",),
            "Można uruchomić asystenta jako administrator.",
        ) from error
    except NotResponding as error:
        raise HangsError(
            _problem(
                "raportnet-hangs",
                "RaportNet nie odpowiada.",
                ("program się zawiesił", "długo wykonuje inną pracę"),
                "Proszę poczekać, a jeśli to nie pomoże, zamknąć RaportNet i uruchomić go ponownie.",
                page="raportnet-stop-start",
            ).problem
        ) from error
    except DesktopError as error:
        raise _problem(
            "raportnet-gone",
            "Okno RaportNetu zniknęło w trakcie pracy.",
            ("ktoś zamknął program albo jego okno",),
            "Proszę otworzyć RaportNet.",
        ) from error
