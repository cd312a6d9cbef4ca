"""Changes that know what they change, so that fuzzing gets past lengths and checksums to what lies behind them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from random import Random

from support.authority import PASSWORD
from support.hostile import replaced, wrap

from flows.crypto import der, jks_format

_SECRET = PASSWORD.reveal()
_TAGS = (
    0x01,
    0x02,
    0x03,
    0x04,
    0x05,
    0x06,
    0x0C,
    0x13,
    0x14,
    0x16,
    0x17,
    0x18,
    0x1C,
    0x1E,
    0x24,
    0x30,
    0x31,
    0x80,
    0xA0,
)
_CONTENTS = (
    *(
        b"",
        b"\0",
        b"\x01",
        b"\x7f",
        b"\x80",
        b"\xff",
        b"\x02",
        b"\0\x80",
        b"\x7f\xff\xff\xff",
        b"\xff" * 9,
        b"\0" * 300,
    ),
    *(
        b"991231235959Z",
        b"99991231235959Z",
        b"00000101000000Z",
        b"\x1b[2J",
        b"\xd8\0",
        b"2.5.4.3",
        b"PL",
        b"\x2a\x86\x48",
    ),
)
_BYTES = (0, 1, 2, 5, 0x0A, 0x1B, 0x20, 0x30, 0x7F, 0x80, 0x82, 0x84, 0xA0, 0xFE, 0xFF)
_MAX_MAC_ROUNDS = 4_096


def bytewise(data: bytes, random: Random) -> bytes:
    """One to four blind changes."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, max(0, len(changed) - 1))
        match random.randrange(6):
            case 0 if changed:
                changed[at] ^= 1 << random.randrange(8)
            case 1 if changed:
                changed[at] = random.choice(_BYTES)
            case 2:
                changed[at:at] = random.randbytes(random.randint(1, 12))
            case 3:
                del changed[at : at + random.randint(1, 40)]
            case 4:
                start = random.randint(0, len(changed))
                changed[at:at] = changed[start : start + random.randint(1, 200)]
            case _:
                del changed[random.randint(0, len(changed)) :]
    return bytes(changed)


def in_der(data: bytes, random: Random) -> bytes:
    """One element taken out, doubled, swapped, retagged or given another content; all lengths around it right."""
    try:
        root = der.parse(data)
    except der.DerError:
        return bytewise(data, random)
    nodes = list(root.walk())
    node, other = random.choice(nodes), random.choice(nodes)
    match random.randrange(7):
        case 0:
            new = b""
        case 1:
            new = node.raw * 2
        case 2:
            new = other.raw
        case 3:
            new = wrap(random.choice(_TAGS), node.content)
        case 4:
            new = wrap(node.tag, random.choice(_CONTENTS))
        case 5:
            new = wrap(node.tag, bytewise(node.content, random))
        case _:
            new = wrap(random.choice(_TAGS), node.raw)
    return replaced(root, node, new)


def in_lines(pieces: Sequence[bytes]) -> Callable[[bytes, Random], bytes]:
    """Lines dropped, doubled, moved, or taken from ``pieces``."""

    def change(data: bytes, random: Random) -> bytes:
        lines = data.split(b"\n")
        for _ in range(random.randint(1, 3)):
            at = random.randrange(len(lines) + 1)
            match random.randrange(5):
                case 0:
                    lines.insert(at, random.choice(pieces))
                case 1 if at < len(lines):
                    lines[at] = random.choice(pieces)
                case 2 if at < len(lines):
                    lines[at] = bytewise(lines[at], random)
                case 3:
                    lines.insert(at, random.choice(lines) if lines else b"")
                case _:
                    del lines[at : at + random.randint(1, 3)]
        return b"\n".join(lines)

    return change


# --- JKS


def repair_jks(data: bytes) -> bytes:
    """The same store with the digest that its password gives it."""
    signed = data[:-20] if len(data) > 32 else data
    return signed + hashlib.sha1(_SECRET.encode("utf-16-be") + b"Mighty Aphrodite" + signed).digest()


def protect(plain: bytes, password: str = _SECRET) -> bytes:
    """A key sealed as KeyProtector of OpenJDK does it (the salt is fixed: it is not what is tested)."""
    secret, salt = password.encode("utf-16-be"), b"\x07" * 20
    stream, block = b"", salt
    while len(stream) < len(plain):
        block = hashlib.sha1(secret + block).digest()
        stream += block
    sealed = bytes(a ^ b for a, b in zip(plain, stream, strict=False))
    check = hashlib.sha1(secret + plain).digest()
    algorithm = wrap(der.SEQUENCE, wrap(der.OID, bytes.fromhex("2b060104012a02110101")) + b"\x05\0")
    return wrap(der.SEQUENCE, algorithm + wrap(der.OCTETS, salt + sealed + check))


