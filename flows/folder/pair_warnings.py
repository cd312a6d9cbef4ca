"""What is odd about a key and the certificate taken for it and is no obstacle, in words; keys decide, not names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.polish import plural
from flows.crypto.certificates import public_key_sha256
from flows.crypto.strength import short_rsa
from flows.folder import pairing_problems
from flows.folder.names import Purpose, purpose_in
from flows.folder.pairing_problems import LABEL

if TYPE_CHECKING:
    from cryptography import x509

    from flows.folder.issued import Leaf


def of(purpose: Purpose, taken: Leaf, leaves: Sequence[Leaf], now: datetime) -> tuple[str, ...]:
    """Sentences on the certificate that was taken from ``leaves`` for this purpose; () for an ordinary one."""
    certificate, path = taken
    named = purpose_in(path.name)
    swapped = [_swapped(path, named, purpose)] if named and named != purpose else []
    return (*swapped, *_rivals(purpose, taken, leaves, now), *_weak(purpose, certificate))


def _rivals(purpose: Purpose, taken: Leaf, leaves: Sequence[Leaf], now: datetime) -> Iterator[str]:
    certificate, path = taken
    digest = public_key_sha256(certificate)
    valid = ((each, other) for each, other in leaves if each != certificate and each.not_valid_after_utc >= now)
    other = next((other for each, other in valid if public_key_sha256(each) == digest), None)
    if other is not None:
        yield pairing_problems.rival(LABEL[purpose], path.name, other.name)


def _weak(purpose: Purpose, certificate: x509.Certificate) -> Iterator[str]:
    """ZSMOPL's rule for keys, from the portal of CeZ; the certificate is there, so that the rest goes on."""
    bits = short_rsa(certificate.public_key())
    if bits is not None:
        yield (
            f"Uwaga: klucz {LABEL[purpose]} ma {plural(bits, 'bit', 'bity', 'bitów')}, a ZSMOPL wymaga RSA co najmniej "
            "2048 i może go nie przyjąć. Przy następnym odnowieniu krok 1 utworzy dłuższy klucz."
        )


def _swapped(path: Path, named: Purpose, purpose: Purpose) -> str:
    return (
        f"Uwaga: plik {path.name} ma w nazwie {LABEL[named]}, ale pasuje do klucza {LABEL[purpose]}. "
        "Łączę według klucza. Jeśli plik tak nazwał urząd, we wniosku mogły zostać zamienione pola TLS i WSS."
    )
