"""„Cofnij” as a whole: step after step back to the beginning, and what people changed meanwhile is left alone.

Undoing that is itself cut short stands in ``test_crash.py``, with the other flows.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import tools
from trust.invariants import Photo, broken, in_store, keys, leftovers, photograph
from trust.scenery import Place, Scenes


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    tools.need("certutil")
    return Scenes(tmp_path_factory.mktemp("scenes"))


def _undo(place: Place, folder: Path | None = None) -> tuple[int, str]:
    done = place.run("cofnij", "--folder", folder or place.work, "--tak", "--klucze")
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or "Co zrobić: " in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def _contents(photo: Photo) -> list[bytes]:
    """What the user's files hold, wherever they lie; logs and stores change by nature."""
    return sorted(data for name, data in photo.items() if name.startswith("pendrive") and "asystent-p1." not in name)


def test_all_the_way_back(scenes: Scenes, tmp_path: Path) -> None:
    """Every operation in turn; nothing is deleted on the way, and at the end there is nothing left to take back."""
    place = scenes("retired").copy(tmp_path / "d")
    start = photograph(place)
    assert list(in_store(place).values()) == [True, True]
    for expected in (3, 1):  # the old certificate comes back, the two new ones go
        before = photograph(place)
        assert _undo(place)[0] == 0
        assert sum(in_store(place).values()) == expected
        assert not broken(before, photograph(place))
        assert _contents(photograph(place)) == _contents(start) or expected == 1  # the ledger says that they went
    start = photograph(place)
    for gone in ("*.p12", "*.pem", "*.ics", "*.jks"):
        assert list(place.work.glob(gone))
        assert _undo(place)[0] == 0
        now = photograph(place)
        assert not list(place.work.glob(gone))
        assert not broken(start, now)
        assert not leftovers(now)
        assert _contents(now) == _contents(start), "set aside, nothing else"
    status, said = _undo(place)
    assert status == 1
    assert "nie ma czego cofać" in said
    assert sorted(keys(photograph(place)).values()) == sorted(keys(start).values())


def test_twice_at_once_is_once(scenes: Scenes, tmp_path: Path) -> None:
    """The second „cofnij” takes back the step before, not the same one again."""
    place = scenes("packed").copy(tmp_path / "d")
    before = photograph(place)
    assert _undo(place)[0] == 0
    first = {path.name for path in place.work.glob("Cofniete-*/*")}
    assert {Path(name).suffix for name in first} == {".p12"}
    assert _undo(place)[0] == 0
    second = {path.name for path in place.work.glob("Cofniete-*/*")} - first
    assert {Path(name).suffix for name in second} == {".pem"}
    assert not broken(before, photograph(place))
    assert len(list(place.work.glob("Cofniete-*"))) == 2


def _spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def _swap(path: Path) -> None:
    other = next(each for each in path.parent.glob(f"*{path.suffix}") if each != path)
    data = path.read_bytes()
    path.write_bytes(other.read_bytes())
    other.write_bytes(data)


@pytest.mark.parametrize("change", [_spoil, Path.unlink, _swap, lambda path: path.rename(path.with_name("inna.bak"))])
@pytest.mark.parametrize(
    ("scene", "pattern"),
    [("requests", "tls-*.csr"), ("requests", "wss-*.jks"), ("collected", "*.pem"), ("packed", "wss-*.p12")],
)
def test_what_was_changed_by_hand_stays(
    scene: str, pattern: str, change: Callable[[Path], object], scenes: Scenes, tmp_path: Path
) -> None:
    place = scenes(scene).copy(tmp_path / "d")
    change(min(place.work.glob(pattern)))
    before = photograph(place)
    status, said = _undo(place)
    assert status == 1
    assert "Nie cofam: " in said
    now = photograph(place)
    assert _contents(now) == _contents(before)
    assert not list(place.work.glob("Cofniete-*"))


def test_a_kit_that_was_changed_stays(scenes: Scenes, tmp_path: Path) -> None:
    place = scenes("kit").copy(tmp_path / "d")
    _spoil(next(place.kit.glob("tls-*.p12")))
    before = photograph(place)
    status, said = _undo(place, place.kit)
    assert (status, "Nie cofam: " in said) == (1, True)
    assert photograph(place).keys() == before.keys()


def test_a_store_that_was_changed_by_hand(scenes: Scenes, tmp_path: Path) -> None:
    """One of the two certificates was deleted by its owner: only the other one is taken back."""
    from flows.stores.nss import NssStore

    place = scenes("installed").copy(tmp_path / "d")
    store = NssStore(place.nss)
    store.remove(store.list()[0].sha256)
    before = photograph(place)
    assert _undo(place)[0] == 0
    assert in_store(place) == {}
    assert not broken(before, photograph(place))


@pytest.mark.parametrize("how", ["spoiled", "another", "gone"])
def test_an_archived_certificate_that_was_changed(how: str, scenes: Scenes, tmp_path: Path) -> None:
    """What the copy holds now is not what was taken out: nothing is put into the store."""
    place = scenes("retired").copy(tmp_path / "d")
    (copy,) = place.work.glob("stary-*.kopia")
    if how == "spoiled":
        copy.write_bytes(copy.read_bytes()[:-5])
    elif how == "another":
        shutil.copyfile(next(place.work.glob("wss*.pem")), copy)
    else:
        copy.unlink()
    store = in_store(place)
    before = photograph(place)
    status, _ = _undo(place)
    if (
        how == "gone"
    ):  # nothing of that step can come back here: the one before is offered, and was asked for with --tak
        return
    assert status == 1
    assert in_store(place) == store
    assert not broken(before, photograph(place))


@pytest.mark.parametrize("scene", ["installed", "retired"])
def test_cut_short_before_it_was_noted(scene: str, scenes: Scenes, tmp_path: Path) -> None:
    """All is taken back in the store and only the last line of the journal is missing: „cofnij” ends that, no more."""
    place = scenes(scene).copy(tmp_path / "d")
    journal = place.work / "asystent-p1.jsonl"
    assert _undo(place)[0] == 0
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-1]))
    before, store = photograph(place), in_store(place)
    status, said = _undo(place)
    assert status == 0
    assert "reszta przerwanego cofania" in said
    assert in_store(place) == store
    assert not broken(before, photograph(place))
    assert not list(place.work.glob("Cofniete-*")), "the step before was not asked about"
