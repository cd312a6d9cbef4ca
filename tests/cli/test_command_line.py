"""Every line of the interface as other programs use it: status, streams, JSON, and what may not change."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.authority import NOW, PASSWORD, POLISH_PASSWORD, authority, identity, pem
from support.program import PROGRAM, Done, Home
from support.running import HERE, files, store_keys

from flows.crypto.requests import read_request
from flows.engine.journal import Journal
from flows.folder.names import PURPOSES

CANARY = "kanarek-7431-lot-nad-wisla"
FLOWS = ["csr", "sow", "mail", "p12", "zsmopl", "windows", "raportnet"]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "haslo.txt"
    path.write_text(f"{PASSWORD.reveal()}\n")
    return path


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A folder as it should be before step 4."""
    folder = tmp_path / "Certyfikaty P1 ąę"
    folder.mkdir()
    for purpose in PURPOSES:
        me = identity(purpose)
        (folder / f"{purpose}-20261120-101112.jks").write_bytes(me.jks())
        (folder / f"{purpose}-20261120-101112.csr").write_bytes(me.csr_pem)
        (folder / f"{purpose}.pem").write_bytes(pem(me.certificate))
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
    }


def is_polite(text: str) -> None:
    """Polish, without anything of the machinery."""
    assert not any(word in text for word in ("Traceback", "Error", "Exception", "None", "usage:"))


def assert_problem(done: Done, status: int, word: str) -> None:
    assert done.status == status, done
    assert word in done.err
    assert done.err.startswith("Co się stało: ")
    assert "Co zrobić: Proszę" in done.err
    is_polite(done.err + done.out)


# --- version, help, wrong usage ------------------------------------------------------------------------------------


def test_version(home: Home) -> None:
    done = home.run("--version")
    assert (done.status, done.err) == (0, "")
    assert done.out.strip().count(".") == 2
    assert home.run("--version", "--prosto").out == done.out


@pytest.mark.parametrize(
    "command",
    [
        "",
        "cwiczenie",
        "zapytaj",
        "krok",
        "krok csr",
        "stan",
        "sprawdz",
        "cofnij",
        "przywroc",
        "raport",
        "diagnoza",
        "uzupelnianie",
    ],
)
def test_help_is_polish(home: Home, command: str) -> None:
    done = home.run(*command.split(), "--help")
    assert done.status == 0
    assert done.out.startswith(f"Użycie: asystent-p1{' ' if command else ''}{command} ")
    assert not any(word in done.out for word in ("usage", "positional", "optional", "options", "show this"))


def test_help_has_three_names(home: Home) -> None:
    assert home.run("-h").out == home.run("--help").out == home.run("--pomoc").out


@pytest.mark.parametrize(
    "arguments",
    [
        "krok",
        "krok nic",
        "krok csr --bity",
        "krok csr --tak=1",
        "bzdura",
        "stan --jsonn",
        "sprawdz",
        "--folder",
        "krok csr x",
    ],
)
def test_wrong_usage(home: Home, arguments: str) -> None:
    done = home.run(*arguments.split())
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Nie rozumiem polecenia: ")
    assert not any(word in done.err for word in ("argument", "invalid", "required", "expected", "usage"))
    assert everything(home.path) == {"tmp": b""}


def test_flags_are_not_abbreviated(home: Home, tmp_path: Path) -> None:
    assert home.run("krok", "csr", "--fol", tmp_path).status == 2


def test_diacritics_are_accepted(home: Home, ready: Path, secret: Path) -> None:
    done = home.run("sprawdź", ready / "tls.pem", "--hasło-plik", secret, "--json")
    assert done.status == 0, done
    assert home.run("ćwiczenie", "--prosto", feed="koniec\n").status == 0


# --- krok ----------------------------------------------------------------------------------------------------------


