"""Every fuzzed reader on honest inputs, on every case that was ever found, and on changed inputs for a bounded time.

The same harnesses run under atheris for as long as one likes: ``uv run --group fuzz python -m tests.trust fuzz``.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from fuzz.mutators import bytewise
from fuzz.reader import Reader, run
from fuzz.registry import READERS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.matrix import LONG

_FOUND = sorted((Path(__file__).parent / "found").glob("*/*"))


@pytest.fixture(autouse=True)
def _warsaw_and_no_real_home() -> Iterator[None]:
    before = dict(os.environ)
    os.environ["TZ"] = "Europe/Warsaw"  # a moment in the last hour of the year 9999 has no later one there
    time.tzset()
    yield
    os.environ.clear()
    os.environ.update(before)
    time.tzset()


@pytest.mark.parametrize("name", READERS)
def test_honest_inputs(name: str) -> None:
    for seed in READERS[name].seeds():
        run(READERS[name], seed)


@pytest.mark.parametrize("path", _FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_found_cases(path: Path) -> None:
    run(READERS[path.parent.name], path.read_bytes())


def test_every_found_case_belongs_to_a_reader() -> None:
    assert {path.parent.name for path in _FOUND} <= set(READERS)
    assert all(path.stat().st_size <= 8_192 for path in _FOUND)


@LONG
@pytest.mark.parametrize("name", READERS)
def test_changed_inputs(name: str) -> None:
    reader = READERS[name]
    _changed(reader)


def _changed(reader: Reader) -> None:
    seeds = reader.seeds()

    @settings(max_examples=reader.examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(number=st.integers(0, len(seeds) - 1), changes=st.integers(0, 2**32), blind=st.binary(max_size=64))
    def check(number: int, changes: int, blind: bytes) -> None:
        random = Random(changes)
        data = blind if changes % 16 == 0 else seeds[number]
        for _ in range(random.randint(1, 3)):
            how = reader.mutate if reader.mutate and random.random() < 0.7 else bytewise
            data = how(data, random)[: reader.longest]
        run(reader, reader.repair(data) if reader.repair and random.random() < 0.5 else data)

    check()
