"""A password, a PESEL and a letter's link go through every flow; afterwards they stand nowhere that they should not.

Looked at: every file under home, temporary and working folders, all that was said, the arguments and the environment of
every process that was started (strace), the screen and its title (tmux), the log of a crash, the limit on core dumps,
and the rights of every file and folder made while the umask forbade nothing.
"""

from __future__ import annotations

import os
import re
import resource
import shlex
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import tools
from support.authority import NOW, authority, identity, lay_out, pem
from support.p12_files import p12
from support.program import PROGRAM, Done, Home

from flows.base.secret import Secret
from flows.crypto.certificates import sha256_thumbprint
from flows.crypto.pkcs12 import write_p12
from flows.crypto.requests import build_request, read_request
from flows.folder.names import PURPOSES
from flows.stores.choose import open_store

CANARY = "kanarek-7431-lot-nad-wisla"
WRONG = "dudek-9917-siedzi-na-dachu"
PESEL = "02070803628"
LINK = "kanarek-8842-odnosnik"
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_HEX = CANARY.encode().hex()
NEEDLES = [*(each.encode(codec) for each in (CANARY, WRONG, PESEL, LINK) for codec in _ENCODINGS), _HEX.encode()]
SECONDS = 60.0


@dataclass
class Pharmacy:
    """A home, a working folder and the cages: files in which the secrets were handed over and may stand."""

    root: Path
    home: Home
    cages: Path
    said: list[str] = field(default_factory=list)

    @property
    def work(self) -> Path:
        return self.root / "praca"

    @property
    def store(self) -> str:
        return f"nss:{self.root / 'magazyn'}"

    def cage(self, name: str, text: str) -> Path:
        path = self.cages / name
        path.write_text(text, "utf-8")
        return path

    def run(self, *arguments: object, feed: str = "") -> Done:
        """The program under strace, with a umask that hides no careless mode."""
        trace = self.root / f"trace-{len(self.said):03}"
        command = ["strace", "-f", "-v", "-s", "100000", "-e", "trace=execve", "-o", trace, PROGRAM, *arguments]
        done = subprocess.run(
            ["sh", "-c", 'umask 0; exec "$@"', "sh", *map(str, command)],
            input=feed.encode(),
            capture_output=True,
            env=self.home.environment | {"BROWSER": "true"},
            cwd=self.root / "obok",
            timeout=SECONDS,
            check=False,
        )
        result = Done(done.returncode, done.stdout.decode(), done.stderr.decode())
        self.said.append(result.out + result.err)
        return result

    def traces(self) -> str:
        return "\n".join(path.read_text("utf-8", "replace") for path in sorted(self.root.glob("trace-*")))

    def issue(self) -> None:
        """The office's two certificates into the folder of downloads."""
        downloads = self.root / "Pobrane"
        downloads.mkdir(exist_ok=True)
        for purpose in PURPOSES:
            (path,) = self.work.glob(f"{purpose}-*.csr")
            request = read_request(path.read_bytes())
            assert request is not None
            moment = NOW.now(NOW.tzinfo)
            (downloads / f"{purpose}.pem").write_bytes(pem(authority().issue(request, purpose, moment)))


@pytest.fixture(scope="module")
def pharmacy(tmp_path_factory: pytest.TempPathFactory) -> Pharmacy:
    """All seven steps and what belongs to them by the command line, then conversations; success and failure."""
    tools.need("strace")
    tools.need("certutil")
    root = tmp_path_factory.mktemp("apteka")
    for name in ("dom", "klatki", "obok"):
        (root / name).mkdir(mode=0o700)
    place = Pharmacy(root, Home(root / "dom"), root / "klatki")
    (root / "dom" / "tmp").mkdir(mode=0o700)
    _commands(place)
    _conversations(place)
    return place


