"""The certificate store on Linux: NSS, where browsers and other programs look, by its own tools certutil and pk12util.

Looking is done in the database files themselves: ``certutil -L`` gives names only, and names are not unique after a
renewal.

Killed at any point, no password is left behind and the store still opens (tests/trust): what the tools read stands in
memory, a new database appears whole, and a transaction that a dead tool began is rolled back by whoever looks next.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding

from flows.base.errors import FlowError, FolderFullError
from flows.base.files import check_folder, make_folder, move_new, sweep, write_new
from flows.base.placing import temporary_name
from flows.base.system_words import in_polish
from flows.crypto.certificates import load_certificate, public_key_sha256, sha1_thumbprint, sha256_thumbprint
from flows.engine.lock import FolderInUseError, folder_lock
from flows.ports.store import Signing, Stored
from flows.stores import nss_tools, problems
from flows.stores.entry import missing, stored
from flows.stores.nss_database import NssDatabase, Row
from flows.stores.nss_tools import NO_PASSWORD, NssTools, in_memory

if TYPE_CHECKING:
    from flows.base.secret import Secret

_WAIT_SECONDS = 20  # for our own lock: eight installations at once took 2 s (measured)
_IMPORT_FAILED = 19  # pk12util's status when another import ran at the same moment (measured)


@dataclass(frozen=True, slots=True)
class NssStore:
    """The database in ``folder`` (``cert9.db`` and ``key4.db``); it is made when there is none."""

    folder: Path

    @property
    def name(self) -> str:
        """As ``--magazyn`` takes it."""
        return f"nss:{self.folder}"

    @property
    def label(self) -> str:
        """For people."""
        return f"NSS w folderze {self.folder}"

    @property
    def _database(self) -> NssDatabase:
        return NssDatabase(self.folder, self.label)

    @property
    def _tools(self) -> NssTools:
        return NssTools(self.folder, self.label)

    def check(self) -> None:
        """Tools, rights, lock and password; makes nothing."""
        if not nss_tools.are_here():
            raise problems.tools_missing(self.label)
        try:
            check_folder(self.folder)
        except FlowError as error:
            full = isinstance(error, FolderFullError)
            raise (problems.disk_full if full else problems.refused)(self.label) from error
        if self._database.exists():
            if not all(os.access(self.folder / name, os.W_OK) for name in ("cert9.db", "key4.db")):
                raise problems.refused(self.label)
            self.list()
            with in_memory(NO_PASSWORD) as (empty,):
                self._tools.run("certutil", "-K", "-f", empty, allowed=(0, 255), words=("no keys found",))

    def list(self) -> tuple[Stored, ...]:
        """Every certificate."""
        return tuple(stored(row.name, row.certificate, has_key=row.has_key) for row in self._database.rows())

    def find(self, sha256: str) -> Stored | None:
        """By thumbprint."""
        return next((each for each in self.list() if each.sha256 == sha256), None)

    def install(self, p12: bytes, password: Secret) -> None:
        """pk12util, under a lock of ours, and once more when another program imported at the same moment."""
        make_folder(self.folder)
        with self._alone(), in_memory(p12, password.reveal().encode() + b"\n") as (source, word):
            if not self._database.exists():
                self._create()
            arguments = ("-i", source, "-w", word, "-K", "")
            if self._tools.run("pk12util", *arguments, allowed=(0, _IMPORT_FAILED)):
                self._tools.run("pk12util", *arguments)

    def works(self, sha256: str) -> bool:
        """Has NSS sign a certificate request with the stored key and verifies that with the certificate.

        ``certutil -R -k`` takes the key by its identifier, not by a name that two certificates share; the key does not
        leave the store, and it takes 10 to 50 ms. Exporting with pk12util means 600,000 rounds; cmsutil refuses
        certificates that are not for e-mail.
        """
        row = self._row(sha256)
        if row is None or not row.has_key:
            return False
        with self._alone(), in_memory(b"", NO_PASSWORD) as (output, empty):
            nonce = os.urandom(16).hex()
            arguments = ("-R", "-k", row.key_id, "-s", f"CN={nonce}", "-o", output, "-f", empty)
            if self._tools.run("certutil", *arguments, allowed=(0, 255)):
                return False
            try:
                signed = x509.load_der_x509_csr(output.read_bytes())
                valid = signed.is_signature_valid
            except (ValueError, UnsupportedAlgorithm):
                return False
        return (
            valid
            and nonce in signed.subject.rfc4514_string()
            and public_key_sha256(signed) == public_key_sha256(row.certificate)
        )

    def signs(self, sha256: str) -> Signing:
        """With SHA-256."""
        return Signing(self.works(sha256))

    def issuers(self) -> tuple[Stored, ...]:
        """Those without a key: NSS keeps all in one place."""
        return tuple(each for each in self.list() if not each.has_key)

    def would_add(self, issuers: Sequence[x509.Certificate]) -> tuple[str, ...]:
        """All that is in the file comes in."""
        return missing(issuers, self.list())

    def remove_issuer(self, sha256: str) -> None:
        """As any certificate."""
        self.remove(sha256)

    def remove(self, sha256: str) -> None:
        """The key by its identifier, unless another certificate has it too, then the certificate."""
        row = self._row(sha256)
        if row is None:
            return
        with self._alone():
            self._delete_key(row)
            self._database.delete(row.certificate)

    def remove_key(self, sha256: str) -> None:
        """The key by its identifier, unless another certificate has it too."""
        row = self._row(sha256)
        if row is not None:
            with self._alone():
                self._delete_key(row)

    def archive(self, sha256: str) -> bytes:
        """The certificate in DER: NSS joins it with its key by the public key."""
        row = self._row(sha256)
        if row is None:
            raise problems.failed(self.label, "nie ma tego certyfikatu")
        return row.certificate.public_bytes(Encoding.DER)

    def retire(self, sha256: str) -> None:
        """The certificate's rows only."""
        row = self._row(sha256)
        if row is not None:
            with self._alone():
                self._database.delete(row.certificate)

    def restore(self, archived: bytes) -> None:
        """Added under a name of its own, as certutil wants one."""
        name = f"P1 {sha1_thumbprint(load_certificate(archived))[:8]}"
        with self._alone(), in_memory(archived, NO_PASSWORD) as (der, empty):
            self._tools.run("certutil", "-A", "-n", name, "-t", ",,", "-i", der, "-f", empty)

    def _delete_key(self, row: Row) -> None:
        shared = sum(other.key_id == row.key_id for other in self._database.rows()) > 1
        if row.has_key and not shared:
            with in_memory(NO_PASSWORD) as (empty,):
                self._tools.run("certutil", "-F", "-k", row.key_id, "-f", empty)

    def _row(self, sha256: str) -> Row | None:
        return next((row for row in self._database.rows() if sha256_thumbprint(row.certificate) == sha256), None)

    def _create(self) -> None:
        """A new database without a password, made aside and put in place file by file, ``cert9.db`` last.

        ``certutil -N`` killed half-way leaves files that neither it nor anybody else can open or replace (tried).
        """
        aside = self.folder / temporary_name()
        try:
            aside.mkdir(0o700)
            NssTools(aside, self.label).run("certutil", "-N", "--empty-password")
            modules = (aside / "pkcs11.txt").read_bytes().replace(os.fsencode(aside), os.fsencode(self.folder))
            if not (self.folder / "pkcs11.txt").exists():
                write_new(self.folder / "pkcs11.txt", modules)
            for name in ("key4.db", "cert9.db"):
                if not (self.folder / name).exists():
                    move_new(aside / name, self.folder / name)
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            why = problems.failed(self.label, in_polish(error))
            raise (problems.disk_full(self.label) if full else why) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Our own lock on the store, waited for: NSS loses imports that run at the same moment.

        Who gets it sweeps up what a killed run left.
        """
        until = time.monotonic() + _WAIT_SECONDS
        while True:
            try:
                lock = folder_lock(self.folder)
                lock.__enter__()
                break
            except FolderInUseError as error:
                if time.monotonic() > until:
                    raise problems.locked(self.label) from error
                time.sleep(0.02)
            except FlowError as error:
                raise problems.refused(self.label) from error
        try:
            sweep(self.folder)
            yield
        finally:
            lock.__exit__(None, None, None)
