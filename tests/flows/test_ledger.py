"""The ledger of computers: what counts, what the user may say, and that nobody's line is ever lost."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.refusal import outcome, refused
from support.running import clock

from flows.ledger import FILE_NAME, Ledger, Told, find_computers, parse_computers

ROOT = Path(__file__).parents[2]
BOTH = ("a" * 64, "b" * 64)
WANTED = frozenset(BOTH)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3", Told(3)),
        (" 3 ", Told(3)),
        ("3 komputery", Told(3)),
        ("KASA1, KASA2, BIURO", Told(3, ("KASA1", "KASA2", "BIURO"))),
        ("3: KASA1, KASA2", Told(3, ("KASA1", "KASA2"))),
        ("BIURO", Told(1, ("BIURO",))),
        ("A, A, B", Told(2, ("A", "B"))),
    ],
)
def test_what_the_user_may_say(text: str, told: Told) -> None:
    assert parse_computers(text) == told


@pytest.mark.parametrize("text", ["", "0", "501", "99999999999999999999", "1: A, B", ",", ":", "x" * 64])
def test_what_is_no_number_of_computers(text: str) -> None:
    with refused("bad-computers", ask="komputery"):
        parse_computers(text)


@given(st.text(max_size=200))
def test_any_text_is_told_or_refused(text: str) -> None:
    assert outcome(lambda: parse_computers(text)) in {None, "bad-computers"}
    find_computers(text)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("zmień komputery", None),
        ("komputery 3", "3"),
        ("zmień komputery na KASA1, KASA2", "KASA1, KASA2"),
        ("3", "3"),
        ("BIURO", "BIURO"),
        ("a po co to komu wiedzieć", None),
    ],
)
def test_the_answer_in_a_sentence(line: str, found: str | None) -> None:
    assert find_computers(line) == found


def test_seen_told_and_taken_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(tmp_path, clock)
    assert ledger.read().told is None
    ledger.tell(Told(3, ("KASA1", "KASA2", "BIURO")))
    monkeypatch.setattr(platform, "node", lambda: "kasa1")
    ledger.record("windows", BOTH[:1])
    assert ledger.read().ready(WANTED) == ()
    ledger.record("windows", BOTH)
    size = ledger.path.stat().st_size
    ledger.record("windows", BOTH)
    ledger.tell(Told(3, ("KASA1", "KASA2", "BIURO")))
    assert ledger.path.stat().st_size == size
    assert ledger.read().ready(WANTED) == ("kasa1",)
    assert ledger.read().missing(WANTED) == ("KASA2", "BIURO")
    ledger.forget(BOTH)
    assert ledger.read().ready(WANTED) == ()


def test_torn_and_foreign_lines_are_passed_over(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, clock)
    (tmp_path / FILE_NAME).write_bytes(b'{"event": "told", "count": "x"}\n[]\n\xff\xfe\n{"event": "verif')
    ledger.record("windows", BOTH)
    assert ledger.read().ready(WANTED) == (platform.node(),)


def test_twelve_computers_at_once_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, platform; from pathlib import Path; from flows import clock; from flows.ledger import Ledger; "
        "platform.node = lambda: sys.argv[2]\n"
        "for n in range(20): Ledger(Path(sys.argv[1]), clock.now).record('windows', [f'{n:064}'])"
    )
    names = [f"KASA{number}" for number in range(12)]
    running = [subprocess.Popen([sys.executable, "-c", code, tmp_path, name], cwd=ROOT) for name in names]
    assert [each.wait(timeout=120) for each in running] == [0] * 12
    everything = frozenset(f"{number:064}" for number in range(20))
    assert sorted(Ledger(tmp_path, clock).read().ready(everything)) == sorted(names)
