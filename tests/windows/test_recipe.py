"""What the recipe of a release refuses, and whether the workflow that nobody here can run agrees with it."""

import os
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import tools
from miniature import program_in, wrap
from rig import ROOT, Windows, fresh

WORKFLOWS = ROOT / ".github/workflows"
WORKFLOW = WORKFLOWS / "release.yml"


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


@pytest.mark.parametrize(("name", "fewest"), [("release", 6), ("check", 1)])
def test_a_workflow_runs_no_code_that_can_be_changed_behind_it(name: str, fewest: int) -> None:
    used = re.findall(r"uses: (.+)", (WORKFLOWS / f"{name}.yml").read_text("utf-8"))
    assert len(used) >= fewest
    assert [each for each in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)] == []


def test_the_release_pins_what_installs() -> None:
    assert "pip install ${{ env.INSTALLER }}" in WORKFLOW.read_text("utf-8")
    assert re.search(r"INSTALLER: uv==[\d.]+$", WORKFLOW.read_text("utf-8"), re.MULTILINE)


def test_the_workflow_names_what_is_there() -> None:
    text = WORKFLOW.read_text("utf-8")
    paths = set(re.findall(r"(?:packaging|tests|assistant)/[\w./-]+\w", text))
    assert paths >= {"packaging/windows/build.py", "packaging/bez-twofish.txt", "tests/windows/test_setup.py"}
    assert [path for path in paths if not (ROOT / path).is_file()] == []
    assert re.findall(r"build\.py (\w+) dist$", text, re.MULTILINE) == ["freeze", "wrap"]
    assert "SETUP: dist" in text
    assert set(re.findall(r'python-version: "(.+?)"', text)) == {"3.13"}
    assert "NOT RUN" in text


def test_every_change_is_checked_as_here() -> None:
    """A pull request passes the very script that each change passes here, on the Python that the rig wants."""
    text = (WORKFLOWS / "check.yml").read_text("utf-8")
    assert "pull_request:" in text
    assert re.search(r"run: \.ci/run\b", text)
    assert "image: python:3.11.7-" in text
    assert "NOT RUN" in text


def test_a_checkout_on_windows_has_the_same_bytes() -> None:
    """Runners of GitHub have Git for Windows as it comes, which makes CRLF of LF unless told otherwise."""
    frozen = ("kb/pages/cost.md", "assistant/cli/main.py", "LICENSE", "packaging/windows/setup.nsi")
    rows = tools.run("git", "-C", ROOT, "check-attr", "text", "--", *frozen).splitlines()
    assert rows == [f"{name}: text: unset" for name in frozen]


def test_each_job_of_the_workflow_gets_what_the_one_before_leaves() -> None:
    jobs = re.split(r"\n  (?=\w+:\n)", WORKFLOW.read_text("utf-8").partition("\njobs:")[2])[1:]
    left: set[str] = set()
    seen: list[str] = []
    for job in jobs:
        name = job.partition(":")[0]
        assert re.findall(r"needs: (\w+)", job) == seen[-1:]
        assert {f"name: {each}" for each in re.findall(r"download-artifact@.*\n +with:\n +name: (\w+)", job)} <= left
        left |= {f"name: {each}" for each in re.findall(r"upload-artifact@.*\n +with:\n +name: (\w+)", job)}
        seen.append(name)
    assert seen == ["freeze", "wrap", "try", "publish"]


def test_the_same_program_makes_the_same_files(tmp_path: Path) -> None:
    """Wherever it lies and whenever it was copied. All that is handed out is in the list, and only that."""
    sums = []
    for place, age in (("tu", 0), ("gdzie indziej ą", 9_000_000)):
        folder = tmp_path / place
        program = program_in(folder, "0.0.1", "_internal/kb/strona.md")
        for file in program.rglob("*"):
            os.utime(file, (age, age))
        (folder / "asystent_p1-0.0.1-py3-none-any.whl").write_bytes(b"wheel")
        (folder / ".gitignore").write_text("*")  # uv build leaves one; upload-artifact leaves it out
        wrap(folder)
        wrap(folder)  # SHA256SUMS does not stand in itself
        sums.append((folder / "SHA256SUMS").read_text("ascii"))
    assert sums[0] == sums[1]
    assert [row.split("  ")[1] for row in sums[0].splitlines()] == [
        "asystent-p1-0.0.1-setup.exe",
        "asystent-p1-0.0.1.zip",
        "asystent_p1-0.0.1-py3-none-any.whl",
    ]


def test_what_stands_behind_a_door_goes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyInstaller follows imports only; a step whose module was missing came as a bug of ours in the first talk."""
    monkeypatch.syspath_prepend(ROOT / "packaging/windows")
    import contents

    named = contents.behind_doors(ROOT)
    assert {"flows.csr.flow", "flows.windows.install_certificates", "flows.folder.readiness"} <= set(named)
    assert all(find_spec(name) for name in named)
