"""Two programs in a folder, eight on a share, stale locks, and a cloud that renames files meanwhile."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import product
from pathlib import Path

import pytest
import tools
from support.file_systems import exfat, tmpfs
from support.matrix import few_of
from trust.invariants import broken, keys, leftovers, photograph
from trust.scenery import CANARY, PROGRAM, SCENARIOS, Place, Scenes
from trust.tracer import Fault

LONG = os.environ.get("TRUST") == "long"
"""``TRUST=long`` tries every kind of drive; CI tries the one with the fewest abilities."""
_SECONDS = 120
_BUSY = ("pracuje teraz inny asystent", "pojawił się w tym czasie inny komplet")


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    return Scenes(tmp_path_factory.mktemp("scenes"))


def _start(place: Place, command: Sequence[object], name: str = "", **more: str) -> subprocess.Popen[str]:
    """A program of its own; with ``name``, on a computer of that name."""
    line = [str(PROGRAM), *map(str, command)]
    if name:
        line = [tools.need("unshare"), "--uts", "sh", "-c", 'hostname "$0" && exec "$@"', name, *line]
    return subprocess.Popen(
        line,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=place.environment() | more,
    )


def _end(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, err = process.communicate(timeout=_SECONDS)
    assert "Traceback" not in err + out
    assert "to błąd w samym programie" not in err, err
    return process.returncode, err


def _polite(status: int, err: str) -> None:
    """Done, or put off for a reason that is told."""
    assert status == 0 or (status == 1 and any(words in err for words in _BUSY)), (status, err)


@pytest.mark.parametrize("delay", few_of([0, 0.05, 0.1, 0.15, 0.2]))
def test_two_in_a_folder_make_one_set(scenes: Scenes, tmp_path: Path, delay: float) -> None:
    place = scenes("empty").copy(tmp_path / "d")
    command = SCENARIOS["csr"].command(place)
    first = _start(place, command)
    time.sleep(delay)
    second = _start(place, command)
    ends = [_end(first), _end(second)]
    for end in ends:
        _polite(*end)
    assert any(status == 0 for status, _ in ends)
    now = photograph(place)
    assert not broken({}, now)
    assert not leftovers(now)
    assert len(keys(now)) == 2, "one set, not two: they would be mixed up in the application"
    assert place.run(*command).returncode == 0
    assert photograph(place).keys() == now.keys()


def test_one_undoes_while_the_other_works(scenes: Scenes, tmp_path: Path) -> None:
    place = scenes("collected").copy(tmp_path / "d")
    before = photograph(place)
    working, undoing = (
        _start(place, SCENARIOS["p12"].command(place)),
        _start(place, SCENARIOS["cofnij p12"].command(place)),
    )
    assert {_end(working)[0], _end(undoing)[0]} <= {0, 1}
    assert not broken(before, photograph(place))


@contextmanager
def _share(kind: str, tmp_path: Path) -> Iterator[Path]:
    """What stands for a network drive: a folder of this disk, memory, or a file system without links (FUSE's exFAT)."""
    folder = tmp_path / "share"
    folder.mkdir()
    if kind == "disk":
        yield folder
    elif kind == "tmpfs":
        with tmpfs(folder, "size=16m"):
            yield folder
    else:
        with exfat(folder, tmp_path / "image"):
            yield folder


@pytest.mark.parametrize("kind", ["disk", "tmpfs", "exfat"] if LONG else ["exfat"])
def test_eight_computers_on_a_share(kind: str, scenes: Scenes, tmp_path: Path) -> None:
    """Each installs both certificates into a store of its own and enters the ledger that all share."""
    tools.need("certutil")
    if os.geteuid():
        tools.lack("only root may give a process another computer's name")
    with _share(kind, tmp_path) as share:
        packed = scenes("packed")
        work = share / packed.work.name
        shutil.copytree(packed.work, work, copy_function=shutil.copyfile)
        names = [f"KASA{number}" for number in range(1, 9)]
        homes = [scenes("empty").copy(tmp_path / name) for name in names]
        command = ["krok", "windows", "--folder", work, "--haslo-plik", packed.password, "--tak", "--komputery", "8"]
        waiting = dict(zip(names, homes, strict=True))
        for _ in range(8):
            running = {name: _start(home, command, name) for name, home in waiting.items()}
            for name, process in running.items():
                status, err = _end(process)
                _polite(status, err)
                if status == 0:
                    del waiting[name]
            if not waiting:
                break
        assert not waiting
        ledger = [json.loads(line) for line in (work / "komputery.jsonl").read_text("utf-8").splitlines()]
        assert {entry["computer"] for entry in ledger if entry["event"] == "verified"} == set(names)
        journal = [json.loads(line) for line in (work / "asystent-p1.jsonl").read_text("utf-8").splitlines()]
        begun = {entry["id"] for entry in journal if entry["event"] == "started"}
        assert begun <= {entry["id"] for entry in journal if entry["event"] in {"verified", "done"}}
        done = homes[0].run("stan", "--folder", work, "--json")
        assert '"windows", "number": 6, "state": "done"' in done.stdout


@pytest.mark.parametrize("kind", ["disk", "exfat"])
def test_eight_at_once_make_one_set(kind: str, scenes: Scenes, tmp_path: Path) -> None:
    with _share(kind, tmp_path) as share:
        home = scenes("empty").copy(tmp_path / "d")
        command = ["krok", "csr", "--folder", share / "praca", "--haslo-plik", home.password, "--tak"]
        ends = [_end(process) for process in [_start(home, command) for _ in range(8)]]
        for end in ends:
            _polite(*end)
        assert any(status == 0 for status, _ in ends)
        assert len(list((share / "praca").glob("*.jks"))) == len(list((share / "praca").glob("*.csr"))) == 2
        assert not [path for path in (share / "praca").iterdir() if path.name.startswith(".")]


# --- locks -----------------------------------------------------------------------------------------------------------


def test_the_lock_of_a_killed_program_falls(scenes: Scenes, tmp_path: Path) -> None:
    place = scenes("empty").copy(tmp_path / "d")
    command = SCENARIOS["csr"].command(place)
    killed = _start(place, [*command, "--bity", "4096"])
    while not (place.work / "asystent-p1.jsonl").exists() and killed.poll() is None:
        time.sleep(0.002)
    os.kill(killed.pid, signal.SIGSTOP)  # it holds the lock and does nothing
    assert "pracuje teraz inny asystent" in place.run(*command).stderr
    killed.kill()
    killed.communicate(timeout=_SECONDS)
    assert place.run(*command).returncode == 0


def test_a_lock_file_from_another_computer_means_nothing(scenes: Scenes, tmp_path: Path) -> None:
    place = scenes("empty").copy(tmp_path / "d")
    place.work.mkdir()
    (place.work / "asystent-p1.lock").write_text("komputer KASA7, użytkownik anna, program nr 4711\n", "utf-8")
    assert place.run(*SCENARIOS["csr"].command(place)).returncode == 0


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EIO, errno.EOPNOTSUPP])
def test_a_drive_that_cannot_lock_is_not_called_busy(scenes: Scenes, tmp_path: Path, code: int) -> None:
    place = scenes("empty").copy(tmp_path / "d")
    command = SCENARIOS["csr"].command
    other = place.copy(tmp_path / "e")
    first = next(call.number for call in other.trace(command(other)).calls if call.name == "flock")
    run = place.trace(command(place), Fault("error", first, code))
    assert run.status == 1
    assert "inny asystent" not in run.err
    assert "blokad" in run.err
    assert not list(place.work.glob("*.jks"))


