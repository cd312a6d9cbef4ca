"""„Przywróć” without keys: what comes back, what it refuses, and where it stops when it is cut short."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support.refusal import refused
from support.running import HERE, OWN
from support.undoing import undo_last, would_undo

from flows.base import placing
from flows.engine import moving
from flows.engine.journal import Journal, file_sha256, taken_back, unfinished
from flows.engine.redo import put_away, redo_last, would_redo
from flows.engine.turns import last_turns


def made(folder: Path, number: str = "1", names: tuple[str, ...] = ("a.txt", "b.txt"), event: str = "verified") -> None:
    """An operation as the runner would have left it."""
    journal = Journal(folder, HERE)
    plan = {"operation": "x", "summary": "", "lines": [], "writes": list(names), "undo": "", "details": {}}
    journal.append("started", number, operation="x", plan={**plan, "nothing_to_do": False})
    for name in names:
        (folder / name).write_bytes(f"{number} {name}".encode())
    files = {name: file_sha256(folder / name) for name in names}
    if event == "verified":
        journal.append("verified", number, operation="x", files=files)


def listing(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name not in OWN)
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def events(folder: Path) -> list[str]:
    return [entry["event"] for entry in Journal(folder, HERE).entries()]


def test_what_was_put_away_comes_back_as_it_was(tmp_path: Path) -> None:
    made(tmp_path)
    before = listing(tmp_path)
    aside, _ = undo_last(tmp_path, HERE)
    assert aside is not None
    found = would_redo(tmp_path)
    assert (found.names, found.aside, found.operation, found.half) == (("a.txt", "b.txt"), aside, "x", False)
    assert listing(tmp_path) != before
    assert redo_last(tmp_path, HERE, found.id) == found
    assert listing(tmp_path) == before
    assert not aside.exists()
    assert events(tmp_path)[-2:] == ["redoing", "redone"]
    assert taken_back(Journal(tmp_path, HERE).entries()) == frozenset()
    with refused("nothing-to-redo") as problems:
        redo_last(tmp_path, HERE)
    assert str(tmp_path) in problems[0].what


def test_there_and_back_again_and_again(tmp_path: Path) -> None:
    made(tmp_path)
    before = listing(tmp_path)
    for _ in range(3):
        undo_last(tmp_path, HERE)
        redo_last(tmp_path, HERE)
        assert listing(tmp_path) == before
    assert would_undo(tmp_path, HERE) == (True, ("a.txt", "b.txt"))


def test_the_last_to_go_is_the_first_to_come(tmp_path: Path) -> None:
    made(tmp_path, "1", ("a.txt",))
    made(tmp_path, "2", ("b.txt",))
    undo_last(tmp_path, HERE)
    undo_last(tmp_path, HERE)
    assert [each.names for each in put_away(tmp_path, Journal(tmp_path, HERE).entries())] == [("a.txt",), ("b.txt",)]
    assert redo_last(tmp_path, HERE).names == ("a.txt",)
    assert redo_last(tmp_path, HERE).names == ("b.txt",)
    assert would_undo(tmp_path, HERE) == (True, ("b.txt",)), "the latest thing is what came back last"


def test_an_interrupted_operation_comes_back_interrupted(tmp_path: Path) -> None:
    made(tmp_path, event="started")
    before = listing(tmp_path)
    undo_last(tmp_path, HERE)
    assert unfinished(Journal(tmp_path, HERE).entries()) == ()
    redo_last(tmp_path, HERE)
    assert listing(tmp_path) == before
    assert [entry["id"] for entry in unfinished(Journal(tmp_path, HERE).entries())] == ["1"]


@pytest.mark.parametrize("event", ["verified", "started"])
def test_a_file_that_was_changed_where_it_lies_stays_there(tmp_path: Path, event: str) -> None:
    made(tmp_path, event=event)
    aside, _ = undo_last(tmp_path, HERE)
    assert aside is not None
    (aside / "b.txt").write_bytes(b"inne")
    before = listing(tmp_path)
    with refused("redo-changed") as problems:
        redo_last(tmp_path, HERE)
    assert "b.txt" in problems[0].what
    assert listing(tmp_path) == before
    (aside / "b.txt").unlink()
    with refused("redo-missing"):
        redo_last(tmp_path, HERE)
    assert events(tmp_path)[-1] == "undone"


def test_another_file_of_the_name_is_never_replaced(tmp_path: Path) -> None:
    made(tmp_path)
    undo_last(tmp_path, HERE)
    (tmp_path / "b.txt").write_bytes(b"cudze")
    before = listing(tmp_path)
    with refused("redo-exists") as problems:
        redo_last(tmp_path, HERE)
    assert "b.txt" in problems[0].what
    assert listing(tmp_path) == before


def test_a_stranger_that_comes_at_the_last_moment_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path)
    undo_last(tmp_path, HERE)
    honest = moving.Move.carry

    def later(self: moving.Move, names: Any) -> None:
        (tmp_path / "b.txt").write_bytes(b"cudze")
        honest(self, names)

    monkeypatch.setattr(moving.Move, "carry", later)
    with refused("redo-failed"):
        redo_last(tmp_path, HERE)
    assert (tmp_path / "b.txt").read_bytes() == b"cudze"
    assert events(tmp_path)[-1] == "redoing"


def test_what_somebody_carried_back_by_hand_counts_as_back(tmp_path: Path) -> None:
    made(tmp_path)
    aside, _ = undo_last(tmp_path, HERE)
    assert aside is not None
    (aside / "a.txt").rename(tmp_path / "a.txt")
    redo_last(tmp_path, HERE)
    assert set(listing(tmp_path)) == {"a.txt", "b.txt"}


def test_other_things_in_the_subfolder_stay(tmp_path: Path) -> None:
    made(tmp_path)
    aside, _ = undo_last(tmp_path, HERE)
    assert aside is not None
    (aside / "moje.txt").write_bytes(b"x")
    redo_last(tmp_path, HERE)
    assert set(listing(tmp_path)) == {"a.txt", "b.txt", f"{aside.name}/moje.txt"}


def test_agreed_to_another_set_moves_nothing(tmp_path: Path) -> None:
    made(tmp_path)
    undo_last(tmp_path, HERE)
    before = listing(tmp_path)
    with refused("redo-other"):
        redo_last(tmp_path, HERE, "2")
    assert listing(tmp_path) == before


@pytest.mark.parametrize("after", ["a new name", "a name taken away", "nothing"])
@pytest.mark.parametrize("end", ["redo", "undo"])
def test_cut_short_it_can_be_finished_or_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: str, end: str
) -> None:
    """One file is back, or has both names, or none has moved yet; „stan” says that it is half done."""
    made(tmp_path, "0", ("z.txt",))
    made(tmp_path)
    before = listing(tmp_path)
    undo_last(tmp_path, HERE)
    away = listing(tmp_path)
    honest, moved = placing.without_replacing, []

    def failing(source: Path, target: Path) -> None:
        if moved or after == "nothing":
            raise KeyboardInterrupt
        honest(source, target)
        moved.append(source)
        if after == "a new name":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(placing, "without_replacing", failing)
        with pytest.raises(KeyboardInterrupt):
            redo_last(tmp_path, HERE)
    assert put_away(tmp_path, Journal(tmp_path, HERE).entries())[0].half
    if end == "redo":
        redo_last(tmp_path, HERE)
        assert listing(tmp_path) == before
    else:
        assert would_undo(tmp_path, HERE) == (True, ("a.txt", "b.txt"))
        undo_last(tmp_path, HERE)
        assert listing(tmp_path) == away
        assert would_undo(tmp_path, HERE) == (True, ("z.txt",))
        redo_last(tmp_path, HERE)
        assert listing(tmp_path) == before


def test_half_put_away_can_be_brought_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path)
    before = listing(tmp_path)
    honest, moved = placing.without_replacing, []

    def failing(source: Path, target: Path) -> None:
        if moved:
            raise KeyboardInterrupt
        honest(source, target)
        moved.append(source)

    with monkeypatch.context() as patch:
        patch.setattr(placing, "without_replacing", failing)
        with pytest.raises(KeyboardInterrupt):
            undo_last(tmp_path, HERE)
    redo_last(tmp_path, HERE)
    assert listing(tmp_path) == before
    assert would_undo(tmp_path, HERE) == (True, ("a.txt", "b.txt"))


def test_all_is_back_and_only_the_last_line_is_missing(tmp_path: Path) -> None:
    made(tmp_path)
    undo_last(tmp_path, HERE)
    redo_last(tmp_path, HERE)
    path = Journal(tmp_path, HERE).path
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    redo_last(tmp_path, HERE)
    assert events(tmp_path)[-1] == "redone"
    assert set(listing(tmp_path)) == {"a.txt", "b.txt"}


def _loses(source: Path, target: Path) -> None:
    source.unlink()


def _spoils(source: Path, target: Path) -> None:
    target.write_bytes(b"")


@pytest.mark.parametrize("way", [_loses, _spoils])
def test_it_is_not_called_brought_back_unless_it_was_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Callable[[Path, Path], None]
) -> None:
    made(tmp_path)
    undo_last(tmp_path, HERE)
    monkeypatch.setattr(placing, "without_replacing", way)
    with refused("redo-failed"):
        redo_last(tmp_path, HERE)
    assert events(tmp_path)[-1] == "redoing"


@pytest.mark.parametrize("name", ["Moje", "/tmp", "Cofniete-\0", "", "..", None, 7])
@pytest.mark.parametrize("event", ["undone", "undoing", "redoing"])
def test_a_journal_edited_by_hand_brings_nothing_from_elsewhere(tmp_path: Path, name: object, event: str) -> None:
    made(tmp_path)
    (tmp_path / "Moje").mkdir()
    (tmp_path / "Moje" / "c.txt").write_bytes(b"x")
    Journal(tmp_path, HERE).append(event, "1", moved_to=name, files={"c.txt": "0"})
    Journal(tmp_path, HERE).append(event, "7", moved_to=name)
    with refused("nothing-to-redo"):
        redo_last(tmp_path, HERE)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_in_the_place_of_the_subfolder_is_not_followed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "p", tmp_path / "obce"
    folder.mkdir()
    elsewhere.mkdir()
    made(folder)
    aside, _ = undo_last(folder, HERE)
    assert aside is not None
    aside.rename(elsewhere / "x")
    aside.symlink_to(elsewhere / "x")
    with refused("nothing-to-redo"):
        redo_last(folder, HERE)
    assert len(list((elsewhere / "x").iterdir())) == 2


def test_where_nothing_was_taken_back_no_file_is_left_behind(tmp_path: Path) -> None:
    for look in (would_redo, partial(redo_last, here=HERE)):
        with refused("nothing-to-redo"):
            look(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_operation_stands_where_its_last_turn_was() -> None:
    first, second, again = (
        {"event": "undone", "id": "1"},
        {"event": "undone", "id": "2"},
        {"event": "redone", "id": "1"},
    )
    assert list(last_turns([first, second, again]).items()) == [("2", second), ("1", again)]