def _commands(place: Pharmacy) -> None:
    cage, wrong = place.cage("haslo", f"{CANARY}\n"), place.cage("inne", f"{WRONG}\n")
    folder, secret = ("--folder", place.work), ("--haslo-plik", cage)
    assert place.run("krok", "csr", *folder, *secret, "--plan").status == 0
    assert place.run("krok", "csr", *folder, *secret).status == 3
    assert place.run("krok", "csr", *folder, *secret, "--tak").status == 0
    assert place.run("krok", "csr", *folder, "--haslo-plik", wrong, "--tak").status == 1
    address = "a@example.com"
    form = (
        f'identyfikator = "1234567"\npwz = "01234565"\nemail = "{address}"\nemail2 = "{address}"\npesel = "{PESEL}"\n'
    )
    for extra in ("--json", "--tak"):
        place.run("krok", "sow", *folder, "--dane", place.cage("dane.toml", form), extra)
    place.run("krok", "sow", *folder, "--dane", place.cage("zle.toml", form.replace("pwz", "pwx")), "--json")
    moment = f"{NOW.now(NOW.tzinfo):%a, %d %b %Y %H:%M:%S +0000}"
    letter = (
        f"From: x@ezdrowie.gov.pl\nSubject: System P1 nadał dostęp do Systemu P1\nDate: {moment}\n"
        "Content-Type: text/plain; charset=utf-8\n\nSystem P1 nadał dostęp do Systemu P1.\n"
        f"Certyfikat TLS: https://ezdrowie.gov.pl/{LINK}/1\nCertyfikat WSS: https://ezdrowie.gov.pl/{LINK}/2\n"
    )
    place.issue()
    downloads = ("--pobrane", place.root / "Pobrane")
    assert (
        place.run("krok", "mail", *folder, "--wiadomosc", place.cage("list.eml", letter), *downloads, "--tak").status
        == 0
    )
    assert place.run("krok", "p12", *folder, *secret, "--tak", "--json").status == 0
    assert place.run("krok", "p12", *folder, "--haslo-plik", wrong, "--tak", "--json").status == 1
    place.run("krok", "zsmopl", *folder, "--data", "22.11.2028", "--tak")
    store = ("--magazyn", place.store)
    assert place.run("krok", "windows", *folder, "--haslo-plik", wrong, *store, "--tak").status == 1
    _an_older_one(place)
    assert place.run("krok", "windows", *folder, *secret, *store, "--tak", "--json").status == 0
    (place.root / "pendrive").mkdir(mode=0o700)
    assert place.run("krok", "zestaw", *folder, *secret, "--cel", place.root / "pendrive", "--tak").status == 0
    done = place.run("krok", "stare", *folder, *secret, *store, "--takze-wazne", "--tak")
    assert done.status == 0, done
    place.run("krok", "raportnet", *folder, *secret, "--tak")
    place.run("sprawdz", *place.work.glob("*.p12"), *place.work.glob("*.jks"), "--haslo-plik", cage)
    place.run("sprawdz", *place.work.glob("*.p12"), "--haslo-plik", wrong)
    for command in ("stan", "raport", "diagnoza"):
        place.run(command, *folder)
    place.run("stan", *folder, "--json")
    assert place.run("raport", *folder, "--html", place.root / "raport.html").status == 0
    for _ in range(3):
        place.run("cofnij", *folder, "--tak")


def _an_older_one(place: Pharmacy) -> None:
    """A predecessor of TLS in the store, for „stare certyfikaty”."""
    (path,) = place.work.glob("tls-*.csr")
    request = read_request(path.read_bytes())
    assert request is not None
    older = read_request(build_request(identity("tls", 7).key, request.subject))
    assert older is not None
    certificate = authority().issue(older, "tls", NOW.replace(year=2025))
    data = write_p12("P1 TLS dawny", identity("tls", 7).key, certificate, (), Secret("stare-haslo-do-pliku"), aes=False)
    open_store(place.store).install(data, Secret("stare-haslo-do-pliku"))
    assert open_store(place.store).find(sha256_thumbprint(certificate))


