"""Step 4 for real: what belongs together is found by key whatever the files are called, and the rest is refused."""

import base64
import datetime as dt
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import tools
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from support.authority import NOW, PASSWORD, POLISH_PASSWORD, Identity, authority, der, identity, pem
from support.child import run_script
from support.hostile import with_mac_rounds
from support.refusal import folder_listing, refused
from support.running import CSR, HERE, OWN, P12, csr_answers, do, do_plan, files, p12_answers

from flows.base.errors import Cancelled, FlowError
from flows.base.secret import Secret
from flows.crypto.jks_writer import write_jks
from flows.crypto.keystore import open_keystore
from flows.crypto.p12_layout import describe_encryption
from flows.crypto.pkcs12 import write_p12
from flows.crypto.private_keys import Entry
from flows.crypto.requests import read_request
from flows.engine import runner
from flows.engine.journal import Journal, unfinished
from flows.engine.plan import Plan
from flows.folder.names import PURPOSES, Purpose
from flows.p12 import build_pkcs12
from flows.practice.practice_authority import PracticeAuthority

STAMP = "20261120-101112"
OLD = Secret("haslo sprzed dwoch lat")
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as it should be before step 4."""
    return filled(tmp_path / "Certyfikaty P1 żółw")


def filled(folder: Path, *, number: int = 0, stamp: str = STAMP, password: Secret = PASSWORD) -> Path:
    folder.mkdir(exist_ok=True)
    for purpose in PURPOSES:
        me = identity(purpose, number)
        (folder / f"{purpose}-{stamp}.jks").write_bytes(me.jks(password))
        (folder / f"{purpose}-{stamp}.csr").write_bytes(me.csr_pem)
        (folder / f"{purpose}_pobrany-{number}.pem").write_bytes(pem(me.certificate))
    return folder


def issued(me: Identity, *, start: dt.datetime = NOW, days: int = 730) -> x509.Certificate:
    request = read_request(me.csr_pem)
    assert request is not None
    return authority().issue(request, me.purpose, start, days)


def plan(folder: Path, **changed: object) -> Plan:
    return runner.prepare(P12, p12_answers(folder, **changed), HERE)


def opened(path: Path, password: Secret = PASSWORD) -> Entry:
    (entry,) = open_keystore(path.read_bytes(), [password], name=path.name)
    return entry


def made_of(folder: Path, purpose: Purpose, number: int = 0) -> Path:
    """The one .p12 in the folder that holds this identity's key and certificate."""
    me = identity(purpose, number)
    fitting = [path for path in folder.glob("*.p12") if opened(path).chain[0] == me.certificate]
    assert len(fitting) == 1, folder_listing(folder)
    assert opened(fitting[0]).key.private_numbers() == me.key.private_numbers()
    return fitting[0]


def test_two_files_that_hold_what_they_should(folder: Path) -> None:
    before = files(folder)
    result = do(P12, p12_answers(folder))
    after = files(folder)
    assert before.items() <= after.items()
    assert sorted(after.keys() - before.keys()) == [f"tls-{STAMP}.p12", f"wss-{STAMP}.p12"]
    assert [path.name for path in result.files] == [f"tls-{STAMP}.p12", f"wss-{STAMP}.p12"]
    for purpose in PURPOSES:
        path = made_of(folder, purpose)
        assert path.name == f"{purpose}-{STAMP}.p12"
        assert after[path.name][0] == 0o600
        assert opened(path).alias == f"P1 {purpose.upper()} 2026"
        assert describe_encryption(path.read_bytes()) == "3des"
    assert any("22.11.2028" in line or "21.11.2028" in line for line in result.lines)
    assert unfinished(Journal(folder, HERE).entries()) == ()


