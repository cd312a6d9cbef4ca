"""JKS and PKCS#12-typed keystores, both ways with the real keytool."""

from pathlib import Path

import pexpect
import pytest
import tools
from support.authority import NOW, PASSWORD, POLISH_PASSWORD, authority, identity, pem
from support.refusal import refused

from flows.base.secret import Secret
from flows.crypto.certificates import public_key_sha256, read_certificates
from flows.crypto.jks_writer import write_jks
from flows.crypto.keystore import open_keystore
from flows.crypto.requests import read_request
from flows.crypto.store_kinds import kind_of

_UTF8 = ("-J-Dfile.encoding=UTF-8", "-J-Duser.language=en")


def _secret_file(folder: Path, secret: Secret, name: str = "hasło") -> Path:
    path = folder / name
    path.write_text(secret.reveal(), encoding="utf-8")
    return path


def _new(folder: Path, *more: str | Path, secret: Secret = PASSWORD, alias: str = "tls") -> Path:
    """A keystore as keytool makes it."""
    store = folder / "żółty magazyn.jks"
    command = ("keytool", *_UTF8, "-genkeypair", "-keyalg", "RSA", "-alias", alias, "-dname", "CN=Apteka Łąka")
    tools.run(*command, "-keystore", store, "-storepass:file", _secret_file(folder, secret), *more)
    return store


def _open(store: Path, *secrets: Secret) -> tuple[str, Secret]:
    (entry,) = open_keystore(store.read_bytes(), secrets, name=store.name)
    assert public_key_sha256(entry.chain[0]) == public_key_sha256(entry.key)
    return entry.alias, entry.key_password


@pytest.mark.parametrize("secret", [PASSWORD, POLISH_PASSWORD], ids=["ascii", "polish"])
def test_keytool_opens_ours_and_uses_the_key(tmp_path: Path, secret: Secret) -> None:
    me = identity("wss")
    store = tmp_path / "wss źdźbło.jks"
    store.write_bytes(write_jks("wss", me.key, (me.certificate, *authority().chain), secret))
    shared = ("-keystore", store, "-storepass:file", _secret_file(tmp_path, secret))
    shown = tools.run("keytool", *_UTF8, "-list", "-v", *shared)
    assert "Keystore type: JKS" in shown
    assert "Alias name: wss" in shown
    assert "PrivateKeyEntry" in shown
    assert "Certificate chain length: 3" in shown
    assert "Apteka pod Żółwiem WSS 0" in shown
    request = read_request(tools.run("keytool", *_UTF8, "-certreq", "-alias", "wss", *shared).encode())
    assert request is not None
    assert request.is_signature_valid
    assert public_key_sha256(request) == public_key_sha256(me.key)


def test_keytool_takes_a_polish_alias(tmp_path: Path) -> None:
    me = identity("tls")
    store = tmp_path / "a.jks"
    store.write_bytes(write_jks("Żółw", me.key, (me.placeholder,), PASSWORD))
    shown = tools.run(
        "keytool", *_UTF8, "-list", "-keystore", store, "-storepass:file", _secret_file(tmp_path, PASSWORD)
    )
    assert "żółw, " in shown


@pytest.mark.parametrize("secret", [PASSWORD, POLISH_PASSWORD], ids=["ascii", "polish"])
def test_we_open_keytools_jks(tmp_path: Path, secret: Secret) -> None:
    store = _new(tmp_path, "-storetype", "JKS", secret=secret)
    assert kind_of(store.read_bytes()) == "jks"
    assert _open(store, Secret("inne"), secret) == ("tls", secret)


@pytest.mark.parametrize("codec", ["utf-8", "cp1250", "cp852"])
def test_we_open_what_keytool_was_fed_in_a_consoles_coding(tmp_path: Path, codec: str) -> None:
    store = tmp_path / "a.jks"
    line = POLISH_PASSWORD.reveal().encode(codec) + b"\n"
    command = ("keytool", *_UTF8, "-genkeypair", "-keyalg", "RSA", "-alias", "wss", "-dname", "CN=x")
    tools.run(*command, "-storetype", "JKS", "-keystore", store, feed=line + line + b"\n")
    assert _open(store, POLISH_PASSWORD) == ("wss", POLISH_PASSWORD)
    with refused("wrong-password", ask="haslo"):
        open_keystore(store.read_bytes(), [PASSWORD], name=store.name)


