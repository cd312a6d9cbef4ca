"""The survey: what of one look at a folder reaches whoever asks, and which step comes next."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from support.authority import NOW, authority, identity, lay_out, pem
from support.running import HERE
from support.undoing import undo_last

from flows.base.clock import local
from flows.crypto.certificates import sha256_thumbprint
from flows.crypto.requests import read_request
from flows.engine.journal import Journal
from flows.engine.undo import NOT_APPLICABLE, SKIPPED
from flows.folder import portal_gap, stopped
from flows.folder.computers import Told
from flows.folder.ledger import Ledger
from flows.folder.names import PURPOSES
from flows.folder.seen import look
from flows.survey import StepEvidence, survey


def said_of(folder: Path, flow: str) -> StepEvidence:
    return next(step for step in survey(folder, HERE).steps if step.flow == flow)


@pytest.mark.parametrize(
    ("event", "state", "evidence"),
    [
        (SKIPPED, "skipped", "pominięty 22.11.2026; wraca do niego „raportnet”"),
        (NOT_APPLICABLE, "not-applicable", "nie dotyczy (zapisano 22.11.2026)"),
    ],
)
def test_a_step_that_was_gone_past(tmp_path: Path, event: str, state: str, evidence: str) -> None:
    journal = Journal(tmp_path, HERE)
    journal.append(event, "1", flow="raportnet")
    journal.append(event, "2", flow="csr")
    assert said_of(tmp_path, "raportnet") == StepEvidence(state, evidence, "raportnet")  # type: ignore[arg-type]
    assert said_of(tmp_path, "csr").state == "todo", "nobody can go past this one"
    journal.append("by-hand", "3", flow="raportnet")
    assert said_of(tmp_path, "raportnet").state == "said", "it was done all the same"


def test_what_cannot_wait_comes_first_where_it_can_be_done(tmp_path: Path) -> None:
    lay_out(tmp_path, issued=True)
    assert survey(tmp_path, HERE).urgent is None
    portal_gap.note(tmp_path, HERE)
    assert survey(tmp_path, HERE).urgent == "zsmopl"
    stopped.note(stopped.STOPPED, tmp_path, HERE)
    assert survey(tmp_path, HERE).urgent == "raportnet", "the last step first"
    stopped.note(stopped.RUNNING, tmp_path, HERE)
    (tmp_path / "wss.pem").unlink()
    seen = survey(tmp_path, HERE)
    assert (seen.urgent, seen.next, list(seen.warnings)) == (None, "mail", ["zsmopl"])


def test_what_was_put_away_and_what_is_lost(tmp_path: Path) -> None:
    for purpose in PURPOSES:
        (tmp_path / f"{purpose}.csr").write_bytes(identity(purpose).csr_pem)
    assert survey(tmp_path, HERE).standing.lost, "requests without a key"
    journal, plan = Journal(tmp_path, HERE), {"writes": ["x.ics"]}
    (tmp_path / "x.ics").write_bytes(b"x")
    journal.append("started", "1", operation="write-calendar", plan=plan)
    undo_last(tmp_path, HERE)
    assert [each.names for each in survey(tmp_path, HERE).aside] == [("x.ics",)]


def test_what_was_seen_last_counts_with_the_certificates_it_was_seen_of(tmp_path: Path) -> None:
    new = frozenset(sha256_thumbprint(identity(purpose).certificate) for purpose in PURPOSES)
    Ledger(lay_out(tmp_path, issued=True), HERE).record("windows", sorted(new))
    assert look(tmp_path, HERE).computers.last
    (tmp_path / "wss.pem").unlink()
    assert not look(tmp_path, HERE).computers.last


def test_how_far_it_has_come_on_the_computers(tmp_path: Path) -> None:
    new = [sha256_thumbprint(identity(purpose).certificate) for purpose in PURPOSES]
    ledger = Ledger(lay_out(tmp_path, issued=True), HERE)

    def told() -> tuple[bool, bool, int | None]:
        seen = survey(tmp_path, HERE)
        return seen.whole, seen.installed, seen.computers.left

    assert told() == (True, False, None)
    ledger.record("windows", new)
    assert told() == (False, True, None), "nobody said how many there are"
    assert survey(tmp_path, HERE).computers.here
    ledger.tell(Told(2))
    assert told() == (True, False, 1)
    ledger.tell(Told(1))
    assert told() == (True, True, 0)


def test_what_was_seen_last_counts_where_no_renewal_is_under_way(tmp_path: Path) -> None:
    kit, begun = tmp_path / "zestaw", lay_out(tmp_path / "odnowienie")
    kit.mkdir()
    for folder in (kit, begun):
        Ledger(folder, HERE).record("windows", ["a" * 64, "b" * 64])
    assert said_of(kit, "windows").state == "done"
    assert said_of(begun, "windows").state == "todo", "those were of an earlier one"


def test_the_old_certificates_end_until_the_new_ones_are_in_use(tmp_path: Path) -> None:
    request = read_request(identity("tls", 5).csr_pem)
    assert request is not None
    old = authority().issue(request, "tls", NOW - timedelta(days=700), 730)
    (lay_out(tmp_path, stamp="20261120-090000") / "tls-stary.pem").write_bytes(pem(old))
    (deadline,) = survey(tmp_path, HERE).deadlines
    assert (deadline.kind, deadline.what) == ("old", "Koniec ważności dotychczasowych certyfikatów")
    assert (deadline.day, bool(deadline.renewal)) == (local(old.not_valid_after_utc).date(), True)
    Journal(tmp_path, HERE).append("by-hand", "1", flow="windows")
    assert survey(tmp_path, HERE).deadlines == ()