def test_openssl_and_keytool_open_them(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "haslo"
    secret.write_text(PASSWORD.reveal())
    do(P12, p12_answers(folder))
    for purpose in PURPOSES:
        path = folder / f"{purpose}-{STAMP}.p12"
        shown = tools.run("openssl", "pkcs12", "-in", path, "-passin", f"file:{secret}", "-nodes", "-legacy")
        assert "BEGIN PRIVATE KEY" in shown
        assert f"friendlyName: P1 {purpose.upper()} 2026" in shown
        shown = tools.run("keytool", "-list", "-keystore", path, "-storepass:file", secret)
        assert "PrivateKeyEntry" in shown


def test_a_plan_names_what_goes_where_and_changes_nothing(folder: Path) -> None:
    before = folder_listing(folder)
    found = plan(folder)
    assert folder_listing(folder) == before
    assert [path.name for path in found.writes] == [f"tls-{STAMP}.p12", f"wss-{STAMP}.p12"]
    text = "\n".join(found.lines)
    for purpose in PURPOSES:
        assert f"klucz z {purpose}-{STAMP}.jks, certyfikat z {purpose}_pobrany-0.pem" in text
    assert PASSWORD.reveal() not in str(found)


def test_what_is_there_already_is_found_and_not_made_twice(folder: Path) -> None:
    do(P12, p12_answers(folder))
    (folder / f"tls-{STAMP}.p12").rename(folder / "gotowy.pfx")
    before, journal = files(folder), (folder / OWN[0]).read_bytes()
    again = plan(folder)
    assert again.nothing_to_do
    result = do_plan(P12, again, p12_answers(folder))
    assert {path.name for path in result.files} == {"gotowy.pfx", f"wss-{STAMP}.p12"}
    assert files(folder) == before
    assert (folder / OWN[0]).read_bytes() == journal
    (folder / "gotowy.pfx").unlink()
    assert [path.name for path in plan(folder).writes] == [f"tls-{STAMP}.p12"]


def test_one_that_has_another_password_is_left_and_another_made_beside_it(folder: Path) -> None:
    me = identity("tls")
    theirs = write_p12("x", me.key, me.certificate, (), OLD, aes=True)
    (folder / f"tls-{STAMP}.p12").write_bytes(theirs)
    do(P12, p12_answers(folder))
    assert (folder / f"tls-{STAMP}.p12").read_bytes() == theirs
    assert opened(folder / f"tls-{NOW:%Y%m%d-%H%M%S}.p12").chain[0] == me.certificate


def test_aes_for_new_systems(folder: Path) -> None:
    do(P12, p12_answers(folder, szyfrowanie="aes"))
    for path in folder.glob("*.p12"):
        assert describe_encryption(path.read_bytes()) == "aes"
        assert opened(path).key


# --- names and wrappings do not matter -----------------------------------------------------------------------


def test_files_are_known_by_content_not_by_name(folder: Path) -> None:
    names = {
        f"tls-{STAMP}.jks": "klucz1.dat",
        f"wss-{STAMP}.jks": "WSS.JKS.kopia",
        "tls_pobrany-0.pem": "a.txt",
        "wss_pobrany-0.pem": "b",
    }
    for old, new in names.items():
        (folder / old).rename(folder / new)
    do(P12, p12_answers(folder))
    assert made_of(folder, "tls").name == f"tls-{NOW:%Y%m%d-%H%M%S}.p12"
    assert made_of(folder, "wss")


def _bundle(certificates: list[x509.Certificate], encoding: Encoding) -> bytes:
    return pkcs7.serialize_certificates(certificates, encoding)


_WRAPPINGS: dict[str, Callable[[list[x509.Certificate]], bytes]] = {
    "leaf first": lambda chain: pem(*chain),
    "leaf last": lambda chain: pem(*reversed(chain)),
    "pkcs7 der": lambda chain: _bundle(chain, Encoding.DER),
    "pkcs7 pem": lambda chain: _bundle(chain, Encoding.PEM),
    "utf-16": lambda chain: pem(*chain).decode().encode("utf-16"),
}


@pytest.mark.parametrize("wrapping", _WRAPPINGS)
def test_a_chain_beside_the_certificate_goes_into_the_file(folder: Path, wrapping: str) -> None:
    for purpose in PURPOSES:
        chain = [identity(purpose).certificate, *authority().chain]
        (folder / f"{purpose}_pobrany-0.pem").write_bytes(_WRAPPINGS[wrapping](chain))
    do(P12, p12_answers(folder))
    for purpose in PURPOSES:
        assert opened(made_of(folder, purpose)).chain == (identity(purpose).certificate, *authority().chain)


@pytest.mark.parametrize("form", ["der", "base64", "crlf", "bom"])
def test_a_certificate_in_another_form(folder: Path, form: str) -> None:
    certificate = identity("tls").certificate
    forms = {
        "der": der(certificate),
        "base64": base64.encodebytes(der(certificate)),
        "crlf": pem(certificate).replace(b"\n", b"\r\n"),
        "bom": b"\xef\xbb\xbf" + pem(certificate),
    }
    (folder / "tls_pobrany-0.pem").write_bytes(forms[form])
    do(P12, p12_answers(folder))
    assert made_of(folder, "tls")


def test_both_certificates_in_one_file(folder: Path) -> None:
    (folder / "tls_pobrany-0.pem").unlink()
    (folder / "wss_pobrany-0.pem").write_bytes(pem(*(identity(purpose).certificate for purpose in PURPOSES)))
    do(P12, p12_answers(folder))
    assert made_of(folder, "tls")
    assert made_of(folder, "wss")


def test_names_the_wrong_way_round_are_told_and_the_keys_decide(folder: Path) -> None:
    first, second = folder / "tls_pobrany-0.pem", folder / "wss_pobrany-0.pem"
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    lines = "\n".join(plan(folder).lines)
    assert "tls_pobrany-0.pem ma w nazwie TLS, ale pasuje do klucza WSS" in lines
    assert "we wniosku mogły zostać zamienione pola" in lines
    do(P12, p12_answers(folder))
    assert made_of(folder, "tls").name.startswith("tls-")
    assert made_of(folder, "wss").name.startswith("wss-")


# --- keystores of others -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def keytool_set(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Made by keytool 17 as its users would: a PKCS#12 called .jks, and a JKS whose key has a password of its own."""
    folder = tmp_path_factory.mktemp("keytool")
    secret, key_secret = folder / "haslo", folder / "haslo klucza"
    secret.write_text(PASSWORD.reveal())
    key_secret.write_text(OLD.reveal())
    shared = ("-storepass:file", secret)
    for purpose, more in (
        ("tls", ("-storetype", "PKCS12")),
        ("wss", ("-storetype", "JKS", "-keypass:file", key_secret)),
    ):
        store = ("-keystore", folder / f"{purpose}.jks", "-alias", purpose, *shared)
        tools.run("keytool", "-genkeypair", "-keyalg", "RSA", "-dname", "CN=apteka", *store, *more)
        given = ("-keypass:file", key_secret) if purpose == "wss" else ()
        tools.run("keytool", "-certreq", "-file", folder / f"{purpose}.csr", *store, *given)
        request = read_request((folder / f"{purpose}.csr").read_bytes())
        assert request is not None
        (folder / f"{purpose}.pem").write_bytes(pem(authority().issue(request, purpose, NOW)))  # type: ignore[arg-type]
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith("haslo")}


