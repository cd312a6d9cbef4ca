"""The setup as a pharmacy meets it: built, installed without a question, talked to in a real console, taken away.

On Linux all of it happens under Wine, from the build on. On a Windows runner of the release SETUP names the folder with
what was built, and the tests in a console are left out; SETUP saves the build on Linux as well.

What a green run under Wine cannot vouch for: antivirus and SmartScreen, Explorer („Otwórz za pomocą”, a drop on the
icon), conhost's and Windows Terminal's own drawing and fonts, DLLs that Wine has and a pharmacy's Windows might lack.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

import pytest
from machine import Machine, UnderWine, machine_for, registry, until
from miniature import program_in, wrap
from piped import Piped, conversation
from rig import ROOT, finish, fresh
from screen import a_screen
from support.authority import PASSWORD, identity, pem
from support.p12_files import p12
from support.scenery import Place
from trial import freeze
from typing_in_a_console import Typed

MEGABYTE = 1_000_000
UNINSTALL = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Uninstall\asystent-p1"
CONVERSATIONS = (Path(__file__).parent / "piped.txt").read_text(encoding="utf-8").split()


@dataclass(frozen=True)
class Built:
    """The folder with the program's folder, ZIP, setup and SHA256SUMS."""

    folder: Path

    @property
    def program(self) -> Path:
        (found,) = (path for path in self.folder.glob("asystent-p1-*") if path.is_dir())
        return found

    @property
    def setup(self) -> Path:
        (found,) = self.folder.glob("*-setup.exe")
        return found


