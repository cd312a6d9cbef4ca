"""The kit for the next computer: both files, the instruction, the ledger both ways; no password anywhere."""

from pathlib import Path

import pytest
from support.authority import PASSWORD
from support.p12_files import p12
from support.refusal import refused
from support.running import HERE, at, do, files
from support.undoing import undo_last

from flows.folder.computer_count import parse_computers
from flows.folder.ledger import FILE_NAME, Ledger
from flows.folder.names import PURPOSES
from flows.ports.place import Place
from flows.windows.make_kit import INSTRUCTION, KIT, MakeKit

MAKE = MakeKit()
NAMES = {f"{purpose}-20261122-120000.p12" for purpose in PURPOSES}
SEEN = ("a" * 64, "b" * 64)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Certyfikaty"
    made.mkdir()
    for name in NAMES:
        (made / name).write_bytes(p12("tls" if name.startswith("tls") else "wss"))
    (tmp_path / "pendrive").mkdir()
    return made


def answers(folder: Path) -> dict[str, object]:
    return {"folder": folder, "haslo": PASSWORD, "cel": folder.parent / "pendrive"}


def test_what_is_in_it(folder: Path) -> None:
    before = files(folder)
    do(MAKE, answers(folder))
    kit = folder.parent / "pendrive" / KIT
    ours = {INSTRUCTION, "asystent-p1.jsonl", FILE_NAME}
    assert {path.name for path in kit.iterdir() if path.suffix != ".lock"} == {*NAMES, *ours}
    assert all((kit / name).read_bytes() == (folder / name).read_bytes() for name in NAMES)
    text = (kit / INSTRUCTION).read_text("utf-8-sig")
    assert "21.11.2028" in text
    assert all(name in text for name in NAMES)
    assert all(PASSWORD.reveal().encode() not in data for _, data in files(kit).values())
    assert {name: each for name, each in files(folder).items() if name != FILE_NAME} == before
    assert Ledger(folder, HERE).read().kit_at == str(kit)


def test_the_ledger_goes_and_comes_back(folder: Path) -> None:
    here = Ledger(folder, HERE)
    there = Ledger(folder.parent / "pendrive" / KIT, at(place=Place("KASA2")))
    here.tell(parse_computers("2"))
    here.record("windows", SEEN)
    do(MAKE, answers(folder))
    assert there.read() == here.read()
    there.record("windows", SEEN)
    (folder.parent / "pendrive" / KIT / INSTRUCTION).unlink()
    do(MAKE, answers(folder))
    assert "KASA2" in here.read().ready(frozenset(SEEN))
    assert len(here.read().ready(frozenset(SEEN))) == 2


def test_another_renewals_kit_is_not_overwritten(folder: Path) -> None:
    do(MAKE, answers(folder))
    copy = folder.parent / "pendrive" / KIT / min(NAMES)
    copy.write_bytes(p12("tls", 3))
    with refused("file-exists"):
        do(MAKE, answers(folder))


def test_no_stick(folder: Path) -> None:
    (folder.parent / "pendrive").rmdir()
    with refused("folder-missing", ask="cel"):
        do(MAKE, answers(folder))


def test_undo_in_the_kit(folder: Path) -> None:
    do(MAKE, answers(folder))
    aside, names = undo_last(folder.parent / "pendrive" / KIT, HERE)
    assert aside is not None
    assert set(names) == {*NAMES, INSTRUCTION}
