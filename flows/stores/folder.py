"""A store for practice where no other is to be had: a folder with a file for each certificate and its toy key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from flows.base.errors import FlowError
from flows.base.files import check_folder, make_folder, read_file, write_new
from flows.crypto.certificates import read_certificates, sha256_thumbprint
from flows.crypto.keystore import open_keystore
from flows.crypto.pkcs12 import verify_key
from flows.ports.store import Signing, Stored
from flows.stores.entry import stored

if TYPE_CHECKING:
    from cryptography import x509

    from flows.base.secret import Secret


@dataclass(frozen=True, slots=True)
class FolderStore:
    """Files ``SHA256.pem``: the certificate, then the key, unencrypted. For practice keys only."""

    folder: Path

    @property
    def name(self) -> str:
        """As journals keep it."""
        return f"folder:{self.folder}"

    @property
    def label(self) -> str:
        """For people."""
        return f"ćwiczebny w folderze {self.folder}"

    def check(self) -> None:
        """Whether files can be made there."""
        check_folder(self.folder)

    def list(self) -> tuple[Stored, ...]:
        """Every file."""
        found = []
        for path in sorted(self.folder.glob("*.pem")):
            data = read_file(path)
            has_key = b"PRIVATE KEY" in data
            found += [stored(path.stem, each, has_key=has_key) for each in read_certificates(data)]
        return tuple(found)

    def find(self, sha256: str) -> Stored | None:
        """By thumbprint."""
        return next((each for each in self.list() if each.sha256 == sha256), None)

    def install(self, p12: bytes, password: Secret) -> None:
        """A file for each key of the PKCS#12."""
        make_folder(self.folder)
        for entry in open_keystore(p12, [password], name="p12"):
            if not entry.chain:
                continue
            sha256 = sha256_thumbprint(entry.chain[0])
            path = self.folder / f"{sha256}.pem"
            if not self.works(sha256):
                self.remove(sha256)
                key = entry.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
                write_new(path, entry.chain[0].public_bytes(Encoding.PEM) + key)

    def works(self, sha256: str) -> bool:
        """Signs with the key in the file."""
        try:
            data = read_file(self.folder / f"{sha256}.pem")
            key = load_pem_private_key(data[data.index(b"-----BEGIN PRIVATE") :], None)
            verify_key(key, read_certificates(data)[0])  # type: ignore[arg-type]  # any other key does not verify
        except (FlowError, ValueError, IndexError):
            return False
        return True

    def signs(self, sha256: str) -> Signing:
        """With SHA-256."""
        return Signing(self.works(sha256))

    def issuers(self) -> tuple[Stored, ...]:
        """None: only what has a key is kept."""
        return ()

    def would_add(self, issuers: Sequence[x509.Certificate]) -> tuple[str, ...]:
        """None of them."""
        return ()

    def remove_issuer(self, sha256: str) -> None:
        """Nothing to take out."""

    def remove(self, sha256: str) -> None:
        """The file."""
        (self.folder / f"{sha256}.pem").unlink(missing_ok=True)

    def remove_key(self, sha256: str) -> None:
        """The file is written again, with the certificate alone."""
        if self.find(sha256) is None:
            return
        data = self.archive(sha256)
        self.remove(sha256)
        write_new(self.folder / f"{sha256}.pem", data.partition(b"-----BEGIN PRIVATE")[0])

    def archive(self, sha256: str) -> bytes:
        """The whole file."""
        return read_file(self.folder / f"{sha256}.pem")

    def retire(self, sha256: str) -> None:
        """The file goes; the key is in the archive."""
        self.remove(sha256)

    def restore(self, archived: bytes) -> None:
        """The file comes back."""
        path = self.folder / f"{sha256_thumbprint(read_certificates(archived)[0])}.pem"
        if not path.exists():
            write_new(path, archived)
