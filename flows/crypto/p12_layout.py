"""What of a PKCS#12 shows without its password, looked at before a library spends minutes on it (RFC 7292)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from flows.base.errors import FlowError, Problem
from flows.crypto import der

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


Encryption: TypeAlias = Literal["3des", "aes", "rc2", "unknown"]
MAX_ITERATIONS = 1_000_000  # NSS writes 600,000; 2**31 - 1 holds the interpreter for two minutes (measured)
_MAX_SUM = 3 * MAX_ITERATIONS  # the MAC and the usual two encrypted parts
_RSADSI = bytes.fromhex("2a864886f70d01")
_PBE_OF_PKCS12 = _RSADSI + b"\x0c\x01"  # .1 … .6: RC4, RC4, 3DES, 2-key 3DES, RC2-128, RC2-40
_PBE_OF_PKCS5 = _RSADSI + b"\x05"  # .1 … .11: PBES1; .12: PBKDF2
_SCRYPT = bytes.fromhex("2b06010401da47040b")
_AES = bytes.fromhex("6086480165030401")
_TRIPLE_DES_CBC = bytes.fromhex("2a864886f70d0307")
_RC2_CBC = bytes.fromhex("2a864886f70d0302")
_BAGS = _RSADSI + b"\x0c\x0a\x01"
_OPEN_KEY_BAG = _BAGS + b"\x01"
_SHROUDED_KEY_BAG = _BAGS + b"\x02"
_CERTIFICATE_BAG = _BAGS + b"\x03"
_PBMAC1 = _PBE_OF_PKCS5 + b"\x0e"
_FRIENDLY_NAME = _RSADSI + b"\x09\x14"


@dataclass(frozen=True, slots=True)
class KeyBag:
    """An encrypted key as it stands in the file: its friendly name ("" without) and EncryptedPrivateKeyInfo in DER."""

    name: str
    encrypted: bytes


@dataclass(frozen=True, slots=True)
class Layout:
    """What shows without the password: MAC rounds (None: no MAC), rounds of each encryption, its OIDs, the keys."""

    mac_iterations: int | None
    iterations: tuple[int, ...]
    algorithms: frozenset[bytes]
    key_bags: tuple[KeyBag, ...]

    @property
    def open_key(self) -> bool:
        """Whether a key lies in it without encryption."""
        return _OPEN_KEY_BAG in self.algorithms

    @property
    def may_hold_certificates(self) -> bool:
        """Whether one shows, or may be in an encrypted part."""
        return bool(self.algorithms & {_CERTIFICATE_BAG, der.OID_ENCRYPTED_DATA})

    @property
    def pbmac1(self) -> bool:
        """Whether its MAC is the one of RFC 9579, which only the newest programs know."""
        return _PBMAC1 in self.algorithms

    @property
    def most_rounds(self) -> int:
        """The largest count in it."""
        return max((*self.iterations, self.mac_iterations or 0))


def layout(data: bytes) -> Layout:
    """Read the structure, DER or BER. Raises DerError when it is not a whole PKCS#12 or holds too much for one."""
    budget = der.budget()
    pfx = der.parse(data, budget)
    safes = der.parse(_data_content(pfx.child(1, der.SEQUENCE)), budget)
    trees = [pfx, safes]
    bags: list[KeyBag] = []
    for content in safes.children:
        if content.child(0, der.OID).content == der.OID_DATA:
            contents = der.parse(_data_content(content), budget)
            trees.append(contents)
            bags += _key_bags(contents)
    nodes = [node for tree in trees for node in tree.walk()]
    mac = pfx.children[2] if len(pfx.children) > 2 else None  # noqa: PLR2004  (version, contents, MAC)
    rounds = None if mac is None else mac.children[2].integer() if len(mac.children) > 2 else 1  # noqa: PLR2004
    algorithms = frozenset(node.content for node in nodes if node.tag == der.OID)
    return Layout(rounds, tuple(_rounds(nodes)), algorithms, tuple(bags))


