"""Calendar, trusted profile and the form's kept part, as scripts and scheduled tasks use them."""

import stat
import sys
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from support.authority import lay_out
from support.program import Home

from flows.folder.kept_form import FILE_NAME
from flows.folder.names import PURPOSES

TODAY = ("--dzis", "2026-11-22")
PERSONAL = ("44051401359", "01234565", "apteka@example.com")
PUBLIC = ("1234567", "Apteka „pod Żółwiem”", "1234563218")
FORM = f"""identyfikator = "{PUBLIC[0]}"
podmiot = "{PUBLIC[1]}"
nip = "{PUBLIC[2]}"
pesel = "{PERSONAL[0]}"
pwz = "{PERSONAL[1]}"
email = "{PERSONAL[2]}"
email2 = "{PERSONAL[2]}"
"""
ACKNOWLEDGEMENT = """Subject: Wniosek
Date: Fri, 20 Nov 2026 10:00:00 +0100
Content-Type: text/plain; charset=utf-8

Szanowni Państwo, do Systemu P1 wpłynął wniosek o nadanie dostępu do Systemu P1 o numerze 12345
O wynikach przetwarzania wniosku poinformujemy w kolejnej wiadomości e-mail.
"""


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "Certyfikaty P1", issued=True)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "dane.toml"
    path.write_text(FORM, encoding="utf-8")
    return path


def entries(path: Path) -> dict[str, date]:
    calendar = Calendar.from_ical(path.read_bytes())
    return {str(entry["summary"]): entry.decoded("dtstart") for entry in calendar.walk("VEVENT")}


def holding(root: Path, texts: tuple[str, ...], *, but: Path) -> list[Path]:
    files = [path for path in root.rglob("*") if path.is_file() and path != but]
    return [path for path in files if any(text.encode() in path.read_bytes() for text in texts)]


def test_a_calendar_needs_consent_and_is_safe_to_run_again(home: Home, ready: Path) -> None:
    step = ("krok", "kalendarz", "--folder", ready, *TODAY, "--json")
    planned = home.run(*step, "--plan")
    assert (planned.status, planned.json["status"]) == (0, "waiting")
    assert "21.11.2028" in planned.json["plan"]["lines"][0]
    assert home.run(*step).status == 3
    assert not list(ready.glob("*.ics"))
    for _ in range(2):
        done = home.run(*step, "--tak")
        assert (done.status, done.json["status"]) == (0, "done")
    (path,) = ready.glob("*.ics")
    assert done.json["files"] == [str(path)]
    assert entries(path) == {"Koniec ważności certyfikatów P1": date(2028, 11, 21)}
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_without_deadlines_or_without_a_place(home: Home, tmp_path: Path) -> None:
    empty = tmp_path / "pusty"
    empty.mkdir()
    none = home.run("krok", "kalendarz", "--folder", empty, *TODAY, "--tak", "--json")
    assert (none.status, none.json["problem"]["code"]) == (1, "no-deadlines")
    missing = home.run("krok", "kalendarz", "--folder", tmp_path / "pusyt", *TODAY, "--tak", "--json")
    assert missing.json["problem"]["code"] == "folder-missing"
    assert home.run("krok", "kalendarz", *TODAY, "--tak", "--json").status == 3


def test_the_portal_step_writes_the_calendar_when_asked_to(home: Home, ready: Path) -> None:
    step = ("krok", "zsmopl", "--folder", ready, "--data", "21.11.2028", *TODAY, "--tak", "--json")
    assert home.run(*step).json["status"] == "done"
    assert not list(ready.glob("*.ics"))
    assert home.run(*step, "--kalendarz").json["status"] == "done"
    assert len(list(ready.glob("*.ics"))) == 1


