"""Keystores of ours, opened again: passwords, damage, hostile numbers. Against keytool: test_keystore_interop."""

import struct
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import jks
import pytest
import tools
from cryptography.hazmat.primitives.asymmetric import ec
from support.authority import NOW, PASSWORD, POLISH_PASSWORD, authority, der, identity, pkcs8
from support.effort import within
from support.refusal import outcome, refused
from support.world import world

from flows.base.secret import Secret
from flows.crypto import jks_format
from flows.crypto.certificates import public_key_sha256
from flows.crypto.jks_writer import write_jks
from flows.crypto.keystore import open_keystore, public_certificates
from flows.crypto.pkcs12 import write_p12
from flows.crypto.requests import placeholder_certificate
from flows.crypto.store_kinds import kind_of

OTHER = Secret("calkiem-inne-haslo")


def _p12(password: Secret = PASSWORD) -> bytes:
    me = identity("tls")
    return write_p12("P1 TLS 2026", me.key, me.certificate, authority().chain, password, aes=False)


def test_what_was_written_is_read_back() -> None:
    me = identity("tls")
    (entry,) = open_keystore(
        write_jks("TLS", me.key, (me.certificate, *authority().chain), PASSWORD), [OTHER, PASSWORD], name="tls.jks"
    )
    assert entry.alias == "tls"
    assert entry.key.private_numbers() == me.key.private_numbers()
    assert entry.chain == (me.certificate, *authority().chain)
    assert entry.key_password == PASSWORD


def test_an_elliptic_key_too() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    chain = (placeholder_certificate(key, identity("tls").subject, NOW),)
    (entry,) = open_keystore(write_jks("ec", key, chain, PASSWORD), [PASSWORD], name="ec.jks")
    assert public_key_sha256(entry.key) == public_key_sha256(key)


@pytest.mark.parametrize("make", [lambda secret: identity("tls").jks(secret), _p12])
def test_a_wrong_password(make: Callable[[Secret], bytes]) -> None:
    with refused("wrong-password", ask="haslo") as problems:
        open_keystore(make(PASSWORD), [OTHER, Secret(""), POLISH_PASSWORD], name="tls-1.jks")
    assert "tls-1.jks" in problems[0].what
    with refused("wrong-password", ask="haslo"):
        open_keystore(make(PASSWORD), [], name="tls-1.jks")


def test_a_password_no_coding_has_is_only_wrong() -> None:
    """What a terminal in another coding delivers: lone surrogates."""
    for data in (identity("tls").jks(), _p12()):
        with refused("wrong-password", ask="haslo"):
            open_keystore(data, [Secret("has\udcb3o")], name="tls.jks")


def test_a_password_with_a_nul_is_only_wrong(capfd: pytest.CaptureFixture[str]) -> None:
    """The library below would panic, and print the password byte by byte."""
    for data in (identity("tls").jks(), _p12()):
        with refused("wrong-password", ask="haslo"):
            open_keystore(data, [Secret("has\0lo")], name="tls.jks")
        assert len(open_keystore(data, [Secret("has\0lo"), PASSWORD], name="tls.jks")) == 1
    assert capfd.readouterr() == ("", "")


def test_a_polish_password_opens_whatever_way_its_letters_were_typed() -> None:
    data = identity("tls").jks(POLISH_PASSWORD)
    typed = Secret(unicodedata.normalize("NFD", POLISH_PASSWORD.reveal()))
    (entry,) = open_keystore(data, [OTHER, typed], name="tls.jks")
    assert entry.key_password == POLISH_PASSWORD


@pytest.mark.parametrize("codec", ["utf-8", "cp1250", "cp852"])
def test_a_polish_password_stored_byte_by_byte_opens_as_typed(codec: str) -> None:
    stored = Secret(POLISH_PASSWORD.reveal().encode(codec).decode("latin-1"))
    (entry,) = open_keystore(identity("tls").jks(stored), [POLISH_PASSWORD], name="tls.jks")
    assert entry.key_password == POLISH_PASSWORD


def _two_passwords(store: Secret, key: Secret) -> bytes:
    """A keystore whose key has another password than itself, as ``keytool -storepasswd`` leaves it."""
    entry = jks.PrivateKeyEntry.new("tls", [der(identity("tls").placeholder)], pkcs8(identity("tls").key))
    entry.encrypt(key.reveal())
    data: bytes = jks.KeyStore.new("jks", [entry]).saves(store.reveal())
    return data


