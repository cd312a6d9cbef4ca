"""Keystores: what is accepted has the digest or MAC of a given password, and a key that signs for its certificate."""

from __future__ import annotations

import contextlib
import hashlib
from functools import cache
from pathlib import Path

from fuzz import mutators, seeds
from fuzz.reader import Reader, attempt, holds, scratch
from support.authority import NOW, PASSWORD, POLISH_PASSWORD, der, identity
from support.hostile import with_encryption_rounds, with_mac_rounds

from flows.base.errors import FlowError
from flows.base.secret import Secret
from flows.crypto import der as der_reader
from flows.crypto import jks_format, pkcs12_by_hand
from flows.crypto.certificates import public_key_sha256
from flows.crypto.keystore import open_keystore, public_certificates
from flows.crypto.p12_layout import Layout, check_iterations, describe_encryption
from flows.crypto.pkcs12 import verify_key
from flows.crypto.private_keys import Entry
from flows.crypto.store_kinds import bare, kind_of
from flows.folder.ready_p12 import ready_files

_SECRETS = (Secret("pierwsze-haslo"), PASSWORD)
_MAX_ROUNDS = 10_000
"""Files with more are looked at but not opened here: their password costs what its maker wanted (up to 1,000,000)."""


def _check_entry(entry: Entry) -> None:
    holds(entry.key_password in _SECRETS, "a password that was not given")
    if entry.chain:
        holds(public_key_sha256(entry.chain[0]) == public_key_sha256(entry.key), "a certificate of another key")
        try:
            verify_key(entry.key, entry.chain[0])
        except FlowError as error:
            raise AssertionError("an accepted key does not sign") from error


def check_jks(data: bytes) -> None:
    kind_of(data)
    attempt(lambda: public_certificates(data))
    entries = attempt(lambda: open_keystore(data, _SECRETS, name="tls.jks"))
    if entries is None or kind_of(data) != "jks":
        return
    typed = [secret.reveal().encode("utf-16-be") for secret in _SECRETS]
    store = jks_format.parse(data)
    digests = [hashlib.sha1(each + b"Mighty Aphrodite" + store.signed).digest() for each in typed]
    holds(store.digest in digests, "accepted without the right digest")
    holds(entries, "accepted without a key")
    for entry in entries:
        _check_entry(entry)
        holds(entry.chain, "a key without its certificate")


def check_jks_structure(data: bytes) -> None:
    """Parsing and unsealing alone: cheap, so that it is done very often."""
    try:
        store = jks_format.parse(data)
    except jks_format.JksError:
        return
    holds(data.startswith(store.signed + store.digest), "bytes before the end that nobody looked at")
    typed = PASSWORD.reveal()
    digest = hashlib.sha1(typed.encode("utf-16-be") + b"Mighty Aphrodite" + store.signed).digest()
    holds(store.opens_with(typed) == (digest == store.digest), "a wrong digest is believed")
    for entry in store.entries:
        if entry.protected is not None:
            try:
                plain = jks_format.unprotect(entry.protected, typed)
            except jks_format.JksError:
                continue
            if plain is not None:
                check = hashlib.sha1(typed.encode("utf-16-be") + plain).digest()
                holds(check in entry.protected, "a key whose check is not in the file")


def check_p12(data: bytes) -> None:
    describe_encryption(data)
    layout = attempt(lambda: check_iterations(bare(data)))
    if layout is None or not _quick(layout):
        return
    entries = attempt(lambda: open_keystore(data, _SECRETS, name="tls.p12"))
    if entries is None or kind_of(data) != "pkcs12":
        return
    holds(layout.mac_iterations is not None, "accepted without a MAC")
    holds(mutators.p12_mac_fits(bare(data), PASSWORD.reveal()), "accepted without the right MAC")
    for entry in entries:
        _check_entry(entry)


def _quick(layout: Layout) -> bool:
    return sum(layout.iterations) + (layout.mac_iterations or 0) <= _MAX_ROUNDS


def check_p12_layout(data: bytes) -> None:
    """What is looked at before a library sees the file: cheap, so that it is done very often."""
    describe_encryption(data)
    layout = attempt(lambda: check_iterations(bare(data)))
    if layout is not None:
        counts = (*layout.iterations, layout.mac_iterations or 1)
        holds(min(counts) >= 1 and max(counts) <= 1_000_000, "a count that was not refused")
        for bag in layout.key_bags:
            holds(bag.encrypted in data or len(layout.key_bags) > 0, "a key from nowhere")
            der_reader.shape(bag.encrypted)


def check_p12_by_hand(data: bytes) -> None:
    """Our own MAC and decryption: they agree with the arithmetic of the tests, and fail in the ways foreseen."""
    data = bare(data)
    layout = attempt(lambda: check_iterations(data))
    if layout is None or layout.mac_iterations is None or not _quick(layout):
        return
    word = PASSWORD.reveal()
    try:
        fits = pkcs12_by_hand.mac_fits(data, word)
    except (ValueError, IndexError):
        return
    holds(mutators.p12_mac_fits(data, word) in (fits, None), "another MAC")
    with contextlib.suppress(ValueError, IndexError):
        pkcs12_by_hand.certificates(data, word)


