"""A small, bounded reader of ASN.1 in DER and BER: tells what a file is and finds what must be seen before a library.

It decodes no values beyond integers and octet strings. pyasn1 does more but needs about 10 µs an element, so that a
hostile megabyte keeps it busy for seconds, and 25 ms to import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Shape: TypeAlias = Literal["certificate", "request", "pkcs7", "pkcs12", "private-key", "encrypted-key", "bcfks"]

INTEGER, OCTETS, OID, SEQUENCE, SET = 0x02, 0x04, 0x06, 0x30, 0x31
EXPLICIT_0 = 0xA0  # [0] around an element, as in ContentInfo and in a certificate's version
_CONSTRUCTED = 0x20
_HIGH_TAG = 0x1F
_LONG_LENGTH = 0x80
_LENGTH_OCTETS = 4  # enough for any file we read
_OID_PKCS7 = bytes.fromhex("2a864886f70d0107")
OID_DATA = _OID_PKCS7 + b"\x01"
OID_SIGNED_DATA = _OID_PKCS7 + b"\x02"
OID_ENCRYPTED_DATA = _OID_PKCS7 + b"\x06"

_MAX_ELEMENTS = 5_000  # a PKCS#12 with two keys and two chains has about 100
_MAX_DEPTH = 24


class DerError(ValueError):
    """The bytes are not well-formed, end too early, or hold more elements than any honest file."""


@dataclass(frozen=True, slots=True)
class Node:
    """One element: its identifier octet, where it starts and its content lies in ``data``, and what it consists of."""

    data: bytes
    tag: int
    start: int
    body: int
    stop: int
    end: int
    children: tuple[Node, ...]

    @property
    def raw(self) -> bytes:
        """The whole element with its header."""
        return self.data[self.start : self.end]

    @property
    def content(self) -> bytes:
        """The content octets."""
        return self.data[self.body : self.stop]

    def child(self, index: int, tag: int) -> Node:
        """The child at ``index``, which must have this identifier octet. Raises DerError."""
        if index >= len(self.children) or self.children[index].tag != tag:
            raise DerError(f"expected {tag:#x} at {index}")
        return self.children[index]

    def octets(self) -> bytes:
        """An octet string's value, also when BER cut it into pieces (as NSS does). Raises DerError."""
        if self.tag & ~_CONSTRUCTED not in (OCTETS, 0x80):
            raise DerError("not an octet string")
        return b"".join(part.octets() for part in self.children) if self.tag & _CONSTRUCTED else self.content

    def integer(self) -> int:
        """An integer's value. Raises DerError."""
        if self.tag != INTEGER or self.body == self.stop:
            raise DerError("not an integer")
        return int.from_bytes(self.content, "big", signed=True)

    def walk(self) -> Iterator[Node]:
        """This element and everything in it."""
        yield self
        for child in self.children:
            yield from child.walk()


def budget() -> Iterator[int]:
    """How many elements may be read, to be shared by the parts of one file."""
    return iter(range(_MAX_ELEMENTS))


def parse(data: bytes, left: Iterator[int] | None = None) -> Node:
    """The element that ``data`` consists of, to the last byte; ``left`` is a ``budget()``. Raises DerError."""
    node = _node(data, 0, len(data), _MAX_DEPTH, left or budget())
    if node.end != len(data):
        raise DerError("bytes after the end")
    return node


def first(data: bytes) -> Node:
    """The first element of ``data``, whatever stands after it. Raises DerError."""
    return _node(data, 0, len(data), _MAX_DEPTH, budget())


