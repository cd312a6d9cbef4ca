"""Which files are the renewal under way: told by keys, whatever the files are called."""

import os
from datetime import timedelta
from functools import cache
from pathlib import Path

import jks
from cryptography import x509
from support.authority import NOW, PASSWORD, as_an_authority, authority, der, identity, pem, pkcs8
from support.running import CSR, csr_answers, do

from flows.crypto.certificates import public_key_sha256
from flows.crypto.pkcs12 import write_p12
from flows.crypto.requests import read_request
from flows.folder.current_set import age, current_set, days_of_end, renewal_of
from flows.folder.names import PURPOSES, Purpose
from flows.folder.recognise import Contents, Kind, scan_folder


def put(folder: Path, name: str, data: bytes, *, age: int = 0) -> Path:
    path = folder / name
    path.write_bytes(data)
    os.utime(path, (NOW.timestamp() - age, NOW.timestamp() - age))
    return path


def test_renamed_files_are_told_by_the_alias_of_their_key(tmp_path: Path) -> None:
    put(tmp_path, "a.jks", identity("tls").jks())
    put(tmp_path, "b.jks", identity("wss").jks())
    swapped = put(tmp_path, "wss.csr", identity("tls").csr_pem)
    put(tmp_path, "cokolwiek.csr", identity("wss").csr_pem)
    pairs = current_set(scan_folder(tmp_path))
    assert list(pairs) == ["tls", "wss"]
    assert pairs["tls"].request == swapped
    assert pairs["tls"].named == "wss"
    assert pairs["wss"].named is None
    assert pairs["tls"].certificate is None


def test_the_newest_set_counts_and_an_older_one_with_certificates_does_not(tmp_path: Path) -> None:
    for purpose in ("tls", "wss"):
        old, new = identity(purpose, 0), identity(purpose, 1)
        put(tmp_path, f"{purpose}-20241101-101010.jks", old.jks())
        put(tmp_path, f"{purpose}-20241101-101010.csr", old.csr_pem)
        put(tmp_path, f"stary-{purpose}.pem", pem(old.certificate))
        put(tmp_path, f"{purpose}-20261101-101010.jks", new.jks())
        put(tmp_path, f"{purpose}-20261101-101010.csr", new.csr_pem, age=86_400 * 900)  # copying loses file times
    pairs = current_set(scan_folder(tmp_path))
    assert {pair.request.name for pair in pairs.values()} == {"tls-20261101-101010.csr", "wss-20261101-101010.csr"}
    assert all(pair.certificate is None for pair in pairs.values())
    put(tmp_path, "nowy.pem", pem(identity("wss", 1).certificate))
    assert current_set(scan_folder(tmp_path))["wss"].certificate == identity("wss", 1).certificate


def test_a_request_without_its_key_is_no_pair(tmp_path: Path) -> None:
    put(tmp_path, "tls.csr", identity("tls").csr_pem)
    put(tmp_path, "tls.jks", identity("tls", 1).jks())
    assert current_set(scan_folder(tmp_path)) == {}


def test_days_of_end_hold_the_day_in_utc() -> None:
    certificate = identity("wss").certificate
    assert certificate.not_valid_after_utc.date() in days_of_end(certificate)
    assert 1 <= len(days_of_end(certificate)) <= 2


def test_a_pair_in_full(tmp_path: Path) -> None:
    me = identity("tls")
    store, request = put(tmp_path, "a.jks", me.jks()), put(tmp_path, "tls.csr", me.csr_pem)
    for days, name in ((10, "stary.pem"), (700, "nowy.pem"), (300, "sredni.pem")):
        put(tmp_path, name, pem(issued("tls", days)))
    put(tmp_path, "cudzy.pem", pem(identity("wss", 1).certificate))
    (pair,) = current_set(scan_folder(tmp_path)).values()
    assert (pair.purpose, pair.request, pair.store) == ("tls", request, store)
    assert pair.digest == public_key_sha256(me.certificate)
    assert pair.certificate == issued("tls", 700)
    assert pair.certificate_file == tmp_path / "nowy.pem"
    assert renewal_of({"tls": pair, "wss": pair}) == f"{pair.digest} {pair.digest}"


def test_the_certificate_that_begins_later_is_the_newer_one(tmp_path: Path) -> None:
    """As step 4 takes it (``pairing``): „dalej” must not wait for another than the one in the .p12."""
    me = identity("tls")
    put(tmp_path, "a.jks", me.jks())
    put(tmp_path, "tls.csr", me.csr_pem)
    put(tmp_path, "dluzszy.pem", pem(issued("tls", 700, begins=-20)))
    put(tmp_path, "pozniejszy.pem", pem(issued("tls", 300)))
    (pair,) = current_set(scan_folder(tmp_path)).values()
    assert pair.certificate_file == tmp_path / "pozniejszy.pem"


@cache
def issued(purpose: Purpose, days: int, *, begins: int = 0) -> x509.Certificate:
    request = read_request(identity(purpose).csr_pem)
    assert request is not None
    return authority().issue(request, purpose, NOW + timedelta(begins), days)


