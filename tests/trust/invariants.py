"""What must hold after every crash and at every end: each function says in words what does not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeAlias

from trust.scenery import CANARY, Place

from flows.base.errors import FlowError
from flows.base.secret import Secret
from flows.crypto.certificates import public_key_sha256, read_certificates
from flows.crypto.keystore import open_keystore, public_certificates
from flows.crypto.requests import read_request

Photo: TypeAlias = Mapping[str, bytes]
"""Every file of a place by its path there."""

GROWING = {"asystent-p1.jsonl", "komputery.jsonl"}
_CHANGING = {"asystent-p1.lock", "foldery.json", "pytanie.json"}
_HOT = bytes.fromhex("d9d505f920a163d7")
"""A transaction of SQLite that is not rolled back; journals without this head are void, and overwritten one day."""
_SPELLINGS = tuple(CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_ASIDE = re.compile(r"Cofniete-[0-9-]+/")


def photograph(place: Place) -> Photo:
    """All files of the place but the one that holds the password."""
    return {
        str(path.relative_to(place.base)): path.read_bytes()
        for root in place.roots
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def broken(before: Photo, now: Photo) -> list[str]:
    """What is wrong with a place at any moment, crashed or not, seen what was there before."""
    return [*_lost(before, now), *_halves(before, now), *_orphans(now), *_journals(before, now), *_canary(now)]


def leftovers(now: Photo) -> list[str]:
    """What interrupted work left behind and the next run should have swept."""
    return [f"left behind: {name}" for name, data in now.items() if _is_temporary(name) or data[:8] == _HOT]


def _lost(before: Photo, now: Photo) -> Iterator[str]:
    """Nothing is replaced or deleted; „cofnij” may have set it aside, „przywróć” have brought it back."""
    moved = {(_ASIDE.sub("", name), data) for name, data in now.items()}
    for name, data in before.items():
        if _is_ours(name) and (_ASIDE.sub("", name), data) not in moved and now.get(name) != data:
            yield f"{'replaced' if name in now else 'lost'}: {name}"


def _is_ours(name: str) -> bool:
    """Whether a file is a result: not a log that grows, a lock, a database of NSS or a temporary file."""
    path = Path(name)
    return path.name not in GROWING | _CHANGING and ".pki" not in path.parts and not _is_temporary(name)


def _is_temporary(name: str) -> bool:
    return "/.asystent-p1-" in name or "/tmp/" in name


def _halves(before: Photo, now: Photo) -> Iterator[str]:
    """No half file under a final name."""
    for name, data in now.items():
        if before.get(name) != data and _is_ours(name):
            check = _WHOLE.get(Path(name).suffix)
            if check is None:
                yield f"a file nobody planned: {name}"
            elif not _passes(check, data):
                yield f"half a file: {name} ({len(data)} bytes)"


@cache
def _passes(check: Callable[[bytes], bool], data: bytes) -> bool:
    try:
        return check(data)
    except (FlowError, ValueError, IndexError):
        return False


def _opens(data: bytes) -> bool:
    return all(entry.key is not None for entry in open_keystore(data, [Secret(CANARY)], name="x"))


def _is_request(data: bytes) -> bool:
    request = read_request(data)
    return request is not None and request.is_signature_valid


_WHOLE: dict[str, Callable[[bytes], bool]] = {
    ".jks": _opens,
    ".p12": _opens,
    ".csr": _is_request,
    ".pem": lambda data: bool(read_certificates(data)),
    ".kopia": lambda data: bool(read_certificates(data)),
    ".ics": lambda data: data.rstrip().endswith(b"END:VCALENDAR"),
    ".txt": lambda data: data.endswith(b"instalacji w Windows.\r\n") or b"pendrivie.\r\n" in data[-20:],
}


def keys(now: Photo) -> dict[str, str]:
    """SHA-256 of the public key in each Java keystore."""
    found = {}
    for name, data in now.items():
        if name.endswith(".jks"):
            with suppress(FlowError):
                found[name] = public_key_sha256(public_certificates(data)[0])
    return found


def _orphans(now: Photo) -> Iterator[str]:
    """Every request has its key in the same folder."""
    have = {(str(Path(name).parent), key) for name, key in keys(now).items()}
    for name, data in now.items():
        if name.endswith(".csr") and _passes(_is_request, data):
            request = read_request(data)
            folder = str(Path(name).parent)
            parents = {folder, _ASIDE.sub("", f"{folder}/").rstrip("/")}  # „cofnij” moves one file after the other
            asides = {parent for parent, _ in have if _ASIDE.sub("", f"{parent}/").rstrip("/") == folder}
            if request and not any((parent, public_key_sha256(request)) in have for parent in parents | asides):
                yield f"a request whose key is lost: {name}"


def _journals(before: Photo, now: Photo) -> Iterator[str]:
    """Logs only grow, and at most one line is torn for each crash: the last, or one that a later entry follows."""
    for name, data in now.items():
        if Path(name).name in GROWING:
            if not data.startswith(before.get(name, b"")):
                yield f"not only appended to: {name}"
            torn = [line for line in data.splitlines() if not _is_entry(line)]
            if len(torn) > 1:
                yield f"{len(torn)} unreadable lines: {name}"
    for name in before:
        if Path(name).name in GROWING and name not in now:
            yield f"lost: {name}"


def _is_entry(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _canary(now: Photo) -> Iterator[str]:
    for name, data in now.items():
        if any(word in data for word in _SPELLINGS):
            yield f"the password stands in {name}"


def entries(now: Photo, place: str) -> list[dict[str, object]]:
    """The readable entries of the journal in the folder ``place``."""
    lines = now.get(f"{place}/asystent-p1.jsonl", b"").splitlines()
    return [json.loads(line) for line in lines if _is_entry(line)]


def in_store(place: Place) -> dict[str, bool]:
    """SHA-256 of the certificates in the store of this disk, and whether each has a key that signs."""
    from flows.stores.nss import NssStore

    store = NssStore(place.nss)
    return {each.sha256: store.works(each.sha256) for each in store.list()}
