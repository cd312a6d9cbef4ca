"""Names of files: which are ours, what they are for, and that no name from a journal leads out of its folder."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.base.inside import MAX_NAME_BYTES, inside
from flows.folder.names import purpose_in, stamp_of

FOLDER = Path("/mnt/apteka")


@pytest.mark.parametrize("name", ["tls-20261122-120000.jks", "WSS-20261122-120000.P12", "wss-20261122-120000.csr"])
def test_the_stamp_in_a_name_of_ours(name: str) -> None:
    assert stamp_of(FOLDER / name) == "20261122-120000"


@pytest.mark.parametrize(
    "name",
    ["tls-20261122-120000.pem", "kopia tls-20261122-120000.jks", "tls-2026-12.jks", "tls-20261122-120000.jks.bak"],
)
def test_other_names_have_none(name: str) -> None:
    assert stamp_of(FOLDER / name) is None


@pytest.mark.parametrize(
    ("name", "purpose"),
    [
        ("TLS.pem", "tls"),
        ("apteka_wss_2026.pem", "wss"),
        ("tls i wss.pem", None),
        ("certyfikat.pem", None),
        ("gnutls-pem.p12", None),
        ("mbedtls.pem", None),
        ("starttls wss.pem", "wss"),
        ("certyfikatTLS.pem", "tls"),
        ("certtls2026.pem", "tls"),
        ("kluczwss.jks", "wss"),
        ("WssNowy (1).pem", "wss"),
        ("p1wss", "wss"),
        ("tls1234567.pem", "tls"),
        ("ŻółwTLS.pem", "tls"),
    ],
)
def test_the_purpose_in_a_name(name: str, purpose: str | None) -> None:
    assert purpose_in(name) == purpose


@pytest.mark.parametrize(
    ("name", "last"), [("a.jks", "a.jks"), ("../a.jks", "a.jks"), ("/etc/passwd", "passwd"), (7, "7"), ("x/", "x")]
)
def test_a_name_stays_in_its_folder(name: object, last: str) -> None:
    assert inside(FOLDER, name) == FOLDER / last


@pytest.mark.parametrize("name", ["", ".", "..", "a/..", "/", "a\0b", "ż" * 128, "x" * 256])
def test_what_names_no_file(name: str) -> None:
    with pytest.raises(ValueError, match=r"^not the name of a file$"):
        inside(FOLDER, name)


def test_the_longest_name() -> None:
    assert inside(FOLDER, "x" * MAX_NAME_BYTES).name == "x" * 255


@given(st.text())
def test_no_text_leads_out(name: str) -> None:
    try:
        assert inside(FOLDER, name).parent == FOLDER
    except ValueError as error:
        assert str(error) == "not the name of a file"  # noqa: PT017  (an encoding's ValueError would say otherwise)
