"""What is odd about a PKCS#12 although it opens here: who else would refuse it, what its password does not protect."""

from __future__ import annotations

from flows.crypto import der
from flows.crypto.p12_layout import describe_encryption, layout
from flows.crypto.store_kinds import bare

_WINDOWS_MAX_ROUNDS = 600_000
"""Windows says „wrong password” of more (public reports)."""
_OLD_WINDOWS = "starszy niż Windows 10 1709"
_AGAIN = "plik w zgodnej postaci (3DES) tworzy krok 4: proszę wpisać „p12”"


def warnings_of(name: str, data: bytes) -> tuple[str, ...]:
    """Sentences on the file of this name; () for an ordinary one and for what is no whole PKCS#12."""
    store = bare(data)
    try:
        found = layout(store)
    except der.DerError:
        return ()
    said = []
    if not data.startswith(b"\x30"):
        said.append(f"Plik {name} to PKCS#12 w zapisie tekstowym (PEM). Ten program go otworzy, Windows nie; {_AGAIN}.")
    if found.open_key:
        said.append(f"Klucz prywatny leży w pliku {name} otwarty, bez szyfrowania: kto ma ten plik, ma klucz.")
    if found.mac_iterations is None:
        said.append(
            f"W pliku {name} brak sumy kontrolnej (MAC): nie widać, czy nikt go nie zmienił, a Windows i Java mogą go "
            "nie przyjąć."
        )
    if found.pbmac1:
        said.append(
            f"Plik {name} ma sumę kontrolną nowego rodzaju (PBMAC1). Otwierają ją tylko najnowsze programy, starsze "
            f"Windows i Java powiedzą „złe hasło”; w razie potrzeby {_AGAIN}."
        )
    if found.most_rounds > _WINDOWS_MAX_ROUNDS:
        said.append(
            f"Plik {name} ma {found.most_rounds} rund szyfrowania, a Windows przyjmuje najwyżej 600 000 i powie „złe "
            f"hasło”; {_AGAIN}."
        )
    if describe_encryption(store) == "aes":
        said.append(
            f"Plik {name} ma nowe szyfrowanie (AES). Ten program go otworzy, ale system {_OLD_WINDOWS} powie „złe "
            f"hasło”. Jeśli apteka ma taki system, {_AGAIN}."
        )
    return tuple(said)