def test_the_order_is_always_tls_then_wss(tmp_path: Path) -> None:
    for ago, purpose in enumerate(("wss", "tls")):
        put(tmp_path, f"{purpose}.csr", identity(purpose).csr_pem, age=100 - ago)
        put(tmp_path, f"{purpose}.jks", identity(purpose).jks())
    assert list(current_set(scan_folder(tmp_path))) == ["tls", "wss"]


def test_without_stamps_the_later_file_counts(tmp_path: Path) -> None:
    for number, ago in ((0, 50), (1, 500)):
        put(tmp_path, f"tls{number}.csr", identity("tls", number).csr_pem, age=ago)
        put(tmp_path, f"tls{number}.jks", identity("tls", number).jks())
    assert current_set(scan_folder(tmp_path))["tls"].request.name == "tls0.csr"


def test_a_pkcs12_called_jks_belongs_to_the_request_of_its_name_only(tmp_path: Path) -> None:
    me = identity("tls")
    closed = write_p12("tls", me.key, me.placeholder, (), PASSWORD, aes=True)
    put(tmp_path, "tls.csr", me.csr_pem)
    for name in ("inny.jks", "tls.p12"):
        put(tmp_path, name, closed)
        assert current_set(scan_folder(tmp_path)) == {}
    store = put(tmp_path, "tls.JKS", closed)
    assert current_set(scan_folder(tmp_path))["tls"].store == store
    put(tmp_path, "klucz.jks", me.jks())  # one that shows the very key is believed before one of the same name
    assert current_set(scan_folder(tmp_path))["tls"].store.name == "klucz.jks"


def test_our_note_says_what_a_request_is_for_when_nothing_else_does(tmp_path: Path) -> None:
    me = identity("wss")
    put(tmp_path, "a.csr", me.csr_pem)
    put(tmp_path, "a.jks", write_p12("klucz", me.key, me.placeholder, (), PASSWORD, aes=True))
    assert current_set(scan_folder(tmp_path)) == {}
    other = "0" * 64
    put(tmp_path, "tls-inna.txt", f"Certyfikat P1: TLS\nSHA-256 klucza publicznego: {other}\n".encode())
    assert current_set(scan_folder(tmp_path)) == {}
    digest = public_key_sha256(me.certificate)
    put(tmp_path, "wss-notatka.txt", f"Certyfikat P1: WSS\nSHA-256 klucza publicznego: {digest}\n".encode())
    assert list(current_set(scan_folder(tmp_path))) == ["wss"]


def test_the_age_of_a_file(tmp_path: Path) -> None:
    def aged(name: str) -> float:
        return age(Contents(tmp_path / name, Kind.REQUEST, 0))

    put(tmp_path, "tls-20261122-120000.csr", b"", age=5_000)
    assert aged("tls-20261122-120000.csr") == NOW.replace(tzinfo=None).astimezone().timestamp()
    put(tmp_path, "tls.csr", b"", age=5_000)
    assert aged("tls.csr") == NOW.timestamp() - 5_000
    assert aged("nie ma.csr") == 0
    assert aged("tls-20261399-120000.csr") == 0


def test_a_request_without_its_key_does_not_hide_the_later_ones(tmp_path: Path) -> None:
    put(tmp_path, "tls-20240101-000000.csr", identity("tls", 1).csr_pem)
    put(tmp_path, "tls-20261101-000000.csr", identity("tls").csr_pem)
    put(tmp_path, "tls-20261101-000000.jks", identity("tls").jks())
    (pair,) = current_set(scan_folder(tmp_path)).values()
    assert pair.request.name == "tls-20261101-000000.csr"
    assert pair.named is None  # its name says what its key says


def test_an_authoritys_certificate_for_our_key_is_not_ours(tmp_path: Path) -> None:
    me = identity("tls")
    put(tmp_path, "tls.jks", me.jks())
    put(tmp_path, "tls.csr", me.csr_pem)
    put(tmp_path, "tls.pem", pem(as_an_authority(me)))
    assert current_set(scan_folder(tmp_path))["tls"].certificate is None
    put(tmp_path, "a.pem", pem(me.certificate))
    assert current_set(scan_folder(tmp_path))["tls"].certificate == me.certificate


def test_both_keys_in_one_keystore(tmp_path: Path) -> None:
    pair = [identity(purpose) for purpose in PURPOSES]
    entries = [jks.PrivateKeyEntry.new(me.purpose, [der(me.placeholder)], pkcs8(me.key)) for me in pair]
    store = put(tmp_path, "oba.jks", jks.KeyStore.new("jks", entries).saves(PASSWORD.reveal()))
    for me in pair:
        put(tmp_path, f"{me.purpose}.csr", me.csr_pem)
    assert [each.store for each in current_set(scan_folder(tmp_path)).values()] == [store, store]
    done = do(CSR, csr_answers(tmp_path))
    assert done.files == tuple(tmp_path / name for name in ("oba.jks", "tls.csr", "oba.jks", "wss.csr"))
