"""Certificates that lie one step away: in a ZIP that was never unpacked, or in a subfolder that unpacking made.

Looked at only where a certificate is missing. Bounded: few archives and subfolders, small files, no nesting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.errors import FlowError
from flows.base.files import read_file
from flows.crypto.certificates import may_be_issued, public_key_sha256
from flows.engine.turns import ASIDE
from flows.folder.packed import MAX_BYTES, locked, packed
from flows.folder.recognise import recognise

if TYPE_CHECKING:
    from flows.folder.recognise import Contents

_MAX_PLACES = 12
_MAX_FILES = 200


@dataclass(frozen=True, slots=True)
class Nested:
    """An archive or a subfolder, by its name, and the files in it that hold certificates for one of our keys."""

    place: str
    is_archive: bool
    files: tuple[str, ...]

    @property
    def said(self) -> str:
        """Where they are and what to do, as sentences."""
        what = f"{'jest certyfikat' if len(self.files) == 1 else 'są certyfikaty'}: {', '.join(self.files)}"
        if self.is_archive:
            return (
                f"W archiwum {self.place} {what}. Proszę je wyodrębnić (prawy przycisk myszy, „Wyodrębnij wszystkie”) "
                "i przenieść pliki do folderu z plikami .jks."
            )
        return f"W podfolderze {self.place} {what}. Proszę przenieść stamtąd pliki do folderu z plikami .jks."


def nested(folder: Path, wanted: Collection[str]) -> tuple[Nested, ...]:
    """Where certificates of the keys with these public-key SHA-256 lie below the folder. Never raises."""
    found = []
    with suppress(OSError, FlowError):
        paths = sorted(folder.iterdir(), key=lambda each: each.name)
        subfolders = [each for each in paths if _is_place(each)]
        archives = [each for each in paths if each.suffix.lower() == ".zip"]
        for place in (*archives[:_MAX_PLACES], *subfolders[:_MAX_PLACES]):
            is_archive = place in archives
            items = packed(place) if is_archive else _files(place)
            files = tuple(item.path.name for item in items if _fits(item, wanted))
            if files:
                found.append(Nested(place.name, is_archive, files))
    return tuple(found)


def behind_passwords(folder: Path) -> str:
    """What to do about archives there that want a password and hold what is called a certificate; "" or sentences."""
    said: list[str] = []
    with suppress(OSError, FlowError):
        archives = sorted(each for each in folder.iterdir() if each.suffix.lower() == ".zip")[:_MAX_PLACES]
        said += [_behind_password(each.name, names) for each in archives if (names := locked(each))]
    return " ".join(said)


def _behind_password(archive: str, names: tuple[str, ...]) -> str:
    return (
        f"Archiwum {archive} ma hasło, a w nim: {', '.join(names)}. Jeśli to certyfikaty P1, proszę je wyodrębnić "
        "(prawy przycisk myszy, „Wyodrębnij wszystkie”) z hasłem od nadawcy i przenieść do folderu z plikami .jks."
    )


def _is_place(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not path.name.startswith((ASIDE, "."))


def _fits(item: Contents, wanted: Collection[str]) -> bool:
    issued = (each for each in item.certificates if item.kind == "certificate" and may_be_issued(each))
    return any(public_key_sha256(each) in wanted for each in issued)


def _files(folder: Path) -> Iterator[Contents]:
    with suppress(OSError):
        for path in sorted(folder.iterdir())[:_MAX_FILES]:
            with suppress(FlowError, OSError):
                if path.is_file() and path.stat().st_size <= MAX_BYTES:
                    yield recognise(path, read_file(path, MAX_BYTES))
