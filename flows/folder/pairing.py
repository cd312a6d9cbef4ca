"""Which certificate belongs to which keystore: decided by the public key alone, never by file names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.base.errors import FlowError
from flows.base.files import read_file
from flows.base.secret import Secret
from flows.crypto.certificates import certificate_sha256, chain_for, is_self_signed, public_key_sha256
from flows.crypto.keystore import open_keystore
from flows.crypto.odd_certificates import taken_elsewhere
from flows.folder import issued, pair_warnings, pairing_problems
from flows.folder.names import PURPOSES, Purpose, purpose_in
from flows.folder.recognise import FOREIGN_STORES, Kind

if TYPE_CHECKING:
    from cryptography import x509

    from flows.crypto.private_keys import Entry
    from flows.folder.issued import Leaf
    from flows.folder.recognise import Contents


@dataclass(frozen=True, slots=True)
class Pair:
    """A private key and the certificate issued for it. ``warnings`` say what looked odd but is no obstacle."""

    purpose: Purpose
    store: Path
    key: Any  # RSA or EC private key of cryptography
    certificate: x509.Certificate
    certificate_file: Path
    chain: tuple[x509.Certificate, ...]
    warnings: tuple[str, ...]


def pair_all(found: Sequence[Contents], passwords: Sequence[Secret], now: datetime) -> tuple[Pair, Pair]:
    """The TLS and the WSS pair of a folder, newest certificates first.

    Raises FlowError: no-certificate, no-keystore, certificate-duplicate, certificate-missing, key-mismatch,
    certificate-expired, certificate-not-yet-valid, certificate-nonstandard, purpose-unknown, what ``recognise`` says
    of a file that should be a certificate, and what ``open_keystore`` raises for a keystore that is needed.
    """
    leaves = sorted(issued.leaves(found), key=lambda leaf: issued.validity(leaf[0]), reverse=True)
    if not leaves and not issued.may_hold_answers(found):
        raise issued.none_yet(found)
    keys = _open_keys(found, passwords, {public_key_sha256(certificate) for certificate, _ in leaves})
    leaves = _with_answers(leaves, keys)
    if not leaves:
        raise keys.reason(set()) or issued.none_yet(found)
    pairs: dict[Purpose, Pair] = {}
    strangers: list[Leaf] = []
    for leaf in leaves:
        match = keys.opened.get(public_key_sha256(leaf[0]))
        if match is not None:
            purpose = _purpose(*match, found)
            if purpose not in pairs:
                pairs[purpose] = _pair(purpose, match, leaf, found, pair_warnings.of(purpose, leaf, leaves, now))
        elif leaf[0].not_valid_after_utc >= now and not keys.is_older_set(leaf[0], pairs):
            strangers.append(leaf)
        if len(pairs) == len(PURPOSES):
            break  # what is older than both belongs to an earlier renewal
    _refuse_strangers(strangers, pairs, keys, found)
    if len(pairs) < len(PURPOSES):
        raise _unpaired(next(purpose for purpose in PURPOSES if purpose not in pairs), pairs, leaves, found)
    for pair in pairs.values():
        if not taken_elsewhere(pair.certificate):
            raise pairing_problems.taken_nowhere(pair.certificate_file.name)
        check_dates(pair.purpose, pair.certificate, pair.certificate_file.name, now)
    return pairs["tls"], pairs["wss"]


def check_there(found: Sequence[Contents]) -> None:
    """Raises FlowError no-keystore, no-certificate where nothing can be paired, whatever the password."""
    if not any(_is_store(item) for item in found):
        raise pairing_problems.no_keystore()
    if not issued.leaves(found) and not issued.may_hold_answers(found):
        raise issued.none_yet(found)


def _with_answers(leaves: list[Leaf], keys: _Keys) -> list[Leaf]:
    """And the answers that were imported into such a keystore."""
    known = {certificate_sha256(certificate) for certificate, _ in leaves}
    more = [
        (entry.chain[0], path)
        for path, entry in keys.opened.values()
        if not issued.is_finished(path) and entry.chain and not is_self_signed(entry.chain[0])
    ]
    more = [leaf for leaf in more if certificate_sha256(leaf[0]) not in known]
    return sorted([*leaves, *more], key=lambda leaf: issued.validity(leaf[0]), reverse=True)


@dataclass(frozen=True, slots=True)
class _Keys:
    """Private keys by SHA-256 of their public key, and the keystores that did not open, with the reason."""

    opened: dict[str, tuple[Path, Entry]]
    refused: tuple[tuple[Contents, FlowError], ...]

    def is_older_set(self, certificate: x509.Certificate, newer: Mapping[Purpose, Pair]) -> bool:
        """Whether its key stands in a keystore that did not open and for whose purpose a newer pair is there."""
        digest = public_key_sha256(certificate)
        return any(digest in store.key_sha256s and store.purpose in newer for store, _ in self.refused)

    def reason(self, digests: set[str]) -> FlowError | None:
        """Why the keys of these certificates are not open: a keystore that holds, or may well hold, one of them."""
        return next(
            (error for store, error in self.refused if not store.key_sha256s or digests & store.key_sha256s), None
        )


def _open_keys(found: Sequence[Contents], passwords: Sequence[Secret], wanted: set[str]) -> _Keys:
    """Opens what may be needed.

    A keystore that shows, without a password, keys that no certificate here belongs to is not opened: an older set
    in the same folder may well have another password. So may a finished .p12; that one is not needed.
    """
    stores = [item for item in found if item.kind in {Kind.JKS, Kind.PKCS12}]
    if all(issued.is_finished(item.path) for item in stores):
        stores_problem = next((item.problem for item in found if item.problem and _is_store(item)), None)
        raise FlowError(stores_problem) if stores_problem else pairing_problems.no_keystore()
    opened: dict[str, tuple[Path, Entry]] = {}
    refused: list[tuple[Contents, FlowError]] = []
    for item in stores:
        if item.key_sha256s and not item.key_sha256s & wanted:
            continue
        try:
            for entry in open_keystore(read_file(item.path), passwords, name=item.path.name):
                opened.setdefault(public_key_sha256(entry.key.public_key()), (item.path, entry))
        except FlowError as error:
            if not issued.is_finished(item.path):
                refused.append((item, error))
    return _Keys(opened, tuple(refused))


def _is_store(item: Contents) -> bool:
    """Whether it is, or by its name should be, a keystore: one that cannot be read is not one that is not there."""
    return item.kind in FOREIGN_STORES or item.path.suffix.lower() in {".jks", ".keystore"}


def _purpose(store: Path, entry: Entry, found: Sequence[Contents]) -> Purpose:
    """TLS or WSS, from the alias, the keystore's name, then our note for the same key."""
    digest = public_key_sha256(entry.key.public_key())
    noted = next((item.purpose for item in found if item.purpose and digest in item.key_sha256s), None)
    purpose = purpose_in(entry.alias) or purpose_in(store.name) or noted
    if purpose is None:
        raise pairing_problems.purpose_unknown(store.name)
    return purpose


