"""The journal: only ever appended, and readable whatever happened to it. Plans from it lead out of no folder."""

import json
import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import tools
from hypothesis import given
from hypothesis import strategies as st
from support.refusal import assert_fit_to_show

from flows.errors import FlowError
from flows.journal import MAX_BYTES, Journal, unfinished
from flows.model import Plan

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def journal(folder: Path) -> Journal:
    return Journal(folder, lambda: NOW)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    ours = journal(tmp_path)
    ours.append("started", "1", operation="x", plan={"lines": ["zażółć"]})
    ours.append("verified", "1", files={"tls.jks": "00"})
    first, second = ours.entries()
    assert (first["event"], first["id"], first["operation"]) == ("started", "1", "x")
    assert first["plan"] == {"lines": ["zażółć"]}
    assert datetime.fromisoformat(first["time"]) == NOW
    assert second["files"] == {"tls.jks": "00"}
    assert "zażółć" in ours.path.read_text("utf-8")  # a helpdesk can read it
    assert stat.S_IMODE(ours.path.stat().st_mode) == 0o600


@given(st.lists(st.dictionaries(st.text(), JSON, max_size=3), min_size=1, max_size=5), st.integers(0, 300))
def test_a_torn_last_line_loses_itself_only(fields: list[dict[str, Any]], cut: int) -> None:
    with TemporaryDirectory() as folder:
        ours = journal(Path(folder))
        for number, each in enumerate(fields):
            ours.append("started", str(number), more=each)
        whole = ours.path.read_bytes()
        last = len(whole.splitlines(keepends=True)[-1])
        torn = whole[: len(whole) - 1 - min(cut, last - 2)]
        ours.path.write_bytes(torn)
        complete = len(fields) if torn + b"\n" == whole else len(fields) - 1
        assert [entry["id"] for entry in ours.entries()] == [str(number) for number in range(complete)]
        ours.append("verified", "after")
        assert [entry["id"] for entry in ours.entries()] == [*(str(number) for number in range(complete)), "after"]
        assert ours.path.read_bytes().startswith(torn)


@given(st.lists(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()), max_size=8))
def test_foreign_lines_are_skipped_and_kept(lines: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        ours = journal(Path(folder))
        ours.append("started", "first")
        with ours.path.open("ab") as file:
            file.write(b"\n".join(lines))
        before = ours.path.read_bytes()
        ours.append("verified", "last")
        ids = [entry["id"] for entry in ours.entries()]
        assert ids[0] == "first"
        assert ids[-1] == "last"
        assert ours.path.read_bytes().startswith(before)


@given(st.binary(max_size=400))
def test_no_bytes_at_all_break_reading(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        ours = journal(Path(folder))
        ours.path.write_bytes(data)
        for entry in ours.entries():
            assert all(isinstance(entry[key], str) for key in ("time", "event", "id"))
        unfinished(ours.entries())


@pytest.mark.parametrize(
    "line",
    [
        b'{"event": "started", "id": "1"}',
        b'{"time": 1, "event": "started", "id": "1"}',
        b'["time", "event", "id"]',
        b"[" * 100_000,
        b"1" * 10_000,
        b"\xff\xfe{\0}\0",
        b"\xef\xbb\xbf",
    ],
)
def test_lines_that_are_no_entries(tmp_path: Path, line: bytes) -> None:
    ours = journal(tmp_path)
    ours.path.write_bytes(line)
    assert ours.entries() == ()


def test_an_operation_is_open_until_something_closes_it(tmp_path: Path) -> None:
    ours = journal(tmp_path)
    for event, name in [
        ("started", "open"),
        ("started", "failed"),
        ("failed", "failed"),
        ("started", "done"),
        ("verified", "done"),
        ("started", "away"),
        ("abandoned", "away"),
        ("started", "interrupted"),
        ("interrupted", "interrupted"),
        ("started", "back"),
        ("undone", "back"),
    ]:
        ours.append(event, name)
    assert [entry["id"] for entry in unfinished(ours.entries())] == ["open", "failed", "interrupted"]


def test_a_folder_name_that_is_no_text_does_not_stop_the_journal(tmp_path: Path) -> None:
    ours = journal(tmp_path)
    ours.append("started", "1", folder=os.fsdecode(b"/tmp/\xff"))
    assert ours.entries()[0]["folder"] == os.fsdecode(b"/tmp/\xff")


def test_a_journal_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "asystent-p1.jsonl").mkdir()
    with pytest.raises(FlowError) as caught:
        journal(tmp_path).append("started", "1")
    assert caught.value.problem.code == "journal-not-written"
    assert_fit_to_show(caught.value.problem)
    with pytest.raises(FlowError) as caught:
        journal(tmp_path).entries()
    assert caught.value.problem.code == "journal-unreadable"
    assert_fit_to_show(caught.value.problem)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes in folders are a thing of POSIX")
def test_a_pipe_in_its_place_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "asystent-p1.jsonl")
    code = (
        "import sys, pathlib\nfrom flows.clock import now\nfrom flows.journal import Journal\n"
        "from flows.errors import FlowError\n"
        "try:\n    Journal(pathlib.Path(sys.argv[1]), now).entries()\n"
        "except FlowError as error:\n    print(error.problem.code)\n"
    )
    assert tools.run(sys.executable, "-c", code, tmp_path).strip() == "journal-unreadable"


def test_a_journal_of_a_giant_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "asystent-p1.jsonl").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(FlowError) as caught:
        journal(tmp_path).entries()
    assert caught.value.problem.code == "journal-too-large"
    assert_fit_to_show(caught.value.problem)


_NAMES = st.text() | st.sampled_from(["..", ".", "", "/", "../x", "/etc/passwd", "a/../..", "C:\\x", "..\\..\\x", "\0"])
_PLANS = st.fixed_dictionaries(
    {
        "operation": st.text() | JSON,
        "summary": st.text() | JSON,
        "lines": st.lists(st.text()) | JSON,
        "writes": st.lists(_NAMES | JSON) | JSON,
        "undo": st.text() | JSON,
        "details": st.dictionaries(st.text(), JSON, max_size=2) | JSON,
        "nothing_to_do": st.booleans() | JSON,
    }
)


@given(_PLANS | JSON)
def test_a_plan_from_a_hostile_journal_stays_in_its_folder(data: Any) -> None:
    folder = Path("/mnt/apteka")
    try:
        plan = Plan.from_json(data, folder)
    except (KeyError, TypeError, ValueError):
        return
    assert plan.folder == folder
    for path in plan.writes:
        assert path.parent == folder
        assert path.name not in {"", ".", ".."}


@given(
    st.lists(st.text()),
    st.lists(st.from_regex(r"[a-z]{1,5}\.jks", fullmatch=True)),
    st.dictionaries(st.text(), JSON, max_size=2),
)
def test_a_plan_survives_the_journal_and_a_move_of_the_folder(
    lines: list[str], names: list[str], details: dict[str, Any]
) -> None:
    old, new = Path("/mnt/usb"), Path("/media/usb 2")
    plan = Plan("op", old, "Zrobię", tuple(lines), tuple(old / name for name in names), "cofnę", details)
    stored = json.loads(json.dumps(plan.to_json()))
    again = Plan.from_json(stored, new)
    assert again == Plan("op", new, "Zrobię", tuple(lines), tuple(new / name for name in names), "cofnę", details)
    assert str(old) not in json.dumps(stored["writes"])
