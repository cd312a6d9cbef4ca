"""The whole craft once over, in memory: a key, a request, both kinds of keystore, read back, and a signature.

For „diagnoza”: whether the libraries on this computer can do what steps 1, 4 and 6 need. Nothing reaches the disk.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509 import Name

from flows.base.door import later
from flows.base.secret import Secret
from flows.crypto.keystore import open_keystore
from flows.crypto.pkcs12 import verify_key, write_p12
from flows.crypto.requests import build_request, placeholder_certificate, read_request
from flows.engine.plan import Progress

_WRITE_JKS: Callable[..., bytes] = later("flows.crypto.jks_writer:write_jks")
_BITS = 2048
_ALIAS = "proba"
_PASSWORD_BYTES = 12


def self_test(now: datetime, progress: Progress) -> None:
    """Makes an RSA key, CSR, JKS and PKCS#12, reads them back and signs; ``progress`` hears what is being tried.

    Any exception means that the part named last does not work here: a damaged installation raises what it likes.
    """
    password = Secret(secrets.token_hex(_PASSWORD_BYTES))
    progress("biblioteka kryptograficzna")
    progress("klucz RSA")
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    subject = Name.from_rfc4514_string("CN=Proba")

    progress("plik CSR")
    request = read_request(build_request(key, subject))
    _sure(request is not None and request.is_signature_valid and request.public_key() == key.public_key())
    certificate = placeholder_certificate(key, subject, now)

    progress("plik .jks")
    (entry,) = open_keystore(_WRITE_JKS(_ALIAS, key, (certificate,), password), [password], name=_ALIAS)
    _sure(entry.chain == (certificate,))

    progress("plik .p12")
    data = write_p12(_ALIAS, key, certificate, (), password, aes=False)
    (entry,) = open_keystore(data, [password], name=_ALIAS)
    _sure(entry.chain[0] == certificate)

    progress("podpis")
    verify_key(entry.key, certificate)


def _sure(right: object) -> None:
    if not right:
        raise ValueError("what was read back is not what was made")
