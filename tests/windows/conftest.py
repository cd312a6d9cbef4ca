"""Puts this folder on the path; a failure leaves pictures of its whole run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from screen import Recording, Screen

RECORDING = pytest.StashKey[Recording]()


@pytest.fixture(autouse=True)
def recorded(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a test has a screen: inside Windows its memory is named by the environment."""
    memory = Path(os.environ.get("SCREEN", os.devnull))
    screen = request.getfixturevalue("screen") if "screen" in request.fixturenames else Screen("", memory)
    if not screen.memory.is_file():
        yield
        return
    with closing(Recording(screen)) as recording:
        request.node.stash[RECORDING] = recording
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Before the fixtures take the windows away; the folder may come from outside."""
    report = yield
    recording = item.stash.get(RECORDING, None)
    if report.failed and recording is not None:
        name = "".join(each if each.isalnum() else "-" for each in item.name)[:80]
        folder = Path(os.environ.get("PICTURES", tempfile.gettempdir())) / f"{report.when}-{name}"
        count = recording.keep(folder)
        report.sections.append(("screen", f"the screen as it was, {count} pictures: {folder}"))
    return report