def check_password(data: bytes) -> None:
    """Any text as the password of honest keystores: the right one opens them, and no other; no library panics."""
    secret = Secret(data.decode("utf-8", "replace"))
    for name, store in _honest():
        opened = attempt(lambda: open_keystore(store, [secret], name=name))  # noqa: B023  (called at once)
        holds((opened is not None) == (secret == PASSWORD), f"{name} and a password that is not its own")


@cache
def _honest() -> tuple[tuple[str, bytes], ...]:
    return (("tls.jks", identity("tls").jks()), ("tls.p12", (_folder() / "tls.p12").read_bytes()))


def _passwords() -> tuple[bytes, ...]:
    words = ("", "\0", "kasa\0kasa", "zażółć gęślą jaźń", "x" * 128, "\ufeff", "haslo\n", PASSWORD.reveal())
    return tuple(word.encode() for word in words)


@cache
def _folder() -> Path:
    folder = scratch("p12")
    bags = [mutators.cert_bag(der(seeds.curve_certificate())), mutators.key_bag(seeds.keys()[0], sealed=False)]
    (folder / "tls.p12").write_bytes(mutators.p12_of(bags))
    return folder


def check_ready_p12(data: bytes) -> None:
    """A folder whose TLS file is honest and whose WSS file is the fuzzer's."""
    layout = attempt(lambda: check_iterations(bare(data)))
    if layout is not None and not _quick(layout):
        return
    folder = _folder()
    (folder / "wss.p12").write_bytes(data)
    ready = attempt(lambda: ready_files(folder, PASSWORD, NOW))
    if ready is None:
        return
    holds([each.purpose for each in ready] == ["tls", "wss"], "not one file for each purpose")
    for each in ready:
        certificate = each.certificate
        holds(certificate.not_valid_before_utc <= NOW <= certificate.not_valid_after_utc, "not valid now")
        entries = open_keystore(each.data, [PASSWORD], name=each.path.name)
        holds(
            any(entry.chain and public_key_sha256(entry.key) == public_key_sha256(certificate) for entry in entries),
            "a certificate without its key",
        )


def _counted() -> tuple[bytes, ...]:
    real = seeds.p12_files()[-1]
    many = [with_mac_rounds(real, rounds) for rounds in (1_000_000, 1_000_001, 2**31 - 1, 0, -1)]
    return (*seeds.p12_files(), *many, with_encryption_rounds(real, 2**31 - 1), with_encryption_rounds(real, -1, 1))


def _wss_files() -> tuple[bytes, ...]:
    bags = [mutators.cert_bag(der(identity("wss").certificate), "wss")]
    open_key = mutators.key_bag(seeds.pkcs8(identity("wss").key), "wss", sealed=False)
    curve = [
        mutators.cert_bag(der(seeds.curve_certificate()), "wss"),
        mutators.key_bag(seeds.keys()[0], "wss", sealed=False),
    ]
    return (mutators.p12_of([*bags, open_key]), mutators.p12_of(curve), *seeds.p12_files()[:5])


def _polish_stores() -> tuple[bytes, ...]:
    return (*seeds.jks_stores(), identity("tls").jks(POLISH_PASSWORD), *seeds.p12_files()[:2])


_JKS = ("flows.crypto.jks_format", "flows.crypto.keystore", "flows.crypto.private_keys")
_P12 = ("flows.crypto.p12_layout", "flows.crypto.pkcs12_by_hand", "flows.crypto.der", "flows.crypto.opening_p12")
READERS = (
    Reader(
        "jks-structure",
        check_jks_structure,
        seeds.jks_stores,
        ("flows.crypto.jks_format", "flows.crypto.der"),
        mutators.in_jks,
        mutators.repair_jks,
        examples=1_500,
    ),
    Reader("jks", check_jks, _polish_stores, _JKS, mutators.in_jks, mutators.repair_jks, 0.4, examples=300),
    Reader(
        "p12-layout",
        check_p12_layout,
        _counted,
        ("flows.crypto.p12_layout", "flows.crypto.der"),
        mutators.in_p12,
        mutators.repair_p12,
        examples=600,
    ),
    Reader(
        "p12-by-hand",
        check_p12_by_hand,
        seeds.p12_files,
        ("flows.crypto.pkcs12_by_hand",),
        mutators.in_p12,
        mutators.repair_p12,
        examples=300,
    ),
    Reader("p12", check_p12, seeds.p12_files, _P12, mutators.in_p12, mutators.repair_p12, 0.4, examples=150),
    Reader(
        "password",
        check_password,
        _passwords,
        ("flows.crypto.keystore",),
        mutators.bytewise,
        longest=400,
        examples=150,
    ),
    Reader(
        "ready-p12",
        check_ready_p12,
        _wss_files,
        ("flows.folder.ready_p12", "flows.crypto.keystore"),
        mutators.in_p12,
        mutators.repair_p12,
        share=0.4,
        examples=60,
    ),
)
