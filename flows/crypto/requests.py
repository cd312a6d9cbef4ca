"""Certificate requests (PKCS#10) and the placeholder certificate that a new Java keystore needs."""

from __future__ import annotations

import datetime as dt
import warnings
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from flows.base.errors import FlowError, Problem
from flows.crypto import armour

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_PLACEHOLDER_DAYS = 90  # keytool's default for -genkeypair


def build_request(key: RSAPrivateKey | EllipticCurvePrivateKey, subject: x509.Name) -> bytes:
    """A PKCS#10 request in PEM, signed with SHA-256, with the SubjectKeyIdentifier extension as keytool's has."""
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    builder = x509.CertificateSigningRequestBuilder().subject_name(subject).add_extension(identifier, critical=False)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def read_request(data: bytes) -> x509.CertificateSigningRequest | None:
    """The first request in a file: PEM with either header, DER, UTF-16, any line ends; None when it holds none.

    Its signature is not checked here: ``signature_problem`` tells.

    Raises:
        FlowError: request-damaged, when there clearly is a request but it does not parse.
    """
    for block in armour.blocks(data):
        if block.shape == "request":
            return _load(block.content)
    return None


def _load(data: bytes | None) -> x509.CertificateSigningRequest:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # deprecated encodings are not the pharmacist's business
        try:
            request = x509.load_der_x509_csr(data or b"")
            _ = request.subject, request.public_key(), request.is_signature_valid  # decoded late: fail now
        except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion) as error:
            raise _damaged("nie da się go odczytać: jest uszkodzony") from error
    return request


def signature_problem(request: x509.CertificateSigningRequest) -> FlowError | None:
    """What is wrong with a request that its own key did not sign as it stands: the office would refuse it."""
    return None if request.is_signature_valid else _damaged("jego podpis się nie zgadza: plik się zmienił")


def _damaged(why: str) -> FlowError:
    return FlowError(
        Problem(
            "request-damaged",
            f"To jest plik CSR (prośba o certyfikat), ale {why}.",
            ("plik skopiowano tylko częściowo", "zmieniono go w edytorze", "uszkodzony dysk albo pendrive"),
            "Proszę użyć oryginalnego pliku .csr z folderu z kroku 1.",
            page="files-after-csr",
        )
    )


def placeholder_certificate(
    key: RSAPrivateKey | EllipticCurvePrivateKey, subject: x509.Name, now: dt.datetime
) -> x509.Certificate:
    """A self-signed certificate as keytool puts beside a new key: version 3, SHA-256, SubjectKeyIdentifier, 90 days.

    ``now`` knows its time zone. A JKS entry needs a certificate; nobody is asked to trust this one.
    """
    moment = now.astimezone(dt.UTC).replace(microsecond=0)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment)
        .not_valid_after(moment + dt.timedelta(days=_PLACEHOLDER_DAYS))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
