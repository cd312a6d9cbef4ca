"""The command line: commands, flags and their Polish help."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from assistant.krok_answers import FORM_FLAG
from flows.catalogue import FLOWS
from flows.model import Ask, AskSecret

USAGE_STATUS = 2
_TITLES = {
    "usage: ": "Użycie: ",
    "options": "opcje",
    "positional arguments": "argumenty",
    "show this help message and exit": "ten opis",
}


class Parser(argparse.ArgumentParser):
    """argparse with its own words in Polish, and no abbreviated flags: a script must not change its meaning later."""

    def __init__(self, **settings: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **settings)  # type: ignore[arg-type]  # passed on as given
        self._optionals.title = "opcje"
        self._positionals.title = "argumenty"
        self.add_argument("-h", "--help", "--pomoc", action="help", help="ten opis")

    def error(self, message: str) -> NoReturn:
        """Wrong usage: status 2 with a hint."""
        self.exit(USAGE_STATUS, f"Nie rozumiem polecenia: {message}\nOpis: {self.prog} --help\n")


def build_parser() -> Parser:
    """The whole command line as interface.md gives it."""
    parser = Parser(prog="asystent-p1", description="Asystent prowadzi aptekę przez odnowienie certyfikatów P1.")
    parser.add_argument("--version", action="store_true", help="numer wersji")
    _conversation_flags(parser)
    commands = parser.add_subparsers(dest="command", metavar="polecenie", parser_class=Parser)
    _conversation_flags(commands.add_parser("cwiczenie", help="ta sama rozmowa na niby, w osobnym folderze"))
    ask = commands.add_parser("zapytaj", help="jedno pytanie, jedna odpowiedź")
    ask.add_argument("question", nargs="*", metavar="PYTANIE")
    ask.add_argument("--plik", type=Path, metavar="F", help="pytania z pliku, po jednym w wierszu („-”: z wejścia)")
    ask.add_argument("--json", action="store_true", help="odpowiedzi dla programów")
    _flow_commands(commands.add_parser("krok", help="jeden krok odnowienia"))
    status = commands.add_parser("stan", help="co jest zrobione i co dalej")
    check = commands.add_parser("sprawdz", help="co to za pliki i do kiedy są ważne")
    check.add_argument("files", nargs="+", type=Path, metavar="PLIK")
    check.add_argument("--haslo-plik", type=Path, metavar="P", help="plik z hasłem w pierwszym wierszu")
    undo = commands.add_parser("cofnij", help="cofa ostatnią czynność")
    report = commands.add_parser("raport", help="podsumowanie bez haseł, do wysłania pomocy")
    report.add_argument("--html", type=Path, metavar="F", help="zapisuje raport jako stronę")
    for command in (status, undo, report):
        _folder_flag(command)
    _day_flag(status)
    for command in (status, check):
        command.add_argument("--json", action="store_true", help="wynik dla programów")
    return parser


def _folder_flag(parser: Parser) -> None:
    parser.add_argument("--folder", metavar="F", help="folder roboczy")


def _day_flag(parser: Parser) -> None:
    parser.add_argument("--dzis", metavar="DATA", help="dzisiejsza data zamiast zegara (RRRR-MM-DD)")


def _conversation_flags(parser: Parser) -> None:
    _folder_flag(parser)
    parser.add_argument("--prosto", action="store_true", help="zwykłe wiersze, bez kolorów i przerysowywania")


def _flow_commands(parser: Parser) -> None:
    """One subcommand a flow; its flags come from the flow's own items and options."""
    flows = parser.add_subparsers(dest="flow", metavar="NAZWA", required=True, parser_class=Parser)
    for flow in FLOWS.values():
        command = flows.add_parser(flow.name, help=flow.title)
        if not any(isinstance(item, Ask) and item.name == "folder" for item in flow.items):
            _folder_flag(command)
        for item in flow.items:
            if isinstance(item, Ask) and item.flag == FORM_FLAG:
                continue
            if isinstance(item, Ask):
                command.add_argument(item.flag, dest=item.name, metavar="X", help=item.question)
            elif isinstance(item, AskSecret):
                command.add_argument(item.flag, dest=item.name, type=Path, metavar="P", help=item.question)
        if any(isinstance(item, Ask) and item.flag == FORM_FLAG for item in flow.items):
            command.add_argument(FORM_FLAG, dest="dane", type=Path, metavar="F", help="plik TOML z danymi do wniosku")
        if not any(isinstance(item, AskSecret) for item in flow.items):
            command.add_argument("--haslo-plik", dest="haslo", type=Path, metavar="P", help="plik z hasłem")
        for option in flow.options:
            if isinstance(option.default, bool):
                command.add_argument(option.flag, dest=option.name, action="store_true", help=option.help)
            else:
                command.add_argument(option.flag, dest=option.name, metavar="X", help=option.help)
        _day_flag(command)
        command.add_argument("--plan", action="store_true", help="tylko pokazuje, co by zrobił")
        command.add_argument("--tak", action="store_true", help="zgoda na wykonanie planu")
        command.add_argument("--json", action="store_true", help="wynik dla programów")
        command.add_argument("--prosto", action="store_true", help="zwykłe wiersze")
