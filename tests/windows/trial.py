"""Makes a trial setup under Wine: ``uv run python tests/windows/trial.py FOLDER``. It says „-proba” in every name.

The program is frozen by the rig's Windows Python, then packed as a release is. Never to be handed out.
"""

from __future__ import annotations

import sys
from pathlib import Path

import tools
from miniature import wrap
from rig import ROOT, fresh


def freeze(folder: Path, sources: Path) -> None:
    """The first half of the recipe, by the rig's Windows Python in the folder ``sources``."""
    windows = fresh(folder / "prefix")
    recipe = (f"Z:{sources}", "packaging/windows/build.py", "freeze", f"Z:{folder}", "--trial")
    epoch = tools.run("git", "-C", ROOT, "log", "-1", "--format=%ct").strip()  # there is no git in Wine
    there = "import subprocess, sys; sys.exit(subprocess.call([sys.executable, *sys.argv[2:]], cwd=sys.argv[1]))"
    status, output, errors = windows.python("-c", there, *recipe, SOURCE_DATE_EPOCH=epoch)
    windows.close()
    assert status == 0, output + errors


if __name__ == "__main__":
    place = Path(sys.argv[1]).absolute()
    place.mkdir(parents=True)
    freeze(place, ROOT)
    print(wrap(place))
