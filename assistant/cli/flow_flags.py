"""The subcommands of ``krok``: what a flow asks for and its options, as flags."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.cli.krok_answers import FORM_FLAG
from assistant.cli.parser import Parser, day_flag, folder_flag, plain_flag
from flows.catalogue import EVERY
from flows.engine.model import Ask, AskSecret


def flow_commands(parser: Parser, only: str = "") -> None:
    """One subcommand a flow, or that ``only``; its flags come from the flow's own items and options."""
    flows = parser.add_subparsers(dest="flow", metavar="NAZWA", required=True, parser_class=Parser)
    for flow in (EVERY[only],) if only in EVERY else EVERY.values():
        command = flows.add_parser(flow.name, help=flow.title)
        if not any(isinstance(item, Ask) and item.name == "folder" for item in flow.items):
            folder_flag(command)
        for item in flow.items:
            if isinstance(item, Ask) and item.in_form:
                continue
            if isinstance(item, Ask):
                default = argparse.SUPPRESS if item.name == "folder" else None  # as in folder_flag
                command.add_argument(item.flag, dest=item.name, metavar="X", default=default, help=item.question)
            elif isinstance(item, AskSecret):
                command.add_argument(item.flag, dest=item.name, type=Path, metavar="P", help=item.question)
        if any(isinstance(item, Ask) and item.in_form for item in flow.items):
            command.add_argument(FORM_FLAG, dest="dane", type=Path, metavar="F", help="plik TOML z danymi do wniosku")
        if not any(isinstance(item, AskSecret) for item in flow.items):
            command.add_argument("--haslo-plik", dest="haslo", type=Path, metavar="P", help="plik z hasłem")
        for option in flow.options:
            if isinstance(option.default, bool):
                command.add_argument(option.flag, dest=option.name, action="store_true", help=option.help)
            else:
                command.add_argument(option.flag, dest=option.name, metavar="X", help=option.help)
        day_flag(command)
        command.add_argument("--plan", action="store_true", help="tylko pokazuje, co by zrobił")
        command.add_argument("--tak", action="store_true", help="zgoda na wykonanie planu")
        command.add_argument("--json", action="store_true", help="wynik dla programów")
        plain_flag(command)
