"""The loop of the conversation: read a line, turn, do, say — until the user leaves."""

from __future__ import annotations

from assistant import sentences
from assistant.console import Prompt
from assistant.effects import perform
from assistant.render import Reply
from assistant.session import Leave, Session, Turn
from assistant.turn import interrupt_turn, secret_turn, turn
from assistant.world import World
from flows.model import Ask, AskSecret


def converse(world: World, session: Session, opening: Turn | None = None) -> int:
    """Talks until „koniec”, the end of the input or Ctrl-C twice. Returns the exit status."""
    step = opening or Turn(session, (Reply(sentences.PRACTICE_GREETING if session.practice else sentences.GREETING),))
    while True:
        step = _settle(step, world)
        if isinstance(step.action, Leave):
            return step.action.status
        session = step.session
        prompt = prompt_for(session)
        try:
            if isinstance(session.pending, AskSecret) and not session.leaving:
                step = secret_turn(session, world.console.secret(prompt))
            else:
                step = turn(session, world.console.ask(prompt), world.helpdesk)
        except EOFError:
            world.console.show(Reply(sentences.FAREWELL))
            return 0
        except KeyboardInterrupt:
            step = interrupt_turn(session)


def prompt_for(session: Session) -> Prompt:
    """The prompt with where we are and the words that work now."""
    practice = "ĆWICZENIE " if session.practice else ""
    if session.flow is None:
        return Prompt(f"{practice}>", f"{practice}{sentences.FREE_HINT}", sentences.FREE_WORDS)
    status = f"{practice}{session.flow.title}. Można wpisać: {', '.join(sentences.FLOW_WORDS)}."
    paths = isinstance(session.pending, Ask) and session.pending.name == "folder"
    return Prompt(f"{practice}[krok {session.flow.number} z 7] >", status, sentences.FLOW_WORDS, paths=paths)


def _settle(step: Turn, world: World) -> Turn:
    """Shows the replies and carries out actions until there is nothing left but to ask."""
    _show(step, world)
    while step.action is not None and not isinstance(step.action, Leave):
        step = perform(step.session, step.action, world)
        _show(step, world)
    return step


def _show(step: Turn, world: World) -> None:
    for reply in step.replies:
        if reply.kind == "topic":
            page = world.helpdesk.page(reply.text)
            world.console.show(Reply(page.title, "title"))
            world.console.show(Reply(page.body, "page"))
        else:
            world.console.show(reply)
