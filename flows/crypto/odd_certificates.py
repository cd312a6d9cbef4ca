"""Certificates that openssl and keytool take and the library does not: odd texts in names, odd forms of time.

Met in public reports: Latin-2 in a T61String, Windows-1250 in an IA5String, UTF-8 in a PrintableString, a SET out of
order, times without seconds or with an offset. Such a certificate is read through a twin, in which just these are put
right, while its bytes, fingerprints, key and signature stay its own.
"""

from __future__ import annotations

import base64
import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import Hash
from cryptography.hazmat.primitives.serialization import Encoding

from flows.base.patterns import regex
from flows.crypto import der

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.hazmat.primitives.hashes import HashAlgorithm

_UTF8, _NUMERIC, _PRINTABLE, _T61, _IA5, _VISIBLE, _UNIVERSAL, _BMP = 0x0C, 0x12, 0x13, 0x14, 0x16, 0x1A, 0x1C, 0x1E
_TEXTS = {_UTF8, _NUMERIC, _PRINTABLE, _T61, _IA5, _VISIBLE, _UNIVERSAL, _BMP}
_UTC_TIME, _GENERALIZED_TIME = 0x17, 0x18
_POLISH = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
_TIME = regex(rb"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:[.,]\d{1,9})?(Z|[+-]\d{4})")  # after the year
_FIFTIES = 50  # RFC 5280: years of two digits from 50 on are of the last century


class OddCertificate:
    """Stands in for the library's certificate wherever one is looked at; it has all that this program asks of one."""

    def __init__(self, data: bytes, twin: x509.Certificate, original: x509.Certificate | None) -> None:
        """``original``: the library's own object, where it gets as far as that."""
        self._data, self._twin, self.original = data, twin, original

    def __getattr__(self, name: str) -> Any:
        """Everything that was not put right, and what was, in a form that can be shown."""
        return getattr(self._twin, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OddCertificate) and other._data == self._data

    def __hash__(self) -> int:
        return hash(self._data)

    def public_bytes(self, encoding: Encoding) -> bytes:
        """The certificate's own bytes."""
        if encoding is Encoding.DER:
            return self._data
        if encoding is not Encoding.PEM:
            raise ValueError("DER or PEM")
        text = base64.b64encode(self._data).decode()
        lines = (text[at : at + 64] for at in range(0, len(text), 64))
        return "\n".join(("-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", "")).encode()

    def fingerprint(self, algorithm: HashAlgorithm) -> bytes:
        """Over the certificate's own bytes."""
        digest = Hash(algorithm)
        digest.update(self._data)
        return digest.finalize()

    @property
    def tbs_certificate_bytes(self) -> bytes:
        """What was signed."""
        return der.first(self._data).children[0].raw


def read(data: bytes, load: Callable[[bytes], x509.Certificate]) -> x509.Certificate:
    """The certificate by its twin, which ``load`` reads to the last field.

    The result has the library's type in name only: see ``OddCertificate``. Raises DerError, or what ``load`` raises.
    """
    found = load(_twin(data))
    try:
        original = x509.load_der_x509_certificate(data)
    except ValueError:
        original = None
    return cast("x509.Certificate", OddCertificate(data, found, original))


def is_odd(certificate: x509.Certificate | OddCertificate) -> bool:
    """Whether the library's functions may not be given it."""
    return isinstance(certificate, OddCertificate)


def library(certificate: x509.Certificate | OddCertificate) -> x509.Certificate | None:
    """The object that the library's own functions take; None where it makes none of these bytes."""
    return certificate.original if isinstance(certificate, OddCertificate) else certificate


def verify(certificate: x509.Certificate, issuer: x509.Certificate) -> None:
    """Whether the issuer's key signed it; names are for the caller. Raises InvalidSignature, ValueError, TypeError."""
    key, algorithm = issuer.public_key(), certificate.signature_hash_algorithm
    if algorithm is None:
        raise ValueError("no hash")
    signed = certificate.tbs_certificate_bytes
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(certificate.signature, signed, padding.PKCS1v15(), algorithm)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(certificate.signature, signed, ec.ECDSA(algorithm))
    else:
        raise TypeError("neither RSA nor an elliptic curve")


