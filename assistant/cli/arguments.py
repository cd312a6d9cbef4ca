"""The command line: commands, flags and their Polish help."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from assistant.cli.krok_answers import FORM_FLAG
from flows.base.patterns import regex
from flows.base.polish import fold

USAGE_STATUS = 2
_ALIKE = 0.66
"""difflib's ratio: „sparwdz” is 0.86 like „sprawdz”, „p21” 0.67 like „p12”; „bzdura” is like nothing."""
_SUFFIX = regex(r"\.[A-Za-z0-9]{1,4}$")
SHELLS = ("bash", "zsh", "fish", "powershell")
_IN_POLISH = (
    (r"the following arguments are required: (?P<what>.+)", "brakuje: {what}"),
    (r"unrecognized arguments: (?P<typed>.+)", "nieznane: {typed}"),
    (r"argument (?P<name>.+): invalid choice: (?P<typed>'.*'|\".*\") \(choose.*", "{name}: nie ma {typed}"),
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
        """Wrong usage: status 2 with a hint, and with the word that was probably meant."""
        matches = ((re.fullmatch(pattern, message, re.DOTALL), words) for pattern, words in _IN_POLISH)
        match, words = next(((match, words) for match, words in matches if match), (None, message))
        said = words.format(**match.groupdict()) if match else message
        typed = match.groupdict().get("typed", "").strip("'\"").replace(r"\\", "\\") if match else ""
        meant = None
        if _is_like_a_path(typed):
            said = f"nie ma pliku {typed}"
        elif typed:
            meant = self._meant(typed.split()[0])
        hints = [f"Może chodziło o: {meant}\n"] if meant else []
        self.exit(USAGE_STATUS, "".join([f"Nie rozumiem polecenia: {said}\n", *hints, f"Opis: {self.prog} --help\n"]))

    def actions(self) -> Iterator[argparse.Action]:
        """Every argument of this command and of those below it."""
        for action in self._actions:
            yield action
            if action.nargs == argparse.PARSER and isinstance(action.choices, dict):
                for parser in action.choices.values():
                    yield from parser.actions()

    @property
    def commands(self) -> frozenset[str]:
        """The names of the commands."""
        return frozenset(
            name for action in self._actions if action.nargs == argparse.PARSER for name in action.choices or ()
        )

    def _meant(self, typed: str) -> str | None:
        """The command or flag that is spelled nearly like this; None when nothing is near."""
        from difflib import get_close_matches  # start-up

        known = [word for action in self.actions() for word in (*action.option_strings, *(action.choices or ()))]
        kind = [word for word in known if word.startswith("-") == typed.startswith("-")]
        return next(iter(get_close_matches(fold(typed), kind, n=1, cutoff=_ALIKE)), None)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The command line as read; flags and commands may be typed with diacritics. Wrong usage: SystemExit 2.

    Files alone, as Explorer gives them for a double click or a drop on the icon, are looked into; a folder alone is
    the working folder of the conversation.
    """
    words = [_folded_flag(word) for word in argv]
    if is_folder_alone(words):
        words = ["--folder", *words]
    parser = build_parser(flows="krok" in words)
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


def _is_like_a_path(word: str) -> bool:
    return not word.startswith("-") and ("/" in word or "\\" in word or bool(_SUFFIX.search(word)))


def _folded_flag(word: str) -> str:
    name, equals, value = word.partition("=")
    return f"{fold(name)}{equals}{value}" if word.startswith("--") and len(name) > len("--") else word


def build_parser(*, flows: bool, spellings: bool = True) -> Parser:
    """The whole command line as interface.md gives it; the subcommands of ``krok`` only where ``flows`` are wanted.

    They cost 24 ms (measured): a question need not wait for the catalogue of flows. Without ``spellings`` commands
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
        _flow_commands(step)
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
        _folder_flag(command)
    for command in (status, check):
        _day_flag(command)
    for command in (status, check, health):
        command.add_argument("--json", action="store_true", help="wynik dla programów")
    return parser


def _folder_flag(parser: Parser) -> None:
    # Without SUPPRESS a command's own default would wipe out a --folder given before the command, and „cofnij” would
    # work in another folder than the one that was named.
    parser.add_argument("--folder", metavar="F", default=argparse.SUPPRESS, help="folder roboczy")


def _day_flag(parser: Parser) -> None:
    words = "dzisiejsza data zamiast zegara (RRRR-MM-DD)"
    parser.add_argument("--dzis", metavar="DATA", default=argparse.SUPPRESS, help=words)


def _conversation_flags(parser: Parser) -> None:
    _folder_flag(parser)
    _plain_flag(parser)
    _day_flag(parser)


def _plain_flag(parser: Parser) -> None:
    words = "zwykłe wiersze, bez kolorów i przerysowywania"
    parser.add_argument("--prosto", action="store_true", default=argparse.SUPPRESS, help=words)


def _flow_commands(parser: Parser) -> None:
    """One subcommand a flow; its flags come from the flow's own items and options."""
    from flows.catalogue import EVERY  # start-up
    from flows.engine.model import Ask, AskSecret

    flows = parser.add_subparsers(dest="flow", metavar="NAZWA", required=True, parser_class=Parser)
    for flow in EVERY.values():
        command = flows.add_parser(flow.name, help=flow.title)
        if not any(isinstance(item, Ask) and item.name == "folder" for item in flow.items):
            _folder_flag(command)
        for item in flow.items:
            if isinstance(item, Ask) and item.in_form:
                continue
            if isinstance(item, Ask):
                default = argparse.SUPPRESS if item.name == "folder" else None  # as in _folder_flag
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
        _day_flag(command)
        command.add_argument("--plan", action="store_true", help="tylko pokazuje, co by zrobił")
        command.add_argument("--tak", action="store_true", help="zgoda na wykonanie planu")
        command.add_argument("--json", action="store_true", help="wynik dla programów")
        _plain_flag(command)
