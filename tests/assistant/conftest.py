"""A home of its own for every test: nothing of the person who runs the tests is read or written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.scenery import Place


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name, folder in {
        "XDG_CONFIG_HOME": "konfiguracja",
        "XDG_STATE_HOME": "stan",
        "XDG_DATA_HOME": "dane",
        "XDG_CACHE_HOME": "bufor",
        "XDG_DOCUMENTS_DIR": "Dokumenty",
    }.items():
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("PATH", os.environ["PATH"])  # a conversation may take it away
    monkeypatch.chdir(home)
    here = Place(tmp_path)
    monkeypatch.setattr("assistant.reports.diagnosis._built", here.clock().date)  # pages may be younger than that clock
    return here