def test_the_two_steps_as_the_issue_writes_them(home: Home, tmp_path: Path, secret: Path) -> None:
    folder = tmp_path / "d ż"
    done = home.run("krok", "csr", "--folder", folder, "--haslo-plik", secret, "--tak", "--json")
    assert (done.status, done.err) == (0, "")
    assert done.json.keys() == {"flow", "status", "files", "problem", "plan"}
    assert (done.json["flow"], done.json["status"], done.json["problem"]) == ("csr", "done", None)
    assert sorted(done.json["files"]) == sorted(str(folder / name) for name in files(folder))
    for purpose in PURPOSES:
        (path,) = folder.glob(f"{purpose}-*.csr")
        request = read_request(path.read_bytes())
        assert request is not None
        (folder / f"{purpose}.pem").write_bytes(pem(authority().issue(request, purpose, NOW)))

    done = home.run("krok", "p12", "--folder", folder, "--haslo-plik", secret, "--tak", "--json")
    assert (done.status, done.err) == (0, "")
    assert (done.json["flow"], done.json["status"], done.json["problem"]) == ("p12", "done", None)
    assert [Path(path).suffix for path in done.json["files"]] == [".p12", ".p12"]
    assert all(Path(path).is_file() for path in done.json["files"])

    before = everything(folder)
    for flow in ("csr", "p12"):  # complete: a second run says so; step 1 has its certificates and would begin anew
        done = home.run("krok", flow, "--folder", folder, "--haslo-plik", secret, "--json", "--plan")
        assert done.status == 0
    assert everything(folder) == before


def test_in_words_the_plan_and_what_was_seen_go_to_standard_output(home: Home, ready: Path, secret: Path) -> None:
    done = home.run("krok", "p12", "--folder", ready, "--haslo-plik", secret, "--tak")
    assert done.status == 0
    assert done.out.startswith("Utworzę 2 pliki .p12 w folderze")
    assert "Gotowe i sprawdzone:" in done.out
    assert all(line.startswith("… ") for line in done.err.splitlines())
    is_polite(done.out + done.err)


@pytest.mark.parametrize("flow", ["csr", "p12"])
@pytest.mark.parametrize("as_json", [True, False], ids=["json", "words"])
def test_a_plan_changes_nothing(home: Home, ready: Path, secret: Path, flow: str, *, as_json: bool) -> None:
    before, nobody = everything(ready), everything(home.path)
    flags = ["--json"] if as_json else []
    nowy = ["--nowy"] if flow == "csr" else []
    done = home.run("krok", flow, "--folder", ready, "--haslo-plik", secret, "--plan", *nowy, *flags)
    assert (done.status, done.err) == (0, "")
    assert everything(ready) == before
    assert everything(home.path) | {"tmp": b""} == nobody | {"tmp": b""}
    if as_json:
        assert done.json["status"] == "waiting"
        assert done.json["plan"].keys() == {"summary", "lines", "writes", "undo"}
        assert len(done.json["plan"]["writes"]) == {"csr": 6, "p12": 2}[flow]
    else:
        assert "Można cofnąć" in done.out


def test_without_consent_nothing_is_done(home: Home, tmp_path: Path, secret: Path) -> None:
    folder = tmp_path / "d"
    for feed in ("", "tak\n", "\n\n"):  # what comes through a pipe is no consent either
        done = home.run("krok", "csr", "--folder", folder, "--haslo-plik", secret, feed=feed)
        assert_problem(done, 3, "--tak")
        assert not folder.exists()
    done = home.run("krok", "csr", "--folder", folder, "--haslo-plik", secret, "--json")
    assert done.status == 3
    assert done.json["problem"].keys() == {"code", "what", "causes", "next", "page"}
    assert done.json["problem"]["code"] == "confirmation-missing"
    assert done.json["status"] == "problem"