def test_a_key_with_a_password_of_its_own() -> None:
    data = _two_passwords(PASSWORD, OTHER)
    with refused("key-password-needed", ask="haslo_klucza") as problems:
        open_keystore(data, [PASSWORD], name="tls.jks")
    assert "tls" in problems[0].what
    (entry,) = open_keystore(data, [PASSWORD, OTHER], name="tls.jks")
    assert entry.key_password == OTHER
    (entry,) = open_keystore(_two_passwords(PASSWORD, POLISH_PASSWORD), [PASSWORD, POLISH_PASSWORD], name="tls.jks")
    assert entry.key_password == POLISH_PASSWORD


def test_a_wrong_checksum_while_the_key_opens_is_damage_not_the_password() -> None:
    data = bytearray(identity("tls").jks())
    data[-1] ^= 1
    with refused("keystore-damaged"):
        open_keystore(bytes(data), [PASSWORD], name="tls.jks")


@pytest.mark.parametrize("make", [lambda: identity("tls").jks(), _p12])
def test_truncated_anywhere(make: Callable[[], bytes]) -> None:
    data = make()
    for size in range(0, len(data), 13):
        codes = "keystore-damaged" if kind_of(data[:size]) else "keystore-unsupported"
        with refused(codes):
            open_keystore(data[:size], [PASSWORD], name="tls.jks")


@pytest.mark.parametrize("junk", [b"\0", b"junk", b"\r\n", bytes(20)])
def test_bytes_after_the_end_are_left_as_keytool_and_openssl_leave_them(junk: bytes, tmp_path: Path) -> None:
    """A copy from a stick or out of a mail may bring zeros; the digest or MAC stands for all that was before."""
    for suffix, data in (("jks", identity("tls").jks()), ("p12", _p12())):
        (entry,) = open_keystore(data + junk, [PASSWORD], name="tls.jks")
        assert public_key_sha256(entry.key) == public_key_sha256(identity("tls").key)
        path, word = tmp_path / f"a.{suffix}", tmp_path / "word"
        path.write_bytes(data + junk)
        word.write_text(PASSWORD.reveal())
        assert "PrivateKeyEntry" in tools.run("keytool", "-list", "-keystore", path, "-storepass:file", word)
        with refused("wrong-password", ask="haslo"):
            open_keystore(data + junk, [Secret("inne-haslo-tutaj")], name="tls.jks")


def test_no_flipped_bit_of_a_jks_passes_for_the_file_itself() -> None:
    data = identity("tls").jks()
    for at in range(0, len(data), 29):
        changed = bytearray(data)
        changed[at] ^= 1 << at % 8
        code = outcome(lambda changed=changed: open_keystore(bytes(changed), [PASSWORD], name="tls.jks"))
        assert code in {"wrong-password", "keystore-damaged", "keystore-unsupported", "keystore-empty"}, f"byte {at}"


def _store(*entries: bytes, count: int | None = None) -> bytes:
    body = jks_format.MAGIC + struct.pack(">II", 2, len(entries) if count is None else count) + b"".join(entries)
    return body + bytes(20)


def _entry(tag: int = 1, key: int = 10, chain: int = 1, certificate: int = 10) -> bytes:
    return (
        struct.pack(">IH3sQ", tag, 3, b"tls", 0)
        + struct.pack(">I", key)
        + bytes(min(key, 100))
        + struct.pack(">I", chain)
        + (struct.pack(">H5sI", 5, b"X.509", certificate) + bytes(min(certificate, 100))) * min(chain, 20_000)
    )


@pytest.mark.parametrize(
    "data",
    [
        _store(count=2**32 - 1),
        _store(_entry(), count=2),
        _store(*[_entry()] * 40),
        _store(_entry(key=2**32 - 1)),
        _store(_entry(key=2**31)),
        _store(_entry(key=500_000) + bytes(500_000)),
        _store(_entry(chain=2**32 - 1)),
        _store(_entry(chain=17)),
        _store(_entry(certificate=2**32 - 1)),
        _store(_entry(tag=0)),
        _store(_entry(tag=3)),
        _store(_entry()),
        jks_format.MAGIC,
        jks_format.MAGIC + bytes(1_000_000),
        jks_format.MAGIC + b"\0\0\0\2" + b"\xff" * 1_000_000,
    ],
)
def test_hostile_numbers_are_refused_at_once(data: bytes) -> None:
    code = "keystore-unsupported" if data[4:8] == bytes(4) else "keystore-damaged"
    opening = lambda: open_keystore(data, [PASSWORD, POLISH_PASSWORD], name="tls.jks")  # noqa: E731
    assert within(1, lambda: outcome(opening)) == code


