import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.file_systems import exfat, tmpfs
from support.refusal import folder_listing, refused

from flows.base import placing
from flows.base.errors import FlowError
from flows.base.files import move_new, replace_private, sweep, write_new


def test_a_new_file_is_private_and_whole(tmp_path: Path) -> None:
    folder = tmp_path / "Moje dokumenty ąęł"
    folder.mkdir()
    path = folder / "tls łąka.jks"
    old = os.umask(0)
    try:
        write_new(path, b"klucz")
    finally:
        os.umask(old)
    assert path.read_bytes() == b"klucz"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.stat().st_nlink == 1
    assert folder_listing(folder) == ["tls łąka.jks"]


@pytest.mark.parametrize("kind", ["file", "empty", "folder", "dangling link", "fifo"])
def test_nothing_that_exists_is_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "tls.jks"
    make: dict[str, Callable[[], object]] = {
        "file": lambda: path.write_bytes(b"stary klucz"),
        "empty": lambda: path.write_bytes(b""),
        "folder": path.mkdir,
        "dangling link": lambda: path.symlink_to("nowhere"),
        "fifo": lambda: os.mkfifo(path),
    }
    make[kind]()
    before = path.lstat()
    with refused("file-exists", ask="folder") as problems:
        write_new(path, b"nowy klucz")
    assert path.lstat() == before
    assert "tls.jks" in problems[0].what
    assert folder_listing(tmp_path) == ["tls.jks"]


def test_of_many_writers_one_wins_and_the_others_are_told(tmp_path: Path) -> None:
    path = tmp_path / "tls.jks"

    def attempt(number: int) -> str:
        try:
            write_new(path, f"{number}".encode() * 10_000)
        except FlowError as error:
            return error.problem.code
        return "won"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(24)))
    assert sorted(outcomes) == ["file-exists"] * 23 + ["won"]
    assert path.read_bytes() == f"{outcomes.index('won')}".encode() * 10_000
    assert folder_listing(tmp_path) == ["tls.jks"]


def test_our_own_files_are_replaced_in_one_piece(tmp_path: Path) -> None:
    path = tmp_path / "stan.txt"
    replace_private(path, b"1")
    replace_private(path, b"22")
    assert path.read_bytes() == b"22"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert folder_listing(tmp_path) == ["stan.txt"]


def test_a_file_is_moved_and_never_over_another(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jks", tmp_path / "b.jks"
    source.write_bytes(b"a")
    move_new(source, target)
    assert (source.exists(), target.read_bytes()) == (False, b"a")
    source.write_bytes(b"nowy")
    with refused("file-exists", ask="folder"):
        move_new(source, target)
    assert (source.read_bytes(), target.read_bytes()) == (b"nowy", b"a")


@pytest.mark.parametrize("write", [write_new, replace_private])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, write: Callable[[Path, bytes], None]) -> None:
    with tmpfs(tmp_path, "size=64k"):
        (tmp_path / "ważny.jks").write_bytes(b"klucz")
        with refused("disk-full", ask="folder"):
            write(tmp_path / "tls.jks", bytes(100_000))
        assert folder_listing(tmp_path) == ["ważny.jks"]
        assert (tmp_path / "ważny.jks").read_bytes() == b"klucz"
        write(tmp_path / "tls.jks", bytes(1_000))


@pytest.mark.parametrize("write", [write_new, replace_private])
def test_a_read_only_disk(tmp_path: Path, write: Callable[[Path, bytes], None]) -> None:
    with tmpfs(tmp_path, "ro"), refused("folder-not-writable", ask="folder"):
        write(tmp_path / "tls.jks", b"x")


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    with refused("folder-missing", ask="folder"):
        write_new(tmp_path / "brak" / "tls.jks", b"x")


def test_any_other_failure_is_told_in_polish(tmp_path: Path) -> None:
    with refused("write-failed", ask="folder") as problems:
        write_new(tmp_path / ("x" * 300), b"x")
    assert "ścieżka jest za długa" in problems[0].what
    assert folder_listing(tmp_path) == []


