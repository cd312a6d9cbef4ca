"""What is attached to a message, told by its name and its first bytes; nothing of it is opened or run."""

from __future__ import annotations

import binascii
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from flows.mail.letters.addresses import printable

_MOST = 50
_LONGEST_NAME = 120
_HEAD = 4_096
_CERTIFICATES = {".pem", ".crt", ".cer", ".p7b", ".der"}
_BEGIN = (b"-----BEGIN CERTIFICATE", b"-----BEGIN PKCS7")
_ARCHIVES = (b"PK\x03\x04", b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"MSCF")
_PROGRAMS = (*_ARCHIVES, b"MZ", b"\x7fELF", b"ITSF", b"L\0\0\0\x01\x14\x02\0")
_DOCUMENTS = {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".p12"}
"""What is a ZIP archive inside and no danger by that alone."""
_SIGNATURES = {".p7s", ".asc", ".sig"}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"<svg")

Sort: TypeAlias = Literal["certificate", "program", "picture", "other"]


@dataclass(slots=True)
class Attachments:
    """The names so far, in their order."""

    files: list[str] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    pictures: bool = False

    def add(self, name: str, kind: str, head: bytes) -> None:
        """One more, by its name ("" for none), its declared type and its first bytes."""
        sort = _sort(name, kind, head)
        if sort == "picture":
            self.pictures = True
        shown = printable(name[:_LONGEST_NAME]) or f"bez nazwy ({printable(kind[:_LONGEST_NAME])})"
        if len(self.files) >= _MOST or (not name and sort == "other") or _suffix(name) in _SIGNATURES:
            return
        self.files.append(shown)
        if sort == "certificate":
            self.certificates.append(shown)
        elif sort == "program":
            self.programs.append(shown)


def _suffix(name: str) -> str:
    return PurePosixPath(name.rstrip(". ")).suffix.lower()


def _sort(name: str, kind: str, head: bytes) -> Sort:
    if head.lstrip().startswith(_BEGIN) or (_suffix(name) in _CERTIFICATES and not head.startswith(_PROGRAMS)):
        return "certificate"
    if head.startswith(_PROGRAMS) and _suffix(name) not in _DOCUMENTS:
        return "program"
    return "picture" if kind.startswith("image/") or head.startswith(_PICTURES) else "other"


def from_base64(raw: bytes) -> tuple[bytes, bool]:
    """What base64 says, with whatever is broken left out, and whether it is surely whole. Never raises."""
    compact = raw.translate(None, _NOT_BASE64)
    whole = len(compact) % 4 == 0 or b"=" in raw[-8:]
    compact = compact[: len(compact) - (len(compact) % 4 == 1)]
    return binascii.a2b_base64(compact + b"=" * (-len(compact) % 4)), whole


_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
