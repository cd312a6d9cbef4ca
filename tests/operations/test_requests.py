import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
import tools
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from support.authority import NOW, PASSWORD, der, identity, pem
from support.refusal import refused

from flows.crypto.certificates import is_self_signed, public_key_sha256
from flows.crypto.requests import read_request


def test_our_request_has_what_it_should() -> None:
    me = identity("tls")
    request = read_request(me.csr_pem)
    assert request is not None
    assert me.csr_pem.startswith(b"-----BEGIN CERTIFICATE REQUEST-----\n")
    assert request.is_signature_valid
    assert request.subject == me.subject
    assert isinstance(request.signature_hash_algorithm, hashes.SHA256)
    identifier = request.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    assert identifier == x509.SubjectKeyIdentifier.from_public_key(me.key.public_key())
    assert public_key_sha256(request) == public_key_sha256(me.key)


def test_openssl_keytool_and_gnutls_read_our_request(tmp_path: Path) -> None:
    me = identity("wss")
    path = tmp_path / "wss żółty.csr"
    path.write_bytes(me.csr_pem)
    shown = tools.run("openssl", "req", "-in", path, "-verify", "-noout", "-text", "-nameopt", "utf8")
    assert "verify OK" in shown
    assert "sha256WithRSAEncryption" in shown
    assert "X509v3 Subject Key Identifier" in shown
    assert "Apteka pod Żółwiem WSS 0" in shown
    shown = tools.run("keytool", "-J-Duser.language=en", "-J-Dfile.encoding=UTF-8", "-printcertreq", "-file", path)
    assert "2048-bit RSA key" in shown
    shown = tools.run("certtool", "--crq-info", "--infile", path)
    assert "Self signature: verified" in shown


def test_keytools_request_is_read_as_it_is(tmp_path: Path) -> None:
    store, secret, path = tmp_path / "a.jks", tmp_path / "haslo", tmp_path / "a.csr"
    secret.write_text(PASSWORD.reveal())
    shared = ("-keystore", store, "-storepass:file", secret, "-alias", "tls")
    tools.run("keytool", "-genkeypair", "-keyalg", "RSA", "-dname", "CN=apteka, C=PL", *shared)
    tools.run("keytool", "-certreq", "-file", path, *shared)
    data = path.read_bytes()
    assert data.startswith(b"-----BEGIN NEW CERTIFICATE REQUEST-----")
    assert b"\r\n" in data
    request = read_request(data)
    assert request is not None
    assert request.is_signature_valid
    assert request.subject.rfc4514_string() == "CN=apteka,C=PL"


_DISGUISES: dict[str, Callable[[bytes], bytes]] = {
    "crlf": lambda data: data.replace(b"\n", b"\r\n"),
    "doubled": lambda data: data.replace(b"\n", b"\r\r\n"),
    "mark": lambda data: b"\xef\xbb\xbf" + data,
    "utf-16": lambda data: data.decode().encode("utf-16"),
    "keytool's header": lambda data: data.replace(b"CERTIFICATE REQ", b"NEW CERTIFICATE REQ"),
    "der": lambda data: der(x509.load_pem_x509_csr(data)),
    "text before": lambda data: b"Dane:\r\n" + data,
    "after a certificate": lambda data: pem(identity("wss").certificate) + data,
    "a certificate's label": lambda data: data.replace(b"CERTIFICATE REQUEST", b"CERTIFICATE"),
}


@pytest.mark.parametrize("disguise", _DISGUISES)
def test_a_request_in_every_state(disguise: str) -> None:
    me = identity("tls")
    request = read_request(_DISGUISES[disguise](me.csr_pem))
    assert request is not None
    assert request == x509.load_pem_x509_csr(me.csr_pem)


def test_other_files_hold_no_request() -> None:
    me = identity("tls")
    for data in (b"", b"x", pem(me.certificate), der(me.certificate), me.key_pem, me.jks()):
        assert read_request(data) is None


def test_a_damaged_request_is_told_from_no_request() -> None:
    whole = identity("tls").csr_pem
    binary = der(x509.load_pem_x509_csr(whole))
    for data in (whole[:400], binary[:-1], binary + b"x", whole.replace(b"\n", b"\n!", 2)):
        with refused("request-damaged"):
            read_request(data)


def test_a_request_with_a_changed_key_no_longer_verifies() -> None:
    binary = bytearray(der(x509.load_pem_x509_csr(identity("tls").csr_pem)))
    binary[len(binary) // 2] ^= 1
    request = read_request(bytes(binary))
    assert request is not None
    assert not request.is_signature_valid


def test_the_placeholder_is_keytools(tmp_path: Path) -> None:
    me = identity("tls")
    certificate = me.placeholder
    assert is_self_signed(certificate)
    assert certificate.not_valid_before_utc == NOW
    assert certificate.not_valid_after_utc == NOW + dt.timedelta(days=90)
    store, secret = tmp_path / "a.jks", tmp_path / "haslo"
    secret.write_text(PASSWORD.reveal())
    shared = ("-keystore", store, "-storepass:file", secret, "-alias", "tls")
    tools.run("keytool", "-genkeypair", "-keyalg", "RSA", "-dname", "CN=apteka", *shared)
    exported = tools.run("keytool", "-exportcert", "-rfc", *shared)
    (theirs,) = x509.load_pem_x509_certificates(exported.encode())
    assert [each.oid for each in theirs.extensions] == [each.oid for each in certificate.extensions]
    assert theirs.version == certificate.version
    assert theirs.not_valid_after_utc - theirs.not_valid_before_utc == dt.timedelta(days=90)