def _node(data: bytes, start: int, limit: int, depth: int, left: Iterator[int]) -> Node:
    if depth == 0 or next(left, None) is None:
        raise DerError("too deep or too many elements")
    tag, body, length = _header(data, start, limit)
    if length is None and not tag & _CONSTRUCTED:
        raise DerError("a primitive element without a length")
    stop = limit if length is None else body + length
    if stop > limit:
        raise DerError("ends too early")
    if not tag & _CONSTRUCTED:
        return Node(data, tag, start, body, stop, stop, ())
    children: list[Node] = []
    at = body
    while at < stop:
        if length is None and data[at : min(at + 2, stop)] == b"\0\0":
            return Node(data, tag, start, body, at, at + 2, tuple(children))
        child = _node(data, at, stop, depth - 1, left)
        children.append(child)
        at = child.end
    if length is None:
        raise DerError("ends too early")
    return Node(data, tag, start, body, stop, stop, tuple(children))


def _header(data: bytes, at: int, limit: int) -> tuple[int, int, int | None]:
    """Identifier octet, where the content begins, its length (None: indefinite, BER)."""
    if at + 2 > limit:
        raise DerError("ends too early")
    tag, first = data[at], data[at + 1]
    if tag & _HIGH_TAG == _HIGH_TAG:
        raise DerError("no format of ours has high tag numbers")
    if first < _LONG_LENGTH:
        return tag, at + 2, first
    size = first - _LONG_LENGTH
    if size == 0:
        return tag, at + 2, None
    if size > _LENGTH_OCTETS or at + 2 + size > limit:
        raise DerError("a length of more than four octets, or none")
    return tag, at + 2 + size, int.from_bytes(data[at + 2 : at + 2 + size], "big")


def wrapped(tag: int, *content: bytes) -> bytes:
    """An element in DER, of these content octets one after another."""
    octets = b"".join(content)
    size = len(octets)
    if size < _LONG_LENGTH:
        return bytes((tag, size)) + octets
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG_LENGTH | len(length))) + length + octets


def outer_length(data: bytes) -> int | None:
    """Bytes that the first element claims, header included; None when it does not say or is no element."""
    try:
        _, body, length = _header(data, 0, len(data))
    except DerError:
        return None
    return None if length is None else body + length


def shape(data: bytes) -> Shape | None:
    """What the first headers promise, also of a truncated file.

    Sources: RFC 5280, 2986, 5652, 7292, 5958, 8017, 5915; for BCFKS Bouncy Castle's ObjectStore.
    """
    try:
        tag, body, _ = _header(data, 0, len(data))
        return _shape_of_sequence(data, body) if tag == SEQUENCE else None
    except DerError:
        return None


def _shape_of_sequence(data: bytes, at: int) -> Shape | None:
    tag, body, length = _header(data, at, len(data))
    if tag == OID and length is not None:
        return "pkcs7" if data[body : body + length] == OID_SIGNED_DATA else None
    if tag == INTEGER and length is not None:
        following, inner, _ = _header(data, body + length, len(data))
        version = data[body : body + length]
        if version == b"\x03" and following == SEQUENCE:
            return "pkcs12"
        if version in (b"\0", b"\x01") and following in (INTEGER, SEQUENCE, OCTETS):
            algorithm = following != SEQUENCE or _header(data, inner, len(data))[0] == OID
            return "private-key" if algorithm else None
    if tag == SEQUENCE:
        return _shape_of_signed(data, body)
    return None


def _shape_of_signed(data: bytes, at: int) -> Shape | None:
    """Inside the inner of two sequences: [0] version, serial and algorithm, version 0 and name, or an algorithm."""
    tag, body, length = _header(data, at, len(data))
    if tag == EXPLICIT_0:
        return "certificate"
    if tag == OID:
        return "encrypted-key"
    if tag == SEQUENCE and length is not None:  # EncryptedObjectStoreData; a revocation list has a name there
        sealed = _header(data, body + length, len(data))[0] == OCTETS
        return "bcfks" if sealed and _header(data, body, len(data))[0] == OID else None
    if tag != INTEGER or length is None:
        return None
    following, inner, _ = _header(data, body + length, len(data))
    if following != SEQUENCE:
        return None
    if _header(data, inner, len(data))[0] == OID:
        return "certificate"  # version 1: the serial number and then the signature's algorithm
    return "request" if data[body : body + length] == b"\0" else None
