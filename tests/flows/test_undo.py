"""„Cofnij”: set aside, never deleted, never what changed since; also what was interrupted, and undoing itself."""

import stat
from pathlib import Path

import pytest
from support.authority import identity, pem
from support.refusal import refused
from support.running import CSR, HERE, P12, csr_answers, do, files, p12_answers
from support.undoing import undo_last

from flows.base import placing
from flows.base.errors import Cancelled, FlowError
from flows.base.secret import Secret
from flows.csr import generate_requests
from flows.engine.journal import Journal, unfinished
from flows.folder.names import PURPOSES

OTHER = Secret("zupelnie-inne-haslo")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Both steps done by this program; the first one with keys made before, to save time."""
    for purpose in PURPOSES:
        me = identity(purpose)
        (tmp_path / f"{purpose}-20261122-120000.jks").write_bytes(me.jks())
        (tmp_path / f"{purpose}.pem").write_bytes(pem(me.certificate))
    do(P12, p12_answers(tmp_path))
    return tmp_path


def test_the_last_step_then_the_one_before_and_then_nothing(tmp_path: Path) -> None:
    do(CSR, csr_answers(tmp_path))
    (tmp_path / "moje.txt").write_text("nie ruszać")
    before = files(tmp_path)
    do(CSR, csr_answers(tmp_path, nowy=True))
    second = files(tmp_path).keys() - before.keys()

    aside, names = undo_last(tmp_path, HERE)
    assert set(names) == second
    assert aside.parent == tmp_path
    assert aside.name.startswith("Cofniete-")
    assert stat.S_IMODE(aside.stat().st_mode) == 0o700
    now = files(tmp_path)
    assert before.items() <= now.items()
    assert {f"{aside.name}/{name}" for name in second} == now.keys() - before.keys()

    aside, names = undo_last(tmp_path, HERE)
    assert {f"{aside.name}/{name}": before[name] for name in names}.items() <= files(tmp_path).items()
    assert set(names) == before.keys() - {"moje.txt"}
    with refused("nothing-to-undo"):
        undo_last(tmp_path, HERE)
    assert (tmp_path / "moje.txt").exists()


def test_afterwards_the_step_can_be_done_again(folder: Path) -> None:
    aside, _ = undo_last(folder, HERE)
    do(P12, p12_answers(folder))
    assert len(list(folder.glob("*.p12"))) == 2
    again, _ = undo_last(folder, HERE)
    assert again != aside
    assert [path.name for path in sorted(again.iterdir())] == [path.name for path in sorted(aside.iterdir())]


def test_what_changed_since_is_not_moved(folder: Path) -> None:
    (folder / "wss-20261122-120000.p12").write_bytes(b"edited")
    before = files(folder)
    with refused("undo-changed") as problems:
        undo_last(folder, HERE)
    assert "wss-20261122-120000.p12" in problems[0].what
    assert files(folder) == before


def test_what_is_missing_stops_it(folder: Path) -> None:
    (folder / "wss-20261122-120000.p12").rename(folder / "inna nazwa.p12")
    before = files(folder)
    with refused("undo-missing") as problems:
        undo_last(folder, HERE)
    assert "wss-20261122-120000.p12" in problems[0].what
    assert files(folder) == before


@pytest.mark.parametrize("raised", [OSError(13, "zajęty"), KeyboardInterrupt()], ids=["in use", "ctrl-c"])
def test_half_done_it_goes_on_where_it_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch, raised: BaseException
) -> None:
    honest, moved = placing.without_replacing, []

    def failing(source: Path, target: Path) -> None:
        if moved:
            raise raised
        honest(source, target)
        moved.append(source)

    with monkeypatch.context() as patch:
        patch.setattr(placing, "without_replacing", failing)
        with pytest.raises((FlowError, KeyboardInterrupt)):
            undo_last(folder, HERE)
    assert len(list(folder.glob("*.p12"))) == 1
    aside, names = undo_last(folder, HERE)
    assert sorted(path.name for path in aside.iterdir()) == sorted(names)
    assert len(names) == 2
    assert list(folder.glob("*.p12")) == []
    assert len(list(folder.glob("Cofniete-*"))) == 1
    with refused("nothing-to-undo"):
        undo_last(folder, HERE)


def test_killed_between_the_new_name_and_the_old(folder: Path) -> None:
    """A hard link was made and the old name not yet taken away."""
    journal = Journal(folder, HERE)
    operation = journal.entries()[-1]["id"]
    aside = folder / "Cofniete-20261122-120000"
    aside.mkdir()
    (aside / "tls-20261122-120000.p12").hardlink_to(folder / "tls-20261122-120000.p12")
    journal.append("undoing", operation, moved_to=aside.name)
    assert undo_last(folder, HERE)[0] == aside
    assert sorted(path.suffix for path in folder.iterdir()) == sorted(
        ["", ".jks", ".jks", ".jsonl", ".lock", ".pem", ".pem"]
    )
    assert len(list(aside.iterdir())) == 2


def test_a_stranger_in_the_way_is_not_overwritten(folder: Path) -> None:
    aside = folder / "Cofniete-20261122-120000"
    aside.mkdir()
    journal = Journal(folder, HERE)
    journal.append("undoing", journal.entries()[-1]["id"], moved_to=aside.name)
    (aside / "wss-20261122-120000.p12").write_bytes(b"someone's")
    with pytest.raises(FlowError) as caught:
        undo_last(folder, HERE)
    assert caught.value.problem.code == "undo-failed"
    assert (aside / "wss-20261122-120000.p12").read_bytes() == b"someone's"
    assert (folder / "wss-20261122-120000.p12").exists()


def test_an_interrupted_step_whose_password_is_lost_can_be_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = generate_requests.write_new

    def failing(path: Path, data: bytes) -> None:
        if path.suffix == ".csr":
            raise KeyboardInterrupt
        honest(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(generate_requests, "write_new", failing)
        with pytest.raises(Cancelled):
            do(CSR, csr_answers(tmp_path, haslo=OTHER))
    before = files(tmp_path)
    assert len(before) == 2
    with refused("wrong-password", ask="haslo"):
        do(CSR, csr_answers(tmp_path))
    aside, names = undo_last(tmp_path, HERE)
    assert sorted(names) == sorted(before)
    assert {name.removeprefix(f"{aside.name}/"): data for name, data in files(tmp_path).items()} == before
    assert unfinished(Journal(tmp_path, HERE).entries()) == ()
    do(CSR, csr_answers(tmp_path))
    assert len(list(tmp_path.glob("*.jks"))) == 2


def test_a_folder_without_a_journal_is_left_as_it_is(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nie ma"):
        with refused("nothing-to-undo"):
            undo_last(folder, HERE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "files_field", [{"../outside": "0"}, {"..": "0"}, {"/etc/passwd": "0"}, ["a"], "a", 7, None, {}], ids=str
)
def test_a_journal_edited_by_hand_moves_nothing_from_elsewhere(tmp_path: Path, files_field: object) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (tmp_path / "outside").write_bytes(b"theirs")
    Journal(folder, HERE).append("verified", "1", operation="x", files=files_field)
    Journal(folder, HERE).append("started", "2", operation="x", plan={"writes": files_field})
    with pytest.raises(FlowError) as caught:
        undo_last(folder, HERE)
    assert caught.value.problem.code in {"nothing-to-undo", "undo-missing"}
    assert (tmp_path / "outside").read_bytes() == b"theirs"


def test_a_journal_that_names_another_place_to_put_aside_is_not_followed(folder: Path) -> None:
    journal = Journal(folder, HERE)
    operation = journal.entries()[-1]["id"]
    journal.append("undoing", operation, moved_to="Cofniete-/../../x")
    aside, _ = undo_last(folder, HERE)
    assert aside.parent == folder
