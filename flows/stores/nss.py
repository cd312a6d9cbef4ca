"""The certificate store on Linux: NSS, where browsers and other programs look, by its own tools certutil and pk12util.

Looking is done in the database files themselves: ``certutil -L`` gives names only, and names are not unique after a
renewal. Columns are "a" and the PKCS#11 number of the attribute in hex, values are plain (NSS, ``sdb.c``).

Killed at any point, no password is left behind and the store still opens (tests/trust): what the tools read stands in
memory, a new database appears whole, and a transaction that a dead tool began is rolled back by whoever looks next.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import FlowError, Problem
from flows.lock import folder_lock
from flows.stores import problems
from flows.stores.entry import stored
from flows.stores.model import Stored

if TYPE_CHECKING:
    from cryptography import x509

    from flows.secret import Secret

_SECONDS = 20  # no tool needs more; on an existing database certutil -N would wait for an answer for ever
_WAIT_SECONDS = 20  # for our own lock: eight installations at once took 2 s (measured)
_BUSY_SECONDS = 2.0
_IMPORT_FAILED = 19  # pk12util's status when another import ran at the same moment (measured)
_CERTIFICATE, _PRIVATE_KEY = b"\x00\x00\x00\x01", b"\x00\x00\x00\x03"  # CKA_CLASS, big-endian


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

    def check(self) -> None:
        """Tools, rights, lock and password; makes nothing."""
        if shutil.which("certutil") is None or shutil.which("pk12util") is None:
            raise FlowError(problems.tools_missing(self.label))
        from flows.operations.files import check_folder

        try:
            check_folder(self.folder)
        except FlowError as error:
            full = error.problem.code == "folder-full"
            raise FlowError((problems.disk_full if full else problems.refused)(self.label)) from error
        if self._exists():
            if not all(os.access(self.folder / name, os.W_OK) for name in ("cert9.db", "key4.db")):
                raise FlowError(problems.refused(self.label))
            self.list()
            with _in_memory(_NO_PASSWORD) as (empty,):
                self._certutil("-K", "-f", empty, allowed=(0, 255), words=("no keys found",))

    def list(self) -> tuple[Stored, ...]:
        """One query for the certificates and one for the keys: 500 take 30 ms (measured)."""
        if not self._exists():
            return ()
        return tuple(stored(name, found, has_key=has_key) for name, found, has_key, _ in self._certificates())

    def find(self, sha256: str) -> Stored | None:
        """By thumbprint."""
        return next((each for each in self.list() if each.sha256 == sha256), None)

    def install(self, p12: bytes, password: Secret) -> None:
        """pk12util, under a lock of ours, and once more when another program imported at the same moment."""
        from flows.operations.files import make_folder

        make_folder(self.folder)
        with self._alone(), _in_memory(p12, password.reveal().encode() + b"\n") as (source, word):
            if not self._exists():
                self._create()
            arguments = ("-i", source, "-w", word, "-K", "")
            if self._run("pk12util", *arguments, allowed=(0, _IMPORT_FAILED)):
                self._run("pk12util", *arguments)

    def works(self, sha256: str) -> bool:
        """Has NSS sign a certificate request with the stored key and verifies that with the certificate.

        ``certutil -R -k`` takes the key by its identifier, not by a name that two certificates share; the key does not
        leave the store, and it takes 10 to 50 ms. Exporting with pk12util means 600,000 rounds; cmsutil refuses
        certificates that are not for e-mail.
        """
        from cryptography import x509
        from cryptography.exceptions import UnsupportedAlgorithm

        from flows.operations.certificates import public_key_sha256

        match = self._match(sha256)
        if match is None or not match[1]:
            return False
        certificate, _, key_id = match
        with self._alone(), _in_memory(b"", _NO_PASSWORD) as (output, empty):
            nonce = os.urandom(16).hex()
            arguments = ("-R", "-k", key_id, "-s", f"CN={nonce}", "-o", output, "-f", empty)
            if self._certutil(*arguments, allowed=(0, 255)):
                return False
            try:
                signed = x509.load_der_x509_csr(output.read_bytes())
                valid = signed.is_signature_valid
            except (ValueError, UnsupportedAlgorithm):
                return False
        return (
            valid
            and nonce in signed.subject.rfc4514_string()
            and public_key_sha256(signed) == public_key_sha256(certificate)
        )

    def remove(self, sha256: str) -> None:
        """The key by its identifier, then the certificate's own rows.

        certutil deletes by name, and of two certificates with one subject, which share it, took the wrong one (tried).
        """
        match = self._match(sha256)
        if match is None:
            return
        certificate, has_key, key_id = match
        with self._alone(), _in_memory(_NO_PASSWORD) as (empty,):
            shared = sum(other == key_id for *_, other in self._certificates()) > 1
            if has_key and not shared:
                self._certutil("-F", "-k", key_id, "-f", empty)
            self._delete_rows(certificate)

    def archive(self, sha256: str) -> bytes:
        """The certificate in DER: NSS joins it with its key by the public key."""
        from cryptography.hazmat.primitives.serialization import Encoding

        match = self._match(sha256)
        if match is None:
            raise FlowError(problems.failed(self.label, "nie ma tego certyfikatu"))
        return match[0].public_bytes(Encoding.DER)

    def retire(self, sha256: str) -> None:
        """The certificate's rows only."""
        match = self._match(sha256)
        if match is not None:
            with self._alone():
                self._delete_rows(match[0])

    def restore(self, archived: bytes) -> None:
        """Added under a name of its own, as certutil wants one."""
        from flows.operations.certificates import load_certificate, sha1_thumbprint

        name = f"P1 {sha1_thumbprint(load_certificate(archived))[:8]}"
        with self._alone(), _in_memory(archived, _NO_PASSWORD) as (der, empty):
            self._certutil("-A", "-n", name, "-t", ",,", "-i", der, "-f", empty)

    def _delete_rows(self, certificate: x509.Certificate) -> None:
        from cryptography.hazmat.primitives.serialization import Encoding

        der = certificate.public_bytes(Encoding.DER)
        with self._open("cert9.db") as database, database:
            database.execute("DELETE FROM nssPublic WHERE a0 = ? AND a11 = ?", (_CERTIFICATE, der))

    def _match(self, sha256: str) -> tuple[x509.Certificate, bool, str] | None:
        from flows.operations.certificates import sha256_thumbprint

        if not self._exists():
            return None
        return next(
            (
                (found, has_key, key_id)
                for _, found, has_key, key_id in self._certificates()
                if sha256_thumbprint(found) == sha256
            ),
            None,
        )

    def _certificates(self) -> Iterator[tuple[str, x509.Certificate, bool, str]]:
        """Name, certificate, whether its key is there, and the key's identifier in hex."""
        from flows.operations.certificates import load_certificate

        with self._open("key4.db") as keys:
            mine = {bytes(row[0]) for row in _rows(keys, "nssPrivate", "a102", _PRIVATE_KEY)}
        with self._open("cert9.db") as database:
            rows = _rows(database, "nssPublic", "a11, a3, a102", _CERTIFICATE)
        for der, label, key_id in rows:
            try:
                certificate = load_certificate(bytes(der))
            except FlowError:
                continue  # another program's, and not one that we could mean
            name = bytes(label or b"").decode("utf-8", "replace")
            yield name, certificate, bytes(key_id or b"") in mine, bytes(key_id or b"").hex()

    @contextmanager
    def _open(self, name: str) -> Iterator[sqlite3.Connection]:
        """For looking, too, it opens for writing: else what a killed tool left half done could not be rolled back."""
        try:
            where = f"{(self.folder / name).absolute().as_uri()}?mode=rw"
            with closing(sqlite3.connect(where, uri=True, timeout=_BUSY_SECONDS)) as database:
                yield database
        except sqlite3.OperationalError as error:
            raise FlowError(_of_sqlite(error, self.label)) from error
        except sqlite3.DatabaseError as error:
            raise FlowError(problems.damaged(self.label)) from error

    def _exists(self) -> bool:
        return (self.folder / "cert9.db").is_file()

    def _create(self) -> None:
        """A new database without a password, made aside and put in place file by file, ``cert9.db`` last.

        ``certutil -N`` killed half-way leaves files that neither it nor anybody else can open or replace (tried).
        """
        from flows.operations.files import move_new, write_new
        from flows.operations.placing import temporary_name

        aside = self.folder / temporary_name()
        try:
            aside.mkdir(0o700)
            self._certutil("-N", "--empty-password", where=aside)
            modules = (aside / "pkcs11.txt").read_bytes().replace(os.fsencode(aside), os.fsencode(self.folder))
            if not (self.folder / "pkcs11.txt").exists():
                write_new(self.folder / "pkcs11.txt", modules)
            for name in ("key4.db", "cert9.db"):
                if not (self.folder / name).exists():
                    move_new(aside / name, self.folder / name)
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            why = problems.failed(self.label, error.strerror or str(error))
            raise FlowError(problems.disk_full(self.label) if full else why) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Our own lock on the store, waited for: NSS loses imports that run at the same moment.

        Who gets it sweeps up what a killed run left.
        """
        from flows.operations.files import sweep

        until = time.monotonic() + _WAIT_SECONDS
        while True:
            try:
                lock = folder_lock(self.folder)
                lock.__enter__()
                break
            except FlowError as error:
                if error.problem.code != "folder-in-use":
                    raise FlowError(problems.refused(self.label)) from error
                if time.monotonic() > until:
                    raise FlowError(problems.locked(self.label)) from error
                time.sleep(0.02)
        try:
            sweep(self.folder)
            yield
        finally:
            lock.__exit__(None, None, None)

    def _certutil(
        self,
        *arguments: str | Path,
        allowed: Sequence[int] = (0,),
        words: Sequence[str] = (),
        where: Path | None = None,
    ) -> int:
        return self._run("certutil", *arguments, allowed=allowed, words=words, where=where)

    def _run(
        self,
        tool: str,
        *arguments: str | Path,
        allowed: Sequence[int] = (0,),
        words: Sequence[str] = (),
        where: Path | None = None,
    ) -> int:
        """Its status, one of ``allowed``; any but 0 passes only with one of ``words``, if there are any."""
        program = shutil.which(tool)
        if program is None:
            raise FlowError(problems.tools_missing(self.label))
        command = [program, *map(str, arguments), "-d", f"sql:{where or self.folder}"]
        lent = [int(each.name) for each in arguments if isinstance(each, Path) and each.parent == _OPEN_FILES]
        try:
            done = subprocess.run(  # noqa: S603  (no shell; the password stands in memory)
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False, pass_fds=lent
            )
        except subprocess.TimeoutExpired as error:
            raise FlowError(problems.locked(self.label)) from error
        except OSError as error:
            raise FlowError(problems.failed(self.label, error.strerror or str(error))) from error
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        if done.returncode == 0:
            return 0
        if done.returncode in allowed and (not words or any(word in said for word in words)):
            return done.returncode
        raise FlowError(_of_tool(tool, done.returncode, said, self.label, full=_is_full(self.folder)))


def _rows(database: sqlite3.Connection, table: str, columns: str, kind: bytes) -> list[tuple[bytes, ...]]:
    query = f"SELECT {columns} FROM {table} WHERE a0 = ?"  # noqa: S608  (names of our own, no input)
    return database.execute(query, (kind,)).fetchall()


def _of_sqlite(error: sqlite3.OperationalError, label: str) -> Problem:
    text = str(error)
    if "locked" in text or "busy" in text:
        return problems.locked(label)
    if "readonly" in text or "unable to open" in text:
        return problems.refused(label)
    return problems.disk_full(label) if "full" in text else problems.damaged(label)


def _of_tool(tool: str, status: int, said: str, label: str, *, full: bool) -> Problem:
    if full:
        return problems.disk_full(label)
    if "authenticate" in said:
        return problems.has_password(label)
    if any(word in said for word in ("CKR_GENERAL_ERROR", "BAD_DATABASE", "READ_ONLY")):
        return problems.locked(label)
    last = said.strip().splitlines()[-1:] or [""]
    return problems.failed(label, f"{tool}, status {status}: {last[0][:200]}")


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LEAST_FREE
    except OSError:
        return False


_LEAST_FREE = 65_536  # bytes: less, and SQLite cannot write its own journal


_OPEN_FILES = Path("/proc/self/fd")
_NO_PASSWORD = b"\n"
"""The password file of a database without a password."""


@contextmanager
def _in_memory(*contents: bytes) -> Iterator[tuple[Path, ...]]:
    """Files that stand on no disk and go with their owner, for programs started with ``pass_fds`` of their numbers."""
    with ExitStack() as opened:
        files = [opened.enter_context(os.fdopen(os.memfd_create("asystent-p1"), "wb")) for _ in contents]
        for file, content in zip(files, contents, strict=True):
            file.write(content)
            file.flush()
        yield tuple(_OPEN_FILES / str(file.fileno()) for file in files)
