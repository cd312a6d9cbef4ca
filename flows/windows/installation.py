"""What step 6 means to do with each certificate: as the plan keeps it, and in words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.clock import local
from flows.crypto.certificates import sha1_thumbprint, sha256_thumbprint
from flows.engine.details import Details
from flows.engine.journal import file_sha256
from flows.folder.names import PURPOSES, Purpose
from flows.folder.p12_warnings import warnings_of
from flows.folder.recognise import Kind, scan_folder
from flows.windows.store_plans import AtStore

if TYPE_CHECKING:
    from flows.folder.ready_p12 import Ready
    from flows.ports.store import CertificateStore, Signing, Stored

_SHOWN = 6  # certificates of the store that a plan lists
_TWINS = (
    "W magazynie będą dwa certyfikaty o tej samej nazwie, stary i nowy. To prawidłowe po odnowieniu: "
    "odróżnia je data ważności i odcisk."
)


@dataclass(frozen=True, slots=True)
class Part(Details):
    """One certificate. ``new``: it was not in the store before, so that undoing takes it out; ``not_after``: its day.

    ``key_only``: it was there without a key that signs, so that undoing takes the key out and leaves it as it was.
    ``p12``: SHA-256 of the file, which has to be there still when its key is to leave the store.
    """

    p12: str
    sha1: str
    sha256: str
    not_after: date
    new: bool
    file: str = ""
    key_only: bool = False


@dataclass(frozen=True, slots=True)
class Installation(AtStore):
    """What goes into which store; ``issuers``: thumbprints of authorities that come along and were not there."""

    parts: Mapping[Purpose, Part]
    issuers: tuple[str, ...] = ()

    @property
    def added(self) -> list[Part]:
        """What the run adds, TLS first: certificates with their keys, or keys to certificates that were there."""
        parts = (self.parts[purpose] for purpose in PURPOSES if purpose in self.parts)
        return [part for part in parts if part.new or part.key_only]


def part_of(ready: Ready, found: Stored | None, *, works: bool) -> Part:
    """What the plan keeps of it, given what the store has of it."""
    return Part(
        hashlib.sha256(ready.data).hexdigest(),
        sha1_thumbprint(ready.certificate),
        ready.sha256,
        local(ready.certificate.not_valid_after_utc).date(),
        found is None,
        ready.path.name,
        found is not None and not works,
    )


def new_issuers(ready: Sequence[Ready], store: CertificateStore) -> tuple[str, ...]:
    """Those in the files that the store would add, each once. Raises FlowError."""
    return tuple(dict.fromkeys(store.would_add([issuer for each in ready for issuer in each.issuers])))


def abilities(signing: Signing) -> str:
    """What the key can sign, and what that means; where only one way was tried, that it signs."""
    if signing.pss is None and not signing.holder:
        return "podpisuje"
    if signing.pss is None:
        return "podpisuje (SHA-256, wystarcza dla TLS 1.2; RSA-PSS, którego wymaga TLS 1.3, nie udało się tu sprawdzić)"
    if signing.pss:
        return "podpisuje (SHA-256 i RSA-PSS, wystarcza dla TLS 1.2 i 1.3)"
    return (
        "podpisuje (SHA-256, wystarcza dla TLS 1.2; RSA-PSS nie, więc program, który łączy się tylko przez TLS 1.3, "
        "tym certyfikatem się nie przedstawi)"
    )


def has_its_key(folder: Path, part: Part) -> bool:
    """Whether the folder holds what was installed, so that no key leaves the store with its last copy.

    The journal may have come from another folder or from somebody else's hand: the .p12 file has to be here unchanged,
    and where there are certificates this one has to be among them.
    """
    found = scan_folder(folder)
    certificates = {
        sha256_thumbprint(each) for item in found if item.kind is Kind.CERTIFICATE for each in item.certificates
    }
    stores = [item.path for item in found if item.kind is Kind.PKCS12]
    return any(_is_file(path, part.p12) for path in stores) and (not certificates or part.sha256 in certificates)


def _is_file(path: Path, sha256: object) -> bool:
    try:
        return file_sha256(path) == sha256
    except OSError:  # gone or taken since the folder was looked at
        return False


def present(there: Sequence[Stored], now: datetime) -> list[str]:
    """What the store holds now, as far as it has a key: newest first."""
    mine = sorted((each for each in there if each.has_key), key=lambda each: each.not_after, reverse=True)
    if not mine:
        return ["Teraz w magazynie nie ma żadnego certyfikatu z kluczem."]
    lines = [
        f"Teraz w magazynie: {each.name or each.subject}, "
        f"{'wygasł' if each.not_after < now else 'ważny do'} {local(each.not_after):%d.%m.%Y}, odcisk {each.sha1}"
        for each in mine[:_SHOWN]
    ]
    return lines + ([f"…i jeszcze {len(mine) - _SHOWN} innych."] if len(mine) > _SHOWN else [])


def intention(ready: Ready, found: Stored | None, *, works: bool) -> list[str]:
    """What will be done with one file, given what the store has of it."""
    until = f"ważny do {local(ready.certificate.not_valid_after_utc):%d.%m.%Y}"
    what = f"{ready.purpose.upper()} z pliku {ready.path.name}, {until}, odcisk {sha1_thumbprint(ready.certificate)}"
    if works:
        return [f"{what}: już jest i podpisuje, zostaje bez zmian."]
    if found is not None:
        lacks = "jego klucz nie działa; zainstaluję go ponownie" if found.has_key else "bez klucza; dodam klucz"
        return [f"{what}: jest w magazynie, ale {lacks}.", *warnings_of(ready.path.name, ready.data)]
    return [f"{what}: zainstaluję.", *warnings_of(ready.path.name, ready.data)]


def namesakes(ready: Sequence[Ready], there: Sequence[Stored]) -> list[str]:
    """Two certificates with one subject: programs show one name twice."""
    new = {each.certificate.subject.rfc4514_string(): each.sha256 for each in ready}
    older = [each for each in there if each.subject in new and each.sha256 not in new.values()]
    if not older:
        return []
    return [_TWINS]
