"""What every certificate store can do, whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cryptography import x509

    from flows.base.secret import Secret


@dataclass(frozen=True, slots=True)
class Stored:
    """One certificate as the store shows it. Thumbprints in lower-case hex, times in UTC.

    ``subject`` and ``issuer`` are RFC 4514 texts: a renewed certificate has the old one's, and only the thumbprint
    tells them apart.
    """

    name: str
    sha1: str
    sha256: str
    subject: str
    not_before: datetime
    not_after: datetime
    has_key: bool
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """What a stored key signs so that its certificate verifies it.

    ``sha256``: PKCS#1 v1.5 with SHA-256, as requests to P1 and TLS 1.2 need it. ``pss``: RSA-PSS with SHA-256, without
    which a client does not prove itself in TLS 1.3 (RFC 8446, 4.2.3); None where it could not be tried. ``holder``: who
    keeps the key, as the system calls it.
    """

    sha256: bool
    pss: bool | None = None
    holder: str = ""


class CertificateStore(Protocol):
    """A place where programs look for certificates with their keys. Every method raises FlowError on failure."""

    @property
    def name(self) -> str:
        """As ``--magazyn`` takes it, kept in journals: "windows", "windows-maszyna" or "nss:FOLDER"."""

    @property
    def label(self) -> str:
        """For people, in Polish; stands after „magazyn”."""

    def check(self) -> None:
        """Looks whether it could take a certificate now: tools, rights, password, lock. Changes nothing."""

    def list(self) -> tuple[Stored, ...]:
        """Every certificate in it; () when there is no store yet."""

    def find(self, sha256: str) -> Stored | None:
        """The certificate with this SHA-256 thumbprint."""

    def install(self, p12: bytes, password: Secret) -> None:
        """Puts the keys of a PKCS#12 in, with their certificates. Again is harmless."""

    def works(self, sha256: str) -> bool:
        """Whether the stored private key signs what the certificate verifies. False: no certificate, no key, or not.

        SHA-256 at least: a signature with SHA-1 is no proof that programs can use the key.
        """

    def signs(self, sha256: str) -> Signing:
        """The same, with what else the key can do."""

    def issuers(self) -> tuple[Stored, ...]:
        """The certificates of authorities that came with others, as far as the store keeps them."""

    def would_add(self, issuers: Sequence[x509.Certificate]) -> tuple[str, ...]:
        """Thumbprints (SHA-256) of those that ``install`` would add, as the store does not keep them yet."""

    def remove_issuer(self, sha256: str) -> None:
        """Takes one of them out. Nothing when it is not there."""

    def remove(self, sha256: str) -> None:
        """Takes the certificate out, and the key that came with it. Nothing when it is not there."""

    def remove_key(self, sha256: str) -> None:
        """Takes the key out that we put in, and leaves the certificate, as it may have stood before."""

    def archive(self, sha256: str) -> bytes:
        """The certificate as ``restore`` takes it; its key stays in the store. Raises FlowError."""

    def retire(self, sha256: str) -> None:
        """Takes the certificate out and leaves its key, as Windows' own tools do."""

    def restore(self, archived: bytes) -> None:
        """Puts an archived certificate back, joined with its key again."""