@pytest.mark.parametrize(
    ("arguments", "flag"),
    [
        (["csr"], "--folder"),
        (["csr", "--folder", "d"], "--haslo-plik"),
        (["p12"], "--folder"),
        (["p12", "--folder", "d"], "--haslo-plik"),
    ],
)
def test_a_missing_answer_names_its_flag(home: Home, arguments: list[str], flag: str) -> None:
    assert_problem(home.run("krok", *arguments, "--tak"), 3, flag)
    done = home.run("krok", *arguments, "--tak", "--json")
    assert (done.status, done.json["problem"]["code"]) == (3, "answer-missing")


def test_answers_that_turn_out_to_be_needed_name_their_flags(home: Home, ready: Path, tmp_path: Path) -> None:
    polish = tmp_path / "polskie.txt"
    polish.write_text(POLISH_PASSWORD.reveal(), "utf-8")
    for purpose in PURPOSES:
        (ready / f"{purpose}-20261120-101112.jks").write_bytes(identity(purpose).jks(POLISH_PASSWORD))
    done = home.run("krok", "p12", "--folder", ready, "--haslo-plik", polish, "--tak")
    assert_problem(done, 3, "--haslo-p12-plik")
    new = tmp_path / "nowe.txt"
    new.write_bytes(b"\xef\xbb\xbfkot-pije-mleko-rano\r\ndruga linia")
    done = home.run("krok", "p12", "--folder", ready, "--haslo-plik", polish, "--haslo-p12-plik", new, "--tak")
    assert done.status == 0, done
    polish.write_bytes(POLISH_PASSWORD.reveal().encode("cp1250"))  # as an old Notepad saves it
    assert home.run("krok", "p12", "--folder", ready, "--haslo-plik", polish, "--haslo-p12-plik", new).status == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "password-too-weak"),
        ("krotkie", "password-too-weak"),
        ("zażółć gęślą jaźń", "password-not-ascii"),
        ("x" * 5000, "file-too-large"),
        (None, "file-missing"),
    ],
    ids=["empty", "short", "polish", "huge", "none"],
)
def test_bad_password_files(home: Home, tmp_path: Path, text: str | None, code: str) -> None:
    path = tmp_path / "h"
    if text is not None:
        path.write_text(text, "utf-8")
    done = home.run("krok", "csr", "--folder", tmp_path / "d", "--haslo-plik", path, "--tak", "--json")
    assert (done.status, done.json["problem"]["code"]) == (1, code)
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (["--bity", "1024"], "bad-key-size"),
        (["--podmiot", "Apteka"], "bad-subject"),
        (["--folder", "x"], "bad-folder"),
        (["--folder", "~nikt-taki/x"], "bad-folder"),
    ],
)
def test_bad_values(home: Home, secret: Path, flags: list[str], code: str) -> None:
    (home.path / "x").write_text("plik")
    given = [] if "--folder" in flags else ["--folder", "d"]
    done = home.run("krok", "csr", "--haslo-plik", secret, "--tak", "--json", *given, *flags)
    assert (done.status, done.json["problem"]["code"]) == (1, code), done
    assert_problem(home.run("krok", "csr", "--haslo-plik", secret, "--tak", *given, *flags), 1, "Proszę")


