"""Whether a renewal can come to an end, and whether the clock is to be believed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from support import authority
from support.authority import NOW, identity, lay_out

from flows.folder.names import PURPOSES
from flows.folder.recognise import scan_folder
from flows.folder.standing import SOUND, Standing, standing

STAMP = "20261120-090000"


def requests(folder: Path, stamp: str = STAMP) -> None:
    for purpose in PURPOSES:
        (folder / f"{purpose}-{stamp}.jks").write_bytes(identity(purpose).jks())
        (folder / f"{purpose}-{stamp}.csr").write_bytes(identity(purpose).csr_pem)


def certificates(folder: Path, *purposes: str) -> None:
    for purpose in PURPOSES:
        if purpose in purposes:
            (folder / f"{purpose}.pem").write_bytes(authority.pem(identity(purpose).certificate))


def letter(received: str, deadline: str) -> list[dict[str, Any]]:
    details = {"received": received, "deadline": deadline}
    base = {"id": "1", "time": NOW.isoformat(), "operation": "record-letter"}
    return [{**base, "event": "started", "plan": {"details": details}}, {**base, "event": "verified"}]


def judged(folder: Path, entries: list[dict[str, Any]] | None = None, now: datetime = NOW) -> Standing:
    return standing(folder, scan_folder(folder), entries or [], now)


def test_a_folder_in_order_is_sound(tmp_path: Path) -> None:
    assert judged(tmp_path) == SOUND
    requests(tmp_path)
    assert judged(tmp_path) == SOUND
    certificates(tmp_path, *PURPOSES)
    assert judged(tmp_path, letter("2026-11-21", "2026-12-21")) == SOUND


@pytest.mark.parametrize(("days", "over"), [(29, False), (30, True), (400, True)])
def test_the_links_end(tmp_path: Path, days: int, *, over: bool) -> None:
    """The last day still counts: 21.12.2026 is 29 days after NOW."""
    requests(tmp_path)
    found = judged(tmp_path, letter("2026-11-21", "2026-12-21"), NOW + timedelta(days))
    assert bool(found.over) == over
    assert not found.clock
    assert not found.lost


@pytest.mark.parametrize(("there", "over"), [((), True), (("tls",), True), (PURPOSES, False)])
def test_links_matter_until_both_files_are_here(tmp_path: Path, there: tuple[str, ...], *, over: bool) -> None:
    requests(tmp_path)
    certificates(tmp_path, *there)
    assert bool(judged(tmp_path, letter("2026-11-21", "2026-12-21"), NOW + timedelta(40)).over) == over


def test_an_answer_older_than_what_it_answers_is_a_doubt_and_no_end(tmp_path: Path) -> None:
    requests(tmp_path)
    found = judged(tmp_path, letter("2026-10-01", "2026-10-31"))
    assert not found.over
    assert "22.11.2026" in found.clock
    assert "01.10.2026" in found.clock


def test_a_request_that_was_not_named_by_us_has_no_day(tmp_path: Path) -> None:
    """The time of a file is that of its last copy: no doubt may rest on it."""
    lay_out(tmp_path)
    assert not judged(tmp_path, letter("2026-10-01", "2026-10-31")).clock


@pytest.mark.parametrize(("days", "doubt"), [(0.5, False), (2, True), (900, True)])
def test_an_entry_of_the_future(tmp_path: Path, days: float, *, doubt: bool) -> None:
    entry = {"id": "1", "event": "by-hand", "flow": "sow", "time": (NOW + timedelta(days)).isoformat()}
    assert bool(judged(tmp_path, [entry]).clock) == doubt


@pytest.mark.parametrize("time", ["", "wczoraj", "0001-01-01T00:00:00+14:00"])
def test_a_journal_edited_by_hand(tmp_path: Path, time: str) -> None:
    assert judged(tmp_path, [{"id": "1", "event": "by-hand", "flow": "sow", "time": time}]) == SOUND


def test_a_certificate_of_the_future(tmp_path: Path) -> None:
    requests(tmp_path, "20250101-080000")
    certificates(tmp_path, *PURPOSES)
    assert "zaczyna się dopiero" in judged(tmp_path, now=NOW - timedelta(300)).clock


def test_a_certificate_older_than_its_request(tmp_path: Path) -> None:
    requests(tmp_path, "20270101-080000")
    certificates(tmp_path, *PURPOSES)
    assert "certyfikat na nie wydano" in judged(tmp_path, now=NOW + timedelta(40)).clock


def test_requests_without_their_keys(tmp_path: Path) -> None:
    requests(tmp_path)
    (tmp_path / f"wss-{STAMP}.jks").unlink()
    assert f"wss-{STAMP}.csr" in judged(tmp_path).lost
    assert f"tls-{STAMP}.csr" not in judged(tmp_path).lost


def test_a_damaged_keystore_is_not_lost(tmp_path: Path) -> None:
    requests(tmp_path)
    for path in tmp_path.glob("*.jks"):
        path.write_bytes(path.read_bytes()[:100])
    assert not judged(tmp_path).lost


def test_an_authoritys_certificate_wants_no_key(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_bytes(authority.pem(authority.authority().chain[0]))
    assert not judged(tmp_path).lost
