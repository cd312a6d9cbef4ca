"""PKCS#12 for Windows: written, and its key tried."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, pkcs12

from flows.base.errors import FlowError, Problem
from flows.base.file_problems import not_verified
from flows.crypto import pkcs12_by_hand
from flows.crypto.odd_certificates import library
from flows.crypto.p12_layout import layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from flows.base.secret import Secret


ROUNDS = 20_000


def check_password(password: Secret) -> None:
    """Refuse a password that Java, Mono or Wine cannot type into a PKCS#12. Raises FlowError p12-password-not-ascii."""
    secret = password.reveal()
    if secret and secret.isascii() and secret.isprintable():
        return
    raise FlowError(
        Problem(
            "p12-password-not-ascii",
            "Hasło do pliku .p12 może zawierać tylko litery bez polskich znaków, cyfry i zwykłe znaki z klawiatury.",
            ("w haśle jest polska litera, inny znak specjalny albo hasło jest puste",),
            "Proszę podać dla pliku .p12 inne hasło, bez ą, ć, ę, ł, ń, ó, ś, ź i ż. Hasło pliku .jks się nie zmieni.",
            page="csr-password",
            ask="haslo_p12",
        )
    )


def write_p12(
    friendly_name: str,
    key: RSAPrivateKey | EllipticCurvePrivateKey,
    leaf: x509.Certificate,
    chain: Sequence[x509.Certificate],
    password: Secret,
    *,
    aes: bool,
) -> bytes:
    """A PKCS#12 with the key, its certificate and the chain.

    3DES with a SHA-1 MAC is read by every system tried (openssl 3, keytool 17, NSS, GnuTLS, Mono, old Windows); ``aes``
    (AES-256, SHA-256 MAC) by Windows 10 1709 / Server 2019 and later only. Java refuses any password but ASCII.

    Raises:
        FlowError: p12-password-not-ascii.
    """
    check_password(password)
    cipher = pkcs12.PBES.PBESv2SHA256AndAES256CBC if aes else pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(ROUNDS)
        .key_cert_algorithm(cipher)
        .hmac_hash(hashes.SHA256() if aes else hashes.SHA1())  # noqa: S303  (what old Windows and Mono can read)
        .build(password.reveal().encode("ascii"))
    )
    name, known = friendly_name.encode(), [library(each) for each in (leaf, *chain)]
    own, *above = known
    others = [each for each in above if each is not None]
    if own is not None and len(others) == len(above):
        return pkcs12.serialize_key_and_certificates(name, key, own, others or None, encryption)
    sealed = layout(pkcs12.serialize_key_and_certificates(name, key, None, None, encryption)).key_bags[0].encrypted
    contents = pkcs12_by_hand.Contents(
        friendly_name, sealed, [each.public_bytes(Encoding.DER) for each in (leaf, *chain)]
    )
    return pkcs12_by_hand.written(contents, password.reveal(), rounds=ROUNDS, hash_name="sha256" if aes else "sha1")


def verify_key(key: RSAPrivateKey | EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
    """Sign random bytes with the key and verify with the certificate. Raises FlowError not-verified."""
    challenge, public = os.urandom(32), certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPrivateKey) and isinstance(public, rsa.RSAPublicKey):
            signature = key.sign(challenge, padding.PKCS1v15(), hashes.SHA256())
            public.verify(signature, challenge, padding.PKCS1v15(), hashes.SHA256())
            return
        if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(key.sign(challenge, ec.ECDSA(hashes.SHA256())), challenge, ec.ECDSA(hashes.SHA256()))
            return
        cause: Exception | None = None
    except (InvalidSignature, ValueError) as error:
        cause = error
    raise not_verified(
        "Klucz i certyfikat nie pasują do siebie: próbny podpis się nie zgadza.",
        "Proszę sprawdzić, czy certyfikat pochodzi z ostatniego wniosku, i nie używać tego pliku.",
        page="pem-key-mismatch",
        causes=("certyfikat należy do innego wniosku", "plik z kluczem jest uszkodzony"),
    ) from cause
