"""The whole proof by one command, and the page ``docs/trust.md`` from its results.

uv run --group fuzz --group mutate python -m tests.trust                  # all of it: hours of two cores
uv run python -m tests.trust crash --flows p12 --kinds kill ENOSPC        # a part: crash, fuzz or mutate,
uv run --group fuzz python -m tests.trust fuzz --seconds 600 letter       # with what that part understands
uv run python -m tests.trust page                                         # the page from the results as they are
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzz import campaign
from trust import crashes, mutate, report

_PARTS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "crash": crashes.main,
    "fuzz": campaign.main,
    "mutate": mutate.main,
    "page": lambda _: 0,
}


def main(arguments: Sequence[str]) -> int:
    """Exit status 1 when any part found something wrong."""
    name, *rest = arguments or ("",)
    if name and name not in _PARTS:
        print(__doc__, file=sys.stderr)
        return 2
    statuses = [part(rest) for part in ([_PARTS[name]] if name else _PARTS.values())]
    report.write()
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
