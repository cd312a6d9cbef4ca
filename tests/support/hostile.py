"""Makes hostile files of honest ones: a value in the DER is changed, every length around it with it."""

from __future__ import annotations

from flows.crypto import der


def der_integer(value: int) -> bytes:
    content = value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True)
    return wrap(der.INTEGER, content)


def wrap(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def replaced(node: der.Node, target: der.Node, new: bytes) -> bytes:
    """The DER of ``node`` with ``target``, somewhere in it, replaced by ``new``."""
    if node is target:
        return new
    if not node.start <= target.start < target.end <= node.end:
        return node.raw
    return wrap(node.tag, b"".join(replaced(child, target, new) for child in node.children))


def with_mac_rounds(p12: bytes, rounds: int) -> bytes:
    pfx = der.parse(p12)
    return replaced(pfx, pfx.children[2].children[2], der_integer(rounds))


def with_encryption_rounds(p12: bytes, rounds: int, part: int = 0) -> bytes:
    """The rounds of the ``part``-th encryption (certificates come first in our files and openssl's, then the key)."""
    pfx = der.parse(p12)
    octets = pfx.children[1].children[1].children[0]
    safes = der.parse(octets.octets())
    found: list[tuple[der.Node | None, der.Node, der.Node]] = []
    for content in safes.children:
        if content.children[0].content == der.OID_DATA:
            holder = content.children[1].children[0]
            inner = der.parse(holder.octets())
            found += [(holder, inner, node) for node in _round_nodes(inner)]
        else:
            found += [(None, safes, node) for node in _round_nodes(content)]
    holder, tree, node = found[part]
    changed = replaced(tree, node, der_integer(rounds))
    if holder is not None:
        changed = replaced(safes, holder, wrap(der.OCTETS, changed))
    return replaced(pfx, octets, wrap(der.OCTETS, changed))


def _round_nodes(tree: der.Node) -> list[der.Node]:
    """Integers that follow an octet string in a sequence: salt and rounds of PBE and PBKDF2."""
    return [
        second
        for node in tree.walk()
        for first, second in zip(node.children, node.children[1:], strict=False)
        if node.tag == der.SEQUENCE and first.tag == der.OCTETS and second.tag == der.INTEGER
    ]
