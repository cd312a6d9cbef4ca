"""What step 6 means to do with each certificate: as the plan keeps it, and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.base.clock import local
from flows.engine.journal import file_sha256
from flows.engine.plan import Plan
from flows.folder.names import PURPOSES
from flows.windows.store_plans import is_of_this_computer

if TYPE_CHECKING:
    from flows.folder.ready_p12 import Ready
    from flows.ports.store import Stored

_SHOWN = 6  # certificates of the store that a plan lists
_PART = {"sha1", "sha256", "not_after", "new", "p12"}
_TWINS = (
    "W magazynie będą dwa certyfikaty o tej samej nazwie, stary i nowy. To prawidłowe po odnowieniu: "
    "odróżnia je data ważności i odcisk."
)
_OLD_WINDOWS = "starszy niż Windows 10 1709"


def is_here(plan: Plan) -> bool:
    """Whether the plan is of this computer, and whole: it may come from a journal that was edited by hand."""
    parts = plan.details.get("parts")
    return (
        is_of_this_computer(plan)
        and isinstance(parts, dict)
        and all(isinstance(part, dict) and part.keys() >= _PART for part in parts.values())
    )


def parts_of(plan: Plan) -> Sequence[Mapping[str, Any]]:
    """What the plan says of each certificate, TLS first."""
    parts: Mapping[str, Mapping[str, Any]] = plan.details["parts"]
    return [parts[purpose] for purpose in PURPOSES if purpose in parts]


def part_of(ready: Ready, *, new: bool) -> dict[str, Any]:
    """What the plan keeps; ``new``: it was not in the store before, so that undoing takes it out.

    ``p12``: SHA-256 of the file, which has to be there still when its key is to leave the store.
    """
    import hashlib  # start-up

    from flows.crypto.certificates import sha1_thumbprint  # start-up

    return {
        "file": ready.path.name,
        "p12": hashlib.sha256(ready.data).hexdigest(),
        "sha1": sha1_thumbprint(ready.certificate),
        "sha256": ready.sha256,
        "not_after": f"{local(ready.certificate.not_valid_after_utc):%Y-%m-%d}",
        "new": new,
    }


def has_its_key(folder: Path, part: Mapping[str, Any]) -> bool:
    """Whether the folder holds what was installed, so that no key leaves the store with its last copy.

    The journal may have come from another folder or from somebody else's hand: the .p12 file has to be here unchanged,
    and where there are certificates this one has to be among them.
    """
    from flows.crypto.certificates import sha256_thumbprint  # start-up
    from flows.folder.recognise import Kind, scan_folder

    found = scan_folder(folder)
    certificates = {
        sha256_thumbprint(each) for item in found if item.kind is Kind.CERTIFICATE for each in item.certificates
    }
    stores = [item.path for item in found if item.kind is Kind.PKCS12]
    return any(_is_file(path, part["p12"]) for path in stores) and (not certificates or part["sha256"] in certificates)


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
    what = f"{ready.purpose.upper()} z pliku {ready.path.name}, {until}, odcisk {part_of(ready, new=True)['sha1']}"
    if works:
        return [f"{what}: już jest i podpisuje, zostaje bez zmian."]
    if found is not None:
        return [f"{what}: jest w magazynie, ale jego klucz nie działa; zainstaluję go ponownie."]
    aes = (
        f"Plik {ready.path.name} ma nowe szyfrowanie (AES). Ten program go otworzy, ale system {_OLD_WINDOWS} powie "
        "„złe hasło”. Jeśli apteka ma taki system, proszę wpisać „p12”: utworzę obok plik w zgodnej postaci (3DES)."
    )
    return [f"{what}: zainstaluję.", *([aes] if ready.aes else [])]


def namesakes(ready: Sequence[Ready], there: Sequence[Stored]) -> list[str]:
    """Two certificates with one subject: programs show one name twice."""
    new = {each.certificate.subject.rfc4514_string(): each.sha256 for each in ready}
    older = [each for each in there if each.subject in new and each.sha256 not in new.values()]
    if not older:
        return []
    return [_TWINS]
