"""Why a file is of no use, in words."""

from __future__ import annotations

from flows.base.errors import FlowError, Problem

_WORDS: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "file-empty": (
        "jest pusty",
        ("pobieranie lub kopiowanie zostało przerwane", "na dysku zabrakło miejsca"),
        "Proszę pobrać albo skopiować ten plik jeszcze raz.",
        "download-pem",
    ),
    "html-file": (
        "to strona internetowa, a nie certyfikat",
        ("zapisano stronę zamiast pliku", "odnośnik wygasł i serwer pokazał komunikat"),
        "Proszę otworzyć odnośnik z wiadomości jeszcze raz i zapisać sam plik PEM.",
        "download-pem",
    ),
    "email-file": (
        "to zapisana wiadomość lub dokument, a nie certyfikat",
        ("zapisano całą wiadomość zamiast plików, do których prowadzą odnośniki",),
        "Proszę wpisać „mail” i podać ten plik: powiem, czy wiadomość jest prawdziwa, i poprowadzę dalej.",
        "granted-email",
    ),
    "archive-file": (
        "to archiwum ZIP albo dokument, a nie certyfikat",
        ("plik trzeba najpierw rozpakować",),
        "Jeśli to archiwum, proszę je rozpakować i wskazać pliki ze środka.",
        "file-types",
    ),
    "unknown-file": (
        "nie jest certyfikatem, kluczem ani prośbą o certyfikat",
        ("to inny plik o podobnej nazwie", "początek pliku jest uszkodzony"),
        "Proszę wskazać plik .jks, .csr, .pem albo .p12.",
        "file-types",
    ),
}


def of_kind(code: str, name: str) -> FlowError:
    """Of no use whatever it holds; ``code`` says what it is."""
    what, causes, following, page = _WORDS[code]
    return FlowError(Problem(code, f"Plik „{name}” {what}.", causes, following, page))


def private_key(name: str, *, lies_open: bool) -> FlowError:
    """A key where a certificate is wanted."""
    lies = " Leży otwarty, bez hasła: kto ma ten plik, ma klucz." if lies_open else ""
    return FlowError(
        Problem(
            "private-key-file",
            f"Plik „{name}” to klucz prywatny, a nie certyfikat.{lies}",
            ("wskazano niewłaściwy plik",),
            "Proszę wskazać certyfikat pobrany z wiadomości (.pem). Klucza prywatnego nikomu nie wysyłać.",
            "file-types",
        )
    )
