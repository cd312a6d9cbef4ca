"""PKCS#12 without the library's opinion (RFC 7292, 8018, 9579): for odd certificates, and MACs that it cannot check.

The library refuses a whole file for one certificate that openssl and keytool take, and calls that a wrong password.
Keys are still opened by it, one by one; what is done here is the MAC, the certificates' encryption and the frame.
All rounds were bounded by ``pkcs12.check_iterations`` before; what shows only once decrypted is not derived again.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from flows.crypto import der

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import CipherAlgorithm

_RSADSI = bytes.fromhex("2a864886f70d01")
_TRIPLE_DES_SHA1 = _RSADSI + b"\x0c\x01\x03"
_PBES2, _PBKDF2, _PBMAC1 = (_RSADSI + b"\x05" + each for each in (b"\x0d", b"\x0c", b"\x0e"))
_TRIPLE_DES_CBC = bytes.fromhex("2a864886f70d0307")
_AES_CBC = {
    bytes.fromhex("6086480165030401") + end: size for end, size in ((b"\x02", 16), (b"\x16", 24), (b"\x2a", 32))
}
_DIGESTS, _HMACS = bytes.fromhex("6086480165030402"), bytes.fromhex("2a864886f70d02")
_SHA1 = bytes.fromhex("2b0e03021a")
_HASHES = {_SHA1: "sha1", _HMACS + b"\x07": "sha1"}
_HASHES |= {_DIGESTS + bytes((at,)): name for at, name in enumerate(("sha256", "sha384", "sha512", "sha224"), 1)}
_HASHES |= {_HMACS + bytes((at,)): name for at, name in enumerate(("sha224", "sha256", "sha384", "sha512"), 8)}
_OID_OF = {"sha1": _SHA1, "sha256": _DIGESTS + b"\x01"}
_BAGS = _RSADSI + b"\x0c\x0a\x01"
_SEALED_KEY_BAG, _CERTIFICATE_BAG = _BAGS + b"\x02", _BAGS + b"\x03"
_X509 = _RSADSI + b"\x09\x16\x01"
_FRIENDLY_NAME, _LOCAL_KEY_ID = _RSADSI + b"\x09\x14", _RSADSI + b"\x09\x15"
_KEY, _IV, _MAC = 1, 2, 3  # what is derived (RFC 7292, B.3)
_BMP_STRING = 0x1E
_SALT_BYTES = 16


class UnknownSchemeError(ValueError):
    """An algorithm that stands in no file of ours."""


def mac_fits(data: bytes, password: str) -> bool:
    """Whether the file's MAC, classic or PBMAC1, is the password's. Raises DerError, UnknownSchemeError."""
    pfx = der.first(data)
    info = pfx.child(2, der.SEQUENCE)
    sealed = info.child(0, der.SEQUENCE)
    algorithm, wanted = sealed.child(0, der.SEQUENCE), sealed.children[1].octets()
    content = _octets(pfx.child(1, der.SEQUENCE))
    oid = algorithm.child(0, der.OID).content
    if oid == _PBMAC1:
        derivation, scheme = algorithm.child(1, der.SEQUENCE).children[:2]
        name = _hash_of(scheme)
        key = _pbkdf2(derivation, password, hashlib.new(name).digest_size)
    else:
        name = _hash_of(algorithm)
        rounds = info.children[2].integer() if len(info.children) > 2 else 1  # noqa: PLR2004  (digest, salt, rounds)
        key = _derived(name, password, (info.children[1].octets(), rounds), _MAC, hashlib.new(name).digest_size)
    return hmac.compare_digest(hmac.new(key, content, name).digest(), wanted)


def certificates(data: bytes, password: str) -> tuple[bytes, ...]:
    """All certificates in DER, in order. Raises DerError, UnknownSchemeError."""
    budget = der.budget()
    safes = der.parse(_octets(der.first(data).child(1, der.SEQUENCE)), budget)
    return tuple(each for info in safes.children for each in _of_safe(info, password, budget))


def _of_safe(info: der.Node, password: str, budget: Iterator[int]) -> Iterator[bytes]:
    kind = info.child(0, der.OID).content
    if kind == der.OID_DATA:
        plain = _octets(info)
    elif kind == der.OID_ENCRYPTED_DATA:
        sealed = info.child(1, der.EXPLICIT_0).child(0, der.SEQUENCE).child(1, der.SEQUENCE)
        if len(sealed.children) < 3:  # noqa: PLR2004  (type, algorithm, the encrypted content)
            raise der.DerError("no content")
        plain = _decrypted(sealed.child(1, der.SEQUENCE), sealed.children[2].octets(), password)
    else:
        return
    for bag in der.parse(plain, budget).children:
        if bag.child(0, der.OID).content == _CERTIFICATE_BAG:
            value = bag.child(1, der.EXPLICIT_0).child(0, der.SEQUENCE)
            if value.child(0, der.OID).content == _X509:
                yield value.child(1, der.EXPLICIT_0).children[0].octets()


def _octets(info: der.Node) -> bytes:
    wrapped = info.child(1, der.EXPLICIT_0).children
    if not wrapped:
        raise der.DerError("no contents")
    return wrapped[0].octets()


def _decrypted(algorithm: der.Node, sealed: bytes, password: str) -> bytes:
    """PBES1 with 3DES or PBES2: what today's programs write. Raises UnknownSchemeError for RC2 and RC4."""
    oid, parameters = algorithm.child(0, der.OID).content, algorithm.child(1, der.SEQUENCE)
    cipher: CipherAlgorithm
    if oid == _TRIPLE_DES_SHA1:
        salt, rounds = parameters.children[0].octets(), parameters.child(1, der.INTEGER).integer()
        cipher = TripleDES(_derived("sha1", password, (salt, rounds), _KEY, 24))
        start = _derived("sha1", password, (salt, rounds), _IV, 8)
    elif oid == _PBES2:
        derivation, scheme = parameters.child(0, der.SEQUENCE), parameters.child(1, der.SEQUENCE)
        kind, start = scheme.child(0, der.OID).content, scheme.child(1, der.OCTETS).content
        if kind in _AES_CBC:
            cipher = algorithms.AES(_pbkdf2(derivation, password, _AES_CBC[kind]))
        elif kind == _TRIPLE_DES_CBC:
            cipher = TripleDES(_pbkdf2(derivation, password, 24))
        else:
            raise UnknownSchemeError
    else:
        raise UnknownSchemeError
    try:
        opened = Cipher(cipher, modes.CBC(start)).decryptor()
        plain = opened.update(sealed) + opened.finalize()
    except ValueError as error:
        raise der.DerError("not whole blocks") from error
    padding = plain[-1] if plain else 0
    return plain[: len(plain) - padding]