def jks_of(entries: Sequence[tuple[bytes, bytes | None, Sequence[bytes]]]) -> bytes:
    """A store of (alias, sealed key or None, certificates)."""
    data = jks_format.MAGIC + (2).to_bytes(4, "big") + len(entries).to_bytes(4, "big")
    for alias, sealed, chain in entries:
        data += (1 if sealed is not None else 2).to_bytes(4, "big") + len(alias).to_bytes(2, "big") + alias + bytes(8)
        if sealed is not None:
            data += len(sealed).to_bytes(4, "big") + sealed + len(chain).to_bytes(4, "big")
        for each in chain:
            data += b"\0\x05X.509" + len(each).to_bytes(4, "big") + each
    return data + hashlib.sha1(_SECRET.encode("utf-16-be") + b"Mighty Aphrodite" + data).digest()


def in_jks(data: bytes, random: Random) -> bytes:
    """A change in an alias, a certificate, the sealed key or the key itself; checksums and lengths right."""
    try:
        store = jks_format.parse(data)
    except jks_format.JksError:
        return repair_jks(bytewise(data, random))
    entries = [(each.alias.encode()[:60_000], each.protected, list(each.certificates)) for each in store.entries]
    if not entries:
        return data
    at = random.randrange(len(entries))
    alias, sealed, chain = entries[at]
    match random.randrange(7):
        case 0:
            alias = bytewise(alias, random)[:60_000]
        case 1 if chain:
            number = random.randrange(len(chain))
            chain[number] = in_der(chain[number], random)
        case 2 if sealed is not None:
            sealed = in_der(sealed, random)
        case 3 if sealed is not None:
            sealed = protect(in_der(_plain(sealed), random))
        case 4 if chain:
            chain = random.sample(chain, random.randint(0, len(chain))) + [random.choice(chain)] * random.randint(0, 2)
        case 5:
            entries.append(random.choice(entries))
        case _:
            sealed = None if sealed is not None and random.random() < 0.1 else random.choice(entries)[1]
    entries[at] = (alias, sealed, chain[:1] if sealed is None else chain)
    return jks_of(entries)


def _plain(sealed: bytes) -> bytes:
    try:
        return jks_format.unprotect(sealed, _SECRET) or sealed
    except jks_format.JksError:
        return sealed


# --- PKCS#12 (RFC 7292)

_HASHES = {
    bytes.fromhex("2b0e03021a"): "sha1",
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
    bytes.fromhex("608648016503040204"): "sha224",
}


def p12_mac(content: bytes, password: str, name: str, salt: bytes, rounds: int) -> bytes:
    """The MAC over the authenticated safe (RFC 7292, appendix B, purpose 3)."""
    block = hashlib.new(name).block_size
    typed = password.encode("utf-16-be") + b"\0\0"
    filled = _stretched(salt, block) + _stretched(typed, block)
    key = hashlib.new(name, b"\x03" * block + filled).digest()
    for _ in range(rounds - 1):
        key = hashlib.new(name, key).digest()
    return hmac.new(key, content, name).digest()


