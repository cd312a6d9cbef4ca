"""Step 2 names only requests that the office can take."""

from pathlib import Path

import pytest
from cryptography import x509
from support.authority import der, identity, lay_out
from support.refusal import refused

from flows.sow.attachments import attachments


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


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
