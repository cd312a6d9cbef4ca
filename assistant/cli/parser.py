"""argparse in Polish, and the flags that several commands take."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from typing import NoReturn

from flows.base.door import later
from flows.base.patterns import regex
from flows.base.polish import fold

USAGE_STATUS = 2
_ALIKE_WORDS: Callable[..., list[str]] = later("difflib:get_close_matches")
_ALIKE = 0.66
"""difflib's ratio: „sparwdz” is 0.86 like „sprawdz”, „p21” 0.67 like „p12”; „bzdura” is like nothing."""
_SUFFIX = regex(r"\.[A-Za-z0-9]{1,4}$")
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
        known = [word for action in self.actions() for word in (*action.option_strings, *(action.choices or ()))]
        kind = [word for word in known if word.startswith("-") == typed.startswith("-")]
        return next(iter(_ALIKE_WORDS(fold(typed), kind, n=1, cutoff=_ALIKE)), None)


def folder_flag(parser: Parser) -> None:
    """``--folder``."""
    # Without SUPPRESS a command's own default would wipe out a --folder given before the command, and „cofnij” would
    # work in another folder than the one that was named.
    parser.add_argument("--folder", metavar="F", default=argparse.SUPPRESS, help="folder roboczy")


def day_flag(parser: Parser) -> None:
    """``--dzis``."""
    words = "dzisiejsza data zamiast zegara (RRRR-MM-DD)"
    parser.add_argument("--dzis", metavar="DATA", default=argparse.SUPPRESS, help=words)


def plain_flag(parser: Parser) -> None:
    """``--prosto``."""
    words = "zwykłe wiersze, bez kolorów i przerysowywania"
    parser.add_argument("--prosto", action="store_true", default=argparse.SUPPRESS, help=words)


def _is_like_a_path(word: str) -> bool:
    return not word.startswith("-") and ("/" in word or "\\" in word or bool(_SUFFIX.search(word)))
