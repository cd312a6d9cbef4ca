"""Reading, writing and folders when something changes between the look and the deed, and at the very edges."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.refusal import refused

from flows.base import files, placing
from flows.base.errors import MayPassError
from flows.base.files import check_folder, make_folder, move_new, read_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and modes are POSIX")


def test_a_pipe_put_there_after_the_look_is_refused_and_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "tls.p12")
    honest, calls = files._refuse_unreadable, []

    def second_look_only(path: Path, info: os.stat_result, limit: int) -> None:
        calls.append(path)
        if len(calls) > 1:
            honest(path, info, limit)

    monkeypatch.setattr(files, "_refuse_unreadable", second_look_only)
    with refused("file-unreadable") as problems:
        read_file(tmp_path / "tls.p12")
    assert "tls.p12" in problems[0].what
    assert "to nie jest zwykły plik" in problems[0].what
    assert calls == [tmp_path / "tls.p12"] * 2


def test_a_folder_is_called_one(tmp_path: Path) -> None:
    with refused("file-unreadable") as problems:
        read_file(tmp_path)
    assert "to folder" in problems[0].what
    assert "zwykły plik" not in problems[0].what


def test_a_file_that_grows_after_the_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(bytes(11))
    monkeypatch.setattr(files, "_refuse_unreadable", lambda *_: None)
    with refused("file-too-large") as problems:
        read_file(tmp_path / "a", 10)
    assert "a" in problems[0].what
    assert read_file(tmp_path / "a", 11) == bytes(11)


def test_a_folder_made_by_somebody_at_the_same_moment_is_theirs_and_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = Path.mkdir

    def late(self: Path, mode: int = 0o777) -> None:
        honest(self, 0o755)
        honest(self, mode)

    monkeypatch.setattr(Path, "mkdir", late)
    make_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o755


def test_a_file_made_there_at_the_same_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(self: Path, mode: int = 0o777) -> None:
        self.write_bytes(b"")
        raise FileExistsError(17, "jest")

    monkeypatch.setattr(Path, "mkdir", late)
    with refused("folder-is-file", ask="folder"):
        make_folder(tmp_path / "a")


def test_a_folder_that_may_not_even_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(self: Path, **_: Any) -> None:
        raise PermissionError(13, "nie wolno")

    monkeypatch.setattr(Path, "stat", closed)
    with pytest.raises(MayPassError, match="folder-not-writable") as caught:
        check_folder(tmp_path / "a")
    assert str(tmp_path / "a") in caught.value.problem.what


@pytest.mark.parametrize(("total", "free", "code"), [(100, 50, None), (100, 49, "folder-full"), (0, 0, None)])
def test_just_enough_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, total: int, free: int, code: str | None
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=total, free=free))
    if code is None:
        check_folder(tmp_path, need=50)
    else:
        with refused(code, ask="folder"):
            check_folder(tmp_path, need=50)


def test_a_move_where_the_name_itself_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"1")
    monkeypatch.setattr(placing, "without_replacing", Path.rename)
    move_new(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"1"
