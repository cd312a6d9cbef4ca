"""Why certificates and keys of a folder cannot be put together, in words. Names are file names, labels TLS or WSS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flows.base.clock import local
from flows.base.errors import FlowError, KeyMismatchError, Problem

LABEL = {"tls": "TLS", "wss": "WSS"}


def expired(label: str, name: str, end: datetime) -> FlowError:
    """The newest certificate is over; ``end`` knows its zone."""
    return FlowError(
        Problem(
            "certificate-expired",
            f"Certyfikat {label} w pliku {name} stracił ważność {local(end):%d.%m.%Y}.",
            ("to certyfikat z poprzedniego odnowienia", "zegar komputera wskazuje złą datę"),
            "Proszę pobrać nowe pliki z ostatniej wiadomości „System P1 nadał dostęp do Systemu P1” "
            "i zapisać je w tym folderze.",
            page="download-pem",
        )
    )


def not_yet_valid(label: str, name: str, start: datetime) -> FlowError:
    """The newest certificate begins later; ``start`` knows its zone."""
    return FlowError(
        Problem(
            "certificate-not-yet-valid",
            f"Certyfikat {label} w pliku {name} będzie ważny dopiero od {local(start):%d.%m.%Y %H:%M}.",
            ("zegar komputera się spóźnia albo wskazuje złą datę",),
            "Proszę sprawdzić datę i godzinę w komputerze i spróbować ponownie.",
            page="wrong-clock",
        )
    )


def taken_nowhere(name: str) -> FlowError:
    """openssl, and with it many a program, would refuse the whole certificate for its name."""
    return FlowError(
        Problem(
            "certificate-nonstandard",
            f"Certyfikat w pliku {name} jest cały i pasuje do klucza, ale jego nazwa jest zapisana niezgodnie z normą: "
            "openssl i wiele innych programów go nie przyjmie.",
            ("urząd zapisał polskie litery w złym kodowaniu",),
            "Ponowne pobranie dałoby to samo. Proszę pokazać ten plik (sam certyfikat, bez kluczy i haseł) pomocy "
            "technicznej Centrum e-Zdrowia; kluczy nie trzeba robić od nowa.",
            page="helpdesk-contact",
        )
    )


def purpose_unknown(name: str) -> FlowError:
    """Neither alias nor name nor note says what a keystore is for."""
    return FlowError(
        Problem(
            "purpose-unknown",
            f"Nie wiem, czy {name} jest dla TLS, czy dla WSS.",
            ("nazwa pliku została zmieniona",),
            "Proszę przywrócić w nazwie „tls” albo „wss” (tak nazwał go program w kroku 1) i spróbować ponownie.",
            page="file-types",
        )
    )


def no_keystore() -> FlowError:
    """No private keys in the folder."""
    return FlowError(
        Problem(
            "no-keystore",
            "W folderze nie ma pliku .jks z kluczem prywatnym.",
            ("pliki z kroku 1 leżą w innym folderze", "plik .jks został usunięty"),
            "Proszę skopiować do tego folderu wszystkie pliki z kroku 1 i spróbować ponownie.",
            page="p12-load-folder",
            ask="folder",
        )
    )


def no_certificate(aside: str = "") -> FlowError:
    """No certificate in the folder, and nothing in the place of one; ``aside`` says where they are instead."""
    following = (
        "Proszę pobrać oba pliki PEM (TLS i WSS) z wiadomości i wpisać „mail”: skopiuję je z „Pobrane” do tego "
        "folderu, obok plików .jks."
    )
    return FlowError(
        Problem(
            "no-certificate",
            "W folderze nie ma jeszcze certyfikatów z Centrum e-Zdrowia: brakuje TLS i WSS.",
            ("pliki PEM są w folderze „Pobrane”", "wiadomość z odnośnikami jeszcze nie przyszła"),
            _instead(aside, following),
            page="download-pem",
        )
    )


def useless_file(name: str, problem: Problem | None) -> FlowError:
    """A file with a certificate's name that holds none; ``problem`` is what recognition said of it."""
    if problem is None:
        return FlowError(
            Problem(
                "no-certificate",
                f"Plik {name} nie zawiera certyfikatu.",
                ("zapisano inny plik pod tą nazwą, na przykład prośbę o certyfikat (.csr)",),
                "Proszę pobrać certyfikat z wiadomości jeszcze raz i zapisać go w tym folderze.",
                page="download-pem",
            )
        )
    return FlowError(problem if name in problem.what else replace(problem, what=f"Plik {name}: {problem.what}"))


