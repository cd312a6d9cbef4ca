"""``stan``: what is done, and what is next."""

from __future__ import annotations

import argparse
import json
import sys

from assistant.cli.given import here_of, needed_folder
from assistant.reports.status import as_json, summary, urgent
from assistant.screen.render import shown
from assistant.screen.statuses import DONE, PROBLEM
from flows.survey import survey


def status(arguments: argparse.Namespace) -> int:
    """Prints the steps; status 1 where something cannot wait, which stderr tells."""
    here = here_of(arguments)
    seen, today = survey(needed_folder(arguments), here), here.now().date()
    print(json.dumps(as_json(seen, today), ensure_ascii=False) if arguments.json else shown(summary(seen, today)))
    alarms = urgent(seen, today)
    for alarm in alarms:
        print(f"Pilne: {alarm}", file=sys.stderr)
    return PROBLEM if alarms else DONE
