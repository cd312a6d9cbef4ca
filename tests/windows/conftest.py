"""Puts this folder on the path, for ``rig``; keeps a picture of the screen when a test of windows fails."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from screen import Screen


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None]:  # before the fixtures take the windows away
    report = yield
    screen = getattr(item, "funcargs", {}).get("screen")
    memory = os.environ.get("SCREEN") if screen is None else screen.memory
    if report.failed and memory and Path(memory).exists():
        folder = Path(os.environ.get("PICTURES", tempfile.gettempdir()))
        picture = folder / f"{report.when}-{''.join(c if c.isalnum() else '-' for c in item.name)[:80]}.png"
        Screen("", Path(memory)).keep(picture)
        report.sections.append(("screen", f"the screen as it was: {picture}"))
    return report
