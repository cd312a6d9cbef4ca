"""Putting a finished file in its place: in which order, and what happens where the system can do less."""

from __future__ import annotations

import errno
import os
import platform
import re
import stat
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from flows.base import placing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and flushed folders are POSIX")


def test_whole_private_and_flushed_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    honest = os.fsync

    def sync(descriptor: int) -> None:
        folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        order.append("folder" if folder else f"file of {os.fstat(descriptor).st_size}")
        honest(descriptor)

    def settle(temporary: Path, final: Path) -> None:
        order.append("name")
        assert temporary.read_bytes() == b"klucz"
        assert stat.S_IMODE(temporary.stat().st_mode) == 0o600
        assert temporary.parent == final.parent == tmp_path
        temporary.rename(final)

    monkeypatch.setattr(os, "fsync", sync)
    placing.place(tmp_path / "tls.jks", b"klucz", settle)
    assert order == ["file of 5", "name", "folder"]
    assert [path.name for path in tmp_path.iterdir()] == ["tls.jks"]


def test_a_name_that_cannot_be_given_leaves_nothing(tmp_path: Path) -> None:
    def settle(temporary: Path, final: Path) -> None:
        raise OSError(errno.EIO, "dysk")

    with pytest.raises(OSError, match="dysk"):
        placing.place(tmp_path / "tls.jks", b"klucz", settle)
    assert list(tmp_path.iterdir()) == []


def test_a_temporary_name_that_is_taken_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "temporary_name", lambda: "x.tmp")
    (tmp_path / "x.tmp").symlink_to(tmp_path / "cudzy")
    with pytest.raises(FileExistsError):
        placing.place(tmp_path / "tls.jks", b"klucz", placing.replacing)
    assert not (tmp_path / "cudzy").exists()


def test_temporary_names_are_ours_and_never_the_same() -> None:
    names = {placing.temporary_name() for _ in range(50)}
    assert len(names) == 50
    host = f"{zlib.crc32(platform.node().encode()):08x}"
    pattern = rf"\.asystent-p1-{host}-{os.getpid()}-[0-9a-f]{{12}}\.tmp"
    assert all(re.fullmatch(pattern, name) for name in names)
    assert all(placing._OURS.fullmatch(name) for name in names)


def test_this_computer_in_eight_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "node", lambda: "KASA „1” \udcff")
    assert placing._host() == f"{zlib.crc32('KASA „1” ?'.encode()):08x}"
    monkeypatch.setattr(platform, "node", lambda: "kasa3")  # a number that begins with zeros
    assert re.fullmatch("[0-9a-f]{8}", placing._host())


def fails(number: int) -> Any:
    def call(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return call


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK])
def test_where_there_are_no_links_the_file_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"nowy")
    monkeypatch.setattr(os, "link", fails(number))
    placing.without_replacing(source, target)
    assert (source.exists(), target.read_bytes()) == (False, b"nowy")
    source.write_bytes(b"drugi")
    with pytest.raises(FileExistsError):
        placing.without_replacing(source, target)
    assert target.read_bytes() == b"nowy"


def test_without_such_a_rename_the_name_is_kept_by_an_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"nowy")
    monkeypatch.setattr(os, "link", fails(errno.EPERM))
    monkeypatch.setattr(placing, "rename_noreplace", lambda *_: False)
    placing.without_replacing(source, target)
    assert (source.exists(), target.read_bytes()) == (False, b"nowy")
    source.write_bytes(b"drugi")
    with pytest.raises(FileExistsError):
        placing.without_replacing(source, target)
    assert (source.read_bytes(), target.read_bytes()) == (b"drugi", b"nowy")


