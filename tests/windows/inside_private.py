"""On Windows: who may open what we make, as the system itself says. Runs under Wine, which keeps what it can map."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.base import windows_files
from flows.base.errors import FlowError
from flows.base.file_problems import of_writing
from flows.base.files import make_folder, replace_private, write_new

_DACL = 4


def rights(path: Path) -> tuple[bool, set[str]]:
    """Whether nothing is inherited from above, and the accounts that have full access; nobody may have less."""
    advapi = ctypes.WinDLL("advapi32", use_last_error=True)
    needed, text = ctypes.c_ulong(), ctypes.c_wchar_p()
    name = ctypes.c_wchar_p(str(path))
    advapi.GetFileSecurityW(name, _DACL, None, 0, ctypes.byref(needed))
    descriptor = ctypes.create_string_buffer(needed.value)
    assert advapi.GetFileSecurityW(name, _DACL, descriptor, needed, ctypes.byref(needed)), ctypes.get_last_error()
    convert = advapi.ConvertSecurityDescriptorToStringSecurityDescriptorW
    assert convert(descriptor, 1, _DACL, ctypes.byref(text), None), ctypes.get_last_error()
    said = str(text.value)
    print(path.name, said)
    flags, *entries = re.split(r"(?=\()", said)
    accounts = set()
    for entry in entries:
        kind, _, access, _, _, account = entry.strip("()").split(";")
        assert (kind, access) in {("A", "FA"), ("A", "0x1f01ff")}, said
        accounts.add(account)
    return "P" in flags, accounts


def is_private(path: Path) -> bool:
    _, accounts = rights(path)
    return accounts <= {windows_files._user_sid(), "SY", "BA", "S-1-5-18", "S-1-5-32-544"}


def test_new_files_and_folders_are_for_their_owner_alone(tmp_path: Path) -> None:
    assert re.fullmatch(r"S-1-5-(\d+-?)+", windows_files._user_sid())
    folder = tmp_path / "Certyfikaty P1 żółw" / "2026"
    make_folder(folder)
    write_new(folder / "tls.jks", b"klucz")
    write_new(tmp_path / "obok.jks", b"klucz")  # into a folder that was there before
    replace_private(folder / "stan.json", b"{}")
    replace_private(folder / "stan.json", b"[]")
    for path in (folder.parent, folder, folder / "tls.jks", tmp_path / "obok.jks", folder / "stan.json"):
        assert is_private(path), path
    assert (folder / "tls.jks").read_bytes() == b"klucz"
    assert (folder / "stan.json").read_bytes() == b"[]"


def test_on_a_stick_or_a_share_the_rights_are_those_of_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(windows_files, "_stays_here", lambda _folder: False)
    monkeypatch.setattr(windows_files, "_user_sid", lambda: asked.append("sid") or "")
    make_folder(tmp_path / "zestaw")
    write_new(tmp_path / "zestaw" / "tls.p12", b"klucz")
    assert asked == []


@pytest.mark.parametrize("make", [lambda path: write_new(path, b"klucz"), make_folder])
def test_a_folder_that_is_there_is_not_called_missing(make: Callable[[Path], object]) -> None:
    """Linux' /proc is there and takes no files: it answers as Windows does under Controlled Folder Access, ENOENT."""
    place = Path("Z:/proc")
    assert place.is_dir()
    with pytest.raises(FlowError) as caught:
        make(place / "Certyfikaty P1")
    assert caught.value.problem.code == "write-blocked"
    assert "Kontrolowany dostęp do folderów" in caught.value.problem.causes[0]


def test_a_path_too_long_for_windows_is_named(tmp_path: Path) -> None:
    told = of_writing(FileNotFoundError(2, "no such file"), tmp_path / ("a" * 250)).problem
    assert (told.code, "znaków" in told.causes[0]) == ("write-blocked", True)
    assert of_writing(FileNotFoundError(2, "no such file"), tmp_path / "nie ma" / "a").problem.code == "folder-missing"
