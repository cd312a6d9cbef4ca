"""Folders of public reports: keys and certificates are there, and nobody is told to begin anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import tools
from cryptography.hazmat.primitives.asymmetric import rsa
from support.archives import zipped
from support.authority import NOW, PASSWORD, authority, by_another_office, der, identity, lay_out, pem
from support.refusal import refused
from support.running import HERE, P12, at, do, p12_answers
from support.world import world

from assistant.reports.status import next_step, urgent
from flows.base import files as file_operations
from flows.base.secret import Secret
from flows.crypto.jks_writer import write_jks
from flows.crypto.keystore import open_keystore
from flows.crypto.requests import build_request, placeholder_certificate, read_request
from flows.engine import runner
from flows.engine.plan import Plan
from flows.folder.current_set import current_set
from flows.folder.names import PURPOSES
from flows.folder.ready_p12 import ready_files
from flows.folder.recognise import scan_folder
from flows.folder.recorded import left_alone
from flows.mail.collect_downloads import CollectDownloads
from flows.survey import survey

STAMP = "20261120-101112"
_ANEW = ("od kroku 1", "od nowa", "jeszcze raz z linku")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """After step 1: keystores and requests."""
    return lay_out(tmp_path / "Certyfikaty P1", stamp=STAMP)


@pytest.fixture
def answered(folder: Path) -> Path:
    """After step 3 as well."""
    for purpose in PURPOSES:
        (folder / f"{purpose}.pem").write_bytes(pem(identity(purpose).certificate))
    return folder


def _plan(folder: Path) -> Plan:
    return runner.prepare(P12, p12_answers(folder), HERE)


def _step(folder: Path, number: int) -> tuple[str, str]:
    step = survey(folder, HERE).steps[number - 1]
    return step.state, step.evidence


def _never_anew(folder: Path) -> None:
    seen = survey(folder, HERE)
    said = " ".join([next_step(seen, NOW.date()), *urgent(seen, NOW.date()), *(step.evidence for step in seen.steps)])
    assert not any(each in said for each in _ANEW), said
    assert seen.offer != "csr"


# --- keystores


@pytest.mark.parametrize("tail", [bytes(500), b"\0", b"\r\n", b"\x1a", b"--granica--\r\n"])
def test_bytes_after_a_keystore(answered: Path, tail: bytes) -> None:
    for path in answered.glob("*.jks"):
        path.write_bytes(path.read_bytes() + tail)
    assert _step(answered, 1)[0] == "done"
    _never_anew(answered)
    do(P12, p12_answers(answered))
    for path in answered.glob("*.p12"):
        path.write_bytes(path.read_bytes() + tail)
    assert [each.purpose for each in ready_files(answered, PASSWORD, NOW)] == ["tls", "wss"]


def _damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-300])


def _as_bks(path: Path) -> None:
    shutil.copyfile(world("jks") / "bks-tls.jks", path)


def _as_bcfks(path: Path) -> None:
    shutil.copyfile(world("jks") / "bcfks-tls.jks", path)


def _as_uber(path: Path) -> None:
    path.write_bytes(b"\0\0\0\1\0\0\0\x14" + bytes(20) + b"\0\0\x04\0" + os.urandom(900))


def _as_jceks(path: Path) -> None:
    word = path.parent.parent / "word"
    word.write_text(PASSWORD.reveal())
    made = path.parent.parent / "made.jceks"
    given = ("-srckeystore", path, "-srcstorepass:file", word, "-destkeystore", made, "-deststorepass:file", word)
    tools.run("keytool", "-importkeystore", *given, "-deststoretype", "JCEKS", "-noprompt")
    path.write_bytes(made.read_bytes())


@pytest.mark.parametrize("change", [_damaged, _as_bks, _as_bcfks, _as_uber, _as_jceks])
def test_a_keystore_that_does_not_open_is_told_with_the_way_out(answered: Path, change: Callable[[Path], None]) -> None:
    path = answered / f"tls-{STAMP}.jks"
    change(path)
    state, evidence = _step(answered, 1)
    assert state == "doubt"
    assert "jest, ale" in evidence
    _never_anew(answered)
    assert path.name in next_step(survey(answered, HERE), NOW.date())
    with refused("keystore-damaged" if change is _damaged else "keystore-unsupported") as problems:
        _plan(answered)
    assert path.name in problems[0].what
    assert "kopii" in problems[0].next if change is _damaged else "Change KeyStore Type" in problems[0].next


def test_the_reply_was_imported_by_keytool(folder: Path, tmp_path: Path) -> None:
    """The .pem files are gone; keytool put them into the keystores."""
    word = tmp_path / "word"
    word.write_text(PASSWORD.reveal())
    for purpose in PURPOSES:
        (tmp_path / "reply.pem").write_bytes(pem(identity(purpose).certificate, *authority().chain))
        store = ("-keystore", folder / f"{purpose}-{STAMP}.jks", "-storepass:file", word, "-noprompt")
        tools.run("keytool", "-importcert", "-alias", purpose, "-file", tmp_path / "reply.pem", *store)
    assert {pair.certificate for pair in current_set(scan_folder(folder)).values()} == {
        identity(purpose).certificate for purpose in PURPOSES
    }
    assert _step(folder, 3)[0] == "done"
    do(P12, p12_answers(folder))
    for each in ready_files(folder, PASSWORD, NOW):
        assert each.certificate == identity(each.purpose).certificate


def test_the_reply_was_imported_into_keystores_that_are_pkcs12(folder: Path, tmp_path: Path) -> None:
    """As Java 9 and later make them under the name .jks."""
    word = tmp_path / "word"
    word.write_text(PASSWORD.reveal())
    for purpose in PURPOSES:
        path = folder / f"{purpose}-{STAMP}.jks"
        me = identity(purpose)
        (tmp_path / "old.jks").write_bytes(write_jks(purpose, me.key, [me.certificate], PASSWORD))
        path.unlink()
        given = ("-srckeystore", tmp_path / "old.jks", "-srcstorepass:file", word, "-destkeystore", path)
        kind = ("-deststorepass:file", word, "-deststoretype", "PKCS12", "-noprompt")
        tools.run("keytool", "-importkeystore", *given, *kind)
    do(P12, p12_answers(folder))
    for each in ready_files(folder, PASSWORD, NOW):
        assert each.certificate == identity(each.purpose).certificate
    with refused("wrong-password", ask="haslo"):
        runner.prepare(P12, p12_answers(folder, haslo=Secret("calkiem-inne-haslo")), HERE)


# --- strangers


_STRANGERS = {
    "KOWAL_NMVS.pfx": (world("stray") / "KOWAL_NMVS.pfx").read_bytes(),
    "nowy.p12": b"",
    "KSeF.p12": b"<!DOCTYPE html><html><body>Zaloguj</body></html>",
    "bank.pfx": b"\x30\x82\x10\x00\x02\x01\x03",
    "wss_stary.p12": (world("p12") / "aes.p12").read_bytes(),
}


@pytest.mark.parametrize("name", _STRANGERS)
def test_the_two_that_step_4_recorded_are_installed(answered: Path, name: str) -> None:
    do(P12, p12_answers(answered))
    (answered / name).write_bytes(_STRANGERS[name])
    os.utime(answered / name, (2_000_000_000, 2_000_000_000))  # newer than ours
    ready = ready_files(answered, PASSWORD, NOW)
    assert [each.path.name for each in ready] == [f"tls-{STAMP}.p12", f"wss-{STAMP}.p12"]
    assert left_alone(answered, [each.digest for each in ready]) == (
        f"{name} – plik spoza tego odnowienia, zostaje bez zmian.",
    )
    assert _step(answered, 4)[0] == "done"


def test_where_nothing_is_recorded_the_stranger_is_to_be_moved(answered: Path) -> None:
    do(P12, p12_answers(answered))
    (answered / "asystent-p1.jsonl").unlink()
    (answered / "KOWAL_NMVS.pfx").write_bytes(_STRANGERS["KOWAL_NMVS.pfx"])
    os.utime(answered / "KOWAL_NMVS.pfx", (2_000_000_000, 2_000_000_000))
    with refused("p12-foreign") as problems:
        ready_files(answered, PASSWORD, NOW)
    assert "przenieść KOWAL_NMVS.pfx" in problems[0].next
    (answered / "KOWAL_NMVS.pfx").rename(answered / "wss-nowy.pfx")  # that may well be ours
    with refused("wrong-password", ask="haslo"):
        ready_files(answered, PASSWORD, NOW)


def test_ours_with_another_password_is_never_passed_over(answered: Path) -> None:
    do(P12, p12_answers(answered))
    with refused("wrong-password", ask="haslo") as problems:
        ready_files(answered, Secret("calkiem-inne-haslo"), NOW)
    assert STAMP in problems[0].what


@pytest.mark.parametrize("there", [(), ("tls",), ("wss",)])
def test_the_certificate_of_another_system_is_no_answer(folder: Path, there: tuple[str, ...], tmp_path: Path) -> None:
    stray = world("stray") / "Certyfikat KSeF.crt"
    shutil.copyfile(stray, folder / stray.name)
    for purpose in there:
        (folder / f"{purpose}.pem").write_bytes(pem(identity("tls" if purpose == "tls" else "wss").certificate))
    with refused("certificate-missing" if there else "no-certificate") as problems:
        _plan(folder)
    said = f"{problems[0].what} {problems[0].next}"
    assert all(purpose.upper() in said for purpose in PURPOSES if purpose not in there)
    assert f"{stray.name} – plik spoza tego odnowienia" in said
    _never_anew(folder)
    downloads = tmp_path / "Pobrane"
    downloads.mkdir()
    shutil.copyfile(stray, downloads / stray.name)
    with refused("not-downloaded-yet"):
        runner.prepare(CollectDownloads(), {"folder": folder, "pobrane": downloads}, HERE)


def test_the_certificate_of_another_request_is_still_a_mismatch(folder: Path) -> None:
    (folder / "tls.pem").write_bytes(pem(identity("tls", 1).certificate))
    with refused("key-mismatch") as problems:
        _plan(folder)
    assert "od kroku 1" not in problems[0].next


# --- what fits the key and is no answer


def _exported(folder: Path) -> None:
    """As KeyStore Explorer exports what step 1's keystore shows."""
    for purpose in PURPOSES:
        (folder / f"{purpose}.pem").write_bytes(pem(identity(purpose).placeholder))


