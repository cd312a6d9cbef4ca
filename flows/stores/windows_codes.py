"""What Windows answers when it refuses a certificate or a key: number, its name in winerror.h, and what it means.

The same number comes as a HRESULT or bare: 0x80070005 is 5. Meanings: Microsoft, „COM Error Codes (Security and Setup)”
and „System Error Codes”. No meaning, no guess: then the number alone is told.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.base.errors import FlowError, Problem
from flows.stores import problems

UNSUPPORTED = {50, 120, 0x80004001, 0x80090029}
"""ERROR_NOT_SUPPORTED, ERROR_CALL_NOT_IMPLEMENTED, E_NOTIMPL, NTE_NOT_SUPPORTED."""
_FACILITY_WIN32 = 0x80070000
_ACCESS, _DISK_FULL, _IN_USE = 5, 112, {32, 33}
_PROFILE = "Proszę się wylogować, zalogować jeszcze raz na to samo konto Windows i powtórzyć krok."
_EXPERT = "Proszę pokazać ten komunikat informatykowi; pliki .p12 są nienaruszone."


@dataclass(frozen=True, slots=True)
class _Meaning:
    name: str
    what: str
    causes: tuple[str, ...]
    following: str


_LOST = (
    "hasło do konta Windows zmienił ktoś inny (administrator), a nie właściciel konta",
    "przeniesiono profil konta",
)
_MEANINGS = {
    0x80090010: _Meaning(
        "NTE_PERM",
        "Windows nie dał prawa do klucza",
        ("klucz należy do innego konta", "klucz w magazynie komputera otwiera tylko administrator"),
        "Proszę zalogować się na konto, na którym certyfikat zainstalowano, i powtórzyć krok.",
    ),
    0x80090016: _Meaning(
        "NTE_BAD_KEYSET",
        "Windows nie znajduje klucza, o którym mówi certyfikat",
        ("klucz usunął inny program", "uszkodzony jest profil konta Windows"),
        "Proszę powtórzyć krok: zainstaluję klucz ponownie z pliku .p12.",
    ),
    0x8009000B: _Meaning(
        "NTE_BAD_KEY_STATE", "Windows ma ten klucz, ale nie umie go teraz odszyfrować", _LOST, f"{_PROFILE} {_EXPERT}"
    ),
    0x80090022: _Meaning(
        "NTE_SILENT_CONTEXT",
        "Windows chce o coś zapytać przy użyciu klucza, a bez okna nie może",
        ("klucz ma włączoną silną ochronę", "klucz jest na karcie albo tokenie z PIN-em"),
        "Proszę zainstalować certyfikat ponownie, bez silnej ochrony klucza.",
    ),
    0x80090024: _Meaning(
        "NTE_TEMPORARY_PROFILE",
        "Windows zalogował to konto z profilem tymczasowym, a w takim kluczy nie zapisuje",
        ("profil konta jest uszkodzony", "dysk z profilem był przy logowaniu niedostępny"),
        f"{_PROFILE} {_EXPERT}",
    ),
    0x80092004: _Meaning(
        "CRYPT_E_NOT_FOUND",
        "Windows nie znajduje certyfikatu albo jego klucza",
        ("usunął go właśnie inny program",),
        "Proszę powtórzyć krok.",
    ),
    0x520: _Meaning(
        "ERROR_NO_SUCH_LOGON_SESSION",
        "Windows nie ma sesji tego konta, więc nie otwiera jego kluczy",
        ("program uruchomiono zdalnie, z harmonogramu albo jako usługa",),
        "Proszę zalogować się na to konto zwykłym sposobem i powtórzyć krok.",
    ),
    86: _Meaning(
        "ERROR_INVALID_PASSWORD",
        "Windows nie przyjął hasła, którym chroni klucze tego konta",
        _LOST,
        f"{_PROFILE} {_EXPERT}",
    ),
    1231: _Meaning(
        "ERROR_NETWORK_UNREACHABLE",
        "Windows nie dosięga serwera, który chroni klucze tego konta",
        ("komputer jest w domenie, a serwer domeny jest niedostępny", "nie ma sieci"),
        "Proszę sprawdzić sieć i powtórzyć krok.",
    ),
}


def problem(label: str, code: int) -> FlowError:
    """In words, with the number; ``label`` is the store's."""
    code &= 0xFFFFFFFF
    plain = code & 0xFFFF if code & 0xFFFF0000 == _FACILITY_WIN32 else code
    if plain == _ACCESS:
        return problems.refused(label)
    if plain == _DISK_FULL:
        return problems.disk_full(label)
    if plain in _IN_USE:
        return problems.locked(label)
    meaning = _MEANINGS.get(plain)
    number = f"błąd Windows 0x{code:08X}"
    if meaning is None:
        return problems.failed(label, number)
    return FlowError(
        Problem(
            "store-failed",
            f"Magazyn {label}: {meaning.what} ({number}, {meaning.name}).",
            meaning.causes,
            meaning.following,
            page="windows-errors",
        )
    )
