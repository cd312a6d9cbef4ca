"""``diagnoza`` as a support person asks for it: what it says, what it must not say, and that it leaves nothing."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest
import tools
from support.authority import PASSWORD, authority, identity, pem
from support.program import Done, Home

from flows.crypto.pkcs12 import write_p12
from flows.crypto.requests import read_request
from flows.folder.names import PURPOSES
from flows.stores.nss import NssStore

PESEL = "44051401359"
NAMES = ["program", "windows", "terminal", "clock", "folder", "settings", "state", "temporary", "disk", "store"]
NAMES += ["packages", "crypto"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    path = tmp_path / "home" / "genowefa"
    path.mkdir(parents=True)
    return Home(path)


@pytest.fixture
def folder(home: Home) -> Path:
    """A working folder whose name holds what must not be told, with keystores of which no password is known."""
    path = home.path / f"Apteka {PESEL}"
    path.mkdir()
    for purpose in PURPOSES:
        (path / f"{purpose}.jks").write_bytes(identity(purpose).jks())
        (path / f"{purpose}.pem").write_bytes(pem(identity(purpose).certificate))
    return path


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes() if path.is_file() else b"", path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def states(done: Done) -> dict[str, str]:
    return {check["name"]: check["state"] for check in done.json["checks"]}


def test_a_good_computer(home: Home, folder: Path) -> None:
    before = everything(home.path)
    done = home.run("diagnoza", "--folder", folder, TZ="Europe/Warsaw")
    assert (done.status, done.err) == (0, ""), done
    assert done.out.startswith("Diagnoza asystenta P1 0.")
    assert "- Zegar: w porządku" in done.out
    assert "- Próba kluczy i podpisu: w porządku" in done.out
    assert "cryptography " in done.out
    assert done.out.count("w porządku –") >= len(NAMES) - 2  # the store and the disk are this machine's own
    assert everything(home.path) == before, "nothing is left, nothing is touched"


def test_for_scripts(home: Home, folder: Path) -> None:
    done = home.run("diagnoza", "--folder", folder, "--json", TZ="Europe/Warsaw")
    assert done.json.keys() == {"version", "state", "checks"}
    assert [check["name"] for check in done.json["checks"]] == NAMES
    keys = {"name", "title", "state", "found", "means", "advice", "page"}
    assert all(check.keys() == keys for check in done.json["checks"])
    assert set(states(done).values()) <= {"ok", "warning", "bad"}


def test_a_foreign_zone_and_a_poor_terminal(home: Home) -> None:
    done = home.run("diagnoza", "--json", TZ="America/New_York", PYTHONIOENCODING="ascii")
    assert (states(done)["clock"], states(done)["terminal"]) == ("warning", "warning")
    assert done.json["state"] == "warning"
    assert done.status == 0, "the assistant works all the same"
    clock = next(check for check in done.json["checks"] if check["name"] == "clock")
    assert clock["page"] == "wrong-clock"


def test_a_folder_that_is_gone_is_bad(home: Home, tmp_path: Path) -> None:
    done = home.run("diagnoza", "--folder", tmp_path / "pendrive", TZ="Europe/Warsaw")
    assert done.status == 1
    assert "- Folder roboczy: źle" in done.out
    assert "Co zrobić: Proszę" in done.out
    assert not (tmp_path / "pendrive").exists()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux has a folder that nobody may write to")
def test_a_folder_that_refuses_files_is_bad_whatever_its_rights_say(home: Home) -> None:
    """Also for root, who is told that /proc is writable: only a file really written tells."""
    done = home.run("diagnoza", "--folder", "/proc", "--json")
    assert (done.status, states(done)["folder"]) == (1, "bad")
    (folder,) = (each for each in json.loads(done.out)["checks"] if each["name"] == "folder")
    assert folder["found"].startswith("/proc")
    assert os.geteuid() or "jest, ale system nie pozwolił" in folder["found"]  # others have no right from the outset
    assert folder["advice"]


def test_a_full_disk_is_bad(home: Home) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no such system")
    code = (
        "import shutil, sys\nfrom collections import namedtuple\nfrom assistant.cli.main import main\n"
        "usage = namedtuple('usage', 'total used free')\n"
        "shutil.disk_usage = lambda place: usage(2**40, 2**40, 0)\nsys.exit(main(['diagnoza', '--json']))\n"
    )
    done = _python(home, code)
    assert (done.status, states(done)["disk"]) == (1, "bad")


def test_a_broken_library_is_bad_and_named(home: Home) -> None:
    code = "import sys\nsys.modules['jks'] = None\nfrom assistant.cli.main import main\n"
    done = _python(home, code + "sys.exit(main(['diagnoza', '--json']))")
    assert (done.status, states(done)["crypto"]) == (1, "bad")
    assert "plik .jks" in done.out


def test_the_canary_is_not_told(home: Home, folder: Path) -> None:
    """No name of the user or the computer, no PESEL, no password; neither here nor in the report."""
    talk = f"p12\n{folder}\n{PASSWORD.reveal()}\ndiagnoza\nraport\nkoniec\n"
    said = [
        home.run("diagnoza", "--folder", folder, LOGNAME="genowefa"),
        home.run("diagnoza", "--folder", folder, "--json", LOGNAME="genowefa"),
        home.run("raport", "--folder", folder, LOGNAME="genowefa"),
    ]
    spoken = home.run("--prosto", feed=talk, LOGNAME="genowefa").out
    spoken = spoken[spoken.index("Diagnoza asystenta") :].split("[krok", maxsplit=1)[0]
    for text in [*(done.out + done.err for done in said), spoken]:
        assert "UŻYTKOWNIK" in text
        for word in (PESEL, "genowefa", PASSWORD.reveal(), platform.node(), str(home.path)):
            assert word.lower() not in text.lower()


# --- a Windows that is too old -------------------------------------------------------------------------------------

OLD = (
    "import sys\nfrom assistant.cli import commands\nfrom assistant.screen import host\n"
    "from assistant.cli.main import main\n"
    "host.windows_version = commands.windows_version = lambda: (6, 3, 9600)\nsys.exit(main(sys.argv[1:]))\n"
)


@pytest.mark.parametrize("command", [[], ["--prosto"], ["cwiczenie"], ["krok", "csr", "--plan"]])
def test_windows_8_is_refused_in_one_sentence(home: Home, command: list[str]) -> None:
    done = _python(home, OLD, *command)
    assert (done.status, done.out) == (1, "")
    assert "Na tym komputerze jest Windows 8.1, a asystent prowadzi odnowienie dopiero od Windows 10." in done.err
    assert "Co zrobić: Proszę uruchomić asystenta na nowszym komputerze" in done.err


def test_what_only_looks_works_there_too(home: Home) -> None:
    asked = _python(home, OLD, "zapytaj", "jaki windows jest potrzebny", "--json")
    assert asked.json["page"] == "windows-versions", "the very words of the refusal lead to its page"
    assert _python(home, OLD, "--version").status == 0
    assert _python(home, OLD, "stan", "--folder", home.path).status == 0
    done = _python(home, OLD, "diagnoza", "--json")
    assert (done.status, states(done)["windows"]) == (1, "bad")


def _python(home: Home, code: str, *arguments: object) -> Done:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        input=b"",
        capture_output=True,
        env=home.environment | {"TZ": "Europe/Warsaw"},
        cwd=home.path,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.skipif(os.name == "nt", reason="NSS in a folder of the test's own")
def test_the_clock_against_the_store(home: Home, tmp_path: Path) -> None:
    """A till has no working folder: a certificate of tomorrow in its store tells that the clock is late."""
    for name in ("certutil", "pk12util"):
        tools.need(name)
    me = identity("wss")
    request = read_request(me.csr_pem)
    assert request is not None
    issued = authority().issue(request, "wss", dt.datetime.now(dt.UTC) + dt.timedelta(days=2))
    p12 = write_p12("P1", me.key, issued, (), PASSWORD, aes=False)
    NssStore(home.path / ".pki/nssdb").install(p12, PASSWORD)
    done = home.run("diagnoza", "--json", TZ="Europe/Warsaw")
    assert (done.status, states(done)["clock"], states(done)["store"]) == (1, "bad", "ok")
    assert "certyfikat w magazynie certyfikatów zaczyna być ważny dopiero" in done.out
    assert issued.subject.rfc4514_string() not in done.out
