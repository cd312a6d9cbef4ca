import os
import sys
import zipfile
from pathlib import Path

import jks
import pytest
import tools
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from support.authority import NOW, PASSWORD, authority, der, identity, pem, pkcs8
from support.hostile import with_mac_rounds
from support.refusal import assert_fit_to_show, folder_listing, refused

from flows.base.files import MAX_BYTES
from flows.crypto.certificates import public_key_sha256
from flows.crypto.jks_writer import write_jks
from flows.crypto.pkcs12 import write_p12
from flows.folder.names import PURPOSES, Purpose
from flows.folder.recognise import Contents, Kind, recognise, scan_folder


def _look(data: bytes, name: str = "plik.bin") -> Contents:
    found = recognise(Path("/nie/ma") / name, data)
    assert found.size == len(data)
    assert found.path.name == name
    if found.problem:
        assert_fit_to_show(found.problem)
    return found


def _p12() -> bytes:
    me = identity("tls")
    return write_p12("P1 TLS 2026", me.key, me.certificate, (), PASSWORD, aes=False)


def test_a_keystore_tells_without_password_whose_it_is() -> None:
    me = identity("wss")
    found = _look(me.jks(), "tls-zla-nazwa.p12")
    assert (found.kind, found.purpose, found.problem) == (Kind.JKS, "wss", None)  # the alias, not the name
    assert found.key_sha256s == {public_key_sha256(me.key)}
    chained = _look(write_jks("x", me.key, (me.certificate, *authority().chain), PASSWORD))
    assert chained.key_sha256s == {public_key_sha256(me.key)}
    assert chained.certificates == (me.certificate, *authority().chain)
    assert chained.purpose is None


@pytest.mark.parametrize("name", ["tls.p12", "tls.jks", "tls.pem"])
def test_a_pkcs12_under_any_name(name: str) -> None:
    found = _look(_p12(), name)
    assert (found.kind, found.purpose, found.key_sha256s) == (Kind.PKCS12, "tls", frozenset())


def test_a_certificate_file_with_all_that_is_in_it() -> None:
    me = identity("tls")
    found = _look(pem(me.certificate, *authority().chain), "pobrane-TLS (1).pem")
    assert (found.kind, found.purpose, found.problem) == (Kind.CERTIFICATE, "tls", None)
    assert found.certificates == (me.certificate, *authority().chain)
    assert public_key_sha256(me.key) in found.key_sha256s
    assert len(found.key_sha256s) == 3
    for data in (der(me.certificate), pkcs7.serialize_certificates([me.certificate], Encoding.DER)):
        assert _look(data).certificates == (me.certificate,)
    assert _look(me.key_pem + pem(me.certificate)).kind is Kind.CERTIFICATE


def test_a_request() -> None:
    me = identity("wss")
    found = _look(me.csr_pem, "wss.pem")
    assert (found.kind, found.purpose, found.problem) == (Kind.REQUEST, "wss", None)
    assert found.request is not None
    assert found.request.subject == me.subject
    assert found.key_sha256s == {public_key_sha256(me.key)}


def test_a_private_key_given_for_a_certificate(tmp_path: Path) -> None:
    me = identity("tls")
    path = tmp_path / "klucz.pem"
    path.write_bytes(me.key_pem)
    encrypted = tools.run("openssl", "pkcs8", "-topk8", "-in", path, "-passout", "pass:abc").encode()
    traditional = tools.run("openssl", "rsa", "-in", path, "-traditional").encode()
    binary = tmp_path / "klucz.der"
    tools.run("openssl", "pkcs8", "-topk8", "-in", path, "-outform", "DER", "-nocrypt", "-out", binary)
    old = tools.run("openssl", "rsa", "-in", path, "-traditional", "-aes128", "-passout", "pass:abc").encode()
    assert b"Proc-Type" in old
    for data in (me.key_pem, encrypted, traditional, binary.read_bytes(), old):
        found = _look(data, "tls.pem")
        assert found.kind is Kind.PRIVATE_KEY
        assert found.problem is not None
        assert found.problem.code == "private-key-file"