@pytest.mark.parametrize(
    ("most", "too_many"),
    [
        ([_entry()] * 32, [_entry()] * 33),
        ([_entry(chain=16)], [_entry(chain=17)]),
        ([_entry(key=100)], [_entry(key=16_385) + bytes(17_000)]),
    ],
    ids=["entries", "chain", "key"],
)
def test_numbers_up_to_the_limits_are_read(most: list[bytes], too_many: list[bytes]) -> None:
    assert len(jks_format.parse(_store(*most)).entries) == len(most)
    with pytest.raises(jks_format.JksError, match="honest"):
        jks_format.parse(_store(*too_many))


@pytest.mark.parametrize(
    "data",
    [
        b"\xce\xce\xce\xce\0\0\0\2\0\0\0\1\0\0\0\3" + bytes(138),  # JCEKS: pyjks runs for ever on such
        b"\0\0\0\2\0\0\0\x14" + bytes(100),  # BKS
        b"\0\0\0\1\0\0\0\x14" + bytes(100),  # UBER
        jks_format.MAGIC + b"\0\0\0\1" + bytes(100),  # JKS version 1
        b"",
        b"PK\x03\x04",
    ],
)
def test_other_keystores_and_files_are_refused_by_their_first_bytes(data: bytes) -> None:
    with refused("keystore-unsupported"):
        open_keystore(data, [PASSWORD], name="tls.jks")


def test_kinds_are_told_by_the_first_bytes() -> None:
    me = identity("tls")
    assert kind_of(me.jks()) == "jks"
    assert kind_of(_p12()) == "pkcs12"
    assert kind_of(b"\xce\xce\xce\xce") == "jceks"
    assert kind_of(b"\0\0\0\2\0\0\0\x14" + bytes(24) + b"\1\0\3tls") == "bks"
    assert kind_of(b"\0\0\0\1\0\0\0\x14" + bytes(24) + b"\x93\x1f\x80") == "uber"
    assert kind_of((world("jks") / "bks-tls.jks").read_bytes()) == "bks"
    assert kind_of((world("jks") / "bcfks-tls.jks").read_bytes()) == "bcfks"
    assert kind_of((world("p12") / "gnutls-pem.p12").read_bytes()) == "pkcs12"
    for data in (b"", b"\xfe\xed\xfe", der(me.certificate), me.csr_pem, me.key_pem):
        assert kind_of(data) is None


def test_a_store_of_certificates_only_is_empty() -> None:
    entry = jks.TrustedCertEntry.new("urzad", der(authority().root))
    data = jks.KeyStore.new("jks", [entry]).saves(PASSWORD.reveal())
    with refused("keystore-empty"):
        open_keystore(data, [PASSWORD], name="zaufane.jks")
    assert public_certificates(data) == ()


def test_a_key_beside_another_keys_certificate_is_damage() -> None:
    data = write_jks("tls", identity("tls").key, (identity("wss").certificate,), PASSWORD)
    with refused("keystore-damaged"):
        open_keystore(data, [PASSWORD], name="tls.jks")


def test_a_key_whose_numbers_do_not_fit_together_is_damage() -> None:
    """Written by somebody who knows the password: the checksums are right, the key is not."""
    plain = bytearray(pkcs8(identity("tls").key))
    for at in (len(plain) - 20, len(plain) // 2, 600):
        changed = plain.copy()
        changed[at] ^= 4
        entry = jks.PrivateKeyEntry.new("tls", [der(identity("tls").placeholder)], bytes(changed))
        data = jks.KeyStore.new("jks", [entry]).saves(PASSWORD.reveal())
        with refused("keystore-damaged"):
            open_keystore(data, [PASSWORD], name="tls.jks")


def test_a_jks_shows_its_certificates_to_anyone_and_a_p12_none() -> None:
    me = identity("tls")
    assert public_certificates(write_jks("tls", me.key, (me.certificate,), PASSWORD)) == (me.certificate,)
    assert public_certificates(_p12()) == ()
    assert public_certificates(b"") == ()


def test_opening_a_jks_takes_milliseconds_and_no_pyjks() -> None:
    """Step 4 reads only; importing pyjks would cost it 150 ms."""
    code = (
        "import sys; from flows.crypto.keystore import open_keystore; from flows.base.secret import Secret\n"
        f"open_keystore(sys.stdin.buffer.read(), [Secret({PASSWORD.reveal()!r})], name='x')\n"
        "assert 'jks' not in sys.modules and 'pyasn1' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], input=identity("tls").jks(), check=True, timeout=60)
