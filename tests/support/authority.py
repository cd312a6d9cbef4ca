"""Real keys and a real authority for tests, made once a session: RSA 2048, issued by the practice authority."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from flows.base.secret import Secret
from flows.crypto.jks_writer import write_jks
from flows.crypto.requests import build_request, placeholder_certificate, read_request
from flows.folder.names import PURPOSES, Purpose
from flows.practice.practice_authority import PracticeAuthority

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
PASSWORD = Secret("kot-pije-mleko-rano")
POLISH_PASSWORD = Secret("zażółć gęślą jaźń")


@dataclass(frozen=True, slots=True)
class Identity:
    """What one of the two pairs consists of after step 3."""

    purpose: Purpose
    key: rsa.RSAPrivateKey
    subject: x509.Name
    csr_pem: bytes
    certificate: x509.Certificate

    @property
    def placeholder(self) -> x509.Certificate:
        return placeholder_certificate(self.key, self.subject, NOW)

    def jks(self, password: Secret = PASSWORD) -> bytes:
        return write_jks(self.purpose, self.key, (self.placeholder,), password)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@cache
def authority() -> PracticeAuthority:
    return PracticeAuthority.create(NOW)


def identity(purpose: Purpose, number: int = 0) -> Identity:
    """The pair for TLS or WSS; another ``number`` gives another pair, as from another application."""
    return _identity(purpose, number)  # the cache tells identity("tls") from identity("tls", 0)


@cache
def _identity(purpose: Purpose, number: int) -> Identity:
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name.from_rfc4514_string(f"CN=Apteka pod Żółwiem {purpose.upper()} {number},O=Łąka,C=PL")
    csr_pem = build_request(key, subject)
    csr = read_request(csr_pem)
    assert csr is not None
    return Identity(purpose, key, subject, csr_pem, authority().issue(csr, purpose, NOW))


def lay_out(folder: Path, *, stamp: str = "", number: int = 0, issued: bool = False) -> Path:
    """Keystores and requests of both into a folder, made where there is none; the certificates where they are issued.

    ``stamp``: stands in the names as we write them. Returns the folder.
    """
    folder.mkdir(exist_ok=True)
    for purpose in PURPOSES:
        mine, name = identity(purpose, number), f"{purpose}-{stamp}" if stamp else purpose
        (folder / f"{name}.jks").write_bytes(mine.jks())
        (folder / f"{name}.csr").write_bytes(mine.csr_pem)
        if issued:
            (folder / f"{purpose}.pem").write_bytes(pem(mine.certificate))
    return folder


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(each.public_bytes(Encoding.PEM) for each in certificates)


def der(certificate: x509.Certificate | x509.CertificateSigningRequest) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def pkcs8(key: rsa.RSAPrivateKey) -> bytes:
    """PKCS#8 in DER, unencrypted."""
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def as_an_authority(me: Identity) -> x509.Certificate:
    """A certificate for this very key that says it is an authority's: anybody can issue one to a public key."""
    builder = x509.CertificateBuilder().subject_name(me.subject).issuer_name(me.subject).serial_number(1)
    dated = builder.not_valid_before(NOW).not_valid_after(NOW + dt.timedelta(4_000)).public_key(me.key.public_key())
    return dated.add_extension(x509.BasicConstraints(True, None), critical=True).sign(me.key, hashes.SHA256())


@cache
def by_another_office(purpose: Purpose) -> x509.Certificate:
    """A certificate for the key of ``identity(purpose)``, by somebody else who bears the office's name."""
    request = read_request(identity(purpose).csr_pem)
    assert request is not None
    return PracticeAuthority.create(NOW).issue(request, purpose, NOW)
