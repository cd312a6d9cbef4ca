"""Which files of a folder are the renewal under way: for each purpose the newest request and its keystore.

Decided by content: renamed files are told by the alias of the keystore that holds the same key, then by our note, then
by their name. An older set in the same folder belongs to an earlier renewal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.clock import local
from flows.base.stamps import STAMP_FORMAT
from flows.crypto.certificates import may_be_issued, public_key_sha256
from flows.folder.issued import validity
from flows.folder.names import PURPOSES, Purpose, purpose_in, stamp_of
from flows.folder.recognise import Kind

if TYPE_CHECKING:
    from cryptography import x509

    from flows.folder.recognise import Contents


@dataclass(frozen=True, slots=True)
class CurrentPair:
    """One purpose: the request, the keystore with its key and the newest certificate for it, where they are there.

    ``digest`` is the SHA-256 of the public key; ``named`` is what the request's file name says when that contradicts
    the key.
    """

    purpose: Purpose
    digest: str
    request: Path
    store: Path
    certificate: x509.Certificate | None
    certificate_file: Path | None
    named: Purpose | None


def renewal_of(current: Mapping[Purpose, CurrentPair]) -> str:
    """What tells this renewal from every other one: its public keys."""
    return " ".join(pair.digest for pair in current.values())


def current_set(found: Sequence[Contents]) -> dict[Purpose, CurrentPair]:
    """The pairs of the newest requests whose keystore is there too, by purpose; one or both may be missing."""
    result: dict[Purpose, CurrentPair] = {}
    issued = _issued(found)
    for item in sorted((each for each in found if each.request is not None), key=age):
        digest = next(iter(item.key_sha256s))
        # A keystore that is PKCS#12 inside shows no key without its password: there a common file name has to do.
        store = next((each for each in found if each.kind is Kind.JKS and digest in each.key_sha256s), None) or next(
            (each for each in found if each.kind is Kind.PKCS12 and _jks_beside(each.path, item.path)), None
        )
        purpose = _purpose(item, store, found)
        if store is None or purpose is None:
            continue
        named = purpose_in(item.path.name)
        certificate, path = issued.get(digest, (None, None))
        result[purpose] = CurrentPair(
            purpose, digest, item.path, store.path, certificate, path, named if named != purpose else None
        )
    return {purpose: result[purpose] for purpose in PURPOSES if purpose in result}


def days_of_end(certificate: x509.Certificate) -> frozenset[date]:
    """The last day of a certificate, in local time and in UTC: near midnight programs show one or the other."""
    end = certificate.not_valid_after_utc
    return frozenset({end.date(), local(end).date()})


def age(item: Contents) -> float:
    """When a file was made, as a timestamp: ours by the stamp in the name, others by the file's time."""
    stamp = stamp_of(item.path)
    try:
        if stamp is not None:
            return datetime.strptime(stamp, STAMP_FORMAT).astimezone().timestamp()
        return item.path.stat().st_mtime
    except (ValueError, OSError, OverflowError):  # digits that are no date, or the year 9999; a file that has just gone
        return 0.0


def _jks_beside(store: Path, request: Path) -> bool:
    return store.stem == request.stem and store.suffix.lower() == ".jks"


def _purpose(request: Contents, store: Contents | None, found: Sequence[Contents]) -> Purpose | None:
    if store is not None and store.kind is Kind.JKS and store.purpose is not None:
        return store.purpose
    noted = (each.purpose for each in found if each.kind is Kind.NOTE and each.key_sha256s & request.key_sha256s)
    return next(noted, None) or request.purpose


def _issued(found: Sequence[Contents]) -> Mapping[str, tuple[x509.Certificate, Path]]:
    """The newest certificate for each key, with its file; of one that is in a keystore as well, the other file."""
    issued = [
        (certificate, item.path, item.kind is Kind.CERTIFICATE)
        for item in found
        if item.kind in {Kind.CERTIFICATE, Kind.JKS}
        for certificate in item.certificates
        if may_be_issued(certificate)  # a keystore begins with a placeholder; the answer may have been imported over it
    ]
    issued.sort(key=lambda each: (validity(each[0]), each[2]))
    return {public_key_sha256(certificate): (certificate, path) for certificate, path, _ in issued}
