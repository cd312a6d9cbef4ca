"""„Cofnij” without keys: what it finds in the journal, what it moves where, what it refuses, what it says."""

import json
import os
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.refusal import refused
from support.running import HERE, OWN, clock
from support.undoing import OPERATIONS, undo_last, would_undo

from flows.base import placing
from flows.engine import moving, undo
from flows.engine.journal import Journal, file_sha256, unfinished
from flows.engine.plan import Undoable

ASIDE = f"Cofniete-{clock():%Y%m%d-%H%M%S}"


def made(
    folder: Path,
    number: str = "1",
    names: tuple[str, ...] = ("a.txt", "b.txt"),
    event: str = "verified",
    operation: str = "x",
) -> None:
    """An operation as the runner would have left it; anything but "verified" is one that was interrupted."""
    journal = Journal(folder, HERE)
    plan = {"operation": operation, "summary": "", "lines": [], "writes": list(names), "undo": "", "details": {}}
    journal.append("started", number, operation=operation, plan={**plan, "nothing_to_do": False})
    for name in names:
        (folder / name).write_bytes(f"{number} {name}".encode())
    if event == "verified":
        files = {name: file_sha256(folder / name) for name in names}
        journal.append("verified", number, operation=operation, files=files)
    elif event != "started":
        journal.append(event, number)


def listing(folder: Path) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name not in OWN)
    return {str(path.relative_to(folder)) for path in paths}


def last(folder: Path) -> dict[str, Any]:
    return Journal(folder, HERE).entries()[-1]


def test_both_files_go_into_a_dated_folder_and_the_journal_knows(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "moje.txt").write_bytes(b"")
    assert would_undo(tmp_path, HERE) == (True, ("a.txt", "b.txt"))
    assert undo_last(tmp_path, HERE) == (tmp_path / ASIDE, ("a.txt", "b.txt"))
    assert listing(tmp_path) == {f"{ASIDE}/a.txt", f"{ASIDE}/b.txt", "moje.txt"}
    assert (tmp_path / ASIDE / "b.txt").read_bytes() == b"1 b.txt"
    undoing, undone = Journal(tmp_path, HERE).entries()[-2:]
    for entry, event in ((undoing, "undoing"), (undone, "undone")):
        assert (entry["event"], entry["id"], entry["moved_to"]) == (event, "1", ASIDE)
    with refused("nothing-to-undo") as problems:
        would_undo(tmp_path, HERE)
    assert str(tmp_path) in problems[0].what


def test_the_later_operation_first_each_into_a_folder_of_its_own(tmp_path: Path) -> None:
    made(tmp_path, "1", ("a.txt",))
    made(tmp_path, "2", ("b.txt",))
    assert undo_last(tmp_path, HERE)[1] == ("b.txt",)
    aside, names = undo_last(tmp_path, HERE)
    assert names == ("a.txt",)
    assert aside == tmp_path / f"Cofniete-{clock() + timedelta(seconds=1):%Y%m%d-%H%M%S}"
    assert listing(tmp_path) == {f"{ASIDE}/b.txt", f"{aside.name}/a.txt"}


@pytest.mark.parametrize("event", ["started", "failed", "interrupted"])
def test_what_an_interrupted_run_left_goes_too(tmp_path: Path, event: str) -> None:
    made(tmp_path, "0", ("z.txt",))
    made(tmp_path, event=event)
    (tmp_path / "a.txt").unlink()
    assert would_undo(tmp_path, HERE) == (True, ("b.txt",))
    assert undo_last(tmp_path, HERE)[1] == ("b.txt",)
    assert listing(tmp_path) == {f"{ASIDE}/b.txt", "z.txt"}
    assert unfinished(Journal(tmp_path, HERE).entries()) == ()


def test_a_run_that_left_nothing_and_one_without_files_are_passed_over(tmp_path: Path) -> None:
    made(tmp_path, "1", ("a.txt",))
    made(tmp_path, "2", ("b.txt",), event="started")
    (tmp_path / "b.txt").unlink()
    made(tmp_path, "3", ())
    made(tmp_path, "4", ("c.txt",), event="abandoned")
    (tmp_path / "c.txt").unlink()
    assert undo_last(tmp_path, HERE)[1] == ("a.txt",)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"files": 7},
        {"files": {"..": "00"}},
        {"files": ["a.txt"]},
        {"plan": {"writes": [".."]}},
        {"plan": 3},
        {"plan": {"writes": 3}},
    ],
)
@pytest.mark.parametrize("event", ["verified", "started"])
def test_entries_that_make_no_sense_are_passed_over(tmp_path: Path, fields: dict[str, Any], event: str) -> None:
    made(tmp_path, "1", ("a.txt",))
    Journal(tmp_path, HERE).append(event, "2", operation="x", **fields)
    assert undo_last(tmp_path, HERE)[1] == ("a.txt",)


