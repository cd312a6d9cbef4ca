"""The folder's lock: one at a time, named to whoever comes second, and never in the way of the next day."""

import errno
import getpass
import os
import platform
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.refusal import refused

from flows.engine.lock import FILE_NAME, folder_lock

ROOT = Path(__file__).parents[2]
_HOLD = (
    "import sys; from pathlib import Path; from flows.engine.lock import folder_lock\n"
    "with folder_lock(Path(sys.argv[1])): print('mam', flush=True); sys.stdin.read()"
)


def test_the_second_is_told_who_is_first(tmp_path: Path) -> None:
    with folder_lock(tmp_path):
        with refused("folder-in-use") as problems, folder_lock(tmp_path):
            pytest.fail("two at once")
        told = problems[0].what
        assert f"komputer {platform.node()}, użytkownik {getpass.getuser()}, program nr {os.getpid()}." in told
        assert str(tmp_path) in told
    with folder_lock(tmp_path):
        pass


def test_it_is_free_again_after_a_failure_inside(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), folder_lock(tmp_path):
        raise ZeroDivisionError
    with folder_lock(tmp_path):
        pass


def test_the_file_is_private_short_and_only_about_the_last_holder(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(b"x" * 5_000)  # a longer name before, or rubbish
    path.unlink()
    with folder_lock(tmp_path):
        text = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first, _, rest = text.decode().partition("\n")
    assert first.startswith("komputer ")
    assert first.endswith(f"program nr {os.getpid()}")
    assert rest.strip() == ""
    assert len(text) >= 199  # padded: a longer name of an earlier holder is covered


def test_an_empty_lock_file_of_a_holder_without_a_name(tmp_path: Path) -> None:
    with folder_lock(tmp_path):
        (tmp_path / FILE_NAME).write_bytes(b"")
        with refused("folder-in-use") as problems, folder_lock(tmp_path):
            pass
    assert "na tym albo na innym komputerze" in problems[0].what


def test_a_name_cut_in_the_middle_of_a_letter_is_still_shown(tmp_path: Path) -> None:
    with folder_lock(tmp_path):
        (tmp_path / FILE_NAME).write_bytes("komputer ŻÓŁW".encode()[:-1] + b"\xff")
        with refused("folder-in-use") as problems, folder_lock(tmp_path):
            pass
    assert "komputer ŻÓŁ" in problems[0].what


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with refused("folder-missing", ask="folder") as problems, folder_lock(tmp_path / "nie ma"):
        pass
    assert str(tmp_path / "nie ma") in problems[0].what
    assert not (tmp_path / "nie ma").exists()


def test_looking_at_the_file_does_not_let_go_of_it(tmp_path: Path) -> None:
    """As a scan of the folder does: POSIX locks of the other kind fall when any descriptor of the file is closed."""
    with folder_lock(tmp_path):
        (tmp_path / FILE_NAME).read_bytes()
        with refused("folder-in-use"), folder_lock(tmp_path):
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_it_falls_with_its_holder(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"mam\n"
        with refused("folder-in-use") as problems, folder_lock(tmp_path):
            pass
        assert f"program nr {holder.pid}" in problems[0].what
        os.kill(holder.pid, signal.SIGKILL)
    with folder_lock(tmp_path):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="asks the system's list of users")
def test_a_user_without_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nobody)
    with folder_lock(tmp_path):
        assert "użytkownik ?," in (tmp_path / FILE_NAME).read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="flock is POSIX")
def test_a_disk_that_knows_no_locks_is_told_and_not_taken_for_somebody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def fails(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", fails)
    with refused("lock-failed", ask="folder") as problems, folder_lock(tmp_path):
        pass
    assert str(tmp_path) in problems[0].what
    assert "nie obsługuje blokad plików" in problems[0].what


def test_a_full_disk_takes_the_lock_without_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with folder_lock(tmp_path), refused("folder-in-use"), folder_lock(tmp_path):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("give", [os.link, shutil.copy])
def test_a_keystore_under_the_locks_name_is_not_written_over(
    tmp_path: Path, give: Callable[[Path, Path], None]
) -> None:
    keystore = tmp_path / "tls.jks"
    keystore.write_bytes(b"\xfe\xed\xfe\xed" + b"key" * 700)
    before = keystore.read_bytes()
    give(keystore, tmp_path / FILE_NAME)
    with folder_lock(tmp_path):
        pass
    assert keystore.read_bytes() == (tmp_path / FILE_NAME).read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("there", [True, False])
def test_a_link_in_its_place_leads_to_no_other_file(tmp_path: Path, there: bool) -> None:
    other = tmp_path / "inny"
    if there:
        other.write_bytes(b"komputer i co na nim jest")
    (tmp_path / FILE_NAME).symlink_to(other)
    with refused("lock-failed") as problems, folder_lock(tmp_path):
        pytest.fail("locked what is no file of ours")
    assert str(tmp_path / FILE_NAME) in problems[0].what
    assert other.read_bytes() == b"komputer i co na nim jest" if there else not other.exists()


def test_a_short_file_of_somebody_else_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"moje notatki")
    with folder_lock(tmp_path):
        assert (tmp_path / FILE_NAME).read_bytes() == b"moje notatki"
        with refused("folder-in-use"), folder_lock(tmp_path):
            pytest.fail("two at once")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names in folders there")
@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_refused_and_said(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / FILE_NAME)
    with refused("lock-failed") as problems, folder_lock(tmp_path):
        pytest.fail("locked what is no file")
    assert FILE_NAME in problems[0].next


def test_each_holder_writes_its_name_over_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also over one that fills the whole of its place, as letters of two bytes make it."""
    for user in ("Żaneta", "Jan", "Łucja"):
        monkeypatch.setattr(getpass, "getuser", lambda user=user: user)
        with folder_lock(tmp_path):
            text = (tmp_path / FILE_NAME).read_bytes()
        assert text.startswith(b"komputer ")
        assert f"użytkownik {user}," in text.decode()
        assert len(text) <= 200


def test_a_long_file_that_begins_like_a_name_is_not_written_over(tmp_path: Path) -> None:
    notes = b"komputer w ekspedycji\n" * 20
    (tmp_path / FILE_NAME).write_bytes(notes)
    with folder_lock(tmp_path):
        pass
    assert (tmp_path / FILE_NAME).read_bytes() == notes