def test_the_placeholder_of_a_keystore_is_no_answer(folder: Path) -> None:
    _exported(folder)
    assert _step(folder, 3)[0] != "done"
    _never_anew(folder)
    with refused("certificate-placeholder"):
        _plan(folder)
    (folder / "tls-2.pem").write_bytes(pem(identity("tls").certificate))
    with refused("certificate-placeholder"):
        _plan(folder)
    (folder / "wss-2.pem").write_bytes(pem(identity("wss").certificate))
    assert _step(folder, 3)[0] == "done"
    do(P12, p12_answers(folder))
    assert {each.certificate for each in ready_files(folder, PASSWORD, NOW)} == {
        identity(purpose).certificate for purpose in PURPOSES
    }


def test_a_keystore_turned_into_pkcs12_before_the_answer_came(folder: Path, tmp_path: Path) -> None:
    """By keytool; it opens and signs, and no office issued what is in it."""
    word = tmp_path / "word"
    word.write_text(PASSWORD.reveal())
    for purpose in PURPOSES:
        source = ("-srckeystore", folder / f"{purpose}-{STAMP}.jks", "-srcstorepass:file", word)
        target = ("-destkeystore", folder / f"{purpose}.p12", "-deststoretype", "PKCS12", "-deststorepass:file", word)
        tools.run("keytool", "-importkeystore", *source, *target, "-noprompt")
    with refused("certificate-placeholder") as problems:
        ready_files(folder, PASSWORD, NOW)
    assert "„p12”" in problems[0].next
    assert _step(folder, 4)[0] != "done"


