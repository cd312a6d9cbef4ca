"""A password or a PESEL typed where it is seen and was not asked for."""

from __future__ import annotations

from assistant.screen.hidden import Private, holds_secret, looks_private
from assistant.talk.reading import is_phrase, read_command
from assistant.talk.session import Session
from flows.engine.model import Ask


def gives_away(session: Session, line: str) -> Private:
    """What the line gives away: a password that is known or looks like one, or a PESEL where none was asked for."""
    if holds_secret(line, session.secrets) and not _is_word(session, line):
        return "password"
    item, command = session.pending, read_command(line)
    expected = isinstance(item, Ask) and item.find(line) is not None
    asked = (isinstance(item, Ask) and item.personal) or (command is not None and command.name == "correct")
    seen = looks_private(line, expected=expected)
    return "" if seen == "pesel" and asked else seen


def _is_word(session: Session, line: str) -> bool:
    """Whether it is a word of ours: „tak”, typed blindly where it was hidden, was taken for the password."""
    items = session.flow.items if session.flow is not None else ()
    anytime = (each.anytime for each in items if isinstance(each, Ask) and each.anytime is not None)
    return is_phrase(line) or any(find(line) for find in anytime)
