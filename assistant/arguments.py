"""The command line: commands, flags and their Polish help."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from assistant.krok_answers import FORM_FLAG
from assistant.polish import fold

USAGE_STATUS = 2
_IN_POLISH = (
    (r"the following arguments are required: (?P<what>.+)", "brakuje: {what}"),
    (r"unrecognized arguments: (?P<what>.+)", "nieznane: {what}"),
    (r"argument (?P<name>.+): invalid choice: (?P<what>\S+).*", "{name}: nie ma {what}"),
    (r"argument (?P<name>.+): expected .+", "{name}: brakuje wartości"),
    (r"argument (?P<name>.+): (?:ignored explicit argument|not allowed with).*", "{name}: nie przyjmuje wartości"),
)
"""What argparse says of wrong usage (its messages are English only), and how we say it."""


class Parser(argparse.ArgumentParser):
    """argparse with its own words in Polish, and no abbreviated flags: a script must not change its meaning later."""

    def __init__(self, **settings: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **settings)  # type: ignore[arg-type]  # passed on as given
        self._optionals.title = "opcje"
        self._positionals.title = "argumenty"
        self.add_argument("-h", "--help", "--pomoc", action="help", help="ten opis")

    def format_help(self) -> str:
        """The description with its one English word replaced."""
        return super().format_help().replace("usage: ", "Użycie: ", 1)

    def error(self, message: str) -> NoReturn:
        """Wrong usage: status 2 with a hint."""
        matches = ((re.fullmatch(pattern, message, re.DOTALL), words) for pattern, words in _IN_POLISH)
        said = next((words.format(**match.groupdict()) for match, words in matches if match), message)
        self.exit(USAGE_STATUS, f"Nie rozumiem polecenia: {said}\nOpis: {self.prog} --help\n")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The command line as read; flags and commands may be typed with diacritics. Wrong usage: SystemExit 2."""
    parsed = build_parser(flows="krok" in argv).parse_args([_folded_flag(word) for word in argv])
    parsed.command = fold(parsed.command) if parsed.command else None
    return parsed


def _folded_flag(word: str) -> str:
    name, equals, value = word.partition("=")
    return f"{fold(name)}{equals}{value}" if word.startswith("--") and len(name) > len("--") else word


def build_parser(*, flows: bool) -> Parser:
    """The whole command line as interface.md gives it; the subcommands of ``krok`` only where ``flows`` are wanted.

    They cost 24 ms (measured): a question need not wait for the catalogue of flows.
    """
    parser = Parser(prog="asystent-p1", description="Asystent prowadzi aptekę przez odnowienie certyfikatów P1.")
    parser.set_defaults(folder=None, prosto=False)
    parser.add_argument("--version", action="store_true", help="numer wersji")
    _conversation_flags(parser)
    commands = parser.add_subparsers(dest="command", metavar="polecenie", parser_class=Parser)
    practice = commands.add_parser("cwiczenie", aliases=["ćwiczenie"], help="rozmowa na niby, w osobnym folderze")
    _conversation_flags(practice)
    ask = commands.add_parser("zapytaj", help="jedno pytanie, jedna odpowiedź")
    ask.add_argument("question", nargs="*", metavar="PYTANIE")
    ask.add_argument("--plik", type=Path, metavar="F", help="pytania z pliku, po jednym w wierszu („-”: z wejścia)")
    ask.add_argument("--json", action="store_true", help="odpowiedzi dla programów")
    step = commands.add_parser("krok", help="jeden krok odnowienia")
    if flows:
        _flow_commands(step)
    status = commands.add_parser("stan", help="co jest zrobione i co dalej")
    check = commands.add_parser("sprawdz", aliases=["sprawdź"], help="co to za pliki i do kiedy są ważne")
    check.add_argument("files", nargs="+", type=Path, metavar="PLIK")
    check.add_argument("--haslo-plik", type=Path, metavar="P", help="plik z hasłem w pierwszym wierszu")
    undo = commands.add_parser("cofnij", help="cofa ostatnią czynność")
    undo.add_argument("--tak", action="store_true", help="zgoda na cofnięcie")
    report = commands.add_parser("raport", help="podsumowanie bez haseł, do wysłania pomocy")
    report.add_argument("--html", type=Path, metavar="F", help="zapisuje raport jako stronę")
    for command in (status, undo, report):
        _folder_flag(command)
    _day_flag(status)
    for command in (status, check):
        command.add_argument("--json", action="store_true", help="wynik dla programów")
    return parser


def _folder_flag(parser: Parser) -> None:
    # Without SUPPRESS a command's own default would wipe out a --folder given before the command, and „cofnij” would
    # work in another folder than the one that was named.
    parser.add_argument("--folder", metavar="F", default=argparse.SUPPRESS, help="folder roboczy")


def _day_flag(parser: Parser) -> None:
    parser.add_argument("--dzis", metavar="DATA", help="dzisiejsza data zamiast zegara (RRRR-MM-DD)")


def _conversation_flags(parser: Parser) -> None:
    _folder_flag(parser)
    _plain_flag(parser)


def _plain_flag(parser: Parser) -> None:
    words = "zwykłe wiersze, bez kolorów i przerysowywania"
    parser.add_argument("--prosto", action="store_true", default=argparse.SUPPRESS, help=words)


def _flow_commands(parser: Parser) -> None:
    """One subcommand a flow; its flags come from the flow's own items and options."""
    from flows.catalogue import EVERY  # start-up
    from flows.model import Ask, AskSecret

    flows = parser.add_subparsers(dest="flow", metavar="NAZWA", required=True, parser_class=Parser)
    for flow in EVERY.values():
        command = flows.add_parser(flow.name, help=flow.title)
        if not any(isinstance(item, Ask) and item.name == "folder" for item in flow.items):
            _folder_flag(command)
        for item in flow.items:
            if isinstance(item, Ask) and item.flag == FORM_FLAG:
                continue
            if isinstance(item, Ask):
                default = argparse.SUPPRESS if item.name == "folder" else None  # as in _folder_flag
                command.add_argument(item.flag, dest=item.name, metavar="X", default=default, help=item.question)
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
        _plain_flag(command)
