"""``diagnoza``: whether this computer is sound."""

from __future__ import annotations

import argparse
import json

from assistant.cli.given import clock_of, folder_of
from assistant.reports.diagnosis import as_json, as_text, diagnose
from assistant.screen.render import shown
from assistant.screen.statuses import DONE, PROBLEM


def examine(arguments: argparse.Namespace) -> int:
    """Prints the checks; status 1 where one is bad."""
    now = clock_of(arguments)
    checks = diagnose(folder_of(arguments), now)
    print(json.dumps(as_json(checks), ensure_ascii=False) if arguments.json else shown(as_text(checks, now())))
    return PROBLEM if any(check.state == "bad" for check in checks) else DONE
