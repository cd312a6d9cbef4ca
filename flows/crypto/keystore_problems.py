"""What can be wrong with a keystore, in words. ``name`` is the file's name."""

from __future__ import annotations

from flows.base.errors import Problem

_FORMATS = {"jceks": "JCEKS", "bks": "BKS lub UBER (Bouncy Castle)"}


def wrong_password(name: str) -> Problem:
    """No given password opens the store."""
    return Problem(
        "wrong-password",
        f"To hasło nie otwiera pliku „{name}”.",
        (
            "hasło jest inne niż ustawione w kroku 1",
            "włączony jest Caps Lock albo inny układ klawiatury",
            "rzadziej: plik jest uszkodzony – wtedy wygląda to tak samo",
        ),
        "Proszę wpisać hasło jeszcze raz, zwracając uwagę na wielkie i małe litery.",
        page="p12-wrong-password",
        ask="haslo",
    )


def key_password_needed(name: str, alias: str) -> Problem:
    """The store opened, the key in it did not."""
    return Problem(
        "key-password-needed",
        f"Plik „{name}” się otworzył, ale sam klucz („{alias}”) ma inne hasło.",
        ("po utworzeniu zmieniono tylko hasło pliku, a hasło klucza zostało stare",),
        "Proszę podać hasło klucza, zwykle to wcześniejsze, ustawione przy tworzeniu pliku.",
        page="p12-wrong-password",
        ask="haslo_klucza",
    )


def damaged(name: str) -> Problem:
    """The structure, a checksum or a key is broken."""
    return Problem(
        "keystore-damaged",
        f"Plik z kluczem {_quoted(name)}jest uszkodzony albo niekompletny.",
        ("plik skopiowano tylko częściowo", "uszkodzony dysk albo pendrive", "zmieniono go w innym programie"),
        "Proszę użyć kopii tego pliku z innego miejsca. Jeśli kopii nie ma, trzeba zacząć od kroku 1 z nowymi plikami.",
        page="lost-keystore",
    )


def unsupported(name: str, kind: str | None) -> Problem:
    """A keystore, or a key in it, that we do not open; ``kind`` as ``kind_of`` tells it."""
    what = f" ({_FORMATS[kind]})" if kind in _FORMATS else ""
    return Problem(
        "keystore-unsupported",
        f"Pliku {_quoted(name)}nie umiem otworzyć: to nieobsługiwany rodzaj magazynu kluczy{what}.",
        ("plik utworzono innym programem niż generator CSR lub ten asystent", "to w ogóle nie jest plik z kluczem"),
        "Proszę wskazać plik .jks utworzony w kroku 1.",
        page="file-types",
    )


def unprotected(name: str) -> Problem:
    """A PKCS#12 without the checksum that only the password's owner can make."""
    return Problem(
        "keystore-unprotected",
        f"Nie otwieram pliku „{name}”: nie chroni go hasło, więc nie wiadomo, czy nikt go nie podmienił.",
        ("plik przygotował nietypowy program", "ktoś zmienił plik"),
        "Proszę użyć oryginalnego pliku albo przygotować nowy w kroku 4.",
        page="file-types",
    )


def empty(name: str) -> Problem:
    """A store with certificates only."""
    return Problem(
        "keystore-empty",
        f"W pliku „{name}” nie ma klucza prywatnego, są najwyżej certyfikaty.",
        ("to magazyn samych certyfikatów, a nie plik z kroku 1",),
        "Proszę wskazać plik .jks utworzony w kroku 1 razem z plikiem .csr.",
        page="file-types",
    )


def _quoted(name: str) -> str:
    return f"„{name}” " if name else ""
