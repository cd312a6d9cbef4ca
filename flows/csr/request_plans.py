"""Plans of step 1: the set of files that will be made, or the good one that is there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.x509 import Name

from flows.base.patterns import regex
from flows.base.stamps import STAMP_FORMAT, is_taken
from flows.engine.details import Details, DetailsError
from flows.engine.journal import entries_of
from flows.engine.plan import Plan
from flows.folder import history
from flows.folder.current_set import current_set
from flows.folder.issued import is_finished
from flows.folder.names import PURPOSES, Purpose
from flows.folder.recognise import Kind, scan_folder
from flows.folder.standing import link_over

RENEW_DAYS = 90
"""Certificates that end sooner are about to be renewed: then another set of files makes sense."""
_SHOWN = 4
_STAMP = regex(r"[0-9]{8}-[0-9]{6}")
_BITS = (2048, 3072, 4096)
SUFFIXES = (".jks", ".csr", ".txt")
_WHAT = {
    ".jks": "magazyn z kluczem prywatnym; zostaje u Państwa, nikomu go nie wysyłamy",
    ".csr": "prośba o certyfikat; dołącza się ją do wniosku w SOW",
    ".txt": "notatka: do czego służy ta para plików; bez haseł",
}


@dataclass(frozen=True, slots=True)
class RequestSet(Details):
    """A set that is to be made: the time in its names, bits of a key, RFC 4514 subject or ""."""

    stamp: str
    bits: int
    subject: str

    def check(self) -> None:
        """As we make them."""
        if not _STAMP.fullmatch(self.stamp) or self.bits not in _BITS or not _is_subject(self.subject):
            raise DetailsError(self.stamp)


@dataclass(frozen=True, slots=True)
class PresentSet(Details):
    """One that is there: names of its files by purpose and suffix."""

    existing: Mapping[Purpose, Mapping[str, str]]


def _is_subject(text: str) -> bool:
    """Whether it is RFC 4514, or empty."""
    try:
        return text == "" or Name.from_rfc4514_string(text) is not None
    except ValueError:
        return False


def plan_new(name: str, folder: Path, stamp: str, bits: int, subject: str, *, warnings: Sequence[str] = ()) -> Plan:
    """Six new files; ``name`` is the operation's, ``subject`` RFC 4514 or empty."""
    writes = tuple(folder / f"{purpose}-{stamp}{suffix}" for purpose in PURPOSES for suffix in SUFFIXES)
    return Plan(
        name,
        folder,
        f"Utworzę 6 plików w folderze {folder}",
        (
            f"Dwie pary kluczy RSA ({bits} bitów): jedną dla TLS, drugą dla WSS.",
            *(f"{path.name} – {_WHAT[path.suffix]}" for path in writes),
            "Oba pliki .jks będą zaszyfrowane podanym hasłem. Istniejących plików nie ruszam.",
            *warnings,
        ),
        writes,
        "Można cofnąć: pliki zostaną odłożone do podfolderu, nic nie zginie.",
        RequestSet(stamp, bits, subject).to_json(),
    )


def without_key(folder: Path) -> list[str]:
    """A warning about requests whose key is not in the folder, if any: the application may have been sent with them."""
    found = scan_folder(folder) if folder.is_dir() else ()
    keys = {digest for item in found if item.kind is Kind.JKS for digest in item.key_sha256s}
    closed = any(item.kind is Kind.PKCS12 and not is_finished(item.path) for item in found)  # tells no key
    lonely = [item.path.name for item in found if item.kind is Kind.REQUEST and not item.key_sha256s <= keys]
    if not lonely or closed:
        return []
    return [
        (
            f"Uwaga: w folderze nie ma klucza (.jks) do {', '.join(lonely[:_SHOWN])}. Jeśli wniosek z tym plikiem już "
            "wysłano, proszę najpierw odszukać ten .jks: bez niego certyfikat z urzędu będzie bezużyteczny."
        )
    ]


def plan_existing(name: str, folder: Path, existing: Mapping[Purpose, Mapping[str, str]]) -> Plan:
    """Nothing to make: ``existing`` names the files of the set by purpose and suffix."""
    names = [file for files in existing.values() for file in files.values()]
    return Plan(
        name,
        folder,
        f"Komplet plików do wniosku jest już w folderze {folder}",
        (
            *names,
            "Sprawdzę go i niczego nie zmienię. Dwa komplety łatwo pomylić przy wniosku, więc drugiego nie tworzę.",
            "Jeśli mimo to potrzebny jest nowy: w rozmowie proszę wpisać „nowy komplet”, w poleceniu dodać --nowy.",
        ),
        (),
        "Nie ma czego cofać: nic nie powstaje.",
        PresentSet(existing).to_json(),
        nothing_to_do=True,
    )


def free_stamp(folder: Path, now: datetime) -> str:
    """The time as in file names, moved on by seconds until no file of that name exists."""
    while True:
        stamp = now.strftime(STAMP_FORMAT)
        if not any(is_taken(folder / f"{purpose}-{stamp}{suffix}") for purpose in PURPOSES for suffix in SUFFIXES):
            return stamp
        now += timedelta(seconds=1)


def present_set(folder: Path, now: datetime) -> Mapping[Purpose, Mapping[str, str]] | None:
    """File names of a complete TLS + WSS set that is still good: no certificates yet, or ones that last a while.

    None when there is no such set, or the links to its certificates ended unused: then a new one is due. ``now`` is
    aware.
    """
    found = scan_folder(folder) if folder.is_dir() else ()
    pairs = current_set(found)
    entries = history.this_renewal(entries_of(folder))
    if len(pairs) < len(PURPOSES) or link_over(found, entries, now) is not None:
        return None
    ends = [pair.certificate.not_valid_after_utc for pair in pairs.values() if pair.certificate is not None]
    if len(ends) == len(PURPOSES) and min(ends) - now < timedelta(days=RENEW_DAYS):
        return None
    return {purpose: {".jks": pair.store.name, ".csr": pair.request.name} for purpose, pair in pairs.items()}
