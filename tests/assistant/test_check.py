"""„sprawdź” says what matters of a file; inputs of public reports, and our own of each kind made with real tools."""

from __future__ import annotations

import hmac
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import tools
from cryptography.hazmat.primitives.asymmetric import rsa
from fuzz import mutators
from support.authority import NOW, PASSWORD, authority, identity, pem
from support.p12_files import p12
from support.program import Home
from support.running import CSR, P12, csr_answers, do, p12_answers
from support.world import world

from assistant.reports.check import Facts, examine
from assistant.reports.check_told import as_json, as_text
from flows.base.secret import Secret
from flows.crypto import der
from flows.crypto.jks_writer import write_jks
from flows.crypto.keystore import open_keystore
from flows.crypto.requests import build_request, placeholder_certificate
from flows.folder.names import PURPOSES

WORLD_PASSWORD = Secret((world("set") / "haslo.txt").read_text().strip())


_LATER = datetime(2026, 12, 1, tzinfo=UTC)
"""A day on which the certificates from the world are valid."""


def _of(path: Path, *passwords: Secret, now: datetime = NOW) -> tuple[Facts, str]:
    facts = examine(path, passwords, now)
    return facts, as_text(facts, now)


@pytest.mark.parametrize(
    ("name", "closed", "opened"),
    [
        ("p12/aes.p12", "(AES)", "(AES)"),
        ("p12/iter600001.p12", "600 000", "600 000"),
        ("p12/nomac.p12", "brak sumy kontrolnej (MAC)", "brak w nim sumy kontrolnej (MAC)"),
        ("p12/emptypw.p12", "Plik nie ma hasła", "Plik nie ma hasła"),
        ("p12/gnutls-pem.p12", "PKCS#12 w PEM", "PKCS#12 w PEM"),
        ("p12/keyonly.p12", "sam klucz, bez certyfikatu", "sam klucz, bez certyfikatu"),
        ("p12/trustonly.p12", "klucza prywatnego w nim nie widać", "bez klucza: same certyfikaty"),
        ("p12/twokeys.p12", "2 klucze prywatne", "2 klucze prywatne"),
        ("jks/rsa1024-tls.jks", "1024 bity", "1024 bity"),
        ("jks/bcfks-tls.jks", "magazyn Bouncy Castle (BCFKS), nieobsługiwany", "Change KeyStore Type"),
        ("jks/bks-tls.jks", "magazyn Bouncy Castle (BKS), nieobsługiwany", "Change KeyStore Type"),
    ],
)
def test_inputs_of_public_reports(name: str, closed: str, opened: str) -> None:
    path = world(name.split("/", maxsplit=1)[0]) / name.split("/", maxsplit=1)[1]
    assert closed in _of(path)[1]
    assert opened in _of(path, WORLD_PASSWORD)[1]


def test_both_certificates_of_two_keys_are_shown() -> None:
    facts, said = _of(world("p12") / "twokeys.p12", WORLD_PASSWORD)
    assert ["OU=TLS" in each.subject for each in facts.issued] == [True, False]
    assert "OU=TLS" in said
    assert "OU=WSS" in said
    assert [each["subject"] for each in as_json(facts)["certificates"]] == [each.subject for each in facts.issued]


def test_certificates_alone_hold_no_key() -> None:
    for passwords in ((), (WORLD_PASSWORD,)):
        facts, said = _of(world("p12") / "trustonly.p12", *passwords, now=_LATER)
        assert "zawiera klucz prywatny" not in said
        assert facts.problem is None
    assert [each.subject for each in facts.issued] == ["CN=CA Testowe P1,O=Urzad Testowy,C=PL"]


@pytest.mark.parametrize("tail", ["jks/trailing-nul-tls.jks", "p12/trailing-nul.p12"])
def test_bytes_after_the_end_are_no_problem(tail: str) -> None:
    facts, _ = _of(world(tail.split("/", maxsplit=1)[0]) / tail.split("/", maxsplit=1)[1], WORLD_PASSWORD, now=_LATER)
    assert (facts.problem, facts.opened) == (None, True)


# --- our own, with real tools


def _word(tmp_path: Path) -> Path:
    path = tmp_path / "word"
    path.write_text(PASSWORD.reveal())
    return path


def _openssl(tmp_path: Path, *arguments: str | Path, certificates: bool = True) -> Path:
    me = identity("tls")
    (tmp_path / "k.pem").write_bytes(me.key_pem)
    (tmp_path / "c.pem").write_bytes(pem(me.certificate))
    given: tuple[str | Path, ...] = (
        "-inkey",
        tmp_path / "k.pem",
        *(("-in", tmp_path / "c.pem") if certificates else ()),
    )
    path = tmp_path / "made.p12"
    tools.run("openssl", "pkcs12", "-export", *given, "-out", path, *arguments)
    return path