def test_problems_of_the_operation_are_status_one(home: Home, ready: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "zle"
    wrong.write_text("nie to haslo wcale")
    done = home.run("krok", "p12", "--folder", ready, "--haslo-plik", wrong, "--tak")
    assert_problem(done, 1, "To hasło nie otwiera pliku „tls-20261120-101112.jks”")
    done = home.run("krok", "p12", "--folder", tmp_path / "nie ma", "--haslo-plik", wrong, "--tak")
    assert_problem(done, 1, "Nie ma folderu")


def interrupted(home: Home, folder: Path, secret: Path) -> tuple[int, str, str]:
    """Status and output of step 1, interrupted once it has begun."""
    flags = ["--folder", str(folder), "--haslo-plik", str(secret), "--tak", "--json", "--bity", "4096"]
    process = subprocess.Popen(
        [str(PROGRAM), "krok", "csr", *flags],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=home.environment,
        text=True,
        encoding="utf-8",
    )
    journal = folder / "asystent-p1.jsonl"
    deadline = time.monotonic() + 20
    while not journal.exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_while_keys_are_made(home: Home, tmp_path: Path, secret: Path) -> None:
    for number in range(5):
        folder = tmp_path / f"d{number}"
        status, out, err = interrupted(home, folder, secret)
        is_polite(out + err)
        if status != 0:  # else the keys were found before the signal came
            break
    assert status == 130
    assert json.loads(out)["status"] == "cancelled"
    before = store_keys(folder)
    done = home.run("krok", "csr", "--folder", folder, "--haslo-plik", secret, "--tak", "--json")
    assert done.status == 0
    assert before.items() <= store_keys(folder).items()


# --- the other commands ----------------------------------------------------------------------------------------------


def test_zapytaj(home: Home, tmp_path: Path) -> None:
    done = home.run("zapytaj", "jak", "wygenerować", "pliki", "csr?", "--json")
    assert (done.status, done.err) == (0, "")
    reply = done.json
    assert reply.keys() == {"question", "kind", "page", "answer", "candidates", "flow", "first", "text"}
    assert (reply["question"], reply["kind"], reply["page"]) == ("jak wygenerować pliki csr?", "answer", "generate-csr")
    assert reply["flow"] == "csr"
    assert len(reply["candidates"]) == 3
    assert all(each.keys() == {"page", "score"} for each in reply["candidates"])
    questions = tmp_path / "pytania.txt"
    questions.write_text("co to jest csr\n\nkiedy wygasa certyfikat\r\n", "utf-8", newline="")
    from_file = home.run("zapytaj", "--plik", questions, "--json")
    from_pipe = home.run("zapytaj", "--plik", "-", "--json", feed=questions.read_bytes())
    assert from_file.out == from_pipe.out
    lines = from_file.out.splitlines()
    assert [json.loads(line)["question"] for line in lines] == ["co to jest csr", "", "kiedy wygasa certyfikat"]
    assert home.run("zapytaj", "co to jest csr").status == 0
    assert_problem(home.run("zapytaj"), 3, "--plik")
    assert_problem(home.run("zapytaj", "--plik", tmp_path / "nie ma"), 1, "Nie mogę odczytać")


@pytest.mark.skipif(sys.platform != "linux", reason="devices and files of Linux")
@pytest.mark.parametrize("name", ["/dev/zero", "/dev/full", "/proc/self/mem", "/proc"])
def test_questions_from_what_is_no_file(home: Home, name: str) -> None:
    assert_problem(home.run("zapytaj", "--plik", name), 1, f"Nie mogę odczytać pliku {name}")


@pytest.mark.skipif(sys.platform == "win32", reason="measures as POSIX does")
@pytest.mark.parametrize("command", ["--prosto", "zapytaj --plik -", "cofnij"])
def test_a_line_that_never_ends_does_not_fill_the_memory(home: Home, secret: Path, command: str) -> None:
    import resource

    def within_300_mib() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (300 << 20, 300 << 20))

    if command == "cofnij":
        assert home.run("krok", "csr", "--folder", home.path / "p", "--haslo-plik", secret, "--tak").status == 0
    done = subprocess.run(
        [PROGRAM, *command.split()],
        input=b"a" * 200_000_000 + b"\nkoniec\n",
        capture_output=True,
        env=home.environment,
        preexec_fn=within_300_mib,
        timeout=60,
        check=False,
    )
    assert done.returncode == (3 if command == "cofnij" else 0), done.stderr
    assert b"bledy.log" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("command", ["--version", "stan", "zapytaj co to jest csr", "--prosto", "diagnoza", "krok"])
