"""``uv run --group fuzz python -m tests.fuzz --seconds N [reader…]``: coverage-guided, one reader after another."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzz.campaign import main

sys.exit(main(sys.argv[1:]))