def _stretched(data: bytes, block: int) -> bytes:
    if not data:
        return b""
    size = block * -(-len(data) // block)
    return (data * (size // len(data) + 1))[:size]


def p12_content(pfx: der.Node) -> bytes:
    """The octets that the MAC covers. Raises DerError."""
    holder = pfx.child(1, der.SEQUENCE).child(1, der.EXPLICIT_0)
    if not holder.children:
        raise der.DerError("no contents")
    return holder.children[0].octets()


def p12_mac_fits(data: bytes, password: str) -> bool | None:
    """Whether the file's MAC is the password's, by our own arithmetic; None where there is none that we know."""
    try:
        pfx = der.parse(data)
        content, mac = p12_content(pfx), pfx.child(2, der.SEQUENCE)
        info = mac.child(0, der.SEQUENCE)
        name = _HASHES[info.child(0, der.SEQUENCE).child(0, der.OID).content]
        wanted, salt = info.children[1].octets(), mac.children[1].octets()  # BER may cut them into pieces
        rounds = mac.children[2].integer() if len(mac.children) > 2 else 1
    except (der.DerError, KeyError, IndexError):
        return None
    return hmac.compare_digest(p12_mac(content, password, name, salt, rounds), wanted)


def repair_p12(data: bytes) -> bytes:
    """The same file with the MAC that its password gives it, where its form still allows one."""
    try:
        pfx = der.parse(data)
        content, mac = p12_content(pfx), pfx.child(2, der.SEQUENCE)
        info = mac.child(0, der.SEQUENCE)
        name = _HASHES[info.child(0, der.SEQUENCE).child(0, der.OID).content]
        digest, salt = info.child(1, der.OCTETS), mac.child(1, der.OCTETS).content
        rounds = mac.children[2].integer() if len(mac.children) > 2 else 1
    except (der.DerError, KeyError):
        return data
    if not 1 <= rounds <= _MAX_MAC_ROUNDS:
        return data
    return replaced(pfx, digest, wrap(der.OCTETS, p12_mac(content, _SECRET, name, salt, rounds)))


def in_p12(data: bytes, random: Random) -> bytes:
    """A change in the outer file, in the list of safes or inside one of them; lengths and MAC right."""
    try:
        pfx = der.parse(data)
        octets = pfx.child(1, der.SEQUENCE).child(1, der.EXPLICIT_0).children[0]
        safes = der.parse(octets.octets())
        holders = [
            each.children[1].children[0] for each in safes.children if each.child(0, der.OID).content == der.OID_DATA
        ]
        match random.randrange(4):
            case 0:
                return repair_p12(in_der(data, random))
            case 1:
                inside = in_der(safes.raw, random)
            case _:
                holder = random.choice(holders)
                inside = replaced(safes, holder, wrap(der.OCTETS, in_der(holder.octets(), random)))
    except (der.DerError, IndexError):
        return repair_p12(bytewise(data, random))
    return repair_p12(replaced(pfx, octets, wrap(der.OCTETS, inside)))


def p12_of(bags: Sequence[bytes], *, rounds: int = 1, name: str = "sha256") -> bytes:
    """A PKCS#12 of these SafeBags in DER, unencrypted, with a MAC of few rounds: quick to try."""
    oid = next(oid for oid, each in _HASHES.items() if each == name)
    safe = _data_info(wrap(der.SEQUENCE, b"".join(bags)))
    content = wrap(der.SEQUENCE, safe)
    salt = b"\x05" * 8
    algorithm = wrap(der.SEQUENCE, wrap(der.OID, oid) + b"\x05\0")
    digest = wrap(der.OCTETS, p12_mac(content, _SECRET, name, salt, rounds))
    mac = wrap(
        der.SEQUENCE, wrap(der.SEQUENCE, algorithm + digest) + wrap(der.OCTETS, salt) + b"\x02\x01" + bytes([rounds])
    )
    return wrap(der.SEQUENCE, b"\x02\x01\x03" + _data_info(content) + mac)


def _data_info(content: bytes) -> bytes:
    return wrap(der.SEQUENCE, wrap(der.OID, der.OID_DATA) + wrap(der.EXPLICIT_0, wrap(der.OCTETS, content)))


_BAG = bytes.fromhex("2a864886f70d010c0a01")
_X509 = wrap(der.OID, bytes.fromhex("2a864886f70d01091601"))


def cert_bag(certificate: bytes, name: str = "tls") -> bytes:
    """A certificate in the open."""
    value = wrap(der.SEQUENCE, _X509 + wrap(der.EXPLICIT_0, wrap(der.OCTETS, certificate)))
    return wrap(der.SEQUENCE, wrap(der.OID, _BAG + b"\x03") + wrap(der.EXPLICIT_0, value) + _named(name))


def key_bag(pkcs8: bytes, name: str = "tls", *, sealed: bool) -> bytes:
    """A key in the open, or already an EncryptedPrivateKeyInfo."""
    kind = wrap(der.OID, _BAG + (b"\x02" if sealed else b"\x01"))
    return wrap(der.SEQUENCE, kind + wrap(der.EXPLICIT_0, pkcs8) + _named(name))


def _named(name: str) -> bytes:
    values = wrap(der.SET, wrap(0x1E, name.encode("utf-16-be")))
    attribute = wrap(der.SEQUENCE, wrap(der.OID, bytes.fromhex("2a864886f70d010914")) + values)
    return wrap(der.SET, attribute)