def test_what_was_changed_or_is_gone_is_named_and_nothing_moves(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "b.txt").write_bytes(b"inne")
    with refused("undo-changed") as problems:
        undo_last(tmp_path, HERE)
    assert "b.txt" in problems[0].what
    (tmp_path / "b.txt").unlink()
    with refused("undo-missing") as problems:
        undo_last(tmp_path, HERE)
    assert "b.txt" in problems[0].what
    assert listing(tmp_path) == {"a.txt"}
    assert last(tmp_path)["event"] == "verified"


def test_a_huge_file_in_the_place_of_one_does_not_fill_the_memory(tmp_path: Path) -> None:
    made(tmp_path)
    with (tmp_path / "b.txt").open("r+b") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    try:
        with refused("undo-changed"):
            undo_last(tmp_path, HERE)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_half_undone_before_it_goes_on_in_the_same_folder(tmp_path: Path) -> None:
    made(tmp_path)
    aside = tmp_path / "Cofniete-20200101-000000"
    aside.mkdir()
    (tmp_path / "a.txt").rename(aside / "a.txt")
    Journal(tmp_path, HERE).append("undoing", "1", moved_to=aside.name)
    assert undo_last(tmp_path, HERE) == (aside, ("a.txt", "b.txt"))
    assert listing(tmp_path) == {f"{aside.name}/a.txt", f"{aside.name}/b.txt"}


def test_half_undone_and_what_was_set_aside_was_changed_since(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "Cofniete-1").mkdir()
    (tmp_path / "a.txt").unlink()
    (tmp_path / "Cofniete-1" / "a.txt").write_bytes(b"inne")
    Journal(tmp_path, HERE).append("undoing", "1", moved_to="Cofniete-1")
    with refused("undo-missing"):
        undo_last(tmp_path, HERE)


@pytest.mark.parametrize("name", ["Moje", "/tmp", "Cofniete-\0", ""])
def test_a_folder_from_the_journal_that_is_none_of_ours_is_not_used(tmp_path: Path, name: str) -> None:
    made(tmp_path)
    Journal(tmp_path, HERE).append("undoing", "1", moved_to=name)
    assert undo_last(tmp_path, HERE)[0] == tmp_path / ASIDE


def test_another_operations_undoing_does_not_count(tmp_path: Path) -> None:
    made(tmp_path)
    Journal(tmp_path, HERE).append("undoing", "0", moved_to="Cofniete-0")
    assert undo_last(tmp_path, HERE)[0] == tmp_path / ASIDE


def test_killed_between_the_new_name_and_the_old(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / ASIDE).mkdir()
    os.link(tmp_path / "a.txt", tmp_path / ASIDE / "a.txt")
    Journal(tmp_path, HERE).append("undoing", "1", moved_to=ASIDE)
    undo_last(tmp_path, HERE)
    assert listing(tmp_path) == {f"{ASIDE}/a.txt", f"{ASIDE}/b.txt"}


def test_a_stranger_of_that_name_stays_and_the_system_says_why(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / ASIDE).mkdir()
    (tmp_path / ASIDE / "a.txt").write_bytes(b"cudze")
    Journal(tmp_path, HERE).append("undoing", "1", moved_to=ASIDE)
    with refused("undo-failed") as problems:
        undo_last(tmp_path, HERE)
    assert "a.txt" in problems[0].what
    assert "(już jest coś o tej nazwie)" in problems[0].what
    assert str(tmp_path) in problems[0].next
    assert str(tmp_path / ASIDE) in problems[0].next
    assert (tmp_path / ASIDE / "a.txt").read_bytes() == b"cudze"
    assert (tmp_path / "a.txt").exists()


def _loses(source: Path, target: Path) -> None:
    source.unlink()


def _spoils(source: Path, target: Path) -> None:
    target.write_bytes(b"")


def _copies(source: Path, target: Path, way: str) -> None:
    target.write_bytes(source.read_bytes())
    source.rename(source.with_suffix(".x"))
    source.with_suffix(".x").rename(source)


@pytest.mark.parametrize(("way", "event"), [(_loses, "verified"), (_spoils, "verified"), (_loses, "started")])
def test_it_is_not_called_undone_unless_it_was_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Callable[[Path, Path], None], event: str
) -> None:
    made(tmp_path, event=event)
    monkeypatch.setattr(placing, "without_replacing", way)
    with refused("undo-failed") as problems:
        undo_last(tmp_path, HERE)
    assert "a.txt" in problems[0].what
    assert last(tmp_path)["event"] == "undoing"


def test_a_disk_without_links_where_the_name_itself_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path)
    monkeypatch.setattr(placing, "without_replacing", Path.rename)
    undo_last(tmp_path, HERE)
    assert listing(tmp_path) == {f"{ASIDE}/a.txt", f"{ASIDE}/b.txt"}


def test_an_operation_given_up_is_not_taken_back_although_its_file_is_there(tmp_path: Path) -> None:
    made(tmp_path, "1", ("a.txt",), event="abandoned")
    with refused("nothing-to-undo"):
        undo_last(tmp_path, HERE)