def rival(label: str, name: str, other: str) -> str:
    """A warning: of two answers to one key one may be somebody else's; a copied issuer's name would not show it."""
    return (
        f"Uwaga: do klucza {label} są dwa różne certyfikaty. Biorę nowszy, z pliku {name}; drugi jest w pliku {other}. "
        "Jeśli któregoś nie pobrano z wiadomości urzędu, proszę go stąd zabrać i powtórzyć krok."
    )


def placeholder(name: str) -> FlowError:
    """A certificate that a keystore made for itself, exported into the place of the office's."""
    return FlowError(
        Problem(
            "certificate-placeholder",
            f"Plik {name} to nie odpowiedź urzędu, tylko tymczasowy certyfikat z magazynu kluczy, podpisany własnym "
            "kluczem.",
            ("certyfikat wyeksportowano z pliku .jks, zamiast pobrać go z wiadomości",),
            "Proszę pobrać oba pliki PEM (TLS i WSS) z wiadomości i wpisać „mail”: skopiuję je z „Pobrane” tutaj.",
            page="download-pem",
        )
    )


def placeholder_inside(name: str) -> FlowError:
    """The same in a PKCS#12 that is to be installed: a keystore of step 1 in another format."""
    return FlowError(
        Problem(
            "certificate-placeholder",
            f"W pliku {name} jest klucz, ale zamiast certyfikatu z urzędu tymczasowy, podpisany własnym kluczem.",
            ("plik .jks z kroku 1 przerobiono na .p12, zanim dołączono do niego certyfikat z wiadomości",),
            "Proszę wpisać „p12”: krok 4 połączy klucz z certyfikatem z urzędu w nowym pliku.",
            page="generate-p12",
        )
    )


def duplicate(names: Sequence[str], label: str, missing: str) -> FlowError:
    """The same certificate in several files."""
    return FlowError(
        Problem(
            "certificate-duplicate",
            f"Pliki {' i '.join(names)} zawierają ten sam certyfikat ({label}); brakuje {missing}.",
            ("ten sam odnośnik z wiadomości został pobrany dwa razy",),
            f"Proszę pobrać z wiadomości drugi plik ({missing}) i wpisać „mail”: skopiuję go z „Pobrane” tutaj.",
            page="download-pem",
        )
    )


def one_missing(label: str, missing: str, aside: str = "") -> FlowError:
    """One of the two certificates is not there; ``aside`` as above."""
    following = (
        f"Proszę pobrać z wiadomości także plik {missing} i wpisać „mail”: skopiuję go z „Pobrane” do tego folderu."
    )
    return FlowError(
        Problem(
            "certificate-missing",
            f"Jest certyfikat {label}, ale brakuje certyfikatu {missing}.",
            ("pobrano tylko jeden z dwóch plików",),
            _instead(aside, following),
            page="download-pem",
        )
    )


def _instead(aside: str, following: str) -> str:
    """What was found beside says what to do, or it is only named."""
    return aside if "Proszę" in aside else f"{following} {aside}".rstrip()


def mismatch(name: str, request: str | None) -> FlowError:
    """A certificate fits none of the keys here; ``request`` is the request here that it does fit."""
    fits = (
        f"Pasuje natomiast do prośby {request}, dla której w folderze nie ma pliku .jks."
        if request
        else "Nie pasuje też do żadnego pliku .csr w tym folderze."
    )
    return KeyMismatchError(
        Problem(
            "key-mismatch",
            f"Certyfikat z pliku {name} nie pasuje do żadnego klucza w tym folderze. {fits}",
            (
                "pliki .csr tworzono więcej niż raz, a wniosek poszedł z innym kompletem",
                "plik .jks jest w innym folderze lub na innym komputerze",
                "certyfikat jest z innej apteki albo z poprzedniego odnowienia",
            ),
            "Proszę znaleźć plik .jks z tego samego kompletu (inny folder, inny komputer, kopia zapasowa, podfolder "
            "„Cofniete-…”) i skopiować go do tego folderu. Certyfikat innej apteki, innego systemu albo z poprzedniego "
            "odnowienia proszę przenieść gdzie indziej. Nowy wniosek jest potrzebny dopiero wtedy, gdy klucza nie ma "
            "nigdzie.",
            page="pem-key-mismatch",
        )
    )