def test_any_other_failure_of_a_link_comes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"")
    monkeypatch.setattr(os, "link", fails(errno.EIO))
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        placing.without_replacing(tmp_path / "a", tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_the_empty_file_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def look(self: Path, target: Path) -> None:
        seen.extend((stat.S_IMODE(target.stat().st_mode), target.stat().st_size))
        raise OSError(errno.EIO, "dysk")

    monkeypatch.setattr(Path, "replace", look)
    old = os.umask(0)
    try:
        with pytest.raises(OSError, match="dysk"):
            placing.rename_over_placeholder(tmp_path / "a", tmp_path / "b")
    finally:
        os.umask(old)
    assert seen == [0o600, 0]
    assert not (tmp_path / "b").exists()


def test_a_rename_that_fails_for_another_reason(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=f"{os.strerror(errno.ENOENT)}: .*{re.escape(str(tmp_path / 'b'))}"):
        placing.rename_noreplace(tmp_path / "nie ma", tmp_path / "b")


def refused_by_windows(number: int | None) -> PermissionError:
    error = PermissionError(13, "zajęty")
    if number is not None:
        error.winerror = number  # type: ignore[attr-defined,unused-ignore]
    return error


@pytest.mark.parametrize("number", [5, 32])
def test_an_antivirus_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    slept: list[float] = []
    monkeypatch.setattr(placing.time, "sleep", slept.append)
    calls: list[tuple[Path, Path]] = []

    def move(source: Path, target: Path) -> None:
        calls.append((source, target))
        if len(calls) < 11:
            raise refused_by_windows(number)

    placing._patiently(move, tmp_path / "a", tmp_path / "b")
    assert calls == [(tmp_path / "a", tmp_path / "b")] * 11
    assert slept == [0.05] * 10


def test_but_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setattr(placing.time, "sleep", lambda _: None)

    def move(*_: Path) -> None:
        calls.append(1)
        raise refused_by_windows(32)

    with pytest.raises(PermissionError):
        placing._patiently(move, tmp_path, tmp_path)
    assert len(calls) == 11


@pytest.mark.parametrize("number", [None, 1224])
def test_no_right_is_told_at_once(tmp_path: Path, number: int | None) -> None:
    calls: list[int] = []

    def move(*_: Path) -> None:
        calls.append(1)
        raise refused_by_windows(number)

    with pytest.raises(PermissionError):
        placing._patiently(move, tmp_path, tmp_path)
    assert calls == [1]


def test_moved_at_the_first_try_it_is_moved_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"0")
    placing.replacing(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"1"


def _open() -> int:
    """How many descriptors this process has."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EBADF])
def test_a_folder_that_cannot_be_flushed_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "fsync", fails(number))
    before = _open()
    placing._flush_folder(tmp_path)
    assert _open() == before


def test_a_folder_whose_disk_fails_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", fails(errno.EIO))
    before = _open()
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        placing._flush_folder(tmp_path)
    assert _open() == before
    (tmp_path / "plik").write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        placing._flush_folder(tmp_path / "plik")


def test_asking_whether_somebody_lives_does_nothing_to_him(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: asked.append((pid, number)))
    assert placing._is_alive(7)
    assert asked == [(7, 0)]


def test_a_link_of_such_a_name_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "moje").mkdir()
    (tmp_path / "moje" / "klucz.jks").write_bytes(b"klucz")
    link = tmp_path / f"{placing.PREFIX}{placing._host()}-{2**22 + 7}-{'0' * 12}.tmp"
    link.symlink_to(tmp_path / "moje")
    assert placing.sweep(tmp_path) == 1
    assert not link.is_symlink()
    assert (tmp_path / "moje" / "klucz.jks").read_bytes() == b"klucz"


def test_one_that_cannot_be_removed_does_not_stop_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for mark in "01":
        (tmp_path / f"{placing.PREFIX}{placing._host()}-{2**22 + 7}-{mark * 12}.tmp").write_bytes(b"")
    honest, refused = Path.unlink, []

    def stubborn(self: Path, *, missing_ok: bool = False) -> None:
        if not refused:
            refused.append(self)
            raise PermissionError(13, "zajęty")
        honest(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", stubborn)
    assert placing.sweep(tmp_path) == 1
    assert list(tmp_path.iterdir()) == refused


def test_who_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    assert placing._is_alive(os.getpid())
    assert placing._is_alive(2**70)  # no number of a process: its age decides
    monkeypatch.setattr(os, "kill", fails(errno.EPERM))
    assert placing._is_alive(1)
    monkeypatch.setattr(os, "kill", fails(errno.ESRCH))
    assert not placing._is_alive(1)
