"""Where the program keeps files of its own for one user: settings, what it remembers, its log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from platformdirs import user_config_path, user_log_path, user_state_path

from flows.base.door import later

_PROGRAM = "asystent-p1"
keep: Callable[[Path, bytes], None] = later("flows.base.files:keep_private")
"""Writes one of them; most starts write none."""


def in_settings(name: str) -> Path:
    """That file among the settings; it need not exist."""
    return Path(user_config_path(_PROGRAM, appauthor=False)) / name


def in_state(name: str) -> Path:
    """That file among what is remembered; it need not exist."""
    return Path(user_state_path(_PROGRAM, appauthor=False)) / name


def in_logs(name: str) -> Path:
    """That file among the logs; it need not exist."""
    return Path(user_log_path(_PROGRAM, appauthor=False)) / name