def _note(purpose: str, digest: str) -> str:
    return (
        f"Certyfikat P1: {purpose}\r\nUtworzono: 22.11.2026 12:00\r\n"
        f"Pole we wniosku: {purpose} („Pliki certyfikatów WSS oraz TLS”)\r\nSHA-256 klucza publicznego: {digest}\r\n"
    )


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_our_note(codec: str) -> None:
    digest = public_key_sha256(identity("wss").key)
    found = _look(_note("WSS", digest.upper()).encode(codec), "notatka.txt")
    assert (found.kind, found.purpose, found.problem) == (Kind.NOTE, "wss", None)
    assert found.key_sha256s == {digest}


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"", Kind.EMPTY, "file-empty"),
        (b"\r\n \0\0", Kind.EMPTY, "file-empty"),
        (b"<!DOCTYPE html>\n<html><body>404</body></html>", Kind.HTML, "html-file"),
        ("\n\n<HTML lang=pl><p>Odnośnik wygasł".encode("utf-16"), Kind.HTML, "html-file"),
        (b"Received: x\r\nFrom: a@b.pl\r\nTo: c\r\nSubject: System P1\r\n\r\ntekst", Kind.EMAIL, "email-file"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(100), Kind.EMAIL, "email-file"),
        (b"\xce\xce\xce\xce\0\0\0\2\0\0\0\1\0\0\0\3" + bytes(138), Kind.JCEKS, "keystore-unsupported"),
        (b"\0\0\0\2\0\0\0\x14" + bytes(90), Kind.BKS, "keystore-unsupported"),
        (b"\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1", Kind.JKS, "keystore-damaged"),
        (b"-----BEGIN CERTIFICATE-----\nMIIB", Kind.CERTIFICATE, "certificate-damaged"),
        (b"-----BEGIN CERTIFICATE REQUEST-----\nMIIB", Kind.REQUEST, "request-damaged"),
        (b"cokolwiek", Kind.UNKNOWN, "unknown-file"),
        (bytes(range(256)) * 40, Kind.UNKNOWN, "unknown-file"),
    ],
)
def test_what_is_of_no_use_says_why(data: bytes, kind: Kind, code: str) -> None:
    found = _look(data, "wss.pem")
    assert found.kind is kind
    assert found.problem is not None
    assert found.problem.code == code
    assert (found.certificates, found.request, found.key_sha256s) == ((), None, frozenset())


def test_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("tls.pem", pem(identity("tls").certificate))
    assert _look((tmp_path / "a.zip").read_bytes()).kind is Kind.ARCHIVE


def test_a_certificate_inside_a_saved_letter_is_found() -> None:
    letter = b"From: a@b.pl\nTo: c@d.pl\nSubject: certyfikat\nDate: dzis\n\n" + pem(identity("tls").certificate)
    assert _look(letter).certificates == (identity("tls").certificate,)


@pytest.mark.parametrize(
    ("name", "purpose"), [("TLS.pem", "tls"), ("moj-wss-2026.crt", "wss"), ("tls-wss.pem", None), ("a.pem", None)]
)
def test_the_name_is_a_hint_of_the_purpose(name: str, purpose: Purpose | None) -> None:
    assert _look(pem(identity("tls").certificate), name).purpose == purpose


