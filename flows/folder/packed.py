"""Certificates inside a ZIP: mail programs and colleagues pack them. Read in memory, never unpacked to the disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from flows.base.errors import FlowError, Problem
from flows.base.files import read_file
from flows.folder.names import plain_name
from flows.folder.recognise import recognise

if TYPE_CHECKING:
    from flows.folder.recognise import Contents

MAX_FILES: Final = 40
MAX_BYTES: Final = 65_536
"""Of one file, unpacked: a certificate takes 2 kB, a chain 8 kB."""
_ENCRYPTED: Final = 1  # APPNOTE 4.4.4
_CERTIFICATES: Final = {".pem", ".crt", ".cer", ".der", ".p7b"}


def packed(archive: Path) -> tuple[Contents, ...]:
    """What the small files of a ZIP are, each with the path that it would have beside it; no other kind has any.

    Raises FlowError where the file cannot be read; an archive that is damaged or wants a password holds nothing.
    """
    return tuple(recognise(archive.with_name(name), data) for name, data in _files(read_file(archive)))


def packed_file(archive: Path, name: str) -> bytes:
    """The file of that name as ``packed`` calls it. Raises FlowError ``archive-changed`` when it is not there now."""
    for each, data in _files(read_file(archive)):
        if each == name:
            return data
    raise FlowError(
        Problem(
            "archive-changed",
            f"W archiwum {archive.name} nie ma już pliku {name}.",
            ("archiwum zmieniło się w trakcie kopiowania",),
            "Proszę pobrać archiwum jeszcze raz.",
            page="download-pem",
        )
    )


def locked(archive: Path) -> tuple[str, ...]:
    """Names that are a certificate's of files that cannot be seen without the archive's password. Raises FlowError."""
    data = read_file(archive)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            names = [entry.filename for entry in opened.infolist()[:MAX_FILES] if entry.flag_bits & _ENCRYPTED]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, KeyError):
        return ()
    plain = (plain_name(PurePosixPath(name.replace("\\", "/")).name) for name in names)
    return tuple(name for name in plain if PurePosixPath(name).suffix.lower() in _CERTIFICATES)


def _files(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Names without folders; of one name the second file gets a number („TLS/cert.pem” and „WSS/cert.pem”)."""
    if not data.startswith(b"PK\x03\x04"):
        return
    # What zipfile raises for a damaged, encrypted or unknown archive; RuntimeError: it wants a password.
    broken = (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
        KeyError,
    )
    seen: set[str] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist()[:MAX_FILES]:
                if entry.is_dir() or entry.file_size > MAX_BYTES:
                    continue
                name = _free(plain_name(PurePosixPath(entry.filename.replace("\\", "/")).name), seen)
                content = b""
                with suppress(*broken), archive.open(entry) as file:  # the others may be whole
                    content = file.read(MAX_BYTES + 1)
                if 0 < len(content) <= MAX_BYTES:
                    seen.add(name)
                    yield name, content
    except broken:
        return


def _free(name: str, taken: Collection[str]) -> str:
    path, number = PurePosixPath(name), 2
    while name in taken:
        name, number = f"{path.stem}-{number}{path.suffix}", number + 1
    return name
