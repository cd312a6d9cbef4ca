"""Where the program keeps files of its own for one user: settings, what it remembers, its log."""

from __future__ import annotations

from pathlib import Path

_PROGRAM = "asystent-p1"


def in_settings(name: str) -> Path:
    """That file among the settings; it need not exist."""
    from platformdirs import user_config_path  # start-up

    return Path(user_config_path(_PROGRAM, appauthor=False)) / name


def in_state(name: str) -> Path:
    """That file among what is remembered; it need not exist."""
    from platformdirs import user_state_path  # start-up

    return Path(user_state_path(_PROGRAM, appauthor=False)) / name


def in_logs(name: str) -> Path:
    """That file among the logs; it need not exist."""
    from platformdirs import user_log_path  # start-up

    return Path(user_log_path(_PROGRAM, appauthor=False)) / name
