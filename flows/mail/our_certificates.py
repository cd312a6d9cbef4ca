"""Which of some files hold the certificates that belong to the keys of the working folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.errors import FlowError, KeyMismatchError, Problem
from flows.base.files import read_file
from flows.crypto.certificates import may_be_issued, public_key_sha256
from flows.folder.downloads import recent
from flows.folder.names import PURPOSES, Purpose
from flows.folder.packed import packed
from flows.folder.recognise import Kind, recognise, scan_folder

if TYPE_CHECKING:
    from cryptography import x509

    from flows.folder.recognise import Contents


@dataclass(frozen=True, slots=True)
class Source:
    """A downloaded file, and the certificate in it that belongs to our key. ``archive``: in which it is packed.

    ``rival``: another file with another certificate of the same key.
    """

    path: Path
    certificate: x509.Certificate
    archive: Path | None = None
    rival: Path | None = None


def lately_in(folders: Sequence[Path], needed: Mapping[str, Purpose], now: datetime) -> dict[Purpose, Source]:
    """The certificates of our keys; of two the newer one, and of one that lies in two folders the first of these."""
    lately = chain.from_iterable(recent(folder, now) for folder in reversed(folders))  # the newest last
    return ours_among(lately, needed)


def ours_among(found: Iterable[Contents], needed: Mapping[str, Purpose]) -> dict[Purpose, Source]:
    """Those of the certificates in these files, and in archives among them, that belong to our keys; the last wins."""
    sources: dict[Purpose, Source] = {}
    for item, archive in _with_packed(found):
        for certificate in item.certificates if item.kind is Kind.CERTIFICATE else ():
            purpose = needed.get(public_key_sha256(certificate))
            if purpose is not None and may_be_issued(certificate):
                before = sources.get(purpose)
                rival = before.rival if before is not None else None
                if before is not None and before.certificate != certificate:
                    rival = before.path
                sources[purpose] = Source(item.path, certificate, archive, rival)
    return {purpose: sources[purpose] for purpose in PURPOSES if purpose in sources}


def _with_packed(found: Iterable[Contents]) -> Iterator[tuple[Contents, Path | None]]:
    for item in found:
        if item.kind is Kind.ARCHIVE:
            with suppress(FlowError):  # gone since
                yield from ((each, item.path) for each in packed(item.path))
        yield item, None


def contents_of(path: Path) -> tuple[Contents, ...]:
    """What a file is, or what the files of a folder are. One that cannot be read is told of elsewhere."""
    try:
        return scan_folder(path) if path.is_dir() else (recognise(path, read_file(path)),)
    except (FlowError, OSError):
        return ()


def holds_certificates(paths: Iterable[Path]) -> bool:
    """Whether any of these files, or a file in these folders or archives, is a certificate that is no authority's."""
    return any(
        may_be_issued(certificate)
        for item, _ in _with_packed(chain.from_iterable(map(contents_of, paths)))
        for certificate in (item.certificates if item.kind == "certificate" else ())
    )


def strangers(given: Sequence[Path], folder: Path) -> FlowError:
    """None of these files holds a certificate of ours."""
    names = ", ".join(path.name for path in given)
    return KeyMismatchError(
        Problem(
            "key-mismatch",
            f"W {names} nie ma certyfikatu do kluczy z folderu {folder}.",
            ("jest z innego wniosku lub innej apteki", "pliki CSR tworzono więcej niż raz"),
            "Proszę pobrać pliki z najnowszej wiadomości albo wskazać folder z właściwymi plikami .jks.",
            page="pem-key-mismatch",
        )
    )
