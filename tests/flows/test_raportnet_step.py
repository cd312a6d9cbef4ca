"""Step 7 as the folder proves it: verified through the window, compared by hand, or perhaps standing still."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.authority import NOW, PASSWORD, identity, lay_out
from support.raportnet import Counter
from support.refusal import refused
from support.running import HERE

from flows.desktop.profile import PRACTICE
from flows.engine import progress, runner
from flows.engine.details import DetailsError
from flows.engine.journal import Journal
from flows.engine.plan import Plan, Result
from flows.folder import stopped
from flows.raportnet.by_hand import CompareRaportNet, GuideRaportNet
from flows.raportnet.flow import FLOW, find_program, find_way, find_way_alone, parse_way, program_file
from flows.survey import StepEvidence, survey

END = identity("wss").certificate.not_valid_after_utc.astimezone().date()


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    made = Counter(tmp_path)
    lay_out(made.folder, issued=True)
    return made


def step(folder: Path) -> StepEvidence:
    return survey(folder, HERE).steps[6]


def compare(folder: Path) -> None:
    operation, answers = CompareRaportNet(), {"folder": folder, "data_raportnet": END}
    runner.perform(operation, runner.prepare(operation, answers, HERE), answers, HERE, lambda _: None)


def test_done_when_the_window_was_read(counter: Counter) -> None:
    assert step(counter.folder).state == "todo"
    counter.perform()
    assert step(counter.folder).state == "done"


def test_said_when_a_person_read_it(counter: Counter) -> None:
    compare(counter.folder)
    assert step(counter.folder).state == "said"


def test_in_doubt_when_the_folder_has_another_certificate(counter: Counter) -> None:
    counter.perform()
    lay_out(counter.folder, number=1, issued=True)
    journal = counter.folder / "asystent-p1.jsonl"
    journal.write_text(journal.read_text("utf-8").replace(END.isoformat(), "2024-01-01"), "utf-8")
    assert step(counter.folder).state == "doubt"


def test_standing_comes_first_and_is_said_until_it_runs(counter: Counter) -> None:
    counter.perform()
    stopped.note(stopped.STOPPED, counter.folder, HERE)
    seen = survey(counter.folder, HERE)
    assert seen.next == "raportnet"
    assert step(counter.folder).state == "partly"
    assert "START" in seen.warnings["raportnet"]
    stopped.note(stopped.RUNNING, counter.folder, HERE)
    seen = survey(counter.folder, HERE)
    assert seen.warnings == {}
    assert step(counter.folder).state == "done"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (timedelta(minutes=3), "może być zatrzymany od"),
        (timedelta(minutes=11), "od 11 min, i nie wysyła raportów"),
        (timedelta(hours=5), "od 5 godz."),
        (timedelta(days=3), "od 3 dni"),
    ],
)
def test_how_long_it_stands(tmp_path: Path, after: timedelta, said: str) -> None:
    stopped.note(stopped.STOPPED, tmp_path, HERE)
    entry = stopped.stands(tmp_path)
    assert entry is not None
    warning = stopped.warning(entry, NOW + after)
    assert said in warning
    assert ("nie wysyła" in warning) == (after > timedelta(minutes=10))


def test_a_journal_edited_by_hand_still_warns(tmp_path: Path) -> None:
    Journal(tmp_path, HERE).append("stopped", "1")
    entry = stopped.stands(tmp_path)
    assert entry is not None
    for time in ("wczoraj", "2026-11-22", ""):
        assert "START" in stopped.warning({**entry, "time": time}, NOW)


@pytest.mark.parametrize(("hour", "said"), [(2, True), (7, True), (12, False)])
def test_the_report_hours_are_said_in_both_plans(tmp_path: Path, hour: int, said: bool) -> None:
    counter = Counter(tmp_path)
    computer = replace(counter.computer, now=lambda: datetime(2026, 11, 23, hour, 0).astimezone())
    answers = {**counter.answers, "sposob": "okno"}
    for plan in (
        counter.operation.plan(answers, computer),
        GuideRaportNet().plan(answers, computer),
    ):
        assert any("porę" in line for line in plan.lines) == said


def test_by_hand_the_old_date_is_refused_and_read_again(counter: Counter) -> None:
    with refused("raportnet-date-differs", ask="data_raportnet") as problems:
        CompareRaportNet().plan({"folder": counter.folder, "data_raportnet": END - timedelta(days=730)}, HERE)
    assert "Instaluj certyfikat" in problems[0].next


def test_only_p12_files_need_their_password(tmp_path: Path) -> None:
    folder = Counter(tmp_path).folder
    with refused("wss-p12-closed", ask="haslo"):
        GuideRaportNet().plan({"folder": folder}, HERE)
    assert f"{END:%d.%m.%Y}" in str(GuideRaportNet().plan({"folder": folder, "haslo": PASSWORD}, HERE).card)


def test_items_that_do_not_apply_are_passed_over(tmp_path: Path) -> None:
    hand = progress.start(FLOW, {"folder": tmp_path})
    pending = progress.pending(FLOW, hand)
    assert pending is not None
    assert pending.name == "lista"
    asked = progress.void(FLOW, hand, "haslo")  # a Problem asked for it all the same
    pending = progress.pending(FLOW, asked)
    assert pending is not None
    assert pending.name == "haslo"
    window = progress.start(FLOW, {"folder": tmp_path, "sposob": "okno", "haslo": PASSWORD})
    pending = progress.pending(FLOW, window)
    assert pending is not None
    assert pending.name == "zatrzymanie"  # the shipped profile does not tell how to open the configuration
    stopped = progress.record(window, "zatrzymanie", Result((), (), seen=False))
    pending = progress.pending(FLOW, stopped)
    assert pending is not None
    assert pending.name == "otwarta"
    pending = progress.pending(FLOW, progress.report_done(stopped, "otwarta"))
    assert pending is not None
    assert pending.name == "okno"


@pytest.mark.parametrize(
    ("line", "way"),
    [
        ("okno", "okno"),
        ("Ręcznie.", "ręcznie"),
        ("zrobię to recznie", "ręcznie"),
        ("nie mam tego, ręcznie", "ręcznie"),
        ("nie ręcznie", None),
        ("nie chcę ręcznie", None),
        ("nie, ręcznie", "ręcznie"),
        ("ręcznie!", "ręcznie"),
        ("sam", "ręcznie"),
        ("zrobię to sama", "ręcznie"),
        ("sam nie wiem", None),
        ("ten sam program", None),
        ("okno albo ręcznie", None),
        ("co to jest?", None),
        ("", None),
    ],
)
def test_ways(line: str, way: str | None) -> None:
    assert find_way(line) == way
    if way is not None:
        assert parse_way(way) == way


def test_a_way_among_many_words_changes_nothing() -> None:
    assert find_way_alone("wolę ręcznie") == "ręcznie"
    for line in ("to okno jest otwarte", "okno nie odpowiada", "okno jest puste", "okno zamknięte", "nie ręcznie"):
        assert find_way_alone(line) is None
    assert find_way_alone("nie wiem, wolę ręcznie") == "ręcznie"


def test_the_programs_file(tmp_path: Path) -> None:
    program = tmp_path / "Raporty apteczne" / "raporty.EXE"
    program.parent.mkdir()
    program.touch()
    assert program_file(f'"{program}"') == program
    assert find_program(f'to jest "{program}"') == f'"{program}"'
    assert program_file("okno") is program_file(" OKNO. ") is None
    assert find_program("Okno") == "okno"
    assert find_program("gdzieś na dysku") is None
    assert find_program("RaportNet.exe") == "RaportNet.exe"
    assert program_file(str(program.parent / ".." / program.parent.name / program.name)) == program
    for wrong in (
        str(program.parent),
        "raporty.exe",
        str(tmp_path / "nie-ma.exe"),
        "~ktos/a.exe",
        "/a\0b.exe",
        "C:" * 999,
    ):
        with refused("bad-program", ask="program"):
            program_file(wrong)
    with refused("bad-program", ask="program") as problems:
        program_file(r"C:\Users\Anna\Desktop\RaportNet.lnk")
    assert "skrót" in problems[0].what


def test_the_program_is_asked_for_only_by_window(tmp_path: Path) -> None:
    answers = {"folder": tmp_path, "sposob": "okno", "haslo": PASSWORD, "profil_okien": PRACTICE}
    asked = progress.void(FLOW, progress.start(FLOW, answers), "program")
    pending = progress.pending(FLOW, asked)
    assert pending is not None
    assert pending.name == "program"
    pending = progress.pending(FLOW, progress.answer(FLOW, asked, "sposob", "ręcznie"))
    assert pending is not None
    assert pending.name == "lista"


def test_an_empty_field_is_no_slip_of_the_finger(counter: Counter) -> None:
    with refused("raportnet-date-missing", ask="data_raportnet") as problems:
        CompareRaportNet().plan({"folder": counter.folder, "data_raportnet": None}, HERE)
    assert "Lokalizacja" in problems[0].next


def test_a_plan_from_a_journal_edited_by_hand_is_no_crash(counter: Counter) -> None:
    plan = counter.prepare()
    stopped.note(stopped.STOPPED, counter.folder, HERE)
    for details in ({}, {"windows": "x"}, {"windows": [None], "process": "x"}):
        odd = Plan.from_json({**plan.to_json(), "details": details}, counter.folder)
        with pytest.raises(DetailsError):
            counter.operation.resume(odd, counter.answers, counter.computer)
        assert counter.operation.probe(odd, counter.computer) == "not"


def test_the_plan_says_when_a_report_was_last_written(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    reports = tmp_path / "raporty"
    reports.mkdir()
    profile = tmp_path / "r.toml"
    profile.write_text(f"{PRACTICE.read_text('utf-8')}".replace('raporty = ""', f"raporty = '{reports}'"), "utf-8")
    answers = {**counter.answers, "profil_okien": profile}
    assert not any("folderze raportów" in line for line in counter.operation.plan(answers, counter.computer).lines)
    (reports / "raport.xml").write_text("x")
    os.utime(reports / "raport.xml", (NOW.timestamp(), NOW.timestamp()))
    assert (
        f"Ostatni zapis w folderze raportów: {NOW.astimezone():%d.%m.%Y %H:%M}."
        in counter.operation.plan(answers, counter.computer).lines
    )