def test_we_open_what_was_typed_at_keytools_prompt(tmp_path: Path) -> None:
    store = tmp_path / "a.jks"
    arguments = ["-J-Duser.language=en", "-genkeypair", "-keyalg", "RSA", "-alias", "tls", "-dname", "CN=x"]
    arguments += ["-storetype", "JKS", "-keystore", str(store)]
    env = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    child = pexpect.spawn(tools.need("keytool"), arguments, encoding="utf-8", env=env, timeout=60)
    for prompt in ("Enter keystore password:", "Re-enter new password:"):
        child.expect(prompt)
        child.sendline(POLISH_PASSWORD.reveal())
    child.expect("RETURN if same")
    child.sendline("")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert _open(store, POLISH_PASSWORD) == ("tls", POLISH_PASSWORD)


def test_a_key_with_a_password_of_its_own(tmp_path: Path) -> None:
    other = Secret("zupelnie-inne-haslo")
    store = _new(tmp_path, "-storetype", "JKS", "-keypass:file", _secret_file(tmp_path, other, "klucz"))
    with refused("key-password-needed", ask="haslo_klucza"):
        _open(store, PASSWORD)
    assert _open(store, PASSWORD, other) == ("tls", other)
    with refused("wrong-password", ask="haslo"):
        _open(store, Secret("zadne-z-tych"))


def test_a_store_whose_password_was_changed_afterwards(tmp_path: Path) -> None:
    new = Secret("nowe-haslo-magazynu")
    store = _new(tmp_path, "-storetype", "JKS")
    old_file, new_file = tmp_path / "hasło", _secret_file(tmp_path, new, "nowe")
    change = ("-storepasswd", "-keystore", store, "-storepass:file", old_file, "-new:file", new_file)
    tools.run("keytool", *_UTF8, *change)
    with refused("key-password-needed", ask="haslo_klucza"):
        _open(store, new)
    assert _open(store, new, PASSWORD) == ("tls", PASSWORD)


def test_a_jks_that_is_pkcs12_inside(tmp_path: Path) -> None:
    store = _new(tmp_path)
    assert kind_of(store.read_bytes()) == "pkcs12"
    assert _open(store, PASSWORD) == ("tls", PASSWORD)


def test_both_keys_in_one_pkcs12_store(tmp_path: Path) -> None:
    """cryptography gives the first key only; keytool puts as many as one likes."""
    _new(tmp_path)
    store = _new(tmp_path, alias="wss")
    entries = open_keystore(store.read_bytes(), [PASSWORD], name=store.name)
    assert sorted(entry.alias for entry in entries) == ["tls", "wss"]
    assert len({public_key_sha256(entry.key) for entry in entries}) == 2
    for entry in entries:
        assert [public_key_sha256(each) for each in entry.chain] == [public_key_sha256(entry.key)]


@pytest.mark.parametrize("store_type", ["JKS", "PKCS12"])
def test_a_store_into_which_keytool_took_the_reply(tmp_path: Path, store_type: str) -> None:
    store = _new(tmp_path, "-storetype", store_type)
    shared = ("-keystore", store, "-alias", "tls", "-storepass:file", tmp_path / "hasło")
    request = read_request(tools.run("keytool", *_UTF8, "-certreq", *shared).encode())
    assert request is not None
    reply = tmp_path / "odpowiedź.pem"
    issued = authority().issue(request, "tls", NOW)
    reply.write_bytes(pem(issued, *authority().chain))
    tools.run("keytool", *_UTF8, "-importcert", "-noprompt", "-file", reply, *shared)
    (entry,) = open_keystore(store.read_bytes(), [PASSWORD], name=store.name)
    assert entry.chain == (issued, *authority().chain)


def test_a_real_jceks_is_refused(tmp_path: Path) -> None:
    store = _new(tmp_path, "-storetype", "JCEKS")
    with refused("keystore-unsupported") as problems:
        open_keystore(store.read_bytes(), [PASSWORD], name=store.name)
    assert "JCEKS" in problems[0].what


def test_a_real_store_of_trusted_certificates_is_empty(tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes(pem(authority().root))
    for store_type in ("JKS", "PKCS12"):
        store = tmp_path / f"{store_type}.jks"
        command = ("keytool", *_UTF8, "-importcert", "-noprompt", "-alias", "root", "-file", tmp_path / "root.pem")
        secret = _secret_file(tmp_path, PASSWORD)
        tools.run(*command, "-storetype", store_type, "-keystore", store, "-storepass:file", secret)
        with refused("keystore-empty"):
            open_keystore(store.read_bytes(), [PASSWORD], name=store.name)


def test_keytools_exported_certificate_is_read(tmp_path: Path) -> None:
    store = _new(tmp_path, "-storetype", "JKS")
    shared = ("-keystore", store, "-alias", "tls", "-storepass:file", tmp_path / "hasło")
    exported = tools.run("keytool", *_UTF8, "-exportcert", "-rfc", *shared)
    (entry,) = open_keystore(store.read_bytes(), [PASSWORD], name=store.name)
    assert read_certificates(exported.encode()) == entry.chain
