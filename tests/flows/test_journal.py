"""The journal: only ever appended, and readable whatever happened to it. Plans from it lead out of no folder."""

import getpass
import json
import os
import platform
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
from support.refusal import assert_fit_to_show, refused
from support.running import at

from flows.base.errors import FlowError
from flows.engine.journal import (
    MAX_BYTES,
    MAX_LINES,
    Journal,
    append_line,
    file_sha256,
    read_lines,
    unfinished,
)
from flows.engine.plan import Plan
from flows.folder.computers import Told
from flows.folder.ledger import Ledger
from flows.ports.place import Place, this_place

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def journal(folder: Path) -> Journal:
    return Journal(folder, at(lambda: NOW))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    ours = journal(tmp_path)
    ours.append("started", "1", operation="x", plan={"lines": ["zażółć"]})
    ours.append("verified", "1", files={"tls.jks": "00"})
    first, second = ours.entries()
    assert (first["event"], first["id"], first["operation"]) == ("started", "1", "x")
    assert first["plan"] == {"lines": ["zażółć"]}
    assert datetime.fromisoformat(first["time"]) == NOW
    assert second["files"] == {"tls.jks": "00"}
    assert (first["computer"], first["user"]) == (platform.node(), getpass.getuser())
    assert list(first) == ["time", "computer", "user", "event", "id", "operation", "plan"]  # the order that people read
    assert first["time"] == NOW.astimezone().isoformat(timespec="seconds")
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
        "import sys, pathlib\nfrom flows.engine.journal import entries_of\n"
        "from flows.base.errors import FlowError\n"
        "try:\n    entries_of(pathlib.Path(sys.argv[1]))\n"
        "except FlowError as error:\n    print(error.problem.code)\n"
    )
    assert tools.run(sys.executable, "-c", code, tmp_path).strip() == "journal-unreadable"


def test_the_system_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "asystent-p1.jsonl").mkdir()
    with refused("journal-not-written") as problems:
        journal(tmp_path).append("started", "1")
    assert "(to folder, a nie plik)" in problems[0].what
    with refused("journal-unreadable") as problems:
        journal(tmp_path).entries()
    assert "(to nie jest zwykły plik albo" in problems[0].what
    (tmp_path / "asystent-p1.jsonl").rmdir()
    monkeypatch.setattr(os, "write", lambda _descriptor, line: len(line) - 1)
    with refused("journal-not-written") as problems:  # the disk took a part only
        journal(tmp_path).append("started", "1")
    assert "(brak miejsca na dysku)" in problems[0].what


def test_a_line_is_added_on_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "plik.jsonl"
    append_line(path, b"1\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    append_line(path, b"2\n")
    assert path.read_bytes() == b"1\n2\n"
    path.write_bytes(b"1\n2")
    append_line(path, b"3\n")
    assert path.read_bytes() == b"1\n2\n3\n"
    assert read_lines(path) == [b"1", b"2", b"3"]


def test_a_line_is_on_the_disk_when_we_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    append_line(tmp_path / "plik.jsonl", b"1\n")
    assert len(synced) == 1
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(synced[0])  # closed again


def test_where_there_is_no_file_there_are_no_lines(tmp_path: Path) -> None:
    assert read_lines(tmp_path / "nie ma") == []
    (tmp_path / "plik").write_bytes(b"")
    assert read_lines(tmp_path / "plik" / "nie ma") == []
    assert read_lines(tmp_path / "plik") == []


def test_a_user_that_the_system_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    assert this_place() == Place(platform.node(), getpass.getuser())
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert this_place() == Place(platform.node(), "?")


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert file_sha256(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_journal_of_the_largest_size_is_still_read(tmp_path: Path) -> None:
    with (tmp_path / "asystent-p1.jsonl").open("wb") as file:
        file.truncate(MAX_BYTES)
    assert journal(tmp_path).entries() == ()


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


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("there", [True, False])
def test_a_link_in_its_place_leads_nobody_to_another_file(tmp_path: Path, there: bool) -> None:
    """Whoever may write into the folder would else have our lines, with names of files in them, in any file of ours."""
    other = tmp_path / "profile"
    if there:
        other.write_bytes(b"# a shell reads this\n")
    (tmp_path / "asystent-p1.jsonl").symlink_to(other)
    with refused("journal-unreadable"):
        journal(tmp_path).entries()
    with refused("journal-not-written"):
        journal(tmp_path).append("started", "1")
    (tmp_path / "komputery.jsonl").symlink_to(other)
    with refused("journal-unreadable"):
        Ledger(tmp_path, at(lambda: NOW)).tell(Told(2))
    assert other.read_bytes() == b"# a shell reads this\n" if there else not other.exists()


@pytest.mark.parametrize("end", [b"\n", b"\r"])
def test_a_journal_of_more_lines_than_a_renewal_has_is_none_of_ours(tmp_path: Path, end: bytes) -> None:
    path = tmp_path / "asystent-p1.jsonl"
    path.write_bytes(b"x" + end * MAX_LINES)
    assert journal(tmp_path).entries() == ()
    path.write_bytes(b"x" + end * (MAX_LINES + 1))
    with refused("journal-too-large") as problems:
        journal(tmp_path).entries()
    assert str(path) in problems[0].what
