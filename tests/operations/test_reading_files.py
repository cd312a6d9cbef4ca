import os
import tracemalloc
from pathlib import Path

import pytest
from support.effort import within
from support.refusal import outcome, refused

from flows.base.files import MAX_BYTES, read_file


def test_a_file_is_read_whole_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "zażółć gęślą jaźń.pem"
    path.write_bytes(os.urandom(MAX_BYTES))
    assert read_file(path) == path.read_bytes()
    path.write_bytes(b"")
    assert read_file(path) == b""


def test_one_byte_too_many_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "duży.jks"
    path.write_bytes(bytes(MAX_BYTES + 1))
    with refused("file-too-large") as problems:
        read_file(path)
    assert "duży.jks" in problems[0].what
    assert "1024 KiB" in problems[0].what
    path.write_bytes(b"12345")
    with refused("file-too-large"):
        read_file(path, 4)


def test_fifty_megabytes_are_refused_at_once_without_reading(tmp_path: Path) -> None:
    path = tmp_path / "tls.jks"
    with path.open("wb") as file:
        file.write(b"\xfe\xed\xfe\xed")
        file.truncate(50_000_000)
    tracemalloc.start()
    assert within(1, lambda: outcome(lambda: read_file(path))) == "file-too-large"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200_000


def test_a_missing_file(tmp_path: Path) -> None:
    with refused("file-missing") as problems:
        read_file(tmp_path / "nie ma.pem")
    assert "nie ma.pem" in problems[0].what


@pytest.mark.parametrize("what", ["folder", "fifo", "device", "socket"])
def test_what_is_no_regular_file_is_not_read_and_does_not_hang(tmp_path: Path, what: str) -> None:
    path = tmp_path / "dziwny.pem"
    if what == "folder":
        path.mkdir()
    elif what == "fifo":
        os.mkfifo(path)
    elif what == "device":
        path.symlink_to("/dev/zero")
    else:
        path.symlink_to("/proc/self/fd/0")
        if path.is_file():
            path = Path("/dev/null")
    with refused("file-unreadable"):
        read_file(path)


def test_a_file_that_grows_while_it_is_read_is_still_bounded() -> None:
    """Files of /proc say that they are empty and give more: the second guard, after reading."""
    with refused("file-too-large"):
        read_file(Path("/proc/self/maps"), 100)


def test_a_link_to_a_file_is_read_and_a_broken_one_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "c").symlink_to("nowhere")
    assert read_file(tmp_path / "b") == b"x"
    with refused("file-missing"):
        read_file(tmp_path / "c")


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_name_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    with refused("file-unreadable") as problems:
        read_file(tmp_path / name)
    assert "\0" not in problems[0].what


def test_a_file_without_rights(tmp_path: Path) -> None:
    path = tmp_path / "cudzy.jks"
    path.write_bytes(b"x")
    if os.geteuid() == 0:  # root reads it all the same: then only that it says so
        path.chmod(0)
        assert read_file(path) == b"x"
        return
    path.chmod(0)
    with refused("file-unreadable"):
        read_file(path)
