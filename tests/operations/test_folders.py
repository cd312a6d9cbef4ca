import os
import stat
from pathlib import Path

import pytest
import tools
from support.file_systems import tmpfs
from support.refusal import folder_listing, refused

from flows.base.files import check_folder, make_folder


def test_a_folder_is_looked_at_without_leaving_a_trace(tmp_path: Path) -> None:
    before = tmp_path.stat().st_mtime_ns
    check_folder(tmp_path)
    check_folder(tmp_path / "Certyfikaty P1" / "2026-11-22")
    assert folder_listing(tmp_path) == []
    assert tmp_path.stat().st_mtime_ns == before


def test_a_folder_that_must_exist(tmp_path: Path) -> None:
    with refused("folder-missing", ask="folder") as problems:
        check_folder(tmp_path / "brak", must_exist=True)
    assert "brak" in problems[0].what


@pytest.mark.parametrize("below", ["", "dalej", "dalej/i dalej"])
def test_a_file_in_the_way(tmp_path: Path, below: str) -> None:
    (tmp_path / "plik").write_bytes(b"")
    path = tmp_path / "plik" / below
    with refused("folder-is-file", ask="folder"):
        check_folder(path)
    with refused("folder-is-file", ask="folder"):
        make_folder(path / "nowy")
    assert (tmp_path / "plik").read_bytes() == b""


def test_a_link_to_nowhere_is_no_folder_to_be_made(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    with refused("folder-missing", ask="folder"):
        check_folder(tmp_path / "link" / "x")


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "y/" * 3000])
def test_a_name_that_no_folder_can_have(tmp_path: Path, name: str) -> None:
    with refused("folder-bad-name", ask="folder") as problems:
        check_folder(tmp_path / name)
    assert len(problems[0].what) < 400


def test_a_disk_that_is_too_small_or_full(tmp_path: Path) -> None:
    with tmpfs(tmp_path, "size=512k"):
        check_folder(tmp_path / "nowy", need=500_000)
        with refused("folder-full", ask="folder"):
            check_folder(tmp_path / "nowy", need=600_000)


def test_a_read_only_disk_is_seen_by_root_too(tmp_path: Path) -> None:
    with tmpfs(tmp_path, "ro,size=16m"), refused("folder-not-writable", ask="folder"):
        check_folder(tmp_path / "nowy")


def test_an_immutable_folder_is_seen_by_root_too(tmp_path: Path) -> None:
    if os.geteuid():
        tools.lack("only root may make a folder immutable")
    tools.need("chattr")
    try:
        tools.run("chattr", "+i", tmp_path)
    except AssertionError as error:
        pytest.skip(f"NOT TESTED HERE: this file system has no immutable folders: {error}")
    try:
        with refused("folder-not-writable", ask="folder"):
            check_folder(tmp_path / "nowy")
    finally:
        tools.run("chattr", "-i", tmp_path)


def test_a_folder_without_the_right_to_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    if os.geteuid() == 0:  # root may: the check must not pretend otherwise
        check_folder(tmp_path)
        return
    with refused("folder-not-writable", ask="folder"):
        check_folder(tmp_path)
    with refused("folder-not-writable", ask="folder"):
        make_folder(tmp_path / "x")


def test_new_folders_are_private_and_old_ones_stay_as_they_are(tmp_path: Path) -> None:
    old = tmp_path / "Dokumenty użytkownika"
    old.mkdir()
    old.chmod(0o755)
    new = old / "Certyfikaty P1" / "2026-11-22"
    make_folder(new)
    make_folder(new)
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (old, new.parent, new)]
    assert modes == [0o755, 0o700, 0o700]


def test_making_a_folder_on_a_read_only_disk(tmp_path: Path) -> None:
    with tmpfs(tmp_path, "ro"), refused("folder-not-writable", ask="folder"):
        make_folder(tmp_path / "nowy")
