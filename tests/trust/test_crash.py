"""A share of the long run (``python -m tests.trust``): calls spread evenly over each flow, always the same ones."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
import tools
from support.matrix import LONG
from support.running import CSR, HERE, csr_answers
from trust.crash import KINDS, attempt, course, fork_what_follows
from trust.scenery import SCENARIOS, Scenes

from flows.base.errors import FlowError
from flows.engine import runner

_SHARE = {"kill": 5, "torn": 2, "kill-one": 2}
_NSS = {"windows", "zestaw", "stare", "raportnet"}


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    return Scenes(tmp_path_factory.mktemp("scenes"))


@pytest.fixture(scope="module")
def workers() -> Iterator[ProcessPoolExecutor]:
    beside_others = "PYTEST_XDIST_WORKER" in os.environ
    with ProcessPoolExecutor(1 if beside_others else 2, get_context("spawn"), fork_what_follows) as pool:
        yield pool


def _spread(points: Sequence[int], number: int, shift: int) -> list[int]:
    """``number`` of the points at even distances; ``shift`` lets each fault begin at another one."""
    if len(points) <= number:
        return list(points)
    return sorted({points[(place * len(points) // number + shift) % len(points)] for place in range(number)})


@LONG
@pytest.mark.parametrize("flow", SCENARIOS)
def test_nothing_is_lost_and_it_can_be_finished(
    flow: str, scenes: Scenes, workers: ProcessPoolExecutor, tmp_path: Path
) -> None:
    if flow.removeprefix("cofnij ") in _NSS:
        tools.need("certutil")
    plan = course(flow, scenes, tmp_path / "course")
    jobs = [
        workers.submit(attempt, plan, kind, at, tmp_path / f"{kind.name}-{at}")
        for shift, kind in enumerate(KINDS.values())
        for at in _spread(plan.points(kind), _SHARE.get(kind.name, 1), 5 * shift)
    ]
    wrong = [tried for tried in (job.result() for job in jobs) if tried.wrong]
    assert not wrong, "\n".join(f"{each.kind} at {each.at} ({each.call}): {each.wrong}" for each in wrong)
    assert jobs


def test_a_folder_that_went_away_since_the_plan_is_not_made_anew(tmp_path: Path) -> None:
    folder, away = tmp_path / "pendrive", tmp_path / "wyjety"
    folder.mkdir()
    answers = csr_answers(folder)
    plan = runner.prepare(CSR, answers, HERE)
    folder.rename(away)
    with pytest.raises(FlowError) as caught:
        runner.perform(CSR, plan, answers, HERE, lambda _: None)
    assert caught.value.problem.code == "folder-missing"
    assert not folder.exists()
    away.rename(folder)
    runner.perform(CSR, plan, answers, HERE, lambda _: None)
    assert len(list(folder.glob("*.jks"))) == 2
