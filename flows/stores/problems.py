"""What can be wrong with a certificate store, in words. ``label`` is the store's."""

from __future__ import annotations

from flows.base.errors import FlowError, Problem


def tools_missing(label: str) -> FlowError:
    """NSS: certutil or pk12util is not installed."""
    return FlowError(
        Problem(
            "store-tools-missing",
            f"Na tym komputerze nie ma programów certutil i pk12util, a bez nich magazyn {label} jest niedostępny.",
            ("nie zainstalowano narzędzi NSS",),
            "Proszę poprosić informatyka o pakiet narzędzi NSS (w Debianie i Ubuntu: libnss3-tools) i powtórzyć krok.",
            page="windows-install",
        )
    )


def no_windows() -> FlowError:
    """``--magazyn windows`` elsewhere."""
    return FlowError(
        Problem(
            "store-not-here",
            "Magazyn Windows jest tylko w systemie Windows.",
            (),
            "Na Linuksie proszę podać --magazyn nss:FOLDER albo pominąć --magazyn.",
            page="windows-install",
        )
    )


def unknown(text: str) -> FlowError:
    """A store that nobody knows."""
    return FlowError(
        Problem(
            "bad-store",
            f"Nie znam magazynu „{text}”.",
            (),
            "Proszę podać: windows, nss:FOLDER albo auto.",
            page="windows-install",
        )
    )


def locked(label: str) -> FlowError:
    """Another program holds the store."""
    return FlowError(
        Problem(
            "store-locked",
            f"Magazyn {label} jest teraz zajęty przez inny program.",
            ("otwarta jest przeglądarka albo inny program, który z niego korzysta", "trwa druga instalacja"),
            "Proszę zamknąć ten program i powtórzyć krok. To, co już zainstalowano, zostaje.",
            page="windows-install",
        )
    )


def has_password(label: str) -> FlowError:
    """An NSS database with a password of its own."""
    return FlowError(
        Problem(
            "store-has-password",
            f"Magazyn {label} jest zamknięty własnym hasłem, a tego hasła asystent nie zna.",
            ("ktoś ustawił hasło główne magazynu",),
            "Proszę poprosić informatyka, aby zdjął to hasło (certutil -W) albo wskazał inny magazyn.",
            page="windows-install",
        )
    )


def damaged(label: str) -> FlowError:
    """The store's files cannot be read."""
    return FlowError(
        Problem(
            "store-damaged",
            f"Magazynu {label} nie da się odczytać: jego pliki są uszkodzone.",
            ("przerwany zapis albo uszkodzony dysk", "w folderze leżą inne pliki pod tymi nazwami"),
            "Proszę pokazać ten komunikat informatykowi. Niczego w magazynie nie zmieniam.",
            page="windows-install",
        )
    )


def refused(label: str) -> FlowError:
    """No right to change it."""
    return FlowError(
        Problem(
            "store-not-writable",
            f"Ten użytkownik nie może zmieniać magazynu {label}.",
            ("magazyn komputera zmienia tylko administrator", "folder magazynu należy do innej osoby"),
            "Proszę zainstalować certyfikaty bez --magazyn-maszyny albo uruchomić program jako administrator.",
            page="windows-install",
        )
    )


def disk_full(label: str) -> FlowError:
    """No space left for the store or for the temporary copy."""
    return FlowError(
        Problem(
            "disk-full",
            f"Nie ma miejsca na dysku, więc do magazynu {label} nic nie dopisano.",
            ("dysk jest pełny",),
            "Proszę zwolnić trochę miejsca i powtórzyć krok. To, co już zainstalowano, zostaje.",
            page="windows-install",
        )
    )


def failed(label: str, why: str) -> FlowError:
    """The system refused for a reason of its own; ``why`` is its own word for it."""
    return FlowError(
        Problem(
            "store-failed",
            f"Magazyn {label} nie przyjął certyfikatu ({why}).",
            ("program antywirusowy albo zasady firmy blokują zapis kluczy", "magazyn jest uszkodzony"),
            "Proszę spróbować jeszcze raz, a gdy się powtórzy, pokazać ten komunikat informatykowi.",
            page="windows-install",
        )
    )


def unsupported_key(label: str) -> FlowError:
    """A key that is not RSA."""
    return FlowError(
        Problem(
            "store-key-unsupported",
            f"Do magazynu {label} umiem instalować tylko klucze RSA, a ten plik zawiera inny.",
            ("plik .p12 nie pochodzi z tego odnowienia",),
            "Proszę użyć plików .p12 z kroku 4.",
            page="windows-install",
        )
    )