def test_a_folder_in_the_place_of_the_lock(scenes: Scenes, tmp_path: Path) -> None:
    place = scenes("empty").copy(tmp_path / "d")
    (place.work / "asystent-p1.lock").mkdir(parents=True)
    done = place.run(*SCENARIOS["csr"].command(place))
    assert done.returncode == 1
    assert "Co zrobić: " in done.stderr


# --- a cloud that synchronises the folder ----------------------------------------------------------------------------


def _copied(path: Path) -> None:
    """A conflict: both versions are kept."""
    shutil.copy2(path, path.with_name(f"{path.stem} (konflikt z KASA2 2026-11-22){path.suffix}"))


def _renamed(path: Path) -> None:
    path.rename(path.with_name(f"{path.stem} (1){path.suffix}"))


class _Cloud(threading.Thread):
    """Does ``change`` once to every new file, a moment after it appears; temporary and hidden files are left alone."""

    def __init__(self, folder: Path, change: Callable[[Path], None], suffixes: tuple[str, ...]) -> None:
        super().__init__()
        self.folder, self.change, self.suffixes, self.over = folder, change, suffixes, threading.Event()

    def run(self) -> None:
        seen: set[str] = set()
        while not self.over.wait(0.002):
            with suppress(OSError):
                for path in list(self.folder.iterdir()):
                    if path.suffix in self.suffixes and "(" not in path.name and path.name not in seen:
                        seen.add(path.name)
                        with suppress(OSError):
                            self.change(path)