def test_keytools_keystores_and_a_second_password(tmp_path: Path, keytool_set: dict[str, bytes]) -> None:
    for name, data in keytool_set.items():
        (tmp_path / name).write_bytes(data)
    assert keytool_set["tls.jks"][:1] == b"\x30"
    with refused("key-password-needed", ask="haslo_klucza") as problems:
        do(P12, p12_answers(tmp_path))
    assert "wss.jks" in problems[0].what
    with refused("key-password-needed", ask="haslo_klucza"):
        do(P12, p12_answers(tmp_path, haslo_klucza=Secret("i to nie to")))
    do(P12, p12_answers(tmp_path, haslo_klucza=OLD))
    found = sorted(tmp_path.glob("*.p12"))
    assert [path.name[:4] for path in found] == ["tls-", "wss-"]
    for path in found:  # protected by the first password, not by the key's own
        assert opened(path).chain[0] == x509.load_pem_x509_certificate(keytool_set[f"{path.name[:3]}.pem"])


def test_a_pkcs12_called_jks_with_the_certificate_in_it_is_still_no_result(folder: Path) -> None:
    me = identity("tls")
    (folder / f"tls-{STAMP}.jks").write_bytes(write_p12("tls", me.key, me.certificate, (), PASSWORD, aes=True))
    assert f"tls-{STAMP}.p12" in {path.name for path in plan(folder).writes}


def test_a_polish_keystore_password_asks_for_one_that_java_can_type(tmp_path: Path) -> None:
    folder = filled(tmp_path / "d", password=POLISH_PASSWORD)
    with refused("p12-password-not-ascii", ask="haslo_p12"):
        plan(folder, haslo=POLISH_PASSWORD)
    answers = p12_answers(folder, haslo=POLISH_PASSWORD, haslo_p12=PASSWORD)
    do(P12, answers)
    assert made_of(folder, "tls")
    assert runner.prepare(P12, answers, HERE).nothing_to_do


# --- older renewals in the same folder -----------------------------------------------------------------------