def _rounds(tmp_path: Path) -> Path:
    return _openssl(tmp_path, "-passout", f"file:{_word(tmp_path)}", "-iter", "600001")


def _without_mac(tmp_path: Path) -> Path:
    return _openssl(tmp_path, "-passout", f"file:{_word(tmp_path)}", "-nomac")


def _open_key(tmp_path: Path) -> Path:
    return _openssl(tmp_path, "-passout", f"file:{_word(tmp_path)}", "-keypbe", "NONE", "-certpbe", "NONE")


def _without_password(tmp_path: Path) -> Path:
    return _openssl(tmp_path, "-passout", "pass:", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES")


def _key_alone(tmp_path: Path) -> Path:
    path = tmp_path / "klucz.p12"
    sealed = mutators.key_bag(der_of_key(), sealed=False)
    path.write_bytes(mutators.p12_of([sealed]))
    return path


def der_of_key() -> bytes:
    from support.authority import pkcs8

    return pkcs8(identity("tls").key)


def _certificates_alone(tmp_path: Path) -> Path:
    (tmp_path / "ca.pem").write_bytes(pem(*authority().chain))
    path, word = tmp_path / "urzad.p12", _word(tmp_path)
    given = ("-file", tmp_path / "ca.pem", "-alias", "urzad", "-noprompt", "-storetype", "PKCS12")
    tools.run("keytool", "-importcert", "-keystore", path, "-storepass:file", word, *given)
    return path


def _gnutls(tmp_path: Path) -> Path:
    me = identity("tls")
    (tmp_path / "k.pem").write_bytes(me.key_pem)
    (tmp_path / "c.pem").write_bytes(pem(me.certificate))
    given = ("--load-privkey", tmp_path / "k.pem", "--load-certificate", tmp_path / "c.pem", "--p12-name", "tls")
    tools.run("certtool", "--to-p12", *given, "--password", PASSWORD.reveal(), "--outfile", tmp_path / "gnutls.p12")
    return tmp_path / "gnutls.p12"


def _dsa(tmp_path: Path) -> Path:
    path, word = tmp_path / "dsa.p12", _word(tmp_path)
    key = ("-genkeypair", "-alias", "a", "-keyalg", "DSA", "-keysize", "2048", "-dname", "CN=a", "-storetype", "PKCS12")
    tools.run("keytool", *key, "-keystore", path, "-storepass:file", word)
    return path


def _dsa_in_jks(tmp_path: Path) -> Path:
    path, word = tmp_path / "dsa.jks", _word(tmp_path)
    key = ("-genkeypair", "-alias", "a", "-keyalg", "DSA", "-keysize", "2048", "-dname", "CN=a", "-storetype", "JKS")
    tools.run("keytool", *key, "-keystore", path, "-storepass:file", word, "-keypass:file", word)
    return path


def _short_in_jks(tmp_path: Path) -> Path:
    key = rsa.generate_private_key(65537, 1024)
    path = tmp_path / "krotki.jks"
    path.write_bytes(write_jks("a", key, [placeholder_certificate(key, identity("tls").subject, NOW)], PASSWORD))
    return path


def _short_request(tmp_path: Path) -> Path:
    path = tmp_path / "krotki.csr"
    path.write_bytes(build_request(rsa.generate_private_key(65537, 1024), identity("tls").subject))
    return path


def _key_in_pem(tmp_path: Path) -> Path:
    path = tmp_path / "klucz.key"
    path.write_bytes(identity("tls").key_pem)
    return path


def _key_beside_a_certificate(tmp_path: Path) -> Path:
    path = tmp_path / "oba.pem"
    path.write_bytes(pem(identity("tls").certificate) + identity("tls").key_pem)
    return path


def _aes(tmp_path: Path) -> Path:
    path = tmp_path / "tls.p12"
    path.write_bytes(p12("tls", aes=True))
    return path


def _pbmac1(tmp_path: Path) -> Path:
    """Ours with the MAC of RFC 9579: openssl writes it from 3.4 on only."""
    import hashlib

    pfx = der.parse(p12("tls"))
    content = mutators.p12_content(pfx)
    oid = {name: der.wrapped(der.OID, bytes.fromhex(each)) for name, each in _OIDS.items()}
    prf = der.wrapped(der.SEQUENCE, oid["hmac"], b"\x05\0")
    count, size = der.wrapped(der.INTEGER, b"\x08\0"), der.wrapped(der.INTEGER, b"\x20")
    derivation = der.wrapped(der.SEQUENCE, der.wrapped(der.OCTETS, b"solniczka"), count, size, prf)
    scheme = der.wrapped(der.SEQUENCE, der.wrapped(der.SEQUENCE, oid["pbkdf2"], derivation), prf)
    key = hashlib.pbkdf2_hmac("sha256", PASSWORD.reveal().encode(), b"solniczka", 2048, 32)
    digest = der.wrapped(der.OCTETS, hmac.new(key, content, "sha256").digest())
    info = der.wrapped(der.SEQUENCE, der.wrapped(der.SEQUENCE, oid["pbmac1"], scheme), digest)
    mac = der.wrapped(der.SEQUENCE, info, der.wrapped(der.OCTETS, b"NOT USED"), b"\x02\x01\x01")
    path = tmp_path / "pbmac1.p12"
    path.write_bytes(der.wrapped(der.SEQUENCE, pfx.children[0].raw, pfx.children[1].raw, mac))
    return path


_OIDS = {"hmac": "2a864886f70d0209", "pbkdf2": "2a864886f70d01050c", "pbmac1": "2a864886f70d01050e"}


def _placeholder(tmp_path: Path) -> Path:
    path = tmp_path / "tls.pem"
    path.write_bytes(pem(identity("tls").placeholder))
    return path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_rounds, "600 000"),
        (_without_mac, "brak sumy kontrolnej (MAC)"),
        (_open_key, "leży w pliku made.p12 otwarty"),
        (_without_password, "Plik nie ma hasła"),
        (_key_alone, "sam klucz, bez certyfikatu"),
        (_certificates_alone, "bez klucza: same certyfikaty"),
        (_gnutls, "PKCS#12 w PEM"),
        (_dsa, "DSA"),
        (_dsa_in_jks, "DSA"),
        (_short_in_jks, "1024 bity"),
        (_short_request, "1024 bity"),
        (_key_in_pem, "Leży otwarty, bez hasła"),
        (_key_beside_a_certificate, "leży też klucz prywatny, bez hasła"),
        (_aes, "(AES)"),
        (_placeholder, "podpisany własnym kluczem"),
        (_pbmac1, "(PBMAC1)"),
    ],
)
def test_what_matters_is_said(make: Callable[[Path], Path], said: str, tmp_path: Path) -> None:
    path = make(tmp_path)
    assert said in _of(path, PASSWORD)[1]
    if make not in (_certificates_alone, _dsa):
        assert said in _of(path)[1]


