"""What a user or a helpdesk may set: one TOML file, absent by default."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.base.door import later
from flows.base.user_files import in_settings

DEFAULT_CONTACT = "opiekuna programu aptecznego (np. pomoc Sertum); w sprawach ZSMOPL: zsmopl@cez.gov.pl, tel. 19 239."
MAX_BYTES = 65_536
_LOADS: Callable[[str], dict[str, Any]] = later("flows.base.bounded_toml:loads")


def settings_file() -> Path:
    """Where the settings are read from."""
    return in_settings("ustawienia.toml")


def contact() -> str:
    """``pomoc`` of the settings: whom the assistant names when it cannot help. A broken file means the default."""
    path = settings_file()
    try:
        if path.stat().st_size > MAX_BYTES:
            return DEFAULT_CONTACT
        value = _LOADS(path.read_text(encoding="utf-8")).get("pomoc")
    except (OSError, ValueError):
        return DEFAULT_CONTACT
    return value if isinstance(value, str) and value.strip() else DEFAULT_CONTACT
