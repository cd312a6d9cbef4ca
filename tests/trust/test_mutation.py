"""The report of mutation testing: complete, good enough, and nothing in it left unexplained."""

import json

import pytest
from trust import mutate

GOAL = 0.85


@pytest.fixture(scope="module")
def report() -> dict[str, dict[str, object]]:
    loaded: dict[str, dict[str, object]] = json.loads(mutate.REPORT.read_text("utf-8"))
    return loaded


def test_every_module_of_the_core_is_in_it(report: dict[str, dict[str, object]]) -> None:
    engine = {f"flows/engine/{each.name}" for each in (mutate.ROOT / "flows/engine").glob("[!_]*.py")}
    assert engine - mutate.MODULES.keys() == mutate.LEFT_OUT
    assert list(report) == list(mutate.MODULES)
    for path, tests in mutate.MODULES.items():
        assert (mutate.ROOT / path).is_file()
        assert all((mutate.ROOT / each).is_file() for each in tests)


def test_few_survive_and_all_together_few(report: dict[str, dict[str, object]]) -> None:
    for path, found in report.items():
        assert found["mutants"] == found["killed"] + found["survived"], path  # type: ignore[operator]
        assert found["score"] >= GOAL, path  # type: ignore[operator]


def test_every_survivor_is_explained(report: dict[str, dict[str, object]]) -> None:
    for path, found in report.items():
        for each in found["survivors"]:  # type: ignore[attr-defined]
            assert each["why"], f"{path}: {each['change']}"
