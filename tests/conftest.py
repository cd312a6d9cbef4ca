"""Shared by all tests. This file also puts its folder on the path: ``tools`` and ``support`` are found by it."""

from __future__ import annotations

import os
import signal
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from support import matrix

HERE = Path(__file__).parent
QUICK = ("assistant", "desktop", "flows", "kb", "letters", "operations", "test_layers.py")
"""Folders and files whose tests are marked ``quick``…"""
NOT_QUICK = (
    "assistant/test_random_lines.py",
    "assistant/test_terminal.py",
    "assistant/test_typed_too_early.py",
    "desktop/test_awkward_raportnet.py",
    "desktop/test_replace_raportnet.py",
    "flows/test_build_pkcs12.py",
    "flows/test_generate_requests.py",
    "kb/test_build.py",
    "letters/test_hostile.py",
    "operations/test_hostile_bytes.py",
    "operations/test_keystore_interop.py",
    "operations/test_pkcs12_interop.py",
    "operations/test_requests.py",
)
"""…but these: each takes seconds."""
TOGETHER = (
    "cli/test_wheel.py",
    "trust/test_secrets.py",
    "windows/test_health.py",
    "windows/test_raportnet.py",
    "windows/test_setup.py",
)
"""Files that one worker runs as a whole: their tests share what takes long to make."""
FIRST = {"trust", "windows"}
"""Their tests are the longest ones: begun last, they would be waited for by everybody."""

# A shell's background job ignores Ctrl-C, and so would every program that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Tests start the program some thousand times: each start would compile all of it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

A_FEW = {"not long", "quick"}
"""What -m says where long matrices are left out: there Hypothesis tries a quarter of its examples."""


def pytest_configure(config: pytest.Config) -> None:
    """Before any test is read: their decorators ask how much of everything there is to be."""
    matrix.whole = config.option.markexpr not in A_FEW
    with suppress(ImportError):  # the Windows Python of tests/windows has no Hypothesis
        from hypothesis import HealthCheck, settings

        # A busy machine is no fault of ours: how long an example takes says nothing.
        quiet = [HealthCheck.too_slow]
        settings.register_profile("ours", deadline=None, suppress_health_check=quiet, max_examples=matrix.examples(100))
        settings.load_profile("ours")


@pytest.hookimpl(optionalhook=True)  # the Windows Python has no xdist either
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a test at a terminal, or under Wine, mostly waits."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With ``-n``, tests go one by one to whoever is free, but for those files.

    The ``loadgroup`` of xdist 3.8 does not group them under pytest 9.2 (pytest-xdist #1386).
    """
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return file if file.removeprefix("tests/") in TOGETHER else nodeid

    return Scheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.relative_to(HERE).parts[0] not in FIRST)
    for item in items:
        place = item.path.relative_to(HERE)
        if place.parts[0] in QUICK and place.as_posix() not in NOT_QUICK and not item.get_closest_marker("long"):
            item.add_marker(pytest.mark.quick)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line for each reason why something was skipped, not for each test."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"SKIPPED [{count}] {reason}")
