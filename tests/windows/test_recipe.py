"""What the recipe of a release refuses: licences that are missing, and a release made under Wine."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rig import ROOT, Windows, fresh


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[Windows]:
    made = fresh(tmp_path / "prefix")
    yield made
    made.close()


def test_wine_makes_no_release(windows: Windows, tmp_path: Path) -> None:
    """Its python3.dll is ours: only what says „-proba” may hold it."""
    status, output, errors = windows.python("packaging/windows/build.py", "freeze", f"Z:{tmp_path / 'built'}")
    assert (status, output) == (1, "")
    assert "must never be a release" in errors
    assert not (tmp_path / "built").exists()


def test_a_library_without_a_licence_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "packaging/windows")
    import licences

    module, facts = tmp_path / "nothing.py", tmp_path / "nothing-1.dist-info"
    module.touch()
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: nothing\nVersion: 1\n")
    (facts / "RECORD").write_text("nothing.py,,\nnothing-1.dist-info/METADATA,,\nnothing-1.dist-info/RECORD,,\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(licences, "_of_python", lambda: ROOT / "LICENSE")  # Linux keeps Python's elsewhere
    with pytest.raises(SystemExit, match="no licence found for nothing 1"):
        licences.text([str(module)], ROOT)

    (facts / "LICENSE").write_text("All yours.")
    with (facts / "RECORD").open("a") as record:
        record.write("nothing-1.dist-info/LICENSE,,\n")
    said = licences.text([str(module)], ROOT)
    assert "nothing 1\n" in said
    assert "All yours." in said
    assert said.startswith("=" * 100 + "\nAsystent P1\n")