def test_the_trusted_profile_is_remembered_and_raises_an_alarm(home: Home, ready: Path, form: Path) -> None:
    step = ("krok", "sow", "--folder", ready, "--dane", form, *TODAY, "--json")
    over = home.run(*step, "--profil-do", "2026-11-21", "--tak")
    assert (over.status, over.json["problem"]["code"]) == (1, "profile-expired")
    assert over.json["problem"]["page"] == "trusted-profile-expired"
    assert home.run(*step, "--profil-do", "nigdy", "--tak").json["problem"]["code"] == "bad-date"
    soon = home.run(*step, "--profil-do", "2026-12-01", "--plan")
    assert any("Zostało 9 dni" in line for line in soon.json["plan"]["lines"])
    assert home.run(*step, "--profil-do", "2026-12-01").status == 3
    assert home.run(*step, "--profil-do", "2026-12-01", "--tak").json["status"] == "waiting"
    told = home.run("stan", "--folder", ready, *TODAY, "--json")
    assert told.status == 1
    assert {"kind": "profile", "what": "Koniec ważności Profilu Zaufanego", "day": "2026-12-01", "days_left": 9} in (
        told.json["deadlines"]
    )
    assert "01.12.2026 (za 9 dni)" in told.err
    after = home.run("stan", "--folder", ready, "--dzis", "2026-12-02")  # it is signed, and its certificates are here
    assert after.status == 0
    home.run("krok", "kalendarz", "--folder", ready, *TODAY, "--tak")
    (path,) = ready.glob("*.ics")
    assert entries(path)["Koniec ważności Profilu Zaufanego kierownika"] == date(2026, 12, 1)


def test_the_public_part_of_the_form_is_kept_on_request_only(home: Home, ready: Path, form: Path) -> None:
    root = ready.parent
    step = ("krok", "sow", "--folder", ready, "--dane", form, *TODAY)
    home.run(*step, "--tak", "--json")
    assert holding(root, (*PERSONAL, *PUBLIC), but=form) == []
    assert home.run(*step, "--zachowaj", "--json").status == 3
    shown = home.run(*step, "--zachowaj", "--plan")
    assert all(value in shown.out for value in PUBLIC)
    assert not any(value in shown.out + shown.err for value in PERSONAL)
    assert holding(root, (*PERSONAL, *PUBLIC), but=form) == []
    done = home.run(*step, "--zachowaj", "--tak", "--json")
    assert (done.status, done.json["status"]) == (0, "waiting")  # the application itself is sent by a person
    (kept,) = home.path.rglob(FILE_NAME)
    assert done.json["files"] == [str(kept)]
    assert holding(root, PERSONAL, but=form) == []
    assert holding(root, PUBLIC, but=form) == [kept]
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    text = kept.read_text("utf-8")
    assert f'podmiot = "{PUBLIC[1]}"' in text
    undone = home.run("cofnij", "--folder", ready, "--tak")
    assert (undone.status, kept.exists()) == (0, False)
    assert len(list(ready.iterdir())) > 6  # nothing else was taken back with it


def test_another_runs_kept_data_is_not_taken_back(home: Home, ready: Path, form: Path) -> None:
    step = ("krok", "sow", "--folder", ready, "--dane", form, *TODAY, "--zachowaj", "--tak")
    home.run(*step)
    (kept,) = home.path.rglob(FILE_NAME)
    kept.write_text(kept.read_text("utf-8").replace("zapis = ", "zapis = 'inny' # "), "utf-8")
    assert home.run("cofnij", "--folder", ready, "--tak").status == 1
    assert kept.exists()


def test_after_the_acknowledgement_the_answer_is_waited_for(home: Home, ready: Path, tmp_path: Path) -> None:
    for purpose in PURPOSES:
        (ready / f"{purpose}.pem").unlink()
    letter = tmp_path / "potwierdzenie.eml"
    letter.write_text(ACKNOWLEDGEMENT, encoding="utf-8")
    home.run("krok", "mail", "--folder", ready, "--wiadomosc", letter, *TODAY, "--tak", "--json")
    steps = home.run("stan", "--folder", ready, *TODAY, "--json").json["steps"]
    assert [(step["flow"], step["state"]) for step in steps[1:3]] == [("sow", "done"), ("mail", "waiting")]
