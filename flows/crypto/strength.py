"""Which keys are too weak for the systems that the certificates are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

MIN_RSA_BITS = 2048
"""ZSMOPL's rule (ezdrowie.gov.pl, „Zintegrowany System Monitorowania Obrotu Produktami Leczniczymi”)."""


def short_rsa(key: PublicKeyTypes) -> int | None:
    """The length of an RSA key in bits where it is too short; None for every other key."""
    return key.key_size if isinstance(key, rsa.RSAPublicKey) and key.key_size < MIN_RSA_BITS else None


def other_sort(key: PublicKeyTypes) -> str | None:
    """The name of a sort of key that P1 does not use: all but RSA, and elliptic curves, which other offices use."""
    if isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        return None
    return "DSA" if isinstance(key, dsa.DSAPublicKey) else "innego rodzaju niż RSA"