def _conversations(place: Pharmacy) -> None:
    """Without a terminal: lines in, lines out; the password where it belongs, and where it does not."""
    talk = place.root / "rozmowa"
    lines = f"csr\n{talk}\n{CANARY}\n{CANARY}\ntak csr\nraport\nstan\np12\n{CANARY}\n{WRONG}\nkoniec\n"
    assert place.run("--prosto", feed=lines).status == 0
    assert len(list(talk.glob("*.jks"))) == 2
    form = f"sow\n1234567\n01234565\na@example.com\na@example.com\n{PESEL}\nstan\nraport\nkoniec\n"
    place.run("--prosto", "--folder", talk, feed=form)
    practice = place.root / "cwiczenie"
    lines = f"csr\n\n{CANARY}\n{CANARY}\ntak csr\np12\n{WRONG}\ncofnij\ntak cofnij\nkoniec\n"
    place.run("cwiczenie", "--prosto", "--folder", practice, feed=lines)
    assert list((practice / "Certyfikaty").rglob("*.jks"))


# --- what may be found where ---------------------------------------------------------------------------------


def found_in(root: Path, *, but: Path) -> Iterator[tuple[Path, bytes]]:
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink() and but not in path.parents:
            data = path.read_bytes()
            yield from ((path, needle) for needle in NEEDLES if needle in data)


def test_no_file_holds_a_secret(pharmacy: Pharmacy) -> None:
    looked_at = [path for path in pharmacy.root.rglob("*") if path.is_file()]
    assert len(looked_at) > 60
    assert any(path.name == "asystent-p1.jsonl" for path in looked_at)
    assert list(found_in(pharmacy.root, but=pharmacy.cages)) == []


def test_nothing_that_was_said_holds_a_password(pharmacy: Pharmacy) -> None:
    """The card shows what was typed into the form, to copy it from there: a PESEL is seen, a password never."""
    for text in pharmacy.said:
        assert CANARY not in text
        assert WRONG not in text
        assert not any(sign in text for sign in ("Traceback", "błąd w samym programie"))


def test_no_process_was_handed_a_secret(pharmacy: Pharmacy) -> None:
    text = pharmacy.traces()
    called = set(re.findall(r'execve\("([^"]+)"', text))
    assert any(path.endswith("pk12util") for path in called)
    assert any(path.endswith("certutil") for path in called)
    assert text.count("HOME=") >= text.count("execve(") > 40  # environments are in it, whole
    assert not any(needle.decode("latin-1") in text for needle in NEEDLES)
    # strace writes what is no ASCII in octal; the secrets are ASCII, and so they would stand there as they are.
    assert all(each.isascii() for each in (CANARY, WRONG, PESEL, LINK))


def test_every_file_and_folder_is_its_owners_alone(pharmacy: Pharmacy) -> None:
    open_to_others = []
    ours = [pharmacy.work, pharmacy.root / "rozmowa", pharmacy.root / "cwiczenie", pharmacy.root / "magazyn"]
    ours += [pharmacy.root / "pendrive", pharmacy.root / "raport.html", *pharmacy.home.path.iterdir()]
    for top in ours:
        for path in (top, *top.rglob("*")):
            mode = stat.S_IMODE(path.lstat().st_mode)
            if mode != (0o700 if path.is_dir() else 0o600):
                open_to_others.append(f"{mode:o} {path.relative_to(pharmacy.root)}")
    assert open_to_others == []
    assert list((pharmacy.root / "obok").iterdir()) == []


def test_nothing_temporary_is_left(pharmacy: Pharmacy) -> None:
    assert list((pharmacy.home.path / "tmp").iterdir()) == []
    assert [path for path in pharmacy.root.rglob("*.tmp") if path.is_file()] == []


# --- a screen, Ctrl-C, a crash --------------------------------------------------------------------------------