def _twin(data: bytes) -> bytes:
    """The same certificate with its names in UTF-8 and its times as RFC 5280 wants them. Raises DerError."""
    outer = der.parse(data)
    signed = outer.child(0, der.SEQUENCE)
    at = 1 if signed.children and signed.children[0].tag == der.EXPLICIT_0 else 0
    parts = [each.raw for each in signed.children]
    # version, serial number, algorithm, issuer, validity, subject
    for number, mend in ((at + 2, _name), (at + 3, _validity), (at + 4, _name)):
        parts[number] = mend(signed.child(number, der.SEQUENCE))
    rest = [each.raw for each in outer.children[1:]]
    return der.wrapped(der.SEQUENCE, der.wrapped(der.SEQUENCE, *parts), *rest)


def _name(name: der.Node) -> bytes:
    sets = []
    for each in name.children:
        attributes = [_attribute(one) for one in each.children]
        sets.append(der.wrapped(der.SET, *sorted(attributes)))
    return der.wrapped(der.SEQUENCE, *sets)


def _attribute(attribute: der.Node) -> bytes:
    if len(attribute.children) < 2 or attribute.children[1].tag not in _TEXTS:  # noqa: PLR2004  (a type and a value)
        return attribute.raw
    kind, value = attribute.children[:2]
    return der.wrapped(der.SEQUENCE, kind.raw, der.wrapped(_UTF8, text_of(value).encode()))


def text_of(value: der.Node) -> str:
    """A text as it was most likely meant; „�” for what nobody can know. Never raises."""
    if value.tag in (_BMP, _UNIVERSAL):
        return value.content.decode("utf-16-be" if value.tag == _BMP else "utf-32-be", "replace")
    readings = []
    for codec in ("utf-8", "iso8859-2", "cp1250"):
        try:
            readings.append(value.content.decode(codec))
        except UnicodeDecodeError:
            continue
        if all(letter.isascii() or letter in _POLISH for letter in readings[-1]) or codec == "utf-8":
            return readings[-1]
    return readings[-1] if readings else value.content.decode("ascii", "replace")


def is_standard(name: der.Node) -> bool:
    """Whether openssl takes the name: texts that are not what their type promises to be make it refuse the whole."""
    for value in (one.children[1] for each in name.children for one in each.children if len(one.children) > 1):
        if value.tag == _VISIBLE or (value.tag == _BMP and len(value.content) % 2):
            return False
        if value.tag == _UTF8:
            try:
                value.content.decode()
            except UnicodeDecodeError:
                return False
    return True


def taken_elsewhere(certificate: x509.Certificate | OddCertificate) -> bool:
    """Whether openssl and keytool, and so programs that use them, take it too. True for every ordinary one."""
    if not isinstance(certificate, OddCertificate):
        return True
    signed = der.first(certificate.tbs_certificate_bytes)
    at = 1 if signed.children[0].tag == der.EXPLICIT_0 else 0
    return is_standard(signed.children[at + 2]) and is_standard(signed.children[at + 4])


def _validity(validity: der.Node) -> bytes:
    return der.wrapped(der.SEQUENCE, *(_time(each) for each in validity.children))


def _time(time: der.Node) -> bytes:
    """As RFC 5280 wants it: to the second, in UTC, with two digits for the year until 2049."""
    digits = 2 if time.tag == _UTC_TIME else 4
    found = _TIME.fullmatch(time.content[digits:]) if time.tag in (_UTC_TIME, _GENERALIZED_TIME) else None
    if found is None or not time.content[:digits].isdigit():
        return time.raw
    year = int(time.content[:digits])
    if time.tag == _UTC_TIME:
        year += 1900 if year >= _FIFTIES else 2000
    month, day, hour, minute = (int(found[number]) for number in range(1, 5))
    moment = dt.datetime(year, month, day, hour, minute, int(found[5] or 0), tzinfo=dt.UTC)
    if found[6] != b"Z":
        offset = dt.timedelta(hours=int(found[6][1:3]), minutes=int(found[6][3:5]))
        moment += -offset if found[6][:1] == b"+" else offset
    short = 1950 <= moment.year < 2050  # noqa: PLR2004  (RFC 5280, 4.1.2.5)
    text = moment.strftime("%y%m%d%H%M%SZ") if short else f"{moment.year:04}{moment:%m%d%H%M%SZ}"
    return der.wrapped(_UTC_TIME if short else _GENERALIZED_TIME, text.encode())