def _older(folder: Path, *, password: Secret, days: int) -> None:
    """The set of two years ago with its certificates; ``days`` it was valid for."""
    for purpose in PURPOSES:
        me = identity(purpose, 7)
        (folder / f"{purpose}-20241120-080000.jks").write_bytes(me.jks(password))
        certificate = issued(me, start=NOW - timedelta(days=700), days=days)
        (folder / f"{purpose}-2024.pem").write_bytes(pem(certificate))
        finished = write_p12("P1", me.key, certificate, (), password, aes=False)
        (folder / f"{purpose}-20241120-080000.p12").write_bytes(finished)


@pytest.mark.parametrize("days", [600, 730], ids=["expired", "still valid"])
@pytest.mark.parametrize("password", [PASSWORD, OLD], ids=["same password", "other password"])
def test_an_older_set_does_not_matter(folder: Path, password: Secret, days: int) -> None:
    _older(folder, password=password, days=days)
    before = files(folder)
    do(P12, p12_answers(folder))
    assert before.items() <= files(folder).items()
    assert sorted(files(folder).keys() - before.keys()) == [f"tls-{STAMP}.p12", f"wss-{STAMP}.p12"]
    assert opened(folder / f"tls-{STAMP}.p12").chain[0] == identity("tls").certificate


def test_an_older_set_in_keytools_new_format_does_not_matter(folder: Path) -> None:
    """PKCS#12 called .jks shows no key without its password, and its alias does not say what it is for."""
    for purpose in PURPOSES:
        me = identity(purpose, 7)
        certificate = issued(me, start=NOW - timedelta(days=700))
        (folder / f"{purpose[0]}-2024.jks").write_bytes(write_p12("klucz", me.key, certificate, (), OLD, aes=True))
        (folder / f"{purpose[0]}-2024.pem").write_bytes(pem(certificate))
    do(P12, p12_answers(folder))
    assert made_of(folder, "tls")
    assert made_of(folder, "wss")


@pytest.mark.parametrize("password", [PASSWORD, OLD], ids=["same password", "other password"])
def test_an_older_pair_never_stands_in_for_a_newer_one_without_its_key(folder: Path, password: Secret) -> None:
    """The old certificates are still valid, and the new keystore is on another computer."""
    _older(folder, password=password, days=730)
    for purpose in PURPOSES:
        (folder / f"{purpose}-{STAMP}.jks").unlink()
    with refused("key-mismatch") as problems:
        plan(folder, haslo=password)
    assert f"-{STAMP}.csr" in problems[0].what
    (folder / f"tls-{STAMP}.jks").write_bytes(identity("tls").jks())
    with refused("key-mismatch") as problems:
        plan(folder)
    assert "wss_pobrany-0.pem" in problems[0].what


def test_the_old_password_does_not_pack_the_old_pair(folder: Path) -> None:
    _older(folder, password=OLD, days=730)
    with refused("wrong-password", ask="haslo") as problems:
        plan(folder, haslo=OLD)
    assert STAMP in problems[0].what


def _bank_certificate(folder: Path) -> None:
    bank = PracticeAuthority.create(NOW)
    foreign = replace(bank, intermediate=bank.root)  # another issuer's name
    request = read_request(identity("tls", 3).csr_pem)
    assert request is not None
    (folder / "bank.cer").write_bytes(pem(foreign.issue(request, "tls", NOW + timedelta(seconds=9))))
    (folder / "urzad.cer").write_bytes(pem(*authority().chain))


def test_certificates_of_other_authorities_are_none_of_our_business(folder: Path) -> None:
    _bank_certificate(folder)
    with refused("wrong-password", ask="haslo"):
        plan(folder, haslo=OLD)
    do(P12, p12_answers(folder))
    assert made_of(folder, "tls")
    (folder / "wss_pobrany-0.pem").write_bytes(pem(identity("wss", 1).certificate))
    with refused("key-mismatch") as problems:
        plan(folder)
    assert "wss_pobrany-0.pem" in problems[0].what


# --- what is wrong is said -----------------------------------------------------------------------------------


def test_a_wrong_password(folder: Path) -> None:
    before = folder_listing(folder)
    with refused("wrong-password", ask="haslo") as problems:
        plan(folder, haslo=OLD)
    assert f"tls-{STAMP}.jks" in problems[0].what
    assert folder_listing(folder) == before