class Screen:
    """The program in tmux, on a server of its own."""

    def __init__(self, home: Home, folder: Path, *arguments: str) -> None:
        tools.need("tmux")
        self._socket = folder / f"tmux-{time.monotonic_ns()}"  # the server before may still be on its way out
        command = shlex.join([str(PROGRAM), *arguments])
        environment = home.environment | {"TERM": "screen-256color", "LC_ALL": "C.UTF-8", "BROWSER": "true"}
        environment.pop("TMUX", None)
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", command, environment=environment)
        self._tmux("set-option", "-g", "history-limit", "50000")

    def _tmux(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self._socket), *arguments],
            capture_output=True,
            env=environment,
            timeout=SECONDS,
            check=False,
        )
        return done.stdout.decode("utf-8", "replace")

    def pid(self) -> int:
        return int(self._tmux("list-panes", "-F", "#{pane_pid}"))

    def everything(self) -> str:
        """The screen with all that scrolled off it, the other screen, and the titles."""
        titles = self._tmux("list-panes", "-F", "#{pane_title} #{pane_current_command} #{window_name}")
        return self._tmux("capture-pane", "-p", "-J", "-S", "-") + titles

    def see(self, text: str, *, times: int = 1) -> None:
        wanted, end = "".join(text.split()), time.monotonic() + SECONDS
        while "".join(self.everything().split()).count(wanted) < times:
            assert time.monotonic() < end, f"not on the screen: {text}\n{self.everything()}"
            time.sleep(0.1)

    def enter(self, text: str) -> None:
        self._tmux("send-keys", "-l", text)
        self._tmux("send-keys", "Enter")

    def keys(self, *names: str) -> None:
        self._tmux("send-keys", *names)

    def close(self) -> None:
        self._tmux("kill-server")


@contextmanager
def screen(root: Path, *arguments: str) -> Iterator[Screen]:
    (root / "dom").mkdir(exist_ok=True)
    made = Screen(Home(root / "dom"), root, *arguments)
    try:
        yield made
    finally:
        made.close()


def test_a_screen_never_shows_it(tmp_path: Path) -> None:
    ready = lay_out(tmp_path / "gotowe", issued=True)
    with screen(tmp_path) as shown:
        shown.see(">")
        shown.enter("p12")
        shown.see("W którym folderze")
        shown.enter(str(ready))
        shown.see("hasło ustawione w kroku 1")
        shown.enter(WRONG)
        shown.see("hasło] >", times=2)  # what is typed before a prompt is there, the terminal itself shows
        shown.enter(WRONG)  # and once more, as people do
        shown.see("hasło] >", times=3)
        shown.keys("C-c")
        shown.enter("csr")
        shown.see("krok 1 z 7")
        shown.enter(f"zmień folder {tmp_path / 'praca'}")
        shown.see("hasło] >")
        text = shown.everything()
    assert WRONG not in text
    with screen(tmp_path, "--folder", str(tmp_path / "praca")) as shown:
        shown.see(">")
        shown.enter("csr")
        shown.see("hasło] >")
        shown.enter(CANARY)
        shown.see("hasło] >", times=2)
        shown.enter(CANARY)
        shown.see("Proszę wpisać „tak” albo „nie”")
        shown.enter(CANARY)  # typed again by mistake where it shows: the one place where its owner put it himself
        shown.see("To wygląda na hasło")
        shown.enter("tak")
        shown.see("Gotowe i sprawdzone")
        shown.keys("Up")
        shown.keys("Up")
        text = shown.everything()
    assert text.count(CANARY) == 1
    assert list(found_in(tmp_path, but=tmp_path / "klatki")) == []


def test_ctrl_c_at_any_moment_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "dom").mkdir()
    (tmp_path / "klatki").mkdir()
    cage = tmp_path / "klatki" / "haslo"
    cage.write_text(CANARY)
    statuses = []
    for number in range(6):
        folder = tmp_path / f"praca {number}"
        command = [PROGRAM, "krok", "csr", "--folder", folder, "--haslo-plik", cage, "--bity", "3072", "--tak"]
        with subprocess.Popen(command, env=Home(tmp_path / "dom").environment, stderr=subprocess.PIPE) as program:
            time.sleep(0.15 + 0.2 * number)
            program.send_signal(signal.SIGINT)
            _, said = program.communicate(timeout=SECONDS)
        assert b"Traceback" not in said
        statuses.append(program.returncode)
    assert set(statuses) <= {0, 130, -signal.SIGINT}, statuses
    assert any(statuses)
    assert list(found_in(tmp_path, but=tmp_path / "klatki")) == []


