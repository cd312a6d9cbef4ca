"""Certificates from whatever file they came in, their fingerprints, and the chain above one of them."""

from __future__ import annotations

import hashlib
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import BasicConstraints, ExtensionNotFound, InvalidVersion

from flows.base.door import later
from flows.base.errors import FlowError, Problem
from flows.crypto import armour, der, odd_certificates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes

_LOAD_PKCS7: Callable[[bytes], list[x509.Certificate]] = later(
    "cryptography.hazmat.primitives.serialization.pkcs7:load_der_pkcs7_certificates"
)
_MAX_CHAIN = 10
_OID_DSA = bytes.fromhex("2a8648ce380401")


def read_certificates(data: bytes) -> tuple[x509.Certificate, ...]:
    """Every certificate in a file, in its order, each once; () when it holds none.

    PEM (BOM, any line ends, text around it, several; torn as ``torn_pem`` says), UTF-16, DER, PKCS#7 in PEM and DER,
    bare base64. A damaged one beside a whole one that is nobody's authority is left out.

    Raises:
        FlowError: certificate-damaged or certificate-unreadable, when there clearly is a certificate but it does not
            parse.
    """
    found: dict[bytes, x509.Certificate] = {}
    damage: FlowError | None = None
    for block in armour.blocks(data):
        if block.shape not in ("certificate", "pkcs7"):
            continue
        try:
            found |= {certificate_sha256(each): each for each in _of_block(block)}
        except FlowError as error:
            damage = damage or error
    if damage is not None and all(is_authority(each) for each in found.values()):
        raise damage
    return tuple(found.values())


def _of_block(block: armour.Block) -> Iterable[x509.Certificate]:
    if block.content is None:
        raise _damaged()
    # "TRUSTED CERTIFICATE" of openssl carries a second element; elsewhere bytes after the end are damage.
    content = block.content[: der.outer_length(block.content)] if "TRUSTED" in block.label else block.content
    return _load_pkcs7(content) if block.shape == "pkcs7" else (load_certificate(content),)


def load_certificate(data: bytes) -> x509.Certificate:
    """One certificate from DER, all of whose usual fields can be read; an odd one as ``odd_certificates`` reads it.

    Raises:
        FlowError: certificate-damaged; certificate-unreadable where nothing is missing and it cannot be read;
            certificate-of-dsa where that is because of a key which P1 never has.
    """
    try:
        return _load(data)
    except _parsing_errors() as error:
        with suppress(*_parsing_errors()):
            return odd_certificates.read(data, _load)
        if der.outer_length(data) != len(data):
            raise _damaged() from error
        raise (_of_dsa() if _holds_dsa_key(data) else _unreadable()) from error


def _load(data: bytes) -> x509.Certificate:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # deprecated encodings are the authority's business, not the pharmacist's
        certificate = x509.load_der_x509_certificate(data)
        _touch(certificate)
    return certificate


def _load_pkcs7(data: bytes) -> list[x509.Certificate]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            certificates = _LOAD_PKCS7(data)
            for certificate in certificates:
                _touch(certificate)
        except _parsing_errors() as error:
            raise _damaged() from error
    return certificates


def _touch(certificate: x509.Certificate) -> None:
    """Read now what is decoded late, so that a damaged field fails here and nowhere else."""
    _ = certificate.subject, certificate.issuer, certificate.not_valid_before_utc, certificate.not_valid_after_utc
    _ = certificate.public_key(), certificate.version, certificate.serial_number


def _parsing_errors() -> tuple[type[Exception], ...]:
    # TypeError and OverflowError: dates and names that Python cannot represent.
    return (ValueError, TypeError, OverflowError, UnsupportedAlgorithm, InvalidVersion)


def is_authority(certificate: x509.Certificate) -> bool:
    """Whether it may issue others: then it is nobody's certificate for a pharmacy, whatever key it holds."""
    try:
        return certificate.extensions.get_extension_for_class(BasicConstraints).value.ca
    except (ExtensionNotFound, ValueError):  # ValueError: an extension that does not parse; then it is no authority
        return False


def _holds_dsa_key(data: bytes) -> bool:
    """Whether DSA is named in it: keytool writes it with a NULL that the library does not take."""
    try:
        return any(node.tag == der.OID and node.content == _OID_DSA for node in der.first(data).walk())
    except der.DerError:
        return False


class BadCertificateError(FlowError):
    """What should be a certificate is none, or is damaged."""


