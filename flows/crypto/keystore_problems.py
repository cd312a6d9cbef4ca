"""What can be wrong with a keystore, in words. ``name`` is the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.base.errors import FlowError, Problem, WrongPasswordError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flows.base.secret import Secret


class KeyPasswordNeededError(FlowError):
    """The store opened; a key in it has a password of its own."""


class UnprotectedError(FlowError):
    """A PKCS#12 of which nobody can say whether it was changed."""


class EmptyStoreError(FlowError):
    """A store that opened and holds no key."""


_FORMATS = {
    "jceks": "JCEKS",
    "bks": "magazyn Bouncy Castle (BKS)",
    "uber": "magazyn Bouncy Castle (UBER)",
    "bcfks": "magazyn Bouncy Castle (BCFKS)",
}


def wrong_password(name: str, given: Iterable[Secret]) -> WrongPasswordError:
    """None of the given passwords opens the store."""
    words = [secret.reveal() for secret in given]
    unseen = any(word != word.strip() for word in words)
    return WrongPasswordError(
        Problem(
            "wrong-password",
            f"To hasło nie otwiera pliku „{name}”.",
            (
                *(("na początku albo na końcu podanego hasła jest spacja, której nie widać",) if unseen else ()),
                "hasło jest inne niż ustawione w kroku 1",
                "włączony jest Caps Lock albo inny układ klawiatury",
                "rzadziej: plik jest uszkodzony – wtedy wygląda to tak samo",
            ),
            "Proszę wpisać hasło jeszcze raz, zwracając uwagę na wielkie i małe litery.",
            page="p12-wrong-password",
            ask="haslo",
        )
    )


def key_password_needed(name: str, alias: str) -> KeyPasswordNeededError:
    """The store opened, the key in it did not."""
    return KeyPasswordNeededError(
        Problem(
            "key-password-needed",
            f"Plik „{name}” się otworzył, ale sam klucz („{alias}”) ma inne hasło.",
            ("po utworzeniu zmieniono tylko hasło pliku, a hasło klucza zostało stare",),
            "Proszę podać hasło klucza, zwykle to wcześniejsze, ustawione przy tworzeniu pliku.",
            page="p12-wrong-password",
            ask="haslo_klucza",
        )
    )


def damaged(name: str) -> FlowError:
    """The structure, a checksum or a key is broken."""
    return FlowError(
        Problem(
            "keystore-damaged",
            f"Plik z kluczem {_quoted(name)}jest uszkodzony albo niekompletny.",
            ("plik skopiowano tylko częściowo", "uszkodzony dysk albo pendrive", "zmieniono go w innym programie"),
            "Proszę użyć kopii tego pliku: z komputera, na którym powstał, z kopii zapasowej, pendrive'a albo "
            "podfolderu „Cofniete-…”. Nowe pliki i nowy wniosek są potrzebne dopiero wtedy, gdy kopii nie ma nigdzie.",
            page="lost-keystore",
        )
    )


def unsupported(name: str, kind: str | None) -> FlowError:
    """A keystore that we do not open; ``kind`` as ``kind_of`` tells it. Its keys may well be those of step 1."""
    what = f": {_FORMATS[kind]}" if kind in _FORMATS else ""
    return FlowError(
        Problem(
            "keystore-unsupported",
            f"Pliku {_quoted(name)}nie umiem otworzyć: to nieobsługiwany rodzaj magazynu kluczy{what}.",
            ("plik utworzono albo przerobiono innym programem niż generator CSR lub ten asystent",),
            "Klucza to nie przekreśla: wystarczy zmienić rodzaj magazynu na JKS albo PKCS#12. W bezpłatnym programie "
            "KeyStore Explorer: otworzyć plik, „Tools”, „Change KeyStore Type”, „JKS”, zapisać kopię z końcówką .jks.",
            page="file-types",
        )
    )


def unsupported_key(name: str, what: str) -> FlowError:
    """A key that no certificate of P1 has; ``what`` says which."""
    return FlowError(
        Problem(
            "key-unsupported",
            f"W pliku {_quoted(name)}jest klucz, którego nie obsługuję: {what}.",
            ("to nie jest klucz do certyfikatów P1: te mają klucz RSA",),
            "Proszę wskazać plik .jks z kluczem RSA, utworzony razem z plikiem .csr.",
            page="file-types",
        )
    )


def without_mac(name: str) -> UnprotectedError:
    """A PKCS#12 without the checksum that only the password's owner can make."""
    return UnprotectedError(
        Problem(
            "keystore-unprotected",
            f"Nie otwieram pliku „{name}”: brak w nim sumy kontrolnej (MAC), więc nie wiadomo, czy nikt go nie "
            "podmienił.",
            ("plik przygotował nietypowy program albo openssl z opcją -nomac", "ktoś zmienił plik"),
            "Proszę użyć oryginalnego pliku albo przygotować nowy w kroku 4.",
            page="file-types",
        )
    )


def empty(name: str) -> EmptyStoreError:
    """A store with certificates only."""
    return EmptyStoreError(
        Problem(
            "keystore-empty",
            f"W pliku „{name}” nie ma klucza prywatnego, są najwyżej certyfikaty.",
            ("to magazyn samych certyfikatów, a nie plik z kroku 1",),
            "Proszę wskazać plik .jks utworzony w kroku 1 razem z plikiem .csr.",
            page="file-types",
        )
    )


def _quoted(name: str) -> str:
    return f"„{name}” " if name else ""
