"""Certificates in forms that openssl and keytool take and the library does not: read, shown, packed, opened again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import tools
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from support.authority import PASSWORD, identity
from support.odd import NAME, REFUSED, SUBJECTS, TIMES, odd_certificate, office
from support.refusal import refused
from support.world import world

from flows.base.secret import Secret
from flows.crypto import certificates
from flows.crypto.jks_writer import write_jks
from flows.crypto.keystore import open_keystore
from flows.crypto.odd_certificates import taken_elsewhere
from flows.crypto.pkcs12 import verify_key, write_p12

_KEY = identity("tls").key
_NAMES = {**SUBJECTS, **REFUSED}
_EVERY = (*_NAMES, *TIMES)


def _made(name: str) -> tuple[bytes, x509.Certificate]:
    data = odd_certificate(_KEY, _NAMES[name]) if name in _NAMES else odd_certificate(_KEY, times=TIMES[name])
    return data, certificates.load_certificate(data)


@pytest.mark.parametrize("name", _EVERY)
def test_an_odd_certificate_is_itself_in_all_that_counts(name: str, tmp_path: Path) -> None:
    data, read = _made(name)
    assert certificates.read_certificates(data) == (read,)
    assert certificates.read_certificates(read.public_bytes(Encoding.PEM)) == (read,)
    assert read.public_bytes(Encoding.DER) == data
    assert read.fingerprint(SHA256()).hex() == hashlib.sha256(data).hexdigest() == certificates.sha256_thumbprint(read)
    assert certificates.public_key_sha256(read) == certificates.public_key_sha256(_KEY)
    assert f"{read.not_valid_before_utc:%Y-%m-%d %H:%M}" == "2026-01-01 00:00"
    assert f"{read.not_valid_after_utc:%Y-%m-%d %H:%M}" == "2028-01-01 00:00"
    assert not certificates.is_authority(read)
    assert not certificates.is_self_signed(read)
    (tmp_path / "a.der").write_bytes(data)
    refusal = int(name in REFUSED)
    tools.run("openssl", "x509", "-inform", "DER", "-in", tmp_path / "a.der", "-noout", status=refusal)
    assert taken_elsewhere(read) == (not refusal)


@pytest.mark.parametrize("name", [*SUBJECTS, "cp1250 in UTF8", "Visible"])
def test_its_name_is_shown_as_it_was_meant(name: str) -> None:
    assert NAME in _made(name)[1].subject.rfc4514_string()


def test_who_issued_an_odd_one_is_told_by_the_signature() -> None:
    above = SUBJECTS["Latin-2 in T61"]
    root = certificates.load_certificate(odd_certificate(office(), above, issuer=above))
    assert certificates.is_self_signed(root)
    for name in ("cp1250 in IA5", "a set out of order"):
        below = odd_certificate(_KEY, SUBJECTS[name], issuer=SUBJECTS["UTF-8 in Printable"])
        leaf = certificates.load_certificate(below)
        assert certificates.chain_for(leaf, (root,)) == (root,)
        data = bytearray(leaf.public_bytes(Encoding.DER))
        data[-9] ^= 1
        assert certificates.chain_for(certificates.load_certificate(bytes(data)), (root,)) == ()


@pytest.mark.parametrize("aes", [False, True])
@pytest.mark.parametrize("name", [*SUBJECTS, *TIMES])
def test_it_is_packed_for_every_program(name: str, aes: bool, tmp_path: Path) -> None:
    _, read = _made(name)
    path, word = tmp_path / "a.p12", tmp_path / "word"
    data = write_p12("P1 TLS 2026", _KEY, read, (), PASSWORD, aes=aes)
    path.write_bytes(data)
    word.write_text(PASSWORD.reveal())
    (entry,) = open_keystore(data, [PASSWORD], name="a.p12")
    assert (entry.alias, entry.chain, entry.key_password) == ("P1 TLS 2026", (read,), PASSWORD)
    verify_key(entry.key, entry.chain[0])
    with refused("wrong-password", ask="haslo"):
        open_keystore(data, [Secret("inne-haslo-tutaj")], name="a.p12")
    assert "PrivateKeyEntry" in tools.run("keytool", "-list", "-keystore", path, "-storepass:file", word)
    shown = tools.run("openssl", "pkcs12", "-in", path, "-passin", f"file:{word}", "-nodes")
    assert certificates.read_certificates(shown.encode()) == (read,)
    key = _KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    assert key.decode() in shown


@pytest.mark.parametrize("name", [*SUBJECTS, *TIMES])
def test_what_openssl_packed_is_opened(name: str, tmp_path: Path) -> None:
    _, read = _made(name)
    (tmp_path / "c.pem").write_bytes(read.public_bytes(Encoding.PEM))
    (tmp_path / "k.pem").write_bytes(identity("tls").key_pem)
    (tmp_path / "word").write_text(PASSWORD.reveal())
    old = ("-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1")
    for scheme in ((), old):
        given = ("-inkey", tmp_path / "k.pem", "-in", tmp_path / "c.pem", "-passout", f"file:{tmp_path / 'word'}")
        tools.run("openssl", "pkcs12", "-export", *given, "-name", "tls", "-out", tmp_path / "o.p12", *scheme)
        (entry,) = open_keystore((tmp_path / "o.p12").read_bytes(), [PASSWORD], name="o.p12")
        assert entry.chain == (read,)


@pytest.mark.parametrize("name", _EVERY)
def test_it_lies_in_a_jks(name: str) -> None:
    _, read = _made(name)
    (entry,) = open_keystore(write_jks("tls", _KEY, (read,), PASSWORD), [PASSWORD], name="tls.jks")
    assert entry.chain == (read,)


@pytest.mark.parametrize("name", ["latin2_in_t61", "email_cp1250_ia5"])
def test_those_of_public_reports(name: str) -> None:
    for purpose in ("tls", "wss"):
        (read,) = certificates.read_certificates((world("cert") / f"{name}-{purpose}.pem").read_bytes())
        assert "�" not in read.subject.rfc4514_string()


def test_what_is_whole_and_unreadable_is_not_downloaded_again() -> None:
    data = odd_certificate(_KEY, times=TIMES["UTC without seconds"].replace(b"2601", b"26xx"))
    with refused("certificate-unreadable") as problems:
        certificates.read_certificates(data)
    assert "dałoby to samo" in problems[0].next
    with refused("certificate-damaged"):
        certificates.read_certificates(data[:-4])
