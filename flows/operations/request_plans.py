"""Plans of step 1: the set of files that will be made, or the unused set that is there already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flows.model import Plan
from flows.operations.names import PURPOSES, STAMP_FORMAT, Purpose

if TYPE_CHECKING:
    from flows.operations.recognise import Contents

SUFFIXES = (".jks", ".csr", ".txt")
_WHAT = {
    ".jks": "magazyn z kluczem prywatnym; zostaje u Państwa, nikomu go nie wysyłamy",
    ".csr": "prośba o certyfikat; dołącza się ją do wniosku w SOW",
    ".txt": "notatka: do czego służy ta para plików; bez haseł",
}


def plan_new(name: str, folder: Path, stamp: str, bits: int, subject: str) -> Plan:
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
        ),
        writes,
        "Można cofnąć: pliki zostaną odłożone do podfolderu, nic nie zginie.",
        {"stamp": stamp, "bits": bits, "subject": subject},
    )


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
            "Jeśli mimo to potrzebny jest nowy komplet: `asystent-p1 krok csr --nowy`.",
        ),
        (),
        "Nie ma czego cofać: nic nie powstaje.",
        {"existing": {purpose: dict(files) for purpose, files in existing.items()}},
        nothing_to_do=True,
    )


def free_stamp(folder: Path, now: datetime) -> str:
    """The time as in file names, moved on by seconds until no file of that name exists."""
    while True:
        stamp = now.strftime(STAMP_FORMAT)
        if not any((folder / f"{purpose}-{stamp}{suffix}").exists() for purpose in PURPOSES for suffix in SUFFIXES):
            return stamp
        now += timedelta(seconds=1)


def unused_set(folder: Path) -> Mapping[Purpose, Mapping[str, str]] | None:
    """File names of a complete TLS + WSS set for which no certificate has come yet; None when there is none."""
    from flows.operations.recognise import Kind, scan_folder

    if not folder.is_dir():
        return None
    found = scan_folder(folder)
    certified = {digest for item in found if item.kind is Kind.CERTIFICATE for digest in item.key_sha256s}
    result: dict[Purpose, Mapping[str, str]] = {}
    for purpose in PURPOSES:
        stores = [item for item in found if item.kind is Kind.JKS and item.purpose == purpose]
        for store in sorted(stores, key=lambda item: item.path.stat().st_mtime, reverse=True):
            request = _request_for(store, found)
            if request and not store.key_sha256s & certified:
                result[purpose] = {".jks": store.path.name, ".csr": request.path.name}
                break
    return result if len(result) == len(PURPOSES) else None


def _request_for(store: Contents, found: tuple[Contents, ...]) -> Contents | None:
    return next((item for item in found if item.request is not None and item.key_sha256s & store.key_sha256s), None)