def _pbkdf2(derivation: der.Node, password: str, size: int) -> bytes:
    if derivation.child(0, der.OID).content != _PBKDF2:
        raise UnknownSchemeError
    parameters = derivation.child(1, der.SEQUENCE)
    scheme = next((each for each in parameters.children[2:] if each.tag == der.SEQUENCE), None)
    salt, rounds = parameters.child(0, der.OCTETS).content, parameters.child(1, der.INTEGER).integer()
    return hashlib.pbkdf2_hmac(_hash_of(scheme) if scheme else "sha1", password.encode(), salt, rounds, size)


def _hash_of(algorithm: der.Node) -> str:
    name = _HASHES.get(algorithm.child(0, der.OID).content)
    if name is None:
        raise UnknownSchemeError
    return name


def _derived(name: str, password: str, salted: tuple[bytes, int], purpose: int, size: int) -> bytes:
    """RFC 7292, appendix B.2; ``salted``: the salt and the rounds."""
    salt, rounds = salted
    block, width = hashlib.new(name).block_size, hashlib.new(name).digest_size
    filled = bytearray(_filled(salt, block) + _filled(password.encode("utf-16-be", "surrogatepass") + b"\0\0", block))
    result = b""
    while len(result) < size:
        digest = hashlib.new(name, bytes((purpose,)) * block + filled).digest()
        for _ in range(rounds - 1):
            digest = hashlib.new(name, digest).digest()
        result += digest
        added = int.from_bytes((digest * (block // width + 1))[:block], "big") + 1
        for at in range(0, len(filled), block):
            total = int.from_bytes(filled[at : at + block], "big") + added
            filled[at : at + block] = (total % (1 << 8 * block)).to_bytes(block, "big")
    return result[:size]


def _filled(data: bytes, block: int) -> bytes:
    size = block * -(-len(data) // block)
    return (data * (size // len(data) + 1))[:size] if data else b""


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a file: an EncryptedPrivateKeyInfo and the certificates in DER, the key's own first."""

    name: str
    sealed_key: bytes
    certificates: Sequence[bytes]


def written(contents: Contents, password: str, *, rounds: int, hash_name: str) -> bytes:
    """A PKCS#12 whose certificates are not encrypted (they are public) and whose MAC is over all of it."""
    own = hashlib.sha1(contents.certificates[0], usedforsecurity=False).digest()
    named = _attribute(_FRIENDLY_NAME, der.wrapped(_BMP_STRING, contents.name.encode("utf-16-be")))
    joined = _attribute(_LOCAL_KEY_ID, der.wrapped(der.OCTETS, own))
    bags = []
    for number, certificate in enumerate(contents.certificates):
        value = der.wrapped(der.EXPLICIT_0, der.wrapped(der.OCTETS, certificate))
        held = der.wrapped(der.SEQUENCE, der.wrapped(der.OID, _X509), value)
        bags.append(_bag(_CERTIFICATE_BAG, held, *((named, joined) if number == 0 else ())))
    key = _bag(_SEALED_KEY_BAG, contents.sealed_key, named, joined)
    safes = der.wrapped(der.SEQUENCE, _data(der.wrapped(der.SEQUENCE, *bags)), _data(der.wrapped(der.SEQUENCE, key)))
    salt = os.urandom(_SALT_BYTES)
    size = hashlib.new(hash_name).digest_size
    digest = hmac.new(_derived(hash_name, password, (salt, rounds), _MAC, size), safes, hash_name).digest()
    algorithm = der.wrapped(der.SEQUENCE, der.wrapped(der.OID, _OID_OF[hash_name]), b"\x05\0")
    sealed = der.wrapped(der.SEQUENCE, algorithm, der.wrapped(der.OCTETS, digest))
    count = der.wrapped(der.INTEGER, rounds.to_bytes(rounds.bit_length() // 8 + 1, "big"))
    mac = der.wrapped(der.SEQUENCE, sealed, der.wrapped(der.OCTETS, salt), count)
    return der.wrapped(der.SEQUENCE, b"\x02\x01\x03", _data(safes), mac)


def _data(content: bytes) -> bytes:
    held = der.wrapped(der.EXPLICIT_0, der.wrapped(der.OCTETS, content))
    return der.wrapped(der.SEQUENCE, der.wrapped(der.OID, der.OID_DATA), held)


def _bag(kind: bytes, value: bytes, *attributes: bytes) -> bytes:
    held = der.wrapped(der.EXPLICIT_0, value)
    rest = (der.wrapped(der.SET, *sorted(attributes)),) if attributes else ()
    return der.wrapped(der.SEQUENCE, der.wrapped(der.OID, kind), held, *rest)


def _attribute(kind: bytes, value: bytes) -> bytes:
    return der.wrapped(der.SEQUENCE, der.wrapped(der.OID, kind), der.wrapped(der.SET, value))