def test_two_offices_for_one_key_are_told(answered: Path) -> None:
    assert not any("dwa różne certyfikaty" in line for line in _plan(answered).lines)
    (answered / "cudzy.pem").write_bytes(pem(by_another_office("wss")))
    (line,) = (line for line in _plan(answered).lines if "dwa różne certyfikaty" in line)
    assert "cudzy.pem" in line
    assert "wss.pem" in line


def test_a_name_taken_by_a_link_that_leads_nowhere(answered: Path) -> None:
    (answered / f"wss-{STAMP}.p12").symlink_to(answered / "nie ma")
    do(P12, p12_answers(answered))
    assert [each.purpose for each in ready_files(answered, PASSWORD, NOW)] == ["tls", "wss"]


# --- one step away


def _zipped(folder: Path, inner: str = "") -> str:
    files = {f"{inner}{purpose}.pem": pem(identity(purpose).certificate) for purpose in PURPOSES}
    (folder / "certyfikaty.zip").write_bytes(zipped(files))
    return "certyfikaty.zip"


def _in_a_folder_of_the_zip(folder: Path) -> str:
    return _zipped(folder, "P1/nowe/")


def _unpacked(folder: Path) -> str:
    inner = folder / "certyfikaty"
    inner.mkdir()
    for purpose in PURPOSES:
        (inner / f"{purpose}.cer").write_bytes(der(identity(purpose).certificate))
    return "certyfikaty"


@pytest.mark.parametrize("put", [_zipped, _in_a_folder_of_the_zip, _unpacked])
def test_certificates_in_an_archive_or_a_subfolder_are_named(folder: Path, put: Callable[[Path], str]) -> None:
    name = put(folder)
    wanted = "podfolderze" if put is _unpacked else "wyodrębnić"
    downloads = folder.parent / "Pobrane"
    downloads.mkdir()
    with refused("no-certificate") as problems:
        _plan(folder)
    with refused("not-downloaded-yet") as more:
        runner.prepare(CollectDownloads(), {"folder": folder, "pobrane": downloads}, HERE)
    assert all(name in each.next and wanted in each.next for each in (*problems, *more))
    assert name in _step(folder, 3)[1]


