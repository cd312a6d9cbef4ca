"""What a file is, by its content alone and without a password."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base import file_problems, placing
from flows.base.errors import FlowError, Problem, UnreadableError
from flows.base.files import MAX_BYTES, read_file
from flows.base.patterns import regex
from flows.crypto import armour, der, keystore_problems
from flows.crypto.certificates import load_certificate, public_key_sha256, read_certificates
from flows.crypto.keystore import key_entries, public_certificates
from flows.crypto.requests import read_request, signature_problem
from flows.crypto.store_kinds import kind_of
from flows.folder import contents_problems
from flows.folder.names import Purpose, purpose_in, stamp_of

if TYPE_CHECKING:
    from cryptography import x509

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # Outlook's .msg, and old Word documents
_ZIP = b"PK\x03\x04"
_HTML = regex(r"<(!doctype html|html|head|body)\b", re.IGNORECASE)
_MAIL = regex(r"^(from|to|received|return-path|subject|date|mime-version|delivered-to):", re.IGNORECASE | re.MULTILINE)
_MAIL_HEADERS = 3  # in the first lines: a letter about certificates may well have one or two
_NOTE_KEY = regex(r"SHA-256[^:\n]{0,60}:[ \t]*([0-9a-f]{64})\b", re.IGNORECASE)
_NOTE_CHARACTERS = 16_384
_HEAD_CHARACTERS = 4_096

_KNOWN_SUFFIXES = frozenset(
    (
        ".jks",
        ".p12",
        ".pfx",
        ".pem",
        ".crt",
        ".cer",
        ".der",
        ".p7b",
        ".p7c",
        ".csr",
        ".req",
        ".p10",
        ".key",
        ".keystore",
    )
)

_WITH_KEYS = frozenset((".jks", ".p12", ".pfx", ".keystore", ".csr"))


class Kind(StrEnum):
    """What a file holds."""

    JKS = "jks"
    PKCS12 = "pkcs12"
    JCEKS = "jceks"
    BKS = "bks"
    UBER = "uber"
    BCFKS = "bcfks"
    CERTIFICATE = "certificate"
    REQUEST = "request"
    PRIVATE_KEY = "private-key"
    NOTE = "note"
    HTML = "html"
    EMAIL = "email"
    ARCHIVE = "archive"
    EMPTY = "empty"
    UNKNOWN = "unknown"


FOREIGN_STORES = frozenset((Kind.JCEKS, Kind.BKS, Kind.UBER, Kind.BCFKS))
"""Keystores that may well hold the right keys and that nothing here opens."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds.

    ``certificates``: those in a certificate file, in order; of a JKS what it shows without a password, placeholders
    included. ``key_sha256s``: SHA-256 (64 hex digits) of the public keys that it holds or is for; a PKCS#12 tells none
    without its password. ``problem``: why it is of no use, None when it is of use. ``size`` in bytes. ``is_read``: the
    system gave its content.
    """

    path: Path
    kind: Kind
    size: int
    certificates: tuple[x509.Certificate, ...] = ()
    request: x509.CertificateSigningRequest | None = None
    key_sha256s: frozenset[str] = frozenset()
    purpose: Purpose | None = None
    problem: Problem | None = None
    is_read: bool = True


def recognise(path: Path, data: bytes) -> Contents:
    """Say what ``data``, read from ``path``, is. Never raises for its content: then there is a ``problem``."""
    named = purpose_in(path.name)
    kind = Kind.UNKNOWN
    try:
        store = kind_of(data)
        if store is not None:
            kind = Kind(store)
            return _keystore(path, data, kind)
        if data.startswith(_ZIP):  # an uncompressed one shows the PEM inside, but no other program would read it
            return _other(path, data)
        blocks = armour.blocks(data)
        shapes = {block.shape for block in blocks}
        if shapes & {"certificate", "pkcs7"}:
            kind = Kind.CERTIFICATE
            certificates = read_certificates(data)
            return Contents(path, kind, len(data), certificates, None, _keys_of(certificates), named)
        if "request" in shapes:
            kind = Kind.REQUEST
            request = read_request(data)
            keys = frozenset((public_key_sha256(request),)) if request else frozenset[str]()
            wrong = signature_problem(request) if request else None
            return Contents(path, kind, len(data), (), request, keys, named, wrong.problem if wrong else None)
    except FlowError as error:
        return Contents(path, kind, len(data), purpose=named, problem=error.problem)
    if shapes & {"private-key", "encrypted-key"}:
        problem = contents_problems.private_key(path.name, lies_open=_is_open(blocks)).problem
        return Contents(path, Kind.PRIVATE_KEY, len(data), purpose=named, problem=problem)
    return _other(path, data)


def _keys_of(certificates: tuple[x509.Certificate, ...]) -> frozenset[str]:
    return frozenset(public_key_sha256(each) for each in certificates)


def _keystore(path: Path, data: bytes, kind: Kind) -> Contents:
    named = purpose_in(path.name)
    if kind in FOREIGN_STORES:
        problem = keystore_problems.unsupported(path.name, kind.value).problem
        return Contents(path, kind, len(data), purpose=named, problem=problem)
    if kind is Kind.PKCS12:
        return Contents(path, kind, len(data), purpose=named)
    entries = key_entries(data)
    aliases = {purpose_in(entry.alias) for entry in entries}
    certificates = public_certificates(data)
    first = tuple(load_certificate(entry.certificates[0]) for entry in entries if entry.certificates)
    aliased = aliases.pop() if len(aliases) == 1 else None
    return Contents(path, kind, len(data), certificates, None, _keys_of(first), aliased or named)


def _other(path: Path, data: bytes) -> Contents:
    kind, problem = Kind.UNKNOWN, contents_problems.of_kind("unknown-file", path.name).problem
    text = armour.as_text(data)
    head = text[:_HEAD_CHARACTERS]
    note = _NOTE_KEY.findall(text[:_NOTE_CHARACTERS])
    if not data.strip(b"\0\r\n\t "):
        kind, problem = Kind.EMPTY, contents_problems.of_kind("file-empty", path.name).problem
    elif note:
        purpose = purpose_in(text.lstrip().split("\n", 1)[0]) or purpose_in(path.name)
        return Contents(path, Kind.NOTE, len(data), (), None, frozenset(map(str.lower, note)), purpose)
    elif data.startswith(_OLE) or len({each.lower() for each in _MAIL.findall(head)}) >= _MAIL_HEADERS:
        kind, problem = Kind.EMAIL, contents_problems.of_kind("email-file", path.name).problem
    elif _HTML.search(head):
        kind, problem = Kind.HTML, contents_problems.of_kind("html-file", path.name).problem
    elif data.startswith(_ZIP):
        kind, problem = Kind.ARCHIVE, contents_problems.of_kind("archive-file", path.name).problem
    return Contents(path, kind, len(data), purpose=purpose_in(path.name), problem=problem)


def holds_open_key(data: bytes) -> bool:
    """Whether a private key lies in a file of PEM or DER without any password."""
    return _is_open(armour.blocks(data))


def holds_key(data: bytes) -> bool:
    """Whether a private key lies in a file of PEM or DER, with a password or without."""
    return any(block.shape in ("private-key", "encrypted-key") for block in armour.blocks(data))


def _is_open(blocks: tuple[armour.Block, ...]) -> bool:
    return any(block.content is not None and der.shape(block.content) == "private-key" for block in blocks)


def scan_folder(folder: Path, *, limit_files: int = 500) -> tuple[Contents, ...]:
    """Everything in the folder (not in its subfolders) that has a say in the renewal, sorted by name.

    At most ``limit_files`` files of at most 1 MiB are read: those named as we name them, then those that may hold keys,
    then those with another suffix of ours, so that no heap of downloads hides a key. Our own temporary
    files, lock and journal are left out, and so are files of no known kind, unless their suffix promises one: those
    come with the ``problem``, as do such files when they are too large or unreadable.

    Raises:
        FlowError: folder-missing, folder-is-file, folder-not-readable.
    """
    try:
        with os.scandir(folder) as entries:
            paths = [Path(entry.path) for entry in entries if _may_matter(entry)]
    except FileNotFoundError as error:
        raise file_problems.folder_missing(folder) from error
    except NotADirectoryError as error:
        raise file_problems.folder_is_file(folder) from error
    except OSError as error:
        raise file_problems.folder_not_readable(folder) from error
    paths.sort(key=_rank)
    found = (_recognise_file(path) for path in paths[:limit_files])
    useful = [each for each in found if each.kind is not Kind.UNKNOWN or _promises(each.path)]
    return tuple(sorted(useful, key=lambda each: each.path.name))


def _may_matter(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(placing.PREFIX) or entry.name.endswith((".jsonl", ".lock")):
        return False
    if any(character < " " for character in entry.name):  # nobody's name for a file: a forged line on our screen
        return False
    try:
        return entry.is_file() and (entry.stat().st_size <= MAX_BYTES or _promises(Path(entry.name)))
    except OSError:
        return _promises(Path(entry.name))


def _rank(path: Path) -> tuple[bool, bool, bool, str]:
    return stamp_of(path) is None, path.suffix.lower() not in _WITH_KEYS, not _promises(path), path.name


def _promises(path: Path) -> bool:
    return path.suffix.lower() in _KNOWN_SUFFIXES


def _recognise_file(path: Path) -> Contents:
    try:
        return recognise(path, read_file(path))
    except FlowError as error:
        is_read, named = not isinstance(error, UnreadableError), purpose_in(path.name)
        return Contents(path, Kind.UNKNOWN, 0, purpose=named, problem=error.problem, is_read=is_read)
