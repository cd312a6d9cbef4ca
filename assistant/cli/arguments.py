"""The command line: commands, flags and their Polish help."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from pathlib import Path

from assistant.cli.parser import Parser, day_flag, folder_flag, plain_flag
from flows.base.door import later
from flows.base.polish import fold

_FLOW_COMMANDS: Callable[[Parser, str], None] = later("assistant.cli.flow_flags:flow_commands")
SHELLS = ("bash", "zsh", "fish", "powershell")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The command line as read; flags and commands may be typed with diacritics. Wrong usage: SystemExit 2.

    Files alone, as Explorer gives them for a double click or a drop on the icon, are looked into; a folder alone is
    the working folder of the conversation.
    """
    words = [_folded_flag(word) for word in argv]
    if is_folder_alone(words):
        words = ["--folder", *words]
    parser = build_parser(flows="krok" in words, flow=_after("krok", words))
    opened = opens_files(words, parser.commands)
    if opened:
        words = ["sprawdz", *words]
    parsed = parser.parse_args(words)
    parsed.opened = opened
    parsed.command = fold(parsed.command) if parsed.command else None
    return parsed


def opens_files(words: Sequence[str], commands: Collection[str] = ()) -> bool:
    """Whether the command line begins with a file, as Explorer gives those that are opened or dropped on the icon."""
    return bool(words) and words[0] not in commands and _is(Path.is_file, words[0])


def is_folder_alone(words: Sequence[str]) -> bool:
    """Whether the command line is a folder and nothing else, as Explorer gives one dropped on the icon."""
    return len(words) == 1 and Path(words[0]).is_absolute() and _is(Path.is_dir, words[0])


def _is(what: Callable[[Path], bool], name: str) -> bool:
    try:
        return what(Path(name))
    except (OSError, ValueError):  # no name at all: then it is no file either
        return False


def _after(command: str, words: Sequence[str]) -> str:
    """The word behind the command; "" where there is none."""
    return next((word for before, word in pairwise(words) if before == command), "")


def _folded_flag(word: str) -> str:
    name, equals, value = word.partition("=")
    return f"{fold(name)}{equals}{value}" if word.startswith("--") and len(name) > len("--") else word


def build_parser(*, flows: bool, flow: str = "", spellings: bool = True) -> Parser:
    """The whole command line as interface.md gives it; the subcommands of ``krok`` only where ``flows`` are wanted.

    They cost 24 ms (measured): a question need not wait for the catalogue of flows, and where ``flow`` names one, it
    alone is opened. Without ``spellings`` commands
    have their plain names only: a shell's completion scripts make variables of them.
    """

    def also(spelling: str) -> list[str]:
        return [spelling] if spellings else []

    parser = Parser(prog="asystent-p1", description="Asystent prowadzi aptekę przez odnowienie certyfikatów P1.")
    parser.set_defaults(folder=None, prosto=False)
    parser.add_argument("--version", action="store_true", help="numer wersji")
    _conversation_flags(parser)
    commands = parser.add_subparsers(dest="command", metavar="polecenie", parser_class=Parser)
    practice = commands.add_parser("cwiczenie", aliases=also("ćwiczenie"), help="rozmowa na niby, w osobnym folderze")
    _conversation_flags(practice)
    ask = commands.add_parser("zapytaj", help="jedno pytanie, jedna odpowiedź")
    ask.add_argument("question", nargs="*", metavar="PYTANIE")
    ask.add_argument("--plik", type=Path, metavar="F", help="pytania z pliku, po jednym w wierszu („-”: z wejścia)")
    ask.add_argument("--json", action="store_true", help="odpowiedzi dla programów")
    step = commands.add_parser("krok", help="jeden krok odnowienia")
    if flows:
        _FLOW_COMMANDS(step, flow)
    status = commands.add_parser("stan", help="co jest zrobione i co dalej")
    check = commands.add_parser("sprawdz", aliases=also("sprawdź"), help="co to za pliki i do kiedy są ważne")
    check.add_argument("files", nargs="+", type=Path, metavar="PLIK")
    check.add_argument("--haslo-plik", type=Path, metavar="P", help="plik z hasłem w pierwszym wierszu")
    undo = commands.add_parser("cofnij", help="cofa ostatnią czynność")
    undo.add_argument("--tak", action="store_true", help="zgoda na cofnięcie")
    undo.add_argument("--klucze", action="store_true", help="razem z --tak: także klucze wysłanego wniosku")
    redo = commands.add_parser("przywroc", aliases=also("przywróć"), help="przenosi z powrotem, co odłożyło „cofnij”")
    redo.add_argument("--tak", action="store_true", help="zgoda na przywrócenie")
    report = commands.add_parser("raport", help="podsumowanie bez haseł, do wysłania pomocy")
    report.add_argument("--html", type=Path, metavar="F", help="zapisuje raport jako stronę")
    health = commands.add_parser("diagnoza", help="czy ten komputer jest w porządku: zegar, foldery, biblioteki…")
    completion = commands.add_parser(
        "uzupelnianie", aliases=also("uzupełnianie"), help="skrypt, z którym powłoka podpowiada polecenia po Tab"
    )
    completion.add_argument("shell", choices=SHELLS, metavar="POWŁOKA", help=", ".join(SHELLS))
    for command in (status, undo, redo, report, health):
        folder_flag(command)
    for command in (status, check):
        day_flag(command)
    for command in (status, check, health):
        command.add_argument("--json", action="store_true", help="wynik dla programów")
    return parser


def _conversation_flags(parser: Parser) -> None:
    folder_flag(parser)
    plain_flag(parser)
    day_flag(parser)
