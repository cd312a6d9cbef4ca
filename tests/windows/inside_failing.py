"""Fails on purpose, and passes: ``test_screen.py`` looks at what is left of it."""

import os
import time
from pathlib import Path


def test_that_fails() -> None:
    """After something has changed on the screen: a dot in its middle."""
    time.sleep(0.6)
    with Path(os.environ["SCREEN"]).open("r+b") as memory:
        memory.seek(2_000_000)
        memory.write(b"\x7f")
    time.sleep(0.6)
    raise AssertionError


def test_that_passes() -> None:
    """Leaves nothing."""
