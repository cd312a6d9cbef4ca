"""Which request goes into which field of the form, told by its key; a script is told it, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.base.errors import FlowError, Problem
from flows.engine.plan import Answers
from flows.folder.current_set import CurrentPair, current_set
from flows.folder.names import PURPOSES, Purpose
from flows.folder.readiness import with_keys
from flows.folder.recognise import scan_folder
from flows.ports.computer import Clock


def attachments(folder: Path) -> dict[Purpose, CurrentPair]:
    """The request for each field of the form, told by its key. Raises ``no-requests``, ``request-damaged``."""
    found = scan_folder(folder) if folder.is_dir() else ()
    pairs = current_set(found)
    if len(pairs) < len(PURPOSES):
        missing = " i ".join(purpose.upper() for purpose in PURPOSES if purpose not in pairs)
        raise FlowError(
            Problem(
                "no-requests",
                f"W folderze {folder} nie ma kompletu plików dla {missing} (.csr razem z .jks).",
                ("krok 1 nie został jeszcze zrobiony", "pliki są w innym folderze"),
                "Proszę wpisać „csr”, aby je utworzyć, albo „zmień folder”.",
                page="files-after-csr",
                ask="folder",
            )
        )
    requests = {pair.request for pair in pairs.values()}
    for each in found:
        if each.path in requests and each.problem is not None:
            raise FlowError(replace(each.problem, what=f"{each.path.name}: {each.problem.what}"))
    return pairs


def ready(folder: Path, now: datetime) -> tuple[str, ...]:
    """An empty or wrong folder is noticed before anybody types a PESEL."""
    said = with_keys(folder, now)
    attachments(folder)
    return said


def attached(answers: Answers, _now: Clock) -> dict[str, Any]:
    """Which file goes into which field, by its key; None where the files are not there."""
    try:
        pairs = attachments(answers["folder"]) if "folder" in answers else {}
    except FlowError:
        pairs = {}  # the walk through the flow tells the problem
    return {"attachments": {purpose: str(pair.request) for purpose, pair in pairs.items()} or None}


def attached_lines(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The same, to be read."""
    files = facts["attachments"] or {}
    return tuple(f"Plik do pola {purpose.upper()}: {files[purpose]}" for purpose in ("wss", "tls") if files)
