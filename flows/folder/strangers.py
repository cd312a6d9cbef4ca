"""Certificates and keys that a pharmacy has beside those of P1: invoices (KSeF), serialisation (KOWAL).

What is none of this renewal neither stops it nor sends anybody back to an earlier step; it is named and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.base.patterns import regex
from flows.crypto.certificates import public_key_sha256

if TYPE_CHECKING:
    from cryptography import x509

    from flows.folder.recognise import Contents

_OTHER_SYSTEMS = regex(
    r"\b(?:ksef|kowal|[pn]l?mv[so]|emvo|zus|pue|epuap|mf\.gov|kas)(?![a-ząćęłńóśźż])"
    r"|krajowy system e-?faktur|ministerstwo finans|administracj\w+ skarbow",
    re.IGNORECASE,
)


def is_stranger(certificate: x509.Certificate, name: str, found: Sequence[Contents]) -> bool:
    """Whether the certificate, from the file ``name``, cannot be an answer to a request of this folder.

    Told by another system's name in it, or by a sort of key that none of the folder's requests has: an office signs the
    key that it was sent.
    """
    digest = public_key_sha256(certificate)
    if any(digest in item.key_sha256s for item in found if item.request is not None or item.kind == "jks"):
        return False
    names = f"{name}\n{certificate.subject.rfc4514_string()}\n{certificate.issuer.rfc4514_string()}"
    if _OTHER_SYSTEMS.search(names.replace("_", " ")):
        return True
    sorts = {type(item.request.public_key()) for item in found if item.request is not None}
    return bool(sorts) and type(certificate.public_key()) not in sorts


def named(names: Sequence[str]) -> str:
    """What to say of files that are left alone, one sentence; "" for none."""
    if not names:
        return ""
    what = "plik spoza tego odnowienia, zostaje" if len(names) == 1 else "pliki spoza tego odnowienia, zostają"
    return f"{', '.join(names)} – {what} bez zmian."