_ALL = (".jks", ".csr", ".txt", ".pem", ".p12", ".ics", ".jsonl", ".lock")


_CLOUDS: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "conflict copies": (_copied, _ALL),
    "keystores renamed": (_renamed, (".jks",)),
    "others renamed": (_renamed, (".csr", ".txt", ".pem", ".p12", ".ics")),
    "all renamed": (_renamed, _ALL[:6]),
}


@pytest.mark.parametrize(("cloud", "flow"), few_of(list(product(_CLOUDS, ["csr", "mail", "p12"]))))
def test_while_the_program_works(cloud: str, flow: str, scenes: Scenes, tmp_path: Path) -> None:
    """It may fail, politely; no key is lost, and the work can be finished once the cloud is quiet."""
    change, suffixes = _CLOUDS[cloud]
    place = scenes(SCENARIOS[flow].scene).copy(tmp_path / "d")
    place.work.mkdir(exist_ok=True)
    before = photograph(place)
    busy = _Cloud(place.work, change, suffixes)
    busy.start()
    try:
        done = place.run(*SCENARIOS[flow].command(place))
    finally:
        busy.over.set()
        busy.join()
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or "Co zrobić: Proszę" in done.stderr, done.stderr
    now = photograph(place)
    assert set(keys(before).values()) <= set(keys(now).values())
    assert not [each for each in broken({}, now) if not each.startswith("a file nobody planned")]
    again = place.run(*SCENARIOS[flow].command(place))
    if again.returncode:
        assert "Co zrobić: Proszę" in again.stderr, again.stderr
        assert place.run("cofnij", "--folder", place.work, "--tak").returncode in (0, 1)
        again = place.run(*SCENARIOS[flow].command(place))
    assert again.returncode == 0, again.stderr
    last = photograph(place)
    assert set(keys(now).values()) <= set(keys(last).values())
    # A file that was renamed before it could be verified is good, but the journal has never seen it.
    assert place.steps()[flow] in ({"done", "doubt"} if change is _renamed and flow == "p12" else {"done"})


_AFTER = ["requests", "answered", "collected", "packed"]


@pytest.mark.parametrize(("scene", "change"), few_of(list(product(_AFTER, [_copied, _renamed]))))
def test_between_the_steps(scene: str, change: Callable[[Path], None], scenes: Scenes, tmp_path: Path) -> None:
    """After every step every file got another name or a conflict copy: the renewal goes on to its end all the same."""
    place = scenes(scene).copy(tmp_path / "d")
    own = set() if change is _renamed else {".jsonl"}
    for path in sorted(place.work.iterdir()):
        if path.suffix in {".jks", ".csr", ".txt", ".pem", ".p12", ".ics"} | own:
            change(path)
    before = photograph(place)
    left = {"requests": (), "answered": ("mail", "p12"), "collected": ("p12",), "packed": ("p12",)}[scene]
    for flow in left:
        done = place.run(*SCENARIOS[flow].command(place))
        assert done.returncode == 0, done.stderr
    assert not broken(before, photograph(place))
    steps = place.steps()
    assert all(steps[flow] == "done" for flow in ("csr", *left)), steps
    assert CANARY not in json.dumps(steps)
