"""A small certificate authority in memory: answers applications in practice, and is the tests' authority.

Its shape follows trustme's idea: real keys and real certificates, nothing pretended; only nobody trusts its root.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from flows.folder.names import Purpose

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

NAME = "ĆWICZENIE - nie do uzytku"
_CA_DAYS = 3650
_BITS = 2048


@dataclass(frozen=True, slots=True)
class PracticeAuthority:
    """Two levels, as real ones: a root and the issuing authority below it. The keys live in memory only."""

    root: x509.Certificate
    intermediate: x509.Certificate
    _key: RSAPrivateKey

    @classmethod
    def create(cls, now: dt.datetime) -> PracticeAuthority:
        """New keys (RSA 2048) and certificates valid for ten years around ``now`` (aware)."""
        root_key = rsa.generate_private_key(65537, _BITS)
        key = rsa.generate_private_key(65537, _BITS)
        start = now.astimezone(dt.UTC).replace(microsecond=0) - dt.timedelta(days=_CA_DAYS // 2)
        root = _authority("urząd główny", start, root_key, None, root_key)
        return cls(root, _authority("urząd wydający", start, key, root, root_key), key)

    @property
    def chain(self) -> tuple[x509.Certificate, x509.Certificate]:
        """The issuers of every certificate, nearest first."""
        return self.intermediate, self.root

    def issue(
        self, csr: x509.CertificateSigningRequest, purpose: Purpose, now: dt.datetime, days: int = 730
    ) -> x509.Certificate:
        """The certificate for a request: its key and subject, two years from ``now`` (aware).

        TLS may authenticate a client, WSS may sign. Raises ValueError when the request's signature is wrong.
        """
        if not csr.is_signature_valid:
            raise ValueError("the request is not signed by its own key")
        start = now.astimezone(dt.UTC).replace(microsecond=0)
        builder = (
            x509.CertificateBuilder()
            .subject_name(csr.subject)
            .issuer_name(self.intermediate.subject)
            .public_key(csr.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + dt.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(
                _usage("digital_signature", "key_encipherment" if purpose == "tls" else "content_commitment"),
                critical=True,
            )
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(csr.public_key()), critical=False)
            .add_extension(_issuer_identifier(self.intermediate), critical=False)
        )
        if purpose == "tls":
            client = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH])
            builder = builder.add_extension(client, critical=False)
        return builder.sign(self._key, hashes.SHA256())


def _authority(
    unit: str,
    start: dt.datetime,
    key: RSAPrivateKey,
    issuer: x509.Certificate | None,
    issuer_key: RSAPrivateKey,
) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "PL"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
            x509.NameAttribute(NameOID.COMMON_NAME, NAME),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=_CA_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0 if issuer else 1), critical=True)
        .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer:
        builder = builder.add_extension(_issuer_identifier(issuer), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _issuer_identifier(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    identifier = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)


def _usage(*allowed: str) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name in allowed for name in names})