def test_a_file_with_pbmac1_is_opened(tmp_path: Path) -> None:
    path = _pbmac1(tmp_path)
    facts, _ = _of(path, PASSWORD)
    assert (facts.opened, facts.problem) == (True, None)
    (entry,) = open_keystore(path.read_bytes(), [PASSWORD], name=path.name)
    assert entry.chain[0] == identity("tls").certificate
    assert _of(path, Secret("inne-haslo-tutaj"))[0].opened is False


def test_an_ordinary_file_has_no_warnings(tmp_path: Path) -> None:
    (tmp_path / "tls.p12").write_bytes(p12("tls"))
    (tmp_path / "tls.jks").write_bytes(identity("tls").jks())
    (tmp_path / "tls.pem").write_bytes(pem(identity("tls").certificate))
    for path in tmp_path.iterdir():
        facts, _ = _of(path, PASSWORD)
        assert (facts.warnings, facts.problem, facts.purpose) == ((), None, "tls")


def test_a_good_folder_is_good(tmp_path: Path) -> None:
    folder, home = tmp_path / "Certyfikaty P1", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    do(CSR, csr_answers(folder))
    for purpose in PURPOSES:
        for path in folder.glob(f"{purpose}-*"):
            path.unlink()
        (folder / f"{purpose}-20261120-101112.jks").write_bytes(identity(purpose).jks())
        (folder / f"{purpose}-20261120-101112.csr").write_bytes(identity(purpose).csr_pem)
        (folder / f"{purpose}.pem").write_bytes(pem(identity(purpose).certificate))
    do(P12, p12_answers(folder))
    (folder / "Cofniete-20261120-101112").mkdir()
    (folder / "komputery.jsonl").write_text("")
    (folder / "terminy-20261122-120000.ics").write_text("BEGIN:VCALENDAR")
    shutil.copyfile(Path(__file__).parents[1] / "letters" / "grant-alternative.eml", folder / "wiadomosc.eml")
    names = sorted(folder.iterdir())
    assert [examine(path, (), NOW).problem for path in names] == [None] * len(names)
    done = Home(home).run("sprawdz", *names, "--dzis", f"{NOW + timedelta(1):%Y-%m-%d}")
    assert (done.status, done.err) == (0, "")
    assert "dziennik asystenta" in done.out
    assert "plik blokady" in done.out
