"""„Zmień folder”: which answer a correction is about, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

from assistant.screen import step_sentences
from assistant.screen.render import Reply
from assistant.talk.computers import about_computers, ask_number
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.reading import Command
from assistant.talk.session import Session, Turn
from assistant.talk.steps import correct, question
from flows.base.polish import fold
from flows.engine.model import Ask, AskSecret, Item


def correct_answer(session: Session, command: Command, _helpdesk: Helpdesk) -> Turn:
    """„zmień folder”: in a flow voids that answer; without saying what, the last one, or lists what there is."""
    if "komputer" in command.argument and all(item.name != "komputery" for item in _items(session)):
        told = about_computers(session, command.rest)
        return Turn(session, (), told) if told is not None else ask_number(session)
    if session.state is None or session.flow is None:
        named = _named(command.argument)
        known = {name: value for name, value in session.known.items() if name not in named}
        text = step_sentences.FORGOTTEN if named else step_sentences.WHAT_TO_CORRECT
        return Turn(replace(session, known=known), (Reply(text),))
    answered = [
        item
        for item in session.flow.items
        if isinstance(item, Ask | AskSecret) and item.name in session.state.answers and item.words
    ]
    asked = [item for item in session.flow.items if isinstance(item, Ask) and item not in answered]
    unasked = [item for item in asked if item.when is None or item.when(session.state.answers)]
    optional = [item for item in unasked if item.optional or item.name in session.state.declined]
    wanted = [item for item in (*answered, *optional) if _length(item, command.argument)]
    if len(wanted) > 1:  # „haslo klucza” also contains „haslo”: the longest name is meant
        wanted = [max(wanted, key=lambda item: _length(item, command.argument))]
    if not wanted and not command.argument and len(answered) == 1:
        wanted = answered
    if not wanted:
        words = [item.words[0] for item in answered]
        said = Reply(step_sentences.correctable(words) if words else step_sentences.BEGINNING)
        return Turn(session, (said, *question(session)))
    item = wanted[0]
    given = item.find(command.rest) if isinstance(item, Ask) and command.rest else None
    return correct(session, item, given)


def _items(session: Session) -> tuple[Item, ...]:
    return session.flow.items if session.flow is not None else ()


def _length(item: Ask | AskSecret, argument: str) -> int:
    """The length of the longest of the item's names that stands in the argument, 0 for none."""
    return max((len(word) for word in map(fold, item.words) if word in argument), default=0)


def _named(argument: str) -> set[str]:
    return {"folder"} if "folder" in argument or "katalog" in argument else {"haslo"} if "haslo" in argument else set()
