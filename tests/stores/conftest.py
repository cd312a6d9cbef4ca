"""Certificate stores to try things on, and PKCS#12 files to put in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tools

from flows.ports.store import CertificateStore
from flows.stores.choose import open_store
from flows.stores.folder import FolderStore
from flows.stores.nss import NssStore

KINDS = ("windows",) if sys.platform == "win32" else ("nss", "folder")


@pytest.fixture
def nss(tmp_path: Path) -> NssStore:
    tools.need("certutil")
    tools.need("pk12util")
    return NssStore(tmp_path / "baza z polską nazwą")


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CertificateStore]:
    """Each kind that this system has; Windows' own is left as it was found."""
    if request.param == "nss":
        yield request.getfixturevalue("nss")
    elif request.param == "folder":
        yield FolderStore(tmp_path / "magazyn")
    else:
        real = open_store("windows")
        before = {each.sha256 for each in real.list()}
        yield real
        for each in real.list():
            if each.sha256 not in before:
                real.remove(each.sha256)