def test_a_whole_folder(tmp_path: Path) -> None:
    tls, wss = identity("tls"), identity("wss")
    folder = tmp_path / "Certyfikaty P1 – źródło"
    folder.mkdir()
    files = {
        "tls.jks": tls.jks(),
        "tls.csr": tls.csr_pem,
        "tls.txt": _note("TLS", public_key_sha256(tls.key)).encode(),
        "pobrany": pem(tls.certificate),
        "Wss.PEM": b"<html><body>wygasl</body></html>",
        "wss.p12": with_mac_rounds(_p12(), 2**31 - 1),
        "zdjecie.jpg": os.urandom(1000),
        "lista zakupow.txt": "masło, chleb".encode(),
        ".asystent-p1-00000000-1-aaaaaaaaaaaa.tmp": wss.jks(),
        "asystent-p1.jsonl": b"{}",
        "film.mp4": bytes(MAX_BYTES + 1),
        "wielki.jks": bytes(MAX_BYTES + 1),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "podfolder.jks").mkdir()
    (folder / "podfolder.jks" / "wss.jks").write_bytes(wss.jks())
    os.mkfifo(folder / "rura.pem")
    (folder / "urwany.pem").symlink_to("nowhere")
    before = folder_listing(folder)
    found = scan_folder(folder)
    assert {each.path.name: (each.kind, each.problem and each.problem.code) for each in found} == {
        "Wss.PEM": (Kind.HTML, "html-file"),
        "pobrany": (Kind.CERTIFICATE, None),
        "tls.csr": (Kind.REQUEST, None),
        "tls.jks": (Kind.JKS, None),
        "tls.txt": (Kind.NOTE, None),
        "wielki.jks": (Kind.UNKNOWN, "file-too-large"),
        "wss.p12": (Kind.PKCS12, None),
    }
    assert [each.path.name for each in found] == sorted(each.path.name for each in found)
    assert folder_listing(folder) == before


def test_a_crowded_folder_is_read_up_to_the_limit_likely_files_first(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"a{number:02}").write_bytes(pem(identity("tls").certificate))
    (tmp_path / "z.pem").write_bytes(pem(identity("wss").certificate))
    found = scan_folder(tmp_path, limit_files=10)
    assert len(found) == 10
    assert found[-1].path.name == "z.pem"


def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    with refused("folder-missing", ask="folder"):
        scan_folder(tmp_path / "brak")
    (tmp_path / "plik").write_bytes(b"")
    with refused("folder-is-file", ask="folder"):
        scan_folder(tmp_path / "plik")


def test_expired_ones_are_recognised_like_others() -> None:
    """Dates are judged by whoever needs the certificate."""
    request = _look(identity("tls").csr_pem).request
    assert request is not None
    old = authority().issue(request, "tls", NOW.replace(year=2020), days=1)
    assert _look(pem(old)).problem is None


def test_no_heap_of_other_files_hides_a_key(tmp_path: Path) -> None:
    """The keys of step 1 must not count as gone, or another pair would be made and sent."""
    for number in range(600):
        (tmp_path / f"a{number:03}.pem").write_bytes(b"")
    for name in ("tls-20261122-120000.jks", "tls-20261122-120000.csr", "tls-20261122-120000.txt", "z.jks", "z.p12"):
        (tmp_path / name).write_bytes(b"x")
    ours = {each.path.name for each in scan_folder(tmp_path)} - {f"a{number:03}.pem" for number in range(600)}
    assert ours == {"tls-20261122-120000.jks", "tls-20261122-120000.csr", "z.jks", "z.p12"}  # the note says nothing


@pytest.mark.skipif(sys.platform == "win32", reason="Windows refuses such names itself")
def test_a_name_that_would_forge_a_line_of_ours_is_left_out(tmp_path: Path) -> None:
    for name in ("tls\nGotowe i sprawdzone:.pem", "a\x1b[2J.pem", "dobry.pem"):
        (tmp_path / name).write_bytes(pem(identity("tls").certificate))
    assert [each.path.name for each in scan_folder(tmp_path)] == ["dobry.pem"]


def test_a_keystore_with_both_keys_tells_both() -> None:
    pair = [identity(purpose) for purpose in PURPOSES]
    entries = [jks.PrivateKeyEntry.new(me.purpose, [der(me.placeholder)], pkcs8(me.key)) for me in pair]
    found = _look(jks.KeyStore.new("jks", entries).saves(PASSWORD.reveal()), "oba.jks")
    assert found.key_sha256s == {public_key_sha256(me.key) for me in pair}
    assert found.purpose is None