def test_a_stick_without_links_never_replaces_either(tmp_path: Path) -> None:
    stick = tmp_path / "pendrive"
    stick.mkdir()
    with exfat(stick, tmp_path / "image"):
        probe = stick / "probe"
        probe.write_bytes(b"")
        with pytest.raises(OSError, match="not permitted"):  # otherwise this test tests nothing
            os.link(probe, stick / "probe 2")
        probe.unlink()
        write_new(stick / "tls.jks", b"klucz")
        with refused("file-exists", ask="folder"):
            write_new(stick / "tls.jks", b"inny")
        assert (stick / "tls.jks").read_bytes() == b"klucz"
        assert folder_listing(stick) == ["tls.jks"]


def test_renaming_without_replacing_where_the_system_can(tmp_path: Path) -> None:
    source, target = tmp_path / "źródło", tmp_path / "cel"
    source.write_bytes(b"1")
    assert placing.rename_noreplace(source, target)
    source.write_bytes(b"2")
    with pytest.raises(FileExistsError):
        placing.rename_noreplace(source, target)
    assert (source.read_bytes(), target.read_bytes()) == (b"2", b"1")


def test_the_placeholder_is_taken_away_again_when_the_rename_fails(tmp_path: Path) -> None:
    target = tmp_path / "cel"
    with pytest.raises(FileNotFoundError):
        placing.rename_over_placeholder(tmp_path / "nie ma", target)
    assert not target.exists()
    target.write_bytes(b"stary")
    (tmp_path / "nowy").write_bytes(b"nowy")
    with pytest.raises(FileExistsError):
        placing.rename_over_placeholder(tmp_path / "nowy", target)
    assert target.read_bytes() == b"stary"


_WRITER = """
import sys, itertools
from pathlib import Path
from flows.base.files import write_new
folder, size = Path(sys.argv[1]), int(sys.argv[2])
for number in itertools.count():
    write_new(folder / f"tls-{number}.jks", bytes([number % 251]) * size)
"""

_SUICIDE = """
import os, signal, sys
from pathlib import Path
from flows.base import placing
placing.place(Path(sys.argv[1]), b"half", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_killed_before_it_has_its_name_no_file_is_there_and_all_is_swept(tmp_path: Path) -> None:
    path = tmp_path / "tls.jks"
    done = subprocess.run([sys.executable, "-c", _SUICIDE, str(path)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    (left,) = folder_listing(tmp_path)
    assert left.startswith(".asystent-p1-")
    assert sweep(tmp_path) == 1
    assert folder_listing(tmp_path) == []


def test_killed_at_any_moment_no_half_file_bears_a_final_name(tmp_path: Path) -> None:
    size = 400_000
    whole = 0
    for round_number in range(12):
        folder = tmp_path / str(round_number)
        folder.mkdir()
        writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(folder), str(size)])
        deadline = time.monotonic() + 60
        while not any(folder.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(0.001 * round_number)  # a different moment of its work each time
        writer.kill()
        writer.wait(60)
        for path in folder.glob("tls-*.jks"):
            data = path.read_bytes()
            assert data == bytes([int(path.stem[4:]) % 251]) * size
            whole += 1
        leftovers = [name for name in folder_listing(folder) if name.startswith(".")]
        assert sweep(folder) == len(leftovers) <= 1
    assert whole > 0


def test_sweeping_takes_only_what_is_ours_and_dead_or_old(tmp_path: Path) -> None:
    host = placing._host()
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    gone = int(dead.stdout)

    def temporary(host: str, pid: int, age: float, mark: str) -> str:
        path = tmp_path / f".asystent-p1-{host}-{pid}-{mark * 12}.tmp"
        path.write_bytes(b"")
        os.utime(path, (time.time() - age,) * 2)
        return path.name

    swept = {temporary(host, gone, 10, "a"), temporary(host, os.getpid(), 3700, "b"), temporary("0" * 8, 1, 3700, "c")}
    kept = {temporary(host, os.getpid(), 3500, "d"), temporary("0" * 8, gone, 10, "e"), temporary(host, 1, 10, "f")}
    for name in (".asystent-p1-", ".asystent-p1-notatka.txt", f".asystent-p1-{host}-{gone}-xyz.tmp", "tls.jks"):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (0, 0))
        kept.add(name)
    folder = f".asystent-p1-{host}-{gone}-{'1' * 12}.tmp"
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "key4.db").write_bytes(b"")  # a database that a killed run was making aside
    swept.add(folder)
    assert sweep(tmp_path) == len(swept)
    assert set(folder_listing(tmp_path)) == kept


def test_sweeping_where_there_is_no_folder(tmp_path: Path) -> None:
    assert sweep(tmp_path / "brak") == 0
