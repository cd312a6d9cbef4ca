"""A certificate as stores show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.crypto.certificates import sha1_thumbprint, sha256_thumbprint
from flows.ports.store import Stored

if TYPE_CHECKING:
    from cryptography import x509


def stored(name: str, certificate: x509.Certificate, *, has_key: bool) -> Stored:
    """What a certificate tells about itself."""
    return Stored(
        name,
        sha1_thumbprint(certificate),
        sha256_thumbprint(certificate),
        certificate.subject.rfc4514_string(),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        has_key,
        certificate.issuer.rfc4514_string(),
    )


def missing(certificates: Sequence[x509.Certificate], there: Sequence[Stored]) -> tuple[str, ...]:
    """Thumbprints of those that are not there."""
    known = {each.sha256 for each in there}
    return tuple(each for each in map(sha256_thumbprint, certificates) if each not in known)
