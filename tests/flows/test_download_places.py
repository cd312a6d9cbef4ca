"""The folders of downloads are found where browsers and systems really write them down."""

import json
import os
from pathlib import Path

import pytest

from flows.folder.browser_settings import MAX_BYTES, Named, chromium_folders, firefox_folders
from flows.folder.download_places import download_places, likeliest

PREFS = """// Mozilla User Preferences
user_pref("browser.download.folderList", {kind});
user_pref("browser.download.dir", {folder});
user_pref("browser.download.panel.shown", true);
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DOWNLOAD_DIR", "OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def set_chrome(home: Path, folder: object, *, last: object = None, profile: str = "Default", age: int = 0) -> None:
    kept = {"download": {"default_directory": folder, "prompt_for_download": True}, "profile": {"name": "Ania"}}
    write(
        home,
        f".config/google-chrome/{profile}/Preferences",
        json.dumps({**kept, "savefile": {"default_directory": last}}),
        age,
    )


def set_firefox(home: Path, folder: Path, kind: int = 2, age: int = 0) -> None:
    text = PREFS.format(kind=kind, folder=json.dumps(str(folder)))
    write(home, ".mozilla/firefox/abcd1234.default-release/prefs.js", text, age)


def write(home: Path, name: str, text: str, age: int) -> None:
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (1_700_000_000 - age,) * 2)


def made(*folders: Path) -> tuple[Path, ...]:
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    return folders


def test_both_usual_names_are_found(home: Path) -> None:
    assert download_places() == ()
    assert likeliest() == home / "Downloads"
    assert set(made(home / "Downloads", home / "Pobrane")) == set(download_places())


def test_what_the_browser_is_set_to_comes_first_and_the_last_saved_last(home: Path) -> None:
    own, usual, last = made(home / "Z Chrome", home / "Downloads", home / "Pulpit")
    set_chrome(home, str(own), last=str(last))
    assert download_places() == (own, usual, last)
    assert likeliest() == own


def test_of_two_browsers_the_one_used_last_comes_first(home: Path) -> None:
    chrome, firefox = made(home / "Z Chrome", home / "Z „Firefoksa”")
    set_chrome(home, str(chrome), age=60)
    set_firefox(home, firefox)
    assert download_places() == (firefox, chrome)
    set_firefox(home, firefox, age=120)
    assert download_places() == (chrome, firefox)


def test_every_profile_of_chrome_counts(home: Path) -> None:
    one, two = made(home / "Ania", home / "Apteka")
    set_chrome(home, str(one), profile="Default", age=10)
    set_chrome(home, str(two), profile="Profile 2")
    assert download_places() == (two, one)


def test_firefox_with_the_systems_folder_names_none(home: Path) -> None:
    made(home / "Stary")
    set_firefox(home, home / "Stary", kind=1)
    assert download_places() == ()


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"])
def test_onedrive_is_found(home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (cloud,) = made(home / "OneDrive - Apteka" / "Pobrane")
    monkeypatch.setenv(name, str(cloud.parent))
    assert download_places() == (cloud,)


@pytest.mark.parametrize("folder", ["Pobrane", "//serwer/apteka", "\\\\serwer\\apteka", "/a\nb", 7, None, {}, ""])
def test_only_a_whole_path_of_this_computer_counts(home: Path, folder: object) -> None:
    set_chrome(home, folder, last=folder)
    assert chromium_folders((home / ".config/google-chrome/Default/Preferences").read_bytes()) == Named()


def test_settings_that_are_none_or_too_large_are_passed_over(home: Path) -> None:
    (folder,) = made(home / "Z Chrome")
    set_chrome(home, str(folder))
    for text in ("", "[]", '{"download": []}', "[" * 100_000, '{"download": {"default_directory": "/x"'):
        assert chromium_folders(text.encode()) == Named()
        assert firefox_folders(text.encode()) == Named()
    path = home / ".config/google-chrome/Default/Preferences"
    path.write_bytes(path.read_bytes() + b" " * MAX_BYTES)
    assert download_places() == ()
