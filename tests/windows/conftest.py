"""Puts this folder on the path, for ``rig``, and that of the conversations, for their scenery."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "assistant"))
