"""Answers of ``krok`` from flags and files: passwords from a file's first line, the form's data from a TOML file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.screen.render import shown
from flows.base import bounded_toml
from flows.base.errors import FlowError, Problem, TooLargeError
from flows.base.files import read_file
from flows.base.secret import Secret
from flows.crypto.armour import as_text
from flows.engine.model import Ask, AskSecret, Flow

if TYPE_CHECKING:
    import argparse

MAX_PASSWORD_FILE_BYTES = 4_096
MAX_FORM_BYTES = 65_536
_MAX_UNKNOWN = 10
_MAX_NAME = 40
FORM_FLAG = "--dane"
_EXAMPLE = 'pwz = "12345678"'


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """One field of the form: whether it can be sent as it is, and what to say about it."""

    ok: bool
    message: str | None


def read_password(path: Path) -> str:
    """The first line of the file, without its line end or a byte order mark, in any encoding of Windows.

    PowerShell's ``>`` writes UTF-16, an old Notepad the Polish code page. Raises FlowError.
    """
    return as_text(read_file(path, MAX_PASSWORD_FILE_BYTES)).split("\n", 1)[0].rstrip("\r")


def passwords_from(path: Path | None) -> tuple[Secret, ...]:
    """The password file of ``sprawdz``, when one was given."""
    return (Secret(read_password(path)),) if path is not None else ()


def answers_from(flow: Flow, arguments: argparse.Namespace, today: date) -> dict[str, Any]:
    """The parsed answers and options that the flags give. Raises FlowError for the first bad one."""
    answers: dict[str, Any] = {}
    for item in flow.items:
        given = getattr(arguments, item.name, None)
        if given is None:
            continue
        if isinstance(item, Ask):
            answers[item.name] = item.read(given, today)
        elif isinstance(item, AskSecret):
            answers[item.name] = item.parse(read_password(given))
    for option in flow.options:
        given = getattr(arguments, option.name, None)
        if given is not None:
            answers[option.name] = option.parse(given)
    return answers


def read_form(path: Path) -> dict[str, str | None]:
    """The TOML file of ``--dane``: names of answers to texts or numbers, None for a value of another sort.

    Any encoding that Notepad saves in. Raises FlowError ``bad-form``, file-missing, file-unreadable.
    """
    try:
        loaded = bounded_toml.loads(as_text(read_file(path, MAX_FORM_BYTES)))
    except ValueError as error:
        raise _bad_form(f"Nie rozumiem pliku {path.name}: to nie jest poprawny TOML.") from error
    except TooLargeError as error:
        raise _bad_form(f"Plik {path.name} jest za duży na dane do wniosku.") from error
    return {
        name: str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
        for name, value in loaded.items()
    }


def _bad_form(what: str) -> FlowError:
    causes = ("brakuje cudzysłowu albo znaku =", "numer zaczyna się od zera, a nie stoi w cudzysłowie", "to inny plik")
    following = f"Proszę zapisać każdą daną w osobnym wierszu, na przykład: {_EXAMPLE}"
    return FlowError(Problem("bad-form", what, causes, following, page="sow-manager-data"))


def check_form(
    flow: Flow, given: Mapping[str, str | None], today: date
) -> tuple[dict[str, FieldCheck], dict[str, Any]]:
    """Every field of the form checked by itself, and the answers of those that passed.

    A name that the form does not have is refused: it is a misspelt one, and its value would be missing.
    """
    checks: dict[str, FieldCheck] = {}
    known = [item.name for item in flow.items if isinstance(item, Ask) and item.in_form]
    answers: dict[str, Any] = {}
    for item in flow.items:
        if not isinstance(item, Ask) or not item.in_form:
            continue
        if item.name not in given:
            if not item.optional:
                checks[item.name] = FieldCheck(ok=False, message="Brakuje tej danej.")
            continue
        text = given[item.name]
        if text is None:
            said = f"Ta dana ma być tekstem w cudzysłowie, na przykład: {_EXAMPLE}"
            checks[item.name] = FieldCheck(ok=False, message=said)
            continue
        try:
            value = item.read(text, today)
            if item.check is not None:
                item.check(value, answers)
        except FlowError as error:
            checks[item.name] = FieldCheck(ok=False, message=_sentence(error.problem))
            continue
        answers[item.name] = value
        checks[item.name] = FieldCheck(ok=True, message=getattr(value, "warning", None))
    for name in [each for each in given if each not in known][:_MAX_UNKNOWN]:
        checks[name] = FieldCheck(ok=False, message=_unknown(name, known))
    return checks, answers


def _unknown(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name[:_MAX_NAME].lower(), known, 1)
    following = f"Czy chodziło o „{near[0]}”?" if near else f"Są: {', '.join(known)}."
    return f"We wniosku nie ma danej o nazwie „{shown(name[:_MAX_NAME])}”. {following}"


def _sentence(problem: Problem) -> str:
    word = "Możliwa przyczyna" if len(problem.causes) == 1 else "Możliwe przyczyny"
    causes = f"{word}: {'; '.join(problem.causes)}." if problem.causes else ""
    return " ".join(part for part in (problem.what, causes, problem.next) if part)
