import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from support.authority import NOW, PASSWORD, POLISH_PASSWORD, authority, identity
from support.effort import within
from support.hostile import der_integer, replaced, with_encryption_rounds, with_mac_rounds, wrap
from support.refusal import outcome, refused

from flows.base.secret import Secret
from flows.crypto import der
from flows.crypto.keystore import open_keystore
from flows.crypto.p12_layout import check_iterations, describe_encryption, layout
from flows.crypto.pkcs12 import check_password, verify_key, write_p12
from flows.crypto.requests import placeholder_certificate


def _p12(*, aes: bool = False, chain: bool = True) -> bytes:
    me = identity("tls")
    issuers = authority().chain if chain else ()
    return write_p12("P1 TLS 2026", me.key, me.certificate, issuers, PASSWORD, aes=aes)


@pytest.mark.parametrize("aes", [False, True])
@pytest.mark.parametrize("chain", [False, True])
def test_what_was_written_is_read_back(aes: bool, chain: bool) -> None:
    me = identity("tls")
    (entry,) = open_keystore(_p12(aes=aes, chain=chain), [Secret("nie-to-haslo"), PASSWORD], name="tls.p12")
    assert entry.alias == "P1 TLS 2026"
    assert entry.key.private_numbers() == me.key.private_numbers()
    assert entry.chain == (me.certificate, *(authority().chain if chain else ()))
    assert entry.key_password == PASSWORD
    verify_key(entry.key, entry.chain[0])


def test_encryption_and_rounds_are_what_we_promise() -> None:
    assert describe_encryption(_p12()) == "3des"
    assert describe_encryption(_p12(aes=True)) == "aes"
    for aes in (False, True):
        assert layout(_p12(aes=aes)).iterations == (20_000, 20_000)
        assert layout(_p12(aes=aes)).mac_iterations == 2048  # cryptography leaves no choice; the JKS is no stronger
    assert describe_encryption(identity("tls").jks()) == "unknown"
    assert describe_encryption(b"") == "unknown"


@pytest.mark.parametrize(
    "secret", [POLISH_PASSWORD, Secret(""), Secret("tab\there"), Secret("haslo-€"), Secret("a\0b")]
)
def test_a_password_that_java_would_refuse(secret: Secret) -> None:
    me = identity("tls")
    with refused("p12-password-not-ascii", ask="haslo_p12"):
        write_p12("x", me.key, me.certificate, (), secret, aes=False)
    with refused("p12-password-not-ascii", ask="haslo_p12"):
        check_password(secret)


def test_every_printable_ascii_character_may_stand_in_a_password() -> None:
    secret = Secret("".join(map(chr, range(0x20, 0x7F))))
    me = identity("tls")
    data = write_p12("x", me.key, me.certificate, (), secret, aes=False)
    assert open_keystore(data, [secret], name="x.p12")[0].key_password == secret


@pytest.mark.parametrize("rounds", [1_000_001, 2**31 - 1, 2**64, -5, 0])
@pytest.mark.parametrize("aes", [False, True])
@pytest.mark.parametrize("where", ["mac", "first part", "second part"])
def test_rounds_that_would_take_minutes_are_refused_at_once(rounds: int, aes: bool, where: str) -> None:
    honest = _p12(aes=aes)
    if where == "mac":
        data = with_mac_rounds(honest, rounds)
        assert layout(data).mac_iterations == rounds
    else:
        data = with_encryption_rounds(honest, rounds, 0 if where == "first part" else 1)
        assert rounds in layout(data).iterations
    assert within(1, lambda: outcome(lambda: check_iterations(data))) == "p12-hostile"
    with refused("p12-hostile"):
        open_keystore(data, [PASSWORD], name="tls.p12")


def test_many_parts_of_many_rounds_are_refused_together() -> None:
    data = with_mac_rounds(_p12(), 1_000_000)
    for part in (0, 1):
        data = with_encryption_rounds(data, 1_000_000, part)
    check_iterations(data)
    pfx = der.parse(data)
    octets = pfx.children[1].children[1].children[0]
    safes = der.parse(octets.octets())
    doubled = wrap(der.SEQUENCE, b"".join(each.raw for each in safes.children) * 2)
    with refused("p12-hostile"):
        check_iterations(replaced(pfx, octets, wrap(der.OCTETS, doubled)))


def test_scrypts_cost_counts_too() -> None:
    """OpenSSL derives keys by scrypt as well: N, r and p instead of rounds."""
    honest = _p12(aes=True)
    pfx = der.parse(honest)
    octets = pfx.children[1].children[1].children[0]
    safes = der.parse(octets.octets())
    kdf = next(
        node for node in safes.walk() if node.tag == der.OID and node.content == bytes.fromhex("2a864886f70d01050c")
    )
    sequence = next(node for node in safes.walk() if kdf in node.children)
    scrypt = wrap(der.OID, bytes.fromhex("2b06010401da47040b"))
    numbers = b"".join(der_integer(each) for each in (2**20, 8, 1))
    hostile = wrap(der.SEQUENCE, scrypt + wrap(der.SEQUENCE, wrap(der.OCTETS, bytes(8)) + numbers))
    changed = replaced(safes, sequence, hostile)
    with refused("p12-hostile"):
        check_iterations(replaced(pfx, octets, wrap(der.OCTETS, changed)))


def test_an_honest_high_number_is_opened() -> None:
    """NSS and GnuTLS write 600,000."""
    data = with_mac_rounds(_p12(), 600_000)
    assert check_iterations(data).mac_iterations == 600_000
    with refused("wrong-password", ask="haslo"):  # the MAC is another one now, but it was tried
        open_keystore(data, [PASSWORD], name="tls.p12")


def test_deep_or_crowded_files_are_refused_at_once() -> None:
    deep = b""
    for _ in range(300):
        deep = wrap(der.SEQUENCE, deep)
    crowded = wrap(der.SEQUENCE, b"\x02\x01\x03" + wrap(der.SEQUENCE, b"\x05\x00" * 500_000))
    endless = b"\x30\x80\x02\x01\x03" + b"\x30\x80" * 100_000
    for data in (deep, crowded, endless):
        assert within(1, lambda data=data: outcome(lambda: check_iterations(data))) == "keystore-damaged"


def test_a_key_is_verified_by_a_signature() -> None:
    tls, wss = identity("tls"), identity("wss")
    verify_key(tls.key, tls.certificate)
    with refused("not-verified"):
        verify_key(tls.key, wss.certificate)
    key = ec.generate_private_key(ec.SECP256R1())
    verify_key(key, placeholder_certificate(key, tls.subject, NOW))
    with refused("not-verified"):
        verify_key(key, tls.certificate)
    with refused("not-verified"):
        verify_key(ec.generate_private_key(ec.SECP256R1()), placeholder_certificate(key, tls.subject, NOW))
