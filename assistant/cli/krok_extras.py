"""What single flows add to the JSON of ``krok`` (interface.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.krok_answers import FieldCheck
from flows.base.errors import FlowError

if TYPE_CHECKING:
    from flows.mail.letters.letter import Letter


def fields(checks: Mapping[str, FieldCheck]) -> dict[str, Any]:
    """``sow``: every field of the form."""
    return {name: {"ok": check.ok, "message": check.message} for name, check in checks.items()}


def attachments(folder: Path | None) -> dict[str, str] | None:
    """``sow``: which file goes into which field, by its key; None where the files are not there."""
    from flows.sow import flow as sow  # start-up

    if folder is None:
        return None
    try:
        return {purpose: str(pair.request) for purpose, pair in sow.attachments(folder).items()}
    except FlowError:
        return None  # the walk through the flow tells the problem


def told(extra: Mapping[str, Any]) -> tuple[str, ...]:
    """``sow``: the same in lines, for whoever reads them without ``--json``; the values themselves are not repeated."""
    rows = [f"{name}: {check['message'] or 'w porządku.'}" for name, check in extra.get("fields", {}).items()]
    files = extra.get("attachments") or {}
    return (*rows, *(f"Plik do pola {purpose.upper()}: {files[purpose]}" for purpose in ("wss", "tls") if files))


def warning(folder: Path | None, now: Callable[[], datetime]) -> str | None:
    """``raportnet``: that it may be standing still, as „stan” says it; None when nothing tells so."""
    from flows.folder import stopped  # start-up

    try:
        stands = stopped.stands(folder, now) if folder is not None else None
    except FlowError:
        return None  # a journal that cannot be read: the flow itself tells that
    return stopped.warning(stands, now()) if stands is not None else None


def message(letter: Letter) -> dict[str, Any]:
    """``mail``: what the e-mail is; days as RRRR-MM-DD."""
    return {
        "kind": letter.kind,
        "number": letter.number,
        "received": letter.received.isoformat() if letter.received else None,
        "deadline": letter.deadline.isoformat() if letter.deadline else None,
        "links": list(letter.links),
        "suspicious": list(letter.suspicious),
        "notes": list(letter.notes),
    }


def read_aloud(letter: Letter, now: Callable[[], datetime]) -> tuple[str, ...]:
    """``mail``: the e-mail in lines, where nothing is recorded."""
    from flows.mail.record_letter import describe  # start-up

    return describe(letter, now().date())


def awaits_answer(answers: Mapping[str, Any]) -> bool:
    """``mail``: whether the letter was the first one only, and the office's answer is still to come."""
    letter: Letter | None = answers.get("wiadomosc")
    return letter is not None and letter.kind == "acknowledgement"