def test_where_nothing_can_be_printed_it_is_said_and_not_called_a_bug(
    home: Home, ready: Path, secret: Path, command: str
) -> None:
    words = ["krok", "p12", "--haslo-plik", str(secret), "--tak"] if command == "krok" else command.split()
    if command in {"stan", "krok", "--prosto"}:
        words += ["--folder", str(ready)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [PROGRAM, *words],
            input=b"",
            stdout=full,
            stderr=subprocess.PIPE,
            env=home.environment,
            timeout=60,
            check=False,
        )
    err = done.stderr.decode()
    assert done.returncode == 1
    assert "Nie udało się wypisać odpowiedzi" in err
    assert "Traceback" not in err
    assert "błąd w samym programie" not in err


def test_stan(home: Home, ready: Path, secret: Path) -> None:
    assert_problem(home.run("stan"), 3, "--folder")
    done = home.run("stan", "--folder", ready, "--json")
    assert done.err == "" or "Pilne" in done.err
    seen = done.json
    assert seen["folder"] == str(ready)
    assert [step["flow"] for step in seen["steps"]] == FLOWS
    assert [step["number"] for step in seen["steps"]] == [1, 2, 3, 4, 5, 6, 7]
    assert seen["next"] == "p12"
    home.run("krok", "p12", "--folder", ready, "--haslo-plik", secret, "--tak")
    seen = home.run("stan", "--folder", ready, "--json").json
    assert {step["flow"]: step["state"] for step in seen["steps"]}["p12"] == "done"
    assert "Co dalej" in home.run("stan", "--folder", ready).out


def test_the_folder_may_stand_before_the_command(home: Home, ready: Path) -> None:
    before = home.run("--folder", ready, "stan", "--json")
    assert before.json["folder"] == str(ready)
    assert home.run("stan", "--folder", ready, "--json").json == before.json


def test_sprawdz(home: Home, ready: Path, secret: Path) -> None:
    names = ["tls.pem", "tls-20261120-101112.csr", "tls-20261120-101112.jks"]
    done = home.run("sprawdz", *(ready / name for name in names), "--json", "--haslo-plik", secret)
    assert (done.status, done.err) == (0, "")
    certificate, request, store = done.json["files"]
    assert certificate["kind"] == "certificate"
    assert certificate["valid_until"].startswith("2028-11-")
    assert certificate["problem"] is None
    assert {Path(path).name for path in certificate["fits"]} == {names[1], names[2]}
    assert (request["kind"], store["kind"], store["opened"]) == ("request", "jks", True)
    (ready / "strona.pem").write_text("<html><body>błąd</body></html>", "utf-8")
    done = home.run("sprawdz", ready / "strona.pem", ready / "tls.pem", ready / "nie ma.pem", "--json")
    assert done.status == 1
    assert [each["problem"] and each["problem"]["code"] for each in done.json["files"]] == [
        "html-file",
        None,
        "file-missing",
    ]
    done = home.run("sprawdz", ready / "tls.pem")
    assert done.status == 0
    assert "pasuje do: tls-20261120-101112.csr, tls-20261120-101112.jks" in done.out
    is_polite(done.out)


def test_cofnij(home: Home, ready: Path, secret: Path) -> None:
    before = files(ready)
    assert_problem(home.run("cofnij", "--folder", ready), 1, "nie ma czego cofać")
    home.run("krok", "p12", "--folder", ready, "--haslo-plik", secret, "--tak")
    made = files(ready)
    for feed in ("", "\n", "nie\n", "tak?\n", "t\n"):
        assert_problem(home.run("cofnij", "--folder", ready, feed=feed), 3, "--tak")
    assert files(ready) == made
    done = home.run("cofnij", "--folder", ready, feed="tak\n")
    assert done.status == 0, done
    assert "nic nie skasowano" in done.out
    assert {name: data for name, data in files(ready).items() if not name.startswith("Cofniete-")} == before
    assert len(list(ready.glob("Cofniete-*/*.p12"))) == 2


