"""Step 2 names only requests that the office can take."""

from pathlib import Path

import pytest
from cryptography import x509
from support.authority import der, identity
from support.refusal import refused

from flows.folder.names import PURPOSES
from flows.sow.attachments import attachments


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for purpose in PURPOSES:
        (tmp_path / f"{purpose}.jks").write_bytes(identity(purpose).jks())
        (tmp_path / f"{purpose}.csr").write_bytes(identity(purpose).csr_pem)
    return tmp_path


def test_both_requests_are_named(folder: Path) -> None:
    assert {purpose: pair.request.name for purpose, pair in attachments(folder).items()} == {
        "tls": "tls.csr",
        "wss": "wss.csr",
    }


def test_a_request_that_was_changed_is_refused_by_its_name(folder: Path) -> None:
    """Found by fuzzing: only its key was compared, and the office would have refused it days later."""
    changed = bytearray(der(x509.load_pem_x509_csr(identity("wss").csr_pem)))
    changed[-3] ^= 1
    (folder / "wss.csr").write_bytes(changed)
    with refused("request-damaged") as problems:
        attachments(folder)
    assert problems[0].what.startswith("wss.csr: ")