def test_a_certificate_of_another_request_names_the_request_that_it_fits(folder: Path) -> None:
    (folder / "tls_pobrany-0.pem").write_bytes(pem(identity("tls", 1).certificate))
    with refused("key-mismatch") as problems:
        plan(folder)
    assert "tls_pobrany-0.pem" in problems[0].what
    assert "do żadnego pliku .csr" in problems[0].what
    (folder / "pierwszy wniosek.csr").write_bytes(identity("tls", 1).csr_pem)
    with refused("key-mismatch") as problems:
        plan(folder)
    assert "pierwszy wniosek.csr" in problems[0].what


def test_the_same_certificate_twice(folder: Path) -> None:
    (folder / "wss_pobrany-0.pem").write_bytes(pem(identity("tls").certificate))
    with refused("certificate-duplicate") as problems:
        plan(folder)
    assert "tls_pobrany-0.pem i wss_pobrany-0.pem" in problems[0].what
    assert "brakuje WSS" in problems[0].what


def test_one_certificate_is_missing(folder: Path) -> None:
    (folder / "wss_pobrany-0.pem").unlink()
    with refused("certificate-missing") as problems:
        plan(folder)
    assert "brakuje certyfikatu WSS" in problems[0].what


def test_no_certificate_at_all(folder: Path) -> None:
    for path in folder.glob("*.pem"):
        path.unlink()
    with refused("no-certificate"):
        plan(folder)


@pytest.mark.parametrize(
    ("start", "days", "code", "word"),
    [
        (NOW - timedelta(days=731), 730, "certificate-expired", "stracił ważność 21.11.2026"),
        (NOW + timedelta(hours=30), 730, "certificate-not-yet-valid", "dopiero od 2"),
    ],
)
def test_dates(folder: Path, start: dt.datetime, days: int, code: str, word: str) -> None:
    (folder / "wss_pobrany-0.pem").write_bytes(pem(issued(identity("wss"), start=start, days=days)))
    with refused(code) as problems:
        plan(folder)
    assert word in problems[0].what
    assert "wss_pobrany-0.pem" in problems[0].what
    assert "WSS" in problems[0].what


def test_a_renewed_certificate_of_the_same_key_is_preferred(folder: Path) -> None:
    (folder / "wss_stary.pem").write_bytes(pem(issued(identity("wss"), start=NOW - timedelta(days=731))))
    do(P12, p12_answers(folder))
    assert made_of(folder, "wss")


_NOT_CERTIFICATES: dict[str, tuple[bytes, str]] = {
    "a request": (identity("wss").csr_pem, "no-certificate"),
    "a key": (identity("wss").key_pem, "private-key-file"),
    "a page": ("<!DOCTYPE html><html><body>Odnośnik wygasł</body></html>".encode(), "html-file"),
    "nothing": (b"", "file-empty"),
    "half a certificate": (pem(identity("wss").certificate)[:700], "certificate-damaged"),
    "something": (b"\x01\x02\x03" * 50, "unknown-file"),
    "50 MB": (b"", "file-too-large"),
}


@pytest.mark.parametrize("what", _NOT_CERTIFICATES)
@pytest.mark.parametrize("other_there", [True, False], ids=["tls there", "tls missing"])
def test_what_was_saved_in_a_certificates_place_is_named(folder: Path, what: str, *, other_there: bool) -> None:
    data, code = _NOT_CERTIFICATES[what]
    target = folder / "wss_pobrany-0.pem"
    target.write_bytes(data)
    if what == "50 MB":
        with target.open("r+b") as file:
            file.truncate(50 * 1_048_576)
    if not other_there:
        (folder / "tls_pobrany-0.pem").unlink()
    with refused(code) as problems:
        plan(folder)
    assert "wss_pobrany-0.pem" in problems[0].what


def test_keystores_that_cannot_be_used(folder: Path) -> None:
    target = folder / f"wss-{STAMP}.jks"
    whole = target.read_bytes()
    for data, code in (
        (whole[:-30], "keystore-damaged"),
        (whole[:100], "keystore-damaged"),
    ):
        target.write_bytes(data)
        with refused(code) as problems:
            plan(folder)
        assert target.name in problems[0].what