def test_przywroc(home: Home, ready: Path, secret: Path) -> None:
    assert_problem(home.run("przywroc", "--folder", ready), 1, "nie ma odłożonych plików")
    home.run("krok", "p12", "--folder", ready, "--haslo-plik", secret, "--tak")
    made = files(ready)
    home.run("cofnij", "--folder", ready, "--tak")
    away = files(ready)
    seen = json.loads(home.run("stan", "--folder", ready, "--json").out)
    assert [len(each["files"]) for each in seen["put_away"]] == [2]
    for feed in ("", "\n", "nie\n", "tak?\n"):
        assert_problem(home.run("przywroc", "--folder", ready, feed=feed), 3, "--tak")
    assert files(ready) == away
    done = home.run("przywróć", "--folder", ready, feed="tak\n")
    assert done.status == 0, done
    assert "Przywrócono i sprawdzono" in done.out
    assert files(ready) == made
    assert not list(ready.glob("Cofniete-*"))


def test_cofnij_of_keys_that_were_sent_away(home: Home, secret: Path) -> None:
    """„tak” and --tak do not suffice: the whole words, or a flag of its own."""
    folder = home.path / "p"
    home.run("krok", "csr", "--folder", folder, "--haslo-plik", secret, "--tak")
    Journal(folder, HERE).append("started", "1", operation="open-sow", plan={})
    made = files(folder)
    tries = ((), "tak\n"), (("--tak",), "tak\n"), (("--klucze",), "tak\n"), (("--tak",), "cofnij klucze\n")
    for flags, feed in tries:
        refused = home.run("cofnij", "--folder", folder, *flags, feed=feed)
        assert_problem(refused, 3, "--tak --klucze")
        assert "staną się bezużyteczne" in refused.out
        assert files(folder) == made
    assert home.run("cofnij", "--folder", folder, feed="Cofnij klucze\n").status == 0
    assert home.run("przywroc", "--folder", folder, "--tak").status == 0
    assert files(folder) == made
    assert home.run("cofnij", "--folder", folder, "--tak", "--klucze").status == 0
    assert len(list(folder.glob("Cofniete-*/*.jks"))) == 2


def test_raport(home: Home, ready: Path, tmp_path: Path, secret: Path) -> None:
    assert home.run("raport").status == 0
    home.run("krok", "p12", "--folder", ready, "--haslo-plik", secret, "--tak")
    done = home.run("raport", "--folder", ready)
    assert (done.status, done.err) == (0, "")
    assert "wykonano i sprawdzono" in done.out
    page = tmp_path / "raport.html"
    assert home.run("raport", "--folder", ready, "--html", page).status == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert_problem(home.run("raport", "--folder", ready, "--html", page), 1, "Niczego nie nadpisałem")


def test_the_conversation_ends_with_its_input(home: Home) -> None:
    for feed in ("", "koniec\n", "co to jest csr?\n"):
        done = home.run("--prosto", feed=feed)
        assert (done.status, done.err) == (0, "")
        assert "Dzień dobry" in done.out
    assert everything(home.path) == {"tmp": b""}


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_that_goes_away_is_no_reason_to_complain(home: Home, tmp_path: Path) -> None:
    questions = tmp_path / "q"
    questions.write_text("co to jest csr\n" * 3000)
    shell = f'"{PROGRAM}" zapytaj --plik "{questions}" --json | head -n 1'
    done = subprocess.run(["sh", "-c", shell], capture_output=True, env=home.environment, timeout=60, check=False)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="bytes that are no text in names are a thing of POSIX")
