"""``krok sow``, ``krok mail``, ``krok zsmopl`` and the deadlines of ``stan`` as scripts use them."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.authority import identity, lay_out, pem
from support.program import Home
from support.running import at, files

from flows.base import clock
from flows.engine.journal import Journal
from flows.engine.undo import NOT_APPLICABLE
from flows.folder.names import PURPOSES

FORM = {
    "identyfikator": "1234567",
    "pwz": "01234565",
    "pesel": "44051401359",
    "email": "apteka@example.com",
    "email2": "apteka@example.com",
    "podmiot": "Apteka pod Żółwiem",
}
GRANT = """From: P1 <powiadomienia@ezdrowie.gov.pl>
Subject: System P1 nadal dostep do Systemu P1
Date: Fri, 20 Nov 2026 23:30:00 +0000
Content-Type: text/plain; charset=utf-8

System P1 nadał dostęp do Systemu P1
https://p1.ezdrowie.gov.pl/tls
https://p1.ezdrowie.gov.pl/wss
"""


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "Certyfikaty P1")


def form(tmp_path: Path, **changed: str | None) -> Path:
    path = tmp_path / "dane.toml"
    given = {name: value for name, value in {**FORM, **changed}.items() if value is not None}
    path.write_text("".join(f'{name} = "{value}"\n' for name, value in given.items()), encoding="utf-8")
    return path


def letter(tmp_path: Path, text: str = GRANT) -> Path:
    path = tmp_path / "wiadomość.eml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_right_form(home: Home, ready: Path, tmp_path: Path) -> None:
    before = files(ready)
    done = home.run("krok", "sow", "--folder", ready, "--dane", form(tmp_path), "--plan", "--json")
    assert done.status == 0
    assert {"flow", "status", "files", "problem", "fields", "attachments"} <= done.json.keys()
    assert done.json["status"] == "waiting"
    assert done.json["fields"] == {name: {"ok": True, "message": None} for name in done.json["fields"]}
    assert done.json["fields"].keys() == FORM.keys()
    assert done.json["attachments"] == {purpose: str(ready / f"{purpose}.csr") for purpose in PURPOSES}
    assert files(ready) == before


def test_renamed_requests_go_into_the_right_fields(home: Home, ready: Path, tmp_path: Path) -> None:
    (ready / "tls.csr").rename(ready / "x.csr")
    (ready / "wss.csr").rename(ready / "tls.csr")
    done = home.run("krok", "sow", "--folder", ready, "--dane", form(tmp_path), "--plan", "--json")
    assert done.json["attachments"] == {"tls": str(ready / "x.csr"), "wss": str(ready / "tls.csr")}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("pesel", "44051401358", "ostatnia cyfra"),
        ("pesel", "4405140135", "10"),
        ("pwz", "99123456", "izb"),
        ("identyfikator", "12A4567", "„A”"),
        ("email", "apteka.example.com", "@"),
        ("email2", "inna@example.com", "różnią"),
        ("pwz", None, "Brakuje"),
    ],
)
def test_a_wrong_field_is_told_and_the_others_are_still_checked(
    home: Home, ready: Path, tmp_path: Path, name: str, value: str | None, said: str
) -> None:
    done = home.run("krok", "sow", "--folder", ready, "--dane", form(tmp_path, **{name: value}), "--plan", "--json")
    assert done.status == 1
    assert done.json["problem"]["code"] == "fields-invalid"
    assert not done.json["fields"][name]["ok"]
    assert said in done.json["fields"][name]["message"]
    wrong = {field for field, check in done.json["fields"].items() if not check["ok"]}
    assert wrong <= {name, "email2"}  # a wrong first address leaves the second without a twin
    assert "44051401359" not in done.out + done.err


def test_a_pwz_with_an_odd_check_digit_is_a_warning(home: Home, ready: Path, tmp_path: Path) -> None:
    done = home.run("krok", "sow", "--folder", ready, "--dane", form(tmp_path, pwz="01234566"), "--plan", "--json")
    assert done.status == 0
    assert done.json["fields"]["pwz"]["ok"]
    assert done.json["fields"]["pwz"]["message"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pwz = ", "TOML"),
        ("pwz = 01234565", "TOML"),
        ("\x00\x01", "TOML"),
        ('[["x"]]' * 2_000, "TOML"),
        ("a = 1\n" * 100_000, "za duży na dane do wniosku"),
    ],
)
def test_a_broken_form(home: Home, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "dane.toml"
    path.write_text(text)
    done = home.run("krok", "sow", "--folder", tmp_path, "--dane", path, "--plan", "--json")
    assert done.status == 1
    assert done.json["problem"]["code"] == "bad-form"
    assert said in done.json["problem"]["what"]
    assert "cudzysłowu" in "".join(done.json["problem"]["causes"])


@pytest.mark.parametrize(
    ("line", "name", "said"),
    [
        ("pwz = true", "pwz", "tekstem w cudzysłowie"),
        ("pwz = 1234565.0", "pwz", "tekstem w cudzysłowie"),
        ('pwz = ["01234565"]', "pwz", "tekstem w cudzysłowie"),
        ("pwz = 2020-01-01", "pwz", "tekstem w cudzysłowie"),
        ('pessel = "44051401359"', "pessel", "Czy chodziło o „pesel”?"),
        ('PWZ = "01234565"', "PWZ", "Czy chodziło o „pwz”?"),
        ('regonn = "000331501"', "regonn", "Czy chodziło o „regon”?"),
        ('telefon = "1"', "telefon", "Są: podmiot, identyfikator, pwz"),
        ('[sow]\npwz = "01234565"', "sow", "We wniosku nie ma danej o nazwie „sow”"),
    ],
)
def test_a_form_with_a_value_of_another_sort_or_a_misspelt_name(
    home: Home, ready: Path, tmp_path: Path, line: str, name: str, said: str
) -> None:
    path = form(tmp_path, **({"pwz": None} if line.startswith("pwz") else {}))
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    done = home.run("krok", "sow", "--folder", ready, "--dane", path, "--plan", "--json")
    assert (done.status, done.json["problem"]["code"]) == (1, "fields-invalid")
    assert said in done.json["fields"][name]["message"]
    assert [field for field, check in done.json["fields"].items() if not check["ok"]] == [name]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1250"])
def test_a_form_as_notepad_may_save_it(home: Home, ready: Path, tmp_path: Path, encoding: str) -> None:
    path = form(tmp_path)
    path.write_bytes(path.read_text("utf-8").encode(encoding))
    done = home.run("krok", "sow", "--folder", ready, "--dane", path, "--plan", "--json")
    assert done.status == 0
    assert all(check["ok"] for check in done.json["fields"].values())


def test_without_json_the_fields_and_the_files_are_told_too(home: Home, ready: Path, tmp_path: Path) -> None:
    done = home.run("krok", "sow", "--folder", ready, "--dane", form(tmp_path, pwz="01234566"), "--plan")
    assert "pwz: Numer PWZ jest nietypowy, bo ostatnia cyfra się nie zgadza" in done.out
    assert "pesel: w porządku." in done.out
    assert f"Plik do pola TLS: {ready / 'tls.csr'}" in done.out
    assert f"Plik do pola WSS: {ready / 'wss.csr'}" in done.out
    assert "44051401359" not in done.out


def test_causes_are_told_as_possible_ones(home: Home, ready: Path, tmp_path: Path) -> None:
    path = form(tmp_path, pesel="44051401358", nip="526025027")
    done = home.run("krok", "sow", "--folder", ready, "--dane", path, "--plan", "--json")
    assert "Możliwe przyczyny: dwie sąsiednie cyfry są zamienione; jedna" in done.json["fields"]["pesel"]["message"]
    assert "Możliwa przyczyna: brakuje cyfry." in done.json["fields"]["nip"]["message"]


@pytest.mark.parametrize(
    ("make", "code", "said"),
    [
        (lambda path: path.write_bytes(b"a" * (25 * 1_048_576 + 1)), "message-too-large", "najwyżej 25 MB"),
        (lambda path: path.mkdir(), "message-not-mail", "to folder, a nie wiadomość"),
        (lambda path: path.touch(), "message-empty", "pusta"),
        (lambda path: path.write_bytes(b"%PDF-1.7"), "message-not-mail", "dokument"),
    ],
)
def test_what_is_no_letter_is_refused_in_words_of_letters(
    home: Home, tmp_path: Path, make: Callable[[Path], object], code: str, said: str
) -> None:
    path = tmp_path / "wiadomosc.eml"
    make(path)
    done = home.run("krok", "mail", "--wiadomosc", path, "--json")
    problem = done.json["problem"]
    assert (done.status, problem["code"]) == (1, code)
    assert said in problem["what"]
    assert ".eml albo .msg" in problem["next"]
    assert ".jks" not in done.err


def test_personal_data_is_written_nowhere(home: Home, ready: Path, tmp_path: Path) -> None:
    personal = ("44051401359", "apteka@example.com", "01234565")
    path = form(tmp_path)
    for more in (["--plan"], ["--tak"], ["--json"]):
        home.run("krok", "sow", "--folder", ready, "--dane", path, *more)
    said_by_the_way = ["raport", "tak", "zrobione sow", "tak sow", "stan", "raport", "koniec"]
    typed = ["sow", "tak", "tak", "", "1234567", *(personal[number] for number in (2, 1, 1, 0)), *said_by_the_way]
    said = home.run("--prosto", "--folder", ready, feed="\n".join(typed) + "\n", BROWSER="true")
    assert "Plik do pola WSS" in said.out
    assert len(list(home.path.rglob("apteka.toml"))) == 1, said.out  # the rest of the form, kept on request
    for place in (ready, home.path):
        for found in (each for each in place.rglob("*") if each.is_file()):
            assert not any(value.encode() in found.read_bytes() for value in personal), found


def test_a_letter_is_read_without_a_folder(home: Home, tmp_path: Path) -> None:
    done = home.run("krok", "mail", "--wiadomosc", letter(tmp_path), "--dzis", "2026-11-22", "--json")
    assert done.status == 0
    message = done.json["message"]
    assert message["kind"] == "grant"
    assert message["received"] == "2026-11-21"  # 23:30 in London is half past midnight in Warsaw
    assert message["deadline"] == "2026-12-21"
    assert message["links"] == ["https://p1.ezdrowie.gov.pl/tls", "https://p1.ezdrowie.gov.pl/wss"]
    assert (message["verdict"], message["sender"]) == ("consistent", ["powiadomienia@ezdrowie.gov.pl"])


def test_a_letter_is_recorded_and_its_deadline_raises_an_alarm(home: Home, ready: Path, tmp_path: Path) -> None:
    path, empty = letter(tmp_path), tmp_path / "Pobrane"
    empty.mkdir()
    flags = ("--folder", ready, "--wiadomosc", path, "--pobrane", empty, "--dzis", "2026-11-22", "--json")
    unconfirmed = home.run("krok", "mail", *flags)
    assert unconfirmed.status == 3
    assert unconfirmed.json["problem"]["code"] == "confirmation-missing"
    done = home.run("krok", "mail", *flags, "--tak")
    assert done.status == 0
    assert done.json["status"] == "waiting"  # the certificates are not there yet
    (calendar,) = done.json["files"]
    assert b"20261221" in Path(calendar).read_bytes()
    calm = home.run("stan", "--folder", ready, "--dzis", "2026-11-30", "--json")
    assert (calm.status, calm.json["deadlines"][0]["days_left"]) == (0, 21)
    alarm = home.run("stan", "--folder", ready, "--dzis", "2026-12-15", "--json")
    assert (alarm.status, alarm.json["deadlines"][0]["days_left"]) == (1, 6)
    assert "21.12.2026 (za 6 dni)" in alarm.err
    assert not re.search(r"p1\.ezdrowie\.gov\.pl/(tls|wss)", (ready / "asystent-p1.jsonl").read_text())
    for purpose in PURPOSES:
        (empty / f"{purpose}.pem").write_bytes(pem(identity(purpose).certificate))
    collected = home.run("krok", "mail", *flags, "--tak")
    assert (collected.status, collected.json["status"]) == (0, "done")
    assert home.run("stan", "--folder", ready, "--dzis", "2026-12-15").status == 0


def test_an_acknowledgement_is_recorded_and_the_step_waits(home: Home, ready: Path, tmp_path: Path) -> None:
    text = "do Systemu P1 wpłynął wniosek o nadanie dostępu do Systemu P1 o numerze 12345/2026 O wynikach"
    path = letter(tmp_path, GRANT.partition("\n\n")[0].replace("nadal", "wniosek") + f"\n\n{text}\n")
    done = home.run("krok", "mail", "--folder", ready, "--wiadomosc", path, "--tak", "--json")
    assert (done.status, done.json["status"], done.json["problem"]) == (0, "waiting", None)
    assert done.json["message"]["number"] == "12345/2026"
    assert home.run("stan", "--folder", ready, "--json").json["number"] == "12345/2026"


def test_a_phishing_letter_is_refused(home: Home, ready: Path, tmp_path: Path) -> None:
    foreign = GRANT.replace("p1.ezdrowie.gov.pl", "ezdrowie.gov.pl.example.com")
    path = letter(tmp_path, foreign)
    done = home.run("krok", "mail", "--folder", ready, "--wiadomosc", path, "--tak", "--json")
    assert done.status == 1
    assert done.json["message"]["links"] == []
    assert len(done.json["message"]["suspicious"]) >= 2
    assert not list(ready.glob("*.ics"))


def test_a_doubtful_letter_gives_a_deadline_only_to_who_names_the_doubt(
    home: Home, ready: Path, tmp_path: Path
) -> None:
    path = letter(tmp_path, f"{GRANT}https://przyklad.com/inne\n")
    flags = ("--folder", ready, "--wiadomosc", path, "--dzis", "2026-11-22", "--json")
    for more in ("--plan", "--tak"):
        done = home.run("krok", "mail", *flags, more)
        assert (done.status, done.json["problem"]["code"], done.json["files"]) == (1, "message-doubtful", [])
        assert "plan" not in done.json
        assert "odnośnik prowadzi poza ezdrowie.gov.pl: przyklad.com" in done.json["problem"]["what"]
        assert "incydent.cert.pl" in done.json["problem"]["next"]
        assert (done.json["message"]["verdict"], done.json["message"]["deadline"]) == ("suspicious", None)
    assert not list(ready.glob("*.ics"))
    done = home.run("krok", "mail", *flags, "--pobrane", tmp_path, "--tak", "--mimo-watpliwosci")
    assert done.status == 0
    assert b"20261221" in Path(done.json["files"][0]).read_bytes()


def test_zsmopl_compares_the_date(home: Home, ready: Path) -> None:
    certificate = identity("wss").certificate
    (ready / "pobrany.pem").write_bytes(pem(certificate))
    end = certificate.not_valid_after_utc.astimezone()
    wrong = home.run("krok", "zsmopl", "--folder", ready, "--data", "01.01.2027", "--tak", "--json")
    assert (wrong.status, wrong.json["problem"]["code"]) == (1, "portal-date-differs")
    right = home.run("krok", "zsmopl", "--folder", ready, "--data", f"{end:%d.%m.%Y}", "--tak", "--json")
    assert (right.status, right.json["status"]) == (0, "done")
    missing = home.run("krok", "zsmopl", "--folder", ready, "--json")
    assert missing.status == 3
    assert "--data" in missing.err


def test_a_step_that_is_none_of_this_pharmacys_is_not_waited_for(home: Home, ready: Path) -> None:
    (ready / "pobrany.pem").write_bytes(pem(identity("wss").certificate))
    for flow in ("zsmopl", "raportnet"):
        Journal(ready, at(clock.now)).append(NOT_APPLICABLE, flow, flow=flow)
    steps = {step["flow"]: step["state"] for step in home.run("stan", "--folder", ready, "--json").json["steps"]}
    assert (steps["zsmopl"], steps["raportnet"]) == ("not-applicable", "not-applicable")
    for flow in ("zsmopl", "raportnet"):
        done = home.run("krok", flow, "--folder", ready, "--tak", "--json")
        assert (done.status, done.json["status"], done.json["problem"]) == (0, "done", None)
        assert "oznaczono jako „nie dotyczy”" in home.run("krok", flow, "--folder", ready, "--tak").out
    wanted = home.run("krok", "zsmopl", "--folder", ready, "--data", "01.01.2027", "--tak", "--json")
    assert wanted.json["problem"]["code"] == "portal-date-differs"


def test_a_letter_alone_is_read_aloud(home: Home, tmp_path: Path) -> None:
    done = home.run("krok", "mail", "--wiadomosc", letter(tmp_path), "--dzis", "2026-11-22")
    assert done.status == 0
    assert "Odnośniki działają do 21.12.2026" in done.out


def test_a_mistyped_folder_is_not_made(home: Home, tmp_path: Path) -> None:
    absent = tmp_path / "Certyfkaty"
    done = home.run("krok", "mail", "--folder", absent, "--wiadomosc", letter(tmp_path), "--tak", "--json")
    assert done.status == 1
    assert done.json["problem"]["code"] == "folder-missing"
    assert done.json["message"]["kind"] == "grant"
    assert not absent.exists()


def test_a_letter_read_again_leaves_one_calendar(home: Home, ready: Path, tmp_path: Path) -> None:
    for _ in range(2):
        home.run("krok", "mail", "--folder", ready, "--wiadomosc", letter(tmp_path), "--pobrane", tmp_path, "--tak")
        time.sleep(1)  # the name holds the second
    assert len(list(ready.glob("terminy-*.ics"))) == 1
