"""A setup over another version: shortcuts keep their places, nothing older comes in unasked, never half of two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from machine import UnderWine, registry
from miniature import program_in, wrap

MENU = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"


class Computer:
    """Where versions are installed one over another, each setup made on demand."""

    def __init__(self, root: Path) -> None:
        self.root, self.machine = root, UnderWine.made(root / "prefix")
        self.folder = self.machine.profile / "AppData/Local/Programs/asystent-p1"

    def install(self, version: str, *flags: str) -> int:
        place = self.root / f"{version}{len(list(self.root.iterdir()))}"
        place.mkdir()
        program_in(place, version, f"_internal/{version}.txt")
        return self.machine.run(self.machine.named(wrap(place)), "/S", *flags)[0]

    @property
    def versions(self) -> list[str]:
        return sorted(path.stem for path in (self.folder / "_internal").glob("*.txt"))

    @property
    def said(self) -> str:
        rows = [row for row in registry(self.machine, self.root) if '"DisplayVersion"=' in row]
        return rows[0].rpartition("=")[2].strip('"') if rows else ""


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[Computer]:
    made = Computer(tmp_path)
    yield made
    made.machine.windows.close()


def test_an_update_keeps_the_places_of_icons(computer: Computer) -> None:
    profile = computer.machine.profile
    assert computer.install("0.2.0-proba") == 0
    desktop, menu = profile / "Desktop/Asystent P1.lnk", profile / MENU / "Asystent P1.lnk"
    assert desktop.is_file()
    assert (profile / MENU / "Asystent P1 – ćwiczenie.lnk").is_file()
    number = menu.stat().st_ino
    desktop.unlink()  # the user wants none there
    assert computer.install("0.10.0") == 0
    assert (computer.versions, computer.said) == (["0.10.0"], "0.10.0")
    assert menu.stat().st_ino == number, "taken away and made anew: a pin of it would be gone"
    assert not desktop.exists()


def test_nothing_older_comes_in_unasked(computer: Computer) -> None:
    assert computer.install("0.10.0") == 0
    assert computer.install("0.9.1") == 2
    assert (computer.versions, computer.said) == (["0.10.0"], "0.10.0")
    assert computer.install("0.9.1", "/STARSZA") == 0
    assert (computer.versions, computer.said) == (["0.9.1"], "0.9.1")
    assert computer.install("0.9.1") == 0, "the same again mends it"


def test_an_old_version_that_does_not_go_keeps_the_new_one_out(computer: Computer) -> None:
    assert computer.install("0.1.0") == 0
    (computer.folder / "odinstaluj.exe").write_bytes(b"damaged")
    assert computer.install("0.2.0") == 2
    assert (computer.versions, computer.said) == (["0.1.0"], "0.1.0")
