"""A folder that a program copies to a cloud is known by its name and by what the program says, and asked about."""

import json
from datetime import date
from pathlib import Path

import pytest

from flows.base.clouds import VARIABLES, cloud_of
from flows.csr.flow import default_folder, why_not_documents
from flows.engine.doubtful_folders import synchronised


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in (*VARIABLES, "XDG_DOCUMENTS_DIR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive/Certyfikaty P1", "OneDrive"),
        ("OneDrive — Apteka Pod Lwem/Dokumenty/P1", "OneDrive"),
        ("OneDrive - Firma", "OneDrive"),
        ("Dropbox (Apteka)/p1", "Dropbox"),
        ("Google Drive/p1", "Dysk Google"),
        ("iCloudDrive/p1", "iCloud"),
        ("Documents/Certyfikaty P1", ""),
        ("OneDrivery/p1", ""),
        ("Mój dysk/p1", ""),
    ],
)
def test_by_its_name(home: Path, folder: str, service: str) -> None:
    assert cloud_of(home / folder) == service


def test_the_drive_of_google() -> None:
    assert cloud_of(Path("/Mój dysk/p1")) == "Dysk Google"


def test_by_what_onedrive_says_of_itself(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "Firma").mkdir()
    monkeypatch.setenv("OneDriveCommercial", str(home / "Firma"))
    (home / "Skrót").symlink_to(home / "Firma")
    assert cloud_of(home / "Firma" / "nowy") == cloud_of(home / "Skrót" / "nowy") == "OneDrive"
    assert cloud_of(home / "Firmament") == ""


def test_a_setting_that_names_the_whole_home_says_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for named in (str(home), str(home.parent), "/", "Firma", " "):
        monkeypatch.setenv("OneDrive", named)
        assert cloud_of(home / "Certyfikaty P1") == ""


def test_by_what_dropbox_says_of_itself(home: Path) -> None:
    (home / ".dropbox").mkdir()
    note = home / ".dropbox" / "info.json"
    note.write_text(json.dumps({"business": {"path": str(home / "Pudło"), "host": 1}, "personal": 3}))
    assert cloud_of(home / "Pudło" / "p1") == "Dropbox"
    for broken in ("[]", "{", '{"personal": {}}'):
        note.write_text(broken)
        assert cloud_of(home / "Pudło" / "p1") == ""


def test_documents_in_a_cloud_are_not_proposed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2026, 11, 22)
    assert why_not_documents() == ""
    assert default_folder({}, day) == str(home / "Documents/Certyfikaty P1/2026-11-22")
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(home / "OneDrive - Apteka" / "Dokumenty"))
    assert default_folder({}, day) == str(home / "Certyfikaty P1/2026-11-22")
    assert "chmury (OneDrive)" in why_not_documents()


def test_a_chosen_one_is_warned_of(home: Path) -> None:
    assert "OneDrive" in synchronised(home / "OneDrive" / "p1")
    assert synchronised(home / "p1") == ""
