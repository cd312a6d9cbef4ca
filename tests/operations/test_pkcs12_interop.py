"""PKCS#12 both ways with openssl 3, keytool 17, GnuTLS's certtool and NSS's pk12util."""

from pathlib import Path

import pytest
import tools
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from support.authority import PASSWORD, POLISH_PASSWORD, authority, identity, pem
from support.refusal import refused

from flows.base.secret import Secret
from flows.crypto.certificates import read_certificates
from flows.crypto.keystore import open_keystore
from flows.crypto.p12_layout import Encryption, describe_encryption, layout
from flows.crypto.pkcs12 import write_p12


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "hasło"
    path.write_text(PASSWORD.reveal())
    return path


@pytest.fixture(params=["3des", "aes"])
def ours(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    me = identity("wss")
    path = tmp_path / "wss źdźbło.p12"
    aes = request.param == "aes"
    path.write_bytes(write_p12("P1 WSS 2026", me.key, me.certificate, authority().chain, PASSWORD, aes=aes))
    return path


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Key, certificate and chain as files, for tools that make a P12."""
    me = identity("tls")
    key, certificate, chain = tmp_path / "key.pem", tmp_path / "cert.pem", tmp_path / "chain.pem"
    key.write_bytes(me.key_pem)
    certificate.write_bytes(pem(me.certificate))
    chain.write_bytes(pem(*authority().chain))
    return key, certificate, chain


def _assert_ours_is_read(data: bytes, name: str, encryption: Encryption, secret: Secret = PASSWORD) -> None:
    me = identity("tls")
    assert describe_encryption(data) == encryption
    (entry,) = open_keystore(data, [Secret("zle-haslo"), secret], name="obcy.p12")
    assert entry.alias == name
    assert entry.key.private_numbers() == me.key.private_numbers()
    assert entry.chain == (me.certificate, *authority().chain)
    assert entry.key_password == secret


def test_openssl_opens_ours(ours: Path, secret: Path) -> None:
    me = identity("wss")
    out = tools.run("openssl", "pkcs12", "-in", ours, "-passin", f"file:{secret}", "-nodes")
    assert "friendlyName: P1 WSS 2026" in out
    assert set(read_certificates(out.encode())) == {me.certificate, *authority().chain}
    key = load_pem_private_key(out[out.index("-----BEGIN PRIVATE KEY") :].encode(), None)
    assert key.private_numbers() == me.key.private_numbers()
    wrong = ours.parent / "złe"
    wrong.write_text("zle")
    tools.run("openssl", "pkcs12", "-in", ours, "-passin", f"file:{wrong}", "-nodes", status=1)


def test_keytool_opens_ours(ours: Path, secret: Path) -> None:
    shared = ("-keystore", ours, "-storepass:file", secret)
    shown = tools.run("keytool", "-J-Duser.language=en", "-J-Dfile.encoding=UTF-8", "-list", "-v", *shared)
    assert "Keystore type: PKCS12" in shown
    assert "Alias name: p1 wss 2026" in shown
    assert "Certificate chain length: 3" in shown
    assert "PrivateKeyEntry" in shown


def test_gnutls_opens_ours(ours: Path) -> None:
    shown = tools.run("certtool", "--p12-info", "--infile", ours, "--inder", "--password", PASSWORD.reveal())
    assert "MAC info" in shown
    assert shown.count("BEGIN CERTIFICATE") == 3
    assert "PRIVATE KEY" in shown


def test_nss_imports_ours_with_its_key(ours: Path, secret: Path, tmp_path: Path) -> None:
    database = f"sql:{tmp_path / 'baza'}"
    (tmp_path / "baza").mkdir()
    tools.run("certutil", "-N", "-d", database, "--empty-password")
    tools.run("pk12util", "-i", ours, "-d", database, "-w", secret, "-K", "")
    listed = tools.run("certutil", "-L", "-d", database)
    assert "P1 WSS 2026" in listed
    assert "u,u,u" in listed  # "u": its private key is there
    (kept,) = read_certificates(tools.run("certutil", "-L", "-d", database, "-n", "P1 WSS 2026", "-a").encode())
    assert kept == identity("wss").certificate


@pytest.mark.parametrize(
    ("options", "encryption"),
    [
        ((), "aes"),
        (("-legacy",), "rc2"),
        (("-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "SHA1"), "3des"),
        (("-keypbe", "AES-128-CBC", "-certpbe", "AES-128-CBC"), "aes"),
        (("-iter", "600000"), "aes"),
    ],
)
def test_we_open_openssls(
    tmp_path: Path, secret: Path, parts: tuple[Path, Path, Path], options: tuple[str, ...], encryption: Encryption
) -> None:
    key, certificate, chain = parts
    path = tmp_path / "stary.p12"
    command = (
        "openssl",
        "pkcs12",
        "-export",
        "-inkey",
        key,
        "-in",
        certificate,
        "-certfile",
        chain,
        "-name",
        "stara żaba",
    )
    tools.run(*command, "-passout", f"file:{secret}", "-out", path, *options)
    _assert_ours_is_read(path.read_bytes(), "stara żaba", encryption)


def test_we_open_openssls_with_a_polish_password(tmp_path: Path, parts: tuple[Path, Path, Path]) -> None:
    key, certificate, chain = parts
    secret = tmp_path / "polskie"
    secret.write_text(POLISH_PASSWORD.reveal(), encoding="utf-8")
    path = tmp_path / "a.p12"
    command = ("openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, "-certfile", chain, "-name", "a")
    tools.run(*command, "-passout", f"file:{secret}", "-out", path)
    _assert_ours_is_read(path.read_bytes(), "a", "aes", POLISH_PASSWORD)


@pytest.mark.parametrize(("cipher", "encryption"), [("aes-256", "aes"), ("3des-pkcs12", "3des"), ("rc2-40", "rc2")])
def test_we_open_gnutlss(tmp_path: Path, parts: tuple[Path, Path, Path], cipher: str, encryption: Encryption) -> None:
    key, certificate, chain = parts
    path, bundle = tmp_path / "gnutls.p12", tmp_path / "razem.pem"
    bundle.write_bytes(certificate.read_bytes() + chain.read_bytes())
    command = ("certtool", "--to-p12", "--load-privkey", key, "--load-certificate", bundle, "--p12-name", "gnu")
    tools.run(*command, "--password", PASSWORD.reveal(), "--pkcs-cipher", cipher, "--outder", "--outfile", path)
    _assert_ours_is_read(path.read_bytes(), "gnu", encryption)


def test_we_open_nsss_which_is_ber(tmp_path: Path, secret: Path) -> None:
    me = identity("tls")
    source, path, folder = tmp_path / "nasz.p12", tmp_path / "nss.p12", tmp_path / "baza"
    source.write_bytes(write_p12("P1 TLS 2026", me.key, me.certificate, authority().chain, PASSWORD, aes=False))
    folder.mkdir()
    tools.run("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
    tools.run("pk12util", "-i", source, "-d", f"sql:{folder}", "-w", secret, "-K", "")
    tools.run("pk12util", "-o", path, "-n", "P1 TLS 2026", "-d", f"sql:{folder}", "-w", secret, "-K", "")
    data = path.read_bytes()
    assert data[:2] == b"\x30\x80"  # a length left open: what DER forbids
    assert layout(data).mac_iterations == 600_000
    _assert_ours_is_read(data, "P1 TLS 2026", "aes")
    with refused("keystore-damaged"):
        open_keystore(data[:-3], [PASSWORD], name="nss.p12")


def test_openssl_agrees_about_both_encryptions(ours: Path, secret: Path) -> None:
    shown = tools.run("openssl", "pkcs12", "-in", ours, "-passin", f"file:{secret}", "-info", "-noout")
    expected = "AES-256-CBC" if describe_encryption(ours.read_bytes()) == "aes" else "pbeWithSHA1And3-KeyTripleDES-CBC"
    assert shown.count(expected) == 2
    assert shown.count("Iteration 20000") == 2
