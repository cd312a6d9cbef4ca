"""The date that ZSMOPL shows is compared with the certificate, and stan believes it only while they agree."""

from datetime import timedelta
from pathlib import Path

import pytest
from support.authority import identity, lay_out
from support.refusal import refused
from support.running import HERE

from flows.engine import runner
from flows.survey import Survey, survey
from flows.zsmopl.compare_portal import ComparePortal

COMPARE = ComparePortal()
END = identity("wss").certificate.not_valid_after_utc.astimezone().date()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path, issued=True)


def state_of(seen: Survey, flow: str) -> str:
    return next(step.state for step in seen.steps if step.flow == flow)


def test_the_right_date_is_recorded_and_counts(folder: Path) -> None:
    answers = {"folder": folder, "data": END}
    plan = runner.prepare(COMPARE, answers, HERE)
    assert state_of(survey(folder, HERE), "zsmopl") == "todo"
    result = runner.perform(COMPARE, plan, answers, HERE, lambda _: None)
    assert not result.seen  # a person read it, not we
    assert state_of(survey(folder, HERE), "zsmopl") == "said"


@pytest.mark.parametrize("days", [-730, -2, 2, 365])
def test_another_date_means_the_old_certificate(folder: Path, days: int) -> None:
    with refused("portal-date-differs", ask="data") as problems:  # a misread date must not cost a good certificate
        runner.prepare(COMPARE, {"folder": folder, "data": END + timedelta(days=days)}, HERE)
    assert problems[0].next.index("odczytać datę") < problems[0].next.index("usunąć")
    assert "Zapisz i wyślij" in problems[0].next


def test_without_the_certificate_there_is_nothing_to_compare(folder: Path) -> None:
    (folder / "wss.pem").unlink()
    with refused("no-certificate"):
        runner.prepare(COMPARE, {"folder": folder, "data": END}, HERE)


def test_a_newer_certificate_puts_the_step_in_doubt(folder: Path) -> None:
    answers = {"folder": folder, "data": END}
    runner.perform(COMPARE, runner.prepare(COMPARE, answers, HERE), answers, HERE, lambda _: None)
    (folder / "wss.pem").unlink()
    assert state_of(survey(folder, HERE), "zsmopl") == "doubt"
