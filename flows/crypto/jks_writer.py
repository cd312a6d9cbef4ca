"""A JKS, as keytool makes it. Apart from what reads one: pyjks takes longer to import than a key to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jks
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography import x509

    from flows.base.secret import Secret
    from flows.crypto.private_keys import PrivateKey


def write_jks(alias: str, key: PrivateKey, chain: Sequence[x509.Certificate], password: Secret) -> bytes:
    """A JKS with one key entry; store and key have the same password, as keytool makes it."""
    certificates = [each.public_bytes(Encoding.DER) for each in chain]
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    entry = jks.PrivateKeyEntry.new(alias.lower(), certificates, plain)
    data: bytes = jks.KeyStore.new("jks", [entry]).saves(password.reveal())
    return data