def test_a_p12_of_a_thousand_million_rounds_is_refused_at_once(folder: Path) -> None:
    me = identity("wss")
    hostile = with_mac_rounds(write_p12("wss", me.key, me.placeholder, (), PASSWORD, aes=False), 2**31 - 1)
    (folder / f"wss-{STAMP}.jks").write_bytes(hostile)
    with refused("p12-hostile"):
        plan(folder)
    (folder / f"wss-{STAMP}.jks").write_bytes(me.jks())
    (folder / "zly.p12").write_bytes(hostile)  # as a finished file it is not needed, and does not get in the way
    do(P12, p12_answers(folder))
    (folder / "zly.p12").unlink()
    assert made_of(folder, "wss")


def test_keystores_that_cannot_be_read_are_not_called_missing(folder: Path) -> None:
    for path in filled(folder).glob("*.jks"):
        path.write_bytes(b"")
    with refused("file-empty") as problems:
        plan(folder)
    assert ".jks" in problems[0].what


@pytest.mark.parametrize("which", ["both gone", "both jceks"])
def test_no_keystore(folder: Path, which: str) -> None:
    for path in folder.glob("*.jks"):
        if which == "both gone":
            path.unlink()
        else:
            path.write_bytes(b"\xce\xce\xce\xce\0\0\0\x02\0\0\0\x01" + b"x" * 200)
    with refused(
        "no-keystore" if which == "both gone" else "keystore-unsupported",
        ask=None if which != "both gone" else "folder",
    ):
        plan(folder)


def test_nobody_knows_what_the_keystore_is_for(folder: Path) -> None:
    for purpose in PURPOSES:
        me = identity(purpose)
        (folder / f"{purpose}-{STAMP}.jks").unlink()
        (folder / f"{purpose}-{STAMP}.csr").unlink()
        (folder / f"{purpose[0]}.jks").write_bytes(write_jks("klucz", me.key, (me.placeholder,), PASSWORD))
        (folder / f"{purpose}_pobrany-0.pem").rename(folder / f"{purpose[0]}.pem")
    with refused("purpose-unknown"):
        plan(folder)
    (folder / "tls.csr").write_bytes(identity("tls").csr_pem)
    (folder / "wss.csr").write_bytes(identity("wss").csr_pem)
    do(P12, p12_answers(folder))
    assert made_of(folder, "tls").name.startswith("tls-")


def test_no_folder(tmp_path: Path) -> None:
    with refused("folder-missing", ask="folder"):
        plan(tmp_path / "nie ma")
    assert folder_listing(tmp_path) == []