@dataclass(frozen=True)
class Installed:
    """Where the program is, and what the machine had before."""

    machine: Machine
    folder: Path
    files_before: set[str]
    registry_before: set[str]

    @property
    def program(self) -> str:
        return self.machine.named(self.folder / "asystent-p1.exe")

    def run(self, *arguments: str, feed: str = "") -> tuple[int, str, str]:
        return self.machine.run(self.program, *arguments, feed=feed)

    def forget(self) -> None:
        """As if the program had not been used yet."""
        for path in sorted((self.machine.profile / "AppData/Local/asystent-p1").rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """By the recipe of a release; under Wine its first half runs in the rig's Windows Python."""
    if ready := os.environ.get("SETUP"):
        return Built(Path(ready))
    folder = tmp_path_factory.mktemp("built")
    freeze(folder, ROOT)
    wrap(folder)
    return Built(folder)


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    folder = tmp_path_factory.mktemp("windows")
    machine = machine_for(folder)
    # Somebody at work keeps Wine's services running, as Windows' always do; else each program waits for them anew.
    keeper = machine.windows.begin("cmd", "/k") if isinstance(machine, UnderWine) else None
    before = machine.files(), registry(machine, folder)
    status, output, errors = machine.run(machine.named(built.setup), "/S")
    assert status == 0, output + errors
    yield Installed(machine, machine.profile / "AppData/Local/Programs/asystent-p1", *before)
    if keeper is not None and isinstance(machine, UnderWine):
        machine.windows.close()
        finish(keeper)


# --- what was built -------------------------------------------------------------------------------------------------


def test_the_hashes(built: Built) -> None:
    rows = [row.split("  ") for row in (built.folder / "SHA256SUMS").read_text(encoding="ascii").splitlines()]
    assert {f"{built.program.name}-setup.exe", f"{built.program.name}.zip"} <= {name for _, name in rows}
    assert all(hashlib.sha256((built.folder / name).read_bytes()).hexdigest() == said for said, name in rows)


def test_the_sizes(built: Built) -> None:
    files = [path for path in built.program.rglob("*") if path.is_file()]
    whole, setup = sum(path.stat().st_size for path in files), built.setup.stat().st_size
    print(f"setup {setup / MEGABYTE:.1f} MB, installed {whole / MEGABYTE:.1f} MB in {len(files)} files")
    assert setup <= 20 * MEGABYTE
    assert whole <= 50 * MEGABYTE


def test_the_zip_is_the_folder(built: Built) -> None:
    folder = {path.relative_to(built.folder).as_posix() for path in built.program.rglob("*") if path.is_file()}
    with zipfile.ZipFile(built.folder / f"{built.program.name}.zip") as archive:
        assert archive.namelist() == sorted(folder, key=lambda name: Path(name).parts)
        assert len({entry.date_time for entry in archive.infolist()}) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a release is built once, before it comes here")
def test_the_same_sources_elsewhere_give_the_same_program(built: Built, tmp_path: Path) -> None:
    """Byte for byte. What else makes a difference: CONTRIBUTING.md, „Make a release”."""
    if os.environ.get("SETUP"):
        pytest.skip("what is tried was built before, perhaps of other sources")
    elsewhere = tmp_path / "źródła"
    for name in ("assistant", "flows", "kb", "packaging"):
        shutil.copytree(ROOT / name, elsewhere / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LICENSE", "pyproject.toml"):
        shutil.copy(ROOT / name, elsewhere)
    freeze(tmp_path / "znowu", elsewhere)
    first, second = (
        {path.relative_to(program): path.read_bytes() for path in program.rglob("*") if path.is_file()}
        for program in (built.program, Built(tmp_path / "znowu").program)
    )
    assert first.keys() == second.keys()
    assert [str(name) for name in first if first[name] != second[name]] == []


def test_what_explorer_shows_of_the_files(built: Built) -> None:
    """Name, version and icon of the program and the setup; and the program is told the true version of Windows."""
    from assistant import __version__

    program, setup = (path.read_bytes() for path in (built.program / "asystent-p1.exe", built.setup))
    for words, where in (
        ("Asystent P1 – odnowienie certyfikatów apteki", program),
        ("Licencja MIT. Licencje użytych bibliotek: LICENCJE.txt", program),
        (f"ProductVersion\0{__version__}\0", program),
        ("Instalator programu Asystent P1", setup),
    ):
        assert words.encode("utf-16-le") in where, words
    icon = (built.program / "_internal/asystent-p1.ico").read_bytes()
    entries = [icon[at : at + 16] for at in range(6, 6 + 16 * int.from_bytes(icon[4:6], "little"), 16)]
    places = [(int.from_bytes(entry[12:], "little"), int.from_bytes(entry[8:12], "little")) for entry in entries]
    assert {entry[0] for entry in entries} >= {16, 32, 48}
    for at, size in places:
        assert icon[at : at + size] in program
        assert icon[at : at + size] in setup
    assert b"{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}" in program.lower(), "supportedOS of Windows 10, Microsoft's number"


def test_nothing_that_does_not_belong(built: Built) -> None:
    names = " ".join(path.relative_to(built.program).as_posix().lower() for path in built.program.rglob("*"))
    for unwanted in (
        "numpy",
        "babel",
        "pytz",
        "setuptools",
        "tcl8",
        "_tkinter",
        "bcryptprimitives",
        "pygments",
        "/test",
    ):
        assert unwanted not in names
    assert [path.name for path in (built.program / "_internal/tzdata/zoneinfo").glob("[A-Z]*")] == ["Europe"]


def test_licences_of_all_that_is_inside(built: Built) -> None:
    text = (built.program / "LICENCJE.txt").read_text(encoding="utf-8")
    said = {row.partition(" ")[0].lower().replace("_", "-") for row in re.findall(r"=\n(.+)\n=", text)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = {re.split(r"[^\w-]", each)[0].lower().replace("_", "-") for each in project["dependencies"]}
    theirs = {"cffi", "javaobj-py3", "mdurl", "pyasn1", "pyasn1-modules", "pycryptodomex", "python-dateutil", "wcwidth"}
    assert {"asystent", "python", "pyinstaller", *ours, *theirs} <= said
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert (built.program / "_internal/stdnum/pl/pesel.py").is_file(), "LGPL: to be replaced by whoever wants to"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows here is new enough; an older one is played by Wine")
def test_an_old_windows_is_refused(built: Built, tmp_path: Path) -> None:
    machine = UnderWine.made(tmp_path / "prefix")
    machine.run("winecfg", "-v", "win81")
    before = machine.files()
    assert machine.run(machine.named(built.setup), "/S")[0] == 2
    assert machine.files() == before
    machine.windows.close()


@pytest.mark.skipif(sys.platform == "win32", reason="an X server shows the windows")
def test_by_clicks(built: Built, tmp_path: Path) -> None:
    """As README tells a manager: „Zainstaluj”, „Zakończ”, and the program is open in a window of its own; then away."""
    (tmp_path / "screen").mkdir()
    with a_screen(tmp_path / "screen") as screen:
        machine = UnderWine(fresh(tmp_path / "prefix", screen.display))
        folder = PureWindowsPath("C:/users") / machine.profile.name / "AppData/Local/Programs/asystent-p1"
        script = ("tests/windows/inside_wizard.py", machine.named(built.setup), str(folder))
        variables = machine.variables() | {"PYTHONUTF8": "1", "PYTHONPATH": "."}
        status, output, errors = machine.windows.python(*script, **variables)
        machine.windows.close()
    assert status == 0, output + errors
    assert "Zainstaluj" in output
    assert f"Asystent P1 {built.program.name.removeprefix('asystent-p1-')}" in output, (
        "which version, on the first page"
    )
    assert "Kliknij" not in output, "NSIS' own words are less polite than ours"


# --- installed ------------------------------------------------------------------------------------------------------


def test_what_windows_knows_of_it(installed: Installed, tmp_path: Path) -> None:
    now = registry(installed.machine, tmp_path)
    values = {row.removeprefix(f"[{UNINSTALL}] ") for row in now if row.startswith(f"[{UNINSTALL}] ")}
    assert {'"DisplayName"="Asystent P1"', '"Publisher"="asystent-p1"', '"NoModify"=dword:00000001'} <= values
    assert any(value.startswith('"DisplayVersion"="0.') for value in values)
    assert any(value.startswith('"QuietUninstallString"=') and "/S" in value for value in values)
    size = next(value for value in values if value.startswith('"EstimatedSize"=dword:'))
    assert 20_000 < int(size[-8:], 16) < 60_000
    menu = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
    links = ["Desktop/Asystent P1.lnk", f"{menu}/Asystent P1.lnk", f"{menu}/Asystent P1 – ćwiczenie.lnk"]
    assert all((installed.machine.profile / link).is_file() for link in links)


def test_one_more_choice_and_never_the_default(installed: Installed, tmp_path: Path) -> None:
    added = registry(installed.machine, tmp_path) - installed.registry_before
    for extension in (".p12", ".jks", ".csr", ".pem"):
        mine = {row for row in added if rf"Classes\{extension}" in row}
        assert any(r"\OpenWithProgids]" in row and '"AsystentP1.plik"=' in row for row in mine)
        assert not any(rf"Classes\{extension}] @=" in row for row in mine)
    assert any("shell\\open\\command]" in row and '\\"%1\\"' in row for row in added)


def test_windows_r_finds_it_by_name(installed: Installed, tmp_path: Path) -> None:
    """„asystent-p1 diagnoza”, no folder before it. Wine looks for such names in HKLM only: the entry itself counts."""
    rows = registry(installed.machine, tmp_path)
    (row,) = {row for row in rows if r"CurrentVersion\App Paths\asystent-p1.exe] @=" in row}
    assert row.endswith(r'\\Programs\\asystent-p1\\asystent-p1.exe"')


def test_version_and_help(installed: Installed) -> None:
    from assistant import __version__

    assert installed.run("--version") == (0, f"{__version__}\r\n", "")
    status, output, _ = installed.run("--pomoc")
    assert status == 0
    assert "Asystent prowadzi aptekę przez odnowienie certyfikatów P1." in output


def test_a_step_a_check_and_a_question(installed: Installed, tmp_path: Path) -> None:
    folder = tmp_path / "Łąka i las"
    word = tmp_path / "hasło.txt"
    word.write_text(PASSWORD.reveal(), encoding="utf-8")
    named = installed.machine.named
    flags = ("--folder", named(folder), "--haslo-plik", named(word), "--tak", "--json")
    status, output, errors = installed.run("krok", "csr", *flags)
    assert status == 0, output + errors
    assert json.loads(output)["status"] == "done"
    assert sorted(path.suffix for path in folder.glob("[tw]*")) == [".csr", ".csr", ".jks", ".jks", ".txt", ".txt"]

    (folder / "tls.p12").write_bytes(p12("tls"))
    status, output, errors = installed.run("sprawdz", named(folder / "tls.p12"), "--haslo-plik", named(word), "--json")
    assert status == 0, output + errors
    assert json.loads(output)["files"][0]["path"].endswith("tls.p12")
    assert installed.run(named(folder / "tls.p12")) == installed.run("sprawdz", named(folder / "tls.p12"))

    status, output, errors = installed.run("zapytaj", "ile", "ważny", "jest", "certyfikat?")
    assert status == 0, output + errors
    assert "2 lata" in output


def test_the_zip_runs_from_a_stick(built: Built, installed: Installed, tmp_path: Path) -> None:
    """Unpacked anywhere, also where no old code page has the letters; on the computer it leaves nothing."""
    machine, stick = installed.machine, tmp_path / "Mój pendrive ąę 日本 ☺"
    with zipfile.ZipFile(built.folder / f"{built.program.name}.zip") as archive:
        archive.extractall(stick)
    program = stick / built.program.name / "asystent-p1.exe"
    before, unpacked = machine.files(), set(stick.rglob("*"))
    status, output, errors = machine.run(machine.named(program), "--prosto", feed="ile to kosztuje?\nkoniec\n")
    assert (status, errors) == (0, "")
    assert "bezpłatny" in output
    assert (machine.files(), set(stick.rglob("*"))) == (before, unpacked)


def test_it_finds_itself_healthy(installed: Installed) -> None:
    """Keys made, signed with and read back; every library with its version; the store of Windows opened."""
    status, output, errors = installed.run("diagnoza")
    assert ", źle: 0." in output, output + errors
    assert "Biblioteki: w porządku" in output
    assert status == 0


def test_without_any_console(installed: Installed, tmp_path: Path) -> None:
    """Started by a program without a window: it reads nothing, says goodbye to nobody and ends."""
    if not isinstance(installed.machine, UnderWine):
        pytest.skip("needs a Python for Windows that is not the runner's")
    code = (
        "import subprocess, sys; "
        "sys.exit(subprocess.run([sys.argv[1]], creationflags=subprocess.DETACHED_PROCESS, close_fds=True).returncode)"
    )
    status, output, errors = installed.machine.windows.python("-c", code, installed.program)
    assert status == 0, output + errors


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_conversation(installed: Installed, tmp_path: Path, name: str) -> None:
    installed.forget()
    place, named = Place(tmp_path), installed.machine.named
    piped = Piped(place, conversation(name), {"{folder}": named(place.folder), "{other}": named(place.other)})
    status, output, errors = installed.run(*piped.arguments, feed=piped.typed)
    assert errors == ""
    piped.check(status, output)


# --- in a console ---------------------------------------------------------------------------------------------------


@pytest.fixture
def console(installed: Installed, tmp_path: Path) -> Iterator[Typed]:
    if not isinstance(installed.machine, UnderWine):
        pytest.skip("tmux is not for Windows")
    installed.forget()
    with Typed(installed.machine, tmp_path / "tmux") as typed:
        yield typed


def test_the_first_conversation(installed: Installed, console: Typed) -> None:
    console.start(installed.program)
    console.see("Dzień dobry!")
    assert console.title() == "Asystent P1"
    console.enter("zażółć gęślą jaźń ŻÓŁW")
    console.see("> zażółć gęślą jaźń ŻÓŁW")
    console.see("Tego nie wiem")
    console.enter("co dalej?")
    console.see("zaczynamy od początku")
    console.enter("ile to kosztuje")
    console.see("bezpłatn")
    console.enter("koniec")
    console.see("ENDED 0")


def test_letters_typed_with_alt_gr(installed: Installed, console: Typed) -> None:
    """Key by key, as Windows reports a Polish keyboard: nothing may take Alt with a letter for a command."""
    python = str(console.machine.windows.home / "py/python.exe")
    console.start(python, "tests/windows/inside_keys.py", "zażółć gęślą jaźń ŻÓŁĆ", installed.program)
    console.see("> zażółć gęślą jaźń ŻÓŁĆ")
    console.see("Tego nie wiem")
    console.enter("koniec")
    console.see("ENDED 0")


def test_the_window_waits_after_all_that_only_prints(installed: Installed, console: Typed, tmp_path: Path) -> None:
    """A problem; not after the conversations that a file opened from Explorer and a folder on the icon begin."""
    console.start(installed.program, "bzdura")
    console.see("Nie rozu")
    console.see("proszę nacisnąć Enter")
    assert "ENDED" not in console.screen()
    console.enter("")
    console.see("ENDED")
    certificate = tmp_path / "tls certyfikat.pem"
    certificate.write_bytes(pem(identity("tls").certificate))
    for opened, answer in ((certificate, "ważny do"), (tmp_path, "Dzień dobry!")):
        console.start(installed.program, installed.machine.named(opened))
        console.see(answer)
        console.enter("koniec")
        console.see("ENDED 0")


# --- and away -------------------------------------------------------------------------------------------------------


def test_a_setup_over_another_version_leaves_no_remains_of_it(
    built: Built, installed: Installed, tmp_path: Path
) -> None:
    machine = installed.machine
    if not isinstance(machine, UnderWine):
        pytest.skip("makes a second setup: there is no makensis for it on Windows")
    program_in(tmp_path, "0.0.1", "_internal/stary.dll")
    assert machine.run(machine.named(wrap(tmp_path)), "/S", "/STARSZA")[0] == 0
    assert (installed.folder / "_internal/stary.dll").is_file()
    assert not (installed.folder / "_internal/kb").exists()
    assert machine.run(machine.named(built.setup), "/S")[0] == 0
    assert not (installed.folder / "_internal/stary.dll").exists()
    assert installed.run("--version")[0] == 0


def test_an_open_program_is_not_pulled_away(built: Built, installed: Installed) -> None:
    machine = installed.machine
    if not isinstance(machine, UnderWine):
        pytest.skip("begins a program beside the setup: written for Wine only")
    running = machine.windows.begin(installed.program, "--prosto", **machine.variables())
    assert running.stdout is not None
    running.stdout.read(1)
    before, away = machine.files(), machine.named(installed.folder / "odinstaluj.exe")
    assert machine.run(machine.named(built.setup), "/S")[0] == 2
    in_place = f"_?={machine.named(installed.folder)}"  # else a copy of it goes on alone
    assert machine.run(away, "/S", in_place)[0] == 2
    assert machine.files() == before
    assert running.stdin is not None
    running.stdin.close()
    assert finish(running)[0] == 0
    assert installed.run("--version")[0] == 0


def test_nothing_is_left_but_the_users_files(installed: Installed, tmp_path: Path) -> None:
    """A certificate that somebody saved in the program's folder, of all places, and the settings."""
    machine, kept = installed.machine, installed.folder / "_internal/moje.p12"
    certificate = p12("wss")
    kept.write_bytes(certificate)
    settings = machine.profile / "AppData/Local/asystent-p1/ustawienia.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('pomoc = "tel. 12"\n', encoding="utf-8")
    assert machine.run(machine.named(installed.folder / "odinstaluj.exe"), "/S")[0] == 0
    until(lambda: not any(UNINSTALL in row for row in registry(machine, tmp_path)))  # its last act
    assert registry(machine, tmp_path) == installed.registry_before
    assert kept.read_bytes() == certificate
    left = machine.files() - installed.files_before
    assert {path.rpartition("/")[2] for path in left} == {
        *("asystent-p1", "_internal", "moje.p12"),
        "ustawienia.toml",
    }