def test_a_folder_whose_name_is_no_text(home: Home, tmp_path: Path, secret: Path) -> None:
    folder = os.fsdecode(bytes(tmp_path) + b"/a\xff")
    done = subprocess.run(
        [PROGRAM, "krok", "csr", "--folder", folder, "--haslo-plik", secret, "--tak", "--json"],
        capture_output=True,
        env=home.environment,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done
    assert len(list(Path(folder).glob("*.jks"))) == 2


# --- the password --------------------------------------------------------------------------------------------------


def test_no_flag_takes_a_password(home: Home) -> None:
    for flow in FLOWS:
        text = home.run("krok", flow, "--help").out
        assert "--haslo " not in text.replace("--haslo-plik", "")
    assert home.run("krok", "csr", "--haslo", CANARY).status == 2


def test_the_canary_is_found_nowhere(home: Home, tmp_path: Path) -> None:
    """After every command, in every file, stream, history and log, in every common coding."""
    work, cage = tmp_path / "praca", tmp_path / "klatka"
    cage.write_text(f"{CANARY}\n")
    wrong = tmp_path / "inna-klatka"
    wrong.write_text("dudek-9917-siedzi-na-dachu\n")
    said = []

    def run(*arguments: object, feed: str = "") -> Done:
        done = home.run(*arguments, feed=feed)
        said.append(done.out + done.err)
        return done

    step = ("--folder", work, "--haslo-plik", cage)
    assert run("krok", "csr", *step, "--plan").status == 0
    assert run("krok", "csr", *step).status == 3
    assert run("krok", "csr", *step, "--tak").status == 0
    assert run("krok", "csr", "--folder", work, "--haslo-plik", wrong, "--tak").status == 1
    for purpose in PURPOSES:
        (path,) = work.glob(f"{purpose}-*.csr")
        request = read_request(path.read_bytes())
        assert request is not None
        (work / f"{purpose}.pem").write_bytes(pem(authority().issue(request, purpose, NOW)))
    assert run("krok", "p12", *step, "--tak", "--json").status == 0
    run("sprawdz", *work.glob("*.p12"), *work.glob("*.jks"), "--haslo-plik", cage)
    run("stan", "--folder", work)
    run("raport", "--folder", work)
    run("cofnij", "--folder", work, "--tak")
    run("krok", "p12", "--folder", work, "--haslo-plik", wrong, "--tak", "--json")
    talk = f"csr\n{tmp_path / 'rozmowa'}\n{CANARY}\n{CANARY}\ntak csr\nraport\nstan\np12\n{CANARY}\nkoniec\n"
    done = run("--prosto", feed=talk)
    assert done.status == 0
    assert len(list((tmp_path / "rozmowa").glob("*.jks"))) == 2, done.out
    needles = [CANARY.encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be")]
    needles += [word.encode() for word in ("dudek-9917",)]
    for text in said:
        assert not any(needle in text.encode() for needle in needles)
    looked_at = 0
    for path in tmp_path.rglob("*"):
        if path.is_file() and path not in {cage, wrong}:
            looked_at += 1
            assert not any(needle in path.read_bytes() for needle in needles), path
    assert looked_at > 14


def test_our_own_bug_is_one_sentence_and_its_log_holds_no_values(home: Home, tmp_path: Path) -> None:
    """Broken on purpose; whatever an exception of ours carries may be a secret."""
    code = (
        "import sys\nfrom assistant.cli import commands\nfrom assistant.cli.main import main\n"
        f"def broken(arguments):\n    raise ValueError('{CANARY}')\n"
        "commands._COMMANDS['stan'] = broken\nsys.exit(main(['stan', '--folder', '.']))\n"
    )
    done = subprocess.run(
        [PROGRAM.with_name("python"), "-c", code], capture_output=True, env=home.environment, timeout=60, check=False
    )
    err = done.stderr.decode()
    assert done.returncode == 1
    assert "to błąd w samym programie" in err
    assert "Traceback" not in err
    assert CANARY not in err
    (log,) = home.path.rglob("bledy.log")
    assert str(log) in err
    text = log.read_text("utf-8")
    assert "ValueError" in text
    assert "broken" in text
    assert CANARY not in text
