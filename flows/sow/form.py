"""What the form of the application takes, and how a value is found in a sentence."""

from __future__ import annotations

import re

from flows.base.errors import FlowError, Problem
from flows.engine.plan import Answers
from flows.sow import email_address
from flows.sow.checked import Checked

MAX_NAME_CHARACTERS = 200
MAX_SHORT_LINE = 20


def pharmacy_name(text: str) -> Checked:
    """As it stands on a sign. Raises FlowError ``bad-name``."""
    cleaned = " ".join(text.split())
    if not cleaned or len(cleaned) > MAX_NAME_CHARACTERS:
        raise FlowError(
            Problem("bad-name", "Nazwa jest pusta albo za długa.", (), "Proszę podać nazwę apteki.", ask="podmiot")
        )
    return Checked(cleaned, None)


def same_email(second: Checked, answers: Answers) -> None:
    """Whether the second field holds the address of the first. Raises FlowError ``emails-differ``."""
    if "email" in answers:
        email_address.same_email(answers["email"].value, second.value)


def number_in(line: str) -> str | None:
    """The number of a sentence („pwz to 12 345 678”); the whole line when it is short and has a digit; else None."""
    match = re.search(r"\d[\d -]{4,}\d", line)
    if match:
        return match.group(0)
    return line.strip() if len(line) <= MAX_SHORT_LINE and any(character.isdigit() for character in line) else None


def email_in(line: str) -> str | None:
    """The word with an at sign, or None: then the line is a question."""
    return next((word.strip("<>,;") for word in line.split() if "@" in word), None)


def name_in(line: str) -> str | None:
    """The whole line, or what stands behind „zmień nazwę na”; None when nothing does."""
    match = re.fullmatch(r"\s*(?:zmie[nń]|popraw)\w*\s+(?:nazw\w+|podmiot)(?:\s+na)?\b\s*(.*)", line, re.IGNORECASE)
    return (match[1] if match else line.strip()) or None
