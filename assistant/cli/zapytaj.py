"""``zapytaj``: where its questions come from."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from assistant.cli.ask import answer_questions
from assistant.screen.intake import read_line
from flows.base.errors import FlowError, Problem, UnansweredError
from flows.base.system_words import in_polish


def ask(arguments: argparse.Namespace) -> int:
    """Answers the question of the command line, or those of a file. Raises FlowError where there is none."""
    if arguments.plik is None and not arguments.question:
        raise UnansweredError(
            Problem(
                "answer-missing",
                "Brakuje pytania.",
                (),
                'Proszę podać je tak: asystent-p1 zapytaj "ile to trwa?" albo w pliku: --plik.',
                page="assistant-help",
            )
        )
    if arguments.plik is None:
        return answer_questions([" ".join(arguments.question)], as_json=arguments.json, out=sys.stdout)
    if str(arguments.plik) == "-":
        return answer_questions(_lines(sys.stdin), as_json=arguments.json, out=sys.stdout)
    return answer_questions(_lines_of(arguments.plik), as_json=arguments.json, out=sys.stdout)


def _lines(source: TextIO) -> Iterator[str]:
    while line := read_line(source):
        yield line.rstrip("\r\n")


def _lines_of(path: Path) -> Iterator[str]:
    """A file, or what another program writes (``<(…)``); no device, which would never end. Raises FlowError."""
    try:
        if not path.is_char_device():
            with path.open(encoding="utf-8-sig", errors="replace") as source:
                yield from _lines(source)
            return
    except OSError as error:
        raise _unreadable(path, in_polish(error)) from error
    raise _unreadable(path, "to nie jest plik")


def _unreadable(path: Path, why: str) -> FlowError:
    return FlowError(
        Problem(
            "file-unreadable",
            f"Nie mogę odczytać pliku {path} ({why}).",
            ("w nazwie jest literówka",),
            "Proszę sprawdzić nazwę pliku i spróbować ponownie.",
            page="where-to-save",
        )
    )