# --- interruptions and changes meanwhile -------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("raised", [KeyboardInterrupt, OSError])
def test_an_interrupted_run_is_completed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, raised: type[BaseException]
) -> None:
    honest, calls = build_pkcs12.write_new, []

    def failing(path: Path, data: bytes) -> None:
        calls.append(path)
        if len(calls) == number:
            raise raised
        honest(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(build_pkcs12, "write_new", failing)
        with pytest.raises(Cancelled if raised is KeyboardInterrupt else OSError):
            do(P12, p12_answers(folder))
    before = files(folder)
    again = plan(folder)
    assert bool(again.resumes) == (number > 1)
    result = do_plan(P12, again, p12_answers(folder))
    assert [path.name for path in result.files] == [f"tls-{STAMP}.p12", f"wss-{STAMP}.p12"]
    assert before.items() <= files(folder).items()
    entries = Journal(folder, HERE).entries()
    assert unfinished(entries) == ()
    assert entries[-1]["files"].keys() == {f"tls-{STAMP}.p12", f"wss-{STAMP}.p12"}


def _interrupted_after_one(folder: Path, monkeypatch: pytest.MonkeyPatch, **changed: object) -> None:
    honest = build_pkcs12.write_new

    def once(path: Path, data: bytes) -> None:
        if path.name.startswith("wss"):
            raise KeyboardInterrupt
        honest(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(build_pkcs12, "write_new", once)
        with pytest.raises(Cancelled):
            do(P12, p12_answers(folder, **changed))
    assert (folder / f"tls-{STAMP}.p12").exists()


def test_new_certificates_after_an_interruption_do_not_block(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _interrupted_after_one(folder, monkeypatch)
    newer = issued(identity("tls"), start=NOW - timedelta(seconds=0), days=731)
    (folder / "tls_pobrany-0.pem").write_bytes(pem(newer))
    before = files(folder)
    do(P12, p12_answers(folder))
    assert before.items() <= files(folder).items()
    assert {opened(path).chain[0] for path in folder.glob("tls*.p12")} == {identity("tls").certificate, newer}
    assert plan(folder).nothing_to_do
    assert unfinished(Journal(folder, HERE).entries()) == ()


def test_another_p12_password_after_an_interruption_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled(tmp_path / "d", password=POLISH_PASSWORD)
    _interrupted_after_one(folder, monkeypatch, haslo=POLISH_PASSWORD, haslo_p12=OLD)
    do(P12, p12_answers(folder, haslo=POLISH_PASSWORD, haslo_p12=PASSWORD))
    assert opened(folder / f"tls-{STAMP}.p12", OLD)
    assert {path.name[:3] for path in folder.glob("*.p12") if path.name != f"tls-{STAMP}.p12"} == {"tls", "wss"}
    assert made_of_any(folder, PASSWORD) == {"tls", "wss"}


def made_of_any(folder: Path, password: Secret) -> set[str]:
    """Purposes whose file opens with this password."""
    fitting = set()
    for path in folder.glob("*.p12"):
        try:
            opened(path, password)
        except FlowError:
            continue
        fitting.add(path.name[:3])
    return fitting


def test_certificates_changed_after_the_plan_was_shown(folder: Path) -> None:
    shown = plan(folder)
    (folder / "wss_pobrany-0.pem").write_bytes(pem(issued(identity("wss"), days=100)))
    before = files(folder)
    with refused("folder-changed"):
        do_plan(P12, shown, p12_answers(folder))
    assert files(folder) == before


def test_verification_notices_a_file_exchanged_behind_its_back(folder: Path) -> None:
    shown = plan(folder)
    do_plan(P12, shown, p12_answers(folder))
    me = identity("tls", 1)
    (folder / f"tls-{STAMP}.p12").write_bytes(write_p12("P1", me.key, me.certificate, (), PASSWORD, aes=False))
    with refused("not-verified"):
        P12.verify(shown, p12_answers(folder), HERE)


def test_a_journal_edited_by_hand_leads_nowhere(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.p12").write_bytes(b"not ours")
    (folder / "umowa.docx").write_bytes(b"not ours either")
    data = plan(folder).to_json()
    data["writes"] = ["../secret.p12", "umowa.docx", "..", "/etc/passwd"]
    data["details"] = {"parts": {"tls": {"output": "../secret.p12", "sha256": 1}}, "encryption": 7}
    entry = {"time": "x", "event": "started", "id": "1", "operation": P12.name, "plan": data}
    Journal(folder, HERE).path.write_text(json.dumps(entry) + "\n")
    do(P12, p12_answers(folder))
    verified = Journal(folder, HERE).entries()[-1]
    assert verified["files"].keys() == {f"tls-{STAMP}.p12", f"wss-{STAMP}.p12"}
    assert (tmp_path / "secret.p12").read_bytes() == b"not ours"


def test_from_nothing_to_two_files_with_our_own_requests(tmp_path: Path) -> None:
    """Steps 1 and 4 together, with an authority in between, as one would use them."""
    do(CSR, csr_answers(tmp_path))
    for path in tmp_path.glob("*.csr"):
        request = read_request(path.read_bytes())
        assert request is not None
        purpose: Purpose = "tls" if path.name.startswith("tls") else "wss"
        (tmp_path / f"cert{path.name[0]}.crt").write_bytes(pem(authority().issue(request, purpose, NOW)))
    result = do(P12, p12_answers(tmp_path))
    stamp = f"{NOW:%Y%m%d-%H%M%S}"
    assert [path.name for path in result.files] == [f"tls-{stamp}.p12", f"wss-{stamp}.p12"]


@pytest.mark.skipif(os.name == "nt", reason="kills by POSIX signals")
def test_killed_in_the_middle(folder: Path) -> None:
    code = (
        "import os, signal, sys\nfrom pathlib import Path\n"
        "from support.running import P12, do, p12_answers\nlink = os.link\n"
        "def killing(*a):\n    link(*a)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "os.link = killing\ndo(P12, p12_answers(Path(sys.argv[1])))\n"
    )
    run_script(code, folder)
    assert (folder / f"tls-{STAMP}.p12").exists()
    assert not (folder / f"wss-{STAMP}.p12").exists()
    first = (folder / f"tls-{STAMP}.p12").read_bytes()
    do(P12, p12_answers(folder))
    assert (folder / f"tls-{STAMP}.p12").read_bytes() == first
    assert not list(folder.glob(".asystent*"))