def test_no_core_dump_of_it_or_of_what_it_starts(tmp_path: Path) -> None:
    """Begun with no limit at all; then the interpreter itself is made to crash with the password in its memory."""
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    if most == 0:
        pytest.skip("NOT TESTED HERE: dumps are forbidden to this whole system")
    (tmp_path / "dom").mkdir()
    feed = tmp_path / "wejscie"
    os.mkfifo(feed)
    with (
        subprocess.Popen(
            [
                "sh",
                "-c",
                'ulimit -c unlimited 2>/dev/null || ulimit -c "$(ulimit -H -c)"; exec "$0" --prosto <"$1"',
                PROGRAM,
                feed,
            ],
            stdout=subprocess.PIPE,
            env=Home(tmp_path / "dom").environment,
            cwd=tmp_path,
        ) as program,
        feed.open("w") as keyboard,
    ):
        keyboard.write(f"csr\n{tmp_path / 'praca'}\n{CANARY}\n")
        keyboard.flush()
        assert program.stdout is not None
        seen = b""
        while b"jeszcze raz" not in seen:
            more = os.read(program.stdout.fileno(), 65_536)
            assert more, seen.decode()
            seen += more
        limits = Path(f"/proc/{program.pid}/limits").read_text()
        os.kill(program.pid, signal.SIGABRT)
        program.wait(SECONDS)
    assert re.search(r"Max core file size +1 +1 +bytes", limits)
    assert program.returncode == -signal.SIGABRT
    assert list(found_in(tmp_path, but=tmp_path / "klatki")) == []
    assert [path.name for path in tmp_path.iterdir() if "core" in path.name] == []


@pytest.mark.parametrize("where", ["flows.crypto.jks_writer.write_jks", "flows.csr.generate_requests.write_new"])
@pytest.mark.parametrize("talk", [True, False], ids=["conversation", "command"])
@pytest.mark.parametrize("kind", ["RuntimeError", "PanicException"])
def test_a_crash_with_the_password_in_its_hands(tmp_path: Path, where: str, kind: str, *, talk: bool) -> None:
    """Our own bug, raised as badly as can be: the password is in the exception, in its cause and in local variables.

    A panic in the library below us is no ``Exception``.
    """
    (tmp_path / "dom").mkdir()
    (tmp_path / "klatki").mkdir()
    cage = tmp_path / "klatki" / "haslo"
    cage.write_text(CANARY)
    module, _, name = where.rpartition(".")
    code = (
        f"import sys\nimport {module} as broken\nfrom assistant.cli.main import main\n"
        "class PanicException(BaseException): pass\n"
        "def crash(*arguments, **named):\n"
        f"    open_password = open({str(cage)!r}).read()\n"
        "    try:\n        raise ValueError(open_password)\n"
        f"    except ValueError as error:\n        raise {kind}('cannot write ' + open_password) from error\n"
        f"broken.{name} = crash\nsys.exit(main(sys.argv[1:]))\n"
    )
    folder = tmp_path / "praca"
    command = ["--prosto"] if talk else ["krok", "csr", "--folder", str(folder), "--haslo-plik", str(cage), "--tak"]
    feed = f"csr\n{folder}\n{CANARY}\n{CANARY}\ntak csr\nraport\nkoniec\n" if talk else ""
    done = subprocess.run(
        [PROGRAM.with_name("python"), "-c", code, *command],
        input=feed.encode(),
        capture_output=True,
        env=Home(tmp_path / "dom").environment,
        cwd=tmp_path,
        timeout=SECONDS,
        check=False,
    )
    text = (done.stdout + done.stderr).decode()
    assert "błąd w samym programie" in text
    assert "Traceback" not in text
    assert CANARY not in text
    assert list(found_in(tmp_path, but=tmp_path / "klatki")) == []
    (log,) = (tmp_path / "dom").rglob("bledy.log")
    assert kind in log.read_text("utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_the_needles_would_be_found(tmp_path: Path) -> None:
    """What looks for secrets finds one that stands there."""
    (tmp_path / "a").write_text(CANARY, "utf-16")
    (tmp_path / "b").write_bytes(p12("tls") + PESEL.encode())
    assert {path.name for path, _ in found_in(tmp_path, but=tmp_path / "klatki")} == {"a", "b"}
