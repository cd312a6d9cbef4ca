"""Puts this folder on the path, and that of the conversations; a failure leaves a picture of the screen."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from screen import Screen

sys.path.append(str(Path(__file__).parents[1] / "assistant"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Before the fixtures take the windows away; inside Windows the screen and the folder come from outside."""
    report = yield
    screen = getattr(item, "funcargs", {}).get("screen")
    memory = screen.memory if screen is not None else Path(os.environ.get("SCREEN", os.devnull))
    if report.failed and memory.is_file():
        name = "".join(each if each.isalnum() else "-" for each in item.name)[:80]
        picture = Path(os.environ.get("PICTURES", tempfile.gettempdir())) / f"{report.when}-{name}.png"
        Screen("", memory).keep(picture)
        report.sections.append(("screen", f"the screen as it was: {picture}"))
    return report
