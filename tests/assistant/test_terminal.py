"""The program as a person meets it: keys in, a screen out. Linux only: pexpect needs a pseudo-terminal."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pexpect
import pytest
from support.matrix import LONG
from support.running import at
from terminal import CTRL_C, CTRL_D, F1, LEFT, RIGHT, SECONDS, TAB, UP, Terminal, started

from flows.engine.journal import Journal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal for pexpect on Windows")
PASSWORD = "kot pije mleko rano"
PLAN = "Proszę wpisać „tak” albo „nie”"
WAY_TO_P12 = (
    ("sow", "Czy kierownik ma poprawny numer PWZ"),
    ("tak", "Czy wniosek podpisze kierownik"),
    ("tak", "Do kiedy jest ważny Profil Zaufany"),
    ("", "Jaki jest „Identyfikator"),
    ("", "Jaki jest numer PWZ"),
    ("nie rozumiem", "Więcej na ten temat"),
    ("", "Na jaki adres e-mail"),
    ("", "jeszcze raz"),
    ("", "Jaki jest PESEL"),
    ("", "ĆWICZENIE: wniosek w SOW"),
    ("tak", "teraz otworzyłaby się strona"),
    ("zrobione", "urząd na niby odpowie"),
    ("tak", "Mogę zachować"),
    ("nie", "Krok 3"),
    ("mail", "wiadomość z Centrum e-Zdrowia"),
    ("", "System P1 nadał dostęp"),
    ("tak", "odnośnik"),
    ("tak", "drugi odnośnik"),
    ("tak", "przeglądarka zapisała pliki"),
    ("", "Skopiuję certyfikaty"),
    ("tak", "„p12”"),
    ("p12", "Utworzę 2 pliki .p12"),
    ("nie rozumiem", "cokolwiek zmieniam"),
    ("tak", "klucz podpisuje, certyfikat ważny do"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def _to_password(terminal: Terminal, folder: Path) -> None:
    terminal.see("Dzień dobry!")
    terminal.enter("csr")
    terminal.see("W którym folderze")
    terminal.enter(str(folder))
    terminal.see("Proszę wymyślić hasło")
    terminal.see("hasło] >")


def _to_plan(terminal: Terminal, folder: Path) -> None:
    _to_password(terminal, folder)
    terminal.enter(PASSWORD)
    terminal.see("to samo hasło jeszcze raz")
    terminal.settle()
    terminal.enter(PASSWORD)
    terminal.see(PLAN)


@pytest.mark.parametrize("flag", [(), ("--prosto",)])
def test_a_password_shows_a_dot_per_character(home: Path, flag: tuple[str, ...]) -> None:
    """Also after Backspace, an arrow and a paste; the letters themselves never."""
    bracketed = "" if flag else "\x1b[200~", "" if flag else "\x1b[201~"
    with started(home, *flag) as terminal:
        _to_password(terminal, home / "certy")
        terminal.settle()
        terminal.type("koó\x7f")
        terminal.settle()
        assert "hasło]>••" in terminal.everything()
        assert "hasło]>•••" not in terminal.everything()
        terminal.type(f"{bracketed[0]}t pije mleko rano{bracketed[1]}{LEFT}{RIGHT}")
        terminal.settle()
        assert terminal.everything().count("•") == 19
        terminal.enter("")
        terminal.see("to samo hasło jeszcze raz")
        terminal.settle()
        terminal.enter("kot pije mleko rano")
        terminal.see(PLAN)
        assert not any(each in terminal.raw for each in ("pije", "leko", "*"))


@pytest.mark.parametrize("flag", [(), ("--prosto",)])
def test_polish_letters_are_typed_and_shown(home: Path, flag: tuple[str, ...]) -> None:
    with started(home, *flag) as terminal:
        terminal.see("Dzień dobry!")
        terminal.enter("zażółć gęślą jaźń ŻÓŁW")
        terminal.see("zażółć gęślą jaźń ŻÓŁW")
        terminal.see("Tego nie wiem")


def test_alt_letters_are_no_shortcuts(home: Path) -> None:
    """AltGr types Polish: a letter after Escape must not run anything."""
    with started(home) as terminal:
        terminal.see("Dzień dobry!")
        for letter in "acelnoszx":
            terminal.type(f"\x1b{letter}")
        terminal.settle()
        terminal.type(CTRL_C)
        terminal.see("jeszcze raz nacisnąć Ctrl-C")


def test_resize(home: Path) -> None:
    with started(home, columns=120) as terminal:
        terminal.see("Dzień dobry!")
        terminal.resize(50, 40)
        terminal.settle()
        terminal.enter("pomoc")
        terminal.see("Można też zadać dowolne pytanie")
        assert max(len(row) for row in terminal.text().splitlines()) <= 50
        terminal.resize(100, 20)
        terminal.enter("ile to kosztuje")
        terminal.see("bezpłatn")


def test_ctrl_c_at_every_prompt(home: Path) -> None:
    with started(home) as terminal:
        terminal.see("Dzień dobry!")
        terminal.enter("csr")
        terminal.see("W którym folderze")
        terminal.type(CTRL_C)
        terminal.see("Odkładam ten krok", times=1)
        terminal.enter("csr")
        terminal.see("W którym folderze", times=2)
        terminal.enter(str(home / "certy"))
        terminal.see("hasło] >")
        terminal.type(CTRL_C)
        terminal.see("Odkładam ten krok", times=2)
        terminal.enter("csr")
        terminal.see("Proszę wymyślić hasło", times=2)
        terminal.settle()
        terminal.enter(PASSWORD)
        terminal.see("to samo hasło jeszcze raz")
        terminal.type(CTRL_C)
        terminal.see("Odkładam ten krok", times=3)
        terminal.type(CTRL_C)
        terminal.see("jeszcze raz nacisnąć Ctrl-C")
        terminal.type(CTRL_C)
        assert terminal.status() == 130
    assert not (home / "certy").exists()


@pytest.mark.parametrize("flag", [(), ("--prosto",)])
def test_ctrl_d_says_goodbye(home: Path, flag: tuple[str, ...]) -> None:
    with started(home, *flag) as terminal:
        terminal.see("Dzień dobry!")
        terminal.settle()
        terminal.type(CTRL_D)
        terminal.see("Do widzenia!")
        assert terminal.status() == 0


def test_f1(home: Path) -> None:
    with started(home) as terminal:
        terminal.see("Dzień dobry!")
        terminal.type(F1)
        terminal.see("Co można wpisać")
        _to_f1_at_password(terminal, home)


def _to_f1_at_password(terminal: Terminal, home: Path) -> None:
    terminal.enter("csr")
    terminal.see("W którym folderze")
    terminal.enter(str(home))
    terminal.see("hasło] >")
    terminal.type(f"poczatek{F1}")
    terminal.see("zamyka klucze prywatne")
    assert "poczatek" not in terminal.raw


def test_tab_completes_words_and_folders(home: Path) -> None:
    (home / "Certyfikaty apteki").mkdir()
    with started(home) as terminal:
        terminal.see("Dzień dobry!")
        terminal.type(f"co d{TAB}")
        terminal.see("> co dalej")
        terminal.enter("")
        terminal.see("zaczynamy od początku")
        terminal.enter("csr")
        terminal.see("W którym folderze")
        terminal.type(f"{home}/Certyf{TAB}")
        terminal.see("Certyfikaty apteki")


def test_history_holds_lines_and_no_password(home: Path) -> None:
    with started(home) as terminal:
        terminal.see("Dzień dobry!")
        terminal.enter(PASSWORD)  # typed in the wrong place, before anybody knows that it is one
        terminal.see("Można wpisać: pytanie", times=1)
        _to_plan(terminal, home / "certy")
        terminal.enter(f"haslo to {PASSWORD}")  # and after
        terminal.see("To wygląda na hasło")
        terminal.settle()
        shown = terminal.raw.count(PASSWORD)
        for _ in range(8):
            terminal.type(UP)
            terminal.settle()
        assert terminal.raw.count(PASSWORD) == shown
        assert "> csr" in terminal.text(), "the oldest other line is still there"


def test_killed_while_it_works_and_resumed(home: Path) -> None:
    folder = home / "Apteka pod Żółwiem"
    with started(home) as terminal:
        _to_plan(terminal, folder)
        terminal.enter("tak")
        terminal.see("Zapisuję tls")
        terminal.kill()
    with started(home, "--folder", str(folder)) as terminal:
        terminal.see("Widzę rozpoczęte odnowienie")
        terminal.enter("stan")
        terminal.see("[x] zrobione")
        if len(list(folder.glob("*.*"))) < 8:  # it was not too late to kill it
            terminal.enter("csr")
            terminal.see("hasło] >")
            terminal.enter(PASSWORD)
            terminal.see("to samo hasło jeszcze raz")
            terminal.settle()
            terminal.enter(PASSWORD)
            terminal.see(PLAN)
            terminal.enter("tak")
            terminal.see("Gotowe i sprawdzone")
    assert len(list(folder.glob("*.jks"))) == len(list(folder.glob("*.csr"))) == 2


def test_no_color(home: Path) -> None:
    with started(home, NO_COLOR="1") as terminal:
        terminal.see("Dzień dobry!")
        terminal.enter("csr")
        terminal.see("W którym folderze")
        terminal.enter("D:\\nie")
        terminal.see("Co się stało")
        colours = re.findall(r"\x1b\[[0-9;]*(?:3[0-7]|9[0-7]|38;5)[0-9;]*m", terminal.raw)
        assert not colours


def test_plain_in_a_terminal(home: Path) -> None:
    """--prosto: lines only, no redrawing, the password still hidden."""
    with started(home, "--prosto") as terminal:
        _to_plan(terminal, home / "certy")
        assert "\x1b" not in terminal.raw
        assert "kot" not in terminal.raw
        terminal.enter("tak")
        terminal.see("Gotowe i sprawdzone")
        terminal.enter("koniec")
        assert terminal.status() == 0


def test_dumb_terminal_gets_plain_lines(home: Path) -> None:
    with started(home, TERM="dumb") as terminal:
        terminal.see("Dzień dobry!")
        terminal.enter("pomoc")
        terminal.see("Co można wpisać")
        assert "\x1b" not in terminal.raw


def test_pasted_lines_are_one_question(home: Path) -> None:
    with started(home) as terminal:
        terminal.see("Dzień dobry!")
        terminal.type("\x1b[200~tak\ntak\ncsr\n\x1b[201~")
        terminal.enter("")
        terminal.settle()
        assert "[krok 1" not in terminal.text()


def test_practice_from_the_greeting_to_two_p12(home: Path) -> None:
    """Each step is interrupted by a question; the folder is kept, so that its files can be counted."""
    with started(home, "cwiczenie", "--folder", str(home / "cwiczenie"), rows=60) as terminal:
        terminal.see("ĆWICZENIE. Wszystko dzieje się w folderze na niby")
        terminal.enter("co dalej")
        terminal.see("Krok 1. Pliki CSR")
        terminal.enter("tak")
        terminal.see("hasło] >")
        terminal.enter(PASSWORD)
        terminal.see("to samo hasło jeszcze raz")
        terminal.settle()
        terminal.enter(PASSWORD)
        terminal.see(PLAN)
        terminal.enter("ile to kosztuje?")
        terminal.see("bezpłatn")
        terminal.see(PLAN, times=2)
        terminal.enter("tak")
        terminal.see("Gotowe i sprawdzone")
        for line, answer in WAY_TO_P12:
            terminal.settle()
            terminal.enter(line)
            terminal.see(answer)
        terminal.enter("koniec")
        assert terminal.status() == 0
        assert PASSWORD not in terminal.raw
    assert len(list((home / "cwiczenie").rglob("*.p12"))) == 2


def test_a_file_dropped_on_the_window_is_explained(home: Path) -> None:
    """A terminal pastes the name of a dropped file, quoted and in brackets (bracketed paste); also inside a step."""
    note = home / "moja notatka.txt"
    note.write_text("mleko, chleb\n", encoding="utf-8")
    paste = f"\x1b[200~'{note}'\x1b[201~\r"
    with started(home) as terminal:
        terminal.see("Dzień dobry!")
        terminal.type(paste)
        terminal.see("moja notatka.txt: nieznany plik")
        terminal.enter("csr")
        terminal.see("W którym folderze")
        terminal.settle()
        terminal.type(paste)
        terminal.see("moja notatka.txt: nieznany plik", times=2)
        terminal.see("W którym folderze", times=2)


def test_the_nearest_deadline_stands_in_the_bottom_line(home: Path) -> None:
    work = home / "certy"
    work.mkdir()
    day = datetime.now(UTC).date() + timedelta(days=5)
    journal = Journal(work, at(lambda: datetime.now(UTC)))
    journal.append("started", "1", operation="record-letter", plan={"details": {"deadline": f"{day}"}})
    journal.append("verified", "1", operation="record-letter", files={})
    with started(home, "--folder", str(work), columns=80) as terminal:
        terminal.see("Link z wiadomości wygaśnie za")
        terminal.settle()
        assert f"Link do {day:%d.%m}. Można wpisać" in terminal.text().splitlines()[-1]
        terminal.enter("csr")
        terminal.see("hasło] >")
        terminal.settle()
        assert terminal.text().splitlines()[-1].rstrip().endswith("F1: wyjaśnienie."), "no room for more"
        terminal.type(CTRL_C)
        terminal.see("Odkładam ten krok")
        terminal.enter("mail")
        terminal.see("Wiadomość jest już zapisana")
        terminal.settle()
        bar = terminal.text().splitlines()[-1].rstrip()
        assert bar.startswith(f"Link do {day:%d.%m}. Można wpisać: wróć")
        assert bar.endswith("pomoc"), "all of it fits into 80 columns"


@pytest.mark.parametrize("delays", [range(0, 25, 6), pytest.param(range(25), marks=LONG)], ids=["few", "all"])
def test_ctrl_c_as_a_line_ends_shows_nothing_of_the_machinery(tmp_path: Path, delays: range) -> None:
    """The signal comes while one prompt has ended and the next has not begun, or from another program."""
    with started(tmp_path) as terminal:
        terminal.see(">")
        for delay in delays:
            terminal.enter("co dalej")
            time.sleep(delay * 0.002)
            terminal.type(CTRL_C)
            terminal.settle()  # what comes too early is thrown away, and a second Ctrl-C in a row ends the program
            terminal.enter("pomoc")
            terminal.settle()
        os.kill(terminal._process.pid, signal.SIGINT)
        terminal.enter("koniec")
        assert terminal.status() == 0
        assert not any(word in terminal.raw for word in ("Traceback", "Exception", "Error"))


def test_what_is_typed_between_two_prompts_is_not_echoed() -> None:
    """It may be a password; afterwards the terminal is as it was."""
    code = "from assistant.screen.shell import Shell; Shell(); input('working'); print('over')"
    process = pexpect.spawn(sys.executable, ["-c", code], timeout=SECONDS, encoding="utf-8")
    assert process.getecho()
    process.expect("working")
    assert not process.getecho()
    process.sendline("kot pije mleko rano")
    process.expect(pexpect.EOF)
    assert "kot" not in process.before
    assert process.getecho()
    process.close()
