"""``sprawdz``: what files are."""

from __future__ import annotations

import argparse
import json
import sys

from assistant.cli.given import clock_of
from assistant.cli.krok_answers import passwords_from
from assistant.reports.check import examine_all
from assistant.reports.check_told import as_json, as_text
from assistant.screen.render import shown
from assistant.screen.statuses import DONE, PROBLEM


def check(arguments: argparse.Namespace) -> int:
    """Prints what each file is; status 1 where one is not what it should be."""
    now = clock_of(arguments)()
    facts = examine_all(arguments.files, passwords_from(arguments.haslo_plik), now)
    if arguments.json:
        print(json.dumps({"files": [as_json(each) for each in facts]}, ensure_ascii=False))
    for each in facts:
        if not arguments.json and each.problem is None:
            print(shown(as_text(each, now)))
        elif each.problem is not None:
            print(shown(as_text(each, now)), file=sys.stderr)
    return PROBLEM if any(each.problem for each in facts) else DONE
