"""What step 3 tells a script: what the e-mail is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flows.engine.plan import Answers
from flows.mail.telling import describe, doubtful
from flows.ports.computer import Clock

if TYPE_CHECKING:
    from flows.mail.letters.letter import Letter


def message(answers: Answers, _now: Clock) -> Mapping[str, Any]:
    """Days as RRRR-MM-DD."""
    letter: Letter | None = answers.get("wiadomosc")
    if letter is None:
        return {}
    return {
        "message": {
            "kind": letter.kind,
            "number": letter.number,
            "received": letter.received.isoformat() if letter.received else None,
            "deadline": letter.deadline.isoformat() if letter.deadline else None,
            "links": list(letter.links),
            "suspicious": list(letter.suspicious),
            "notes": list(letter.notes),
            "verdict": letter.verdict,
            "reasons": list(letter.reasons),
            "sender": list(letter.sender.who),
            "passed_on_by": list(letter.sender.through),
            "attachments": list(letter.files),
            "certificates": list(letter.certificates),
            "dangers": list(letter.dangers),
        }
    }


def aloud(answers: Answers, now: Clock) -> tuple[str, ...]:
    """A letter without a folder is only to be read: nothing can be recorded, and nothing is missing."""
    return describe(answers["wiadomosc"], now().date()) if "wiadomosc" in answers else ()


def awaits_answer(answers: Answers) -> bool:
    """Whether the letter was the first one only, and the office's answer is still to come."""
    letter: Letter | None = answers.get("wiadomosc")
    return letter is not None and letter.kind == "acknowledgement"


def agreed(answers: Answers) -> None:
    """A doubtful letter needs more than ``--tak``. Raises FlowError ``message-doubtful``."""
    if not answers.get("mimo_watpliwosci"):
        raise doubtful(answers["wiadomosc"])
