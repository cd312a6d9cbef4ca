"""The system's window for a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def show_folder(folder: Path) -> bool:
    """Opens the folder in the file manager; False where there is none, no screen, or no such folder."""
    if not folder.is_dir():
        return False
    try:
        if sys.platform == "win32":
            os.startfile(folder)  # noqa: S606
        else:
            mac = sys.platform == "darwin"
            opener = shutil.which("open" if mac else "xdg-open")
            if opener is None or not (mac or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
                return False
            no = subprocess.DEVNULL
            subprocess.Popen([opener, str(folder)], stdin=no, stdout=no, stderr=no, start_new_session=True)  # noqa: S603
    except OSError:
        return False
    return True
