"""Certificates in odd forms, put together from DER and signed: no tool makes them on purpose, offices did."""

from __future__ import annotations

from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from flows.crypto import der

NAME = "Apteka Żółw Łąka"
_CN, _O, _EMAIL = (bytes.fromhex(each) for each in ("550403", "55040a", "2a864886f70d010901"))
_SHA256_RSA = der.wrapped(der.SEQUENCE, der.wrapped(der.OID, bytes.fromhex("2a864886f70d01010b")), b"\x05\0")
_UTC, _GENERALIZED = 0x17, 0x18


def _attribute(kind: bytes, tag: int, text: bytes) -> bytes:
    return der.wrapped(der.SEQUENCE, der.wrapped(der.OID, kind), der.wrapped(tag, text))


def _name(*attributes: tuple[bytes, int, bytes]) -> bytes:
    return der.wrapped(der.SEQUENCE, *(der.wrapped(der.SET, _attribute(*each)) for each in attributes))


def _one_set(*attributes: tuple[bytes, int, bytes]) -> bytes:
    """One relative name of several values, in the order given."""
    return der.wrapped(der.SEQUENCE, der.wrapped(der.SET, *(_attribute(*each) for each in attributes)))


def _times(tag: int, start: bytes, end: bytes) -> bytes:
    return der.wrapped(der.SEQUENCE, der.wrapped(tag, start), der.wrapped(tag, end))


_PLAIN = _name((_CN, 0x0C, b"Apteka"))
_USUAL = _times(_UTC, b"260101000000Z", b"280101000000Z")
SUBJECTS = {
    "Latin-2 in T61": _name((_CN, 0x14, NAME.encode("iso8859-2"))),
    "cp1250 in T61": _name((_CN, 0x14, NAME.encode("cp1250"))),
    "cp1250 in IA5": _name((_CN, 0x0C, NAME.encode()), (_EMAIL, 0x16, "żółw@example.pl".encode("cp1250"))),
    "UTF-8 in Printable": _name((_CN, 0x13, NAME.encode())),
    "Latin-2 in Printable": _name((_CN, 0x13, NAME.encode("iso8859-2"))),
    "a set out of order": _one_set((_CN, 0x14, NAME.encode("iso8859-2")), (_O, 0x0C, b"Org")),
}
"""What openssl and keytool take."""
REFUSED = {
    "cp1250 in UTF8": _name((_CN, 0x0C, NAME.encode("cp1250"))),
    "half a letter of BMP": _name((_CN, 0x1E, NAME.encode("utf-16-be") + b"\0")),
    "Visible": _name((_CN, 0x1A, NAME.encode("cp1250"))),
}
"""What openssl refuses (3.0.19, tried)."""
TIMES = {
    "UTC without seconds": _times(_UTC, b"2601010000Z", b"2801010000Z"),
    "UTC with an offset": _times(_UTC, b"260101010000+0100", b"280101010000+0100"),
    "generalized without seconds": _times(_GENERALIZED, b"202601010000Z", b"202801010000Z"),
    "generalized with a fraction": _times(_GENERALIZED, b"20260101000000.5Z", b"20280101000000.5Z"),
}


@cache
def office() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def odd_certificate(
    key: rsa.RSAPrivateKey, subject: bytes = _PLAIN, times: bytes = _USUAL, issuer: bytes | None = None
) -> bytes:
    """In DER, signed by ``office``."""
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    version, number = der.wrapped(der.EXPLICIT_0, b"\x02\x01\x02"), b"\x02\x02\x12\x34"
    above = issuer or _name((_CN, 0x0C, b"Urzad"))
    signed = der.wrapped(der.SEQUENCE, version, number, _SHA256_RSA, above, times, subject, public)
    signature = office().sign(signed, padding.PKCS1v15(), hashes.SHA256())
    return der.wrapped(der.SEQUENCE, signed, _SHA256_RSA, der.wrapped(0x03, b"\0", signature))
