"""What a folder proves after an operation that went wrong."""

from pathlib import Path

from support.running import CSR, clock, csr_answers

from flows import runner
from flows.evidence import survey
from flows.journal import Journal


def test_a_failed_beginning_is_interrupted_only_when_it_left_something(tmp_path: Path) -> None:
    plan = runner.prepare(CSR, csr_answers(tmp_path), clock)
    journal = Journal(tmp_path, clock)
    journal.append("started", "1", operation=CSR.name, plan=plan.to_json())
    journal.append("failed", "1", code="disk-full")
    assert survey(tmp_path, clock).steps[0].state == "todo"
    plan.writes[0].write_bytes(b"half")
    assert survey(tmp_path, clock).steps[0].state == "partly"


def test_a_journal_edited_by_hand_is_survived(tmp_path: Path) -> None:
    journal = Journal(tmp_path, clock)
    for number, plan in enumerate((None, 7, {}, {"writes": 1}, {"writes": [".."]}, {"details": "x"})):
        journal.append("started", str(number), operation=CSR.name, plan=plan)
        journal.append("verified", str(number), operation=CSR.name, plan=plan, files=plan)
        journal.append("started", f"again {number}", operation=CSR.name, plan=plan)
        journal.append("by-hand", f"by hand {number}", flow=plan)
    assert len(survey(tmp_path, clock).steps) == 7
