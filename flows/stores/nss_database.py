"""What stands in NSS's database files, and the one change that its tools cannot make.

Columns are "a" and the PKCS#11 number of the attribute in hex, values are plain (NSS, ``sdb.c``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.serialization import Encoding

from flows.base.errors import FlowError
from flows.crypto.certificates import load_certificate
from flows.stores import problems

if TYPE_CHECKING:
    from cryptography import x509

_BUSY_SECONDS = 2.0
_CERTIFICATE, _PRIVATE_KEY = b"\x00\x00\x00\x01", b"\x00\x00\x00\x03"  # CKA_CLASS, big-endian


@dataclass(frozen=True, slots=True)
class Row:
    """One certificate of the database; ``key_id``: the identifier (CKA_ID) that it shares with its key, in hex."""

    name: str
    certificate: x509.Certificate
    has_key: bool
    key_id: str


@dataclass(frozen=True, slots=True)
class NssDatabase:
    """The database in ``folder``; ``label`` names the store in problems."""

    folder: Path
    label: str

    def exists(self) -> bool:
        """Whether it was ever made."""
        return (self.folder / "cert9.db").is_file()

    def rows(self) -> Iterator[Row]:
        """One query for the certificates and one for the keys: 500 take 30 ms (measured). Raises FlowError."""
        if not self.exists():
            return
        with self._open("key4.db") as keys:
            mine = {bytes(row[0]) for row in _select(keys, "nssPrivate", "a102", _PRIVATE_KEY)}
        with self._open("cert9.db") as database:
            found = _select(database, "nssPublic", "a11, a3, a102", _CERTIFICATE)
        for der, label, key_id in found:
            try:
                certificate = load_certificate(bytes(der))
            except FlowError:
                continue  # another program's, and not one that we could mean
            name, key = bytes(label or b"").decode("utf-8", "replace"), bytes(key_id or b"")
            yield Row(name, certificate, key in mine, key.hex())

    def delete(self, certificate: x509.Certificate) -> None:
        """The certificate's own rows.

        certutil deletes by name, and of two certificates with one subject, which share it, took the wrong one (tried).
        """
        der = certificate.public_bytes(Encoding.DER)
        with self._open("cert9.db") as database, database:
            database.execute("DELETE FROM nssPublic WHERE a0 = ? AND a11 = ?", (_CERTIFICATE, der))

    @contextmanager
    def _open(self, name: str) -> Iterator[sqlite3.Connection]:
        """For looking, too, it opens for writing: else what a killed tool left half done could not be rolled back."""
        try:
            where = f"{(self.folder / name).absolute().as_uri()}?mode=rw"
            with closing(sqlite3.connect(where, uri=True, timeout=_BUSY_SECONDS)) as database:
                yield database
        except sqlite3.OperationalError as error:
            raise _problem(error, self.label) from error
        except sqlite3.DatabaseError as error:
            raise problems.damaged(self.label) from error


def _select(database: sqlite3.Connection, table: str, columns: str, kind: bytes) -> list[tuple[bytes, ...]]:
    query = f"SELECT {columns} FROM {table} WHERE a0 = ?"  # noqa: S608  (names of our own, no input)
    return database.execute(query, (kind,)).fetchall()


def _problem(error: sqlite3.OperationalError, label: str) -> FlowError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return problems.locked(label)
    if "readonly" in text or "unable to open" in text:
        return problems.refused(label)
    return problems.disk_full(label) if "full" in text else problems.damaged(label)