def _pair(
    purpose: Purpose,
    match: tuple[Path, Entry],
    leaf: Leaf,
    found: Sequence[Contents],
    warnings: tuple[str, ...],
) -> Pair:
    (store, entry), (certificate, path) = match, leaf
    pool = [one for item in found if item.kind in {"certificate", "jks"} for one in item.certificates]
    chain = chain_for(certificate, (*pool, *entry.chain))
    return Pair(purpose, store, entry.key, certificate, path, chain, warnings)


def check_dates(purpose: Purpose, certificate: x509.Certificate, name: str, now: datetime) -> None:
    """Refuse a certificate, from the file ``name``, that is not valid now. Raises FlowError as ``pair_all``."""
    if certificate.not_valid_after_utc < now:
        raise pairing_problems.expired(pairing_problems.LABEL[purpose], name, certificate.not_valid_after_utc)
    if certificate.not_valid_before_utc > now:
        raise pairing_problems.not_yet_valid(pairing_problems.LABEL[purpose], name, certificate.not_valid_before_utc)


def _unpaired(
    missing: Purpose, pairs: Mapping[Purpose, Pair], leaves: Sequence[Leaf], found: Sequence[Contents]
) -> FlowError:
    """One purpose has no certificate, and no valid certificate here is without its key."""
    pair = next(iter(pairs.values()), None)
    if pair is None:  # nothing but expired certificates of keys that are not here
        return _mismatch(leaves[0], found)
    twins = [
        item.path.name
        for item in issued.certificate_files(found)
        if any(certificate_sha256(one) == certificate_sha256(pair.certificate) for one in item.certificates)
    ]
    if len(twins) > 1:
        return pairing_problems.duplicate(twins, pairing_problems.LABEL[pair.purpose], pairing_problems.LABEL[missing])
    here, gone = pairing_problems.LABEL[pair.purpose], pairing_problems.LABEL[missing]
    return issued.useless_file(found) or pairing_problems.one_missing(here, gone, issued.aside(found))


def _refuse_strangers(
    strangers: Sequence[Leaf], pairs: Mapping[Purpose, Pair], keys: _Keys, found: Sequence[Contents]
) -> None:
    """Raises when a valid certificate without its key stands here that is newer than what would be used instead.

    Then the older pair must not be packed in silence. When both purposes are paired, certificates of other
    authorities (of a bank, of ZUS) are none of our business.
    """
    authorities = {pair.certificate.issuer for pair in pairs.values()}
    ours = [leaf for leaf in strangers if leaf[0].issuer in authorities]
    if len(pairs) < len(PURPOSES):
        ours = ours or list(strangers)
    if ours:
        asked = ours[:1] if pairs else ours  # nothing opened: then it is the password, whatever else lies here
        unread = next((item for item in found if item.problem is not None and _is_store(item)), None)
        # The key may well lie in there.
        hidden = pairing_problems.useless_file(unread.path.name, unread.problem) if unread else None
        raise keys.reason({public_key_sha256(leaf[0]) for leaf in asked}) or hidden or _mismatch(ours[0], found)


def _mismatch(stranger: Leaf, found: Sequence[Contents]) -> FlowError:
    digest, path = public_key_sha256(stranger[0]), stranger[1]
    request = next((item for item in found if item.request is not None and digest in item.key_sha256s), None)
    return pairing_problems.mismatch(path.name, request.path.name if request else None)
