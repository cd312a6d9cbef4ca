"""Shared by all tests. This file also puts its folder on the path: ``tools`` and ``support`` are found by it."""

from __future__ import annotations

import os
import signal
from collections import Counter
from contextlib import suppress

import pytest

# A shell's background job ignores Ctrl-C, and so would every program that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Tests start the program some thousand times: each start would compile all of it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

with suppress(ImportError):  # the Windows Python of tests/windows has no Hypothesis
    from hypothesis import HealthCheck, settings

    # A busy machine is no fault of ours: how long an example takes says nothing.
    settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("ours")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """With ``-n``, tests of one ``xdist_group`` stay together: they share what takes long to make."""
    if config.getoption("numprocesses", None) and config.option.dist == "no":
        config.option.dist = "loadgroup"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line for each reason why something was skipped, not for each test."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"SKIPPED [{count}] {reason}")
