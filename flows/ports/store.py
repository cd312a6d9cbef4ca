"""What every certificate store can do, whoever keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from flows.base.secret import Secret


@dataclass(frozen=True, slots=True)
class Stored:
    """One certificate as the store shows it. Thumbprints in lower-case hex, times in UTC.

    ``subject`` is the RFC 4514 text: a renewed certificate has the old one's, and only the thumbprint tells them apart.
    """

    name: str
    sha1: str
    sha256: str
    subject: str
    not_before: datetime
    not_after: datetime
    has_key: bool


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
        """Whether the stored private key signs what the certificate verifies. False: no certificate, no key, or not."""

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
