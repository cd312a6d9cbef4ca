"""What a file is, in a few Polish words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.base.polish import plural

if TYPE_CHECKING:
    from assistant.reports.store_contents import Inside
    from flows.folder.recognise import Contents

KIND = {
    "jks": "magazyn kluczy Javy (.jks) z kluczem prywatnym",
    "pkcs12": "plik PKCS#12 (.p12): klucz prywatny razem z certyfikatem",
    "jceks": "magazyn kluczy JCEKS, nieobsługiwany",
    "bks": "magazyn Bouncy Castle (BKS), nieobsługiwany",
    "uber": "magazyn Bouncy Castle (UBER), nieobsługiwany",
    "bcfks": "magazyn Bouncy Castle (BCFKS), nieobsługiwany",
    "certificate": "certyfikat (bez klucza prywatnego)",
    "request": "prośba o certyfikat (CSR) do wniosku w SOW",
    "private-key": "sam klucz prywatny",
    "note": "notatka asystenta o parze kluczy",
    "html": "strona internetowa",
    "email": "wiadomość e-mail",
    "archive": "archiwum ZIP albo dokument",
    "empty": "pusty plik",
    "unknown": "nieznany plik",
}
_STORES = {"jks", "pkcs12"}


def description(contents: Contents, inside: Inside) -> str:
    """What the file is, as one piece of a sentence."""
    kind = contents.kind.value
    if kind == "certificate" and inside.keys:
        return "certyfikat razem z kluczem prywatnym, w jednym pliku tekstowym"
    if kind not in _STORES:
        return KIND[kind]
    named = "PKCS#12 w PEM" if inside.in_pem else "PKCS#12 (.p12)" if kind == "pkcs12" else "magazyn kluczy Javy (.jks)"
    if inside.keys is None:
        known = kind == "pkcs12" and inside.problem is None
        return f"{named}: klucza prywatnego w nim nie widać" if known else KIND[kind]
    if inside.keys == 0:
        return f"{named} bez klucza: same certyfikaty"
    if inside.keys > 1:
        return (
            f"{named}: {plural(inside.keys, 'klucz prywatny', 'klucze prywatne', 'kluczy prywatnych')} z certyfikatami"
        )
    if not inside.has_certificate:
        return f"{named}: sam klucz, bez certyfikatu"
    return f"{named}: klucz prywatny razem z certyfikatem" if inside.in_pem else KIND[kind]