class DsaCertificateError(BadCertificateError):
    """A certificate of a DSA key, which cannot be read; of those that can, ``strength`` tells."""


def _damaged() -> BadCertificateError:
    return BadCertificateError(
        Problem(
            "certificate-damaged",
            "To jest plik certyfikatu, ale nie da się go odczytać: jest uszkodzony albo niekompletny.",
            (
                "plik pobrał się tylko częściowo",
                "zmieniono go w edytorze albo skopiowano z wiadomości bez części wierszy",
            ),
            "Proszę pobrać certyfikat jeszcze raz z linku w wiadomości i nie otwierać go w edytorze.",
            page="download-pem",
        )
    )


def _unreadable() -> BadCertificateError:
    return BadCertificateError(
        Problem(
            "certificate-unreadable",
            "To jest cały plik certyfikatu, ale o budowie, której ten program nie czyta.",
            ("certyfikat nie jest z Centrum e-Zdrowia", "urząd wystawił go w nietypowej postaci"),
            "Ponowne pobranie dałoby to samo. Proszę pokazać ten plik (sam certyfikat, bez kluczy i haseł) pomocy "
            "technicznej Centrum e-Zdrowia; kluczy i wniosku nie trzeba robić od nowa.",
            page="helpdesk-contact",
        )
    )


def _of_dsa() -> DsaCertificateError:
    return DsaCertificateError(
        Problem(
            "certificate-of-dsa",
            "To jest cały plik certyfikatu, ale z kluczem DSA.",
            ("certyfikat nie jest z Systemu P1: te mają klucz RSA",),
            "Proszę wskazać certyfikat pobrany z linku w wiadomości z Systemu P1.",
            page="file-types",
        )
    )


def public_key_sha256(
    holder: PrivateKeyTypes | PublicKeyTypes | x509.Certificate | x509.CertificateSigningRequest,
) -> str:
    """SHA-256 over the SubjectPublicKeyInfo in DER, 64 hex digits: the same for a key and all that belongs to it."""
    key = holder.public_key() if hasattr(holder, "public_key") else holder
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def sha1_thumbprint(certificate: x509.Certificate) -> str:
    """What Windows shows as „Odcisk palca”: SHA-1 over the certificate, 40 hex digits."""
    return hashlib.sha1(_der(certificate), usedforsecurity=False).hexdigest()


def sha256_thumbprint(certificate: x509.Certificate) -> str:
    """SHA-256 over the certificate, 64 hex digits."""
    return certificate_sha256(certificate).hex()


def certificate_sha256(certificate: x509.Certificate) -> bytes:
    """SHA-256 over the certificate, raw."""
    return hashlib.sha256(_der(certificate)).digest()


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def is_self_signed(certificate: x509.Certificate) -> bool:
    """Whether it vouches for itself: a root, or the placeholder that a Java keystore starts with."""
    return certificate.issuer == certificate.subject and _issued_by(certificate, certificate)


def may_be_issued(certificate: x509.Certificate) -> bool:
    """Whether an office may have issued it to a pharmacy: it is no authority, and not signed by its own key.

    The placeholder of a keystore, exported from it, fits the key and is nobody's answer.
    """
    return not is_authority(certificate) and not is_self_signed(certificate)


def choose_leaf(pool: Iterable[x509.Certificate], key_sha256: str) -> x509.Certificate | None:
    """The certificate of the key with this public-key SHA-256; of several the one an authority issued last."""
    fitting = [each for each in pool if public_key_sha256(each) == key_sha256]
    return max(fitting, key=lambda each: (not is_self_signed(each), each.not_valid_before_utc), default=None)


def chain_for(leaf: x509.Certificate, pool: Iterable[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """The issuers above ``leaf``, nearest first, by verified signatures; as far as ``pool`` reaches, root included."""
    candidates = tuple(pool)
    chain: list[x509.Certificate] = []
    current = leaf
    while len(chain) < _MAX_CHAIN and current.issuer != current.subject:
        issuers = [each for each in candidates if each not in (leaf, *chain) and _issued_by(current, each)]
        if not issuers:
            break
        current = max(issuers, key=lambda each: each.not_valid_after_utc)  # an authority's renewed certificate
        chain.append(current)
    return tuple(chain)


def _issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    if certificate.issuer != issuer.subject:
        return False
    try:
        if odd_certificates.is_odd(certificate) or odd_certificates.is_odd(issuer):  # the library compares raw names
            odd_certificates.verify(certificate, issuer)
        else:
            certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True
