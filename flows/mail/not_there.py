"""Why the downloads cannot be collected yet, in words: what is there instead, where they are, what is awaited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.errors import FlowError, KeyMismatchError, NotYetError, Problem
from flows.folder import pairing_problems
from flows.folder.issued import is_placeholder
from flows.folder.names import Purpose
from flows.folder.nested import behind_passwords, nested
from flows.folder.recognise import Kind
from flows.folder.strangers import is_stranger

if TYPE_CHECKING:
    from flows.folder.recognise import Contents


def no_keys(folder: Path) -> FlowError:
    """There is nothing to compare certificates with."""
    return FlowError(
        Problem(
            "no-requests",
            f"W folderze {folder} nie ma kompletu plików z kroku 1, więc nie mam z czym porównać certyfikatów.",
            ("pliki z kroku 1 są w innym folderze",),
            "Proszę wpisać „zmień folder” i podać folder z plikami .jks i .csr.",
            page="p12-load-folder",
            ask="folder",
        )
    )


def one_step_away(
    folders: Sequence[Path], missing: Sequence[Purpose], needed: Mapping[str, Purpose]
) -> FlowError | None:
    """They are there and are not reached: in a subfolder to which they were unpacked, or packed beside the keys."""
    wanted = [digest for digest, purpose in needed.items() if purpose in missing]
    places = [place for folder in folders for place in nested(folder, wanted)]
    if not places:
        return None
    following = f"{' '.join(place.said for place in places)} Potem proszę wpisać „dalej”."
    what = "Certyfikaty już są, ale trzeba je jeszcze wyodrębnić albo przenieść."
    return NotYetError(Problem("not-downloaded-yet", what, (), following, page="download-pem"))


def not_these(
    downloads: Path, lately: Sequence[Contents], found: Sequence[Contents], *, any_there: bool
) -> FlowError | None:
    """A page instead of a file, what a keystore made for itself, or the certificates of another request."""
    pages = [item for item in lately if item.kind is Kind.HTML and item.path.suffix.lower() in {".pem", ".crt", ".cer"}]
    if pages and pages[0].problem is not None:
        return FlowError(pages[0].problem)
    others = [
        item.path.name
        for item in lately
        if item.kind is Kind.CERTIFICATE
        if item.certificates and not all(is_stranger(each, item.path.name, found) for each in item.certificates)
    ]
    if any_there or not others:
        return None
    if own := next((item.path.name for item in lately if is_placeholder(item, found)), None):
        return pairing_problems.placeholder(own)
    return KeyMismatchError(
        Problem(
            "key-mismatch",
            f"Certyfikat {others[-1]} w folderze {downloads} nie pasuje do kluczy z kroku 1.",
            ("jest z innego wniosku lub innej apteki", "pliki CSR tworzono więcej niż raz"),
            "Proszę pobrać pliki z najnowszej wiadomości albo wskazać folder z właściwymi plikami .jks.",
            page="pem-key-mismatch",
        )
    )


def not_yet(downloads: Path, others: Sequence[Path], missing: Sequence[Purpose], *, any_there: bool) -> FlowError:
    """One of the two is missing, or both; an archive with a password may hold it."""
    locked = "".join(f" {each}" for each in map(behind_passwords, (downloads, *others)) if each)
    names = " i ".join(purpose.upper() for purpose in missing)
    also = f" Zaglądam też do: {', '.join(map(str, others))}." if others else ""
    what = (
        f"Jest tylko jeden certyfikat; brakuje {names}."
        if any_there
        else f"W folderze {downloads} nie widzę jeszcze certyfikatów."
    )
    return NotYetError(
        Problem(
            "not-downloaded-yet",
            what,
            ("plik jeszcze się pobiera", "przeglądarka zapisała go w innym folderze"),
            f"Proszę pobrać brakujący plik z wiadomości i wpisać „dalej” albo folder, w którym jest.{locked}{also}",
            page="download-pem",
        )
    )
