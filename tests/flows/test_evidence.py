"""What a folder proves after an operation that went wrong."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support.running import CSR, HERE, clock, csr_answers

from assistant.reports.status import next_step
from flows.engine import runner
from flows.engine.journal import Journal
from flows.survey import Deadline, Survey, survey


def test_a_failed_beginning_is_interrupted_only_when_it_left_something(tmp_path: Path) -> None:
    plan = runner.prepare(CSR, csr_answers(tmp_path), HERE)
    journal = Journal(tmp_path, HERE)
    journal.append("started", "1", operation=CSR.name, plan=plan.to_json())
    journal.append("failed", "1", code="disk-full")
    assert survey(tmp_path, HERE).steps[0].state == "todo"
    plan.writes[0].write_bytes(b"half")
    assert survey(tmp_path, HERE).steps[0].state == "partly"


def test_a_journal_edited_by_hand_is_survived(tmp_path: Path) -> None:
    journal = Journal(tmp_path, HERE)
    for number, plan in enumerate(
        (None, 7, {}, {"writes": 1}, {"writes": [".."]}, {"writes": ["a" * 300]}, {"details": "x"})
    ):
        journal.append("started", str(number), operation=CSR.name, plan=plan)
        journal.append("verified", str(number), operation=CSR.name, plan=plan, files=plan)
        journal.append("started", f"again {number}", operation=CSR.name, plan=plan)
        journal.append("by-hand", f"by hand {number}", flow=plan)
    odd = {"details": {"parts": {"tls": {"output": []}, "wss": 1}, "deadline": 5, "number": []}}
    journal.append("started", "p12", operation="build-pkcs12", plan=odd)
    journal.append("verified", "p12", operation="build-pkcs12", files={})
    assert len(survey(tmp_path, HERE).steps) == 7


def _letter(journal: Journal, name: str, deadline: str) -> None:
    plan = {"details": {"deadline": deadline, "number": name}}
    journal.append("started", name, operation="record-letter", plan=plan)
    journal.append("verified", name, operation="record-letter", files={})


def test_links_that_have_expired_are_not_waited_for(tmp_path: Path) -> None:
    _letter(Journal(tmp_path, HERE), "1", f"{clock().date() - timedelta(days=1)}")
    step = survey(tmp_path, HERE).steps[2]
    assert (step.flow, step.state) == ("mail", "doubt")
    assert re.search(r"działały do .* zacząć od kroku 1", step.evidence)


def test_requests_and_letters_that_were_taken_back_do_not_count(tmp_path: Path) -> None:
    journal = Journal(tmp_path, HERE)
    journal.append("by-hand", "sent", flow="sow")
    _letter(journal, "111", f"{clock().date() + timedelta(days=20)}")
    journal.append("started", "again", operation=CSR.name, plan={})
    journal.append("verified", "again", operation=CSR.name, files={})
    journal.append("undone", "again")
    seen = survey(tmp_path, HERE)
    assert seen.number == "111"
    assert seen.steps[1].state == "done"
    journal.append("undone", "111")
    seen = survey(tmp_path, HERE)
    assert seen.number is None
    assert seen.steps[1].state == "said"


def test_a_portal_date_without_a_certificate_is_said_as_it_is(tmp_path: Path) -> None:
    journal = Journal(tmp_path, HERE)
    journal.append("started", "1", operation="compare-portal", plan={"details": {"date": "2028-11-21"}})
    journal.append("done", "1", operation="compare-portal", files={})
    assert "nie ma tu certyfikatu WSS" in survey(tmp_path, HERE).steps[4].evidence


@pytest.mark.parametrize(("days", "renew"), [(-5, True), (60, True), (61, False)])
def test_a_finished_renewal_of_long_ago_asks_for_the_next_one(tmp_path: Path, days: int, *, renew: bool) -> None:
    today = clock().date()
    seen = Survey(tmp_path, (), (Deadline("certificate", "Koniec", today + timedelta(days=days)),))
    assert ("„csr”" in next_step(seen, today)) is renew
    assert "Wszystkie kroki" in next_step(replace(seen, deadlines=()), today)
