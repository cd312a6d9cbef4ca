"""Carries operations out, always in one order: plan → confirm → journal → apply → verify → journal.

The caller shows the plan and gets the confirmation; ``perform`` is called with a plan that was confirmed and does
exactly that plan. An operation interrupted at any point stays open in the journal; the next ``prepare`` finds it and
completes it instead of starting over, so that a key made once is the key that is used.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from flows.base.errors import Cancelled, FlowError
from flows.base.file_problems import not_verified
from flows.base.files import make_folder, sweep
from flows.engine.details import DetailsError
from flows.engine.journal import Journal, entries_of, file_sha256, unfinished
from flows.engine.lock import folder_lock
from flows.engine.plan import Answers, Operation, Plan, Progress, Result, Settling, Written
from flows.ports.computer import Computer

_PATIENT = 3
"""How many Ctrl-C in a row do not keep us from looking whether the work is complete."""


def interrupted(operation: Operation, answers: Answers, computer: Computer) -> Plan | None:
    """What is left of an interrupted run of ``operation``, if something of it is there; None when there is none."""
    folder: Path = answers["folder"]
    for entry in reversed(unfinished(entries_of(folder))):
        left = _plan_of(entry, folder)
        if left and left.operation == operation.name and operation.probe(left, computer) != "not":
            with suppress(DetailsError):
                plan = operation.resume(left, answers, computer)
                if plan is not None:
                    return replace(plan, resumes=str(entry["id"]))
    return None


def prepare(operation: Operation, answers: Answers, computer: Computer) -> Plan:
    """What would be done now: an interrupted run to complete, else a new plan. Changes nothing."""
    folder: Path = answers["folder"]
    there = folder.is_dir()  # asked first: planning may take seconds, long enough to pull a stick out
    resumed = interrupted(operation, answers, computer)
    if resumed is None:
        plan = operation.plan(answers, computer)
        return replace(plan, found=there if plan.folder == folder else plan.folder.is_dir())
    return replace(
        resumed,
        found=True,
        summary=f"Dokończę przerwaną pracę. {resumed.summary}",
        lines=("To, co już powstało, zostaje bez zmian; dorobię tylko to, czego brakuje.", *resumed.lines),
    )


def perform(operation: Operation, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Result:
    """Executes a confirmed plan and returns what was seen to be there afterwards.

    Raises FlowError (the journal keeps the code) or Cancelled after Ctrl-C; in both cases the operation stays open
    and can be completed later.
    """
    if plan.nothing_to_do:
        sweep(plan.folder)
        return operation.verify(plan, answers, computer)
    if not plan.found:
        make_folder(plan.folder)
    with folder_lock(plan.folder):
        sweep(plan.folder)
        journal = Journal(plan.folder, computer)
        _abandon_empty(operation, journal, computer, keep=plan.resumes)
        operation_id = plan.resumes or uuid.uuid4().hex[:12]
        journal.append("started", operation_id, operation=operation.name, plan=plan.to_json())
        written: Written | None = None
        try:
            written = operation.apply(plan, answers, computer, progress) or {}
            if plan.writes:
                progress("Odczytuję i sprawdzam, co powstało")
            result, files = _seen(operation, plan, answers, computer, written)
        except FlowError as error:
            with suppress(FlowError):  # the first failure is the one to tell
                journal.append("failed", operation_id, code=error.problem.code)
            raise
        except KeyboardInterrupt:
            complete = _in_the_last_moment(operation, plan, answers, computer, written)
            if complete is None:
                with suppress(FlowError, KeyboardInterrupt):
                    journal.append("interrupted", operation_id)
                raise Cancelled from None
            result, files = complete
        finally:
            if isinstance(operation, Settling):
                operation.settle(plan, answers, computer, progress)
        journal.append("verified" if result.seen else "done", operation_id, operation=operation.name, files=files)
        return result


def _seen(
    operation: Operation, plan: Plan, answers: Answers, computer: Computer, written: Written
) -> tuple[Result, dict[str, str]]:
    return operation.verify(plan, answers, computer), _read_back(plan, written)


def _in_the_last_moment(
    operation: Operation, plan: Plan, answers: Answers, computer: Computer, written: Written | None
) -> tuple[Result, dict[str, str]] | None:
    """What is there after all, when Ctrl-C came after the work was done; None when something of it is missing.

    Another Ctrl-C or two have to wait for that: what is complete is to be told as complete.
    """
    for _ in range(_PATIENT):
        with suppress(KeyboardInterrupt):
            try:
                if written is None and operation.probe(plan, computer) != "done":
                    return None
                return _seen(operation, plan, answers, computer, written or {})
            except FlowError:
                return None
    return None


def _read_back(plan: Plan, written: Written) -> dict[str, str]:
    """The SHA-256 of each planned file as it stands on the disk, by its name; those just written are as we meant them.

    ``verify`` knows what a file has to mean; a note, a calendar or a signature that nobody can check may be damaged and
    still mean the same. Raises FlowError ``not-verified``.
    """
    files = {}
    for path in plan.writes:
        try:
            files[path.name] = file_sha256(path)
        except OSError as error:
            raise _not_as_written(path, "nie da się go odczytać") from error
        if files[path.name] != written.get(path, files[path.name]):
            raise _not_as_written(path, "nie ma w nim tego, co zapisano")
    return files


def _not_as_written(path: Path, what: str) -> FlowError:
    return not_verified(
        f"Nie mogę potwierdzić, że plik {path.name} jest w porządku: {what}.",
        "Proszę nie używać tego pliku. Można wpisać „cofnij” i zrobić ten krok jeszcze raz, najlepiej na innym dysku.",
        page="operation-safety",
    )


def _abandon_empty(operation: Operation, journal: Journal, computer: Computer, keep: str | None) -> None:
    """Closes earlier runs that were interrupted before anything existed: there is nothing to complete."""
    for entry in unfinished(journal.entries()):
        plan = _plan_of(entry, journal.folder)
        if (
            entry["id"] != keep
            and plan is not None
            and plan.operation == operation.name
            and operation.probe(plan, computer) == "not"
        ):
            journal.append("abandoned", str(entry["id"]))


def _plan_of(entry: Mapping[str, Any], folder: Path) -> Plan | None:
    try:
        return Plan.from_json(entry["plan"], folder)
    except (KeyError, TypeError, ValueError):  # a journal edited by hand
        return None
