"""Answers of ``krok`` from flags and files: passwords from a file's first line, the form's data from a TOML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import bounded_toml
from flows.errors import FlowError, Problem
from flows.model import Ask, AskSecret, Flow
from flows.secret import Secret

if TYPE_CHECKING:
    import argparse

MAX_PASSWORD_FILE_BYTES = 4_096
MAX_FORM_BYTES = 65_536
FORM_FLAG = "--dane"


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """One field of the form: whether it can be sent as it is, and what to say about it."""

    ok: bool
    message: str | None


def read_password(path: Path) -> str:
    """The first line of the file, without its line end or a byte order mark. Raises FlowError."""
    from flows.operations.files import read_file  # start-up

    data = read_file(path, MAX_PASSWORD_FILE_BYTES)
    try:
        return data.decode("utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except UnicodeDecodeError:
        return data.split(b"\n", 1)[0].decode("cp1250", "replace").rstrip("\r")  # saved by an old Notepad


def passwords_from(path: Path | None) -> tuple[Secret, ...]:
    """The password file of ``sprawdz``, when one was given."""
    return (Secret(read_password(path)),) if path is not None else ()


def answers_from(flow: Flow, arguments: argparse.Namespace) -> dict[str, Any]:
    """The parsed answers and options that the flags give. Raises FlowError for the first bad one."""
    answers: dict[str, Any] = {}
    for item in flow.items:
        given = getattr(arguments, item.name, None)
        if given is None:
            continue
        if isinstance(item, Ask):
            answers[item.name] = item.parse(given)
        elif isinstance(item, AskSecret):
            answers[item.name] = item.parse(read_password(given))
    for option in flow.options:
        given = getattr(arguments, option.name, None)
        if given is not None:
            answers[option.name] = option.parse(given)
    return answers


def read_form(path: Path) -> dict[str, str]:
    """The TOML file of ``--dane``: names of answers to texts or numbers. Raises FlowError ``bad-form``."""
    from flows.operations.files import read_file

    try:
        loaded = bounded_toml.loads(read_file(path, MAX_FORM_BYTES).decode("utf-8-sig"))
    except ValueError as error:
        raise FlowError(
            Problem(
                "bad-form",
                f"Nie rozumiem pliku {path.name}: to nie jest poprawny TOML.",
                ("brakuje cudzysłowu albo znaku =",),
                'Proszę zapisać każdą daną w osobnym wierszu, na przykład: pwz = "12345678"',
            )
        ) from error
    return {name: str(value) for name, value in loaded.items() if isinstance(value, str | int)}


def check_form(flow: Flow, given: Mapping[str, str]) -> tuple[dict[str, FieldCheck], dict[str, Any]]:
    """Every field of the form checked by itself, and the answers of those that passed."""
    checks: dict[str, FieldCheck] = {}
    answers: dict[str, Any] = {}
    for item in flow.items:
        if not isinstance(item, Ask) or item.flag != FORM_FLAG:
            continue
        if item.name not in given:
            if not item.optional:
                checks[item.name] = FieldCheck(ok=False, message="Brakuje tej danej.")
            continue
        try:
            value = item.parse(given[item.name])
            if item.check is not None:
                item.check(value, answers)
        except FlowError as error:
            checks[item.name] = FieldCheck(ok=False, message=_sentence(error.problem))
            continue
        answers[item.name] = value
        checks[item.name] = FieldCheck(ok=True, message=getattr(value, "warning", None))
    return checks, answers


def _sentence(problem: Problem) -> str:
    return " ".join(
        part
        for part in (problem.what, *(f"{cause[:1].upper()}{cause[1:]}." for cause in problem.causes), problem.next)
        if part
    )
