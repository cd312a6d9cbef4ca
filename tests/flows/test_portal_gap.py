"""ZSMOPL without a certificate: when it is known, when it ends, and what the folder then says."""

from pathlib import Path
from typing import Any

import pytest
from support.authority import identity, pem
from support.refusal import refused
from support.running import HERE, do
from support.undoing import OPERATIONS

from flows.engine.journal import Journal
from flows.engine.undo import Marks, undo_last, would_undo
from flows.folder import portal_gap, stopped
from flows.survey import survey
from flows.zsmopl.compare_portal import ComparePortal
from flows.zsmopl.flow import FLOW

IMPORT = FLOW.item("import")
END = identity("wss").certificate.not_valid_after_utc.date()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for purpose in ("tls", "wss"):
        me = identity(purpose)
        (tmp_path / f"{purpose}-20261122-120000.jks").write_bytes(me.jks())
        (tmp_path / f"{purpose}-20261122-120000.csr").write_bytes(me.csr_pem)
        (tmp_path / f"{purpose}.pem").write_bytes(pem(me.certificate))
    return tmp_path


def known(folder: Path) -> bool:
    return portal_gap.stands(folder) is not None


def asked(folder: Path) -> str:
    return IMPORT.instead({"folder": folder})  # type: ignore[union-attr]  # it is a ByHand


def confirm(folder: Path) -> None:
    do(ComparePortal(), {"folder": folder, "data": END})


def test_from_the_word_to_the_date(folder: Path) -> None:
    assert (known(folder), asked(folder), survey(folder, HERE).next) == (False, "", "p12")
    portal_gap.note(folder, HERE)
    portal_gap.note(folder, HERE)
    assert len(Journal(folder, HERE).entries()) == 1
    seen = survey(folder, HERE)
    assert (known(folder), seen.next, list(seen.warnings)) == (True, "zsmopl", ["zsmopl"])
    assert next(step.state for step in seen.steps if step.flow == "zsmopl") == "partly"
    assert "usuwamy" in asked(folder)
    assert "wss.pem" in asked(folder)
    assert "„Usuń certyfikat”" not in asked(folder) + seen.warnings["zsmopl"]
    confirm(folder)
    assert (known(folder), asked(folder), survey(folder, HERE).warnings) == (False, "", {})
    portal_gap.note(folder, HERE)
    assert known(folder), "deleted once more, later"


def test_it_is_known_again_when_the_date_is_withdrawn(folder: Path) -> None:
    portal_gap.note(folder, HERE)
    confirm(folder)
    undo_last(folder, HERE, OPERATIONS)
    assert known(folder)


def test_it_can_be_withdrawn_and_is_named(folder: Path) -> None:
    portal_gap.note(folder, HERE)
    taking = would_undo(folder, HERE, OPERATIONS, Marks(frozenset({portal_gap.REMOVED})))
    assert "usunięto stary certyfikat" in taking.names[0]
    undo_last(folder, HERE, OPERATIONS)
    assert not known(folder)


def test_the_old_date_does_not_tell_to_delete_again(folder: Path) -> None:
    answers: dict[str, Any] = {"folder": folder, "data": END.replace(year=END.year - 2)}
    with refused("portal-date-differs", ask="data") as problems:
        do(ComparePortal(), answers)
    assert "go usunąć" in problems[0].next
    portal_gap.note(folder, HERE)
    with refused("portal-date-differs", ask="data") as problems:
        do(ComparePortal(), answers)
    assert "go usunąć" not in problems[0].next
    assert "wss.pem" in problems[0].next


def test_raportnet_stands_too(folder: Path) -> None:
    portal_gap.note(folder, HERE)
    stopped.note(stopped.STOPPED, folder, HERE)
    assert list(survey(folder, HERE).warnings) == ["raportnet", "zsmopl"]


def test_deleted_too_early_the_way_leads_to_the_file_first(folder: Path) -> None:
    portal_gap.note(folder, HERE)
    (folder / "wss.pem").unlink()
    seen = survey(folder, HERE)
    assert (seen.next, list(seen.warnings)) == ("mail", ["zsmopl"])


def test_a_journal_that_cannot_be_read_is_no_gap(tmp_path: Path) -> None:
    (tmp_path / "asystent-p1.jsonl").mkdir()
    assert portal_gap.stands(tmp_path) is None
    assert portal_gap.stands(None) is None
