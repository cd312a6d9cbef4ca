"""What each thing seen on a computer means: pure judgements, also of computers that stand nowhere near."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cli.window import stays_open
from assistant.reports import health
from assistant.reports.diagnosis import as_json, as_text
from assistant.reports.health import Check, Validity
from assistant.screen.host import sole_owner, too_old, windows_name
from flows.base.errors import Problem
from kb.page import load_pages

WARSAW, LONDON = ZoneInfo("Europe/Warsaw"), ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=WARSAW)
BUILT = dt.date(2026, 11, 22)
PROBLEM = Problem("x", "Nie da się tu zapisywać.", ("pendrive jest zabezpieczony",), "Proszę wybrać inny folder.")


@pytest.mark.parametrize(
    ("version", "name", "old"),
    [
        ((5, 1, 2600), "Windows XP", True),
        ((6, 1, 7601), "Windows 7", True),
        ((6, 2, 9200), "Windows 8", True),
        ((6, 3, 9600), "Windows 8.1", True),
        ((10, 0, 10240), "Windows 10 (10.0.10240)", False),
        ((10, 0, 19045), "Windows 10 (10.0.19045)", False),
        ((10, 0, 22631), "Windows 11 (10.0.22631)", False),
        ((11, 0, 30000), "Windows 11 (11.0.30000)", False),
    ],
)
def test_windows(version: tuple[int, int, int], name: str, old: bool) -> None:
    assert windows_name(version) == name
    refused = too_old(version)
    assert (refused is not None) == old
    check = health.windows(version)
    assert name in check.found
    assert (check.state, check.page) == ("bad" if old else "ok", "windows-versions")
    if refused:
        assert refused.problem.page == "windows-versions"
        assert "Proszę" in refused.problem.next


def test_elsewhere_the_version_of_windows_does_not_matter() -> None:
    assert too_old(None) is None
    assert health.windows(None).state == "ok"


@pytest.mark.parametrize(
    ("encoding", "state"),
    [
        ("utf-8", "ok"),
        ("cp1250", "ok"),
        ("cp852", "warning"),
        ("cp1252", "warning"),
        ("ascii", "warning"),
        ("?", "warning"),
    ],
)
def test_the_terminal(encoding: str, state: str) -> None:
    check = health.terminal(encoding, (852, 1250), interactive=True, draws=True)
    assert check.state == state
    assert {encoding, "852", "1250"} <= set(check.found.replace(",", "").split())
    assert bool(check.advice) == (state != "ok")


def test_the_terminal_says_what_kind_it_is() -> None:
    found = {
        health.terminal("utf-8", None, interactive=interactive, draws=draws).found
        for interactive, draws in [(True, True), (True, False), (False, False)]
    }
    assert len(found) == 3
    assert "brak" in health.terminal("utf-8", (0, 1250), interactive=False, draws=False).found


def clock(now: dt.datetime, *starts: dt.datetime, built: dt.date | None = BUILT) -> Check:
    """Of certificates that begin then and last two years."""
    two_years = dt.timedelta(days=730)
    certificates = [
        Validity(f"certyfikat w pliku {number}.pem", start, start + two_years) for number, start in enumerate(starts)
    ]
    return health.clock(now, built, certificates, now.astimezone(WARSAW))


def test_a_right_clock() -> None:
    check = clock(NOW, NOW - dt.timedelta(days=3), NOW + dt.timedelta(minutes=4))
    assert (check.state, check.advice) == ("ok", "")
    assert "23.11.2026 12:00" in check.found
    assert clock(NOW.replace(year=2027, month=7)).state == "ok", "summer time is Polish too"
    assert clock(NOW.astimezone(ZoneInfo("Europe/Berlin"))).state == "ok", "the same time as in Poland"
    assert clock(NOW, built=None).state == "ok"
    assert clock(NOW, NOW - dt.timedelta(days=731), NOW).state == "ok", "the old ones beside the new"


@pytest.mark.parametrize(
    ("check", "state", "said"),
    [
        (clock(NOW.replace(year=2009)), "bad", "22.11.2026"),
        (clock(NOW - dt.timedelta(days=3)), "bad", "zegar się cofnął"),
        (clock(NOW, NOW + dt.timedelta(hours=1)), "bad", "0.pem zaczyna być ważny dopiero 23.11.2026 13:00"),
        (clock(NOW, NOW, NOW + dt.timedelta(days=9)), "bad", "1.pem"),
        (clock(NOW.replace(year=2036), NOW, NOW - dt.timedelta(days=9)), "warning", "22.11.2028: albo trzeba"),
        (clock(NOW.astimezone(LONDON)), "warning", "w Polsce jest teraz 23.11.2026 12:00"),
        (clock(NOW.astimezone(dt.UTC)), "warning", "strefa czasowa"),
    ],
)
def test_a_wrong_clock(check: Check, state: str, said: str) -> None:
    assert (check.state, check.page) == (state, "wrong-clock")
    assert said in check.means
    assert check.advice.startswith("Proszę")


def test_a_day_of_grace_for_the_other_side_of_the_earth() -> None:
    assert clock(NOW - dt.timedelta(days=2)).state == "ok"


@pytest.mark.parametrize(
    ("free", "state", "found"),
    [
        (None, "ok", "nie podaje"),
        (0, "bad", "0 MB"),
        (5 * 2**20 - 1, "bad", "4 MB"),
        (50 * 2**20, "warning", "50 MB"),
        (300 * 2**20, "ok", "300 MB"),
        (int(12.34 * 2**30), "ok", "12,3 GB"),
    ],
)
def test_free_space(free: int | None, state: str, found: str) -> None:
    check = health.disk(free)
    assert check.state == state
    assert found in check.found


def test_folders_stores_packages_and_crypto() -> None:
    place = Path("/x")
    assert health.folder("folder", "F", None, None, there=False).state == "ok"
    assert "da się zapisywać" in health.folder("folder", "F", place, None, there=True).found
    assert "da się utworzyć" in health.folder("folder", "F", place, None, there=False).found
    bad = health.folder("folder", "F", place, PROBLEM, there=True)
    assert (bad.state, bad.advice, bad.means) == ("bad", PROBLEM.next, PROBLEM.causes[0])
    assert health.store(None, PROBLEM).state == "bad"
    assert health.store(None, None).state == "warning"
    assert "22 certyfikaty" in health.store(22, None).found
    assert health.packages({"jks": "20", "rapidfuzz": None}).state == "bad"
    assert "rapidfuzz" in health.packages({"jks": "20", "rapidfuzz": None}).means
    assert health.packages({}).state == "warning"
    assert health.packages({"jks": "20"}).found == "jks 20"
    assert health.crypto(None, "").state == "ok"
    assert "plik .jks (ImportError)" in health.crypto("plik .jks", "ImportError").found


def test_every_page_named_exists_and_every_doubt_says_what_to_do() -> None:
    slugs = {page.slug for page in load_pages()}
    seen = [
        health.windows((6, 1, 7601)),
        health.terminal("ascii", None, interactive=True, draws=True),
        clock(NOW.astimezone(LONDON)),
        health.disk(0),
        health.store(None, None),
        health.packages({"jks": None}),
        health.crypto("podpis", "ValueError"),
    ]
    for check in seen:
        assert check.page in slugs
        assert "Proszę" in check.advice
        assert check.means


def test_the_text_and_the_json() -> None:
    good = Check("a", "Zegar", "ok", "dwunasta")
    bad = Check("b", "Dysk", "bad", "pełny", "nic się nie zmieści", "Proszę posprzątać.", "where-to-save")
    text = as_text([good, bad], NOW)
    assert "- Zegar: w porządku – dwunasta." in text
    assert "- Dysk: źle – pełny.\n  Co to znaczy: nic się nie zmieści.\n  Co zrobić: Proszę posprzątać." in text
    assert "w porządku: 1, uwaga: 0, źle: 1" in text
    for checks, state in [([good], "ok"), ([good, replace(good, state="warning")], "warning"), ([bad, good], "bad")]:
        assert as_json(checks)["state"] == state
    assert as_json([bad])["checks"][0]["state"] == "bad"


@pytest.mark.parametrize(
    ("processes", "frozen", "program", "own_environment", "alone"),
    [
        (1, True, r"C:\P1\asystent-p1.exe", False, True),  # a double click
        (2, True, r"C:\P1\asystent-p1.exe", False, False),  # from cmd
        (0, True, r"C:\P1\asystent-p1.exe", False, False),  # no console
        (3, False, r"C:\v\Scripts\asystent-p1.EXE", True, True),  # pip's launcher, venv's python, the real python
        (4, False, r"C:\v\Scripts\asystent-p1.exe", True, False),
        (2, False, r"C:\Python\Scripts\asystent-p1.exe", False, True),
        (2, False, r"C:\p1\__main__.py", False, False),
    ],
)
def test_whose_window_it_is(processes: int, frozen: bool, program: str, own_environment: bool, alone: bool) -> None:
    assert sole_owner(processes, frozen=frozen, program=program, own_environment=own_environment) == alone


@pytest.mark.parametrize(
    ("line", "status", "stays"),
    [
        ([], 0, False),
        ([], 130, False),
        ([], 1, True),
        (["--prosto"], 0, False),
        (["ćwiczenie"], 0, False),
        (["diagnoza"], 0, True),
        ([r"C:\x\tls.p12"], 0, True),
        ([__file__], 0, False),  # a file opened from Explorer: a conversation, too
        ([__file__, "--json"], 0, True),
        (["bzdura"], 2, True),
        ([str(Path(__file__).parent)], 0, False),  # a folder dropped on the icon: a conversation
        ([str(Path(__file__).parent)], 1, True),
    ],
)
def test_when_a_window_of_our_own_waits(line: list[str], status: int, stays: bool) -> None:
    assert stays_open(line, status, 130) == stays


@given(st.integers(0, 2**63), st.integers(-5000, 5000))
def test_judgements_never_raise(free: int, hours: int) -> None:
    health.disk(free)
    clock(NOW + dt.timedelta(hours=hours))
