"""Keystores: JKS, and PKCS#12 under whatever name, opened with every password on offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.base.secret import Secret
from flows.crypto import jks_format, keystore_problems
from flows.crypto.certificates import (
    BadCertificateError,
    DsaCertificateError,
    load_certificate,
    public_key_sha256,
)
from flows.crypto.opening_p12 import open_pkcs12
from flows.crypto.private_keys import Entry, load_key
from flows.crypto.store_kinds import bare, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cryptography import x509


_TYPED_BYTE_AS_CHAR = ("utf-8", "cp1250", "cp852")


def public_certificates(data: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates beside the keys that a JKS shows to anyone; () for any other keystore.

    Raises:
        FlowError: keystore-damaged, keystore-unsupported, key-unsupported, certificate-damaged.
    """
    try:
        return tuple(load_certificate(each) for entry in key_entries(data) for each in entry.certificates)
    except DsaCertificateError as error:
        raise keystore_problems.unsupported_key("", "DSA") from error


def key_entries(data: bytes) -> tuple[jks_format.RawEntry, ...]:
    """The key entries of a JKS, still sealed; () for any other keystore. Raises FlowError as above."""
    if kind_of(data) != "jks":
        return ()
    return tuple(entry for entry in _parse_jks(data, "").entries if entry.protected is not None)


def open_keystore(data: bytes, passwords: Sequence[Secret], *, name: str) -> tuple[Entry, ...]:
    """Open a keystore with whichever of the passwords fits, and each key in it with whichever fits that.

    A Polish password typed at keytool's prompt was stored byte by byte in the console's code page: those readings are
    tried too. ``name`` is the file's name for messages.

    Raises:
        FlowError: wrong-password, key-password-needed, keystore-damaged, keystore-unsupported, keystore-unprotected,
            keystore-empty, p12-hostile.
    """
    kind = kind_of(data)
    if kind == "jks":
        entries = _open_jks(data, passwords, name)
    elif kind == "pkcs12":
        entries = open_pkcs12(bare(data), tuple(_readings(passwords)), name)
    else:
        raise keystore_problems.unsupported(name, kind)
    if not entries:
        raise keystore_problems.empty(name)
    return entries


def _readings(passwords: Sequence[Secret]) -> Iterator[tuple[str, Secret]]:
    """Each password as it is, then as consoles once mangled it, with the password that it stands for."""
    seen: set[str] = set()
    plain = [(secret.reveal(), secret) for secret in passwords]
    mangled = [(_mangled(text, codec), secret) for text, secret in plain for codec in _TYPED_BYTE_AS_CHAR]
    for text, secret in plain + mangled:
        if text is not None and text not in seen:
            seen.add(text)
            yield text, secret


def _mangled(text: str, codec: str) -> str | None:
    try:
        return text.encode(codec).decode("latin-1")
    except UnicodeEncodeError:
        return None


def _parse_jks(data: bytes, name: str) -> jks_format.Store:
    try:
        return jks_format.parse(data)
    except jks_format.UnsupportedJksError as error:
        raise keystore_problems.unsupported(name, "jks") from error
    except jks_format.JksError as error:
        raise keystore_problems.damaged(name) from error


def _open_jks(data: bytes, passwords: Sequence[Secret], name: str) -> tuple[Entry, ...]:
    store = _parse_jks(data, name)
    readings = tuple(_readings(passwords))
    opened = [_open_entry(raw, readings, name) for raw in store.entries if raw.protected is not None]
    if not any(store.opens_with(text) for text, _ in readings):
        # A password that opens a key is right; the store's checksum fails then because something else was changed.
        raise keystore_problems.damaged(name) if any(opened) else keystore_problems.wrong_password(name, passwords)
    for raw, entry in zip((raw for raw in store.entries if raw.protected is not None), opened, strict=True):
        if entry is None:
            raise keystore_problems.key_password_needed(name, raw.alias)
    return tuple(entry for entry in opened if entry is not None)


def _open_entry(raw: jks_format.RawEntry, readings: Sequence[tuple[str, Secret]], name: str) -> Entry | None:
    try:
        for text, secret in readings:
            plain = jks_format.unprotect(raw.protected or b"", text)
            if plain is not None:
                key = load_key(plain, name)  # first: a certificate of another sort of key may be unreadable
                chain = tuple(load_certificate(each) for each in raw.certificates)
                if not chain or public_key_sha256(chain[0]) != public_key_sha256(key):
                    raise keystore_problems.damaged(name)
                return Entry(raw.alias, key, chain, secret)
    except jks_format.UnsupportedJksError as error:
        raise keystore_problems.unsupported(name, "jks") from error
    except jks_format.JksError as error:
        raise keystore_problems.damaged(name) from error
    except BadCertificateError as error:
        raise keystore_problems.damaged(name) from error
    return None