@pytest.mark.parametrize("among_downloads", [False, True])
def test_an_archive_with_a_password_is_named(folder: Path, among_downloads: bool) -> None:
    downloads = folder.parent / "Pobrane"
    downloads.mkdir()
    sealed = zipped({f"{each}.pem": pem(identity(each).certificate) for each in PURPOSES}, password=True)
    ((downloads if among_downloads else folder) / "od-informatyka.zip").write_bytes(sealed)
    with refused("not-downloaded-yet" if among_downloads else "no-certificate") as problems:
        if among_downloads:
            runner.prepare(CollectDownloads(), {"folder": folder, "pobrane": downloads}, HERE)
        _plan(folder)
    assert "Archiwum od-informatyka.zip ma hasło, a w nim: tls.pem, wss.pem." in problems[0].next
    assert "pobrać" in problems[0].next
    assert _step(folder, 3)[0] == "todo"
    _never_anew(folder)


def test_a_subfolder_of_the_downloads_is_named(folder: Path) -> None:
    downloads = folder.parent / "Pobrane"
    downloads.mkdir()
    name = _unpacked(downloads)
    with refused("not-downloaded-yet") as problems:
        runner.prepare(CollectDownloads(), {"folder": folder, "pobrane": downloads}, HERE)
    assert name in problems[0].next


def test_an_archive_with_other_things_says_nothing(folder: Path) -> None:
    strangers = {"obcy.pem": pem(identity("tls", 2).certificate), "bomba.pem": bytes(5_000_000)}
    (folder / "zdjecia.zip").write_bytes(zipped(strangers))
    (folder / "zepsute.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    with refused("no-certificate") as problems:
        _plan(folder)
    assert ".zip" not in problems[0].next


def test_the_archive_of_a_public_report(tmp_path: Path) -> None:
    for path in world("set").iterdir():
        if path.suffix in {".jks", ".csr"}:
            shutil.copyfile(path, tmp_path / path.name)
    shutil.copyfile(world("zip") / "certyfikaty.zip", tmp_path / "certyfikaty.zip")
    with refused("no-certificate") as problems:
        _plan(tmp_path)
    assert "certyfikaty.zip" in problems[0].next


# --- what cannot be read now


def test_a_certificate_that_lies_in_a_cloud_only(answered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = file_operations.os.fdopen

    def refusing(descriptor: int, *rest: object) -> object:
        name = str(Path(f"/proc/self/fd/{descriptor}").readlink())
        if name.endswith("tls.pem"):
            os.close(descriptor)
            raise OSError(22, "Invalid argument")
        return real(descriptor, *rest)

    monkeypatch.setattr(file_operations.os, "fdopen", refusing)
    assert _step(answered, 3) == ("doubt", "plik tls.pem jest, ale nie da się go teraz odczytać")
    with refused("file-unreadable") as problems:
        _plan(answered)
    assert "chmurze" in problems[0].causes[0]
    _never_anew(answered)


# --- odd answers


@pytest.mark.parametrize("name", ["latin2_in_t61", "email_cp1250_ia5"])
def test_names_in_odd_encodings_are_packed(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    password = Secret((world("set") / "haslo.txt").read_text().strip())
    for path in [*world("set").glob("*.jks"), *world("set").glob("*.csr"), *world("cert").glob(f"{name}-*.pem")]:
        shutil.copyfile(path, folder / path.name)
    do(P12, p12_answers(folder, haslo=password), at(lambda: NOW + timedelta(days=10)))
    (tmp_path / "word").write_text(password.reveal())
    for path in folder.glob("*.p12"):
        assert open_keystore(path.read_bytes(), [password], name=path.name)[0].chain
        tools.run("openssl", "pkcs12", "-in", path, "-passin", f"file:{tmp_path / 'word'}", "-noout")


def test_a_short_key_is_warned_of_and_used(folder: Path) -> None:
    me, key = identity("tls"), rsa.generate_private_key(65537, 1024)
    request = read_request(build_request(key, me.subject))
    assert request is not None
    (folder / f"tls-{STAMP}.jks").write_bytes(
        write_jks("tls", key, [placeholder_certificate(key, me.subject, NOW)], PASSWORD)
    )
    (folder / f"tls-{STAMP}.csr").write_bytes(build_request(key, me.subject))
    (folder / "tls.pem").write_bytes(pem(authority().issue(request, "tls", NOW)))
    (folder / "wss.pem").write_bytes(pem(identity("wss").certificate))
    plan = _plan(folder)
    assert any("1024" in line and "ZSMOPL" in line for line in plan.lines)
    assert [path.suffix for path in plan.writes] == [".p12", ".p12"]