def _data_content(info: der.Node) -> bytes:
    """The octets in a ContentInfo of type "data"."""
    if info.child(0, der.OID).content != der.OID_DATA:
        raise der.DerError("a PKCS#12 protected by a public key")
    wrapped = info.child(1, der.EXPLICIT_0).children
    if len(wrapped) != 1:
        raise der.DerError("no contents, or several")
    return wrapped[0].octets()


def _key_bags(contents: der.Node) -> Iterator[KeyBag]:
    for bag in contents.children:
        if bag.child(0, der.OID).content == _SHROUDED_KEY_BAG:
            info = bag.child(1, der.EXPLICIT_0).child(0, der.SEQUENCE)
            attributes = bag.children[2].children if len(bag.children) > 2 else ()  # noqa: PLR2004  (id, value, these)
            yield KeyBag(next((_bmp(each) for each in attributes if _is_name(each)), ""), info.raw)


def _is_name(attribute: der.Node) -> bool:
    return attribute.child(0, der.OID).content == _FRIENDLY_NAME


def _bmp(attribute: der.Node) -> str:
    values = attribute.child(1, der.SET).children
    return values[0].content.decode("utf-16-be", "replace") if values else ""


def _rounds(nodes: Sequence[der.Node]) -> Iterator[int]:
    """The counts in every AlgorithmIdentifier that derives a key: SEQUENCE { OID, SEQUENCE { salt, count… } }."""
    for node in nodes:
        if node.tag != der.SEQUENCE or len(node.children) < 2 or node.children[0].tag != der.OID:  # noqa: PLR2004
            continue
        oid, parameters = node.children[0].content, node.children[1].children
        if oid.startswith((_PBE_OF_PKCS12, _PBE_OF_PKCS5)) and len(parameters) > 1 and parameters[1].tag == der.INTEGER:
            yield parameters[1].integer()
        elif oid == _SCRYPT:  # salt, N, r, p: the work is their product
            product = 1
            for factor in parameters[1:4]:
                product *= factor.integer()
            yield product


def check_iterations(data: bytes) -> Layout:
    """Refuse a file whose passwords would take minutes to try, before any library sees it; its layout otherwise.

    Raises:
        FlowError: p12-hostile (more than 1,000,000 rounds in one place or 3,000,000 together), keystore-damaged.
    """
    found = _layout(data)
    counts = [*found.iterations, 1 if found.mac_iterations is None else found.mac_iterations]
    if max(counts) > MAX_ITERATIONS or sum(counts) > _MAX_SUM or min(counts) < 1:
        raise FlowError(
            Problem(
                "p12-hostile",
                "Nie otwieram tego pliku: jego sprawdzenie zajęłoby komputerowi wiele minut.",
                ("plik przygotowano złośliwie, aby zablokować program", "plik jest uszkodzony"),
                "Proszę użyć oryginalnego pliku z własnego folderu; pliku od nieznanego nadawcy nie otwierać.",
                page="file-types",
            )
        )
    return found


def _layout(data: bytes) -> Layout:
    try:
        return layout(data)
    except der.DerError as error:
        raise FlowError(
            Problem(
                "keystore-damaged",
                "Ten plik z kluczem (PKCS#12) jest uszkodzony albo niekompletny.",
                ("plik skopiowano lub pobrano tylko częściowo", "uszkodzony dysk albo pendrive"),
                "Proszę użyć kopii tego pliku z innego miejsca albo przygotować go ponownie w kroku 4.",
                page="lost-keystore",
            )
        ) from error


def describe_encryption(data: bytes) -> Encryption:
    """How the contents are encrypted, as far as it shows; the weakest part decides. Never raises."""
    try:
        found = layout(data).algorithms
    except der.DerError:
        return "unknown"
    if found & {_PBE_OF_PKCS12 + b"\x05", _PBE_OF_PKCS12 + b"\x06", _RC2_CBC}:
        return "rc2"
    if found & {_PBE_OF_PKCS12 + b"\x03", _PBE_OF_PKCS12 + b"\x04", _TRIPLE_DES_CBC}:
        return "3des"
    return "aes" if any(oid.startswith(_AES) for oid in found) else "unknown"
