"""Where the browsers of this account put what they download, read from their own settings.

Chrome, Edge, Brave and Chromium keep it in ``Preferences`` (JSON) as ``download.default_directory``, and the folder of
the last „Zapisz jako” as ``savefile.default_directory`` (Chromium, ``chrome/common/pref_names.h``). Firefox keeps
``browser.download.dir`` in ``prefs.js``, which counts where ``browser.download.folderList`` is 2 (Mozilla,
``DownloadIntegration.sys.mjs``). Nothing else is read, and nothing is kept.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flows.base.errors import FlowError
from flows.base.files import read_file
from flows.base.patterns import regex

MAX_BYTES = 4_194_304
"""A profile's settings take a few hundred kB, with many extensions 1–2 MB."""
MAX_PROFILES = 6
"""Of one browser; those used last."""
_CHROMIUM_WINDOWS = (
    "Google/Chrome/User Data",
    "Microsoft/Edge/User Data",
    "BraveSoftware/Brave-Browser/User Data",
    "Chromium/User Data",
)
_CHROMIUM_LINUX = ("google-chrome", "microsoft-edge", "BraveSoftware/Brave-Browser", "chromium")
_FIREFOX_LINUX = (".mozilla/firefox", "snap/firefox/common/.mozilla/firefox")
_CHROMIUM, _FIREFOX = "*/Preferences", "*/prefs.js"
_PREFERENCE = regex(
    r'^user_pref\("(?P<name>browser\.download\.(?:dir|folderList))", (?P<value>.+)\);\r?$', re.MULTILINE
)
_OWN_FOLDER = 2  # of folderList: neither the desktop nor the system's folder


@dataclass(frozen=True, slots=True)
class Named:
    """Folders that settings name: those set for ``downloads``, and where something was ``saved`` last."""

    downloads: tuple[Path, ...] = ()
    saved: tuple[Path, ...] = ()


def named_folders() -> Named:
    """Those of all browsers, the one used last first; they need not exist."""
    read = [_folders_of(path) for path in sorted(_settings(), key=_changed, reverse=True)]
    return Named(
        tuple(folder for each in read for folder in each.downloads),
        tuple(folder for each in read for folder in each.saved),
    )


def chromium_folders(data: bytes) -> Named:
    """What a ``Preferences`` file names; nothing when it is no such file."""
    try:
        kept = json.loads(data)
    except (ValueError, RecursionError):
        return Named()
    sections = [kept.get(section) if isinstance(kept, dict) else None for section in ("download", "savefile")]
    names = [part.get("default_directory") if isinstance(part, dict) else None for part in sections]
    return Named(*(_folder(name) for name in names))


def firefox_folders(data: bytes) -> Named:
    """What ``prefs.js`` names; nothing when Firefox uses the system's folder."""
    kept: dict[str, object] = {}
    for match in _PREFERENCE.finditer(data.decode("utf-8", "replace")):
        with suppress(ValueError, RecursionError):  # its strings are written as JSON writes them
            kept[match["name"]] = json.loads(match["value"])
    own = kept.get("browser.download.folderList") == _OWN_FOLDER
    return Named(_folder(kept.get("browser.download.dir")) if own else ())


def _folder(name: object) -> tuple[Path, ...]:
    """A whole path of this computer, or nothing; a look at a server that is off would take half a minute."""
    if not isinstance(name, str) or not name.isprintable() or name.startswith(("\\\\", "//")):
        return ()
    path = Path(name)
    return (path,) if path.is_absolute() else ()


def _folders_of(path: Path) -> Named:
    try:
        data = read_file(path, MAX_BYTES)
    except FlowError:
        return Named()
    return firefox_folders(data) if path.name == "prefs.js" else chromium_folders(data)


def _settings() -> Iterator[Path]:
    """The settings of the profiles of each browser that were used last."""
    for root, pattern in _roots():
        with suppress(OSError):  # a profile that may not be listed
            yield from sorted(root.glob(pattern), key=_changed, reverse=True)[:MAX_PROFILES]


def _roots() -> Iterator[tuple[Path, str]]:
    home = Path("~").expanduser()
    if os.name == "nt":
        local, roaming = (Path(os.environ.get(name) or home) for name in ("LOCALAPPDATA", "APPDATA"))
        yield from ((local / each, _CHROMIUM) for each in _CHROMIUM_WINDOWS)
        yield roaming / "Mozilla/Firefox/Profiles", _FIREFOX
        return
    configuration = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    yield from ((configuration / each, _CHROMIUM) for each in _CHROMIUM_LINUX)
    yield home / "snap/chromium/common/chromium", _CHROMIUM
    yield from ((home / each, _FIREFOX) for each in _FIREFOX_LINUX)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # gone between two looks
        return 0
