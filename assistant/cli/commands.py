"""What each command of the command line does."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from assistant.screen.console import on_terminal
from assistant.screen.host import own_window, too_old, windows_version
from assistant.screen.intake import read_line
from assistant.screen.render import shown
from assistant.screen.statuses import DONE, PROBLEM
from flows.base import clock
from flows.base.errors import FlowError, Problem, UnansweredError
from flows.base.system_words import in_polish
from flows.engine.answers import work_folder
from flows.engine.days import read_day
from flows.ports.computer import Clock, Standpoint
from flows.ports.place import this_place

_WORK = {None, "cwiczenie", "krok"}
"""What a Windows that is too old must not do; looking and asking are harmless anywhere."""


def run(arguments: argparse.Namespace) -> int:
    """Dispatches a parsed command line. Raises FlowError for problems that ``main`` prints."""
    if arguments.command in _WORK and not arguments.version and (old := too_old(windows_version())):
        raise old
    match arguments.command:
        case None if arguments.version:
            from assistant import __version__

            print(__version__)
            return DONE
        case None:
            return _talk(arguments)
        case "cwiczenie":
            from assistant.cli.practice import practise

            return practise(arguments, _clock(arguments))
        case "zapytaj":
            return _ask(arguments)
        case "krok":
            return _krok(arguments)
        case "stan":
            return _status(arguments)
        case "sprawdz":
            return _check(arguments)
        case "cofnij":
            return _undo(arguments)
        case "przywroc":
            return _redo(arguments)
        case "diagnoza":
            return _diagnose(arguments)
        case "uzupelnianie":
            from assistant.cli.completion import script

            print(script(arguments.shell))
            return DONE
        case _:
            return _report(arguments)


def _clock(arguments: argparse.Namespace) -> Clock:
    """This computer's, unless ``--dzis`` names another day. Raises FlowError ``bad-date``."""
    return clock.on(read_day(arguments.dzis)) if getattr(arguments, "dzis", None) else clock.now


def _here(arguments: argparse.Namespace) -> Standpoint:
    """Now, or on that day, and here."""
    return Standpoint(_clock(arguments), this_place())


def _talk(arguments: argparse.Namespace) -> int:
    from assistant.talk.conversation import converse
    from assistant.talk.session import Session
    from assistant.talk.world import this_world
    from flows.this_computer import this_computer

    folder = _folder(arguments)
    known = {"folder": folder} if folder is not None else {}
    return converse(this_world(this_computer(_clock(arguments)), plain=arguments.prosto), Session(known=known))


def _krok(arguments: argparse.Namespace) -> int:
    from assistant.cli.krok import krok
    from assistant.cli.krok_answers import answers_from
    from flows.catalogue import EVERY
    from flows.this_computer import this_computer

    computer = this_computer(_clock(arguments))
    unattended = arguments.json or arguments.plan or arguments.tak
    if unattended or not on_terminal():
        return krok(arguments, computer)
    from assistant.talk.conversation import converse
    from assistant.talk.session import Session
    from assistant.talk.steps import start_flow
    from assistant.talk.world import this_world

    today = computer.now().date()
    session = Session(known=answers_from(EVERY[arguments.flow], arguments, today), today=today)
    return converse(this_world(computer, plain=arguments.prosto), session, start_flow(session, arguments.flow))


def _ask(arguments: argparse.Namespace) -> int:
    from assistant.cli.ask import answer_questions

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


def _status(arguments: argparse.Namespace) -> int:
    from assistant.reports.status import as_json, summary, urgent
    from flows.survey import survey

    here = _here(arguments)
    seen, today = survey(_needed_folder(arguments), here), here.now().date()
    print(json.dumps(as_json(seen, today), ensure_ascii=False) if arguments.json else shown(summary(seen, today)))
    alarms = urgent(seen, today)
    for alarm in alarms:
        print(f"Pilne: {alarm}", file=sys.stderr)
    return PROBLEM if alarms else DONE


def _check(arguments: argparse.Namespace) -> int:
    if arguments.opened and not arguments.json and own_window():
        from assistant.cli.opened_files import talk_about
        from assistant.talk.world import this_world
        from flows.this_computer import this_computer

        return talk_about(arguments.files, this_world(this_computer(_clock(arguments)), plain=False))
    from assistant.cli.krok_answers import passwords_from
    from assistant.reports.check import examine_all
    from assistant.reports.check_told import as_json, as_text

    now = _clock(arguments)()
    facts = examine_all(arguments.files, passwords_from(arguments.haslo_plik), now)
    if arguments.json:
        print(json.dumps({"files": [as_json(each) for each in facts]}, ensure_ascii=False))
    for each in facts:
        if not arguments.json and each.problem is None:
            print(shown(as_text(each, now)))
        elif each.problem is not None:
            print(shown(as_text(each, now)), file=sys.stderr)
    return PROBLEM if any(each.problem for each in facts) else DONE


def _undo(arguments: argparse.Namespace) -> int:
    from assistant.cli.taking_back import undo
    from flows.this_computer import this_computer

    return undo(_needed_folder(arguments), this_computer(_clock(arguments)), yes=arguments.tak, keys=arguments.klucze)


def _redo(arguments: argparse.Namespace) -> int:
    from assistant.cli.taking_back import redo
    from flows.this_computer import this_computer

    return redo(_needed_folder(arguments), this_computer(_clock(arguments)), yes=arguments.tak)


def _report(arguments: argparse.Namespace) -> int:
    from assistant.reports.report import as_html, report

    text = report(_folder(arguments), _here(arguments))
    if arguments.html is None:
        print(shown(text))
        return DONE
    from flows.base.files import write_new

    write_new(arguments.html.absolute(), as_html(text).encode())
    print(f"Zapisano raport: {arguments.html}")
    return DONE


def _diagnose(arguments: argparse.Namespace) -> int:
    from assistant.reports.diagnosis import as_json, as_text, diagnose

    now = _clock(arguments)
    checks = diagnose(_folder(arguments), now)
    print(json.dumps(as_json(checks), ensure_ascii=False) if arguments.json else shown(as_text(checks, now())))
    return PROBLEM if any(check.state == "bad" for check in checks) else DONE


def _folder(arguments: argparse.Namespace) -> Path | None:
    """The folder of ``--folder``, else the one used last."""
    if arguments.folder is not None:
        return work_folder(arguments.folder)
    from assistant.screen.recent import recent_folders

    return next((each.folder for each in recent_folders()), None)


def _needed_folder(arguments: argparse.Namespace) -> Path:
    folder = _folder(arguments)
    if folder is None:
        raise UnansweredError(
            Problem(
                "answer-missing",
                "Nie wiem, w którym folderze szukać.",
                ("odnowienie nie zostało jeszcze zaczęte",),
                "Proszę dodać --folder z nazwą folderu.",
                page="where-to-save",
            )
        )
    return folder