def test_the_old_name_must_be_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path)
    monkeypatch.setattr(moving, "_move", _copies)
    with refused("undo-failed"):
        undo_last(tmp_path, HERE)


def test_where_nothing_was_done_no_file_is_left_behind(tmp_path: Path) -> None:
    for look in (would_undo, undo_last):
        with refused("nothing-to-undo"):
            look(tmp_path, clock)
    assert list(tmp_path.iterdir()) == []


def test_somebody_else_undid_it_while_we_waited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path)
    honest = undo._last
    calls: list[int] = []

    def once(*arguments: Any) -> Any:
        calls.append(1)
        return honest(*arguments) if len(calls) == 1 else None

    monkeypatch.setattr(undo, "_last", once)
    with refused("nothing-to-undo"):
        undo_last(tmp_path, HERE)
    assert listing(tmp_path) == {"a.txt", "b.txt"}


class Elsewhere:
    """An operation whose work lies in a store: here a list."""

    name = "x"

    def __init__(self) -> None:
        self.there = ["certyfikat"]
        self.folders: set[Path] = set()

    def to_take_back(self, plan: Any, computer: Any) -> tuple[str, ...]:
        self.folders.add(plan.folder)
        if plan.details == {"broken": True}:
            raise KeyError("computer")
        return tuple(self.there)

    def take_back(self, plan: Any, computer: Any) -> None:
        self.folders.add(plan.folder)
        self.there.clear()


def test_work_elsewhere_is_taken_back_by_its_operation(tmp_path: Path) -> None:
    operation = Elsewhere()
    made(tmp_path, "1", ())
    assert would_undo(tmp_path, HERE, {"x": operation}) == (False, ("certyfikat",))
    assert undo_last(tmp_path, HERE, {"x": operation}) == (None, ("certyfikat",))
    assert operation.there == []
    assert operation.folders == {tmp_path}
    assert [entry["event"] for entry in Journal(tmp_path, HERE).entries()] == [
        "started", "verified", "undoing", "undone",
    ]  # fmt: skip
    assert {entry["id"] for entry in Journal(tmp_path, HERE).entries()} == {"1"}
    with refused("nothing-to-undo"):
        undo_last(tmp_path, HERE, {"x": operation})


def test_an_undoing_cut_short_elsewhere_is_finished_before_an_earlier_step(tmp_path: Path) -> None:
    """All of it was taken back, and that was not noted: the next „cofnij” notes it and takes nothing else."""
    made(tmp_path, "0", ("a.txt",))
    made(tmp_path, "1", (), operation="gone")
    gone = Elsewhere()
    gone.there.clear()
    known = {"gone": gone}
    assert would_undo(tmp_path, HERE, known) == (True, ("a.txt",))  # not begun: nothing of it is here
    Journal(tmp_path, HERE).append("undoing", "1")
    assert would_undo(tmp_path, HERE, known) == (False, ("reszta przerwanego cofania",))
    assert undo_last(tmp_path, HERE, known) == (None, ("reszta przerwanego cofania",))
    assert (last(tmp_path)["event"], last(tmp_path)["id"]) == ("undone", "1")
    assert listing(tmp_path) == {"a.txt"}
    assert would_undo(tmp_path, HERE, known) == (True, ("a.txt",))


def test_an_undoing_begun_on_another_computer_is_not_ours_to_finish(tmp_path: Path) -> None:
    made(tmp_path, "1", ())
    gone = Elsewhere()
    gone.there.clear()
    Journal(tmp_path, HERE).append("undoing", "1", computer="INNY")
    with refused("nothing-to-undo"):
        undo_last(tmp_path, HERE, {"x": gone})


def test_a_plan_of_work_elsewhere_that_makes_no_sense(tmp_path: Path) -> None:
    made(tmp_path, "1", ())
    rows = [json.loads(row) for row in Journal(tmp_path, HERE).path.read_text("utf-8").splitlines()]
    rows[0]["plan"]["details"] = {"broken": True}
    Journal(tmp_path, HERE).path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    with refused("nothing-to-undo"):
        undo_last(tmp_path, HERE, {"x": Elsewhere()})


def test_which_operations_take_their_own_work_back() -> None:
    assert {name for name, each in OPERATIONS.items() if isinstance(each, Undoable)} == {
        "install-certificates",
        "keep-form",
        "retire-old",
    }


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_from_a_journal_carries_nothing_out_of_the_folder(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "p", tmp_path / "obce"
    folder.mkdir()
    elsewhere.mkdir()
    made(folder)
    (folder / "Cofniete-x").symlink_to(elsewhere)
    Journal(folder, HERE).append("undoing", "1", moved_to="Cofniete-x")
    undo_last(folder, HERE)
    assert list(elsewhere.iterdir()) == []


def test_a_file_that_cannot_be_read_stays_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path)

    def fails(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(moving, "file_sha256", fails)
    with refused("file-unreadable") as problems:
        undo_last(tmp_path, HERE)
    assert "a.txt" in problems[0].what
    assert (tmp_path / "a.txt").exists()
