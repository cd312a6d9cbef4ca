"""The Java keystore format (JKS, version 2), read within bounds.

Source: sun.security.provider.JavaKeyStore and KeyProtector of OpenJDK. All numbers are big-endian; a store is magic,
version, count, entries, and 20 bytes of SHA-1 over the password in UTF-16BE, "Mighty Aphrodite" and all before.
Reading is our own because pyjks believes every length in a hostile file, raises pyasn1's errors on damage and costs
150 ms to import; what it writes is thus read back by a second implementation.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from dataclasses import dataclass

from flows.crypto import der

MAGIC = b"\xfe\xed\xfe\xed"
_VERSION = 2
_KEY, _TRUSTED = 1, 2  # tags of entries
_WHITENING = b"Mighty Aphrodite"
_SHA1_BYTES = 20
_KEY_PROTECTION = bytes.fromhex("2b060104012a02110101")  # 1.3.6.1.4.1.42.2.17.1.1

_MAX_ENTRIES = 32
_MAX_CHAIN = 16
_MAX_KEY_BYTES = 16_384  # a PKCS#8 of RSA 8192 has about 4.7 kB


class JksError(ValueError):
    """Not a whole, sane JKS version 2."""


class UnsupportedJksError(JksError):
    """A JKS, but of a version or with a key protection that Java has not written for twenty years."""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """A key entry with its protected key (None: a trusted certificate, no key) and its certificates in DER."""

    alias: str
    protected: bytes | None
    certificates: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Store:
    """A keystore whose structure is whole; whether its contents are, only the password can tell."""

    entries: tuple[RawEntry, ...]
    signed: bytes
    digest: bytes

    def opens_with(self, password: str) -> bool:
        """Whether the store's password is this one (and nothing in the file was changed)."""
        digest = hashlib.sha1(_password_bytes(password) + _WHITENING + self.signed, usedforsecurity=False).digest()
        return hmac.compare_digest(digest, self.digest)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, size: int) -> bytes:
        if size > len(self.data) - self.at:
            raise JksError("ends too early")
        self.at += size
        return self.data[self.at - size : self.at]

    def number(self, limit: int = 0xFFFFFFFF) -> int:
        (value,) = struct.unpack(">I", self.take(4))
        if value > limit:
            raise JksError(f"{value} is more than any honest keystore has")
        return int(value)

    def text(self) -> str:
        (size,) = struct.unpack(">H", self.take(2))
        return self.take(size).decode("utf-8", "replace")

    def certificate(self) -> bytes:
        self.text()  # its type, always "X.509"
        return self.take(self.number())


def parse(data: bytes) -> Store:
    """The structure, without a password. Raises JksError.

    Bytes after the digest are no part of it: Java never reads them, and a copy from a stick or a mail may bring zeros.
    """
    reader = _Reader(data)
    if reader.take(4) != MAGIC:
        raise JksError("not a JKS")
    if reader.number() != _VERSION:
        raise UnsupportedJksError("not version 2")
    entries = tuple(_entry(reader) for _ in range(reader.number(_MAX_ENTRIES)))
    signed = data[: reader.at]
    digest = reader.take(_SHA1_BYTES)
    return Store(entries, signed, digest)


def _entry(reader: _Reader) -> RawEntry:
    tag = reader.number()
    alias = reader.text()
    reader.take(8)  # when it was made
    if tag == _TRUSTED:
        return RawEntry(alias, None, (reader.certificate(),))
    if tag != _KEY:
        raise JksError(f"an entry of kind {tag}")
    protected = reader.take(reader.number(_MAX_KEY_BYTES))
    return RawEntry(alias, protected, tuple(reader.certificate() for _ in range(reader.number(_MAX_CHAIN))))


def unprotect(protected: bytes, password: str) -> bytes | None:
    """The key in PKCS#8 from an EncryptedPrivateKeyInfo; None when the password is another one. Raises JksError.

    The stream is SHA-1 chained from a 20-byte salt; 20 bytes of SHA-1 over password and key tell whether it fitted.
    """
    try:
        info = der.parse(protected)
        algorithm = info.child(0, der.SEQUENCE).child(0, der.OID).content
        sealed = info.child(1, der.OCTETS).content
    except der.DerError as error:
        raise JksError("a key entry is damaged") from error
    if algorithm != _KEY_PROTECTION:
        raise UnsupportedJksError("another key protection")
    salt, cipher, check = sealed[:_SHA1_BYTES], sealed[_SHA1_BYTES:-_SHA1_BYTES], sealed[-_SHA1_BYTES:]
    secret = _password_bytes(password)
    stream, block = bytearray(), salt
    while len(stream) < len(cipher):
        block = hashlib.sha1(secret + block, usedforsecurity=False).digest()
        stream += block
    size = len(cipher)
    plain = (int.from_bytes(cipher, "big") ^ int.from_bytes(stream[:size], "big")).to_bytes(size, "big")
    found = hashlib.sha1(secret + plain, usedforsecurity=False).digest()
    return plain if hmac.compare_digest(found, check) else None


def _password_bytes(password: str) -> bytes:
    return password.encode("utf-16-be", "surrogatepass")
