"""``raport``: a summary without secrets."""

from __future__ import annotations

import argparse

from assistant.cli.given import folder_of, here_of
from assistant.reports.report import as_html, report
from assistant.screen.render import shown
from assistant.screen.statuses import DONE
from flows.base.files import write_new


def summarise(arguments: argparse.Namespace) -> int:
    """Prints it, or writes it as a page."""
    text = report(folder_of(arguments), here_of(arguments))
    if arguments.html is None:
        print(shown(text))
        return DONE
    write_new(arguments.html.absolute(), as_html(text).encode())
    print(f"Zapisano raport: {arguments.html}")
    return DONE
