"""The text of an S/MIME message: signed data only carries it and is unwrapped; encrypted data stays closed (RFC 8551).

A signature is not checked: whom it comes from says nothing about where its links lead.
"""

from __future__ import annotations

import binascii
import re

from flows.base.patterns import regex
from flows.crypto import der

KINDS = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
SUFFIX = ".p7m"
_MAX_LAYERS = 5
_OID_BEGINS = bytes.fromhex("2a864886f70d01")  # RSA Data Security's: PKCS #7 and what S/MIME added to it
_ARMOUR = regex(rb"-----BEGIN (?:CMS|PKCS7)-----\s+([A-Za-z0-9+/=\s]{1,40000000})-----END", re.ASCII)


def looks_like_one(data: bytes) -> bool:
    """Whether the bytes begin as a CMS structure does, a bare ``smime.p7m``; certificates begin otherwise."""
    head = data[:32]
    return (head[:1] == b"\x30" and b"\x06\x09" + _OID_BEGINS in head[:20]) or _ARMOUR.match(data[:200_000]) is not None


def content(data: bytes) -> bytes | None:
    """The signed message (headers and content of MIME), None where it is encrypted or cannot be read."""
    for _ in range(_MAX_LAYERS):
        inner = _content(data)
        if inner is None or not looks_like_one(inner):
            return inner
        data = inner
    return None


def _content(data: bytes) -> bytes | None:
    armoured = _ARMOUR.match(data)
    try:
        if armoured:
            data = binascii.a2b_base64(armoured[1])
        outer = der.parse(data[: _length(data)])
        if outer.child(0, der.OID).content != der.OID_SIGNED_DATA:
            return None
        signed = outer.child(1, der.EXPLICIT_0).child(0, der.SEQUENCE)
        held = next(each for each in signed.children if each.tag == der.SEQUENCE)
        if len(held.children) < 2:  # noqa: PLR2004  (a type alone: the text stands elsewhere)
            return None
        return held.child(1, der.EXPLICIT_0).children[0].octets()
    except (der.DerError, IndexError, StopIteration, ValueError):
        return None


def _length(data: bytes) -> int:
    """Without line ends behind it, where it says how long it is."""
    return der.outer_length(data) or len(data)
