"""What kind of keystore a file is, by its first bytes, and a PKCS#12 freed of what is no part of it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from flows.crypto import armour, der, jks_format

StoreKind: TypeAlias = Literal["jks", "pkcs12", "jceks", "bks", "uber", "bcfks"]

_JCEKS_MAGIC = b"\xce\xce\xce\xce"
_BKS_STARTS = (b"\0\0\0\x01\0\0\0\x14", b"\0\0\0\x02\0\0\0\x14")  # version and a 20-byte salt: BKS and UBER alike
_BKS_ENTRIES = 32  # after version, salt's length, salt, rounds: what UBER has encrypted from here on
_BKS_KINDS = 5  # of entries: none (an empty store), certificate, key, secret, sealed
_SPACE = 0x20


def kind_of(data: bytes) -> StoreKind | None:
    """What kind of keystore the first bytes say; None for everything else."""
    if data.startswith(jks_format.MAGIC):
        return "jks"
    if data.startswith(_JCEKS_MAGIC):
        return "jceks"
    if data.startswith(_BKS_STARTS):
        return "bks" if _shows_alias(data[_BKS_ENTRIES : _BKS_ENTRIES + 64]) else "uber"
    shape = der.shape(bare(data))
    return shape if shape in ("pkcs12", "bcfks") else None


def _shows_alias(entry: bytes) -> bool:
    """Whether an entry of a BKS begins so: its kind and then a name in readable letters, or no entry at all."""
    if entry[:1] == b"\0":
        return True
    size = int.from_bytes(entry[1:3], "big")
    return bool(entry) and entry[0] < _BKS_KINDS and size > 0 and all(each >= _SPACE for each in entry[3 : 3 + size])


def bare(data: bytes) -> bytes:
    """A PKCS#12 alone: out of its PEM (GnuTLS writes „BEGIN PKCS12”) and without bytes after its end.

    keytool and openssl read on no further than its end either (tried with zeros, a line end and letters). Whatever is
    no PKCS#12 comes back as it is.
    """
    if data[:1] != b"\x30":
        if b"PKCS" not in data or data.startswith(jks_format.MAGIC):
            return data
        wrapped = (each.content for each in armour.blocks(data) if each.shape == "pkcs12" and each.content)
        return next(wrapped, data)
    if der.shape(data) != "pkcs12":
        return data
    try:
        return data[: der.first(data).end]
    except der.DerError:
        return data  # whoever opens it says that it is damaged
