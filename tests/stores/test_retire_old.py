"""Old certificates: only after the new ones sign, only expired ones unless told so, archived, and able to come back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.authority import NOW, PASSWORD, authority, identity
from support.p12_files import p12, thumbprint
from support.refusal import refused
from support.running import HERE, do
from support.undoing import undo_last, would_undo

from flows.crypto.certificates import sha256_thumbprint
from flows.crypto.pkcs12 import write_p12
from flows.crypto.requests import build_request, read_request
from flows.folder.names import PURPOSES
from flows.ports.store import CertificateStore
from flows.windows.retire_old import RetireOld

RETIRE = RetireOld()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Certyfikaty"
    made.mkdir()
    for purpose in PURPOSES:
        (made / f"{purpose}-20261122-120000.p12").write_bytes(p12(purpose))
    return made


def answers(folder: Path, store: CertificateStore, **changed: Any) -> dict[str, Any]:
    return {"folder": folder, "haslo": PASSWORD, "magazyn": store.name, "maszyna": False, "wazne": False, **changed}


def older(store: CertificateStore, days: int) -> str:
    """A predecessor of TLS with the same subject, issued so many days ago."""
    other = identity("tls", 7)
    request = read_request(build_request(other.key, identity("tls").subject))
    assert request is not None
    certificate = authority().issue(request, "tls", NOW - timedelta(days=days))
    store.install(write_p12("P1 TLS dawny", other.key, certificate, (), PASSWORD, aes=False), PASSWORD)
    return sha256_thumbprint(certificate)


def test_an_expired_one_goes_and_comes_back(folder: Path, store: CertificateStore) -> None:
    old = older(store, 900)
    with refused("new-not-installed"):
        RETIRE.plan(answers(folder, store), HERE)
    for purpose in PURPOSES:
        store.install(p12(purpose), PASSWORD)
    do(RETIRE, answers(folder, store))
    assert store.find(old) is None
    assert len(list(folder.glob("stary-*.kopia"))) == 1
    assert all(store.works(thumbprint(purpose)) for purpose in PURPOSES)
    with refused("no-old-certificates"):
        RETIRE.plan(answers(folder, store), HERE)
    moves, lines = would_undo(folder, HERE)
    assert not moves
    assert "powrót do magazynu" in lines[0]
    undo_last(folder, HERE)
    assert store.works(old)
    assert all(store.works(thumbprint(purpose)) for purpose in PURPOSES)
    with refused("nothing-to-undo"):
        undo_last(folder, HERE)


def test_a_valid_one_stays_unless_told(folder: Path, store: CertificateStore) -> None:
    old = older(store, 600)
    for purpose in PURPOSES:
        store.install(p12(purpose), PASSWORD)
    with refused("no-old-certificates"):
        RETIRE.plan(answers(folder, store), HERE)
    assert store.works(old)
    do(RETIRE, answers(folder, store, wazne=True))
    assert store.find(old) is None
