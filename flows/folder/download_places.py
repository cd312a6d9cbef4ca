"""Where a browser may have put the certificates: found, so that nobody has to know it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from platformdirs import user_downloads_path

from flows.base import clouds
from flows.folder.browser_settings import named_folders

MAX_PLACES = 8
_NAMES = ("Downloads", "Pobrane")


def download_places() -> tuple[Path, ...]:
    """Folders that are there, the likeliest first.

    What browsers are set to, the system's folder, the usual names, OneDrive's, and where browsers saved something last.
    """
    found: dict[Path, None] = {}
    for folder in _likely():
        with suppress(OSError):
            if folder not in found and folder.is_dir():
                found[folder] = None
        if len(found) == MAX_PLACES:
            break
    return tuple(found)


def likeliest() -> Path:
    """The first of them; the system's folder when there is none at all."""
    return next(iter(download_places()), _system())


def proposed(_answers: object) -> str:
    """The likeliest folder, where a question of a step proposes it."""
    return str(likeliest())


def _likely() -> Iterator[Path]:
    named = named_folders()
    yield from named.downloads
    yield _system()
    synchronised = [Path(os.environ[name]) for name in clouds.VARIABLES if os.environ.get(name)]
    for root in (Path("~").expanduser(), *synchronised):
        yield from (root / name for name in _NAMES)
    yield from named.saved


def _system() -> Path:
    return user_downloads_path()
